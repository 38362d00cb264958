"""The checks between documents, made from their parts when they are published.

    OUT/parts/across/<document_id>-across.arrows     the checks of a document against others

They are made from what the parts hold, in the order of the documents' ids, so the same parts give the same bytes.
The stamp of such a file is the digest of the parts that it was made from: while those stay as they are it is not made
again. Files that nothing asks for any more are removed. Documents that stand alone are only looked at.
"""

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from flows import parts
from schemas.identities.across import body_of, evaluate_across, published
from schemas.identities.base import plain
from schemas.tables import COMMON, Records, Row

FOLDER = "across"
_READ = ("figures", "budget_lines", "tables", "organizations")


def write(out: Path) -> None:
    """Writes the checks between all documents that have a part in `out`."""
    index = dict(_index(out))
    read = cache(lambda path: published(index[path], _records(path)))
    asked = set()
    for path, others in _pairs(index):
        target = out / "parts" / FOLDER / f"{index[path]['document_id']}-across.arrows"
        asked.add(target)
        stamp = _digest([path, *others])
        if not target.exists() or parts.documents(target)[1] != stamp:
            checks = evaluate_across(read(path), list(map(read, others)))
            common = {name: index[path][name] for name in COMMON}
            parts.write(target, common, {"checks": checks}, stamp)
    for stale in set((out / "parts" / FOLDER).glob("*.arrows")) - asked:
        stale.unlink()


def _index(out: Path) -> Iterator[tuple[Path, Row]]:
    """The parts of documents that say whose and of which year they are, in the order of their ids."""
    for path in sorted((out / "parts").glob("*/*.arrows"), key=lambda path: path.name):
        if path.parent.name not in (parts.FAILED, FOLDER):
            document, _ = parts.documents(path)
            if document and body_of(document):
                yield path, document


def _pairs(index: dict[Path, Row]) -> Iterator[tuple[Path, list[Path]]]:
    """Each document with the others that it is compared with: of its body, and of the units that it lists."""
    bodies: dict[tuple[str, str] | None, list[Path]] = {}
    units: dict[tuple[str, int, str], list[Path]] = {}
    for path, document in index.items():
        bodies.setdefault(body_of(document), []).append(path)
        if document["level"] == "unit":
            units.setdefault(_unit(document, document["publisher"]), []).append(path)
    for path, document in index.items():
        others = [other for other in bodies[body_of(document)] if other != path and _near(document, index[other])]
        if units and document["level"] == "department":
            names = [row["name"] for row in _records(path, ("organizations",)).get("organizations", ())]
            found = (unit for name in names for unit in units.get(_unit(document, name), ()))
            others += [unit for unit in dict.fromkeys(found) if unit not in others]
        if others:
            yield path, others


def _unit(document: Row, name: str | None) -> tuple[str, int, str]:
    return document["region"] or "", document["fiscal_year"], plain(name)


def _near(document: Row, other: Row) -> bool:
    """Whether another document of the body is of the same year or the year before."""
    return int(document["fiscal_year"]) - int(other["fiscal_year"]) in (0, 1)


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _records(path: Path, names: tuple[str, ...] = _READ) -> Records:
    records: Records = {name: made.to_pylist() for name, made in parts.read(path) if name in names}
    for figure in records.get("figures", ()):
        if isinstance(figure["value"], Decimal):  # stored with six decimals; what was printed tells the precision
            figure["value"] = figure["value"].normalize()
    return records
