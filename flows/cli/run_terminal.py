"""What `yusuan run` prints when it is done."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from extractors.identify.kinds import UNREAD_KINDS
from flows.cli.printed import console, counted, share
from flows.failures import said as failure
from flows.language import language, row_of, say
from flows.publish.register import Entry
from flows.report.words import Words
from flows.run.summary import Summary, alarms, errors
from flows.run.worker import Outcome

_LISTED = 30


def print_summary(summary: Summary, out: Path, entries: Sequence[Entry] = ()) -> None:
    """The closing tables of a run: documents, what is wrong, rows by table, where the Parquet is.

    Findings that `entries` of the register explain are counted, and are no alarm.
    """
    read = [outcome for outcome in summary.outcomes if not outcome.problem]
    _print_documents(read, entries)
    for outcome in read[:_LISTED]:
        for message in errors(outcome, entries):
            said = Words(language()).named(message)
            console().print(f"[red]✗[/] {escape(outcome.name)}: {escape(said)}", soft_wrap=True)
    _print_troubles(summary, read)
    for twin, first in list(summary.twins.items())[:_LISTED]:
        sentence = say("{twin} is {first}; read once", twin=twin, first=first)
        console().print(f"[yellow]{say('same bytes')}[/] {escape(sentence)}", soft_wrap=True)
    for sentence in _skipped(summary, read):
        console().print(f"[yellow]{say('skipped')}[/] {sentence}")
    _print_rows(summary.rows)
    status = Counter[str]()
    for outcome in read:
        status.update(dict(outcome.status))
    checks = counted(sorted(status.items())) or say("none")
    counts = {"count": len(summary.outcomes), "failed": len(summary.failed)}
    console().print(say("{count} inputs, {failed} not read; checks: {checks}", **counts, checks=checks))
    if summary.held:
        sentence = say("after the rollback; what was read is staged: yusuan publish --out {out}", out=out)
        console().print(f"[yellow]{say('not published')}[/] {escape(sentence)}")
    where = say("snapshot {name}", name=Path(summary.snapshot).name)
    console().print(f"Parquet: {escape(str(out / 'latest'))}  ({where})", soft_wrap=True)


def _print_documents(read: Sequence[Outcome], entries: Sequence[Entry]) -> None:
    """A line a document, those with the most errors first."""
    if not read:
        return
    table = Table(title=say("documents"), title_justify="left")
    for name in ("file", "year", "publisher", "numbers claimed", "checks", "errors", "warnings"):
        table.add_column(say(name), overflow="fold")
    alarming = {outcome.path: alarms(outcome, entries) for outcome in read}
    for outcome in sorted(read, key=lambda o: -alarming[o.path]["error"])[:_LISTED]:
        found, claimed = outcome.numbers
        explained = sum(dict(outcome.failed).values()) - alarming[outcome.path].total()
        table.add_row(
            escape(outcome.name),
            str(outcome.year or "?"),
            escape(outcome.publisher or "?"),
            share(claimed, found),
            counted((status, count) for status, count in outcome.status if status != "fail"),
            f"[red]{alarming[outcome.path]['error']}[/]" + (f", {explained} {say('explained')}" if explained else ""),
            str(alarming[outcome.path]["warning"]),
        )
    console().print(table)
    if len(read) > _LISTED:
        console().print(say("… and {count} more", count=len(read) - _LISTED))


def _skipped(summary: Summary, read: Sequence[Outcome]) -> Iterator[str]:
    """What a run left aside, a sentence a cause."""
    if summary.skipped:
        kinds = ", ".join(f"{suffix} {count}" for suffix, count in sorted(summary.skipped.items()))
        yield say("files of kinds that are not read: {kinds}", kinds=kinds)
    if papers := sum(outcome.kind in UNREAD_KINDS for outcome in read):
        yield say("{count} papers that disclose no budget: nothing was extracted from them", count=papers)
    if summary.forgotten:
        yield say("{count} documents that were taken out with yusuan forget", count=len(summary.forgotten))


def _print_troubles(summary: Summary, read: Sequence[Outcome]) -> None:
    """What was given up, how something was read, what could not be read, what was damaged."""
    given_up = [message for outcome in read for message in outcome.given_up][:_LISTED]
    notes = [message for outcome in read for message in outcome.notes][:_LISTED]
    failed = [outcome.problem or "" for outcome in summary.failed]
    said = (
        ("red", "given up", given_up),
        ("yellow", "note", notes),
        ("red", "not read", failed),
        ("red", "damaged", summary.set_aside),
        ("yellow", "healed", summary.healed),
    )
    for style, word, messages in said:
        for message in messages:
            console().print(f"[{style}]{say(word)}[/] {escape(failure(message))}", soft_wrap=True)


def _print_rows(rows: dict[str, int]) -> None:
    table = Table(title=say("published rows"), title_justify="left")
    table.add_column(say("table"))
    table.add_column(say("rows"), justify="right")
    table.add_column(say("one row is"))
    for name, count in rows.items():
        table.add_row(name, str(count), row_of(name))
    console().print(table)
