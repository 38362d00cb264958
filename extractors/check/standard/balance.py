"""What balances by a table's form: both sides of 收支总表, each classification's expenditure, the columns of a fund."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.check.disclosure import Disclosure
from extractors.check.rule import Side, equal, places, rule
from extractors.check.standard.model import Line, StandardTable, standard_tables
from extractors.check.standard.sets import bare_name
from extractors.document.place import Place
from extractors.recognise.standard.words import FINAL, RECEIVED, label
from schemas.rows import CheckRow

_KINDS = ("revenue_expenditure", "appropriation")
_TOTALS = ("total", "current_total")
_CARRIED = ("carried_over", "carried_forward")
_BALANCED = (RECEIVED, "total", *_CARRIED)
_PARTS_OF_THEM = ("basic", "project", *(f"{whole}_{part}" for whole in _CARRIED for part in ("basic", "project")))


@rule("summary_balance")
def summary_balance(d: Disclosure) -> Iterator[CheckRow]:
    """Totals of revenue and of expenditure that stand below each other (`budget_balance` has those in one row), and in
    one row the totals of expenditure by function and by economic category, and what each list begins with by one name.

    Not where something is carried over or forward behind the total of a side: it may be outside of it.
    """
    for table in standard_tables(d, *_KINDS, *(FINAL + kind for kind in _KINDS)):
        for number, (one, other) in enumerate([*_both_sides(table), *_alike(table)], 1):
            if one.total is not None and other.total is not None:
                left, right = (Side(line.label, line.label, line.total, _places(line)) for line in (one, other))
                subject = f"{table.subject(one)} {number}"
                yield equal("summary_balance", subject, left, right, tolerance=2 * table.half)


def _both_sides(table: StandardTable) -> Iterator[tuple[Line, Line]]:
    """The totals of revenue and of expenditure that do not stand in one row."""
    revenue, expenditure = (_last_total(table, side) for side in ("revenue", "expenditure"))
    if revenue and expenditure and revenue.row != expenditure.row:
        yield revenue, expenditure


def _last_total(table: StandardTable, side: str) -> Line | None:
    """The last total of a side, behind which nothing is carried."""
    filled = [line for line in table.lines if line.side == side and line.filled]
    at = max((n for n, line in enumerate(filled) if line.role == "total"), default=None)
    if at is None or any(line.role == "carried" for line in filled[at:]):
        return None
    return filled[at]


def _alike(table: StandardTable) -> Iterator[tuple[Line, Line]]:
    """Lines of expenditure in one row that have one amount: totals of one kind, and first lines of one name."""
    for one, other in pairwise(table.lists("expenditure")):
        first, second = one[0], other[0]
        if first.row == second.row and bare_name(first) == bare_name(second):
            yield first, second
        yield from ((line, twin) for line in one for twin in _totals_beside(line, other))


def _totals_beside(line: Line, others: Sequence[Line]) -> Iterator[Line]:
    if line.role in _TOTALS:
        yield from (other for other in others if other.role == line.role and other.row == line.row)


@rule("columns_balance")
def columns_balance(d: Disclosure) -> Iterator[CheckRow]:
    """年初结转和结余 and 本年收入 make 本年支出 and 年末结转和结余, in each line of a table with all four columns.

    A blank is nothing in a line that has amounts. Not where other columns have amounts (结余分配): they belong to it.
    """
    labels = _labels(d)
    for table in standard_tables(d):
        index = table.lines[0].rows[0]["table_index"]
        others = {measure for line in table.lines for measure in line.measures.values()} - {*_BALANCED, *_PARTS_OF_THEM}
        if others or not labels.get(index, set()) >= set(_BALANCED):
            continue
        for line in table.lines:
            over, forward = (line.amount(measure) or Decimal(0) for measure in _CARRIED)
            received, spent = (line.amount(measure) or Decimal(0) for measure in (RECEIVED, "total"))
            if line.filled:
                left = Side(
                    f"{line.label}年初结转和结余 + 本年收入", f"{line.label} carried over + revenue", over + received
                )
                right = Side("本年支出 + 年末结转和结余", "expenditure + carried forward", spent + forward)
                at = places(line.rows)
                sides = (left._replace(places=at), right._replace(places=at))
                yield equal("columns_balance", table.subject(line), *sides, tolerance=4 * table.half)


def _labels(d: Disclosure) -> dict[int | None, set[str]]:
    """The measures of each table with a column of what came in: also of columns without an amount."""
    found: dict[int | None, set[str]] = {}
    for row in d.rows["budget_lines"]:
        if row["measure"] == RECEIVED:
            found.setdefault(row["table_index"], set())
    for row in d.rows["budget_lines"]:
        if row["table_index"] in found:
            found[row["table_index"]].add(row["measure"] or "")
    for cell in d.rows["cells"] if found else ():
        if cell["header"] and cell["table_index"] in found:
            found[cell["table_index"]].add(label(cell["text"] or "").meaning or "")
    return found


def _places(line: Line) -> tuple[Place, ...]:
    return places(row for row in line.rows if row["amount_yuan"] == line.total)
