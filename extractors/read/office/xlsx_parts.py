"""What stands beside the cells of a workbook: its styles, the pictures and boxes of text on its sheets."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.read.indents import declared
from extractors.read.office.sheet import INDENT
from extractors.read.office.xlsx_conditions import Look
from extractors.read.package import part, related, whole
from extractors.values.number_formats import BUILT_IN, printed

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_AT_LEFT = ("general", "left", "justify", "distributed")
_SIDES = ("left", "right", "start", "end")
_WHITE_INDEXES = ("1", "9")
_LIGHT_THEME = "0"
"""The theme's first colour is that of the sheet."""

_SMALL = 3 * 360_000
"""A picture of less than 3 cm (in English Metric Units) is an emblem."""


@dataclass(frozen=True, slots=True)
class CellStyles:
    """What each cell style does, by its number, and what each conditional format does."""

    formats: list[str] = field(default_factory=list)
    """Number formats."""
    ruled: list[bool] = field(default_factory=list)
    """Whether it has a rule at the left or right."""
    invisible: list[bool] = field(default_factory=list)
    """Whether it prints in the colour of its ground."""
    struck: list[bool] = field(default_factory=list)
    """Whether it strikes its text out."""
    tinted: list[bool] = field(default_factory=list)
    """Whether its ground is not white."""
    indents: list[float | None] = field(default_factory=list)
    """Points by which it moves a text in that begins at the left; None for one that does not."""
    looks: list[Look] = field(default_factory=list)


def styles(root: etree._Element | None) -> CellStyles:
    """The styles of a workbook."""
    found = CellStyles()
    if root is None:
        return found
    own = {whole(e.get("numFmtId"), 0): e.get("formatCode", "General") for e in root.iter(f"{_S}numFmt")}
    borders = [
        any(side.get("style", "none") != "none" for side in border if etree.QName(side).localname in _SIDES)
        for border in _children(root.find(f"{_S}borders"))
    ]
    fonts = list(_children(root.find(f"{_S}fonts")))
    fills = [fill.find(f"{_S}patternFill") for fill in _children(root.find(f"{_S}fills"))]
    for style in _children(root.find(f"{_S}cellXfs")):
        number, border, font, fill = (
            whole(style.get(name), 0) for name in ("numFmtId", "borderId", "fontId", "fillId")
        )
        found.formats.append(own.get(number) or BUILT_IN.get(number, "General"))
        found.ruled.append(border < len(borders) and borders[border])
        letters, ground = fonts[font] if font < len(fonts) else None, fills[fill] if fill < len(fills) else None
        found.invisible.append(letters is not None and _is_unseen(letters.find(f"{_S}color"), ground))
        found.struck.append(letters is not None and _is_struck(letters.find(f"{_S}strike")))
        found.tinted.append(not _is_plain(ground))
        found.indents.append(_indent(style.find(f"{_S}alignment")))
    found.looks.extend(map(_look, _children(root.find(f"{_S}dxfs"))))
    return found


def _indent(alignment: etree._Element | None) -> float | None:
    if alignment is None:
        return 0.0
    at_left = alignment.get("horizontal", "general") in _AT_LEFT
    return declared(alignment.get("indent")) * INDENT if at_left else None


def _look(format_: etree._Element) -> Look:
    """What a conditional format does. Its solid fill may say only its colour, as `bgColor`."""
    color = format_.find(f"{_S}font/{_S}color")
    ground = format_.find(f"{_S}fill/{_S}patternFill/{_S}bgColor")
    number = format_.find(f"{_S}numFmt")
    blank = number is not None and not printed("1", number.get("formatCode", "General"), from_1904=False).strip()
    if ground is None or _is_white(ground):
        white = _is_white(color)
        return Look(white, blank or (white and ground is not None), color is not None or blank)
    same = color is not None and sorted(color.items()) == sorted(ground.items())
    return Look(same or blank, same or blank, color is not None or blank)


def _is_struck(strike: etree._Element | None) -> bool:
    return strike is not None and strike.get("val") not in ("0", "false")


def _is_unseen(color: etree._Element | None, ground: etree._Element | None) -> bool:
    """Whether letters have the colour of what is behind them: white on the sheet, or that of their own fill."""
    if _is_plain(ground):
        return _is_white(color)
    fill = ground.find(f"{_S}fgColor") if ground is not None and ground.get("patternType") == "solid" else None
    return color is not None and fill is not None and sorted(color.items()) == sorted(fill.items())


def _is_white(color: etree._Element | None) -> bool:
    if color is None or color.get("tint") not in (None, "0"):
        return False
    return (
        (color.get("rgb") or "")[-6:].upper() == "FFFFFF"
        or color.get("indexed") in _WHITE_INDEXES
        or color.get("theme") == _LIGHT_THEME
    )


def _is_plain(pattern: etree._Element | None) -> bool:
    """Whether a fill leaves the sheet white."""
    if pattern is None:
        return True  # a gradient would be an element of its own, and letters on it are meant to be seen
    kind = pattern.get("patternType", "none")
    return kind == "none" or (kind == "solid" and _is_white(pattern.find(f"{_S}fgColor")))


def drawn_texts(box: zipfile.ZipFile, sheet: str) -> list[str]:
    """The texts of boxes and shapes that lie on a worksheet, a line a paragraph."""
    return [
        text
        for _, kind, target in related(box, sheet)
        if kind == "drawing"
        for anchor in _children(part(box, target))
        for paragraph in anchor.iter(f"{_A}p")
        if (text := "".join(piece.text or "" for piece in paragraph.iter(f"{_A}t")).strip())
    ]


def pictures(box: zipfile.ZipFile, sheet: str) -> int:
    """How many pictures that may show a table lie on a worksheet."""
    return sum(
        1
        for _, kind, target in related(box, sheet)
        if kind == "drawing"
        for anchor in _children(part(box, target))
        if next(anchor.iter(f"{_DRAWING}pic"), None) is not None and not _is_small(anchor)
    )


def _is_small(anchor: etree._Element) -> bool:
    extent = anchor.find(f"{_DRAWING}ext")
    if extent is not None:
        return min(whole(extent.get(side), 0) for side in ("cx", "cy")) < _SMALL
    ends = [anchor.find(f"{_DRAWING}{end}/{_DRAWING}row") for end in ("from", "to")]
    rows = [whole(end.text, 0) for end in ends if end is not None]
    return len(rows) == 2 and rows[1] - rows[0] < 2


def _children(element: etree._Element | None) -> Iterator[etree._Element]:
    return iter(element) if element is not None else iter(())
