"""How far a Word paragraph's first line is moved in from the left: by its own properties, else by its style's.

ECMA-376 part 1, 17.3.1.12: `left` (or `start`) with `firstLine` or less `hanging`, in twips; of characters
(`leftChars` …, in hundredths) instead where those are given. What is aligned to the middle or right has no indent.
"""

from collections.abc import Iterator

from lxml import etree

from extractors.read.indents import EM, declared
from extractors.read.office.word_xml import W, printed, value

_TWIP, _HUNDREDTH = 1 / 20, EM / 100
_AT_LEFT = (None, "left", "start", "both", "distribute")
_SIDES = ("left", "start"), ("firstLine",), ("hanging",)


class Indents:
    """The indents that the paragraph styles of a file give."""

    def __init__(self, styles: etree._Element | None) -> None:
        own = list(styles.iterfind(f"{W}style")) if styles is not None else []
        self._own = {style.get(f"{W}styleId", ""): style for style in own}
        paragraphs = (style for style in own if style.get(f"{W}type") == "paragraph")
        self._usual = next((s.get(f"{W}styleId", "") for s in paragraphs if s.get(f"{W}default") in ("1", "true")), "")

    def of_cell(self, tc: etree._Element) -> float | None:
        """The indent in points of a cell's first paragraph with text; None where that is not aligned to the left."""
        for paragraph in printed(tc):
            if paragraph.tag == f"{W}p" and any((text.text or "").strip() for text in paragraph.iter(f"{W}t")):
                return self._of(paragraph.find(f"{W}pPr"))
        return None

    def _of(self, properties: etree._Element | None) -> float | None:
        given = list(self._given(properties))
        aligned = next((jc for each in given if (jc := each.find(f"{W}jc")) is not None), None)
        if value(aligned) not in _AT_LEFT:
            return None
        indents = [ind for each in given if (ind := each.find(f"{W}ind")) is not None]
        left, first, hanging = (_points(indents, names) for names in _SIDES)
        return left - hanging if hanging else left + first

    def _given(self, properties: etree._Element | None) -> Iterator[etree._Element]:
        """The properties that hold for a paragraph, the nearest first: its own, its style's, those of styles below."""
        if properties is not None:
            yield properties
        at = value(properties.find(f"{W}pStyle")) if properties is not None else None
        at = self._usual if at is None else at
        seen: set[str] = set()
        while at and at in self._own and at not in seen:
            seen.add(at)
            style = self._own[at]
            if (inherited := style.find(f"{W}pPr")) is not None:
                yield inherited
            at = value(style.find(f"{W}basedOn"))


def _points(indents: list[etree._Element], names: tuple[str, ...]) -> float:
    """The nearest indent of these names in points; one in characters goes before one in twips beside it."""
    for indent in indents:
        for unit, suffix in ((_HUNDREDTH, "Chars"), (_TWIP, "")):
            for name in names:
                given = indent.get(f"{W}{name}{suffix}")
                if given is not None and (declared(given) or not suffix):
                    return declared(given) * unit
    return 0.0
