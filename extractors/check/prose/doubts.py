"""When a rule that fails says more of our reading of the prose than of the publisher.

Sentences do not say of what whole a part is as a table does. What stands in one sentence or below one heading is read
together; what is put together from several places may be of different things, and accuses nobody.
"""

from collections.abc import Iterable, Sequence

from schemas.rows import CheckRow, FigureRow


def doubted(check: CheckRow, why: str) -> CheckRow:
    """A check that fails as one whose reading is in doubt; any other as it is."""
    return check | {"status": "reading_doubtful", "doubt": f"structure: {why}"} if check["status"] == "fail" else check


def unless_together(check: CheckRow, wholes: Sequence[FigureRow], parts: Iterable[Sequence[FigureRow]]) -> CheckRow:
    """A failed check of a sum, doubted where nowhere a whole and each of its parts are stated in one place.

    `wholes` are the statements of the whole, `parts` those of each part, all with the value that the check took.
    """
    if check["status"] != "fail" or any(all(_near_any(whole, rows) for rows in parts) for whole in wholes):
        return check
    return doubted(check, "the whole and its parts are stated in different places")


def _near_any(whole: FigureRow, rows: Sequence[FigureRow]) -> bool:
    return any(_near(whole, row) for row in rows)


def _near(one: FigureRow, other: FigureRow) -> bool:
    """Whether two figures stand in one sentence, below one heading, or, where there are none, on one page."""
    if one["sentence"] == other["sentence"]:
        return True
    here, there = sorted((one["section"] or "", other["section"] or ""), key=len)
    if here:
        return there == here or there.startswith(f"{here} / ")
    return not there and one["page"] == other["page"]
