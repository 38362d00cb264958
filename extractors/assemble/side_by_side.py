"""Tables that were too wide for their page: the columns that go on at the right stand on a later page, row by row."""

from collections.abc import Sequence

from extractors.assemble.repeated_heads import repeated_header
from extractors.assemble.sum_beside import makes_sums
from extractors.document.model import Part, Table
from extractors.values.numbers import is_number
from extractors.values.text import compact

_FEWEST_ROWS = 3
"""So many rows must stand beside so many: fewer are alike by chance."""

_HEIGHT = 1.5
"""Points by which a row may be higher on the one page than on the other."""

_EDGE = 3.0
"""Points by which the rules of a part and those of another may differ and be the same."""

_ASIDE = 1 / 3
"""Share of a column by which its sides may differ then: space alone may part columns, where words end."""


def part_beside(first: Table, second: Table) -> Part | None:
    """The part of `first` whose rows go on at the right in `second`; None where they do not.

    The rows are as many and as high, `second` has columns of its own that begin below heads of their own, and nothing
    but the paper stands between.
    """
    if second.rows < _FEWEST_ROWS or first.ragged or second.ragged or not second.edges:
        return None
    if first.cells[-1].page is None or second.cells[0].page == first.cells[-1].page:
        return None
    if (
        nearly_same(first.edges, second.edges)
        or _divides(first.edges, second.edges)
        or (first.columns == second.columns and repeated_header(first, second))
    ):
        return None
    for part in first.parts:
        if part.beside or part.rows != second.rows or not _heads_alike(first, second, part):
            continue
        if part.row > 0 and not first.parts[0].beside:
            continue  # the columns at the right begin beside the head, and have no place before
        if _as_high(first, second, part):
            return part
    return None


def _as_high(first: Table, second: Table, part: Part) -> bool:
    """Whether the rows of a part are as high as those of `second`."""
    there = row_heights(first, part.row, part.rows, part.page)
    here = row_heights(second, 0, second.rows, second.cells[0].page)
    return all(a is not None and b is not None and abs(a - b) < _HEIGHT for a, b in zip(there, here, strict=True))


def cut_off_right(first: Table, second: Table, title: str | None) -> Part | None:
    """The part of `first` whose rows go on at the right in `second`, though that stands below a title or begins with a
    blank row: their sums say so, and one of the two has no title, or both have the same.
    """
    if first.ragged or second.ragged or not second.edges or len({first.title, title} - {None}) > 1:
        return None
    part = first.parts[-1] if first.parts else None
    if part is None or part.beside or part.rows != second.rows or part.page is None:
        return None
    if second.cells[0].page != part.page + 1 or not _as_high(first, second, part):
        return None
    again = first.columns == second.columns and repeated_header(first, second)
    return part if not again and makes_sums(first, second, part) else None


def put_beside(first: Table, second: Table, part: Part) -> None:
    """Adds the columns of `second` at the right of a part of `first`."""
    number = first.parts.index(part)
    width = first.columns
    if part.row == 0:
        first.columns += second.columns
        first.edges += tuple(first.edges[-1] + edge - second.edges[0] for edge in second.edges[1:])
    else:
        width -= second.columns
    for cell in second.cells:
        cell.row, cell.col = cell.row + part.row, cell.col + width
        first.cells.append(cell)
    first.parts[number] = part._replace(beside=True)
    first.__dict__.pop("grid", None)


def row_heights(table: Table, start: int, rows: int, page: int | None) -> list[float | None]:
    """How high the rows of a part are, by a cell of one row in each; None where every cell spans several."""
    found: list[float | None] = [None] * rows
    for cell in table.cells:
        if start <= cell.row < start + rows and cell.row_span == 1 and cell.box and cell.page == page:
            found[cell.row - start] = cell.box[3] - cell.box[1]
    return found


def nearly_same(first: Sequence[float], second: Sequence[float]) -> bool:
    """Whether two parts have as many columns, which part at nearly the same places: words alone may show where."""
    sides = len(first) == len(second) and all(abs(first[side] - second[side]) < _EDGE for side in (0, -1))
    return sides and all(
        abs(b - a) <= max(_EDGE, _ASIDE * min(a - left, right - a))
        for left, a, right, b in zip(first, first[1:], first[2:], second[1:], strict=False)
    )


def _divides(first: Sequence[float], second: Sequence[float]) -> bool:
    """Whether the rules of one part are all of the other's, within the same sides: so a table goes on below."""
    few, many = sorted((first, second), key=len)
    sides = all(abs(few[side] - many[side]) < _EDGE for side in (0, -1))
    return sides and len(few) > _FEWEST_ROWS and all(any(abs(x - y) < _EDGE for y in many) for x in few)


def _heads_alike(first: Table, second: Table, part: Part) -> bool:
    """Whether both parts begin with figures, or both with heads; and the one beside names what its columns are.

    Two forms of one kind begin with the same label, and are as high row by row: the second is no columns of the first.
    """
    tops = first.row_cells(part.row), second.row_cells(0)
    labels = [compact(top[0].text) for top in tops]
    if labels[0] and labels[0] == labels[1]:
        return False
    above, beside = (any(is_number(compact(cell.text)) for cell in top) for top in tops)
    named = all(cell.text.strip() for cell in second.row_cells(0))
    return above == beside and (beside or named) and (part.row > 0 or named)
