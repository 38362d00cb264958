"""Identities of changes against the year before."""

from collections.abc import Iterator
from decimal import Decimal

from schemas.identities.base import Disclosure, Side, compare, equal, identity, row
from schemas.identities.statements import SUMS, added, signed, stated
from schemas.tables import Row


@identity(
    "change_parts",
    zh="基本支出与项目支出的增减额之和等于总增减额",
    en="The parts' changes make the total's change",
    source="domain I5",
)
def change_parts(d: Disclosure) -> Iterator[Row]:
    """The prior year's parts then make the prior year's total as well (I7)."""
    parts = [signed(d, part) for part in SUMS["expenditure_total"]]
    right = signed(d, "expenditure_total")
    if right.value is None or any(side.value is None for side in parts):
        return
    left = added(parts)
    yield equal("change_parts", f"expenditure_total {d.fiscal_year}", left, right, tolerance=3 * d.half_unit)


@identity(
    "prior_year_parts",
    zh="推算的上年各项之和等于推算的上年合计",
    en="The prior year derived from the changes adds up",
    source="domain I7",
)
def prior_year_parts(d: Disclosure) -> Iterator[Row]:
    """Prior year = this year − change, for the total and its two parts."""
    parts = [_prior(d, part) for part in SUMS["expenditure_total"]]
    right = _prior(d, "expenditure_total")
    if right.value is None or any(side.value is None for side in parts):
        return
    left = added(parts)
    yield equal(
        "prior_year_parts", f"expenditure_total {(d.fiscal_year or 1) - 1}", left, right, tolerance=6 * d.half_unit
    )


def _prior(d: Disclosure, measure: str) -> Side:
    now, change = stated(d, measure), signed(d, measure)
    value = None if now.value is None or change.value is None else now.value - change.value
    return Side(f"上年{now.zh}", f"prior-year {now.en}", value, tuple(dict.fromkeys((*now.places, *change.places))))


@identity(
    "change_percent",
    zh="增减幅度等于增减额除以上年数",
    en="A percentage is the change over the prior year",
    source="domain I6, Y3; tolerance: half a unit of the printed digits, a whole one where truncated",
)
def change_percent(d: Disclosure) -> Iterator[Row]:
    """For each measure with level, change and percentage; not_checkable where the prior year is zero (Y7)."""
    for measure in dict.fromkeys(figure["measure"] for figure in d.rows("figures") if figure["statement"] == "percent"):
        left, change = signed(d, measure, "percent"), signed(d, measure)
        prior = _prior(d, measure)
        if left.value is None or change.value is None or prior.value is None:
            continue
        subject = f"{measure} {d.fiscal_year}"
        where = tuple(dict.fromkeys((*change.places, *prior.places)))
        if prior.value == 0:
            yield row(
                "change_percent",
                subject,
                left,
                Side("计算的幅度", "computed percentage", None, where),
                "not_checkable",
                unit="%",
                zh=f"增减幅度（{subject}）：上年数为 0，百分比没有意义。",
                en=f"Percentage ({subject}): the prior year is 0, so a percentage has no meaning.",
            )
            continue
        exact = change.value / prior.value * 100
        digits = -int(left.value.as_tuple().exponent)
        half = Decimal(5).scaleb(-digits - 1)
        right = Side("计算的幅度", "computed percentage", exact.quantize(Decimal("0.000001")), where)
        check = compare("change_percent", subject, left, right, "=", unit="%", tolerance=half)
        off = abs(left.value - exact)
        if check["status"] == "fail" and off < 2 * half and abs(left.value) < abs(exact):
            check = row(
                "change_percent",
                subject,
                left,
                right,
                "truncated",
                unit="%",
                tolerance=2 * half,
                difference=check["difference"],
                severity="info",
            )
        yield check
