"""Identities between the documents of one publisher: two years, prose and tables in two files, a department's units.

A place in another document than the one that a check belongs to has that document's id and the name of its file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.check.between_documents.head import DocumentHead
from extractors.check.disclosure import Disclosure, plain
from extractors.check.prose.statements import Topic, added, prior_levels, said, settle, side_of, stated, topics
from extractors.check.rule import ACROSS, Side, equal, rule_across
from extractors.check.standard.words import table_sides
from extractors.values.body_names import short_name
from extractors.values.numbers import total
from schemas.rows import CheckRow, Records

_HALF_UNIT = Decimal(50)
"""Half of 100 yuan: what a document prints to that has no amount with decimals in its prose."""

_CENT_OF_WAN = Decimal(100)
"""Prose rounds or cuts off the yuan of a table to 100 yuan."""


@dataclass(frozen=True, slots=True)
class Published:
    """A document as it is published: its `documents` row with the common columns, and its records."""

    document: DocumentHead
    disclosure: Disclosure

    @property
    def year(self) -> int | None:
        """The budget year."""
        return self.disclosure.fiscal_year

    def side(self, side: Side) -> Side:
        """A side with the document at its places."""
        document, file = self.document["document_id"], self.document["file_name"]
        return side._replace(places=tuple(place._replace(document=document, file=file) for place in side.places))


def published(document: DocumentHead, records: Records) -> Published:
    """A document of which the rows of `figures`, `budget_lines` and `organizations` are known."""
    disclosure = Disclosure(records, document["fiscal_year"], _HALF_UNIT)
    settle(disclosure)
    return Published(document, disclosure)


def body_of(document: DocumentHead) -> tuple[str, str] | None:
    """What the documents of one body have in common; None for one that does not say whose it is, or was replaced."""
    if not document["publisher"] or not document["fiscal_year"] or document.get("superseded_by"):
        return None
    return document["region"] or "", short_name(document["publisher"])


@dataclass(frozen=True, slots=True)
class Year:
    """What the documents of one body say for one year, by measure.

    Of the prose the first statement, of the tables each value once. It is made once, however many documents there are,
    and however many are compared with it.
    """

    prose: Mapping[str, Side]
    tables: Mapping[str, list[Side]]


def year_of(documents: Iterable[Published]) -> Year:
    """The `Year` of documents, in their order."""
    prose: dict[str, Side] = {}
    tables: dict[str, list[Side]] = {}
    for one in documents:
        for measure, side in totals_stated(one):
            if side.value is not None:
                prose.setdefault(measure, one.side(side))
        for measure, sides in table_sides(one.disclosure).items():
            known = tables.setdefault(measure, [])
            for side in sides:
                if side.value not in [other.value for other in known]:
                    known.append(one.side(side))
    return Year(prose, tables)


@dataclass(frozen=True, slots=True)
class Others:
    """What a document is compared with: its body's year before, the same year's tables, the units that it lists."""

    before: Year | None = None
    tables: Year | None = None
    units: Sequence[Published] = ()
    budgets: Sequence[Published] = ()
    """Of final accounts: the budgets that the body published for the year."""


def evaluate_across(one: Published, others: Others) -> list[CheckRow]:
    """The checks of a document against others: of its body, and of the units that it lists."""
    found = [check for entry in ACROSS.values() for check in entry.function(one, others)]
    for place in (place for check in found for place in (*check["left_places"], *check["right_places"])):
        if place["document"] == one.document["document_id"]:
            place["document"] = place["file"] = None
    return found


def totals_stated(one: Published) -> Iterator[tuple[str, Side]]:
    """What a document's prose says of the whole for its year: the first statement of each measure."""
    return ((topic.measure, stated(one.disclosure, topic.measure)) for topic in _totals(one.disclosure, "level"))


def _totals(d: Disclosure, kind: str) -> list[Topic]:
    """Measures of the whole; lines are renamed and moved from year to year."""
    return [topic for topic in topics(d, kind) if not topic.label and topic.part_of is None]


@rule_across("last_year")
def last_year(newer: Published, others: Others) -> Iterator[CheckRow]:
    """Per measure whose change against the prior year's budget, or that year's level, is stated; the other document
    of the body is of the year before and has the measure in its prose or tables. A change of what was carried out
    (执行数) has no counterpart there.
    """
    d, before = newer.disclosure, others.before
    for topic in _totals(d, "change") if before else ():
        left = _year_before(d, topic)
        found = _said_in(before, topic.measure, left.value) if left and before else None
        if left is None or found is None:
            continue
        tolerance = 3 * d.stated_half
        yield equal("last_year", f"{topic.name} {newer.year}", newer.side(left), found, tolerance=tolerance)


def _year_before(d: Disclosure, topic: Topic) -> Side | None:
    """The prior year's level as printed, else this year's less its change."""
    changes = [figure for figure in said(d, topic, "change", d.fiscal_year, "budget") if figure["base_year"]]
    if not changes or d.fiscal_year is None or changes[0]["base_year"] != d.fiscal_year - 1:
        return None
    printed = side_of(d, prior_levels(d, topic, changes[0]), topic.name)
    if printed.value is not None:
        return printed
    now, change = stated(d, topic.measure), side_of(d, changes, topic.name)
    if now.value is None or change.value is None:
        return None
    return added([now, change])._replace(
        zh=f"{now.zh}减增减额",
        en=f"{topic.measure} less its change",
        value=now.value - change.value,
    )


def _said_in(year: Year, measure: str, like: Decimal | None = None) -> Side | None:
    """A measure as the prose states it, else as the tables have it, at the place that is `like` it."""
    return year.prose.get(measure) or _likest(year.tables.get(measure, []), like)


def _likest(sides: list[Side], value: Decimal | None) -> Side | None:
    """The first side that is a value to the last digit of the prose, else the first; None where there is none."""
    near = (side for side in sides if None not in (side.value, value) and _off(side, value) < _CENT_OF_WAN)
    return next(near, sides[0] if sides else None)


def _off(side: Side, value: Decimal | None) -> Decimal:
    return abs((side.value or Decimal(0)) - (value or Decimal(0)))


@rule_across("files_agree")
def files_agree(prose: Published, others: Others) -> Iterator[CheckRow]:
    """Per measure of a document's prose that another document has in its tables: one of the places there must be the
    stated figure. The other is of the same body and year, where this one has no standard tables, or linked to it
    (`links`).
    """
    if others.tables is None:
        return
    for topic in _totals(prose.disclosure, "level"):
        left = stated(prose.disclosure, topic.measure)
        right = _likest(others.tables.tables.get(topic.measure, []), left.value)
        if left.value is None or right is None:
            continue
        yield equal("files_agree", f"{topic.name} {prose.year}", prose.side(left), right, tolerance=_CENT_OF_WAN)


@rule_across("units_total")
def units_total(department: Published, others: Others) -> Iterator[CheckRow]:
    """Of a department whose 机构设置 lists its units and each of them has published a budget of the same year."""
    names = [plain(row["name"]) for row in department.disclosure.rows["organizations"]]
    units = {plain(unit.document["publisher"]): year_of([unit]) for unit in others.units}
    if department.document["level"] != "department" or len(names) < 2 or not set(names) <= set(units):
        return
    for measure in ("revenue_total", "expenditure_total"):
        sides = [_said_in(units[name], measure) for name in names]
        right = _said_in(year_of([department]), measure)
        present = [side for side in sides if side is not None]
        if right is None or len(present) < len(names):
            continue
        places = tuple(place for side in present for place in side.places)
        left = Side(
            f"{len(present)} 个单位之和", f"sum of {len(present)} units", total(s.value for s in present), places
        )
        tolerance = (len(present) + 1) * department.disclosure.stated_half
        yield equal("units_total", f"{measure} {department.year}", left, right, tolerance=tolerance)
