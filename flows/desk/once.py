"""Documents that count once: of one disclosure that is published in several files, one file.

A publisher's earlier version is left out where it was replaced (`documents.superseded_by`). Of renditions, the same
text in another format (`links`), the one stays of which the most numbers were taken; of equals one that
has pages, so that a place is a page; then the first id. The tables
of a disclosure in a workbook beside its prose are no rendition, and both stay.
"""

from collections.abc import Iterable, Mapping

from flows.language import say
from schemas.rows import PublishedDocument, PublishedLink

DOCUMENT_COLUMNS = ("document_id", "superseded_by", "numbers_claimed", "pages")
LINK_COLUMNS = ("document_id", "linked_document_id", "relation", "linked")

NOT_COUNTED = """
SELECT document_id FROM {documents} WHERE superseded_by IS NOT NULL
UNION
SELECT ours.document_id
FROM {links} AS link
JOIN {documents} AS ours ON ours.document_id IN (link.document_id, link.linked_document_id)
JOIN {documents} AS other ON other.document_id IN (link.document_id, link.linked_document_id)
WHERE link.relation = 'rendition' AND link.linked AND other.superseded_by IS NULL
  AND (-other.numbers_claimed, other.pages IS NULL, other.document_id)
    < (-ours.numbers_claimed, ours.pages IS NULL, ours.document_id)
"""
"""The same rule as SQL, for views; `{documents}` and `{links}` are filled in."""


def not_counted(documents: Iterable[PublishedDocument], links: Iterable[PublishedLink]) -> frozenset[str]:
    """The ids of the documents to leave out, from rows with the columns above.

    A link to a document that is not among `documents` leaves nothing out.
    """
    return frozenset(counted_instead(documents, links))


def counted_instead(documents: Iterable[PublishedDocument], links: Iterable[PublishedLink]) -> dict[str, str]:
    """The id of each document to leave out, with that of the one that counts in its place."""
    rank, instead = {}, {}
    for row in documents:
        rank[row["document_id"]] = (-(row["numbers_claimed"] or 0), row["pages"] is None, row["document_id"])
        if row["superseded_by"] is not None:
            instead[row["document_id"]] = row["superseded_by"]
    replaced = frozenset(instead)
    for link in links:
        pair = {link["document_id"], link["linked_document_id"]}
        if link["relation"] == "rendition" and link["linked"] and pair <= rank.keys() and not pair & replaced:
            best, other = sorted(pair, key=rank.__getitem__)
            instead[other] = min(best, instead.get(other, best), key=rank.__getitem__)
    return {one: _last(one, instead) for one in instead}


def left_out_said(count: int) -> str:
    """What is said of that many files that were left out."""
    return say(
        "files left out, since another of the same disclosure counts: {count}; --all-files takes them too", count=count
    )


def _last(document_id: str, instead: Mapping[str, str]) -> str:
    """The document that stands for one, where another stands for the first that does."""
    seen = {document_id}
    while (following := instead.get(document_id)) is not None and following not in seen:
        seen.add(document_id := following)
    return document_id
