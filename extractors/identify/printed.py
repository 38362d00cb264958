"""Which of the titles that a document prints is its own, and what the others are."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from extractors.document.model import Document
from extractors.identify.content import FIRST
from extractors.identify.covers import TITLE_PAGE
from extractors.identify.evidence import OTHER, Said, of_the_page


def apart_from_the_page(found: list[Said]) -> tuple[list[Said], list[Said]]:
    """The titles, and apart from them those in the path of a web page, which may be of who keeps the site."""
    path = [said for said in found if said.paragraph and of_the_page(said.paragraph.text)]
    return [said for said in found if said not in path], [replace(said, source="path", kind=None) for said in path]


def own_title(found: list[Said]) -> Said | None:
    """The first title that names a publisher, else the first with a year, else the first."""
    return next(
        (said for said in found if said.name), next((said for said in found if said.year), next(iter(found), None))
    )


def headings(found: Sequence[Said], title: Said | None, document: Document) -> list[Said]:
    """The other titles of the first pages that name a body, each text once: a running head may be of another."""
    first = {id(paragraph) for paragraph in document.paragraphs[:FIRST]}
    others = {said.text: said for said in reversed(found) if said.name and id(said.paragraph) in first}
    return [replace(said, source="heading") for said in others.values() if title and said.text != title.text]


def without_a_name(found: Sequence[Said], title: Said | None, document: Document) -> list[Said]:
    """The first title of a title page (2031年市级部门预算（草案）), where the one that names the body tells less."""
    first = {id(paragraph) for paragraph in document.paragraphs[:TITLE_PAGE]}
    if title is None or not title.name or (title.year and title.level):
        return []
    others = (said for said in found if not said.name and said.kind != OTHER and id(said.paragraph) in first)
    return [replace(said, source="title_page", kind=None) for said in islice(others, 1)]
