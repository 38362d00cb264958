"""What `yusuan diff` prints."""

from collections import Counter
from itertools import groupby
from typing import Any

from rich.markup import escape

from flows.cli.printed import console, counted, places, text
from flows.compare.versions import Change, places_of
from flows.language import column_name, say
from schemas.tables import tables


def print_changes(found: list[Change], first: int | None) -> None:
    """What differs, table by table, of each at most the `first` rows: old → new, and the places of both sides."""
    for name, changed in groupby(found, key=lambda change: change.table):
        rows = list(changed)
        counts = Counter(change.kind for change in rows)
        said = counted((kind, counts[kind]) for kind in ("changed", "added", "removed") if counts[kind])
        console().print(f"[bold]{name} {tables()[name].label}[/]: {said}")
        for change in rows[:first]:
            _print_change(change)
        if len(rows) > len(rows[:first]):
            console().print("    " + say("… and {count} more; --all shows them", count=len(rows) - len(rows[:first])))


def _print_change(change: Change) -> None:
    old, new = change.before or {}, change.after or {}
    sign, style = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}[change.kind]
    where = " → ".join(places(places_of(row)) for row in (change.before, change.after) if row is not None)
    console().print(
        f"  [{style}]{sign}[/] {escape(change.row or change.table)}  [dim]{escape(where)}[/]", soft_wrap=True
    )
    for name in change.fields:
        values = f"{escape(_shown(old.get(name)))} → {escape(_shown(new.get(name)))}"
        console().print(f"      {column_name(change.table, name)}: {values}", soft_wrap=True)


def _shown(value: Any) -> str:
    return say("(none)") if value is None else text(value)
