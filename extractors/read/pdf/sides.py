"""Parts of a page that stand beside one another: two tables, each below its name, or two pages on one sheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from extractors.document.place import Box
from extractors.read.pdf.content import Char, PageContent
from extractors.read.pdf.grid import Grid
from extractors.read.pdf.lines import text_lines
from extractors.read.pdf.named_beside import named_beside
from extractors.values.line_shapes import LABELLED_LINE, ORGANISATION_LINE
from extractors.values.money import UNIT_LINE
from extractors.values.text import clean
from schemas.words.lines import line_words

_GAP = 6.0
"""Points at least between two tables that stand beside one another."""

_AROUND, _NEAR = 1.5, 0.45
"""A line bridges the gap where it has a letter so many heights from its middle, or such a share of its width."""

_LEVEL = 0.5
"""Share of the lower of two tables, or lines, that stands beside the other."""

_LYING, _FOLD = 1.2, 0.02
"""Two pages on one sheet: it is so much wider than high, and such a share of its width at both sides of its middle is
blank."""

_PROSE = re.compile(r"(?:[\u4e00-\u9fff][^\u4e00-\u9fff]{0,3}){12,}")
_NUMBER = re.compile(r"\d+")
_CLAUSE = re.compile(r"[，。；]")
_LINES, _CLAUSES, _LETTERS = 3, 2, 20
"""So many lines of prose, and such of them with a mark of a clause, are no table; so many letters make half a page."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """From where to where things stand beside one another; `x` is the middle of the gap, `width` how wide it is."""

    x: float
    width: float
    top: float
    bottom: float


def parts(content: PageContent, grids: Sequence[Grid]) -> list[PageContent]:
    """The parts of a page to be read one after the other; none where nothing stands side by side."""
    found = _fold(content) or _between(grids)
    stretch = _grown(found, content) if found else _unruled(content, grids)
    if stretch is None:
        return []
    boxes: tuple[Box, ...] = (
        (-1e6, -1e6, 1e6, stretch.top),
        (-1e6, stretch.top, stretch.x, stretch.bottom),
        (stretch.x, stretch.top, 1e6, stretch.bottom),
        (-1e6, stretch.bottom, 1e6, 1e6),
    )
    cut = [_within(content, box) for box in boxes]
    return [part for part in cut if part.chars] if cut[1].chars and cut[2].chars else []


def _between(grids: Sequence[Grid]) -> _Stretch | None:
    """Where two tables stand beside one another."""
    for first, second in combinations(grids, 2):
        left, right = (first, second) if first.xs[0] < second.xs[0] else (second, first)
        top, bottom = max(left.ys[0], right.ys[0]), min(left.ys[-1], right.ys[-1])
        lower = min(left.ys[-1] - left.ys[0], right.ys[-1] - right.ys[0])
        width = right.xs[0] - left.xs[-1]
        if width > _GAP and bottom - top > _LEVEL * lower and min(len(left.ys), len(right.ys)) > 2:
            ends = min(left.ys[0], right.ys[0]), max(left.ys[-1], right.ys[-1])
            return _Stretch((left.xs[-1] + right.xs[0]) / 2, width, *ends)
    return None


def _unruled(content: PageContent, grids: Sequence[Grid]) -> _Stretch | None:
    """Where two tables that nothing rules stand beside one another, from their names on; no rule may join them."""
    gap = named_beside(content.chars)
    if gap is None or any(grid.ys[0] < gap.bottom and grid.ys[-1] > gap.top for grid in grids):
        return None
    x = (gap.left + gap.right) / 2
    if any(e["x0"] < x < e["x1"] and gap.top < e["top"] < gap.bottom for e in content.edges if not e.get("ground")):
        return None
    return _Stretch(x, gap.right - gap.left, gap.top, gap.bottom)


def _fold(content: PageContent) -> _Stretch | None:
    """Where a sheet holds two pages: one of prose at least, or each with its number."""
    x, blank = content.width / 2, _FOLD * content.width
    if content.width < _LYING * content.height or any(c.x0 < x + blank and c.x1 > x - blank for c in content.chars):
        return None
    if any(edge["x0"] < x < edge["x1"] for edge in content.edges if not edge.get("ground")):
        return None
    halves = [[c for c in content.chars if c.x1 < x], [c for c in content.chars if c.x0 > x]]
    if min(map(len, halves)) < _LETTERS or not (_are_numbered(halves) or any(map(_is_prose, halves))):
        return None
    return _Stretch(x, 2 * blank, 0.0, content.height)


def _are_numbered(halves: Sequence[list[Char]]) -> bool:
    """Whether the last lines of two halves are the numbers of two pages that follow each other."""
    last = [max(text_lines(chars), key=lambda line: line[1][3])[0].strip() for chars in halves]
    if not all(line_words().page_number.fullmatch(line) for line in last):
        return False
    numbers = [[int(number) for number in _NUMBER.findall(line)] for line in last]
    return bool(numbers[0] and numbers[1]) and numbers[1][0] == numbers[0][0] + 1


def _is_prose(chars: list[Char]) -> bool:
    lines = [text for text, _ in text_lines(chars) if _PROSE.search(text)]
    return len(lines) >= _LINES and sum(_CLAUSE.search(line) is not None for line in lines) >= _CLAUSES


def _grown(core: _Stretch, content: PageContent) -> _Stretch:
    """A stretch with the lines above and below it that stand side by side too, and are no labels of one table."""
    beyond = [c for c in content.chars if not core.top <= (c.top + c.bottom) / 2 <= core.bottom]
    bars = [*_bridging(beyond, core), *((e["top"], e["bottom"]) for e in content.edges if e["x0"] < core.x < e["x1"])]
    ceiling = max((bottom for _, bottom in bars if bottom <= core.top), default=None)
    floor = min((top for top, _ in bars if top >= core.bottom), default=None)
    left, right = (
        [(text, box) for text, box in text_lines(chars) if (ceiling or 0) <= box[1] and box[3] <= (floor or 1e6)]
        for chars in ([c for c in beyond if c.x1 <= core.x], [c for c in beyond if c.x0 >= core.x])
    )
    pairs = list(_pairs(left, right))
    top = min((box[1] for pair in pairs for box in pair), default=core.top)
    bottom = max((box[3] for pair in pairs for box in pair), default=core.bottom)
    if ceiling is None and top < core.top:
        top = 0.0
    return replace(core, top=min(top, core.top), bottom=max(bottom, core.bottom))


def _bridging(chars: Sequence[Char], core: _Stretch) -> Iterator[tuple[float, float]]:
    """From where to where lines reach that stand over the gap."""
    for char in chars:
        near = min(_AROUND * (char.bottom - char.top), _NEAR * core.width)
        if char.x0 < core.x + near and char.x1 > core.x - near:
            yield char.top, char.bottom


def _pairs(left: Sequence[tuple[str, Box]], right: Sequence[tuple[str, Box]]) -> Iterator[tuple[Box, Box]]:
    """Lines beside one another that each say something of their own side."""
    for text, a in left:
        for other, b in right:
            level = min(a[3], b[3]) - max(a[1], b[1])
            if level > _LEVEL * min(a[3] - a[1], b[3] - b[1]) and not (_is_label(text) or _is_label(other)):
                yield a, b


def _is_label(text: str) -> bool:
    line = clean(text)
    return any((UNIT_LINE.fullmatch(line), LABELLED_LINE.match(line), ORGANISATION_LINE.fullmatch(line)))


def _within(content: PageContent, box: Box) -> PageContent:
    """A part of a page; what stands in it keeps its place on the page."""
    x0, top, x1, bottom = box
    own = [
        number
        for number, c in enumerate(content.chars)
        if x0 <= (c.x0 + c.x1) / 2 < x1 and top <= (c.top + c.bottom) / 2 < bottom
    ]
    edges = [e for e in content.edges if _inside(e, box)]
    clipped = {at: content.clipped[number] for at, number in enumerate(own) if number in content.clipped}
    return replace(content, chars=[content.chars[number] for number in own], edges=edges, clipped=clipped)


def _inside(edge: dict[str, float], box: Box) -> bool:
    return (
        box[0] <= (edge["x0"] + edge["x1"]) / 2 < box[2]
        and box[1] - 1 <= (edge["top"] + edge["bottom"]) / 2 < box[3] + 1
    )
