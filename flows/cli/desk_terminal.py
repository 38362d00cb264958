"""What `yusuan compare` prints."""

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.cli.printed import console, place
from flows.compare.execution import Executed
from flows.compare.publisher import SHOWN, Comparison
from flows.compare.years import Change
from flows.language import say

_WAN = 10_000
MOST = 20


def print_comparison(comparison: Comparison, most: int | None = MOST) -> None:
    """What is new, ended and changed, largest first, with the places; of each kind at most so many rows."""
    shown = console()
    _print_documents(shown, comparison)
    if not comparison.compared:
        shown.print(say("nothing could be compared: the two documents have no kind of record in common"))
        return
    found: dict[str, list[Change]] = {}
    for change in comparison.changes:
        found.setdefault(change.kind, []).append(change)
    projects, targets = found.get("project", []), found.get("indicator", [])
    for what in ("new", "ended"):
        if some := [change for change in projects if change.what == what]:
            shown.print(_projects(what, some))
    if amounts := [change for change in projects if change.what == "changed"]:
        shown.print(_amounts(amounts))
    if targets:
        shown.print(_targets(targets))
    for kind, title in (("budget_line", say("lines of budget tables")), ("figure", say("stated figures"))):
        _print_lines(shown, title, found.get(kind, []), most)
    compared = ", ".join(say(SHOWN[table]) for table in comparison.compared)
    if not comparison.changes:
        shown.print(say("nothing changed in what both documents have: {compared}", compared=compared))


def _print_documents(shown: Console, comparison: Comparison) -> None:
    """Which documents are compared, and what is to be known of them."""
    old, new = comparison.before, comparison.after
    shown.print(
        f"[bold]{escape(new['publisher'] or '')}[/] {old['fiscal_year']} → {new['fiscal_year']}", soft_wrap=True
    )
    for name, document in ((say("before"), old), (say("after"), new)):
        shown.print(f"  {name}: {escape(document['file_name'])}", soft_wrap=True)
    for note in comparison.notes:
        shown.print(f"  [yellow]{escape(note)}[/]", soft_wrap=True)


def _print_lines(shown: Console, title: str, found: list[Change], most: int | None) -> None:
    """Amounts of tables or of the prose that differ; what stands alike in several tables is shown once."""
    once = {(c.code, c.indicator, c.before, c.after): c for c in reversed(found)}
    if not once:
        return
    ordered = sorted(once.values(), key=lambda one: -max(abs(_amount(v)) for v in (one.difference, one.after)))
    counts = ", ".join(f"{sum(c.what == what for c in ordered)} {say(what)}" for what in ("changed", "new", "ended"))
    table = _changed(f"{title}: {counts}", say("code"))
    table.columns[0].header = say("subject")
    for change in ordered[:most]:
        _add(table, change, change.code or "", name=change.indicator)
    shown.print(table)
    if most is not None and len(ordered) > most:
        shown.print(say("  … and {count} more; --all shows them", count=len(ordered) - most))


def print_execution(lines: Sequence[Executed], year: int, most: int | None = MOST) -> None:
    """The lines of final accounts, what was planned and carried out, and the one in percent of the other."""
    shown = console()
    table = Table(say("code"), say("subject"), title_justify="left")
    table.title = say("the budget of {year} carried out: {count} lines", year=year, count=len(lines))
    for name in (say("planned"), say("carried out"), "%"):
        table.add_column(name, justify="right")
    table.add_column(say("places"), overflow="fold")
    for line in lines[:most]:
        percent = "—" if line.percent is None else str(line.percent)
        places = f"{line.planned_in} {line.planned_place} → {line.final_in} {line.final_place}"
        amounts = (_value(line.planned), _value(line.final), percent)
        table.add_row(line.code, escape(line.name or "—"), *amounts, escape(places))
    shown.print(table)
    if most is not None and len(lines) > most:
        shown.print(say("  … and {count} more; --all shows them", count=len(lines) - most))


def _amount(value: Decimal | str | None) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _projects(what: str, found: list[Change]) -> Table:
    table = Table(say("code"), say("project"), title_justify="left")
    titles = {"new": "new projects: {count}", "ended": "ended projects: {count}"}
    table.title = say(titles[what], count=len(found))
    table.add_column(say("10,000 yuan"), justify="right")
    table.add_column(say("place"), overflow="fold")
    for change in found:
        amount = change.after if what == "new" else change.before
        where = change.after_place or change.before_place
        table.add_row(change.code, escape(change.parent or "—"), _value(amount), place(where) if where else "—")
    return table


def _amounts(found: list[Change]) -> Table:
    """Amounts, codes and names that changed; a fund that changes as its whole does is not said again."""
    whole = {(c.code, c.parent): c.difference for c in found if c.field == "budget_yuan"}
    kept = [c for c in found if c.field == "budget_yuan" or whole.get((c.code, c.parent)) != c.difference]
    table = _changed(say("changed in projects: {count}", count=len({(c.code, c.parent) for c in found})), say("what"))
    for change in sorted(kept, key=lambda one: -abs(one.difference or Decimal(0))):
        _add(table, change, change.label)
    return table


def _targets(found: list[Change]) -> Table:
    counts = ", ".join(f"{sum(c.what == what for c in found)} {say(what)}" for what in ("changed", "new", "ended"))
    table = _changed(say("targets: {counts}", counts=counts), say("indicator"))
    for change in found:
        _add(table, change, change.indicator or "—")
    return table


def _changed(title: str, second: str) -> Table:
    table = Table(say("project"), second, title=title, title_justify="left")
    for name in ("before", "after", "difference"):
        table.add_column(say(name), justify="right")
    table.add_column(say("places"), overflow="fold")
    return table


def _add(table: Table, change: Change, what: str, name: str | None = None) -> None:
    difference = (
        "" if change.difference is None else _value(change.difference, money=change.kind != "indicator", sign="+")
    )
    percent = "" if change.percent is None else f" ({change.percent:+}%)"
    table.add_row(
        escape(name or change.parent or say("(department)")),
        escape(what),
        escape(_value(change.before)),
        escape(_value(change.after)),
        difference + percent,
        " → ".join(place(one) if one else "—" for one in (change.before_place, change.after_place)),
    )


def _value(value: Decimal | str | None, *, money: bool = True, sign: str = "") -> str:
    """An amount in 10,000 yuan with all its digits, a target as it is printed."""
    if not isinstance(value, Decimal):
        return value or "—"
    shown = value / _WAN if money else value
    return f"{shown.normalize():{sign}f}"
