"""What the prose states of a measure or line, and which of two conflicting statements stands."""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import Decimal

from extractors.check.disclosure import Disclosure, is_compared, plain
from extractors.check.rule import Side, places
from extractors.recognise.sentences.measure_names import LINES
from extractors.values.numbers import half_place, total
from schemas.rows import FigureRow, Records
from schemas.words.checks import check_words

FUNDS = ("revenue_general_public", "revenue_government_fund", "revenue_state_capital")
_OTHER_SOURCES = (
    "revenue_special_account",
    "revenue_institutional",
    "revenue_operating",
    "revenue_superior",
    "revenue_subsidiary",
    "revenue_other",
    "revenue_other_funds",
)
EARLIER = ("surplus_used", "carried_over", "account_balance")
SUMS = {
    "revenue_total": (*FUNDS, *_OTHER_SOURCES, *EARLIER),
    "expenditure_total": (
        "expenditure_basic",
        "expenditure_project",
        "expenditure_reserve",
        "expenditure_superior",
        "expenditure_operating",
        "expenditure_subsidiary",
    ),
    "expenditure_basic": ("expenditure_personnel", "expenditure_public"),
    "appropriation_basic": ("appropriation_personnel", "appropriation_public"),
    "general_public_basic": ("general_public_personnel", "general_public_public"),
    "three_public_total": ("three_public_abroad", "three_public_vehicle", "three_public_reception"),
    "three_public_vehicle": ("three_public_vehicle_purchase", "three_public_vehicle_running"),
    "procurement_total": ("procurement_goods", "procurement_works", "procurement_services"),
}
"""A figure and the parts that make it up when all that the document states are added (domain W3, W5, W6)."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a figure speaks of: a measure, of lines the label too, and the whole that it is a part of."""

    measure: str
    label: str = ""
    part_of: str | None = None

    @property
    def name(self) -> str:
        """As it stands in a check's subject."""
        return " ".join(filter(None, (self.measure, self.label, f"of {self.part_of}" if self.part_of else "")))


def topic_of(figure: FigureRow) -> Topic:
    """The topic of a figure; only lines are parts of a whole, and shares."""
    measure = figure["measure"] or ""
    line = measure in LINES
    part_of = figure["part_of"] if line or figure["statement"] == "share" else None
    if line and len(figure["code"] or "") > len("201"):  # 一般行政管理事务 stands below many a 款
        return Topic(measure, f"{figure['code']} {plain(figure['label'])}", part_of)
    return Topic(measure, check_words().subject_marks.sub("", plain(figure["label"])) if line else "", part_of)


def last_name(figure: FigureRow) -> str:
    """The name of a line's subject without those above it: 图书馆 of 文化（类）文化和旅游（款）图书馆（项）."""
    names = [name for name in check_words().subject_level.split(plain(figure["label"])) if name]
    return names[-1] if names else ""


def base_of(figure: FigureRow) -> str:
    """What a figure is measured against or itself is; where it is not said that is the budget."""
    return figure["base"] or "budget"


def topics(d: Disclosure, kind: str) -> list[Topic]:
    """The topics of which there are statements of a kind, in document order."""
    return list(dict.fromkeys(topic for topic, _, stated, _ in groups(d) if stated == kind))


def parts_of(d: Disclosure, whole: str, measure: str = "part_line", kind: str = "level") -> list[Topic]:
    """The parts of a whole of which there are statements: its lines of a measure, else those that no measure is of."""
    return [topic for topic in topics(d, kind) if topic.measure == measure and topic.part_of == whole]


def said(d: Disclosure, topic: Topic, kind: str, year: int | None, base: str | None = None) -> list[FigureRow]:
    """The statements of a topic for a year, of any base where none is given."""
    known = groups(d)
    if base:
        return known.get((topic, year, kind, base), [])
    return [row for each in _BASES for row in known.get((topic, year, kind, each), ())]


_BASES = ("budget", "executed", "final")


Key = tuple[Topic, int | None, str, str]
"""Topic, year, kind of statement and base: statements that agree in all must agree in the number."""


def _key(figure: FigureRow) -> Key:
    return topic_of(figure), figure["year"], figure["statement"], base_of(figure)


def value_of(figure: FigureRow) -> Decimal | None:
    """What a figure states, in yuan or percent; a decrease is negative, and a change that does not say whether it is
    more or less (差值9万元) has no sign to compare.
    """
    value = figure["percent"] if figure["statement"] in ("percent", "share") else figure["value_yuan"]
    if value and figure["direction"] is None and figure["statement"] in ("change", "percent"):
        return None
    return -value if value is not None and figure["direction"] == "decrease" else value


def side_of(d: Disclosure, rows: list[FigureRow], name: str) -> Side:
    """Statements of one thing as one side: the settled value, signed, and the place where that is stated first."""
    value = d.settled.get(_key(rows[0]), value_of(rows[0])) if rows else None
    first = next((figure for figure in rows if value_of(figure) == value), None)
    kind = rows[0]["statement"] if rows else "level"
    zh, en = _SUFFIXES.get(kind, ("", ""))
    label = first["label"] if first else name
    return Side(f"{label}{zh}", f"{name}{en}", value, places([first] if first else []))


_SUFFIXES = {
    "change": ("增减额", " change"),
    "percent": ("增减幅度", " percentage"),
    "share": ("占比", " share"),
}


def statements(d: Disclosure, measure: str, kind: str = "level") -> list[FigureRow]:
    """The statements of a measure for the budget year; what was carried out is no budget."""
    base = "budget" if kind == "level" else None
    return said(d, Topic(measure), kind, d.fiscal_year, base)


def stated(d: Disclosure, measure: str, kind: str = "level") -> Side:
    """A measure of the budget year as one side, a decrease negative; its value is None where it is not stated."""
    rows = statements(d, measure, kind)
    budget = [figure for figure in rows if base_of(figure) == "budget"]
    return side_of(d, budget or rows, measure)


def taken(d: Disclosure, measure: str, kind: str = "level") -> list[FigureRow]:
    """The statements that have the value of `stated`."""
    rows = statements(d, measure, kind)
    rows = [figure for figure in rows if base_of(figure) == "budget"] or rows
    value = d.settled.get(_key(rows[0]), value_of(rows[0])) if rows else None
    return [figure for figure in rows if value_of(figure) == value]


def signed(d: Disclosure, measure: str, kind: str = "change") -> Side:
    """A change or percentage with its direction's sign."""
    return stated(d, measure, kind)


def settle(d: Disclosure) -> None:
    """Decides between conflicting statements of one thing: the value that more identities meet exactly wins.

    A tie goes to the value stated more often, then to the first. The loser is reported once, by `restated`, and no
    other identity is troubled by it.
    """
    for key, figures in groups(d).items():
        topic, year, kind, base = key
        values = [value for figure in figures if (value := value_of(figure)) is not None]
        if kind in ("percent", "share", "count") or len(set(values)) < 2:
            continue
        counts = Counter(values)  # in the order in which they are first stated
        merits: dict[Decimal, int] = {}
        priors = _priors(d, topic, year) if kind == "level" else []
        for value in counts:
            d.settled[key] = value
            merits[value] = _exact_roads(d, topic, year, base, priors) if kind == "level" else 0
        d.settled[key] = max(counts, key=lambda value: (merits[value], counts[value]))


def groups(d: Disclosure) -> dict[Key, list[FigureRow]]:
    """The figures by what they state."""
    if not d.grouped:
        for figure in d.rows["figures"]:
            d.grouped.setdefault(_key(figure), []).append(figure)
    return d.grouped


def groups_of_units(d: Disclosure) -> dict[tuple[str, Key], list[FigureRow]]:
    """The figures of each body below the publisher by what they state; no other rule compares them."""
    found: dict[tuple[str, Key], list[FigureRow]] = {}
    for figure in d.records.get("figures", ()):
        if (unit := figure.get("unit_name")) and is_compared(figure):
            found.setdefault((unit, _key(figure)), []).append(figure)
    return found


def _level(d: Disclosure, measure: str) -> Decimal | None:
    """The value of `stated`."""
    key = (Topic(measure), d.fiscal_year, "level", "budget")
    rows = groups(d).get(key)
    return d.settled.get(key, value_of(rows[0])) if rows else None


def _priors(d: Disclosure, topic: Topic, year: int | None) -> list[tuple[Decimal, Decimal, Decimal, int]]:
    """The levels before a topic's, the percentages of its change, half their last place; each once, and how often."""
    found: Counter[tuple[Decimal, Decimal, Decimal]] = Counter()
    before: dict[Hashable, Decimal | None] = {}
    for percent in said(d, topic, "percent", year):
        against = (percent["base_year"], percent["year"], percent["base"])
        if against not in before:
            before[against] = side_of(d, prior_levels(d, topic, percent), topic.name).value
        prior, value = before[against], value_of(percent)
        if prior and value is not None:
            found[prior, value, half_place(value)] += 1
    return [(*each, times) for each, times in found.items()]


def _exact_roads(
    d: Disclosure, topic: Topic, year: int | None, base: str, priors: list[tuple[Decimal, Decimal, Decimal, int]]
) -> int:
    """How many sums and percentages that involve a topic's level hold exactly."""
    holds = 0
    for whole, parts in SUMS.items():
        if topic.measure == whole or topic.measure in parts:
            left, right = total(_level(d, part) for part in parts), _level(d, whole)
            holds += left is not None and left == right
    if topic.measure in _ADDED:
        holds += total(_ADDED[topic.measure](d.rows)) == _level(d, topic.measure)
    level = d.settled.get((topic, year, "level", base), Decimal(0))
    for prior, value, half, times in priors:
        off: Decimal = (level - prior) / prior * 100 - value
        holds += times * (abs(off) <= half)
    return holds


_ADDED: dict[str, Callable[[Records], list[Decimal | None]]] = {
    "expenditure_project": lambda rows: [project["budget_yuan"] for project in rows["projects"]],
    "procurement_total": lambda rows: [item["amount_yuan"] for item in rows["procurement_items"]],
}
"""A figure that the sum of a table's column must give too."""


def prior_levels(d: Disclosure, topic: Topic, change: FigureRow) -> list[FigureRow]:
    """The printed levels that a change is measured against: of its base year, and of its base where that is said."""
    if change["base_year"] == change["year"]:  # a slip of the pen that `comparison_year` reports
        return []
    same = said(d, topic, "level", change["base_year"], base_of(change))
    return same if change["base"] or same else said(d, topic, "level", change["base_year"])


def added(parts: list[Side]) -> Side:
    """The sum of sides as one side."""
    return Side(
        " + ".join(side.zh for side in parts),
        " + ".join(side.en for side in parts),
        total(side.value for side in parts),
        tuple(dict.fromkeys(at for side in parts for at in side.places)),
    )
