"""Files of one disclosure: the narrative in one, the standard tables in another, the same text in Word and PDF.

They are told by what they say of themselves (publisher, year, file name) and by the totals that they share: three
different totals that agree to the last digit of the prose are no coincidence. Measured on the Dingzhou files: those
of one disclosure share 3 to 6 totals, those of two never more than one. A person's decision stands above the rule.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import PurePath
from typing import Any

from extractors.check.between_documents.head import DocumentHead
from extractors.check.between_documents.rules import Published, body_of, totals_stated
from extractors.check.standard.words import table_sides
from extractors.values.body_names import same_body, short_name
from schemas.rows import LinkRow
from schemas.words.checks import check_words

TABLES, RENDITION = "tables", "rendition"
"""What a document is to another: it has the standard tables of its prose; it is the same text in another format."""

_ENOUGH = 3
"""Different totals that must agree."""

_LAST_DIGIT = Decimal(100)
"""Prose rounds or cuts off the yuan of a table to 100 yuan."""

_COMMON = 50
"""Files that may share a total: one that more have (1.80 万元 for a car) tells nothing, and makes pairs of all."""

_TOTAL = "total"

_APART = {"budget", "final_accounts"}
"""Kinds of documents of one body and year that are two disclosures: what was done is not what was planned."""

Key = tuple[Any, ...]
"""What two files may be companions for: its kind, and the rest."""

Totals = dict[str, list[str]]
"""Amounts in yuan, as text, by measure."""


@dataclass(frozen=True, slots=True)
class File:
    """What is needed of a document to find its companions.

    `document` is its row of `documents` with the common columns, `stated` what its prose says of the budget year,
    `tabled` what its first set of standard tables has.
    """

    document: DocumentHead
    stated: Mapping[str, list[Decimal]]
    tabled: Mapping[str, list[Decimal]]

    @property
    def name(self) -> str:
        """The name of the file."""
        return str(self.document["file_name"])


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of two files, each named by its file name or the beginning of its `document_id`."""

    files: tuple[str, str]
    linked: bool
    because: str
    by: str

    def of(self, one: File, other: File) -> bool:
        """Whether the decision speaks of these two."""
        first, second = self.files
        return (_is(one, first) and _is(other, second)) or (_is(one, second) and _is(other, first))

    def names(self, file: File) -> bool:
        """Whether the decision speaks of this file."""
        return any(_is(file, name) for name in self.files)


def _is(file: File, name: str) -> bool:
    return file.name == name or (len(name) >= 8 and str(file.document["document_id"]).startswith(name))


def totals_of(one: Published) -> dict[str, Totals]:
    """The totals by which a document is known, to be kept with its part: `stated` in prose, `tabled` in tables."""
    stated = {measure: [str(side.value)] for measure, side in totals_stated(one) if side.value is not None}
    tabled = {
        measure: [str(side.value) for side in sides if side.value is not None]
        for measure, sides in table_sides(one.disclosure).items()
    }
    return {"stated": stated, "tabled": {measure: values for measure, values in tabled.items() if values}}


def file_of(document: DocumentHead, totals: Mapping[str, Totals]) -> File:
    """A document with its totals, as `totals_of` gave them."""
    return File(document, *(_numbers(totals.get(name, {})) for name in ("stated", "tabled")))


def _numbers(totals: Totals) -> dict[str, list[Decimal]]:
    return {measure: [Decimal(value) for value in values] for measure, values in totals.items()}


def links(files: Sequence[File], decisions: Sequence[Decision] = ()) -> Iterator[tuple[File, LinkRow]]:
    """The links of each file, as rows of the table `links`; a person's refusal is a row too.

    A document with prose is linked to those with tables only, and to those with the same prose read by another reader.
    """
    prose = [file for file in files if file.stated]
    tables = [file for file in files if file.tabled and not file.stated]
    for one, other in _candidates(prose, tables, decisions):
        row = _link(TABLES, one, other, _agreement(_all_of(one), other.tabled), decisions)
        if row:
            yield one, row
    for reader in sorted({file.document["reader"] for file in prose}):
        own, others = (
            [file for file in prose if (file.document["reader"] == reader) == same] for same in (True, False)
        )
        for one, other in _candidates(own, others, decisions):
            row = _link(RENDITION, one, other, _agreement(one.stated, other.stated), decisions)
            if row and (row["differing"] == 0 or row["decided_by"] != "rule"):
                yield one, row


def _candidates(ones: list[File], others: list[File], decisions: Sequence[Decision]) -> Iterator[tuple[File, File]]:
    """Pairs that share a total to 100 yuan, a body and year, or a decision: never all with all."""
    by_key: dict[Key, dict[int, File]] = {}
    for number, other in enumerate(others):
        for key in keys(other, decisions):
            by_key.setdefault(key, {})[number] = other
    for one in ones:
        found: dict[int, File] = {}
        for key, told in ((key, by_key.get(key, {})) for key in keys(one, decisions)):
            if key[0] != _TOTAL or len(told) <= _COMMON:
                found |= told
        yield from ((one, found[number]) for number in sorted(found))


def keys(file: File, decisions: Sequence[Decision] = ()) -> Iterator[Key]:
    """What a file may have in common with its companions; there is none without."""
    body = body_of(file.document)
    if body:
        yield "body", body, file.document["fiscal_year"]
    for measure, values in _all_of(file).items():
        for value in values:
            if value:
                yield from ((_TOTAL, measure, int(value // _LAST_DIGIT) + near) for near in (0, 1))
    yield from (("decision", decision) for decision in decisions if decision.names(file))


def _all_of(file: File) -> dict[str, list[Decimal]]:
    """What a document says in prose and in tables of its own."""
    return {
        measure: [*file.stated.get(measure, ()), *file.tabled.get(measure, ())]
        for measure in file.stated.keys() | file.tabled.keys()
    }


def _agreement(one: Mapping[str, list[Decimal]], other: Mapping[str, list[Decimal]]) -> tuple[int, int]:
    """How many different totals agree, and how many measures do not."""
    agreeing: set[Decimal] = set()
    differing = 0
    for measure in one.keys() & other.keys():
        same = {a for a, b in product(one[measure], other[measure]) if abs(a - b) < _LAST_DIGIT}
        agreeing |= {value for value in same if value}
        differing += not same
    return len(agreeing), differing


def _link(
    relation: str, one: File, other: File, agreement: tuple[int, int], decisions: Iterable[Decision]
) -> LinkRow | None:
    agreeing, differing = agreement
    reasons = [*_said_alike(one, other), *([f"{agreeing} totals agree"] if agreeing else [])]
    decision = next((decision for decision in decisions if decision.of(one, other)), None)
    sure = agreeing >= _ENOUGH and agreeing > differing
    alike = not _contradict(one, other) and (sure or {"publisher", "year"} <= set(reasons))
    if decision is None and not alike:
        return None
    return {
        "linked_document_id": other.document["document_id"],
        "linked_file_name": other.name,
        "relation": relation,
        "agreeing": agreeing,
        "differing": differing,
        "reasons": reasons,
        "linked": decision.linked if decision else True,
        "decided_by": decision.by if decision else "rule",
        "because": decision.because if decision else None,
    }


def _said_alike(one: File, other: File) -> Iterator[str]:
    """What two documents say of themselves in the same words."""
    body, body_there = (_body(file) for file in (one, other))
    if body and body == body_there:
        yield "publisher"
    if one.document["fiscal_year"] and one.document["fiscal_year"] == other.document["fiscal_year"]:
        yield "year"
    if _stem(one.name) == _stem(other.name):
        yield "file name"


def _contradict(one: File, other: File) -> bool:
    """Whether two documents say that they are of two years, bodies or areas, or one is a budget and one an account."""
    years = {file.document["fiscal_year"] for file in (one, other)} - {None}
    areas = {file.document["region"] for file in (one, other)} - {None}
    names = [name for file in (one, other) if (name := _body(file))]
    kinds = {file.document.get("kind") for file in (one, other)}
    return kinds >= _APART or len(years) > 1 or len(areas) > 1 or (len(names) > 1 and not same_body(*names))


def _body(file: File) -> str | None:
    return short_name(file.document["publisher"]) if file.document["publisher"] else None


def _stem(name: str) -> str:
    """A file's name without its suffix and the words that tell the files of one disclosure apart."""
    return check_words().file_marks.sub("", PurePath(name).stem)
