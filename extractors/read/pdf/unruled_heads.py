"""The head above columns that shades or joints show: labels in storeys, over several columns or beside others."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.layout.aligned_lines import head_above
from extractors.layout.lines_of_words import Line, Word, as_lines, has_amounts, parted, top_of
from extractors.layout.reach import columns_of, reach_of
from extractors.read.pdf.content import Char
from extractors.read.pdf.ruling import Rule, level_rule, upright_rule
from extractors.values.numbers import is_number

_WRAPPED = 0.5
"""Lines of a label stand closer than this share of their height."""

_ONE_LEVEL = 4.0
"""Points within which the storeys of several columns end at one level."""

Label = tuple[Word, range]
"""A label and the columns that it is the head of."""


def rules_of_head(chars: Sequence[Char], xs: Sequence[float], at: float, *, ruled: bool = False) -> list[Rule]:
    """The rules around the labels of a head above columns that part at `xs`, down to `at`, where the first row begins.

    None where no head of several lines is known; its lowest may stand below, where they are shaded themselves. Where it
    is `ruled` above, all that stands above that level is of it.
    """
    lines = [_parted(line, xs) for line in as_lines(Word(*char) for char in chars if not char.text.isspace())]
    first = next((n for n, line in enumerate(lines) if has_amounts(line)), 0)
    head = lines[0 if ruled else head_above(lines, first) : first]
    lines = [line for line in head if (line[0].top + line[0].bottom) / 2 < at]
    head = lines if ruled else head
    beside = any(line[0].x1 < xs[0] or line[-1].x0 > xs[-1] for line in lines)
    if len(head) < 2 or not lines or beside:
        return []
    labels = [
        (word, columns_of(word._replace(x0=x0, x1=x1), xs))
        for n, line in enumerate(lines)
        for word, (x0, x1) in zip(line, reach_of(line, head[n + 1 :], xs), strict=True)
    ]
    top = min(map(top_of, lines)) - 1
    ends = _ends(labels, len(xs) - 1)
    levels = _one_level(y for stack in ends for y in stack)
    found = [level_rule(y, xs[0], xs[-1]) for y in (top, at)]
    for column, stack in enumerate(ends):
        sides = [top, *dict.fromkeys(levels[y] for y in stack), at]
        found += [level_rule(y, *xs[column : column + 2]) for y in sides[1:-1]]
        for above, below in pairwise(sides):
            own = [
                columns
                for word, columns in labels
                if column in columns and above < (word.top + word.bottom) / 2 < below
            ]
            edges = {column, column + 1} if not own else {own[0][0], own[0][-1] + 1}
            found += [upright_rule(xs[edge], above, below) for edge in edges]
    return found


def _parted(line: Line, xs: Sequence[float]) -> Line:
    """A line whose words are parted where columns do, but for the letters of one that is set wide."""
    found: Line = []
    for word in line:
        parts = list(parted(word, xs[1:-1]))
        found += parts if all(len(part.text) > 1 or is_number(part.text) for part in parts) else [word]
    return found


def _ends(labels: Sequence[Label], count: int) -> list[list[float]]:
    """Where the storeys of each column end above its lowest label."""
    found: list[list[float]] = []
    for column in range(count):
        own = sorted((label for label in labels if column in label[1]), key=lambda label: label[0].top)
        found.append(
            [(above[0].bottom + below[0].top) / 2 for above, below in pairwise(own) if not _wraps(above, below)]
        )
    return found


def _wraps(above: Label, below: Label) -> bool:
    """Whether a label's line goes on in another one below it."""
    high = below[0].bottom - below[0].top
    close = below[0].top - above[0].bottom < _WRAPPED * high
    return above[1] == below[1] and close and not is_number(below[0].text)


def _one_level(ys: Iterator[float]) -> dict[float, float]:
    """Levels by those that stand for all near them."""
    found: dict[float, float] = {}
    level = float("-inf")
    for y in sorted(ys):
        level = level if y - level < _ONE_LEVEL else y
        found[y] = level
    return found
