"""What the prose states of a measure, and which of two conflicting statements stands."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from schemas.identities.base import Disclosure, Side, equal, identity, place, places, total
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
SUMS = {
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
    for whole, parts in SUMS.items():
        if measure == whole or measure in parts:
            left, right = total(stated(d, part).value for part in parts), stated(d, whole).value
            holds += left is not None and left == right
    if measure in _OTHER_ROADS:
        table, column = _OTHER_ROADS[measure]
        holds += total(entry[column] for entry in d.rows(table)) == stated(d, measure).value
    return holds


def added(parts: list[Side]) -> Side:
    """The sum of sides as one side."""
    return Side(
        " + ".join(side.zh for side in parts),
        " + ".join(side.en for side in parts),
        total(side.value for side in parts),
        tuple(dict.fromkeys(at for side in parts for at in side.places)),
    )


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
