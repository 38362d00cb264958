"""That a table has a line of its total, as all others of its set have."""

from collections.abc import Iterator
from decimal import Decimal

from extractors.check.messages import own
from extractors.check.rule import Disclosure, Side, places, row, rule
from extractors.check.standard.model import Line, StandardTable
from extractors.check.standard.sets import Set, table_sets
from schemas.rows import CheckRow

_LISTS = (
    "revenue",
    "expenditure",
    "general_expenditure",
    "appropriation_expenditure",
    "basic_expenditure",
    "project_expenditure",
    "government_fund",
)
"""Kinds of tables that list lines below one total; 收支总表 has lists of other forms."""

_TOTALS = ("total", "current_total")
_FEWEST = 3
"""So many other tables of a set must have the line."""

_SEVERAL = 2
"""A table needs no total of fewer lines."""


@rule("table_total_line")
def table_total_line(d: Disclosure) -> Iterator[CheckRow]:
    """Each table of a set by lines, where three or more have a line of their total. It fails where one alone has none,
    and its outermost lines, two or more, make a total that another table of the set prints.
    """
    for tables in table_sets(d):
        listed = [table for kind, table in tables.items() if kind in _LISTS]
        lacking = [table for table in listed if not any(map(_is_total, table.lines))]
        having = [table for table in listed if table not in lacking and table.total()]
        if len(having) < _FEWEST:
            continue
        for table in having:
            yield row("table_total_line", _subject(table), _side(table, table.lines[:1], None), _LINE, "exact")
        if len(lacking) == 1 and (check := _check(lacking[0], tables)) is not None:
            yield check


def _is_total(line: Line) -> bool:
    """Whether a line is the total, or one of those that a form has in its place (人员经费合计, 公用经费合计)."""
    return line.role in _TOTALS or (line.role == "subtotal" and line.level == 0)


_LINE = Side("合计", "the line of the total", None)


def _subject(table: StandardTable) -> str:
    return f"{table.kind} table {table.number}"


def _side(table: StandardTable, lines: list[Line], value: Decimal | None) -> Side:
    return Side(table.title or table.kind, table.kind, value, places(line.rows[0] for line in lines))


def _check(table: StandardTable, tables: Set) -> CheckRow | None:
    outer = [line for line in table.lines if line.role == "item" and line.level == 1 and not line.of_which]
    amounts = [amount for line in outer if (amount := line.amount("total"))]
    made = sum(amounts, Decimal(0))
    if len(amounts) < _SEVERAL or made not in _totals_beside(table, tables):
        return None
    title = (table.title or table.kind, table.kind)
    return row(
        "table_total_line",
        _subject(table),
        _side(table, outer[:1], made),
        _LINE,
        "fail",
        **own("no_total_line", title=title),
    )


def _totals_beside(table: StandardTable, tables: Set) -> set[Decimal]:
    """The amounts of the totals of all other tables of a set."""
    lines = (line for other in tables.values() if other is not table for line in other.lines if line.role in _TOTALS)
    return {amount for line in lines for amount in line.at.values()}
