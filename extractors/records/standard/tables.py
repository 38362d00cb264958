"""Standard budget tables (部门收支总表, 部门支出总表, …) → budget_lines.

A page may hold the end of one table and the whole of the next within one frame, and a table may go on in a frame
without a header: so tables are cut into sections at their titles, and a section without a title and a header goes on
with the one before.
"""

from collections.abc import Container, Sequence
from dataclasses import replace

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph, Table
from extractors.recognise.cell_values import no_unit
from extractors.recognise.standard.line_cells import in_name_column
from extractors.recognise.standard.model import Block, Column, Line, Part, Standard
from extractors.recognise.standard.sections import KEY_COLUMNS, Section, begin, sections
from extractors.recognise.standard.words import row_name
from extractors.recognise.structure.cells import amount_like
from extractors.records.context import Context
from extractors.records.standard.cut_off import mark_incomplete
from extractors.records.standard.lines import emit
from extractors.records.standard.money import prove_units, share_unit, share_with_parts
from extractors.records.standard.proved import hand_on
from extractors.records.standard.rows import read_rows
from extractors.records.standard.solved import solve_all
from extractors.records.standard.totals_by_sums import name_totals
from extractors.values.numbers import is_number
from extractors.values.text import clean
from schemas.words.lines import line_words

_STRAY = 2
"""Glyphs of a name that ran out of its cell at a page's end: a table goes on behind them too."""


def extract(document: Document, context: Context) -> Claims:
    """The lines of all standard tables; tables that another extractor took are another form's.

    What the prose states may prove the unit of a table that prints none.
    """
    found = Claims()
    tables = _tables(document, context.taken.kinds)
    prove_units(found, tables, context.stated)
    share_unit(found, tables)
    share_with_parts(found, tables)
    found.troubles += [no_unit(one.parts[0].table) for one in tables if one.unit is None and not one.unlisted]
    read: list[tuple[int, Standard, list[list[Line]]]] = []
    for number, standard in enumerate((one for one in tables if one.unit is not None), start=1):
        for part in standard.parts:
            _claim(found, standard, part)
        read.append((number, standard, read_rows(found, standard)))
    seqs: dict[str, int] = {}
    solved = solve_all(read)
    name_totals(block for blocks in solved for block in blocks)
    hand_on(found, [(standard, blocks) for (_, standard, _), blocks in zip(read, solved, strict=True)])
    for number, standard, blocks in read:
        lines = [line for block in blocks for line in block]
        seqs[standard.kind] = emit(found, standard, number, lines, seqs.get(standard.kind, 0), context.year)
    return found


def _tables(document: Document, known: Container[int]) -> list[Standard]:
    """The standard tables of a document, their parts put together; `known` are the tables of other forms."""
    tables: list[Standard] = []
    last: Table | None = None
    above: Table | None = None
    between: list[Paragraph] = []
    page_number = line_words().page_number
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if len(block.text) > _STRAY and not page_number.fullmatch(block.text):
                between.append(block)
            continue
        if isinstance(block, Table) and block.index not in known and not block.ragged:
            again = last is not None and bool(between) and _announced_again(last, block, between)
            open_table = last is not None and not between
            count, before = len(tables), tables[-1] if tables else None
            parts = len(before.parts) if before else 0
            for section in sections(block):
                open_table, again = _add(tables, section, open_table=open_table, again=again), False
            if before and len(before.parts) == parts and before.parts[-1].table is above:
                begun = tables[count] if len(tables) > count else None
                same = begun is not None and _same_again(before, begun)
                mark_incomplete(before, block, begun, between, again=same)
            last = block if open_table else None
        else:
            last = None
        above = block if isinstance(block, Table) else None
        between = []
    return tables


def _announced_again(last: Table, block: Table, between: Sequence[Paragraph]) -> bool:
    """Whether nothing but the lines that stand above a table are printed again above one on the next page."""
    if not last.parts or not block.parts or (last.parts[-1].page or 0) + 1 != block.parts[0].page:
        return False
    texts = [line.text for line in block.context]
    own = [text for text in texts if len(text) > _STRAY]
    return texts == [line.text for line in last.context] and [line.text for line in between] == own


def _add(tables: list[Standard], section: Section, *, open_table: bool, again: bool) -> bool:
    """Adds a section: to the last table, where that is open and goes on with it, else as a table of its own.

    With `again` the lines above the last table are printed once more, and it goes on where its header is too. Whether a
    table is open then, with which the next section may go on.
    """
    standard = begin(section)
    if standard and (open_table or again) and _same_again(tables[-1], standard):
        tables[-1].parts += standard.parts
        return True
    goes_on = open_table and (standard is None or standard.unlisted or not section.titled)
    part = _continued(tables[-1], section) if goes_on else None
    if part:
        tables[-1].parts.append(part)
    elif standard:
        tables.append(standard)
    return bool(standard or part)


def _same_again(last: Standard, standard: Standard) -> bool:
    """Whether a table goes on with the one before, title and header printed again: not both have a total."""
    return (
        (last.kind, last.title, last.unit_code) == (standard.kind, standard.title, standard.unit_code)
        and _labels(last) == _labels(standard)
        and not (_has_total(last) and _has_total(standard))
    )


def _has_total(standard: Standard) -> bool:
    cells = (cell for part in standard.parts for row in range(part.top, part.bottom) for cell in part.table.begun[row])
    return any(row_name(cell.text).role in ("total", "current_total") for cell in cells)


def _begins_anew(section: Section) -> bool:
    """Whether the first row below a header is a total: two tables that follow each other have one header then."""
    header = section.header
    first = section.table.begun[header.end] if header and header.end < section.bottom else []
    return any(row_name(cell.text).role in ("total", "current_total") for cell in first)


def _labels(standard: Standard) -> list[str]:
    return [column.words for block in standard.parts[0].blocks for column in (*block.texts, *block.amounts)]


def _claim(found: Claims, standard: Standard, part: Part) -> None:
    """Marks the table as recognised, its header cells as labels and the lines above it as its own."""
    before = found.kinds.get(part.table.index)
    others = found.other_kinds.pop(part.table.index, ())
    if kinds := tuple(kind for kind in dict.fromkeys((*others, before)) if kind and kind != standard.kind):
        found.other_kinds[part.table.index] = kinds
    found.kinds[part.table.index] = standard.kind
    if standard.title:
        found.titles.setdefault(part.table.index, standard.title)
    found.label(part.table, part.heads)
    if part is standard.parts[0]:
        for line in part.table.context:
            found.take_words(line)


def _continued(standard: Standard, section: Section) -> Part | None:
    """The section as a part of the table before it: its header repeated, or none, and then columns of its own."""
    header = section.header
    if section.titled:
        return None
    if header and header.labels() == _labels(standard) and not (_has_total(standard) and _begins_anew(section)):
        return Part(section.table, header.end, section.bottom, header.blocks, header.cells)
    of_its_own = header and (header.captioned or {*KEY_COLUMNS} & header.meanings())
    return None if of_its_own else _without_header(standard.parts[-1], section)


def _without_header(last: Part, section: Section) -> Part | None:
    """Rows that go on in the columns of a part: by the places of the columns, else by their number."""
    table = section.table
    by_place = len(table.edges) == table.columns + 1 and all(
        column.span for block in last.blocks for column in (*block.texts, *block.amounts)
    )
    if not by_place and table.columns != last.table.columns:
        return None
    if not any(amount_like(cell) for row in range(section.top, section.bottom) for cell in table.begun[row]):
        return None
    blocks = []
    for block in last.blocks:
        texts = [_placed(column, table) if by_place else column for column in block.texts]
        amounts = [_placed(column, table) if by_place else column for column in block.amounts]
        blocks.append(Block(texts, amounts, block.side, block.scheme))
    if any(column.start == column.end for block in blocks for column in block.amounts):
        return None
    if any(_names_amounts(table, block, section) for block in blocks):
        return None
    return Part(table, section.top, section.bottom, blocks, [])


def _names_amounts(table: Table, block: Block, section: Section) -> bool:
    """Whether amounts stand where the names would: rows of another table, whose own head was not understood."""
    cells = (cell for row in range(section.top, section.bottom) for cell in table.begun[row])
    return any(in_name_column(block, cell) and "." in cell.text and is_number(clean(cell.text)) for cell in cells)


def _placed(column: Column, table: Table) -> Column:
    """A column in the grid of another table: the grid columns whose middles lie within it; none is `start` = `end`."""
    x0, x1 = column.span or (0.0, 0.0)
    inside = [n for n in range(table.columns) if x0 <= (table.edges[n] + table.edges[n + 1]) / 2 <= x1]
    start, end = (inside[0], inside[-1] + 1) if inside else (0, 0)
    return replace(column, start=start, end=end)
