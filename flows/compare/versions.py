"""What differs between two versions of a document, row by row.

    paired(before, after, keys)            which row of one is which of the other
    table_changes(name, before, after)     the rows of a published table that came, went or changed
    changes(before, after)                 the same for all records of two documents

Rows are matched by meaning (a project's code, an indicator's words), not by their numbers in the document: those shift
where a row is put in between.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from extractors.check.disclosure import plain
from extractors.check.rule import places
from extractors.document.place import Place
from flows.compare.matching import matched
from schemas.rows import CellRow, Records
from schemas.tables import COMMON, Row, RowsByTable, tables, typed

PARENT = "@parent"
"""Stands in a key for what a row belongs to: the project, duty or department of `table_no`, `parent_no`."""

OF = "@of"
"""The name of that, to be shown."""

Key = tuple[str, ...]
"""Columns by whose values together rows are matched."""

Pair = tuple[Row | None, Row | None]
"""A row and the same one on the other side; None where there is none."""

Parents = dict[tuple[str, Any], tuple[int, str | None]]
"""The pair in which a project or duty is and its name, by its scope and number in its document."""

_INDICATOR: Key = ("scope", PARENT, "horizon")
_ITEM: Key = ("unit_name", "project_name", "catalogue_code", "item_name")
_COLUMN: Key = ("table_kind", "unit_code", "side", "scheme", "function_code", "measure", "year")

MEANING: Mapping[str, tuple[Key, ...]] = {
    "organizations": (("name",),),
    "figures": (("label", "part_of", "code", "statement", "year", "base_year", "base", "unit", "measure"),),
    "projects": (
        ("unit_code", "project_code"),
        ("unit_name", "project_name"),
        ("project_name",),
        ("table_no", "budget_yuan"),  # renamed
    ),
    "payment_plans": ((PARENT, "month"),),
    "duties": (("unit_code", "title"), ("duty_no", "budget_yuan")),
    "goals": ((*_INDICATOR, "text"), (*_INDICATOR, "goal_no")),
    "indicators": (
        (*_INDICATOR, "level1", "level2", "level3"),
        (*_INDICATOR, "level3"),
        (*_INDICATOR, "level1", "level2", "row_no"),  # reworded
    ),
    "procurement_items": (_ITEM, _ITEM[:-1], (*_ITEM[:2], "item_name")),
    "procurement_totals": (("level", "unit_name", "category", "project_name", "label"),),
    "assets": (("as_of", "item"), ("item",)),
    "budget_lines": (
        (*_COLUMN, "unit_name", "column_label", "code", "name"),
        (*_COLUMN, "code", "name"),
        (*_COLUMN, "code"),  # renamed
    ),
    "checks": (("identity", "subject"),),
    "tables": (("kind", "title"), ("title",), ("kind",)),
    "leftovers": (("kind", "text"),),
    "cells": (("title", "text"), ("title", "first")),
}
"""By what a row of each table is known again: tried in turn, each on the rows that those before left over; of each the
last column must have a value.
"""

_NUMBERS = ("seq", "table_no", "duty_no", "parent_no", "goal_no", "row_no", "table_index")
_PLACE = ("page", "line", "table_index", "row_index", "first_page", "last_page")
_OWN = {
    "documents": ("title", "media_type", "pages", "kind", "level", "department_code"),
    "checks": ("status", "severity"),
    "leftovers": (),
    "cells": ("text",),
    "tables": ("kind", "title", "unit_printed", "rows", "columns", "state", "empty_note"),
    "figures": ("value_yuan", "percent", "value", "direction", "reason"),
}
"""The columns to compare, of tables where they are not all but numbers and places. A sentence changes with each figure
in it and is named by them.
"""
_PARENTS = {"projects": ("project", "table_no", "project_name"), "duties": ("duty", "duty_no", "title")}
"""Tables whose rows others belong to: as which `scope`, by which number, and what they are called by."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that came (`before` is None), went (`after` is None) or changed in some `fields`."""

    table: str
    before: Row | None
    after: Row | None
    fields: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Added, removed or changed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def row(self) -> str:
        """What names the row: the printed words and codes by which it is known."""
        found = self.before or self.after or {}
        columns = dict.fromkeys(chain.from_iterable(MEANING.get(self.table, ())[:2]))
        named = [found.get(OF), *(found.get(column) for column in columns if column not in (PARENT, *_NUMBERS))]
        return " ".join(str(value) for value in named if value not in (None, ""))

    def as_data(self) -> dict[str, Any]:
        """The change for JSON: values as text, with the places of both sides."""
        rows = (self.before or {}, self.after or {})
        before, after = ({name: _text(row.get(name)) for name in self.fields} for row in rows)
        if self.kind != "changed":
            columns = compared(self.table)
            before, after = ({n: _text(row[n]) for n in columns if row.get(n) is not None} for row in rows)
        sides = {"before": before, "after": after}
        where = {
            f"{side}_places": [place.data() for place in places_of(row)] for side, row in zip(sides, rows, strict=True)
        }
        return {"table": self.table, "change": self.kind, "row": self.row, **sides, **where}


def places_of(row: Row) -> list[Place]:
    """Where a row stands; of a check the places of both its sides."""
    if "first_page" in row:  # of a whole table
        return [Place(page=row["first_page"], table=row["table_index"])]
    sides = (*(row.get("left_places") or ()), *(row.get("right_places") or ()))
    return [*places([row]), *map(Place.of, sides)]


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def changes(before: RowsByTable, after: RowsByTable) -> Iterator[Change]:
    """What differs between the records of two documents, table by table, the document's own columns first.

    Of the checks only those that began or ceased to fail, of the cells the rows of tables that nothing recognised.
    Both sides' values must have the types of the published tables.
    """
    yield from table_changes("documents", before.get("documents", []), after.get("documents", []), keys=((),))
    known: tuple[Parents, Parents] = ({}, {})
    before, after = ({**side, "cells": _unread_rows(typed(side))} for side in (before, after))
    for name in (name for name in tables() if name in MEANING):
        old, new = (
            _with_parents(side.get(name, []), parents) for side, parents in zip((before, after), known, strict=True)
        )
        pairs = paired(old, new, MEANING[name], compared(name))
        if name in _PARENTS:
            scope, column, called = _PARENTS[name]
            for number, pair in enumerate(pairs):
                for row, parents in zip(pair, known, strict=True):
                    if row is not None:
                        parents[scope, row[column]] = number, row[called]
        found = _changed(name, pairs, compared(name))
        yield from filter(_of_failure, found) if name == "checks" else found


def _unread_rows(records: Records) -> list[Row]:
    """The rows of tables of no known kind, as text: what no other table says of them."""
    titles = {row["table_index"]: row["title"] or "" for row in records.get("tables", ()) if row["kind"] is None}
    rows: dict[tuple[int, int], list[CellRow]] = {}
    for cell in records.get("cells", ()):
        if cell["table_index"] in titles:
            rows.setdefault((cell["table_index"], cell["row"]), []).append(cell)
    return [
        {
            "title": titles[index],
            "first": next((cell["text"] for cell in cells if cell["text"]), ""),
            "text": " | ".join(cell["text"] for cell in cells),
            "page": cells[0]["page"],
            "line": cells[0]["line"],
            "table_index": index,
            "row_index": number,
        }
        for (index, number), cells in rows.items()
    ]


def _of_failure(change: Change) -> bool:
    """Whether a check failed on a side; of those that passed the second engine's depend on the file's format."""
    return "fail" in {(row or {}).get("status") for row in (change.before, change.after)}


def table_changes(
    name: str, before: Sequence[Row], after: Sequence[Row], keys: Sequence[Key] | None = None
) -> Iterator[Change]:
    """What differs between rows of one published table, matched by `keys` (default: by meaning)."""
    columns = compared(name)
    yield from _changed(name, paired(before, after, MEANING[name] if keys is None else keys, columns), columns)


def compared(name: str) -> tuple[str, ...]:
    """The columns of a table whose change is one: not the numbers of rows, nor their places."""
    left_out = {"document_id", *_NUMBERS, *_PLACE, *(COMMON if name != "documents" else ())}
    own = _OWN.get(name, tuple(column.name for column in tables()[name].columns))
    whole = (*COMMON, *own) if name == "documents" else own
    return tuple(column for column in whole if column not in left_out)


def _changed(name: str, pairs: Iterable[Pair], columns: Sequence[str]) -> Iterator[Change]:
    for old, new in pairs:
        if old is None or new is None:
            yield Change(name, old, new)
        elif fields := tuple(column for column in columns if old.get(column) != new.get(column)):
            yield Change(name, old, new, fields)


def paired(before: Sequence[Row], after: Sequence[Row], keys: Sequence[Key], columns: Sequence[str]) -> list[Pair]:
    """Which row is which: in the order of `before`, then what is only in `after`.

    The keys are tried in turn, one whose last column is null does not count. Of rows that share a key, those that are
    the same in `columns` go together, and the rest in their order where as many are left on both sides; where not,
    nobody can tell which is which, and they are left to the next key.
    """
    named = ((key, partial(_value, key)) for key in keys)
    found = matched(before, after, named, partial(_together, before, after, columns))
    taken = {other for other, _ in found.values()}
    pairs: list[Pair] = [(row, after[found[n][0]] if n in found else None) for n, row in enumerate(before)]
    return [*pairs, *((None, row) for number, row in enumerate(after) if number not in taken)]


def _value(key: Key, row: Row) -> Hashable:
    """What a row has in the columns of a key; None where it has nothing in the last of them."""
    value = tuple(plain(v) or None if isinstance(v, str) else v for v in map(row.get, key))
    return value if not key or value[-1] is not None else None


def _together(
    before: Sequence[Row], after: Sequence[Row], columns: Sequence[str], here: list[int], there: list[int]
) -> dict[int, int]:
    """The pairs among rows that share a key."""
    if len(here) == len(there) == 1:
        return {here[0]: there[0]}
    same: Callable[[Row], Hashable] = partial(_values, columns)
    waiting: dict[Hashable, list[int]] = {}
    for number in reversed(there):
        waiting.setdefault(same(after[number]), []).append(number)
    found = {n: equals.pop() for n in here if (equals := waiting.get(same(before[n])))}
    rest = [number for number in here if number not in found]
    taken = set(found.values())
    others = [number for number in there if number not in taken]
    return found | (dict(zip(rest, others, strict=True)) if len(rest) == len(others) else {})


def _values(columns: Sequence[str], row: Row) -> Hashable:
    return tuple(tuple(v) if isinstance(v := row.get(column), list) else v for column in columns)


def _with_parents(rows: list[Row], parents: Parents) -> list[Row]:
    """Rows that also say to what they belong: by the number of the pair in which that project or duty is."""
    if not rows or not rows[0].keys() & {"parent_no", "table_no"}:
        return rows
    made = []
    for row in rows:
        scope, number = row.get("scope") or "project", row.get("parent_no", row.get("table_no"))
        parent, name = parents.get((scope, number), ((scope, number), None))
        made.append({**row, PARENT: parent, OF: name})
    return made
