"""The text of a paragraph as prose is read."""

from extractors.document.model import Paragraph
from extractors.values.text import plain_prose
from schemas.words.prose import prose_words

_PAGE_NUMBER = prose_words().tokens.page_number


def prose_of(paragraph: Paragraph) -> str:
    """Digits half-width, marks full-width, page numbers inside blanked; the length is the paragraph's."""
    text = plain_prose(paragraph.text)
    return _PAGE_NUMBER.sub(lambda match: " " * len(match[0]), text) if "—" in text or "－" in text else text
