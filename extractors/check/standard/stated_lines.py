"""Subjects that the prose names with an amount, against their lines in the tables."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.check.disclosure import Disclosure, is_compared
from extractors.check.prose.statements import base_of, last_name
from extractors.check.rule import Side, compare, places, rule
from extractors.check.standard.model import Line, StandardTable
from extractors.check.standard.same_money import MOST_APART
from extractors.check.standard.sets import Set, bare_name, line_side, table_sets
from extractors.values.slips import slip
from schemas.rows import CheckRow, FigureRow

_SUBJECTS = ("function_line", "economic_line")
"""Figures of subjects."""

_MONIES = ("expenditure", "general_expenditure")
"""Tables of all money of a kind by subjects: one of another kind may have more for a subject that one of them lacks."""

_CENT_OF_WAN = Decimal(100)


@rule("lines_stated")
def lines_stated(d: Disclosure) -> Iterator[CheckRow]:
    """Each subject that the prose gives an amount of the budget year, against all amounts of its lines in the tables:
    one of them must be it. Only where all but one or most of them are: else the prose speaks of other money.

    One that a table lacks which prints others of its list may be of that table's money: it is not compared. Of economic
    subjects the prose often speaks of a part of the money. One that is not what a table prints is told where a slip
    parts the two, or where it alone of its list is not.
    """
    sets = table_sets(d)
    own = [table for tables in sets for table in tables.values() if table.unit_code == _unit(sets[0])]
    lines = _by_name(own)
    checks: list[CheckRow] = []
    for listed in _stated(d).values():
        found = [one for figure in listed if (one := _against(figure, lines)) is not None]
        apart = [one for one in found if one.apart]
        of_tables = len(apart) <= 1 and len(found) - len(apart) >= _LEAST_LISTED
        of_its_money = _of_its_money(found, own)
        told = (one for one in found if (of_tables or one.told) and not (one.apart and of_its_money - one.tables))
        checks += [
            compare("lines_stated", one.subject, one.left, one.right, "=", tolerance=_CENT_OF_WAN) for one in told
        ]
    failed = sum(check["status"] == "fail" for check in checks)
    if failed <= 1 or failed <= MOST_APART * len(checks):
        yield from checks


_LEAST_LISTED = 3
"""The subjects of a list are those of the tables where so many of them have an amount that these print."""


class _Stated(NamedTuple):
    """A stated amount of a subject and the nearest one that a table prints for it.

    `told` says whether it can be judged alone: whatever part of the money a list speaks of. `tables` are the numbers of
    those that print the amount; where none does, of all that list the subject.
    """

    subject: str
    left: Side
    right: Side
    told: bool
    tables: frozenset[int]

    @property
    def apart(self) -> bool:
        """Whether the two differ."""
        return abs((self.left.value or Decimal(0)) - (self.right.value or Decimal(0))) > _CENT_OF_WAN


def _of_its_money(found: Sequence[_Stated], own: Sequence[StandardTable]) -> set[int]:
    """The tables of whole monies that print several amounts of a list, and of whose money it may therefore speak."""
    printing = Counter(table for one in found if not one.apart for table in one.tables)
    return {table.number for table in own if table.kind in _MONIES and printing[table.number] >= _LEAST_LISTED}


def _stated(d: Disclosure) -> dict[tuple[object, ...], list[FigureRow]]:
    """The amounts of the budget that the prose states of subjects, each once, by the list that it stands in."""
    once: set[tuple[object, ...]] = set()
    found: dict[tuple[object, ...], list[FigureRow]] = {}
    for figure in d.records.get("figures", ()):
        said = (figure["measure"], figure["label"], figure["value_yuan"])
        own = figure["statement"] == "level" and figure["year"] == d.fiscal_year and base_of(figure) == "budget"
        own = own and not figure.get("unit_name")
        if own and figure["measure"] in _SUBJECTS and figure["value_yuan"] and said not in once:
            once.add(said)
            found.setdefault((figure["measure"], figure["section"]), []).append(figure)
    return found


def _unit(tables: Set) -> str | None:
    return next(iter(tables.values())).unit_code


def _by_name(tables: Sequence[StandardTable]) -> dict[str, list[tuple[StandardTable, Line]]]:
    found: dict[str, list[tuple[StandardTable, Line]]] = {}
    for table in tables:
        for line in table.lines:
            if line.role == "item" and line.filled:
                for key in filter(None, (line.code, bare_name(line))):
                    found.setdefault(key, []).append((table, line))
    return found


def _against(figure: FigureRow, lines: Mapping[str, list[tuple[StandardTable, Line]]]) -> _Stated | None:
    code = figure["code"] or ""
    found = lines.get(code) or lines.get(last_name(figure), [])
    value = figure["value_yuan"]
    amounts = [line_side(table, line, amount) for table, line in found for amount in line.at.values() if amount]
    amounts += _summed(found)
    if not amounts or value is None:
        return None
    nearest = min(amounts, key=lambda side: abs((side.value or Decimal(0)) - value))
    left = Side(figure["label"], last_name(figure), value, places([figure]))
    near = abs((nearest.value or value) - value) <= _CENT_OF_WAN
    told = near or figure["measure"] == "function_line" or slip(value, nearest.value or value) is not None
    subject = " ".join(filter(None, (figure["measure"], last_name(figure), str(figure.get("seq") or ""))))
    told = told and is_compared(figure) and figure["part_of"] != "operating_cost"
    printing = [table for table, line in found if any(abs(at - value) <= _CENT_OF_WAN for at in line.at.values())]
    listing = printing if near and printing else [table for table, _ in found]
    return _Stated(subject, left, nearest, told, frozenset(table.number for table in listing))


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
