"""Characters → printed lines → paragraphs."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import compress, pairwise
from operator import attrgetter, itemgetter
from statistics import median

import numpy as np

from extractors.document.model import Block, Box, Paragraph, Table
from extractors.read.pdf.content import Char, Line, PageContent
from extractors.values.enumerators import enumerator
from extractors.values.line_shapes import ends_sentence
from extractors.values.symbols import raised
from extractors.values.text import clean, compact, squeezed
from schemas.words.lines import line_words

_SAME_LINE = 0.5
"""Characters whose middles differ by less than this share of their mean height stand on one line."""

_MARK, _OVERLAP = 0.6, 0.3
"""Fonts whose boxes are their glyphs' own have points and commas at the foot of their line, quotes at its top: what is
lower than the first share of the line's height stands on it where the second share of its own lies beside it."""

_RAISED, _LIFT, _ABOVE = 0.8, 0.15, 0.95
"""A digit lower than the first share of the one before, and lifted off its foot by the second, is raised; one lower
than the third, where it also begins above the one before: fonts that are mixed in a number have boxes of their own."""

_WORD_GAP = 0.35
"""A gap of more than this share of the height is a space."""

_BOLD, _NARROW, _NARROW_BOLD = 0.3, 0.4, 0.6
"""A letter that stands again within the first share of its width was printed twice, to look bold or to throw a shadow;
a mark narrower than the second share of its height, a point say, within the third: its like begins a whole width on.
Digits are no marks: set tight, two that are the same stand within half of their boxes' width (99)."""

_MARGIN, _FOOT = 0.13, 77.0
"""Share of the page's height, above and below, where running headers and page numbers stand; points at least, for the
margins of a low page are as high as those of others (this is the share of A4 lying on its side)."""

_LARGE = 2.5
"""Heights of the page's middle letter from which on one may be of a watermark, which lies across several lines."""

_TITLE_SIZE = 1.2
"""Lines higher than this share of the page's middle line are a title; those that follow each other are one."""

_AXIS = 0.6
"""Lines whose middles differ by less than this share of their height are centred on one axis."""

_FAR = 2.5
"""A line that begins more than so many of its heights from the margin is not only indented."""

_INLINE = ("arabic", "arabic_parens")
"""Numbers that stand inside a paragraph too: one at the margin, below an indented first line, does."""

_PART = 0.6
"""Share of the width of its tables that the longest lines of a page of prose take at least."""

_NUMBER = 10
"""A page's number is of no more characters: 第12页/共120页 is."""

_SHORT = 15
"""A line of fewer of its heights is not full, though it may be the longest of its page."""


def text_lines(chars: Iterable[Char]) -> list[tuple[str, Box]]:
    """Characters as lines from top to bottom, each with its box."""
    rows: list[list[Char]] = []
    middle = height = 0.0
    for twice, char in sorted([(char.top + char.bottom, char) for char in chars], key=itemgetter(0)):
        here, size = twice / 2, max(char.bottom - char.top, 1)
        if not rows or here - middle > _SAME_LINE * (size + height) / 2:
            rows.append([])
            middle, height = here, size
        rows[-1].append(char)
    return [line for row in _whole(rows) if (line := _line(sorted(row, key=attrgetter("x0"))))[0].strip()]


def _whole(rows: list[list[Char]]) -> list[list[Char]]:
    """Rows of characters; one of nothing but marks goes to the rows above and below beside whose letters they stand."""
    if len(rows) < 2:
        return rows
    sizes = sorted(char.bottom - char.top for row in rows for char in row)
    low, high = _MARK * sizes[len(sizes) // 2], sizes[len(sizes) // 2] / _MARK
    letters = [next((char for char in row if low <= char.bottom - char.top <= high), None) for row in rows]
    found = [row if letter else [] for row, letter in zip(rows, letters, strict=True)]
    for at, row in enumerate(rows):
        for char in row if letters[at] is None else ():
            beside = [(_beside(char, letters[n]), n) for n in (at - 1, at + 1) if 0 <= n < len(rows)]
            share, best = max(beside)
            found[best if share > _OVERLAP * _size(char) and _size(char) < low else at].append(char)
    return [row for row in found if row]


def _beside(mark: Char, letter: Char | None) -> float:
    """How much of the height of a mark stands beside a letter."""
    return min(mark.bottom, letter.bottom) - max(mark.top, letter.top) if letter else 0.0


def _size(char: Char) -> float:
    return char.bottom - char.top


def _line(chars: list[Char]) -> tuple[str, Box]:
    base = chars[0]
    pieces = [base.text]
    high = base.bottom - base.top
    for before, char in pairwise(chars):
        if char.text == before.text and _is_printed_twice(before, char):
            continue
        size = char.bottom - char.top
        if char.x0 - before.x1 > _WORD_GAP * max(size, before.bottom - before.top):
            pieces.append(" ")
        if size < _ABOVE * high and char.text.isdecimal() and _is_raised(base, char):
            pieces.append(raised(char.text))
            continue
        base, high = char, size
        pieces.append(char.text)
    box = (
        chars[0].x0,
        min(char.top for char in chars),
        max(char.x1 for char in chars),
        max(char.bottom for char in chars),
    )
    return "".join(pieces), box


def _is_raised(base: Char, digit: Char) -> bool:
    """Whether a small digit stands high behind another: the number of a note, or a power."""
    lift = _LIFT * _size(base)
    low = _size(digit) < _RAISED * _size(base) or digit.top < base.top - lift
    return base.text.isdecimal() and digit.bottom < base.bottom - lift and low


def _is_printed_twice(first: Char, second: Char) -> bool:
    wide = second.x1 - second.x0
    narrow = wide < _NARROW * (second.bottom - second.top) and not second.text.isalnum()
    share = _NARROW_BOLD if narrow else _BOLD
    return second.x0 - first.x0 < share * wide


def outside_lines(chars: list[Char], content: PageContent) -> list[Line]:
    """The lines of the characters outside tables, page numbers left out.

    What stands left or right of all else is in the margin too.
    """
    found = []
    high = max(content.height * _MARGIN, _FOOT)
    printed, stamped = _parted(chars)
    seen = [c for c in content.chars if not c.text.isspace()]
    printed, numbers = _without_side_number(printed, seen)
    begun, ended = sorted(c.x0 for c in seen), sorted(c.x1 for c in seen)
    for text, box in [*text_lines(printed), *text_lines(numbers), *text_lines(stamped)]:
        beside = bisect_left(begun, box[2]), len(ended) - bisect_right(ended, box[0])
        alone = any(count == len(squeezed(text)) < len(seen) for count in beside)
        margin = alone or box[3] < high or box[1] > content.height - high
        if not (margin and _is_number(text)):
            found.append(Line(text, box, margin))
    return found


def _without_side_number(chars: list[Char], seen: list[Char]) -> tuple[list[Char], list[Char]]:
    """The characters of lines, and those of a page's number that stands left or right of all that is `seen` on a page.

    It may stand as high as a line of the text, of which it is no part. Digits without a word may number that line.
    """
    for side in (sorted(seen, key=attrgetter("x0")), sorted(seen, key=attrgetter("x1"), reverse=True)):
        pairs = enumerate(pairwise(side[: _NUMBER + 1]), 1)
        for at in reversed([n for n, pair in pairs if _apart(*pair) > _WORD_GAP * _size(pair[0])]):
            own = {id(c) for c in side[:at]}
            number = [c for c in chars if id(c) in own]
            if at != len(number) or not any(c.text.isalpha() for c in number):
                continue
            lines = text_lines(number)
            if len(lines) != 1 or not _is_number(said := lines[0][0]):
                continue
            if not any(squeezed(said) in squeezed(text) and _is_number(text) for text, _ in text_lines(chars)):
                return [c for c in chars if id(c) not in own], number
    return chars, []


def _apart(one: Char, other: Char) -> float:
    """Points between two characters from side to side; less than 0 where one stands above the other."""
    return max(one.x0, other.x0) - min(one.x1, other.x1)


def _is_number(text: str) -> bool:
    return line_words().page_number.fullmatch(text.strip()) is not None


def _parted(chars: list[Char]) -> tuple[list[Char], list[Char]]:
    """The characters of lines, and those of a watermark: large, and some of that size lie over others.

    A title's digits may have a box as high, of a font made for another script, but they stand beside its letters.
    """
    large = _LARGE * median(map(_size, chars)) if chars else 0.0
    usual = [c for c in chars if _size(c) <= large]
    if len(usual) == len(chars):
        return chars, []
    across = np.array([(c.x0 + c.x1) / 2 for c in usual])
    down = np.array([(c.top + c.bottom) / 2 for c in usual])
    over: set[int] = set()
    for c in chars:
        new = _size(c) > large and round(_size(c)) not in over
        if new and np.any((c.x0 < across) & (across < c.x1) & (c.top < down) & (down < c.bottom)):
            over.add(round(_size(c)))
    stamped = [_size(c) > large and round(_size(c)) in over for c in chars]
    return [c for c, on in zip(chars, stamped, strict=True) if not on], list(compress(chars, stamped))


def paragraphs(items: list[Table | Line], page: int) -> list[Block]:
    """Tables, and lines put together to paragraphs by indents and full lines, part by part of the page."""
    part, blocks = 0, list[Block]()
    runs: list[list[Table | Line]] = [[]]
    for item in items:
        if isinstance(item, Line) and item.part != part:
            part = item.part
            runs.append([])
        runs[-1].append(item)
    for run in runs:
        blocks += _paragraphs(run, page)
    return blocks


def _paragraphs(items: list[Table | Line], page: int) -> list[Block]:
    """The same of a part of a page."""
    lines = [item for item in items if isinstance(item, Line)]
    right = max((line.box[2] for line in lines), default=0.0)
    left = min((line.box[0] for line in lines), default=0.0)
    tables = [cell.box for item in items if isinstance(item, Table) for cell in item.cells if cell.box]
    edge = min((box[0] for box in tables), default=left)  # a page may have no line but a table's title, far from any
    beyond = max((box[2] for box in tables), default=right)  # margin, nor one that is full
    right = right if right - left > _PART * (beyond - edge) else max(right, beyond)
    title = _TITLE_SIZE * median(map(_height, lines)) if lines else 0.0
    blocks: list[Block] = []
    last: Line | None = None
    for item in items:
        if isinstance(item, Table):
            blocks.append(item)
            last = None
            continue
        text = clean(item.text)
        if not text:
            continue
        open_paragraph = blocks[-1] if blocks else None
        if (
            isinstance(open_paragraph, Paragraph)
            and last is not None
            and _goes_on(open_paragraph, last, item, text, left, right, title)
        ):
            open_paragraph.marks.append((len(open_paragraph.text), page, None))
            open_paragraph.text = clean(open_paragraph.text + " " + text)
        else:
            flush = item.box[0] < min(left, edge + _FAR * _height(item)) + _height(item)
            open_paragraph = Paragraph(text, [(0, page, None)], flush=flush)
            blocks.append(open_paragraph)
        long = item.box[2] - item.box[0] > _SHORT * _height(item)
        open_paragraph.full = long and len(lines) > 1 and item.box[2] > right - 2 * _height(item)
        last = item
    return blocks


def _height(line: Line) -> float:
    return line.box[3] - line.box[1]


def _goes_on(paragraph: Paragraph, last: Line, line: Line, text: str, left: float, right: float, title: float) -> bool:
    """Whether a line continues the last one's paragraph: a full line before no indent, or one large title."""
    size = _height(line)
    if line.box[1] - last.box[3] > 2.5 * size or _ends_in_continued(last):
        return False
    if size > title and _height(last) > title:
        return abs(size - _height(last)) < 1
    if _centred(last, line, left) and not ends_sentence(clean(last.text)) and not enumerator(text):
        return True
    if last.box[2] <= right - 2 * size or line.box[0] >= left + size:
        return False
    numbered = enumerator(text)
    return numbered is None or (
        numbered[0] in _INLINE and not paragraph.flush and not last.text.rstrip().endswith("。")
    )


def _ends_in_continued(line: Line) -> bool:
    """Whether a line is the name of a table with the word that it goes on: it is whole."""
    text = compact(line.text)
    return any(mark.end() == len(text) for mark in line_words().continued.finditer(text))


def _centred(last: Line, line: Line, left: float) -> bool:
    """Whether a line closes a title that was wrapped: one size, one axis, close below, begun far from the margin."""
    size = _height(line)
    off_axis = abs(last.box[0] + last.box[2] - line.box[0] - line.box[2]) / 2
    return (
        abs(_height(last) - size) < 1
        and off_axis < _AXIS * size
        and line.box[1] - last.box[3] < size
        and line.box[0] > max(left + _FAR * size, last.box[0] + size)
    )
