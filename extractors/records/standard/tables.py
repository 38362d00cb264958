"""Standard budget tables (部门收支总表, 部门支出总表, …) → budget_lines.

A page may hold the end of one table and the whole of the next within one frame, and a table may go on in a frame
without a header: so tables are cut into sections at their titles, and a section without a title and a header goes on
with the one before.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.document.claims import Claims, ProvedUnit
from extractors.document.model import Document, Table
from extractors.recognise.forms import no_unit
from extractors.records.context import Context
from extractors.records.standard.header import amount_like, begun
from extractors.records.standard.lines import amount_value, emit
from extractors.records.standard.model import Block, Column, Part, Standard
from extractors.records.standard.rows import amounts_in, read_rows
from extractors.records.standard.sections import KEY_COLUMNS, Section, begin, sections
from extractors.records.standard.words import row_name
from extractors.records.unit_proof import Stated, in_words
from extractors.values.money import YUAN


def extract(document: Document, context: Context) -> Claims:
    """The lines of all standard tables; tables that another extractor took are another form's.

    What the prose states may prove the unit of a table that prints none.
    """
    known = context.taken.kinds
    found = Claims()
    tables: list[Standard] = []
    open_table = False
    for block in document.blocks:
        if not isinstance(block, Table) or block.index in known or block.ragged:
            open_table = False
            continue
        for section in sections(block):
            standard = begin(section)
            if standard and open_table and _same_again(tables[-1], standard):
                tables[-1].parts += standard.parts
                continue
            part = _continued(tables[-1], section) if open_table and not standard else None
            if standard:
                tables.append(standard)
            elif part:
                tables[-1].parts.append(part)
            open_table = bool(standard or part)
    _prove_units(found, tables, context.stated)
    _share_unit(found, tables)
    seqs: dict[str, int] = {}
    for number, standard in enumerate(tables, start=1):
        if standard.unit is None:
            found.troubles.append(no_unit(standard.parts[0].table))
            continue
        for part in standard.parts:
            _claim(found, standard, part)
        lines = read_rows(found, standard)
        seqs[standard.kind] = emit(found, standard, number, lines, seqs.get(standard.kind, 0), context.year)
    return found


def _same_again(last: Standard, standard: Standard) -> bool:
    """Whether a table goes on with the one before, title and header printed again: not both have a total."""
    return (
        (last.kind, last.title, last.unit_code) == (standard.kind, standard.title, standard.unit_code)
        and _labels(last) == _labels(standard)
        and not (_has_total(last) and _has_total(standard))
    )


def _has_total(standard: Standard) -> bool:
    cells = (cell for part in standard.parts for row in range(part.top, part.bottom) for cell in begun(part.table, row))
    return any(row_name(cell.text).role in ("total", "current_total") for cell in cells)


def _labels(standard: Standard) -> list[str]:
    return [column.words for block in standard.parts[0].blocks for column in (*block.texts, *block.amounts)]


def _prove_units(found: Claims, tables: list[Standard], said: Stated) -> None:
    """Gives a table that prints no money unit the one in which its largest amount is what the prose states it to be.

    Nothing is given where that holds in no unit or in several.
    """
    for standard in tables:
        measures = _STATED.get(standard.kind, ()) if standard.unit is None else ()
        values = {value: measure for measure in measures for value in said.get(measure, ())}
        largest = max(_numbers(standard), default=None)
        proofs = [unit for unit, yuan in YUAN.items() if largest and largest * yuan in values]
        if largest and len(proofs) == 1:
            (unit,) = proofs
            amount = largest * YUAN[unit]
            _known_unit(found, standard, unit, f"最大数 = {values[amount]} {in_words(amount)}")


_STATED = {
    "revenue_expenditure": ("revenue_total", "expenditure_total", "revenue_current", "expenditure_current"),
    "revenue": ("revenue_total", "revenue_current"),
    "expenditure": ("expenditure_total", "expenditure_current"),
    "appropriation": ("revenue_appropriation", "expenditure_appropriation"),
    "general_expenditure": ("expenditure_general_public", "revenue_general_public"),
    "basic_expenditure": ("expenditure_basic", "general_public_basic"),
    "project_expenditure": ("expenditure_project",),
    "three_public": ("three_public_total",),
}
"""The measures that the largest amount of a table of each kind may be."""


def _known_unit(found: Claims, standard: Standard, unit: str, reason: str) -> None:
    standard.unit = unit
    for part in standard.parts:
        found.units[part.table.index] = ProvedUnit(unit, reason)


def _share_unit(found: Claims, tables: list[Standard]) -> None:
    """Gives a table that prints no money unit that of the others, where all have one and its largest amount is theirs.

    The same figure in another unit would be another amount; so nothing is guessed.
    """
    units = {standard.unit for standard in tables if standard.unit}
    if len(units) != 1:
        return
    printed = {number for standard in tables if standard.unit for number in _numbers(standard)}
    for standard in tables:
        if standard.unit is None and max(_numbers(standard), default=None) in printed:
            (unit,) = units
            _known_unit(found, standard, unit, f"最大数 {max(_numbers(standard)):f} 也见于以{unit}为单位的表")


def _numbers(standard: Standard) -> Iterator[Decimal]:
    for part in standard.parts:
        for row in range(part.top, part.bottom):
            for block in part.blocks:
                for amount in amounts_in(part, block, row):
                    value = amount_value(amount.cell)
                    if value is not None and amount.columns[0].meaning != "percent":
                        yield value


def _claim(found: Claims, standard: Standard, part: Part) -> None:
    """Marks the table as recognised, its header cells as labels and the lines above it as its own."""
    found.kinds[part.table.index] = standard.kind
    found.label(part.table, part.heads)
    if part is standard.parts[0]:
        for line in part.table.context:
            found.take_words(line)


def _continued(standard: Standard, section: Section) -> Part | None:
    """The section as a part of the table before it: by the places of its columns, else by their number."""
    last, table = standard.parts[-1], section.table
    if section.titled or (section.header and {*KEY_COLUMNS} & section.header.meanings()):
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
