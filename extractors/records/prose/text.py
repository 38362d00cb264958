"""The text of a paragraph as prose is read."""

import re

from extractors.document.model import Paragraph
from extractors.values.text import plain_prose
from schemas.words.prose import prose_words

_PAGE_NUMBER, _FACTOR = prose_words().tokens.page_number, prose_words().tokens.factor
_PARTED = prose_words().tokens.parted_thousands
_PARTED_SIGN = re.compile(r"，\s+\d{3}")
_BRACKETED = prose_words().tokens.bracketed_change
_EITHER, _OPEN = prose_words().tokens.either_change, prose_words().tokens.open_change


def prose_of(paragraph: Paragraph) -> str:
    """Digits half-width, marks full-width, 【】 as parentheses, parted thousands closed, page numbers, ×100% in a
    formula and brackets around a word of change blanked, a change that is left open (增加（减少）) called that; as
    long as the paragraph.
    """
    text = plain_prose(paragraph.text).replace("【", "（").replace("】", "）")
    text = _PAGE_NUMBER.sub(lambda match: " " * len(match[0]), text) if "—" in text or "－" in text else text
    text = _FACTOR.sub(lambda match: " " * len(match[0]), text) if "=" in text or "＝" in text else text
    if "（" in text:
        text = _EITHER.sub(lambda match: _OPEN.ljust(len(match[0])), text)
        text = _BRACKETED.sub(r"\g<change>\g<extent>  ", text)
    return _PARTED.sub(r"\g<head>,\g<tail>\g<gap>", text) if _PARTED_SIGN.search(text) else text
