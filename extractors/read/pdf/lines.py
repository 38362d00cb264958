"""Characters → printed lines → paragraphs."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter
from statistics import median

from extractors.document.model import Block, Paragraph, Table
from extractors.document.place import Box
from extractors.read.pdf.content import Char, Line
from extractors.read.pdf.first_words import lead_of
from extractors.values.enumerators import enumerator
from extractors.values.line_shapes import LABELLED_LINE, ends_sentence
from extractors.values.symbols import raised
from extractors.values.text import clean, compact
from schemas.words.lines import line_words

_SAME_LINE = 0.5
"""Characters whose middles differ by less than this share of their mean height stand on one line."""

_MARK, _OVERLAP = 0.6, 0.3
"""Fonts whose boxes are their glyphs' own have points and commas at the foot of their line, quotes at its top: what is
lower than the first share of the line's height stands on it where the second share of its own lies beside it."""

_RAISED, _LIFT, _ABOVE = 0.8, 0.15, 0.95
"""A digit lower than the first share of the one before, and lifted off its foot by the second, is raised; one lower
than the third, where it also begins above the one before: fonts that are mixed in a number have boxes of their own."""

WORD_GAP = 0.35
"""A gap of more than this share of the height is a space."""

_BOLD, _NARROW, _NARROW_BOLD = 0.3, 0.4, 0.6
"""A letter that stands again within the first share of its width was printed twice, to look bold or to throw a shadow;
a mark narrower than the second share of its height, a point say, within the third: its like begins a whole width on.
Digits are no marks: set tight, two that are the same stand within half of their boxes' width (99)."""

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

_SAME = 1.0
"""Points within which lines begin at one place."""

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
            found[best if share > _OVERLAP * size_of(char) and size_of(char) < low else at].append(char)
    return [row for row in found if row]


def _beside(mark: Char, letter: Char | None) -> float:
    """How much of the height of a mark stands beside a letter."""
    return min(mark.bottom, letter.bottom) - max(mark.top, letter.top) if letter else 0.0


def size_of(char: Char) -> float:
    """The height of a character's box, in points."""
    return char.bottom - char.top


def _line(chars: list[Char]) -> tuple[str, Box]:
    base = chars[0]
    pieces = [base.text]
    high = base.bottom - base.top
    for before, char in pairwise(chars):
        if char.text == before.text and _is_printed_twice(before, char):
            continue
        size = char.bottom - char.top
        if char.x0 - before.x1 > WORD_GAP * max(size, before.bottom - before.top):
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
    lift = _LIFT * size_of(base)
    low = size_of(digit) < _RAISED * size_of(base) or digit.top < base.top - lift
    return base.text.isdecimal() and digit.bottom < base.bottom - lift and low


def _is_printed_twice(first: Char, second: Char) -> bool:
    wide = second.x1 - second.x0
    narrow = wide < _NARROW * (second.bottom - second.top) and not second.text.isalnum()
    share = _NARROW_BOLD if narrow else _BOLD
    return second.x0 - first.x0 < share * wide


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
    left = _margin(lines)
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
        open_paragraph.full = _is_long(item) and len(lines) > 1 and item.box[2] > right - 2 * _height(item)
        last = item
    return blocks


def _margin(lines: Sequence[Line]) -> float:
    """Where lines begin at the left: two long ones at least, for a page's number or a watermark may stand beyond."""
    starts = sorted(line.box[0] for line in lines if _is_long(line))
    least = min((line.box[0] for line in lines), default=0.0)
    return next((one for one, other in pairwise(starts) if other - one < _SAME), least)


def _is_long(line: Line) -> bool:
    return line.box[2] - line.box[0] > _SHORT * _height(line)


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
    if line.box[0] >= left + size or not _is_full(last, line, right) or _is_label(last, text):
        return False
    numbered = enumerator(text)
    return numbered is None or (
        numbered[0] in _INLINE and not paragraph.flush and not last.text.rstrip().endswith("。")
    )


def _is_label(last: Line, text: str) -> bool:
    """Whether a line is nothing but a label, and the one above it ends a sentence that fills it (绩效目标：)."""
    return ends_sentence(clean(last.text)) and LABELLED_LINE.fullmatch(compact(text)) is not None


def _is_full(last: Line, line: Line, right: float) -> bool:
    """Whether a line ends where the page's lines end, but for two letters or for the next line's first word: a number
    that is longer than its room begins a new line, and no sentence ends before it.
    """
    room = right - last.box[2]
    if room < 2 * _height(line):
        return True
    return room < lead_of(line.text, line.box[2] - line.box[0]) and not ends_sentence(clean(last.text))


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
