"""Versions: which document replaced which.

A publisher replaces a disclosure without a word: the address stays and other bytes stand there, or the corrected file
goes up under another address. Both are kept; which is which is told here, and only here, by two rules.

1. One address (and one place in the ZIP that stands there): the later bytes replaced the earlier. Unless they say of
   themselves that they are something else: another year's, another body's, final accounts. `当年预算.pdf` is next
   year another document.
2. Different addresses, or none: the same body, year, kind, level, title, format and file name, and none of them
   unknown, both with standard or other known tables or both without, had a day or more apart. The prose and the
   tables of one budget have other names and titles; its Word and its PDF another format; two files of one day were
   public together. A document that replaced another by rule 1 is of its own address and is not asked again.

When in doubt, two documents are two: a version that is not known costs a reader a second look, one that is wrongly
called replaced costs him the document. Local files have no time and are nobody's version.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Literal

from extractors.check.between_documents.head import DocumentHead
from extractors.check.disclosure import plain
from extractors.values.body_names import same_body, short_name

_APART = timedelta(days=1)
_INNER = "!/"
_COPY = re.compile(r"(?:[（(]\d{1,2}[)）]|[-_ ]?副本)+(?=\.\w+$|$)")
"""What browsers and desktops add to the name of a file that is there already."""

_SAID: tuple[Literal["fiscal_year", "kind", "level"], ...] = ("fiscal_year", "kind", "level")

COLUMNS = (
    "document_id", "fiscal_year", "region", "publisher", "file_name", "source_url", "media_type", "title", "kind",
    "level", "retrieved_at", "tables_recognised",
)  # fmt: skip
"""The columns of `documents` by which versions are told."""


class Dated(DocumentHead, total=False):
    """A document, and when it was first downloaded."""

    retrieved_at: datetime | None


def superseded(documents: Iterable[Dated]) -> dict[str, str]:
    """The document_id of the version before, by that of each document that replaced one.

    A document replaces one at most, and is replaced by one at most.
    """
    dated = sorted(
        {row["document_id"]: row for row in documents if row["retrieved_at"] is not None}.values(),
        key=lambda row: (row["retrieved_at"], row["document_id"]),
    )
    before: dict[str, str] = {}
    _follow(dated, _address, _nothing_contradicts, before)
    _follow(dated, _likeness, _on_other_days, before)
    return before


def keys(row: DocumentHead) -> Iterator[Hashable]:
    """What two versions may have in common: of documents that share none of it neither replaced the other."""
    yield from (key for key in (_address(row), _likeness(row)) if key is not None)


def _follow(
    dated: Iterable[Dated],
    alike: Callable[[Dated], Hashable | None],
    fits: Callable[[Dated, Dated], bool],
    before: dict[str, str],
) -> None:
    """Adds to `before` each document that follows one which is alike and fits, the last that nothing replaced yet."""
    replaced = set(before.values())
    standing: dict[Hashable, list[Dated]] = {}
    for row in dated:
        key = alike(row)
        if key is None:
            continue
        earlier = standing.setdefault(key, [])
        found = next((old for old in reversed(earlier) if fits(old, row)), None)
        if found and row["document_id"] not in before:
            before[row["document_id"]] = found["document_id"]
            earlier.remove(found)
        if row["document_id"] not in replaced:
            earlier.append(row)


def _address(row: DocumentHead) -> Hashable | None:
    """Where it was published; a file in a ZIP by its place there."""
    return (row["source_url"], row["file_name"].partition(_INNER)[2]) if row["source_url"] else None


def _nothing_contradicts(old: DocumentHead, new: DocumentHead) -> bool:
    """Whether two documents do not say of themselves that they are of different years, kinds, levels or bodies."""
    for column in _SAID:
        said = {old[column], new[column]} - {None, "other"}
        if len(said) > 1:
            return False
    names = [short_name(row["publisher"]) for row in (old, new) if row["publisher"]]
    return len(names) < 2 or same_body(*names)


def _likeness(row: DocumentHead) -> Hashable | None:
    """What two versions under different addresses have in common; None where something of it is unknown."""
    year, publisher, level, title = row["fiscal_year"], row["publisher"], row["level"], row["title"]
    if year is None or publisher is None or level is None or title is None or row["kind"] == "other":
        return None
    name = plain(_COPY.sub("", row["file_name"].rpartition("/")[2]))
    body = (row["region"] or "", short_name(publisher))
    return body, year, row["kind"], level, plain(title), row["media_type"], name, bool(row["tables_recognised"])


def _on_other_days(old: Dated, new: Dated) -> bool:
    if old["retrieved_at"] is None or new["retrieved_at"] is None:
        return False
    apart: timedelta = new["retrieved_at"] - old["retrieved_at"]
    return apart >= _APART
