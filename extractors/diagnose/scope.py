"""Whether two statements that differ speak of the same: an amount off by another printed amount is no slip.

`其中：财政拨款 …` or `占本年支出` names a whole that a sentence before it said, or that only a heading says. Where it
was not understood, statements of two wholes are compared, and differ by what one of them has more: an amount that the
document prints too. A slip of the pen does not hit another printed amount to its last of many digits.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from extractors.check.evaluation import REGISTRY
from extractors.diagnose.numbers import Numbers
from extractors.values.slips import slip
from schemas.findings import finding_rules
from schemas.rows import CheckRow, Records

Doubts = dict[int, str]
"""The reason for each doubted check, by its `id`."""

_TOLD_TWICE = ("restated", "prose_table", "performance_all")
"""Identities whose sides are both printed as they are; of others the left one is computed."""


class _Printed(NamedTuple):
    tables: set[Decimal]
    prose: set[Decimal]


def of_scope(failed: Iterable[CheckRow], numbers: Numbers, records: Records) -> Doubts:
    """Doubts about what failed statements speak of, and what rests on a figure that is stated of several wholes."""
    failed = list(failed)
    asked = [check for check in failed if check["unit"] == "元" and check["difference"] and _compared(check)]
    printed = _amounts(records) if asked else _Printed(set(), set())
    found = {id(check): f"scope: {reason}" for check in asked if (reason := _printed_too(check, printed))}
    return found | _of_ambiguous(failed, found, numbers)


def subject_of(check: CheckRow) -> str:
    """The module of a check's rule, below `check`."""
    entry = REGISTRY.get(check["identity"])
    return entry.function.__module__.removeprefix("extractors.check.").partition(".")[0] if entry else ""


def _compared(check: CheckRow) -> bool:
    rules = finding_rules().doubt
    return check["identity"] in rules.printed_also or subject_of(check) in rules.printed_in


def _amounts(records: Records) -> _Printed:
    """The amounts that are printed; a change is none, for by it last year's amount differs."""
    lines = (line["amount_yuan"] for line in records.get("budget_lines", ()))
    stated = (figure["value_yuan"] for figure in records.get("figures", ()) if figure["statement"] == "level")
    return _Printed({abs(value) for value in lines if value}, {abs(value) for value in stated if value})


def _printed_too(check: CheckRow, amounts: _Printed) -> str | None:
    """What of a failed check is printed elsewhere: its difference, or both its sides where no slip parts them."""
    left, right, off = check["left_value"], check["right_value"], check["difference"]
    if left is None or right is None or off is None:
        return None
    tolerance = check["tolerance"] or Decimal(0)
    if _among(off, amounts.tables | amounts.prose, tolerance):
        return f"the difference is {abs(off).normalize():f} yuan, an amount that is printed too"
    others = amounts.tables if check["identity"] in _TOLD_TWICE else amounts.tables | amounts.prose
    if _among(left, others, tolerance) and _among(right, amounts.tables, tolerance) and slip(left, right) is None:
        return f"{left.normalize():f} yuan is another amount, which is printed too"
    return None


def _among(value: Decimal, amounts: set[Decimal], tolerance: Decimal) -> bool:
    if len(value.normalize().as_tuple().digits) < finding_rules().doubt.printed_digits:
        return False
    return any(abs(amount - abs(value)) <= tolerance for amount in amounts) if tolerance else abs(value) in amounts


def _of_ambiguous(failed: Iterable[CheckRow], doubted: Doubts, numbers: Numbers) -> Doubts:
    """Doubts about what rests on a figure that the prose states several times, of different wholes."""
    measures = {
        named
        for check in failed
        if check["identity"] == "restated" and id(check) in doubted
        for named in _measures(check, numbers)
    }
    return {
        id(check): "scope: rests on a figure that is stated of several wholes"
        for check in failed
        if id(check) not in doubted and measures & _measures(check, numbers)
    }


def _measures(check: CheckRow, numbers: Numbers) -> set[tuple[str | None, str]]:
    """The measures, with their labels, of the statements that a check is about."""
    figures = (
        numbers.figures.get(place["figure"])
        for place in (*check["left_places"], *check["right_places"])
        if place["figure"]
    )
    return {(figure["measure"], figure["label"]) for figure in figures if figure is not None}
