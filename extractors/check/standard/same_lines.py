"""Lines that stand in several places of one document: a subject in two tables, or in a table and in a sentence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from extractors.check.messages import own
from extractors.check.prose.statements import base_of, last_name
from extractors.check.rule import Disclosure, Side, compare, places, row, rule
from extractors.check.standard.model import Line, StandardTable
from extractors.check.standard.sets import Set, bare_name, line_side, named, table_sets
from extractors.document.model import Place
from extractors.values.slips import slip
from schemas.rows import CheckRow, FigureRow

_GROUPS = (
    ("revenue", "expenditure", "general_expenditure", "appropriation_expenditure"),
    ("basic_expenditure", "appropriation_basic", "department_basic"),
)
"""Kinds of tables that list the same subjects."""

_SUBJECTS = ("function_line", "economic_line")
"""Figures of subjects; those of 机关运行经费 are of a part of the money that tables list."""

_MEASURES = ("total", "basic", "project", "personnel", "public")
_LEAST_ALIKE, _MOST_APART = 3, Decimal("0.2")
"""Two tables are of the same money where so many of their subjects have the same amount, and so few another."""

_CENT_OF_WAN = Decimal(100)


@rule("tables_lines")
def tables_lines(d: Disclosure) -> Iterator[CheckRow]:
    """Each subject of two tables of the same money: their totals and nearly all of their subjects agree. Not one that a
    table names several times, for each of its bodies.
    """
    for one, other, measure in _pairs(d):
        here, there = _by_key(one, measure), _by_key(other, measure)
        subject = named(measure, other)
        for key in here:
            if key in there:
                left, right = line_side(one, *here[key]), line_side(other, *there[key])
                tolerance = one.half + other.half
                yield compare("tables_lines", f"{key} {subject}", left, right, "=", tolerance=tolerance)


@rule("tables_subjects")
def tables_subjects(d: Disclosure) -> Iterator[CheckRow]:
    """Each subject with an amount that only one of two tables of the same money has; one row a pair where none is."""
    for one, other, measure in _pairs(d):
        if measure != "total":
            continue
        here, there = _by_key(one, measure), _by_key(other, measure)
        subject = named(measure, other)
        lacking = [key for key in {**here, **there} if (key in here) != (key in there)]
        for key in lacking:
            has, lacks, found = (one, other, here) if key in here else (other, one, there)
            yield _lacking(f"{key} {subject}", line_side(has, *found[key]), lacks)
        if not lacking:
            yield row("tables_subjects", subject, _of_table(one), _of_table(other), "exact")


def _pairs(d: Disclosure) -> Iterator[tuple[StandardTable, StandardTable, str]]:
    """Tables of one set that list the same money by subject, with the measure that they both have."""
    for tables in table_sets(d):
        for kinds in _GROUPS:
            for one, other in combinations([tables[kind] for kind in kinds if kind in tables], 2):
                yield from ((one, other, measure) for measure in _MEASURES if _same_money(one, other, measure))


def _same_money(one: StandardTable, other: StandardTable, measure: str) -> bool:
    total = _total(one, measure)
    if total is None or total != _total(other, measure):
        return False
    here, there = _by_key(one, measure), _by_key(other, measure)
    alike = sum(key in there and here[key][1] == there[key][1] for key in here)
    every = len({**here, **there})
    return alike >= _LEAST_ALIKE and every - alike <= _MOST_APART * every


def _of_table(table: StandardTable) -> Side:
    return Side(table.title or table.kind, table.kind, None, _where(table))


def _where(table: StandardTable) -> tuple[Place, ...]:
    total = table.total()
    return places(total.rows[:1]) if total else ()


def _lacking(subject: str, side: Side, table: StandardTable) -> CheckRow:
    title = table.title or table.kind
    return row(
        "tables_subjects",
        subject,
        side,
        Side(title, table.kind, None, _where(table)),
        "fail",
        unit="元",
        difference=side.value,
        **own("not_listed", side=(side.zh, side.en), title=(title, table.kind)),
    )


def _by_key(table: StandardTable, measure: str) -> Mapping[str, tuple[Line, Decimal]]:
    """The subjects of a table that have an amount of a measure, each that stands there once: by code, else by name."""
    lines = [(line.code or bare_name(line), line) for line in table.lines if line.role == "item"]
    times = Counter(key for key, _ in lines)
    found = ((key, line, line.amount(measure)) for key, line in lines if key and times[key] == 1)
    return {key: (line, amount) for key, line, amount in found if amount}


def _total(table: StandardTable, measure: str) -> Decimal | None:
    line = table.total()
    return line.amount(measure) if line else None


@rule("lines_stated")
def lines_stated(d: Disclosure) -> Iterator[CheckRow]:
    """Each subject that the prose gives an amount of the budget year, against all amounts of its lines in the tables:
    one of them must be it. Only where all but one or most of them are: else the prose speaks of other money.
    """
    sets = table_sets(d)
    lines = _by_name(sets[0]) if sets else {}
    checks = [check for figure in _stated(d) if (check := _against(figure, lines)) is not None]
    failed = sum(check["status"] == "fail" for check in checks)
    if failed <= 1 or failed <= _MOST_APART * len(checks):
        yield from checks


def _stated(d: Disclosure) -> Iterator[FigureRow]:
    once: set[tuple[object, ...]] = set()
    for figure in d.rows["figures"]:
        said = (figure["measure"], figure["label"], figure["value_yuan"])
        own = figure["statement"] == "level" and figure["year"] == d.fiscal_year and base_of(figure) == "budget"
        of_table = figure["measure"] in _SUBJECTS and figure["part_of"] != "operating_cost"
        if own and of_table and figure["value_yuan"] and said not in once:
            once.add(said)
            yield figure


def _by_name(tables: Set) -> dict[str, list[tuple[StandardTable, Line]]]:
    found: dict[str, list[tuple[StandardTable, Line]]] = {}
    for table in tables.values():
        for line in table.lines:
            if line.role == "item" and line.filled:
                for key in filter(None, (line.code, bare_name(line))):
                    found.setdefault(key, []).append((table, line))
    return found


def _against(figure: FigureRow, lines: Mapping[str, list[tuple[StandardTable, Line]]]) -> CheckRow | None:
    code = figure["code"] or ""
    found = lines.get(code) or lines.get(last_name(figure), [])
    value = figure["value_yuan"]
    amounts = [line_side(table, line, amount) for table, line in found for amount in line.at.values() if amount]
    amounts += _summed(found)
    if not amounts or value is None:
        return None
    nearest = min(amounts, key=lambda side: abs((side.value or Decimal(0)) - value))
    left = Side(figure["label"], last_name(figure), value, places([figure]))
    told = figure["measure"] == "function_line" or slip(value, nearest.value or value) is not None
    if abs((nearest.value or value) - value) > _CENT_OF_WAN and not told:
        return None  # of economic subjects the prose often speaks of a part of the money
    subject = " ".join(filter(None, (figure["measure"], last_name(figure), str(figure.get("seq") or ""))))
    return compare("lines_stated", subject, left, nearest, "=", tolerance=_CENT_OF_WAN)


def _summed(found: Sequence[tuple[StandardTable, Line]]) -> Iterator[Side]:
    """The amounts of a subject that one table lists several times (under 基本支出, under 项目支出), added."""
    by_column: dict[tuple[int, str], list[tuple[StandardTable, Line]]] = {}
    for table, line in found:
        for label in line.at:
            by_column.setdefault((table.number, label), []).append((table, line))
    for (_, label), lines in by_column.items():
        if len(lines) > 1:
            table, first = lines[0]
            amount = sum((line.at[label] for _, line in lines), Decimal(0))
            side = line_side(table, first, amount)
            yield Side(side.zh, side.en, amount, places(line.rows[0] for _, line in lines))
