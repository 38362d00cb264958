"""Two tables that stand beside one another and both go on overleaf: each part belongs to the one right above it."""

from collections.abc import Sequence

from extractors.document.model import Block, Table

_EDGE = 3.0
"""Points by which the outer rules of two parts of one table may differ."""


def right_above(blocks: Sequence[Block], table: Table) -> Block | None:
    """The table that a part at the head of a page goes on with: the last one, or one that stands beside that.

    It is one beside that only where its outer rules are the part's and those of the last one are not.
    """
    last = blocks[-1] if blocks else None
    if not isinstance(last, Table) or not table.edges or not last.edges or _within_same(last, table):
        return last
    for block in reversed(blocks[:-1]):
        if isinstance(block, Table):
            if not _beside(block, last):
                break
            if _within_same(block, table):
                return block
    return last


def _within_same(first: Table, second: Table) -> bool:
    """Whether the outer rules of two tables stand in the same places."""
    return bool(first.edges) and all(abs(first.edges[side] - second.edges[side]) <= _EDGE for side in (0, -1))


def _beside(first: Table, second: Table) -> bool:
    """Whether two tables have no place across the page in common, and end on one page where the second begins."""
    if not first.edges or first.cells[-1].page is None:
        return False
    apart = first.edges[-1] <= second.edges[0] or second.edges[-1] <= first.edges[0]
    return apart and second.cells[0].page is not None and first.cells[-1].page >= second.cells[0].page
