"""Two tables of one set that list the same money by subject: the same lines must stand in both."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from extractors.check.disclosure import Disclosure
from extractors.check.rule import Side, places
from extractors.check.standard.model import Line, StandardTable
from extractors.check.standard.sets import Set, bare_name, line_side, named, table_sets
from extractors.recognise.standard.words import FINAL

_GROUPS = (
    ("revenue", "expenditure", "general_expenditure", "appropriation_expenditure"),
    ("basic_expenditure", "appropriation_basic", "department_basic"),
)
"""Kinds of tables that list the same subjects by their codes."""

_SUMMARIES = (("revenue_expenditure", "total", "expenditure"), ("appropriation", "general", "general_expenditure"))
"""收支总表 with the measure, and the table, in which its expenditure stands by code; itself it names its subjects."""

_MEASURES = ("total", "basic", "project", "personnel", "public")
_LEAST_ALIKE, MOST_APART = 3, Decimal("0.2")
"""Two tables are of the same money where so many of their subjects have the same amount, and so few another."""

_LEAST_NAMED = 2
"""A summary lists a level of subjects where it names so many of that level."""


class Subject(NamedTuple):
    """A subject of a table: its lines, and their amounts added."""

    lines: tuple[Line, ...]
    amount: Decimal

    @property
    def level(self) -> int | None:
        """How deep it stands."""
        return self.lines[0].level

    def side(self, table: StandardTable) -> Side:
        """It as one side of a check."""
        first = line_side(table, self.lines[0], self.amount)
        return Side(first.zh, first.en, self.amount, places(line.rows[0] for line in self.lines))


Subjects = Mapping[str, Subject]
"""The subjects that have an amount, by what they are called."""


class SameMoney(NamedTuple):
    """Two tables of the same money: their subjects with the amounts of one measure, by code or by name."""

    one: StandardTable
    other: StandardTable
    here: Subjects
    there: Subjects
    subject: str
    by_name: bool
    total: Decimal

    def tolerance(self, key: str) -> Decimal:
        """By how much the rounding of the lines of a subject that both list may part its amounts."""
        return len(self.here[key].lines) * self.one.half + len(self.there[key].lines) * self.other.half

    @property
    def alike(self) -> bool:
        """Whether so many subjects agree that those which do not are slips."""
        same = [key for key in self.here if key in self.there and self._agree(key)]
        every = len({**self.here, **self.there})
        if every - len(same) == 1 and self._lacks_the_rest(same):
            return True
        return len(same) >= _LEAST_ALIKE and every - len(same) <= MOST_APART * every

    def _lacks_the_rest(self, same: Collection[str]) -> bool:
        """Whether one table lists a subject more, and with it makes the total that both print: a short list may lack
        a third of its lines.
        """
        more = [found[key].amount for found in (self.here, self.there) for key in found if key not in same]
        off = sum((self.here[key].amount for key in same), sum(more)) - self.total
        return len(more) == 1 and abs(off) <= (len(same) + 2) * max(self.one.half, self.other.half)

    def _agree(self, key: str) -> bool:
        several = len(self.here[key].lines) > 1 or len(self.there[key].lines) > 1
        return abs(self.here[key].amount - self.there[key].amount) <= (self.tolerance(key) if several else Decimal(0))


def same_money(d: Disclosure) -> Iterator[SameMoney]:
    """The pairs of a document, each for every measure that both tables have; by their totals first."""
    for tables in table_sets(d):
        for before in ("", FINAL):
            yield from (pair for pair in _coded(tables, before) if pair.alike)
            yield from (pair for pair in _summaries(tables, before) if pair.alike)


def _coded(tables: Set, before: str) -> Iterator[SameMoney]:
    for kinds in _GROUPS:
        for one, other in combinations([tables[before + kind] for kind in kinds if before + kind in tables], 2):
            for measure in _MEASURES:
                total = _total(one, measure)
                if total is not None and total == _total(other, measure):
                    here, there = (_by_code(table.lines, measure) for table in (one, other))
                    yield SameMoney(one, other, here, there, named(measure, other), by_name=False, total=total)


def _summaries(tables: Set, before: str) -> Iterator[SameMoney]:
    """The functional subjects of a summary's expenditure, by their names, which no other shares."""
    for summary, column, detail in _SUMMARIES:
        one, other = tables.get(before + summary), tables.get(before + detail)
        if one is None or other is None:
            continue
        measure = column if any(column in line.measures.values() for line in one.lines) else "total"
        totals = {line.amount(measure) for line in (one.total("expenditure"), one.current("expenditure")) if line}
        if (total := _total(other, "total")) is None or total not in totals:
            continue
        listed = [line for line in one.lines if (line.side, line.scheme) == ("expenditure", "function")]
        here, there = (
            {name: subject for name, subject in found.items() if subject.amount != total}  # 一、本年支出 is no subject
            for found in (_by_name(listed, measure), _by_name(other.lines, "total"))
        )
        both = here.keys() & there.keys()
        listed_here, listed_there = (_of_levels(found, both) for found in (here, there))
        yield SameMoney(one, other, listed_here, listed_there, named("total", other), by_name=True, total=total)


def _of_levels(found: Subjects, both: Collection[str]) -> Subjects:
    """The subjects of those levels of which both tables name some."""
    levels = Counter(found[key].level for key in both)
    return {key: subject for key, subject in found.items() if levels[subject.level] >= _LEAST_NAMED}


def _by_code(lines: Sequence[Line], measure: str) -> Subjects:
    """The subjects that have an amount of a measure: by code, added up where a table lists one in several lines (for
    each body, or each economic subject); without a code by name, each that stands there once.
    """
    coded: dict[str, list[Line]] = {}
    for line in lines:
        if line.role == "item" and line.code:
            coded.setdefault(line.code, []).append(line)
    return _with_amounts(coded, measure) | _by_name([line for line in lines if not line.code], measure)


def _by_name(lines: Sequence[Line], measure: str) -> dict[str, Subject]:
    named: dict[str, list[Line]] = {}
    for line in lines:
        if line.role == "item" and (name := bare_name(line)):
            named.setdefault(name, []).append(line)
    return _with_amounts({name: found for name, found in named.items() if len(found) == 1 or _of_one(found)}, measure)


def _of_one(lines: Sequence[Line]) -> bool:
    """Whether lines are those of one subject, which a table lists for each body."""
    return lines[0].code is not None and len({line.code for line in lines}) == 1


def _with_amounts(keyed: Mapping[str, Sequence[Line]], measure: str) -> dict[str, Subject]:
    found: dict[str, Subject] = {}
    for key, lines in keyed.items():
        filled = [(line, amount) for line in lines if (amount := line.amount(measure))]
        if filled:
            found[key] = Subject(tuple(line for line, _ in filled), sum((n for _, n in filled), Decimal(0)))
    return found


def _total(table: StandardTable, measure: str) -> Decimal | None:
    """The total of a measure: as it is printed, else that of the bodies that a table without a line for it lists."""
    if (line := table.total()) is not None:
        return line.amount(measure)
    bodies = (line for line in table.lines if line.role == "unit" and line.rows[0]["parent_line_no"] is None)
    amounts = [amount for line in bodies if (amount := line.amount(measure)) is not None]
    return sum(amounts, Decimal(0)) if amounts else None
