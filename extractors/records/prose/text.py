"""The text of a paragraph as prose is read."""

from extractors.document.model import Paragraph
from extractors.values.text import plain_prose
from schemas.words.prose import prose_words

_PAGE_NUMBER = prose_words().tokens.page_number
_PARTED = prose_words().tokens.parted_thousands
_BRACKETED = prose_words().tokens.bracketed_change
_EITHER, _OPEN = prose_words().tokens.either_change, prose_words().tokens.open_change


_AS_PARENTHESES = str.maketrans("【】", "（）")


def prose_of(paragraph: Paragraph) -> str:
    """Digits half-width, marks full-width, 【】 as parentheses, parted thousands closed, page numbers and brackets
    around a word of change blanked, a change that is left open (增加（减少）) called that; as long as the paragraph.
    """
    text = plain_prose(paragraph.text).translate(_AS_PARENTHESES)
    text = _PAGE_NUMBER.sub(lambda match: " " * len(match[0]), text) if "—" in text or "－" in text else text
    text = _EITHER.sub(lambda match: _OPEN.ljust(len(match[0])), text)
    text = _BRACKETED.sub(r"\g<change>\g<extent>  ", text)
    return _PARTED.sub(r"\g<head>,\g<tail>\g<gap>", text)
