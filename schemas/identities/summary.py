"""Identities of the figures that the prose states: totals, parts, changes, percentages, restatements."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from schemas.identities.base import Disclosure, Side, compare, equal, identity, place, places, row, total
from schemas.tables import Row

_REVENUE_PARTS = (
    "revenue_general_public",
    "revenue_government_fund",
    "revenue_state_capital",
    "revenue_special_account",
    "revenue_institutional",
    "revenue_operating",
    "revenue_other",
    "carried_over",
)
_SUMS = {
    "revenue_total": _REVENUE_PARTS,
    "expenditure_total": ("expenditure_basic", "expenditure_project"),
    "expenditure_basic": ("expenditure_personnel", "expenditure_public"),
    "three_public_total": ("three_public_abroad", "three_public_vehicle", "three_public_reception"),
    "three_public_vehicle": ("three_public_vehicle_purchase", "three_public_vehicle_running"),
    "procurement_total": ("procurement_goods", "procurement_works", "procurement_services"),
}
"""A figure and the parts that make it up when all that the document states are added (domain W3, W5, W6)."""

_OTHER_ROADS = {
    "expenditure_project": ("projects", "budget_yuan"),
    "procurement_total": ("procurement_items", "amount_yuan"),
}
"""A figure that the sum of a table's column must give too."""


def statements(d: Disclosure, measure: str, kind: str = "level") -> list[Row]:
    """The statements of a measure for the budget year."""
    return [
        figure
        for figure in d.rows("figures")
        if figure["measure"] == measure and figure["statement"] == kind and figure["year"] == d.fiscal_year
    ]


def stated(d: Disclosure, measure: str, kind: str = "level") -> Side:
    """A measure of the budget year as one side: its settled value, with the places where that is stated."""
    rows = statements(d, measure, kind)
    column = "percent" if kind == "percent" else "value_yuan"
    value = d.settled.get((measure, d.fiscal_year, kind), rows[0][column] if rows else None)
    agreeing = [figure for figure in rows if figure[column] == value]
    label = agreeing[0]["label"] if agreeing else measure
    suffix = {"level": ("", ""), "change": ("增减额", " change"), "percent": ("增减幅度", " percentage")}[kind]
    return Side(f"{label}{suffix[0]}", f"{measure}{suffix[1]}", value, places(agreeing[:1]))


def signed(d: Disclosure, measure: str, kind: str = "change") -> Side:
    """A change or percentage with its direction's sign."""
    side = stated(d, measure, kind)
    rows = statements(d, measure, kind)
    decrease = bool(rows) and rows[0]["direction"] == "decrease"
    return Side(side.zh, side.en, -side.value if decrease and side.value is not None else side.value, side.places)


def settle(d: Disclosure) -> None:
    """Decides between conflicting statements of one measure: the value that more identities meet exactly wins.

    A tie goes to the value stated more often, then to the first. The loser is reported once, by `restated`, and no
    other identity is troubled by it.
    """
    groups: dict[tuple[str, int | None, str], list[Decimal]] = {}
    for figure in d.rows("figures"):
        if figure["statement"] != "percent":
            at = (figure["measure"], figure["year"], figure["statement"])
            groups.setdefault(at, []).append(figure["value_yuan"])
    for (measure, year, kind), values in groups.items():
        if len(set(values)) < 2:
            continue
        counts = Counter(values)

        def merit(value: Decimal, at: tuple[str, int | None, str] = (measure, year, kind)) -> int:
            d.settled[at] = value
            return _exact_roads(d, at[0])

        best = max(counts, key=lambda value: (merit(value), counts[value], -values.index(value)))
        d.settled[measure, year, kind] = best


def _exact_roads(d: Disclosure, measure: str) -> int:
    """How many sums that involve a measure hold exactly."""
    holds = 0
    for whole, parts in _SUMS.items():
        if measure == whole or measure in parts:
            left, right = total(stated(d, part).value for part in parts), stated(d, whole).value
            holds += left is not None and left == right
    if measure in _OTHER_ROADS:
        table, column = _OTHER_ROADS[measure]
        holds += total(entry[column] for entry in d.rows(table)) == stated(d, measure).value
    return holds


@identity("restated", zh="同一数字前后一致", en="A figure stated twice is the same", source="domain Y1, tolerance")
def restated(d: Disclosure) -> Iterator[Row]:
    """Restatements in one document must be exact; a hundred yuan (0.01 万元) is a slip of the pen, more an error."""
    groups: dict[tuple[str, int | None, str], list[Row]] = {}
    for figure in d.rows("figures"):
        groups.setdefault((figure["measure"], figure["year"], figure["statement"]), []).append(figure)
    for (measure, year, kind), figures in groups.items():
        column = "percent" if kind == "percent" else "value_yuan"
        if len({place(figure) + figure["sentence"] for figure in figures}) < 2:
            continue
        right_value = d.settled.get((measure, year, kind), figures[0][column])
        agreeing = [figure for figure in figures if figure[column] == right_value]
        odd = [figure for figure in figures if figure[column] != right_value]
        right = Side(agreeing[0]["label"], measure, right_value, places(agreeing))
        unit = "%" if kind == "percent" else "元"
        for number, figure in enumerate(odd or figures[1:2]):
            left = Side(figure["label"], f"{measure} (stated again)", figure[column], places([figure]))
            small = kind != "percent" and abs((figure[column] or 0) - (right_value or 0)) <= 2 * d.half_unit
            subject = f"{measure} {year} {kind}" + (f" #{number + 1}" if number else "")
            yield equal("restated", subject, left, right, unit=unit, severity="info" if small and odd else None)


def _sum(d: Disclosure, name: str, whole: str, fewest: int = 2) -> Iterator[Row]:
    parts = [side for part in _SUMS[whole] if (side := stated(d, part)).value is not None]
    right = stated(d, whole)
    if len(parts) < fewest or right.value is None:
        return
    left = Side(
        " + ".join(side.zh for side in parts),
        " + ".join(side.en for side in parts),
        total(side.value for side in parts),
        tuple(dict.fromkeys(at for side in parts for at in side.places)),
    )
    yield equal(name, f"{whole} {d.fiscal_year}", left, right, tolerance=(len(parts) + 1) * d.half_unit)


@identity("revenue_parts", zh="收入各项之和等于收入合计", en="Revenue is the sum of its sources", source="domain I1")
def revenue_parts(d: Disclosure) -> Iterator[Row]:
    """Not evaluated where fewer than two sources are stated, or the general budget is not among them."""
    if statements(d, "revenue_general_public"):
        yield from _sum(d, "revenue_parts", "revenue_total")


@identity("revenue_expenditure", zh="收入合计等于支出合计", en="Revenue equals expenditure", source="domain I2")
def revenue_expenditure(d: Disclosure) -> Iterator[Row]:
    """Both totals must be stated."""
    left, right = stated(d, "revenue_total"), stated(d, "expenditure_total")
    if left.value is not None or right.value is not None:
        yield equal("revenue_expenditure", str(d.fiscal_year), left, right)


@identity(
    "expenditure_parts",
    zh="基本支出与项目支出之和等于支出合计",
    en="Basic and project expenditure make the total",
    source="domain I3, W3",
)
def expenditure_parts(d: Disclosure) -> Iterator[Row]:
    """Both parts must be stated."""
    return _sum(d, "expenditure_parts", "expenditure_total")


@identity(
    "basic_parts",
    zh="人员经费与公用经费之和等于基本支出",
    en="Personnel and public costs make basic expenditure",
    source="domain W4",
)
def basic_parts(d: Disclosure) -> Iterator[Row]:
    """Both parts must be stated."""
    return _sum(d, "basic_parts", "expenditure_basic")


@identity(
    "three_public_parts",
    zh="“三公”经费各项之和等于合计",
    en="The three public expenses make their total",
    source="domain I8, W5",
)
def three_public_parts(d: Disclosure) -> Iterator[Row]:
    """All three items must be stated."""
    return _sum(d, "three_public_parts", "three_public_total", fewest=3)


@identity(
    "vehicle_parts",
    zh="公务用车购置费与运行费之和等于公务用车费",
    en="Purchase and running make the vehicle expense",
    source="domain I8, W5",
)
def vehicle_parts(d: Disclosure) -> Iterator[Row]:
    """Both parts must be stated."""
    return _sum(d, "vehicle_parts", "three_public_vehicle")


@identity(
    "procurement_parts",
    zh="货物、工程、服务之和等于政府采购预算",
    en="Goods, works and services make procurement",
    source="domain W8",
)
def procurement_parts(d: Disclosure) -> Iterator[Row]:
    """At least two of the three must be stated."""
    return _sum(d, "procurement_parts", "procurement_total")


@identity(
    "change_parts",
    zh="基本支出与项目支出的增减额之和等于总增减额",
    en="The parts' changes make the total's change",
    source="domain I5",
)
def change_parts(d: Disclosure) -> Iterator[Row]:
    """The prior year's parts then make the prior year's total as well (I7)."""
    parts = [signed(d, part) for part in _SUMS["expenditure_total"]]
    right = signed(d, "expenditure_total")
    if right.value is None or any(side.value is None for side in parts):
        return
    left = Side(
        " + ".join(side.zh for side in parts),
        " + ".join(side.en for side in parts),
        total(side.value for side in parts),
        tuple(dict.fromkeys(at for s in parts for at in s.places)),
    )
    yield equal("change_parts", f"expenditure_total {d.fiscal_year}", left, right, tolerance=3 * d.half_unit)


@identity(
    "prior_year_parts",
    zh="推算的上年各项之和等于推算的上年合计",
    en="The prior year derived from the changes adds up",
    source="domain I7",
)
def prior_year_parts(d: Disclosure) -> Iterator[Row]:
    """Prior year = this year − change, for the total and its two parts."""
    parts = [_prior(d, part) for part in _SUMS["expenditure_total"]]
    right = _prior(d, "expenditure_total")
    if right.value is None or any(side.value is None for side in parts):
        return
    left = Side(
        " + ".join(side.zh for side in parts),
        " + ".join(side.en for side in parts),
        total(side.value for side in parts),
        tuple(dict.fromkeys(at for s in parts for at in s.places)),
    )
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
