"""Standard budget tables (部门收支总表, 部门支出总表, …) → budget_lines.

A page may hold the end of one table and the whole of the next within one frame, and a table may go on in a frame
without a header: so tables are cut into sections at their titles, and a section without a title and a header goes on
with the one before.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.budget.header import amount_like, begun, find_header
from extractors.budget.lines import amount_value, emit
from extractors.budget.model import Block, Column, Header, Part, Standard
from extractors.budget.rows import amounts_in, read_rows
from extractors.budget.words import title_kind
from extractors.document import Document, Table
from extractors.forms import money_unit, no_unit
from extractors.found import Found
from extractors.patterns import MONEY_UNIT, ORGANISATION_LINE
from extractors.text import clean
from schemas.layouts.standard import vocabulary

_KEY_COLUMNS = ("name", "code", "part", "function_code")


def extract(document: Document, known: set[int], fiscal_year: int | None) -> Found:
    """The lines of all standard tables; tables whose index is `known` are another form's."""
    found = Found()
    tables: list[Standard] = []
    open_table = False
    for block in document.blocks:
        if not isinstance(block, Table) or block.index in known or block.ragged:
            open_table = False
            continue
        for section in _sections(block):
            standard = _begin(section)
            part = _continued(tables[-1], section) if open_table and not standard else None
            if standard:
                tables.append(standard)
            elif part:
                tables[-1].parts.append(part)
            open_table = bool(standard or part)
    _share_unit(tables)
    seqs: dict[str, int] = {}
    for number, standard in enumerate(tables, start=1):
        if standard.unit is None:
            found.troubles.append(no_unit(standard.parts[0].table))
            continue
        for part in standard.parts:
            _claim(found, standard, part)
        lines = read_rows(found, standard)
        seqs[standard.kind] = emit(found, standard, number, lines, seqs.get(standard.kind, 0), fiscal_year)
    return found


def _share_unit(tables: list[Standard]) -> None:
    """Gives a table that prints no money unit that of the others, where all have one and its largest amount is theirs.

    The same figure in another unit would be another amount; so nothing is guessed.
    """
    units = {standard.unit for standard in tables if standard.unit}
    if len(units) != 1:
        return
    printed = {number for standard in tables if standard.unit for number in _numbers(standard)}
    for standard in tables:
        if standard.unit is None and max(_numbers(standard), default=None) in printed:
            (standard.unit,) = units


def _numbers(standard: Standard) -> Iterator[Decimal]:
    for part in standard.parts:
        for row in range(part.top, part.bottom):
            for block in part.blocks:
                for amount in amounts_in(part, block, row):
                    value = amount_value(amount.cell)
                    if value is not None:
                        yield value


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


def _sections(table: Table) -> Iterator[Section]:
    starts = [row for row in range(table.rows) if _title_in(table, row)]
    for top, bottom in itertools.pairwise([*sorted({0, *starts}), table.rows]):
        printed = _title_in(table, top) or (_title_above(table) if top == 0 else None)
        kind, titled = title_kind(printed) if printed else (None, False)
        yield Section(table, top, bottom, printed, kind, titled, find_header(table, top, bottom))


def _title_in(table: Table, row: int) -> str | None:
    """The title that stands alone in a row of the table."""
    cells = begun(table, row)
    if len(cells) != 1 or (cells[0].col_span < table.columns and cells[0].col > 0):
        return None
    text = cells[0].text
    return clean(text) if "表" in text and title_kind(clean(text))[1] else None


def _title_above(table: Table) -> str | None:
    """The nearest line above a table that is a title."""
    lines = [line.text for line in reversed(table.context)]
    return next((text for text in lines if title_kind(text)[1]), None)


def _begin(section: Section) -> Standard | None:
    """The standard table that a section begins; None where it is none."""
    header = section.header
    if header is None or (section.titled and section.kind is None):
        return None
    kind = section.kind or _kind_by_columns(header)
    if kind is None or kind == "basic_info":
        return None
    heads = [cell for row in range(section.top, header.end) for cell in begun(section.table, row)]
    unit = money_unit(section.table, *heads)
    standard = Standard(kind, section.title, unit, *_organisation(section))
    standard.parts.append(Part(section.table, header.end, section.bottom, header.blocks, heads))
    _default_sides(standard, header.blocks)
    return standard


def _claim(found: Found, standard: Standard, part: Part) -> None:
    """Marks the table as recognised, its header cells as labels and the lines above it as its own."""
    found.kinds[part.table.index] = standard.kind
    found.label(part.table, part.heads)
    if part is standard.parts[0]:
        for line in part.table.context:
            found.take_words(line)


def _organisation(section: Section) -> tuple[str | None, str | None]:
    """The unit's code and name printed above the header."""
    header = section.header
    lines = [
        cell.text
        for row in range(section.top, header.first if header else section.top)
        for cell in begun(section.table, row)
    ]
    lines += [line.text for line in section.table.context]
    for line in lines:
        match = ORGANISATION_LINE.fullmatch(clean(line))
        if match and not MONEY_UNIT.fullmatch(clean(line)):
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
        return "appropriation" if any("财政拨款" in word for word in words) else "revenue_expenditure"
    if len(header.blocks) == 1 and set(_KEY_COLUMNS) & meanings:
        named = (next((kind for kind, pattern in vocabulary().titles if pattern.search(word)), None) for word in words)
        return next(filter(None, named), None)
    return None


def _default_sides(standard: Standard, blocks: list[Block]) -> None:
    """What the header does not say of side and scheme, the kind does."""
    usual = vocabulary().kinds[standard.kind]
    for block in blocks:
        block.side = usual.get("side", block.side)
        coded = any(column.meaning in ("code", "part", "function_code") for column in block.texts)
        if block.side == "revenue" and not coded:
            block.scheme = "fund_source"
        else:
            block.scheme = usual.get("scheme") or block.scheme or ("function" if block.side else "other")
        if standard.kind != "project_expenditure":
            _lone_code(block)


def _lone_code(block: Block) -> None:
    """A 功能科目编码 without another code beside it is the line's code."""
    if not any(column.meaning in ("code", "part") for column in block.texts):
        for column in block.texts:
            if column.meaning == "function_code":
                column.meaning = "code"


def _continued(standard: Standard, section: Section) -> Part | None:
    """The section as a part of the table before it: by the places of its columns, else by their number."""
    last, table = standard.parts[-1], section.table
    if section.titled or (section.header and {*_KEY_COLUMNS} & section.header.meanings()):
        return None
    by_place = len(table.edges) == table.columns + 1 and all(
        column.span for block in last.blocks for column in (*block.texts, *block.amounts)
    )
    if not by_place and table.columns != last.table.columns:
        return None
    if not any(amount_like(cell) for row in range(section.top, section.bottom) for cell in begun(table, row)):
        return None
    blocks = []
    for block in last.blocks:
        texts = [_placed(column, table) if by_place else column for column in block.texts]
        amounts = [_placed(column, table) if by_place else column for column in block.amounts]
        blocks.append(Block(texts, amounts, block.side, block.scheme))
    if any(column.start == column.end for block in blocks for column in block.amounts):
        return None
    return Part(table, section.top, section.bottom, blocks, [])


def _placed(column: Column, table: Table) -> Column:
    """A column in the grid of another table: the grid columns whose middles lie within it; none is `start` = `end`."""
    x0, x1 = column.span or (0.0, 0.0)
    inside = [n for n in range(table.columns) if x0 <= (table.edges[n] + table.edges[n + 1]) / 2 <= x1]
    start, end = (inside[0], inside[-1] + 1) if inside else (0, 0)
    return replace(column, start=start, end=end)
