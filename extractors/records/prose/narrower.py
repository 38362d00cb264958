"""Amounts that bear the name of a whole and are of one fund of it: 支出总计 below 财政拨款收支情况.

Where a document states a whole with two values, and the rarer or later one is exactly what the same section states of
the appropriation or of one of its funds, it is of that: a slip of the pen does not hit another figure exactly.
"""

from collections import Counter
from collections.abc import Iterator

from schemas.rows import FigureRow

SCOPES = ("appropriation", "general_public", "government_fund", "state_capital")
_SIDES = ("revenue", "expenditure")
_PARTS = ("basic", "personnel", "public", "project")


def tell_narrower(rows: list[FigureRow], fiscal_year: int | None) -> None:
    """Renames the levels of the year that are a fund's in truth."""
    levels = [row for row in rows if row["statement"] == "level" and row["year"] == fiscal_year and not row["base"]]
    beside: dict[tuple[str | None, object], list[str]] = {}
    for row in levels:
        beside.setdefault((row["section"], row["value_yuan"]), []).append(row["measure"] or "")
    for whole, scoped in _pairs():
        stated = [row for row in levels if row["measure"] == whole]
        if len({row["value_yuan"] for row in stated}) < 2:
            continue
        counts = Counter(row["value_yuan"] for row in stated)  # in the order in which they are first stated
        taken = max(counts, key=lambda value: counts[value])
        for row in stated:
            if row["value_yuan"] != taken:
                near = beside[row["section"], row["value_yuan"]]
                row["measure"] = next((scoped[one] for one in near if one in scoped), whole)


def _pairs() -> Iterator[tuple[str, dict[str, str]]]:
    """Each whole, and by the measure that may have its value what it is then."""
    for side in _SIDES:
        yield f"{side}_total", {f"{other}_{scope}": f"{side}_{scope}" for scope in SCOPES for other in _SIDES}
    for part in _PARTS:
        yield f"expenditure_{part}", {f"{scope}_{part}": f"{scope}_{part}" for scope in SCOPES}
