"""What a rule is made of: operands with their places, tolerances, and the register."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

from extractors.check.messages import chinese, english, spelled_out
from extractors.check.precision import half_of_stated
from extractors.document.model import Box, Place
from extractors.document.sums import Structure, Sum
from extractors.identify.identity import Naming
from extractors.values.numbers import half_place, rounded
from extractors.values.text import compact
from schemas.codes import measure_words
from schemas.rows import CellRow, CheckRow, FigureRow, ProjectRow, Records
from schemas.rules import RuleWords, rule_words
from schemas.tables import by_table, tables, typed


def is_compared(figure: FigureRow) -> bool:
    """Whether rules may compare a figure with others of its body: one with a measure, and of a line with its whole."""
    measure = figure["measure"]
    if measure is None or measure in measure_words().uncompared:
        return False
    return measure != "economic_line" or figure["part_of"] is not None


@dataclass
class Disclosure:
    """A document's records, as identities see them.

    `half_unit` is half of the last printed place in yuan; `settled` gives the value of what is stated twice and
    differently, as `statements.settle` decides.
    """

    records: Records
    fiscal_year: int | None
    half_unit: Decimal
    settled: dict[Hashable, Decimal] = field(default_factory=dict)
    namings: tuple[Naming, ...] = ()
    grouped: dict[Any, list[FigureRow]] = field(default_factory=dict)
    """The figures by what they state, as `statements` groups them once."""
    standard: list[Any] = field(default_factory=list)
    """The standard budget tables, as `standard` reads them once."""
    sums: Sequence[Sum] = ()
    """The sums of the tables of amounts, and (`structures`) how the lines of each table belong together."""
    structures: Mapping[int, Structure] = field(default_factory=dict)

    @cached_property
    def rows(self) -> Records:
        """The rows of every table; of the figures those that state a measure, and of the publisher itself."""
        given = typed({table: by_table(self.records).get(table, []) for table in tables()})
        stated = [row for row in given["figures"] if is_compared(row) and not row.get("unit_name")]
        return {**given, "figures": stated}

    @cached_property
    def stated_half(self) -> Decimal:
        """Half of the last place that amounts in prose are printed to, in yuan: tables may print other units."""
        return half_of_stated(self.rows["figures"]) or self.half_unit

    @cached_property
    def projects(self) -> dict[str, list[ProjectRow]]:
        """The performance tables by the name of their project."""
        named: dict[str, list[ProjectRow]] = {}
        for project in self.rows["projects"]:
            named.setdefault(plain(project["project_name"]), []).append(project)
        return named

    def gave_up(self) -> bool:
        """Whether a table or page of the document could not be read, so that a sum over all may lack parts."""
        return any(row["error"] not in ("witness", "blank_page") for row in self.rows["failures"])


class Side(NamedTuple):
    """One side of an identity: how it is called in Chinese and English, its value, where it stands."""

    zh: str
    en: str
    value: Decimal | None
    places: tuple[Place, ...] = ()


Check = Callable[[Disclosure], Iterator[CheckRow]]
Across = TypeVar("Across", bound=Callable[..., Iterator[CheckRow]])


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule: its name, its words in `schemas/rules.yaml`, and what evaluates it."""

    name: str
    words: RuleWords
    function: Callable[..., Iterator[CheckRow]]


REGISTRY: dict[str, Rule] = {}
"""Those of one document, by name."""

ACROSS: dict[str, Rule] = {}
"""Those between documents of one publisher, by name."""


def rule(name: str) -> Callable[[Check], Check]:
    """Registers what evaluates the rule of that name in `schemas/rules.yaml`."""

    def register(function: Check) -> Check:
        REGISTRY[name] = _registered(name, function)
        return function

    return register


def rule_across(name: str) -> Callable[[Across], Across]:
    """The same for a rule between documents."""

    def register(function: Across) -> Across:
        ACROSS[name] = _registered(name, function)
        return function

    return register


def _registered(name: str, function: Callable[..., Iterator[CheckRow]]) -> Rule:
    if name in REGISTRY or name in ACROSS:
        raise ValueError(f"the rule {name} is registered twice")
    if name not in rule_words():
        raise ValueError(f"the rule {name} has no words: say in schemas/rules.yaml what must hold, and why")
    return Rule(name, rule_words()[name], function)


def place(row: Mapping[str, Any]) -> Place:
    """Where a row of any published table stands."""
    table = row.get("table_index")
    figure = row.get("seq") if table is None and "sentence" in row else None
    return Place(row.get("page"), row.get("line"), table, row.get("row_index"), figure=figure)


def places(rows: Iterable[Mapping[str, Any]]) -> tuple[Place, ...]:
    """The places of rows, each once, in order."""
    found = dict.fromkeys(map(place, rows))
    found.pop(NOWHERE, None)
    return tuple(found)


def cell_place(cell: CellRow) -> Place:
    """Where a row of `cells` stands."""
    return Place(cell["page"], cell["line"], cell["table_index"], cell["row"], cell["col"], box_of(cell))


def box_of(cell: CellRow) -> Box | None:
    """The box of a row of `cells`; None where its page has no measures."""
    x0, top, x1, bottom = cell["x0"], cell["top"], cell["x1"], cell["bottom"]
    return None if x0 is None or top is None or x1 is None or bottom is None else (x0, top, x1, bottom)


def chosen(row: Mapping[str, Any], column: str) -> Decimal | None:
    """The number of a column whose name a row of another table gives: mypy cannot know it."""
    value: Decimal | None = row[column]
    return value


NOWHERE = Place()
"""The place of what stands nowhere."""


def equal(
    name: str,
    subject: str,
    left: Side,
    right: Side,
    *,
    unit: str = "元",
    tolerance: Decimal = Decimal(0),
    severity: str | None = None,
) -> CheckRow:
    """A check that both sides are equal; within `tolerance` the difference is rounding."""
    return compare(name, subject, left, right, "=", unit=unit, tolerance=tolerance, severity=severity)


def compare(
    name: str,
    subject: str,
    left: Side,
    right: Side,
    relation: str,
    *,
    unit: str = "元",
    tolerance: Decimal = Decimal(0),
    severity: str | None = None,
) -> CheckRow:
    """A check that left `=`, `≤` or `≥` right. A side without a value makes it not_checkable."""
    difference = status = None
    if left.value is None or right.value is None:
        status = "not_checkable"
    else:
        difference = left.value - right.value
        excess = abs(difference) if relation == "=" else max(difference if relation == "≤" else -difference, Decimal(0))
        status = "exact" if excess == 0 else "rounding" if excess <= tolerance else "fail"
    return row(
        name,
        subject,
        left,
        right,
        status,
        unit=unit,
        tolerance=tolerance,
        difference=difference,
        severity=severity,
    )


def row(
    name: str,
    subject: str,
    left: Side,
    right: Side,
    status: str,
    *,
    unit: str = "",
    tolerance: Decimal = Decimal(0),
    difference: Decimal | None = None,
    severity: str | None = None,
    zh: str | None = None,
    en: str | None = None,
) -> CheckRow:
    """A `checks` row with its messages; `zh` and `en` replace the sentence made from the two sides."""
    said = rule_words()[name]
    return {
        "identity": name,
        "subject": subject,
        "left_label": left.zh,
        "left_value": left.value,
        "right_label": right.zh,
        "right_value": right.value,
        "unit": unit,
        "difference": difference,
        "tolerance": tolerance,
        "status": status,
        "severity": severity or said.severity,
        "message_zh": zh
        or chinese(said.zh, subject, (left.zh, left.value), (right.zh, right.value), status, unit, difference),
        "message_en": spelled_out(
            en or english(said.en, subject, (left.en, left.value), (right.en, right.value), status, unit, difference)
        ),
        "left_places": [place.data() for place in left.places],
        "right_places": [place.data() for place in right.places],
        "doubt": None,
        "finding": None,
    }


@lru_cache(maxsize=4096)
def plain(text: str | None) -> str:
    """A name to compare; "" for none."""
    return compact(text or "")


def percentage(name: str, subject: str, left: Side, exact: Decimal, right: Side, *, raised: bool = False) -> CheckRow:
    """A check that a printed percentage is the computed one, `exact`; `right` names that and gives its places.

    Half a unit of the printed digits is rounding; a digit cut off instead of rounded is `truncated`, an information,
    and with `raised` one rounded up too, as shares are so that they make a hundred.
    """
    assert left.value is not None
    half = half_place(left.value)
    computed = Side(right.zh, right.en, rounded(exact, 6), right.places)
    check = compare(name, subject, left, computed, "=", unit="%", tolerance=half)
    off = abs(left.value - exact)
    if check["status"] == "fail" and off < 2 * half and (raised or abs(left.value) < abs(exact)):
        return row(
            name,
            subject,
            left,
            computed,
            "truncated",
            unit="%",
            tolerance=2 * half,
            difference=check["difference"],
            severity="info",
        )
    return check
