"""Totals whose word is not known: the column, and the line, that sums show to be that of all the others."""

from collections.abc import Iterable
from dataclasses import replace

from extractors.recognise.standard.model import UNLISTED, Column, Line
from extractors.recognise.standard.words import GENERIC
from extractors.recognise.structure.model import Relation
from extractors.records.standard.solved import Solved

_FEWEST = 3
"""So many rows must add up for a column to be the total of others."""

_MOST_FAILED = 0.1


def name_totals(blocks: Iterable[Solved]) -> None:
    """Gives the total of a block's columns its measure, and that of its lines its role, where print gives none."""
    for block in blocks:
        column = _total_column(block)
        for one in _alike(block, column) if column else ():
            one.meaning = GENERIC
        line = _total_line(block)
        if line:
            line.name, line.level = replace(line.name, role="total"), 0


def _total_column(block: Solved) -> Column | None:
    """The column without a known label that is the sum of others and part of none; None where a label says 合计."""
    if any(column.meaning == GENERIC for column in block.columns):
        return None
    parts = {part for relation in block.structure.columns for part in relation.parts}
    roots = [
        block.columns[relation.total]
        for relation in block.structure.columns
        if relation.total not in parts and len(relation.parts) > 1 and _holds(relation)
    ]
    return roots[0] if len(roots) == 1 and roots[0].meaning == UNLISTED else None


def _holds(relation: Relation) -> bool:
    return relation.tally.held >= _FEWEST and relation.tally.failed <= _MOST_FAILED * relation.tally.held


def _alike(block: Solved, column: Column) -> list[Column]:
    """The column on each page that the table goes on to."""
    several = [one for part in block.standard.parts for own in part.blocks for one in own.amounts]
    return [one for one in several if (one.words, one.meaning) == (column.words, column.meaning)]


def _total_line(block: Solved) -> Line | None:
    """The first or last line that is the sum of all that are part of no other; None where a word says 合计."""
    if any(line.name.role in ("total", "current_total") for line in block.lines):
        return None
    found = [one for one in block.structure.rows.relations if one.kind == "total" and not one.keyed]
    if len(found) != 1 or not found[0].tally.held or found[0].tally.failed:
        return None
    line = block.lines[found[0].total]
    plain = line.name.role == "item" and line.name.style is None and not line.of_which
    whose = line.code or line.own or line.unit or line.unit_name or line.heads
    return line if plain and line.printed and not whose else None
