"""What the commands print of findings."""

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.markup import escape

from extractors.check.messages import wan, yuan
from extractors.document.place import Place
from flows.cli.printed import console, places, sentence
from flows.desk.coverage import hardly_read
from flows.desk.once import left_out_said
from flows.language import language, say
from flows.publish.register import Entry, explanation_of
from schemas.findings import finding_rules
from schemas.rows import Common, FindingRow, PublishedCheck, PublishedFinding, Records
from schemas.tables import common_of


def by_weight(finding: FindingRow) -> tuple[bool, float, float]:
    """The order of findings: by weight, of those of one weight by amount, trivial ones last."""
    return bool(finding["trivial"]), -float(finding["weight"]), -float(finding["amount_yuan"] or 0)


def print_outcome(common: Common, records: Records, entries: Sequence[Entry] = ()) -> None:
    """How the checks of a document ended, a warning where it was hardly read, and its findings."""
    (document,) = records["documents"]
    found = sorted(records.get("findings", []), key=by_weight)
    status = Counter(check["status"] for check in records["checks"])
    counts = say(
        "{run} run, {failed} failed, which is {findings} findings",
        run=len(records["checks"]),
        failed=status["fail"],
        findings=len(found),
    )
    console().print(f"\n[bold]{say('checks')}[/]: {counts}")
    if status["reading_doubtful"]:
        console().print(say("{count} more fail where our reading is in doubt", count=status["reading_doubtful"]))
    if hardly_read(document):
        warning = say(
            "not all was read: {claimed} of {found} numbers, {known} of {tables} tables; the rest was not checked",
            claimed=document["numbers_claimed"],
            found=document["numbers_found"],
            known=document["tables_recognised"],
            tables=document["tables_found"],
        )
        console().print(f"[yellow]{warning}[/]")
    checks: list[PublishedCheck] = [{**check, **common_of(common)} for check in records["checks"]]
    for row in (row for row in found if not row["trivial"]):
        _print_finding(row, explanation_of(row, checks, entries))
    trivial = sum(bool(row["trivial"]) for row in found)
    if trivial:
        console().print(say("{count} trivial: in the last digit of a sum or percentage", count=trivial))


def print_findings(
    rows: Sequence[PublishedFinding], files: Mapping[str, str], *, first: int, explained: int, left_out: int
) -> None:
    """The first findings of several documents in their order, and how many there are.

    Each has its file by `files`, its places, and the name by which it is accepted. `explained` are not among the rows,
    nor are those of the `left_out` files that another file stands for.
    """
    for row in [row for row in rows if not row["trivial"]][:first]:
        whose = f" {escape(row['publisher'])} {row['fiscal_year']}" if row["publisher"] else ""
        _print_finding(row, None, whose, f"{files[row['document_id']]}: ")
    trivial = sum(bool(row["trivial"]) for row in rows)
    sentence = "{count} findings, {trivial} of them trivial; explained: {explained}"
    console().print(say(sentence, count=len(rows), trivial=trivial, explained=explained))
    if left_out:
        console().print(left_out_said(left_out), soft_wrap=True)


def _print_finding(row: FindingRow, entry: Entry | None, whose: str = "", file: str = "") -> None:
    word = "explained" if entry else row["severity"]
    style = {"explained": "green", "error": "red"}.get(word, "yellow")
    facts = [say(row["certainty"])]
    if row["amount_yuan"] is not None:
        facts.append(wan(row["amount_yuan"], "元") if language() == "zh" else yuan(row["amount_yuan"], "元"))
    if row["share"] is not None:
        facts.append(f"{row['share']:.2%}")
    known = finding_rules().kinds.get(row["kind"])
    kind = known.name[0] if known and language() == "zh" else row["kind"]
    console().print(f"[{style}]{say(word)}[/] [bold]{row['name']}[/] {kind}, {', '.join(facts)}{whose}", soft_wrap=True)
    console().print(f"    {escape(sentence(row))}", soft_wrap=True)
    console().print(f"    {escape(file + places([*map(Place.of, row['places'])]))}", soft_wrap=True)
    if entry:
        console().print(f"    {escape(entry.because)} ({escape(entry.by)}, {escape(entry.date)})", soft_wrap=True)
