"""Identities of changes against the year before."""

import re
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
from extractors.values.numbers import half_place
from schemas.rows import CheckRow, FigureRow
from schemas.words.checks import check_words

_LAST_WORD = check_words().last_word


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
        check = percentage("change_percent", _subject(topic, percent), left, change.value / before.value * 100, right)
        if check["status"] == "fail" and _is_of_another(d, percent, change.value):
            unknown = Side(
                f"{right.zh}（同段另一金额与之相符，所指不明）", f"{right.en}, of another amount", None, where
            )
            check = compare("change_percent", _subject(topic, percent), left, unknown, "=", unit="%")
        stands_by = said(d, topic, "change", percent["year"], base_of(percent))
        yield unless_together(check, [percent], [stands_by] if stands_by else [])


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
        alike = said(d, topic, "percent", d.fiscal_year, "comparable")  # beside a change by the same rules
        for figure in (*said(d, topic, "percent", d.fiscal_year), *alike):
            printed = (figure["sentence"] or "", figure["label"], str(figure["percent"]))
            if base_of(figure) not in bases and printed not in once:
                once.add(printed)
                bases.add(base_of(figure))
                yield topic, figure


def _subject(topic: Topic, figure: FigureRow) -> str:
    return f"{topic.name} {figure['year']}" + (f" {base_of(figure)}" if base_of(figure) != "budget" else "")


@rule("percent_of_zero")
def percent_of_zero(d: Disclosure) -> Iterator[CheckRow]:
    """For each percentage whose prior year is printed, or left by level and change."""
    for topic, percent in _percentages(d):
        left, (before, _) = side_of(d, [percent], topic.name), _before(d, topic, percent)
        if before.value is None or not left.value:  # 增长0% of nothing says no more than 持平
            continue
        status, subject = "fail" if before.value == 0 else "exact", _subject(topic, percent)
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
            yield equal("change_levels", _subject(topic, figure), left, right, tolerance=3 * d.stated_half)


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
            yield compare("increase_within", _subject(topic, figure), left, level, "≤")


_REASONS = {False: ("reason_for", "reason_for_odd"), True: ("reason_against", "reason_against_odd")}
"""The sentences of a reason that fits the change and of one that does not, by whether it is a decrease."""


@rule("reason_direction")
def reason_direction(d: Disclosure) -> Iterator[CheckRow]:
    """Only where the reason's last word says more or less; a change of nothing needs no reason.

    One reason behind several changes is that of any of them: 人员经费增加…；项目支出减少…，原因是….
    """
    borne_out = {
        (figure["sentence"], figure["reason"])
        for figure in d.rows["figures"]
        if figure["reason"] and (word := _LAST_WORD.search(figure["reason"])) and figure["direction"] == _way(word)
    }
    for topic in dict.fromkeys((*topics(d, "change"), *topics(d, "percent"))):
        rows = [*said(d, topic, "percent", d.fiscal_year), *said(d, topic, "change", d.fiscal_year)]
        figure = next((f for f in rows if f["reason"] and f["direction"] in ("increase", "decrease")), None)
        word = _LAST_WORD.search(figure["reason"] or "") if figure else None
        if figure is None or word is None or not figure["value"]:
            continue
        given = _way(word)
        if given != figure["direction"] and (figure["sentence"], figure["reason"]) in borne_out:
            continue
        where, subject = places([figure]), _subject(topic, figure)
        odd = given != figure["direction"]
        fitting, contrary = _REASONS[figure["direction"] == "decrease"]
        yield row(
            "reason_direction",
            subject,
            Side("增减方向", "direction", None, where),
            Side("所述原因", "reason", None, where),
            "fail" if odd else "exact",
            **own(contrary if odd else fitting, label=figure["label"], name=topic.name, reason=figure["reason"]),
        )


def _way(word: re.Match[str]) -> str:
    return "decrease" if word["less"] else "increase"


@rule("comparison_year")
def comparison_year(d: Disclosure) -> Iterator[CheckRow]:
    """Once for each year that a change of the budget year is measured against, and for each compared with itself."""
    if d.fiscal_year is None:
        return
    changes = [figure for figure in d.rows["figures"] if figure["statement"] in ("change", "percent")]
    years: dict[int, list[FigureRow]] = {}
    for figure in changes:
        if figure["year"] == d.fiscal_year and figure["base_year"]:
            years.setdefault(figure["base_year"], []).append(figure)
    itself = [one for one in changes if one["base_year"] == one["year"] != d.fiscal_year and not one["base"]]
    for year in dict.fromkeys(one["year"] for one in itself if one["year"]):
        yield _with_itself(year, [one for one in itself if one["year"] == year], d.fiscal_year)
    for year, figures in years.items():
        off = Decimal(year - d.fiscal_year + 1)
        yield row(
            "comparison_year",
            str(year),
            Side("比较年度", "year compared with", Decimal(year), places(figures)),
            Side("上一年度", "year before", Decimal(d.fiscal_year - 1)),
            "fail" if off else "exact",
            unit="年",
            difference=off,
            **own(
                "compared_otherwise" if off else "compared_years",
                count=len(figures),
                year=year,
                before=d.fiscal_year - 1,
            ),
        )


def _with_itself(year: int, figures: list[FigureRow], fiscal_year: int) -> CheckRow:
    """Changes of another year against that same year: one of the two is a slip of the pen."""
    return row(
        "comparison_year",
        f"{year} itself",
        Side("比较年度", "year compared with", Decimal(year), places(figures)),
        Side("上一年度", "year before", Decimal(year - 1)),
        "fail",
        unit="年",
        difference=Decimal(1),
        **own("compared_with_itself", count=len(figures), year=year, budget=fiscal_year),
    )
