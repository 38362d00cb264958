"""Sections of the frames on a page: from a title or a header on, which standard table each begins."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.assemble.titles import first_lines, without_unit
from extractors.document.model import Cell, Table
from extractors.recognise.printed_units import printed_unit
from extractors.recognise.standard.header import find_header, states_unit
from extractors.recognise.standard.model import UNLISTED, Block, Column, Header, Part, Standard
from extractors.recognise.standard.words import another_form, title_kind, usual
from extractors.recognise.structure.cells import amount_like
from extractors.values.line_shapes import ORGANISATION_LINE
from extractors.values.money import UNIT
from extractors.values.text import clean, squeezed
from schemas.standard import vocabulary
from schemas.words.lines import line_words

_UNIT_IN_LABEL = re.compile(rf"[（(]({UNIT})[)）]")
_FEWEST_INDICATORS = 3
"""So many cells that are called as indicators make a table one of indicators."""

KEY_COLUMNS = ("name", "code", "part", "function_code", "coded")
"""What a column of a standard table's own header holds, one of them at least."""


@dataclass
class Section:
    """Rows of a table from a title on: the title's kind and words, whether there is one, the header below it."""

    table: Table
    top: int
    bottom: int
    title: str | None
    kind: str | None
    titled: bool
    header: Header | None


def sections(table: Table) -> Iterator[Section]:
    """A frame cut at the titles that stand in it; the first section's title may be the line above."""
    titles = dict(_announced_by_units(table))
    titles |= {row: title for row in range(table.rows) if (title := _title_in(table, row))}
    starts = sorted({0, *titles})
    if len(starts) > 1 and not _numbers_above(table, starts[1]):
        titles[0] = titles.get(0) or titles[starts.pop(1)]
    for top, bottom in itertools.pairwise([*starts, table.rows]):
        printed = titles.get(top) or (_title_above(table) if top == 0 else None)
        kind, titled = title_kind(printed) if printed else (None, False)
        yield Section(table, top, bottom, printed, kind, titled, find_header(table, top, bottom))


def _announced_by_units(table: Table) -> Iterator[tuple[int, str | None]]:
    """Where below amounts a unit of money is stated anew another table begins, called as the line above it says."""
    amounts = False
    above: list[int] = []
    for row in range(table.rows):
        cells = table.begun[row]
        if any(map(amount_like, cells)):
            amounts, above = True, []
        elif amounts and any(states_unit(cell.text) for cell in cells):
            yield (above[-1], clean(table.begun[above[-1]][0].text)) if above else (row, None)
            amounts, above = False, []
        elif cells:
            above = [*above, row] if len(cells) == 1 else []


def _numbers_above(table: Table, row: int) -> bool:
    """Whether amounts stand above a title, or labels: then they are another table's, else the title's own captions."""
    return find_header(table, 0, row) is not None or any(
        amount_like(cell) for above in range(row) for cell in table.begun[above]
    )


def _title_in(table: Table, row: int) -> str | None:
    """The title that stands alone in a row of the table: over all of it, or from its first column on.

    In text a cell's span is not known.
    """
    cells = table.begun[row]
    if len(cells) != 1:
        return None
    text = cells[0].text
    if line_words().table not in text:
        return None
    return next((name for name in (first_lines(text), clean(text)) if name and title_kind(name)[1]), None)


def _title_above(table: Table) -> str | None:
    """The nearest line above a table that is a title."""
    lines = [line.text for line in reversed(table.context)]
    return next((without_unit(text) for text in lines if title_kind(text)[1]), None)


def begin(section: Section) -> Standard | None:
    """The standard table that a section begins; None where it is none."""
    header = section.header
    if header is None or section.kind == "basic_info":
        return None
    kind = section.kind or (None if section.titled else _kind_by_columns(header)) or _unlisted(section, header)
    if kind is None or kind == "basic_info":
        return None
    heads = [cell for row in range(section.top, header.end) for cell in section.table.begun[row]]
    unit = printed_unit(section.table, *heads) or _unit_in_label(heads)
    title = section.title or (section.table.title if section.top == 0 and kind == UNLISTED else None)
    standard = Standard(kind, title, unit, *_organisation(section))
    standard.parts.append(Part(section.table, header.end, section.bottom, header.blocks, heads))
    _default_sides(standard, header.blocks)
    return standard


def _unlisted(section: Section, header: Header) -> str | None:
    """The kind of a table of amounts that no kind fits; None where it is no such table: another form's, of indicators,
    or without an amount.
    """
    title = section.title or section.table.title or ""
    if another_form(title) or _of_indicators(section, header):
        return None
    rows = range(header.end, section.bottom)
    columns = [column for block in header.blocks for column in block.amounts]
    return UNLISTED if any(_amount_in(section.table, row, column) for row in rows for column in columns) else None


def _of_indicators(section: Section, header: Header) -> bool:
    """Whether a table sets targets: its head or its rows are called as indicators are."""
    known = vocabulary()
    if any(known.indicator_labels.fullmatch(clean(cell.text).replace(" ", "")) for cell in header.cells):
        return True
    cells = (cell for row in range(section.top, section.bottom) for cell in section.table.begun[row])
    named = (cell for cell in cells if known.indicator_names.fullmatch(squeezed(cell.text)))
    return sum(1 for _ in zip(named, range(_FEWEST_INDICATORS), strict=False)) == _FEWEST_INDICATORS


def _amount_in(table: Table, row: int, column: Column) -> bool:
    cell = table.grid[row][column.start]
    return cell.row == row and amount_like(cell)


def _unit_in_label(heads: list[Cell]) -> str | None:
    """The money unit in a column's label, such as 预算数（万元）; None where labels differ."""
    units = {match[1] for cell in heads if (match := _UNIT_IN_LABEL.search(clean(cell.text)))}
    return units.pop() if len(units) == 1 else None


def _organisation(section: Section) -> tuple[str | None, str | None]:
    """The unit's code and name printed above the header."""
    header = section.header
    lines = [
        cell.text
        for row in range(section.top, header.first if header else section.top)
        for cell in section.table.begun[row]
    ]
    lines += [line.text for line in section.table.context]
    for line in lines:
        match = ORGANISATION_LINE.fullmatch(clean(line))
        if match:
            return match["code"], match["name"]
    return None, None


def _kind_by_columns(header: Header) -> str | None:
    """The kind that the columns tell, where no title does."""
    meanings = header.meanings() | ({"code"} if "part" in header.meanings() else set())
    for kind, all_of, none in vocabulary().by_columns:
        if all_of <= meanings and not none & meanings:
            return kind
    sides = {block.side for block in header.blocks}
    words = [word for block in header.blocks for column in block.amounts for word in column.path[:-1]]
    if {"revenue", "expenditure"} <= sides:
        return "appropriation" if any(vocabulary().appropriated in word for word in words) else "revenue_expenditure"
    if len(header.blocks) == 1 and set(KEY_COLUMNS) & meanings:
        named = (next((kind for kind, pattern in vocabulary().titles if pattern.search(word)), None) for word in words)
        return next(filter(None, named), None)
    return None


def _default_sides(standard: Standard, blocks: list[Block]) -> None:
    """What the header does not say of side and scheme, the kind does."""
    known = usual(standard.kind)
    for block in blocks:
        block.side = known.get("side", block.side)
        coded = any(column.meaning in ("code", "part", "function_code", "coded") for column in block.texts)
        if block.side == "revenue" and not coded:
            block.scheme = "fund_source"
        else:
            block.scheme = known.get("scheme") or block.scheme or ("function" if block.side else "other")
        if standard.kind not in ("project_expenditure", UNLISTED):
            _lone_code(block)


def _lone_code(block: Block) -> None:
    """A 功能科目编码 without another code beside it is the line's code."""
    if not any(column.meaning in ("code", "part") for column in block.texts):
        for column in block.texts:
            if column.meaning == "function_code":
                column.meaning = "code"
