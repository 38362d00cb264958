"""A file that ends where its last table may go on: what its rows lack of their total is no error of the publisher's."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.diagnose.scope import Doubts
from extractors.document.model import Document, Table
from extractors.document.troubles import Trouble
from schemas.rows import CheckRow

_LOW = 0.85
"""Share of a page's height below which its foot is."""

CUT_SHORT = "cut_short"
_REASON = "file_end"


def open_ended(document: Document) -> int | None:
    """The index of the table at the foot of the file's last page, where no further row would fit; None for none."""
    last = document.blocks[-1] if document.blocks else None
    if not isinstance(last, Table) or not document.heights or not last.parts or last.parts[-1].page != document.pages:
        return None
    page = document.pages
    boxes = [cell.box for cell in last.cells if cell.box and cell.page == page]
    if not boxes:
        return None
    lowest = max(boxes, key=lambda box: box[3])
    others = [
        cell.box[3] for table in document.tables for cell in table.cells if cell.box and cell.page not in {None, page}
    ]
    foot = max(others, default=_LOW * document.heights[-1])
    row = min(box[3] - box[1] for box in boxes)
    return last.index if lowest[3] > _LOW * document.heights[-1] and lowest[3] + row > foot else None


def of_file_end(failed: Iterable[CheckRow], table: int | None) -> Doubts:
    """Doubts about sums of rows that lack something of their total, in a table that may go on behind the file."""
    return {id(check): f"{_REASON}: table {table}" for check in failed if table is not None and _lacks(check, table)}


def _lacks(check: CheckRow, table: int) -> bool:
    left, right = check["left_value"], check["right_value"]
    places = [place for side in ("left_places", "right_places") for place in check[side]]
    rows = {place["row"] for place in places if place["table"] == table}
    return left is not None and right is not None and left < right and len(rows) > 1


def cut_short(checks: Sequence[CheckRow]) -> Iterator[Trouble]:
    """The trouble of a file whose last table lacks rows, by the checks that are in doubt for it."""
    lacking = [check for check in checks if (check.get("doubt") or "").startswith(_REASON)]
    if lacking:
        message = (
            f"the last table reaches the foot of the last page, and its rows do not make its total ({len(lacking)} sums"
            " lack something): the file may end before its end; get it whole"
        )
        yield Trouble("read", CUT_SHORT, message)
