"""Identities of what is said of a change: its direction and its reason, the year that it is measured against."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own
from extractors.check.prose.changes import subject_of
from extractors.check.prose.statements import (
    said,
    topics,
)
from extractors.check.rule import Side, places, row, rule
from schemas.rows import CheckRow, FigureRow
from schemas.words.checks import check_words

_LAST_WORD = check_words().last_word
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
        where, subject = places([figure]), subject_of(topic, figure)
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
