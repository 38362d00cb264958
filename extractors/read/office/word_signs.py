"""Characters that a Word file names otherwise than by themselves: tabs and breaks, and those of symbol fonts."""

from lxml import etree

from extractors.read.office.word_xml import W
from extractors.values.symbols import is_symbol, sign_of

SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
"""Elements that stand for a character each."""


def is_in_symbol(run: etree._Element) -> bool:
    """Whether a run names no font but Symbol for its letters."""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    names = [] if fonts is None else [fonts.get(f"{W}{kind}") for kind in ("ascii", "hAnsi", "cs")]
    return any(map(is_symbol, names))


def sign_in_text(element: etree._Element) -> str:
    """What an element that stands for a character prints; the break of a page or column nothing."""
    if element.tag == f"{W}sym":
        return _symbol(element)
    return "" if element.get(f"{W}type") in ("page", "column") else SIGNS[str(element.tag)]


def _symbol(element: etree._Element) -> str:
    """A character that is named by its code; of symbol fonts the signs of Symbol alone have a meaning as text."""
    code = int(element.get(f"{W}char") or "0", 16)
    if is_symbol(element.get(f"{W}font")):
        return sign_of(code) or ""
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code < 0x11_0000 else ""
