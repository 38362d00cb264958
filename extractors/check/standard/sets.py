"""The standard tables of one set (a department's, a unit's), and the sides that identities compare in them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.rule import Side, compare, place, places
from extractors.check.standard.model import Line, StandardTable, standard_tables
from extractors.recognise.standard.words import FINAL
from extractors.values.enumerators import without_enumerators
from extractors.values.text import squeezed
from schemas.rows import CheckRow

Set = dict[str, StandardTable]
"""The tables of one set (a department's, a unit's) by kind."""


def table_sets(d: Disclosure) -> list[Set]:
    """The sets of tables: a department's and each unit's, told by the unit's code, and by a kind that comes again.

    Those of final accounts are sets of their own, in which a kind is called as the budget's.
    """
    sets: dict[tuple[str | None, bool, int], Set] = {}
    for table in standard_tables(d):
        number, final, kind = 0, table.kind.startswith(FINAL), table.kind.removeprefix(FINAL)
        while kind in sets.setdefault((table.unit_code, final, number), {}):
            number += 1
        sets[table.unit_code, final, number][kind] = table
    return list(sets.values())


def bare_name(line: Line) -> str:
    """A line's name without its enumerator."""
    return without_enumerators(squeezed(line.name))


def line_side(table: StandardTable, line: Line, value: Decimal | None = None) -> Side:
    """A line as one side: with its total, or another amount of it."""
    title = line.rows[0]["table_title"] or table.kind
    amount = line.total if value is None else value
    return Side(f"{title}{line.label}", f"{table.kind} {line.label}", amount, places(line.rows[:1]))


def cell_side(d: Disclosure, table: StandardTable | None, measure: str, side: str | None = None) -> Side | None:
    """The grand total of a table's column; None where the table or the column is missing or blank."""
    value, rows = table.amount(measure, d.fiscal_year, side) if table else (None, [])
    if table is None or value is None:
        return None
    title = rows[0]["table_title"] or table.kind
    label = rows[0]["column_label"]
    of = "total of" if measure == "total" else f"total of {measure} in"
    return Side(f"{title}合计（{label}）", f"{of} {table.kind}", value, places(rows))


def named_line(table: StandardTable | None, side: str | None, pattern: str) -> Line | None:
    """The filled line of a table whose name fits."""
    lines = table.lines if table else []
    return next((x for x in lines if x.filled and side in (None, x.side) and re.fullmatch(pattern, bare_name(x))), None)


def pair(
    name: str,
    subject: str,
    left: Side | None,
    right: Side | None,
    *tables: StandardTable | None,
    relation: str = "=",
) -> Iterator[CheckRow]:
    """A check of two sides where both have a value; the tables' last places make the tolerance."""
    if left is not None and right is not None and left.value is not None and right.value is not None:
        tolerance = sum((table.half for table in tables if table), Decimal(0))
        yield compare(name, subject, left, right, relation, tolerance=tolerance)


def named(words: str, table: StandardTable) -> str:
    """A subject that no other table of the document has."""
    return f"{words} {place(table.lines[0].rows[0])}"
