"""What changed in the amounts of the standard budget tables and in the figures that the prose states.

A line is known again by its code and name, else by its code (a subject that was renamed), else by its name (one that
got another code); a figure by what it measures and its words. What stands twice under one key is never matched by
guessing, and what only one side has is new or ended. Only amounts of the disclosed year are compared, each side's own.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal, TypeVar

from extractors.check.rule import place
from extractors.values.text import compact
from flows.compare.matching import KeyOf
from flows.compare.years import Change, difference, pairs, percent
from schemas.rows import PlaceColumns, PublishedBudgetLine, PublishedFigure, PublishedRecords
from schemas.tables import tables

R = TypeVar("R")
_FigureColumn = Literal["measure", "part_of", "statement", "code", "label"]
_LineColumn = Literal[
    "table_kind", "side", "scheme", "role", "measure", "function_code", "unit_name", "name", "code"
]  # fmt: skip
_TABLE: tuple[_LineColumn, ...] = ("table_kind", "side", "scheme", "role", "measure", "function_code")
_FIGURE: tuple[_FigureColumn, ...] = ("measure", "part_of", "statement")


def amount_changes(before: PublishedRecords, after: PublishedRecords) -> list[Change]:
    """The differences in `budget_lines` and `figures`, the tables first, each in the order of the later document."""
    return [
        *_changes(lines(before), lines(after), _LINE_KEYS, _line_change),
        *_changes(figures(before), figures(after), _FIGURE_KEYS, _figure_change),
    ]


def lines(records: PublishedRecords) -> list[PublishedBudgetLine]:
    """The rows of `budget_lines` that are compared: amounts of the disclosed year."""
    return [
        row
        for row in records.get("budget_lines", [])
        if row["amount_yuan"] is not None and row["year"] in (None, row["fiscal_year"])
    ]


def figures(records: PublishedRecords) -> list[PublishedFigure]:
    """The rows of `figures` that are compared: amounts stated for the disclosed year, a statement made twice once."""
    found: dict[Hashable, PublishedFigure] = {}
    for row in records.get("figures", []):
        if row["statement"] == "level" and row["value_yuan"] is not None and row["year"] == row["fiscal_year"]:
            found.setdefault((*(row[name] for name in _FIGURE), _name(row["label"]), row["value_yuan"]), row)
    return list(found.values())


def _line(columns: tuple[_LineColumn, ...], *names: _LineColumn) -> KeyOf[PublishedBudgetLine]:
    """A key of some columns and some names; none where the last name is missing."""

    def key(row: PublishedBudgetLine) -> Hashable:
        texts = tuple(_name(row[name]) for name in names)
        return (*(row[column] for column in columns), *texts) if texts[-1] else None

    return key


def _figure(columns: tuple[_FigureColumn, ...], name: _FigureColumn) -> KeyOf[PublishedFigure]:
    """A key of some columns and a name; none where the name is missing."""

    def key(row: PublishedFigure) -> Hashable:
        text = _name(row[name])
        return (*(row[column] for column in columns), text) if text else None

    return key


def _name(text: str | None) -> str | None:
    return compact(text) or None if text else None


_LINE_KEYS = [
    ("code", _line((*_TABLE, "unit_name"), "name", "code")),
    ("name", _line((*_TABLE, "unit_name", "code"), "name")),
    ("code", _line((*_TABLE, "unit_name"), "code")),
    ("name", _line((*_TABLE, "unit_name"), "name")),
    ("code", _line(_TABLE, "code")),
    ("name", _line(_TABLE, "name")),
]
_FIGURE_KEYS = [
    ("name", _figure((*_FIGURE, "code"), "label")),
    ("name", _figure(_FIGURE, "label")),
    ("name", _figure(("part_of", "statement"), "measure")),
]


def _changes(
    ours: list[R], theirs: list[R], keys: list[tuple[str, KeyOf[R]]], change: Callable[[R | None, R | None], Change]
) -> Iterator[Change]:
    """The rows whose amount changed, those that came, and those that went; nothing where a side has none."""
    if not ours or not theirs:
        return
    matched = pairs(ours, theirs, keys)
    known = {id(row) for old, new, _ in matched for row in (old, new)}
    for old, new, how in matched:
        found = change(old, new)
        if found.before != found.after:
            yield replace(found, matched_by=how)
    yield from (change(None, row) for row in theirs if id(row) not in known)
    yield from (change(row, None) for row in ours if id(row) not in known)


def _line_change(old: PublishedBudgetLine | None, new: PublishedBudgetLine | None) -> Change:
    row = new or old
    assert row is not None
    change = _amounts(old, new, *(one["amount_yuan"] if one else None for one in (old, new)))
    return replace(
        change,
        parent=row["table_title"] or row["table_kind"],
        code=row["code"],
        indicator=row["name"],
        label=row["column_label"] or change.label,
    )


def _figure_change(old: PublishedFigure | None, new: PublishedFigure | None) -> Change:
    row = new or old
    assert row is not None
    change = _amounts(old, new, *(one["value_yuan"] if one else None for one in (old, new)))
    label = _label("figures", "value_yuan")
    return replace(change, kind="figure", code=row["code"], indicator=row["label"], field="value_yuan", label=label)


def _amounts(
    old: PlaceColumns | None, new: PlaceColumns | None, before: Decimal | None, after: Decimal | None
) -> Change:
    """The change of a line of a budget table, not yet named."""
    return Change(
        kind="budget_line",
        what="changed" if old and new else "new" if new else "ended",
        scope="department",
        parent=None,
        code=None,
        indicator=None,
        field="amount_yuan",
        label=_label("budget_lines", "amount_yuan"),
        before=before,
        after=after,
        difference=difference(before, after),
        percent=percent(before, after),
        before_place=place(old) if old else None,
        after_place=place(new) if new else None,
        matched_by=None,
    )


def _label(table: str, column: str) -> str:
    return next(one.label for one in tables()[table].columns if one.name == column)
