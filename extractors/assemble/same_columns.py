"""Whether two parts of tables have the same columns, and giving them those that both divide."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.assemble.repeated_heads import begins_inside_form, repeated_header
from extractors.assemble.side_by_side import nearly_same
from extractors.document.model import Table
from extractors.values.text import compact

_EDGE_TOLERANCE = 3.0
"""Points by which the rules of two parts of one table may differ."""

_FEW_COLUMNS, _WIDER = 2, 1.2
"""So many columns, and columns that differ in width by no more than this factor, have the same shares by chance."""

Columns = tuple[Table, tuple[float, ...], list[tuple[int, int]]]
"""A table, where its columns part, and which of them each of its cells takes."""


def common_columns(first: Table, second: Table, *, mixed: bool) -> list[Columns] | None:
    """Gives two parts of one table the same columns, and tells what `put_back` needs; None where they have not.

    Where each lacks a rule that the other has, only `mixed` makes them parts of one table.
    """
    changed: list[Columns] = []
    if not (first.edges and second.edges):
        return changed if first.columns == second.columns else None
    if _align(first, second, changed, mixed=mixed and turned(first, second)):
        return changed
    return changed if mixed and _fitted(first, second, changed) else None


def put_back(changed: Sequence[Columns]) -> None:
    """Gives tables the columns again that they had before they were given some in common."""
    for table, edges, taken in reversed(changed):
        for cell, (col, span) in zip(table.cells, taken, strict=True):
            cell.col, cell.col_span, cell.lies = col, span, None
        _set_edges(table, edges)


def same_outer_rules(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    """Whether the outer rules of two parts stand in the same places."""
    return all(abs(first[side] - second[side]) <= _EDGE_TOLERANCE for side in (0, -1))


def turned(first: Table, second: Table) -> bool:
    """Whether `second` stands on the page after the last of `first`."""
    before, after = first.cells[-1].page, second.cells[0].page
    return before is not None and after == before + 1


def _align(first: Table, second: Table, changed: list[Columns], *, mixed: bool) -> bool:
    """Gives two parts the same columns where their outer rules agree: those that the rules of both divide.

    A part may lack a rule that none of its rows needs (a column that all of them merge). Where each lacks one that the
    other has, only `mixed` makes them parts of one table.
    """
    shared = _shared_edges(first.edges, second.edges)
    if shared and mixed and _same_head(first, second):
        second.edges = shared = first.edges
    elif shared and mixed and nearly_same(first.edges, second.edges):
        shared = first.edges
    if shared is None or (not mixed and len(shared) > max(len(first.edges), len(second.edges))):
        return False
    for table in (first, second):
        if table.edges == shared:  # as nearly always: the first has the cells of all pages before
            continue
        changed.append((table, table.edges, [(cell.col, cell.col_span) for cell in table.cells]))
        at = [_nearest(shared, edge) for edge in table.edges]
        for cell in table.cells:
            cell.col, cell.col_span = at[cell.col], at[cell.col + cell.col_span] - at[cell.col]
        _set_edges(table, shared)
    return True


def _set_edges(table: Table, edges: tuple[float, ...]) -> None:
    table.edges, table.columns = edges, len(edges) - 1
    table.__dict__.pop("grid", None)


def _same_head(first: Table, second: Table) -> bool:
    """Whether both have a head of the same cells: where nothing rules columns, their words tell where they part."""
    if first.columns != second.columns:
        return False
    rows = range(repeated_header(first, second))
    one, other = (
        [(cell.row, cell.col, cell.col_span, compact(cell.text)) for row in rows for cell in table.row_cells(row)]
        for table in (first, second)
    )
    return bool(rows) and one == other


def _fitted(first: Table, second: Table, changed: list[Columns]) -> bool:
    """Gives a part the columns of the first where both fill pages of different widths, on the next one with its header.

    Its columns have the same shares of the width there: without the header just the same, of columns that are not all
    as wide, or below the first labels of a form; one part may divide some of the other's. One with a name of its own
    may be another of the same form.
    """
    if not turned(first, second):
        return False
    wide, narrow = (table.edges[-1] - table.edges[0] for table in (first, second))
    shares = tuple((edge - second.edges[0]) * wide / narrow + first.edges[0] for edge in second.edges)
    own, fewer = second.edges, min(first, second, key=lambda table: table.columns)
    if first.columns == second.columns and repeated_header(first, second):
        fitted = nearly_same(first.edges, shares)
        second.edges = first.edges if fitted else own
    else:
        second.edges = shares
        told = (fewer.columns > _FEW_COLUMNS and _of_several_widths(fewer)) or begins_inside_form(first, second)
        fitted = told and _align(first, second, changed, mixed=False)
        second.edges = second.edges if fitted else own
    for cell in second.cells if fitted else ():
        cell.lies = second.edges[cell.col], second.edges[cell.col + cell.col_span]
    return fitted


def _of_several_widths(table: Table) -> bool:
    widths = [right - left for left, right in pairwise(table.edges)]
    return max(widths) > _WIDER * min(widths)


def _shared_edges(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...] | None:
    """The positions of both parts' rules; None where their outer rules differ, or two of one are one of the other."""
    if not same_outer_rules(first, second):
        return None
    matched = {}
    for edge in second:
        at = _nearest(first, edge)
        if abs(first[at] - edge) <= _EDGE_TOLERANCE:
            if at in matched:
                return None
            matched[at] = edge
    return tuple(sorted([*first, *(edge for edge in second if edge not in matched.values())]))


def _nearest(edges: tuple[float, ...], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))
