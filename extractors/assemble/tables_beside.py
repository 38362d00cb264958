"""Two tables that stand beside one another and both go on overleaf: each part belongs to the one right above it."""

from collections.abc import Sequence

from extractors.assemble.same_columns import same_outer_rules
from extractors.document.model import Block, Table


def right_above(blocks: Sequence[Block], table: Table) -> Block | None:
    """The table that a part at the head of a page goes on with: the last one, or one that stands beside that.

    It is one beside that only where its outer rules are the part's and those of the last one are not.
    """
    last = blocks[-1] if blocks else None
    if not isinstance(last, Table) or not table.edges or not last.edges or same_outer_rules(last.edges, table.edges):
        return last
    for block in reversed(blocks[:-1]):
        if isinstance(block, Table):
            if not _beside(block, last):
                break
            if same_outer_rules(block.edges, table.edges):  # `_beside` has asked for rules
                return block
    return last


def _beside(first: Table, second: Table) -> bool:
    """Whether two tables have no place across the page in common, and end on one page where the second begins."""
    if not first.edges or first.cells[-1].page is None:
        return False
    apart = first.edges[-1] <= second.edges[0] or second.edges[-1] <= first.edges[0]
    return apart and second.cells[0].page is not None and first.cells[-1].page >= second.cells[0].page
