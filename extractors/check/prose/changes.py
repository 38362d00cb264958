"""Identities of changes against the year before."""

from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own
from extractors.check.prose.doubts import unless_together
from extractors.check.prose.statements import (
    SUMS,
    Topic,
    added,
    base_of,
    prior_levels,
    said,
    side_of,
    signed,
    stated,
    topic_of,
    topics,
    value_of,
)
from extractors.check.rule import Side, compare, equal, percentage, places, row, rule
from extractors.recognise.sentences.statement_parts import COMPARABLE
from extractors.values.numbers import half_place
from schemas.rows import CheckRow, FigureRow


@rule("change_parts")
def change_parts(d: Disclosure) -> Iterator[CheckRow]:
    """The changes of basic and project expenditure must be stated, and of all other parts that have a level.

    With the sum of the parts it makes the prior year's parts the prior year's total as well (I7).
    """
    right = signed(d, "expenditure_total")
    if right.value is None or not _all_changed(d):
        return
    parts = [
        side for part in (*SUMS["expenditure_total"], "carried_forward") if (side := signed(d, part)).value is not None
    ]
    left = added(parts)
    tolerance = (len(parts) + 1) * d.stated_half
    yield equal("change_parts", f"expenditure_total {d.fiscal_year}", left, right, tolerance=tolerance)


def _all_changed(d: Disclosure) -> bool:
    parts = [part for part in (*SUMS["expenditure_total"], "carried_forward") if stated(d, part).value]
    needed = {"expenditure_basic", "expenditure_project", *parts}
    return all(signed(d, part).value is not None for part in needed)


def _level(d: Disclosure, topic: Topic, year: int | None) -> Side:
    return side_of(d, said(d, topic, "level", year, "budget"), topic.name)


def _change(d: Disclosure, topic: Topic, like: FigureRow) -> Side:
    """The change against the same base as a percentage's, of its sentence where that states one."""
    rows = said(d, topic, "change", like["year"], base_of(like))
    beside = [row for row in rows if row["sentence"] == like["sentence"]]
    return side_of(d, rows, topic.name) if len(beside) in (0, len(rows)) else _alone(beside[0], topic)


def _alone(figure: FigureRow, topic: Topic) -> Side:
    """One statement as a side, whatever others say of its topic."""
    return Side(f"{figure['label']}增减额", f"{topic.name} change", value_of(figure), places([figure]))


def _before(d: Disclosure, topic: Topic, percent: FigureRow) -> tuple[Side, Side]:
    """What a percentage is measured against, and the change: as printed, or what level and change leave."""
    now, change = _level(d, topic, percent["year"]), _change(d, topic, percent)
    printed = side_of(d, prior_levels(d, topic, percent), topic.name)
    if change.value is not None and now.value is not None:
        return Side(f"上年{now.zh}", f"prior-year {topic.name}", now.value - change.value, now.places), change
    if printed.value is not None and now.value is not None:
        return printed, Side(f"{now.zh}增减额", f"{topic.name} change", now.value - printed.value, now.places)
    return printed, change


@rule("change_percent")
def change_percent(d: Disclosure) -> Iterator[CheckRow]:
    """For each percentage whose change or prior year is printed; of a prior year of zero there is none (Y7).

    not_checkable where it is right for another amount of its section: what it is of was then not understood. In doubt
    where the change and the percentage stand in different places.
    """
    for topic, percent in _percentages(d):
        left = side_of(d, [percent], topic.name)
        before, change = _before(d, topic, percent)
        if left.value is None or not before.value or change.value is None:
            continue
        where = tuple(dict.fromkeys((*change.places, *before.places)))
        right = Side("计算的幅度", "computed percentage", None, where)
        check = percentage("change_percent", subject_of(topic, percent), left, change.value / before.value * 100, right)
        if check["status"] == "fail" and (doubt := _doubt(d, percent, change.value)):
            unknown = Side(f"{right.zh}（{doubt[0]}）", f"{right.en}, {doubt[1]}", None, where)
            check = compare("change_percent", subject_of(topic, percent), left, unknown, "=", unit="%")
        stands_by = said(d, topic, "change", percent["year"], base_of(percent))
        yield unless_together(check, [percent], [stands_by] if stands_by else [])


def _doubt(d: Disclosure, percent: FigureRow, change: Decimal) -> tuple[str, str] | None:
    """Why it is not known what a percentage of a change is of, in both languages; None where it is.

    One by like rules (剔除划转因素，减少5万元，下降3%) may be of either year's level without what is left out.
    """
    if percent["base"] == COMPARABLE:
        return "同口径的两年数未列", "of levels by like rules that are not stated"
    if _is_of_another(d, percent, change):
        return "同段另一金额与之相符，所指不明", "of another amount"
    return None


def _is_of_another(d: Disclosure, percent: FigureRow, change: Decimal) -> bool:
    """Whether a percentage of a change is right for another measure's level in its section; a whole one by chance. Not
    for one that another sentence states with a percentage of its own: 302 and 502 may be the same money.
    """
    if percent["percent"] is None or percent["percent"] == percent["percent"].to_integral_value():
        return False
    half = half_place(percent["percent"].normalize())
    printed = -percent["percent"] if percent["direction"] == "decrease" else percent["percent"]
    with_their_own = {
        (figure["sentence"], topic_of(figure))
        for figure in d.rows["figures"]
        if figure["statement"] == "percent" and figure["sentence"] != percent["sentence"]
    }
    others = [
        figure["value_yuan"] - change
        for figure in d.rows["figures"]
        if figure["statement"] == "level"
        and (figure["section"], figure["year"]) == (percent["section"], percent["year"])
        and figure["measure"] != percent["measure"]
        and figure["value_yuan"] is not None
        and (figure["sentence"], topic_of(figure)) not in with_their_own
    ]
    return any(before and abs(change / before * 100 - printed) <= half for before in others)


def _percentages(d: Disclosure) -> Iterator[tuple[Topic, FigureRow]]:
    """Each topic's percentage of the year, once; where it is stated again is for `restated`."""
    once: set[tuple[str, ...]] = set()  # 收、支预算总计各增加…: one printed percentage, two measures
    for topic in topics(d, "percent"):
        bases: set[str] = set()
        alike = said(d, topic, "percent", d.fiscal_year, COMPARABLE)  # beside a change by the same rules
        for figure in (*said(d, topic, "percent", d.fiscal_year), *alike):
            printed = (figure["sentence"] or "", figure["label"], str(figure["percent"]))
            if base_of(figure) not in bases and printed not in once:
                once.add(printed)
                bases.add(base_of(figure))
                yield topic, figure


def subject_of(topic: Topic, figure: FigureRow) -> str:
    """What a change is of: its measure and year, and the base where that is not the budget."""
    return f"{topic.name} {figure['year']}" + (f" {base_of(figure)}" if base_of(figure) != "budget" else "")


@rule("percent_of_zero")
def percent_of_zero(d: Disclosure) -> Iterator[CheckRow]:
    """For each percentage whose prior year is printed, or left by level and change."""
    for topic, percent in _percentages(d):
        left, (before, _) = side_of(d, [percent], topic.name), _before(d, topic, percent)
        if before.value is None or not left.value:  # 增长0% of nothing says no more than 持平
            continue
        status, subject = "fail" if before.value == 0 else "exact", subject_of(topic, percent)
        yield row(
            "percent_of_zero",
            subject,
            left,
            Side("上年数", "prior year", before.value, before.places),
            status,
            **own("percent_meant" if status == "exact" else "percent_of_zero", side=left.zh, subject=subject),
        )


@rule("change_levels")
def change_levels(d: Disclosure) -> Iterator[CheckRow]:
    """Where the prior year is printed, of the base that the change is measured against; 持平 is a change of zero."""
    for topic in topics(d, "change"):
        bases: set[str] = set()
        for figure in said(d, topic, "change", d.fiscal_year):
            now = _level(d, topic, figure["year"])
            before = side_of(d, prior_levels(d, topic, figure), topic.name)
            if now.value is None or before.value is None or base_of(figure) in bases:
                continue
            bases.add(base_of(figure))
            right = Side(
                f"{now.zh}减上年数",
                f"{topic.name} less the year before",
                now.value - before.value,
                tuple(dict.fromkeys((*now.places, *before.places))),
            )
            left = side_of(d, [figure], topic.name)
            yield equal("change_levels", subject_of(topic, figure), left, right, tolerance=3 * d.stated_half)


@rule("increase_within")
def increase_within(d: Disclosure) -> Iterator[CheckRow]:
    """For each increase whose level is stated, of whatever year it is."""
    increases: dict[Topic, FigureRow] = {}
    for change in d.rows["figures"]:
        if change["statement"] == "change" and change["direction"] == "increase" and change["value_yuan"]:
            increases.setdefault(topic_of(change), change)
    for topic in topics(d, "change"):
        figure = increases.get(topic)
        level = side_of(d, said(d, topic, "level", figure["year"], "budget"), topic.name) if figure else None
        if figure and level and level.value is not None:
            left = side_of(d, [figure], topic.name)
            yield compare("increase_within", subject_of(topic, figure), left, level, "≤")
