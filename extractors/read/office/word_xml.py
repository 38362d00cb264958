"""The elements of WordprocessingML that both paragraphs and tables need."""

import re
from collections.abc import Iterator

from lxml import etree

_RGB = re.compile(r"[0-9A-F]{6}")
_TINY = 4
"""Half points: letters of 2 points and less nobody reads."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

GONE = frozenset(
    f"{W}{tag}"
    for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "sdtPr", "sdtEndPr", "tblPr", "trPr")
)
"""What is not printed, or read by its name."""

_WRAPPERS = {f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}


def printed(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, those in content controls and insertions too, without what was deleted."""
    for element in parent:
        if element.tag in _WRAPPERS:
            yield from printed(element)
        elif element.tag == ALTERNATE:
            yield from printed(element[0])  # the others say the same for older programs
        elif element.tag not in GONE:
            yield element


def value(element: etree._Element | None) -> str | None:
    """An element's `w:val`; None without one."""
    return element.get(f"{W}val") if element is not None else None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")


class Styles:
    """What the styles of a file say of their letters: hidden, struck out, white, tiny."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._own = {style.get(f"{W}styleId", ""): style for style in (styles if styles is not None else ())}

    def switch(self, properties: etree._Element | None, tag: str, style: str | None = None) -> bool:
        """Whether a run's properties, else its style, else the style of its paragraph turn a switch on."""
        named = [] if properties is None else [value(properties.find(f"{W}rStyle"))]
        for element in (properties, *map(self._letters, (*named, style))):
            own = element.find(f"{W}{tag}") if element is not None else None
            if own is not None:
                return is_on(own)
        return False

    def _letters(self, name: str | None) -> etree._Element | None:
        style = self._own.get(name or "")
        return style.find(f"{W}rPr") if style is not None else None


def is_unseen(properties: etree._Element | None) -> bool:
    """Whether a run's own properties leave nothing to see: letters of no size, or white ones on no ground of theirs."""
    if properties is None:
        return False
    size = value(properties.find(f"{W}sz")) or ""
    if size.isdecimal() and int(size) <= _TINY:
        return True
    white = (value(properties.find(f"{W}color")) or "").upper() == "FFFFFF"
    return white and not any(_is_shaded(around) for around in (properties, *properties.iterancestors()))


def is_blacked_out(properties: etree._Element | None) -> bool:
    """Whether a run's letters have the colour of a ground of their own that is not white: a block is seen."""
    if properties is None:
        return False
    color = (value(properties.find(f"{W}color")) or "").upper()
    shade = properties.find(f"{W}shd")
    ground = (shade.get(f"{W}fill") or "").upper() if shade is not None else ""
    ground = "000000" if value(properties.find(f"{W}highlight")) == "black" else ground
    return bool(_RGB.fullmatch(color)) and color == ground != "FFFFFF"


def _is_shaded(element: etree._Element) -> bool:
    """Whether a run, a paragraph, a cell or a table has a ground that is not white."""
    if element.find(f"{W}highlight") is not None:
        return True
    shades = [element.find(f"{W}{of}/{W}shd") for of in ("pPr", "tcPr", "tblPr")] + [element.find(f"{W}shd")]
    return any(s is not None and (s.get(f"{W}fill") or "auto").upper() not in ("AUTO", "FFFFFF") for s in shades)
