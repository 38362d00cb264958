"""The index of many reports: pages that need no script, and beside them pieces of data for one that searches them all.

    index.html, index-2.html …    a thousand documents each, the weightiest first
    index-data-1.js …             what their lines say, which a page asks for when somebody searches, sorts or filters

A hundred thousand lines in one page would be 57 MB. Pieces are scripts and not JSON, since a page that is opened from a
folder may read nothing else; they hold one call with data and no more.
"""

import heapq
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from flows.desk.coverage import hardly_read
from flows.report.page import asset, environment
from flows.report.words import LANGUAGES, Language, Words
from schemas.findings import finding_rules
from schemas.rows import FindingRow, PublishedDocument

INDEX = "index.html"
LINES = 1_000
"""Lines of a page; with fewer documents there is one page, and no piece."""

LARGEST = 10
"""Findings that stand above the lines, those of all documents that weigh most."""

_PIECE = 5_000
"""Lines of a piece, some 1.5 MB."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the index."""

    document: PublishedDocument
    score: dict[str, int]
    href: str
    findings: tuple[FindingRow, ...] = ()
    """Its findings that nobody explained, the weightiest first, as its report numbers them."""

    also: tuple[str, ...] = ()
    """Names of the files that it stands for: the same disclosure in another format, or a version before it."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its findings, as `findings.kind` has them."""
        return frozenset(finding["kind"] for finding in self.findings)

    @property
    def hardly_read(self) -> bool:
        """Whether so much of it was not read that few findings say little."""
        return hardly_read(self.document)

    @property
    def weight(self) -> Decimal:
        """The weight of its weightiest finding; 0 where there is none."""
        return Decimal(self.findings[0]["weight"]) if self.findings else Decimal(0)

    def said(self, words: Words) -> str:
        """What its weightiest finding says."""
        if not self.findings:
            return words["no_findings_of_part"] if self.hardly_read else "—"
        return words.found(self.findings[0])


def page_name(number: int) -> str:
    """What the page of a number, from 1, is called."""
    return INDEX if number == 1 else f"index-{number}.html"


def piece_name(number: int) -> str:
    """What the piece of a number, from 1, is called."""
    return f"index-data-{number}.js"


def index_files(listed: list[Listed], language: Language, command: str | None) -> Iterator[tuple[str, str]]:
    """The files of the index, by name.

    `command` makes a report with pictures, None names none.
    """
    listed.sort(key=lambda one: (-one.weight, one.document["publisher"] or "", one.href))
    words = Words(language)
    pieces = [listed[at : at + _PIECE] for at in range(0, len(listed), _PIECE)] if len(listed) > LINES else []
    names = [piece_name(number) for number in range(1, len(pieces) + 1)]
    yield from _pages(listed, words, command, names)
    for name, piece in zip(names, pieces, strict=True):
        said = json.dumps([_line(one, words) for one in piece], ensure_ascii=False, separators=(",", ":"))
        yield name, f"piece({said});\n"


def _pages(listed: list[Listed], words: Words, command: str | None, pieces: list[str]) -> Iterator[tuple[str, str]]:
    named = {"checks": "checks", "errors": "error", "warnings": "warning", "explained": "explained"}
    totals = {name: sum(one.score[counted] for one in listed) for name, counted in named.items()}
    present = frozenset[str]().union(*(one.kinds for one in listed))
    known = finding_rules().kinds.items()
    kinds = {kind: said.name[LANGUAGES.index(words.language)] for kind, said in known if kind in present}
    weighed = ((finding["weight"], one, number) for one in listed for number, finding in enumerate(one.findings, 1))
    largest = heapq.nlargest(LARGEST, weighed, key=_weight_and_amount)
    partly = sum(one.hardly_read for one in listed)
    style, style_hash = asset("style.css")
    script, script_hash = asset("index.js")
    own = f"style-src {style_hash}; script-src {script_hash}{' ' + repr('self') if pieces else ''}"
    template = environment().get_template("index.html.j2")
    pages = range(1, max(1, -(-len(listed) // LINES)) + 1)
    for number in pages:
        yield page_name(number), template.render(
            words=words,
            largest=[(one, number, one.findings[number - 1]) for _, one, number in largest] if number == 1 else [],
            documents=listed[(number - 1) * LINES : number * LINES],
            count=len(listed),
            number=number,
            pages=[(one, page_name(one)) for one in pages],
            pieces=pieces,
            lines=LINES,
            kinds=kinds,
            totals=totals,
            partly=partly,
            command=command,
            style=style,
            script=script,
            policy=f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'",
        )  # fmt: skip


def _weight_and_amount(each: tuple[Decimal, Listed, int]) -> tuple[Decimal, Decimal]:
    weight, one, number = each
    return weight, one.findings[number - 1]["amount_yuan"] or Decimal(0)


def _line(one: Listed, words: Words) -> list[str | int | list[str]]:
    """A line as the script takes it: its cells, where it leads, weight, kinds, if hardly read, its other files."""
    document, score = one.document, one.score
    return [
        document["publisher"] or words["unknown_publisher"],
        document["fiscal_year"] or "—",
        *(score[name] for name in ("error", "warning", "explained", "checks")),
        f"{document['numbers_claimed']} / {document['numbers_found']}",
        document["file_name"],
        one.said(words),
        document["document_id"][:12],
        one.href,
        str(one.weight),
        " ".join(sorted(one.kinds)),
        int(one.hardly_read),
        [words.say("also", name) for name in one.also],
    ]
