"""The headings above each paragraph."""

from extractors.document.model import Document, Paragraph
from extractors.values.enumerators import enumerator, is_heading

Sections = dict[int, tuple[str, ...]]
"""Headings from the outermost inwards, by index of paragraph; a heading's own are those with itself."""


def sections(document: Document) -> Sections:
    """The outline of a document.

    Numbering styles nest in the order in which they appear (第一部分 may stand below 五、 or above 一、), so a heading
    closes all that were opened since its own style was last seen.
    """
    open_headings: list[tuple[str, str]] = []
    found: Sections = {}
    for paragraph in document.paragraphs:
        style = _style(paragraph)
        if style:
            styles = [open_style for open_style, _ in open_headings]
            if style in styles:
                del open_headings[styles.index(style) :]
            open_headings.append((style, paragraph.text.rstrip("：:")))
        found[paragraph.index] = tuple(text for _, text in open_headings)
    return found


def _style(paragraph: Paragraph) -> str | None:
    numbered = enumerator(paragraph.text)
    return numbered[0] if numbered and is_heading(paragraph.text) else None
