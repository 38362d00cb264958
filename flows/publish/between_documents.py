"""The checks and findings between documents, made from their parts when they are published.

    OUT/parts/across/<year>-<province>/<document_id>.arrows     checks and findings of a document against others

They are published in the document's own partition, and made from what the parts hold, in the order of the documents'
ids, so the same parts give the same bytes. The stamp of such a file is the digest of the parts that it was made from:
while those and the rules stay as they are it is not made again, and none of them is read (`flows/publish/journal.py`).
Files that nothing asks for any more are removed. What the documents of a body say for a year is gathered once, so the
work grows with the documents and not with their pairs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from extractors.check.between_documents.head import DocumentHead
from extractors.check.between_documents.rules import (
    Others,
    Published,
    Year,
    body_of,
    evaluate_across,
    published,
    year_of,
)
from extractors.check.disclosure import plain
from extractors.diagnose.between import diagnose_between
from flows.publish import journal, parts
from flows.publish.journal import ACROSS, Journal
from flows.run.version import code_version
from schemas.rows import Records
from schemas.tables import typed

_READ = ("figures", "budget_lines", "tables", "organizations")
_TABLES = "budget_lines"

_FINAL = "final_accounts"

Key = tuple[tuple[str, str], int, bool]
"""A body, a year, and whether it is of its final accounts: those are never taken for its budget."""


@dataclass
class _Index:
    """Those documents that say whose and of which year they are by that, in the order of their ids."""

    known: Journal
    years: dict[Key, list[Path]] = field(default_factory=dict)
    tabled: set[Path] = field(default_factory=set)
    """Those with standard tables."""
    units: dict[tuple[str, int | None, str], list[Path]] = field(default_factory=dict)
    lists: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    """The units that a department lists."""


def write(out: Path, known: Journal, linked: Mapping[Path, Mapping[Path, bool]]) -> None:
    """Writes the checks between all documents that have a part in `out`, and brings `known` up to date with them.

    `linked` gives for a document those with its tables (`flows/publish/linking.py`); false where a person
    said they are not.
    """
    index = _index(known)

    @lru_cache(maxsize=8)  # a document is asked for as itself, and next as that of the year before
    def one(path: Path) -> Published:
        return _published(index, path)

    @lru_cache(maxsize=4)
    def year(paths: tuple[Path, ...]) -> Year:
        return year_of(map(one, paths))

    def made(path: Path, before: Paths, tables: Paths, units: Paths, budgets: Paths) -> Records:
        listed, planned = ([one(other) for other in paths] for paths in (units, budgets))
        others = Others(year(before) if before else None, year(tables) if tables else None, listed, planned)
        checks, findings = diagnose_between(evaluate_across(one(path), others))
        return {"checks": checks, "findings": findings}

    def asked() -> Iterator[journal.Asked]:
        for path, *others in _asked(index, linked):
            made_from = (code_version(), *(known[other].digest for other in chain([path], *others)))
            yield path, " ".join(made_from), partial(made, path, *others)

    journal.derive(out, known, ACROSS, asked())


def _index(known: Journal) -> _Index:
    index = _Index(known)
    for path in sorted(known, key=lambda path: (path.name, known[path].partition)):
        head = known[path].head
        document = head["document"]
        body = body_of(document) if document else None
        if body:
            index.years.setdefault((body, document["fiscal_year"], document["kind"] == _FINAL), []).append(path)
            if _TABLES in head["holds"]:
                index.tabled.add(path)
            if head["units"]:
                index.lists[path] = tuple(head["units"])
            if document["level"] == "unit":
                unit = _unit(document, document["publisher"])
                index.units.setdefault(unit, []).append(path)
    return index


Paths = tuple[Path, ...]
Asked = tuple[Path, Paths, Paths, Paths, Paths]


def _asked(index: _Index, linked: Mapping[Path, Mapping[Path, bool]]) -> Iterator[Asked]:
    """Each document that has others: those of its body's year before, those with its tables, its units, its budget."""
    for (body, year, final), paths in sorted(index.years.items()):
        before = tuple(index.years.get((body, year - 1, final), ()))
        planned = index.years.get((body, year, False), ()) if final else ()
        budgets = tuple(path for path in planned if path in index.tabled)
        tables = tuple(path for path in paths if path in index.tabled)
        for path in paths:
            units = tuple(_units(index, path)) if path in index.lists and index.units else ()
            companions = dict.fromkeys(() if path in index.tabled else tables, True) | dict(linked.get(path, {}))
            wanted = tuple(sorted(other for other, whether in companions.items() if whether))
            if before or wanted or units or budgets:
                yield path, before, wanted, units, budgets


def _units(index: _Index, path: Path) -> Iterator[Path]:
    """The documents of the units that a department lists."""
    document, names = index.known[path].facts.document, index.lists[path]
    yield from dict.fromkeys(unit for name in names for unit in index.units.get(_unit(document, name), ()))


def _unit(document: DocumentHead, name: str | None) -> tuple[str, int | None, str]:
    return document["region"] or "", document["fiscal_year"], plain(name)


def _published(index: _Index, path: Path) -> Published:
    return published(index.known[path].facts.document, _records(path))


def _records(path: Path, names: tuple[str, ...] = _READ) -> Records:
    records = typed({name: made.to_pylist() for name, made in parts.read(path, names)})
    for figure in records.get("figures", ()):
        if isinstance(figure["value"], Decimal):  # stored with six decimals; what was printed tells the precision
            figure["value"] = figure["value"].normalize()
    return records
