"""Numbers that their cell is too narrow for: `385.5` over `3` is one, printed on two lines."""

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import or_

from extractors.document.place import Box
from extractors.read.pdf.content import Char
from extractors.read.pdf.grid import Grid
from extractors.values.numbers import is_number

_DIGITS = re.compile(r"[-−]?[\d,.]+%?")
_CUT = re.compile(r"(?:.*\d)?\.\d?\n\d{1,2}%?|.*\d\n\.\d+%?|\d{1,3}(?:,\d{3})*,\d{0,2}\n\d.*|.*\n%")
"""A break behind the point or the first decimal, before the point, within a group of thousands, or before the sign: the
first line, or the second, is no number of its own."""

_WHOLE = re.compile(r"\d+\n(?:\d.*|\.)")
"""A break between two digits, or before the point: of one number where another leaves a piece (`33`, `9.0`, `3`), and
no line is so wide that one more digit had had room in it.
"""

_PADDING, _DIGIT = 6.7, 1.25
"""Points that are left beside a text at most, by its padding and by rules that stand apart, and widths of a digit that
must be free for one more.
"""


def one_number(lines: Sequence[tuple[str, Box]], cell: Box) -> str | None:
    """The number that the lines of a cell make, where each leaves no room for a digit more; None where they make none.

    Two whole numbers, one over the other, are none: only where a break leaves a piece behind they are mended.
    """
    texts = [text.strip() for text, _ in lines]
    if len(texts) < 2 or not all(_DIGITS.fullmatch(text) or text == "%" for text in texts):
        return None
    joined = "".join(texts)
    full = all(_is_full(text, box, cell) for (text, box), _ in pairwise(lines)) or _broke_alike(lines, cell)
    breaks = [f"{above}\n{below}" for above, below in pairwise(texts)]
    cut = [_CUT.fullmatch(one) is not None for one in breaks]
    widest = max(x1 - x0 for _, (x0, _, x1, _) in lines)
    forced = [
        _WHOLE.fullmatch(one) is not None and line[2] - line[0] + _digit(text, line) > widest
        for one, (text, line) in zip(breaks, lines, strict=False)
    ]
    broken = any(cut) and all(map(or_, cut, forced))
    return joined if full and broken and is_number(joined) else None


def taken_by_words(grid: Grid, texts: Sequence[Sequence[Char]]) -> dict[int, Box]:
    """The room of each column that nothing rules: what its widest texts take, and their padding."""
    found: dict[int, Box] = {}
    for (_, col, _, span, box), chars in zip(grid.cells, texts, strict=True):
        if chars and span == 1:
            x0, x1 = min(char.x0 for char in chars) - _PADDING, max(char.x1 for char in chars) + _PADDING
            known = found.get(col, (x0, box[1], x1, box[3]))
            found[col] = min(known[0], x0), known[1], max(known[2], x1), known[3]
    return found


def _is_full(text: str, line: Box, cell: Box) -> bool:
    if text.strip() == ".":  # which stands for nothing but a piece
        return True
    return cell[2] - cell[0] - (line[2] - line[0]) < 2 * _PADDING + _DIGIT * _digit(text, line)


def _broke_alike(lines: Sequence[tuple[str, Box]], cell: Box) -> bool:
    """Whether the widest line is full, and each but the last had been wider with the next one's first sign."""
    text, widest = max(lines, key=lambda line: line[1][2] - line[1][0])
    reach = [box[2] - box[0] + _first(*below) for (_, box), below in pairwise(lines)]
    return widest[2] - widest[0] < min(reach) and _is_full(text, widest, cell)


def _first(text: str, line: Box) -> float:
    """The width of the first sign of a line."""
    return _digit(text, line) / (2 if text.strip()[0] in ",." else 1)


def _digit(text: str, line: Box) -> float:
    """The width of a digit; points are half as wide."""
    return (line[2] - line[0]) / (len(text.strip()) - sum(map(text.count, ",.")) / 2)
