"""What `yusuan compare` prints."""

import sys
from decimal import Decimal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.compare.publisher import Comparison
from flows.compare.years import Change

_WAN = 10_000


def console() -> Console:
    """A console on standard output as it is now; 120 columns wide where that is no terminal."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 120)


def print_comparison(comparison: Comparison) -> None:
    """New and ended projects, the amounts that changed (largest first), and the targets; in 万元, with their places."""
    shown = console()
    old, new = comparison.before, comparison.after
    shown.print(f"[bold]{escape(new['publisher'])}[/] {old['fiscal_year']} → {new['fiscal_year']}", soft_wrap=True)
    for name, document in (("before", old), ("after", new)):
        shown.print(f"  {name}: {escape(document['file_name'])}", soft_wrap=True)
    for note in comparison.notes:
        shown.print(f"  [yellow]{escape(note)}[/]", soft_wrap=True)
    projects = [change for change in comparison.changes if change.kind == "project"]
    targets = [change for change in comparison.changes if change.kind == "indicator"]
    for what in ("new", "ended"):
        found = [change for change in projects if change.what == what]
        if found:
            shown.print(_projects(what, found))
    amounts = [change for change in projects if change.what == "changed"]
    if amounts:
        shown.print(_amounts(amounts))
    if targets:
        shown.print(_targets(targets))
    if not comparison.changes:
        shown.print("nothing changed in projects, amounts and targets")


def _projects(what: str, found: list[Change]) -> Table:
    table = Table("code", "project", title=f"{what} projects: {len(found)}", title_justify="left")
    table.add_column("万元", justify="right")
    table.add_column("place", overflow="fold")
    for change in found:
        amount = change.after if what == "new" else change.before
        where = change.after_place or change.before_place
        table.add_row(change.code, escape(change.parent or "—"), _value(amount), str(where or "—"))
    return table


def _amounts(found: list[Change]) -> Table:
    """Amounts, codes and names that changed; a fund that changes as its whole does is not said again."""
    whole = {(c.code, c.parent): c.difference for c in found if c.field == "budget_yuan"}
    kept = [c for c in found if c.field == "budget_yuan" or whole.get((c.code, c.parent)) != c.difference]
    table = _changed(f"changed in projects: {len({(c.code, c.parent) for c in found})}", "what")
    for change in sorted(kept, key=lambda one: -abs(one.difference or Decimal(0))):
        _add(table, change, change.label)
    return table


def _targets(found: list[Change]) -> Table:
    counts = ", ".join(f"{sum(c.what == what for c in found)} {what}" for what in ("changed", "new", "ended"))
    table = _changed(f"targets: {counts}", "indicator")
    for change in found:
        _add(table, change, change.indicator or "—")
    return table


def _changed(title: str, second: str) -> Table:
    table = Table("project", second, title=title, title_justify="left")
    for name in ("before", "after", "difference"):
        table.add_column(name, justify="right")
    table.add_column("places", overflow="fold")
    return table


def _add(table: Table, change: Change, what: str) -> None:
    difference = (
        "" if change.difference is None else _value(change.difference, money=change.kind == "project", sign="+")
    )
    percent = "" if change.percent is None else f" ({change.percent:+}%)"
    table.add_row(
        escape(change.parent or "（部门）"),
        escape(what),
        escape(_value(change.before)),
        escape(_value(change.after)),
        difference + percent,
        " → ".join(str(one or "—") for one in (change.before_place, change.after_place)),
    )


def _value(value: Decimal | str | None, *, money: bool = True, sign: str = "") -> str:
    """An amount in 万元 with all its digits, a target as it is printed."""
    if not isinstance(value, Decimal):
        return value or "—"
    shown = value / _WAN if money else value
    return f"{shown.normalize():{sign}f}"
