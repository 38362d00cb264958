"""A document's report: one HTML page that needs nothing else, without script."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pypdfium2 as pdfium
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from flows.desk.coverage import hardly_read
from flows.failures import said
from flows.publish.register import Entry
from flows.report import charts
from flows.report.changes import Changed, lines
from flows.report.evidence import Evidence
from flows.report.findings import Finding, Teller
from flows.report.grids import grids
from flows.report.images import Pictures, pictures
from flows.report.words import Language, Words, group_of
from schemas.rows import CellRow, CheckRow, Common, DocumentRow, PublishedCheck, PublishedDocument, Records
from schemas.tables import by_table, common_of, tables, typed

OUTCOMES = (
    "exact", "rounding", "truncated", "error", "warning", "info", "explained", "reading_doubtful", "not_checkable",
)  # fmt: skip
"""How a check ends in the scoreboard: a failure by its severity, or explained."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


@cache
def environment() -> Environment:
    """The templates: everything is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("flows.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    made.globals.update(at=charts.at, chart=charts, web=_web)
    return made


def _printable(value: Any) -> Any:
    """A text without control characters: HTML has none, and those of direction would show a number backwards."""
    return _CONTROL.sub("", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _web(url: str | None) -> str | None:
    """A URL that may be linked; None for any that is not http(s), which stays text."""
    return url if url and re.match(r"https?://", url) else None


@cache
def asset(name: str) -> tuple[Markup, str]:
    """A stylesheet or script of the templates' folder, and the hash by which the page's policy admits it."""
    loader = environment().loader
    assert loader is not None
    text = "\n" + loader.get_source(environment(), name)[0]
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return Markup(text), f"'sha256-{digest}'"


def report(
    common: Common,
    records: Records,
    *,
    entries: Sequence[Entry] = (),
    language: Language = "zh",
    data: bytes | None = None,
    command: str | None = None,
    changes: Sequence[tuple[str, Iterable[Changed]]] = (),
) -> str:
    """The page of one document, from its records; `data` are its bytes, of which a PDF's pages are drawn.

    `entries` explain findings, `command` makes the report with pictures where this has none, `changes` are what
    changed since other years, each below a title.
    """
    words = Words(language)
    records = _whole(records)
    document: PublishedDocument = {**records["documents"][0], **common_of(common)}
    checks: list[PublishedCheck] = [{**check, **common_of(common)} for check in records["checks"]]
    evidence = Evidence(records)
    drawn = _pictures(document, records, data)
    teller = Teller(evidence, drawn, words)
    findings = teller.findings(records.get("findings", []), checks, entries)
    judged = _judged(checks, findings)
    style, style_hash = asset("style.css")
    return environment().get_template("document.html.j2").render(
        words=words,
        document=document,
        title=heading(document, words),
        findings=[finding for finding in findings if not finding.row["trivial"]],
        trivial=[finding for finding in findings if finding.row["trivial"]],
        doubted=[words.message(check) for check in checks if check["status"] == "reading_doubtful"],
        hardly_read=hardly_read(document),
        accept=_accept(document, words),
        score=_score(judged),
        groups=_groups(judged, words),
        charts=_charts(records, common),
        grids=list(grids(evidence, teller)),
        figures=records.get("figures", []),
        pictures=drawn,
        cells=_cells_by_page(records, drawn),
        teller=teller,
        failures=[said(row["message"], words.language) for row in records.get("failures", [])],
        leftovers=Counter(row["reason"] for row in records.get("leftovers", [])).most_common(),
        changes=[(title, lines(found, teller)) for title, found in changes],
        command=None if drawn.pages else command,
        style=style,
        policy=f"default-src 'none'; img-src data:; style-src {style_hash}; base-uri 'none'; form-action 'none'",
    )  # fmt: skip


def _whole(records: Records) -> Records:
    """Records whose rows have all columns of their tables: those that were not published leave out what is null."""
    blank = {name: dict.fromkeys(column.name for column in table.columns) for name, table in tables().items()}
    return typed({name: [{**blank[name], **row} for row in rows] for name, rows in by_table(records).items()})


def heading(document: PublishedDocument, words: Words) -> str:
    """Whose budget of which year it is."""
    year = document["fiscal_year"]
    said = words.say("year_of", year) if year else words["unknown_year"]
    publisher = document["publisher"] or words["unknown_publisher"]
    return f"{publisher} {said}" if words.language == "zh" else f"{publisher}, {said}"


def _accept(document: PublishedDocument, words: Words) -> str:
    """The command that explains a finding, `{}` for its name."""
    why, who = words["accept_why"], words["accept_who"]
    return f'yusuan accept {document["document_id"][:8]} {{}} --because "{why}" --by "{who}"'


def _pictures(document: DocumentRow, records: Records, data: bytes | None) -> Pictures:
    """The pages that a table, a figure or a finding needs."""
    if data is None or document["reader"] != "pdf":
        return Pictures()
    figures = records.get("figures", [])
    wanted = {cell["page"] for cell in records.get("cells", ())} | {figure["page"] for figure in figures}
    for check in records["checks"]:
        if check["status"] == "fail":
            places = (*check["left_places"], *check["right_places"])
            wanted |= {place["page"] for place in places if place["document"] is None}
    try:
        return pictures(data, {page for page in wanted if page is not None}, figures)
    except pdfium.PdfiumError:
        return Pictures()


def outcomes(checks: Iterable[tuple[CheckRow, bool]]) -> dict[str, int]:
    """How many checks ended in each of OUTCOMES; beside each check stands whether it is explained."""
    counted = Counter(
        check["status"] if check["status"] != "fail" else "explained" if explained else check["severity"]
        for check, explained in checks
    )
    return {name: counted[name] for name in OUTCOMES}


Judged = tuple[CheckRow, Finding | None]
"""A check, and the finding that it is where it failed."""


def _judged(checks: Iterable[CheckRow], findings: Iterable[Finding]) -> list[Judged]:
    by_number = {finding.row["seq"]: finding for finding in findings}
    return [(check, by_number.get(check["finding"] or 0)) for check in checks]


def _score(judged: Iterable[Judged]) -> dict[str, int]:
    return outcomes((check, finding is not None and finding.explained is not None) for check, finding in judged)


def _groups(judged: list[Judged], words: Words) -> list[tuple[str, dict[str, int], list[Judged]]]:
    """The subjects that were checked: what each is called, how its checks ended, the checks with their findings."""
    made = []
    for name in words.groups():
        there = [(check, finding) for check, finding in judged if group_of(check["identity"]) == name]
        if there:
            made.append((words.group(name), _score(there), there))
    return made


def _charts(records: Records, common: Common) -> Mapping[str, Any]:
    projects = records.get("projects", [])
    shown, more = charts.bars(projects)
    figures, lines = records.get("figures", []), records.get("budget_lines", [])
    return {
        "projects": shown,
        "more": more,
        "compositions": list(charts.compositions(lines, figures, common["fiscal_year"])),
        "curve": charts.curve(records.get("payment_plans", []), projects),
    }


def _cells_by_page(records: Records, drawn: Pictures) -> dict[int, list[CellRow]]:
    """The cells with a box, by the pages that have a picture."""
    found: dict[int, list[CellRow]] = {number: [] for number in drawn.pages}
    for cell in records.get("cells", ()):
        if cell["x0"] is not None and cell["page"] in found:
            found[cell["page"]].append(cell)
    return found
