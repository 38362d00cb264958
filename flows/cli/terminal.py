"""What the commands print."""

import sys
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extractors.document.model import NOTES, Place
from flows.compare.versions import Change, places_of
from flows.desk.coverage import Score
from flows.publish.register import Entry, explanation
from flows.publish.snapshots import Listed
from flows.run.summary import Summary, alarms, errors
from flows.run.worker import Outcome
from schemas.tables import Records, Row, tables

_LISTED = 30
_FIRST_ROWS = 5
_WIDEST = 20
_PROSE = 40
_STATUS_STYLE = {"fail": "red", "not_checkable": "yellow"}
_SHOWN_ELSEWHERE = ("documents", "checks", "explanations", "cells", "tables", "leftovers", "failures")
_PLACE = ("page", "line", "table_index", "row_index")

console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)


def print_summary(summary: Summary, out: Path, entries: Sequence[Entry] = ()) -> None:
    """The closing tables of a run: documents, what is wrong, rows by table, where the Parquet is.

    Findings that `entries` of the register explain are counted, and are no alarm.
    """
    table = Table(title="documents", title_justify="left")
    for name in ("file", "year", "publisher", "numbers claimed", "checks", "fail: error", "warning"):
        table.add_column(name, overflow="fold")
    read = [outcome for outcome in summary.outcomes if not outcome.problem]
    alarming = {outcome.path: alarms(outcome, entries) for outcome in read}
    for outcome in sorted(read, key=lambda o: -alarming[o.path]["error"])[:_LISTED]:
        found, claimed = outcome.numbers
        explained = sum(dict(outcome.failed).values()) - alarming[outcome.path].total()
        table.add_row(
            escape(outcome.name),
            str(outcome.year or "?"),
            escape(outcome.publisher or "?"),
            f"{claimed} of {found}" + (f" ({claimed / found:.1%})" if found else ""),
            ", ".join(f"{count} {status}" for status, count in outcome.status if status != "fail"),
            f"[red]{alarming[outcome.path]['error']}[/]" + (f", {explained} explained" if explained else ""),
            str(alarming[outcome.path]["warning"]),
        )
    if read:
        console.print(table)
    if len(read) > _LISTED:
        console.print(f"… and {len(read) - _LISTED} more documents")
    for outcome in read[:_LISTED]:
        for message in errors(outcome, entries):
            console.print(f"[red]✗[/] {escape(outcome.name)}: {escape(message)}", soft_wrap=True)
    _print_troubles(summary, read)
    for twin, first in list(summary.twins.items())[:_LISTED]:
        console.print(f"[yellow]same bytes[/] {escape(twin)} is {escape(first)}; read once", soft_wrap=True)
    if summary.skipped:
        kinds = ", ".join(f"{suffix} {count}" for suffix, count in sorted(summary.skipped.items()))
        console.print(f"[yellow]skipped[/] files that no reader takes yet: {kinds}")
    _print_rows(summary.rows)
    status = Counter[str]()
    for outcome in read:
        status.update(dict(outcome.status))
    checks = ", ".join(f"{count} {name}" for name, count in sorted(status.items())) or "none"
    console.print(f"{len(summary.outcomes)} inputs, {len(summary.failed)} not read; checks: {checks}")
    if summary.held:
        console.print("[yellow]not published[/] after the rollback; what was read is staged: yusuan publish")
    console.print(f"Parquet: {escape(str(out / 'latest'))}  (snapshot {Path(summary.snapshot).name})", soft_wrap=True)


def _print_troubles(summary: Summary, read: Sequence[Outcome]) -> None:
    """What was given up, how something was read, what could not be read, what was damaged."""
    given_up = [message for outcome in read for message in outcome.given_up][:_LISTED]
    notes = [message for outcome in read for message in outcome.notes][:_LISTED]
    failed = [outcome.problem or "" for outcome in summary.failed]
    said = (
        ("[red]given up[/]", given_up),
        ("[yellow]note[/]", notes),
        ("[red]not read[/]", failed),
        ("[red]damaged[/]", summary.set_aside),
    )
    for word, messages in said:
        for message in messages:
            console.print(f"{word} {escape(message)}", soft_wrap=True)


def _print_rows(rows: dict[str, int]) -> None:
    table = Table(title="published rows", title_justify="left")
    table.add_column("table")
    table.add_column("rows", justify="right")
    table.add_column("one row is")
    for name, count in rows.items():
        table.add_row(name, str(count), tables()[name].row)
    console.print(table)


def print_document(common: Row, records: Records, *, all_rows: bool) -> None:
    """A document's records, failed checks and failures."""
    document = records["documents"][0]
    console.print(f"[bold]{escape(document['title'] or document['file_name'])}[/]")
    console.print(
        f"{escape(common['publisher'] or 'unknown publisher')}, {common['fiscal_year'] or 'unknown year'}, "
        f"{document['kind']}; {document['numbers_claimed']} of {document['numbers_found']} numbers claimed"
    )
    for name in tables():
        rows = records.get(name, [])
        if rows and name not in _SHOWN_ELSEWHERE:
            _print_records(name, rows if all_rows else rows[:_FIRST_ROWS], len(rows))
    for failure in records.get("failures", []):
        said = "[yellow]note[/]" if failure["error"] in NOTES else "[red]given up[/]"
        console.print(f"{said} {escape(failure['message'])}", soft_wrap=True)
    failed = [check for check in records["checks"] if check["status"] == "fail"]
    console.print(f"\n[bold]checks[/]: {document['checks_run']} run, {len(failed)} failed")
    print_checks(failed)


def _print_records(name: str, rows: list[Row], total: int) -> None:
    """Rows of one table; the columns that fit the terminal, prose last."""
    texts = {
        column.name: [_text(row.get(column.name)) for row in rows]
        for column in tables()[name].columns[4:]
        if column.name not in _PLACE and any(row.get(column.name) is not None for row in rows)
    }
    needed = {column: max(map(cell_len, (column, *cells))) for column, cells in texts.items()}
    wide = {column: min(_WIDEST, width) for column, width in needed.items()}
    chosen: list[str] = []
    room = console.width - 14
    for column in sorted(texts, key=lambda column: needed[column] > _PROSE):
        if wide[column] + 3 <= room:
            chosen.append(column)
            room -= wide[column] + 3
    hidden = [column for column in texts if column not in chosen]
    count = f", first {len(rows)} of {total}" if len(rows) < total else ""
    table = Table(title=f"{name} {tables()[name].label}{count}", title_justify="left")
    for column in (column for column in texts if column in chosen):
        table.add_column(column, overflow="ellipsis", max_width=_WIDEST, no_wrap=True)
    table.add_column("place", no_wrap=True)
    for number, row in enumerate(rows):
        place = f"line {row['line']}" if row.get("line") else f"page {row.get('page')}"
        table.add_row(*(escape(texts[column][number]) for column in texts if column in chosen), place)
    console.print(table)
    if hidden:
        console.print(f"  not shown: {', '.join(hidden)}")


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def print_checks(rows: list[Row], entries: Sequence[Entry] = ()) -> None:
    """Checks one by one: the sentence, and where both sides stand; of one that the register explains, why it is so."""
    for row in rows:
        entry = explanation(row, entries) if entries else None
        status = "explained" if entry else row["status"]
        style = _STATUS_STYLE.get(status, "green")
        publisher = f" {escape(str(row['publisher']))} {row['fiscal_year']}" if row.get("publisher") else ""
        console.print(f"[{style}]{status}[/] {row['severity']} [bold]{row['identity']}[/]{publisher}", soft_wrap=True)
        console.print(f"    {escape(row['message_zh'])}\n    {escape(row['message_en'])}", soft_wrap=True)
        console.print(f"    left:  {escape(_places([*map(Place.of, row['left_places'])]))}", soft_wrap=True)
        console.print(f"    right: {escape(_places([*map(Place.of, row['right_places'])]))}", soft_wrap=True)
        if entry:
            console.print(f"    {escape(entry.because)} ({escape(entry.by)}, {escape(entry.date)})", soft_wrap=True)


def print_register(judged: list[tuple[Entry, str]]) -> None:
    """The entries of the register, each with its state; those that explain nothing any more last, and counted."""
    for entry, state in sorted(judged, key=lambda pair: pair[1] != "in force"):
        whose = f"{entry.publisher} {entry.year}" if entry.document is None else entry.document[:12]
        style = "green" if state == "in force" else "yellow"
        console.print(
            f"[{style}]{state}[/] [bold]{entry.identity}[/] {escape(entry.subject)}, {escape(whose)}", soft_wrap=True
        )
        console.print(f"    {_text(entry.left)} and {_text(entry.right)}", soft_wrap=True)
        console.print(f"    {escape(entry.because)} ({escape(entry.by)}, {escape(entry.date)})", soft_wrap=True)
    print_stale(judged)
    console.print(f"{len(judged)} entries")


def print_stale(judged: list[tuple[Entry, str]]) -> None:
    """How many entries of the register explain nothing any more; nothing where there are none."""
    stale = sum(1 for _, state in judged if state != "in force")
    if stale:
        console.print(f"[yellow]register[/] {stale} of {len(judged)} entries explain nothing published any more")


def print_changes(found: list[Change], first: int | None) -> None:
    """What differs, table by table, of each at most the `first` rows: old → new, and the places of both sides."""
    for name, changed in groupby(found, key=lambda change: change.table):
        rows = list(changed)
        counts = Counter(change.kind for change in rows)
        said = ", ".join(f"{counts[kind]} {kind}" for kind in ("changed", "added", "removed") if counts[kind])
        console.print(f"[bold]{name} {tables()[name].label}[/]: {said}")
        for change in rows[:first]:
            _print_change(change)
        if len(rows) > len(rows[:first]):
            console.print(f"    … and {len(rows) - len(rows[:first])} more; --all shows them")


def _print_change(change: Change) -> None:
    old, new = change.before or {}, change.after or {}
    sign, style = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}[change.kind]
    places = " → ".join(_places(places_of(row)) for row in (change.before, change.after) if row is not None)
    console.print(
        f"  [{style}]{sign}[/] {escape(change.row or change.table)}  [dim]{escape(places)}[/]", soft_wrap=True
    )
    for name in change.fields:
        console.print(
            f"      {name}: {escape(_shown(old.get(name)))} → {escape(_shown(new.get(name)))}", soft_wrap=True
        )


def _shown(value: Any) -> str:
    return "(none)" if value is None else _text(value)


def print_coverage(scores: list[Score]) -> None:
    """The scoreboard, a document a row; below it which tables are missing and which checks failed in all."""
    table = Table(title="coverage", title_justify="left")
    for name in ("file", "set", "tables", "empty", "missing", "other forms", "unrecognised", "numbers", "checks"):
        table.add_column(name, overflow="fold")
    for score in scores:
        expected = len(score.found) + len(score.empty) + len(score.missing)
        table.add_row(
            escape(score.file_name),
            score.table_set or "none known",
            f"{len(score.found)} of {expected}",
            str(len(score.empty)),
            str(len(score.missing)),
            str(sum(count for _, count in score.others)),
            str(score.unrecognised),
            "—" if score.share is None else f"{score.numbers[1]} of {score.numbers[0]} ({score.share:.1%})",
            ", ".join(f"{count} {status}" for status, count in score.checks) or "none",
        )
    console.print(table)
    for score in scores:
        others = [f"{count} {kind}" for kind, count in score.others]
        for words, kinds in (("empty", score.empty), ("missing", score.missing), ("other forms", others)):
            if kinds:
                console.print(f"{escape(score.file_name)}: {words}: {', '.join(kinds)}", soft_wrap=True)


def print_snapshots(snapshots: list[Listed]) -> None:
    """The snapshots by number."""
    table = Table(title="snapshots", title_justify="left")
    for name in ("snapshot", "made (UTC)", "documents", "rows", "MB", "MB of its own", ""):
        table.add_column(name, justify="right" if name.startswith(("documents", "rows", "MB")) else "left")
    for one in snapshots:
        sizes = (f"{size / 1e6:.1f}" for size in (one.size, one.own))
        made = f"{one.made:%Y-%m-%d %H:%M}"
        table.add_row(one.name, made, str(one.documents), str(one.rows), *sizes, "latest" if one.latest else "")
    console.print(table)


def _places(places: Sequence[Place]) -> str:
    more = f" … and {len(places) - 8} more" if len(places) > 8 else ""
    return ("; ".join(map(str, places[:8])) or "—") + more
