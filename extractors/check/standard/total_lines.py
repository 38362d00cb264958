"""That a table has a line of its total, as all others of its set have, as its form wants or as another block has."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own, wan, yuan
from extractors.check.rule import Side, places, row, rule
from extractors.check.standard.model import Line, StandardTable
from extractors.check.standard.sets import Set, bare_name, table_sets
from extractors.check.standard.totals import BLOCKS
from schemas.rows import CheckRow

_LISTS = (
    "revenue",
    "expenditure",
    "general_expenditure",
    "appropriation_expenditure",
    "basic_expenditure",
    "project_expenditure",
    "government_fund",
    "personnel",
    "public_cost",
)
"""Kinds of tables that list lines below one total; 收支总表 has lists of other forms."""

_TOTALS = ("total", "current_total")
_FEWEST = 3
"""So many other tables of a set must have the line."""

_SEVERAL = 2
"""A table needs no total of fewer lines."""


_SUMMARIES = ("revenue_expenditure", "appropriation")
_BASIC = ("basic_expenditure", "department_basic", "appropriation_basic")


@rule("table_total_line")
def table_total_line(d: Disclosure) -> Iterator[CheckRow]:
    """Each table of a set by lines, where three or more have a line of their total. It fails where one alone has none,
    and its outermost lines, two or more, make a total that another table of the set prints, or an amount of the
    summaries: then fewer others are enough. It fails also where a summary, both sides of which make the
    same with what is carried, has no total below; and where of 人员经费 and 公用经费 one block alone has its total.
    """
    for tables in table_sets(d):
        yield from _of_lists(tables)
        yield from _of_summaries([tables[kind] for kind in _SUMMARIES if kind in tables])
        yield from (one for kind in _BASIC if kind in tables for one in _of_blocks(tables[kind]))


def _of_lists(tables: Set) -> Iterator[CheckRow]:
    listed = [table for kind, table in tables.items() if kind in _LISTS]
    lacking = [table for table in listed if not any(map(_is_total, table.lines))]
    having = [table for table in listed if table not in lacking and table.total()]
    several = len(having) >= _FEWEST
    for table in having if several else ():
        yield row("table_total_line", _subject(table), _side(table, table.lines[:1], None), _LINE, "exact")
    if len(lacking) != 1:
        return
    (table,) = lacking
    outer = [line for line in table.lines if line.role == "item" and line.level == 1 and not line.of_which]
    amounts = [amount for line in outer if (amount := line.total)]
    made = sum(amounts, Decimal(0))
    known = _in_summaries(tables) | (_totals_beside(table, tables) if several else set())
    if len(amounts) >= _SEVERAL and made in known:
        yield _lacking("no_total_line" if several else "no_total_of_lines", table, outer[0], made)


def _of_summaries(both: Sequence[StandardTable]) -> Iterator[CheckRow]:
    """Where something is carried behind the year's own, or where the other of the two has a total."""
    ended = any(line.role == "total" for table in both for line in table.lines)
    for table in both:
        if any(line.role in ("total", "subtotal") for line in table.lines):
            continue
        sides = [_outermost(table, side) for side in ("revenue", "expenditure")]
        lines = [line for side in sides for line in side]
        made = {sum((line.total or Decimal(0) for line in side), Decimal(0)) for side in sides}
        current = [line for line in lines if line.role == "current_total"]
        carried = [line for line in lines if line.role == "carried"]
        told = (current and any(line.filled for line in carried)) or (ended and (carried or not current))
        if all(sides) and len(made) == 1 and any(made) and told:
            yield _lacking("no_total_of_sides", table, lines[0], made.pop())


def _outermost(table: StandardTable, side: str) -> Sequence[Line]:
    """The year's own total of a side with the lines behind it; where it has none, its outermost lines."""
    lines = [line for line in table.lines if line.side == side and not line.of_which]
    at = next((n for n, line in enumerate(lines) if line.role == "current_total" and line.filled), None)
    return [line for line in lines if line.level == 1 and line.filled] if at is None else lines[at:]


def _of_blocks(table: StandardTable) -> Iterator[CheckRow]:
    """Where no line has what the other block makes."""
    total = table.total()
    names = [(pattern, line) for line in table.lines for pattern in BLOCKS if re.match(pattern, bare_name(line))]
    if total is None or total.total is None or len({pattern for pattern, _ in names}) != 1:
        return
    blocks = [line for _, line in names if line.role == "subtotal" and line.total]
    rest = total.total - (blocks[0].total or Decimal(0)) if len(blocks) == 1 else Decimal(0)
    printed = {amount for line in table.lines for amount in line.at.values()}
    if rest > 0 and rest not in printed:
        yield _lacking("no_total_of_block", table, blocks[0], rest)


def _is_total(line: Line) -> bool:
    """Whether a line is the total, or one of those that a form has in its place (人员经费合计, 公用经费合计)."""
    return line.role in _TOTALS or (line.role == "subtotal" and line.level == 0)


_LINE = Side("合计", "the line of the total", None)


def _subject(table: StandardTable) -> str:
    return f"{table.kind} table {table.number}"


def _side(table: StandardTable, lines: list[Line], value: Decimal | None) -> Side:
    return Side(table.title or table.kind, table.kind, value, places(line.rows[0] for line in lines))


def _lacking(name: str, table: StandardTable, line: Line, made: Decimal) -> CheckRow:
    """The failed check of a table that lacks a line of the amount `made`, which is told at a line of it."""
    title, value = (table.title or table.kind, table.kind), (wan(made, "元"), yuan(made, "元"))
    words = own(name, title=title, value=value, line=(line.label, line.label))
    return row("table_total_line", _subject(table), _side(table, [line], made), _LINE, "fail", **words)


def _in_summaries(tables: Set) -> set[Decimal]:
    """The amounts of the lines that the summaries print."""
    lines = (line for kind in _SUMMARIES if kind in tables for line in tables[kind].lines)
    return {amount for line in lines for amount in line.at.values()}


def _totals_beside(table: StandardTable, tables: Set) -> set[Decimal]:
    """The amounts of the totals of all other tables of a set."""
    lines = (line for other in tables.values() if other is not table for line in other.lines if line.role in _TOTALS)
    return {amount for line in lines for amount in line.at.values()}
