"""What a rule is made of: operands with their places, tolerances, and the register."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from extractors.check.disclosure import Disclosure
from extractors.check.messages import chinese, english, spelled_out
from extractors.document.place import Box, Place
from extractors.values.numbers import half_place, rounded
from schemas.rows import CellRow, CheckRow
from schemas.rules import RuleWords, rule_words


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
