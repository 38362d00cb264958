"""What `yusuan show`, `checks` and `register` print."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.markup import escape
from rich.table import Table

from extractors.document.place import Place
from extractors.document.troubles import NOTES
from flows.cli.findings_terminal import print_outcome
from flows.cli.printed import console, place, places, sentence, shown, text
from flows.failures import said as in_words
from flows.language import column_name, say
from flows.publish.register import Entry, explanation
from schemas.rows import Common, PublishedCheck, Records
from schemas.tables import Row, by_table, tables

_FIRST_ROWS = 5
_WIDEST = 20
_PROSE = 40
_STATUS_STYLE = {"fail": "red", "not_checkable": "yellow", "reading_doubtful": "yellow"}
_SHOWN_ELSEWHERE = ("documents", "checks", "findings", "explanations", "cells", "tables", "leftovers", "failures")
_NAMES = ("project_name", "item_name", "name", "level3")
_PLACE = ("page", "line", "table_index", "row_index")


def print_document(common: Common, records: Records, *, all_rows: bool, entries: Sequence[Entry] = ()) -> None:
    """A document's records, findings and failures; `entries` of the register explain findings."""
    document = records["documents"][0]
    numbers = say("{claimed} of {found}", claimed=document["numbers_claimed"], found=document["numbers_found"])
    console().print(f"[bold]{escape(document['title'] or document['file_name'])}[/]")
    console().print(
        f"{escape(common['publisher'] or say('unknown publisher'))}, {common['fiscal_year'] or say('unknown year')}, "
        f"{say(document['kind'])}; {say('{count} numbers claimed', count=numbers)}"
    )
    for name in tables():
        rows = by_table(records).get(name, [])
        if rows and name not in _SHOWN_ELSEWHERE:
            _print_records(name, rows if all_rows else rows[:_FIRST_ROWS], len(rows))
    for failure in records.get("failures", []):
        style, word = ("yellow", "note") if failure["error"] in NOTES else ("red", "given up")
        console().print(f"[{style}]{say(word)}[/] {escape(in_words(failure['message']))}", soft_wrap=True)
    print_outcome(common, records, entries)


def _print_records(name: str, rows: list[Row], total: int) -> None:
    """Rows of one table; the columns that fit the terminal: a name and an amount, then in order, prose last."""
    texts = {
        column.name: [shown(row.get(column.name)) for row in rows]
        for column in tables()[name].columns[4:]
        if column.name not in _PLACE and any(row.get(column.name) is not None for row in rows)
    }
    heads = {column: column_name(name, column) for column in texts}
    chosen = _that_fit(texts, heads, console().width - 14)
    hidden = [column for column in texts if column not in chosen]
    count = say(", first {shown} of {total}", shown=len(rows), total=total) if len(rows) < total else ""
    table = Table(title=f"{name} {tables()[name].label}{count}", title_justify="left")
    for column in (column for column in texts if column in chosen):
        table.add_column(heads[column], overflow="ellipsis", max_width=_WIDEST, no_wrap=True)
    table.add_column(say("place"), no_wrap=True)
    for number, row in enumerate(rows):
        where = place(Place(row.get("page")) if row.get("line") is None else Place(line=row["line"]))
        table.add_row(*(escape(texts[column][number]) for column in texts if column in chosen), where)
    console().print(table)
    if hidden:
        console().print("  " + say("not shown: {columns}", columns=", ".join(heads[column] for column in hidden)))


def _that_fit(texts: dict[str, list[str]], heads: dict[str, str], room: int) -> set[str]:
    """The columns that fit so many characters: a name and an amount first, prose last."""
    needed = {column: max(map(cell_len, (heads[column], *cells))) for column, cells in texts.items()}
    first = (
        next(filter(texts.__contains__, _NAMES), None),
        next((one for one in texts if one.endswith("_yuan")), None),
    )
    chosen = set()
    for column in sorted(texts, key=lambda column: (column not in first, needed[column] > _PROSE)):
        width = min(_WIDEST, needed[column]) + 3
        if width <= room:
            chosen.add(column)
            room -= width
    return chosen


def print_checks(rows: list[PublishedCheck], entries: Sequence[Entry] = ()) -> None:
    """Checks one by one: the sentence, and where both sides stand; of one that the register explains, why it is so."""
    for row in rows:
        entry = explanation(row, entries) if entries else None
        status = "explained" if entry else row["status"]
        style = _STATUS_STYLE.get(status, "green")
        publisher = f" {escape(row['publisher'])} {row['fiscal_year']}" if row["publisher"] else ""
        said = f"[{style}]{say(status)}[/] {say(row['severity'])}"
        console().print(f"{said} [bold]{row['identity']}[/] {escape(row['subject'])}{publisher}", soft_wrap=True)
        console().print(f"    {escape(sentence(row))}", soft_wrap=True)
        for label, side in ((say("left: "), row["left_places"]), (say("right:"), row["right_places"])):
            console().print(f"    {label} {escape(places([*map(Place.of, side)]))}", soft_wrap=True)
        if entry:
            console().print(f"    {escape(entry.because)} ({escape(entry.by)}, {escape(entry.date)})", soft_wrap=True)


def print_register(judged: list[tuple[Entry, str]]) -> None:
    """The entries of the register, each with its state; those that explain nothing any more last, and counted."""
    for entry, state in sorted(judged, key=lambda pair: pair[1] != "in force"):
        whose = f"{entry.publisher} {entry.year}" if entry.document is None else entry.document[:12]
        style = "green" if state == "in force" else "yellow"
        console().print(
            f"[{style}]{say(state)}[/] [bold]{entry.identity}[/] {escape(entry.subject)}, {escape(whose)}",
            soft_wrap=True,
        )
        values = say("{left} and {right}", left=text(entry.left) or "—", right=text(entry.right) or "—")
        console().print(f"    {values}", soft_wrap=True)
        console().print(f"    {escape(entry.because)} ({escape(entry.by)}, {escape(entry.date)})", soft_wrap=True)
    print_stale(judged)
    console().print(say("{count} entries", count=len(judged)))


def print_stale(judged: list[tuple[Entry, str]]) -> None:
    """How many entries of the register explain nothing any more; nothing where there are none."""
    stale = sum(1 for _, state in judged if state != "in force")
    if stale:
        sentence = say(
            "{stale} of {count} entries no longer explain anything published", stale=stale, count=len(judged)
        )
        console().print(f"[yellow]{say('register')}[/] {sentence}")
