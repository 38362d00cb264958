"""What changed in the amounts of the standard budget tables and in the figures that the prose states.

A line is known again by its code and name, else by its code (a subject that was renamed), else by its name (one that
got another code); a figure by what it measures and its words. What stands twice under one key is never matched by
guessing, and what only one side has is new or ended. Only amounts of the disclosed year are compared, each side's own.
"""

from collections.abc import Hashable, Iterator
from decimal import Decimal
from typing import Literal

from extractors.check.rule import place
from extractors.values.text import compact
from flows.compare.matching import KeyOf
from flows.compare.years import Change, difference, pairs, percent
from schemas.tables import Row, RowsByTable, tables

_TABLE = ("table_kind", "side", "scheme", "role", "measure", "function_code")
_FIGURE = ("measure", "part_of", "statement")
_COLUMN = {"budget_lines": "amount_yuan", "figures": "value_yuan"}


def amount_changes(before: RowsByTable, after: RowsByTable) -> list[Change]:
    """The differences in `budget_lines` and `figures`, the tables first, each in the order of the later document."""
    return [*_changes("budget_lines", before, after, _LINE_KEYS), *_changes("figures", before, after, _FIGURE_KEYS)]


def lines(records: RowsByTable) -> list[Row]:
    """The rows of `budget_lines` that are compared: amounts of the disclosed year."""
    return [
        row
        for row in records.get("budget_lines", [])
        if row["amount_yuan"] is not None and row["year"] in (None, row["fiscal_year"])
    ]


def figures(records: RowsByTable) -> list[Row]:
    """The rows of `figures` that are compared: amounts stated for the disclosed year, a statement made twice once."""
    found: dict[Hashable, Row] = {}
    for row in records.get("figures", []):
        if row["statement"] == "level" and row["value_yuan"] is not None and row["year"] == row["fiscal_year"]:
            found.setdefault((*(row[name] for name in _FIGURE), _name(row["label"]), row["value_yuan"]), row)
    return list(found.values())


def _named(columns: tuple[str, ...], *names: str) -> KeyOf:
    """A key of some columns and some names; none where the last name is missing."""

    def key(row: Row) -> Hashable:
        texts = tuple(_name(row[name]) for name in names)
        return (*(row[column] for column in columns), *texts) if texts[-1] else None

    return key


def _name(text: str | None) -> str | None:
    return compact(text) or None if text else None


_LINE_KEYS: list[tuple[str, KeyOf]] = [
    ("code", _named((*_TABLE, "unit_name"), "name", "code")),
    ("name", _named((*_TABLE, "unit_name", "code"), "name")),
    ("code", _named((*_TABLE, "unit_name"), "code")),
    ("name", _named((*_TABLE, "unit_name"), "name")),
    ("code", _named(_TABLE, "code")),
    ("name", _named(_TABLE, "name")),
]
_FIGURE_KEYS: list[tuple[str, KeyOf]] = [
    ("name", _named((*_FIGURE, "code"), "label")),
    ("name", _named(_FIGURE, "label")),
    ("name", _named(("part_of", "statement"), "measure")),
]


def _changes(
    table: Literal["budget_lines", "figures"], before: RowsByTable, after: RowsByTable, keys: list[tuple[str, KeyOf]]
) -> Iterator[Change]:
    chosen = lines if table == "budget_lines" else figures
    ours, theirs = chosen(before), chosen(after)
    if not ours or not theirs:
        return
    matched = pairs(ours, theirs, keys)
    known = {id(row) for pair in matched for row in pair[:2]}
    column = _COLUMN[table]
    for old, new, how in matched:
        if old[column] != new[column]:
            yield _change(table, column, old, new, how)
    for row in theirs:
        if id(row) not in known:
            yield _change(table, column, None, row, None)
    for row in ours:
        if id(row) not in known:
            yield _change(table, column, row, None, None)


def _change(
    table: Literal["budget_lines", "figures"], column: str, old: Row | None, new: Row | None, how: str | None
) -> Change:
    row = new or old or {}
    amounts: list[Decimal | None] = [one[column] if one else None for one in (old, new)]
    of_a_table = table == "budget_lines"
    return Change(
        kind="budget_line" if of_a_table else "figure",
        what="changed" if old and new else "new" if new else "ended",
        scope="department",
        parent=(row["table_title"] or row["table_kind"]) if of_a_table else None,
        code=row["code"],
        indicator=row["name"] if of_a_table else row["label"],
        field=column,
        label=(row["column_label"] if of_a_table else None) or _label(table, column),
        before=amounts[0],
        after=amounts[1],
        difference=difference(*amounts),
        percent=percent(*amounts),
        before_place=place(old) if old else None,
        after_place=place(new) if new else None,
        matched_by=how,
    )


def _label(table: str, column: str) -> str:
    return next(one.label for one in tables()[table].columns if one.name == column)
