"""How far a web page moves the text of a table's cell in from the left: padding, margin and the first line's indent."""

import re
from collections.abc import Iterator

from lxml import etree

from extractors.read.html_style import Declared, Styles
from extractors.read.indents import EM

_LENGTH = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*(px|pt|em|rem|ch|mm|cm|in|pc)?")
_POINTS = {
    "px": 0.75, "pt": 1.0, "em": EM, "rem": EM, "ch": EM / 2, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pc": 12.0,
}  # fmt: skip
"""Points of a unit of length (CSS Values and Units, 6); a number without one counts pixels."""

_LEFT_OF = {1: 0, 2: 1, 3: 1, 4: 3}
"""Which of the values of `padding` and `margin` is that of the left side, by how many there are."""

_AWAY = ("center", "right", "end", "middle", "-webkit-center", "-webkit-right")


def indent_of(td: etree._Element, styles: Styles) -> float | None:
    """Points from a cell's left side to its first text; None where that is aligned to the middle or right."""
    indent, first, aligned = 0.0, 0.0, _inherited_alignment(td, styles)
    for element in _around_the_first_text(td):
        said = styles.of(element)
        aligned = said.get("text-align") or (element.get("align") or "").strip().lower() or aligned
        indent += _side(said, "padding") + (_side(said, "margin") if element is not td else 0.0)
        first = _points(said["text-indent"]) if "text-indent" in said else first
    return None if aligned in _AWAY else indent + first


def _inherited_alignment(td: etree._Element, styles: Styles) -> str:
    """How the row or what is around it aligns its cells; a head is in the middle where nothing says so."""
    if td.tag == "th":
        return "center"
    tr = td.getparent()
    for element in (tr, tr.getparent()) if tr is not None else ():
        said = "" if element is None else styles.of(element).get("text-align") or element.get("align") or ""
        if said and element is not None and element.tag != "table":
            return said.strip().lower()
    return ""


def _around_the_first_text(td: etree._Element) -> Iterator[etree._Element]:
    """A cell and the elements in it, each within the last, that its first text stands in."""
    element: etree._Element | None = td
    while element is not None:
        yield element
        if (element.text or "").strip():
            return
        element = _first_with_text(element)


def _first_with_text(parent: etree._Element) -> etree._Element | None:
    """The child in which a text goes on that does not begin before it; None where it stands between the children."""
    for child in parent.iterchildren(etree.Element):
        if any(text.strip() for text in map(str, child.itertext())):
            return child
        if (child.tail or "").strip():
            return None
    return None


def _side(said: Declared, name: str) -> float:
    """The points of a padding or margin at the left."""
    if f"{name}-left" in said:
        return _points(said[f"{name}-left"])
    values = said.get(name, "").split()
    return _points(values[_LEFT_OF[len(values)]]) if len(values) in _LEFT_OF else 0.0


def _points(length: str) -> float:
    match = _LENGTH.fullmatch(length.strip())
    return float(match[1]) * _POINTS[match[2] or "px"] if match else 0.0
