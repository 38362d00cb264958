"""The checks between documents, made from their parts when they are published.

    OUT/parts/across/<document_id>-across.arrows     the checks of a document against others

They are made from what the parts hold, in the order of the documents' ids, so the same parts give the same bytes.
The stamp of such a file is the digest of the parts that it was made from: while those stay as they are it is not made
again. Files that nothing asks for any more are removed. A document that stands alone is not read. What the documents
of a body say for a year is gathered once, so the work grows with the documents and not with their pairs.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from flows import parts
from schemas.identities.across import Others, Published, Year, body_of, evaluate_across, published, year_of
from schemas.identities.base import plain
from schemas.tables import COMMON, Records, Row

FOLDER = "across"
_READ = ("figures", "budget_lines", "tables", "organizations")
_TABLES = "budget_lines"

Key = tuple[tuple[str, str], int]
"""A body and a year."""


@dataclass
class _Index:
    """The documents that say whose and of which year they are, in the order of their ids."""

    documents: dict[Path, Row] = field(default_factory=dict)
    years: dict[Key, list[Path]] = field(default_factory=dict)
    tabled: set[Path] = field(default_factory=set)
    """Those with standard tables."""
    units: dict[tuple[str, int, str], list[Path]] = field(default_factory=dict)


def write(out: Path) -> None:
    """Writes the checks between all documents that have a part in `out`."""
    index = _index(out)
    digest = cache(lambda path: hashlib.sha256(path.read_bytes()).digest())

    @lru_cache(maxsize=4)
    def year(paths: tuple[Path, ...]) -> Year:
        return year_of(_published(index, path) for path in paths)

    asked = set()
    for path, before, tables, units in _asked(index):
        target = out / "parts" / FOLDER / f"{index.documents[path]['document_id']}-across.arrows"
        asked.add(target)
        stamp = hashlib.sha256(b"".join(map(digest, (path, *before, *tables, *units)))).hexdigest()
        if not target.exists() or parts.documents(target)[1] != stamp:
            listed = [_published(index, unit) for unit in units]
            others = Others(year(before) if before else None, year(tables) if tables else None, listed)
            checks = evaluate_across(_published(index, path), others)
            common = {name: index.documents[path][name] for name in COMMON}
            parts.write(target, common, {"checks": checks}, stamp)
    for stale in set((out / "parts" / FOLDER).glob("*.arrows")) - asked:
        stale.unlink()


def _index(out: Path) -> _Index:
    index = _Index()
    for path in sorted((out / "parts").glob("*/*.arrows"), key=lambda path: path.name):
        document = parts.documents(path)[0] if path.parent.name not in (parts.FAILED, FOLDER) else None
        body = body_of(document) if document else None
        if document and body:
            index.documents[path] = document
            index.years.setdefault((body, document["fiscal_year"]), []).append(path)
            if _TABLES in parts.holds(path):
                index.tabled.add(path)
            if document["level"] == "unit":
                index.units.setdefault(_unit(document, document["publisher"]), []).append(path)
    return index


Asked = tuple[Path, tuple[Path, ...], tuple[Path, ...], tuple[Path, ...]]


def _asked(index: _Index) -> Iterator[Asked]:
    """Each document that has others: those of its body's year before, those with its year's tables, its units."""
    for (body, year), paths in sorted(index.years.items()):
        before = tuple(index.years.get((body, year - 1), ()))
        tables = tuple(path for path in paths if path in index.tabled)
        for path in paths:
            units = tuple(_units(index, path)) if index.units else ()
            wanted = () if path in index.tabled else tables
            if before or wanted or units:
                yield path, before, wanted, units


def _units(index: _Index, path: Path) -> Iterator[Path]:
    """The documents of the units that a department lists."""
    document = index.documents[path]
    if document["level"] == "department":
        names = [row["name"] for row in _records(path, ("organizations",)).get("organizations", ())]
        found = (unit for name in names for unit in index.units.get(_unit(document, name), ()))
        yield from dict.fromkeys(found)


def _unit(document: Row, name: str | None) -> tuple[str, int, str]:
    return document["region"] or "", document["fiscal_year"], plain(name)


def _published(index: _Index, path: Path) -> Published:
    return published(index.documents[path], _records(path))


def _records(path: Path, names: tuple[str, ...] = _READ) -> Records:
    records: Records = {name: made.to_pylist() for name, made in parts.read(path) if name in names}
    for figure in records.get("figures", ()):
        if isinstance(figure["value"], Decimal):  # stored with six decimals; what was printed tells the precision
            figure["value"] = figure["value"].normalize()
    return records
