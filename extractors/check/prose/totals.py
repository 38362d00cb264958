"""Identities of the totals that the prose states: sums of their parts, revenue against expenditure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations

from extractors.check.disclosure import Disclosure
from extractors.check.prose.doubts import doubted, unless_together
from extractors.check.prose.statements import EARLIER, FUNDS, SUMS, added, parts_of, said, side_of, stated, taken
from extractors.check.rule import Side, compare, equal, rule
from extractors.values.slips import slip
from schemas.rows import CheckRow
from schemas.words.checks import check_words


def _stated_parts(d: Disclosure, measures: tuple[str, ...]) -> list[Side]:
    return [side for measure in measures if (side := stated(d, measure)).value is not None]


def _sum(
    d: Disclosure,
    name: str,
    whole: str,
    fewest: int = 2,
    parts: list[Side] | None = None,
    earlier: tuple[str, ...] = (),
) -> Iterator[CheckRow]:
    """The parts against their whole; of the ways to count them the first that holds, else the plainest.

    A part that is itself the sum of others is counted once, and money of `earlier` years is one more part where the
    whole has it. Where the list has parts that no measure is of, they count, and what fails with them is in doubt.
    """
    parts = _stated_parts(d, SUMS[whole]) if parts is None else parts
    right = stated(d, whole)
    if len(parts) < fewest or right.value is None:
        return
    plain, with_earlier = _counted_once(parts), [*parts, *_stated_parts(d, earlier)]
    ways = [parts, plain, with_earlier, _counted_once(with_earlier)]
    unlisted = _without_measure(d, whole)
    ways += [[*way, *unlisted] for way in (parts, with_earlier) if unlisted]
    checks = [
        equal(name, f"{whole} {d.fiscal_year}", added(way), right, tolerance=(len(way) + 1) * d.stated_half)
        for way in ways
    ]
    check = next((check for check in checks if check["status"] != "fail"), checks[0])
    if unlisted:
        check = doubted(check, "parts that no measure is of are among them")
    if (added(parts).value or 0) < right.value and _has_carried_over(d, whole):
        check = doubted(check, "by its form the total has in it what is carried over, which is not stated")
    yield unless_together(check, taken(d, whole), [taken(d, part.en) for part in parts if part.value])


def _has_carried_over(d: Disclosure, whole: str) -> bool:
    """Whether a total is a final account's that its form makes equal with what is carried over, stated nowhere."""
    words = check_words()
    if whole not in ("revenue_total", "expenditure_total") or _stated_parts(d, (*EARLIER, "carried_forward")):
        return False
    figures = taken(d, whole)
    spent = any(words.spent in f"{figure['section']} {figure['sentence']}" for figure in figures)
    return spent and any(words.balanced in figure["label"] for figure in figures)


def _without_measure(d: Disclosure, whole: str) -> list[Side]:
    """The parts of a whole that its own sentence lists and that have no measure."""
    sentences = {row["sentence"] for row in taken(d, whole)}
    parts = ((topic, said(d, topic, "level", d.fiscal_year, "budget")) for topic in parts_of(d, whole))
    return [side_of(d, rows, topic.name) for topic, rows in parts if rows and rows[0]["sentence"] in sentences]


def _counted_once(parts: list[Side]) -> list[Side]:
    """Parts without one that is the sum of others beside it: 其他资金收入 of its own sources."""
    for at, part in enumerate(parts):
        others = [other.value for other in parts if other is not part and other.value]
        sums = (sum(chosen) for count in range(2, len(others)) for chosen in combinations(others, count))
        if part.value and part.value in sums:
            return parts[:at] + parts[at + 1 :]
    return parts


@rule("revenue_parts")
def revenue_parts(d: Disclosure) -> Iterator[CheckRow]:
    """Not evaluated where fewer than two sources are stated, or neither 财政拨款 nor 一般公共预算 is among them.

    A total of 本年收入 has nothing of earlier years in it, so these are left out where it is met without them. Where
    the appropriation has money of earlier years in it, the funds of this year stand for it.
    """
    appropriation, general = stated(d, "revenue_appropriation"), stated(d, "revenue_general_public")
    if appropriation.value is None and general.value is None:
        return
    funds = _stated_parts(d, FUNDS)
    if appropriation.value is not None and not _holds_earlier(d, appropriation, funds):
        funds = [appropriation]
    others = tuple(part for part in SUMS["revenue_total"] if part not in (*FUNDS, *EARLIER))
    sources, earlier = [*funds, *_stated_parts(d, others)], _stated_parts(d, EARLIER)
    amount, current = added(sources).value, stated(d, "revenue_current").value
    if current is not None and (amount == current or not earlier):
        yield from _sum(d, "revenue_parts", "revenue_current", parts=sources)
    else:
        without = amount == stated(d, "revenue_total").value
        yield from _sum(d, "revenue_parts", "revenue_total", parts=sources if without else [*sources, *earlier])


def _holds_earlier(d: Disclosure, appropriation: Side, funds: list[Side]) -> bool:
    """Whether what an appropriation has above this year's funds can be what is carried over."""
    this_year, carried = added(funds).value, stated(d, "carried_over").value
    if None in (this_year, carried, appropriation.value) or not this_year:
        return False
    return 0 < (appropriation.value or 0) - this_year <= (carried or 0) + (len(funds) + 2) * d.stated_half


@rule("revenue_years")
def revenue_years(d: Disclosure) -> Iterator[CheckRow]:
    """Only where 本年收入 is told apart from the total."""
    if stated(d, "revenue_current").value is not None:
        parts = _stated_parts(d, ("revenue_current", *EARLIER))
        yield from _sum(d, "revenue_years", "revenue_total", parts=parts)


@rule("expenditure_years")
def expenditure_years(d: Disclosure) -> Iterator[CheckRow]:
    """Only where 本年支出 is told apart from the total."""
    parts = _stated_parts(d, ("expenditure_current", "carried_forward"))
    yield from _sum(d, "expenditure_years", "expenditure_total", parts=parts)


@rule("revenue_expenditure")
def revenue_expenditure(d: Disclosure) -> Iterator[CheckRow]:
    """not_checkable where only one of the totals is stated."""
    left, right = stated(d, "revenue_total"), stated(d, "expenditure_total")
    if left.value is not None or right.value is not None:
        yield equal("revenue_expenditure", str(d.fiscal_year), left, right)


@rule("appropriation_parts")
def appropriation_parts(d: Disclosure) -> Iterator[CheckRow]:
    """For either side; at least two of the three funds must be stated."""
    for side in ("revenue", "expenditure"):
        parts = _stated_parts(d, tuple(f"{side}_{fund.removeprefix('revenue_')}" for fund in FUNDS))
        earlier = ("carried_over",)  # 财政拨款收支总预算 has it, this year's 财政拨款 has not
        yield from _sum(d, "appropriation_parts", f"{side}_appropriation", parts=parts, earlier=earlier)


@rule("expenditure_parts")
def expenditure_parts(d: Disclosure) -> Iterator[CheckRow]:
    """Basic and project expenditure must be stated; 单位预留机动经费 and the like are added where they are.

    They make 本年支出 where that is told apart; in a total that they come nearer to with it is 结转下年 too.
    """
    if None in (stated(d, "expenditure_basic").value, stated(d, "expenditure_project").value):
        return
    parts, forward = _stated_parts(d, SUMS["expenditure_total"]), _stated_parts(d, ("carried_forward",))
    amount, current = added(parts).value, stated(d, "expenditure_current").value
    if current is not None and (amount == current or not forward):
        yield from _sum(d, "expenditure_parts", "expenditure_current", parts=parts)
    else:
        total, whole = stated(d, "expenditure_total").value, [*parts, *forward]
        nearer = min((parts, whole), key=lambda some: _away(added(some).value, total))
        yield from _sum(d, "expenditure_parts", "expenditure_total", parts=nearer)


def _away(amount: Decimal | None, total: Decimal | None) -> Decimal:
    """How far an amount is from a total; 0 where either is unknown."""
    return Decimal(0) if amount is None or total is None else abs(amount - total)


@rule("basic_parts")
def basic_parts(d: Disclosure) -> Iterator[CheckRow]:
    """Of all basic expenditure, and of that from appropriations and the general budget; both parts must be stated."""
    for whole in ("expenditure_basic", "appropriation_basic", "general_public_basic"):
        yield from _sum(d, "basic_parts", whole)


@rule("three_public_parts")
def three_public_parts(d: Disclosure) -> Iterator[CheckRow]:
    """All three items must be stated."""
    return _sum(d, "three_public_parts", "three_public_total", fewest=3)


@rule("vehicle_parts")
def vehicle_parts(d: Disclosure) -> Iterator[CheckRow]:
    """Both parts must be stated."""
    return _sum(d, "vehicle_parts", "three_public_vehicle")


@rule("procurement_parts")
def procurement_parts(d: Disclosure) -> Iterator[CheckRow]:
    """At least two of the three must be stated."""
    return _sum(d, "procurement_parts", "procurement_total")


@rule("procurement_reserved")
def procurement_reserved(d: Disclosure) -> Iterator[CheckRow]:
    """Per pair of which both are stated."""
    for part, whole in (("procurement_micro", "procurement_sme"), ("procurement_sme", "procurement_total")):
        left, right = stated(d, part), stated(d, whole)
        if left.value is not None and right.value is not None:
            yield compare("procurement_reserved", f"{part} {d.fiscal_year}", left, right, "≤")


@rule("performance_within")
def performance_within(d: Disclosure) -> Iterator[CheckRow]:
    """Funds of projects, and those of the whole department (整体支出绩效目标), against all expenditure."""
    right = stated(d, "expenditure_total")
    for measure in ("performance_funds", "performance_funds_whole"):
        left = stated(d, measure)
        if left.value is not None and right.value is not None:
            whole = " whole" if measure.endswith("_whole") else ""
            yield compare("performance_within", f"{d.fiscal_year}{whole}", left, right, "≤")


@rule("performance_all")
def performance_all(d: Disclosure) -> Iterator[CheckRow]:
    """Where a sentence says that all projects, or all money, have targets, against what is stated of either: all
    project expenditure, or that of the general budget or from appropriations, or all of it.

    The nearest is meant. One that is further off than a fifth, and by no slip, speaks of a part of the money.
    """
    figures = taken(d, "performance_funds")
    if not figures or not any(check_words().all_of_them.search(figure["sentence"] or "") for figure in figures):
        return
    left = stated(d, "performance_funds")
    wholes = [side for measure in _ALL_MONEY if (side := stated(d, measure)).value]
    if left.value is None or not wholes:
        return
    right = _meant(left.value, wholes)
    near = _away(right.value, left.value) <= _LAST_YEARS * (right.value or 0)
    if near or slip(left.value, right.value or left.value) is not None:
        yield equal("performance_all", str(d.fiscal_year), left, right, tolerance=2 * d.stated_half)


def _meant(value: Decimal, wholes: Sequence[Side]) -> Side:
    """The whole that a slip makes the value, else the nearest."""
    slips = (side for side in wholes if side.value and slip(value, side.value) is not None)
    equal_to = (side for side in wholes if side.value == value)
    return next(chain(equal_to, slips), min(wholes, key=lambda side: _away(side.value, value)))


_ALL_MONEY = (
    "expenditure_project",
    "general_public_project",
    "appropriation_project",
    "expenditure_general_public",
    "revenue_general_public",
    "expenditure_total",
)
_LAST_YEARS = Decimal("0.2")
"""By so much may the amount of another year differ."""
