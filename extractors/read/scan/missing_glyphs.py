"""A few characters of a page whose fonts do not say what they are: read from the picture of their lines."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium

from extractors.document.troubles import ReadError, Trouble
from extractors.read.pdf.content import Char, Glyph, PageContent
from extractors.read.scan.engine import Image, recognise
from extractors.values.text import compact

_SCALE = 4.0
"""Pixels a point."""

_MARGIN = 1.5
"""Points around a line in its picture."""

_SURE, _AGREE = 0.5, 0.6
"""Probability of a reading that is taken, and share of the line's known characters that must be read as they are."""

READ, LOST = "recognised_characters", "unmapped_characters"


def with_missing(page: pdfium.PdfPage, content: PageContent, unknown: str) -> PageContent:
    """An open page's content, characters that are `unknown` read from its picture where that can be done, and named."""
    lines = list(_lines(content, unknown))
    read: dict[int, str] = {}
    if lines and not content.turned:
        try:
            picture = np.ascontiguousarray(page.render(scale=_SCALE, grayscale=True).to_numpy())
            for line in lines:
                read |= _readings(picture.reshape(picture.shape[:2]), content.chars, line, unknown)
        except ReadError:
            read = {}  # the extra is missing
    chars = [char._replace(text=read.get(at, char.text)) for at, char in enumerate(content.chars)]
    troubles = list(_told(content.number, sum(char.text == unknown for char in content.chars), read))
    return replace(content, chars=chars, troubles=[*content.troubles, *troubles])


def _told(page: int, count: int, read: dict[int, str]) -> Iterator[Trouble]:
    if read:
        texts = "".join(read[at] for at in sorted(read))[:30]
        message = (
            f"page {page}: {len(read)} characters whose font does not say what they are were read from its picture"
        )
        yield Trouble("read", READ, f"{message} (`{texts}`); look at them", page)
    if count > len(read):
        message = f"page {page} shows {count - len(read)} characters whose font does not say what they are; look at it"
        yield Trouble("read", LOST, message, page)


def _lines(content: PageContent, unknown: str) -> Iterator[list[int]]:
    """The numbers of the characters of each stretch of a line in which one is unknown, from left to right."""
    done: set[int] = set()
    for at, char in enumerate(content.chars):
        if char.text == unknown and at not in done:
            line = _around(content, at)
            done |= set(line)
            yield line


def _around(content: PageContent, at: int) -> list[int]:
    """The characters beside one as far as no wide gap and no rule parts them."""
    char = content.chars[at]
    high, middle = char.bottom - char.top, (char.top + char.bottom) / 2
    level = [n for n, c in enumerate(content.chars) if c.top < middle < c.bottom and c.text.strip()]
    level.sort(key=lambda n: content.chars[n].x0)
    rules = [e["x0"] for e in content.edges if e["orientation"] == "v" and e["top"] < middle < e["bottom"]]
    place = level.index(at)
    first, last = place, place
    while first and _is_beside(content.chars[level[first - 1]], content.chars[level[first]], high, rules):
        first -= 1
    while last + 1 < len(level) and _is_beside(content.chars[level[last]], content.chars[level[last + 1]], high, rules):
        last += 1
    return level[first : last + 1]


def _is_beside(left: Char, right: Char, high: float, rules: Sequence[float]) -> bool:
    return right.x0 - left.x1 < high and not any(left.x1 - 1 <= x <= right.x0 + 1 for x in rules)


def _readings(picture: Image, chars: Sequence[Char], line: Sequence[int], unknown: str) -> dict[int, str]:
    """What the unknown characters of a line are read as; nothing where the others are not read as they are."""
    own = [chars[at] for at in line]
    x0, x1 = min(char.x0 for char in own), max(char.x1 for char in own)
    top, bottom = min(char.top for char in own), max(char.bottom for char in own)
    crop = picture[_pixels(top, bottom), _pixels(x0, x1)]
    if not crop.size:
        return {}
    glyphs = [glyph for glyph in recognise(crop) if glyph.text.strip()]
    if not glyphs:
        return {}
    wide = x1 - x0 + 2 * _MARGIN
    shares = [((char.x0 + char.x1) / 2 - x0 + _MARGIN) / wide for char in own]
    seen = glyphs if len(glyphs) == len(own) else [_nearest(glyphs, share) for share in shares]
    known = [(char, glyph) for char, glyph in zip(own, seen, strict=True) if char.text != unknown]
    agreed = sum(compact(char.text) == compact(glyph.text) for char, glyph in known)
    if agreed < _AGREE * len(known):
        return {}
    return {
        at: glyph.text
        for at, char, glyph in zip(line, own, seen, strict=True)
        if char.text == unknown and glyph.confidence >= _SURE
    }


def _pixels(low: float, high: float) -> slice:
    return slice(max(0, int((low - _MARGIN) * _SCALE)), int((high + _MARGIN) * _SCALE) + 1)


def _nearest(glyphs: Sequence[Glyph], share: float) -> Glyph:
    return min(glyphs, key=lambda glyph: abs(glyph.at - share))
