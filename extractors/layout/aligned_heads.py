"""The columns of a table that nothing rules, as its head has them: some hold no amount, and others are wider."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.layout.lines_of_words import Line, Word, parted
from extractors.values.numbers import is_number

Span = tuple[float, float]

_TOUCHING = 2.0
"""Points by which a label may end beside another one below it and stand above it."""


def with_heads(taken: Sequence[Span], head: Sequence[Line]) -> list[Span]:
    """From where to where the columns reach that amounts have `taken`, each with its label, and those of a label alone.

    Labels are the words of the lowest line of several; of the lines above it, those beside all columns: others may be
    the heads of several.
    """
    at = max((n for n, line in enumerate(head) if len(line) > 1), default=None)
    if at is None:
        return list(taken)
    above = [label for line in reversed(head[:at]) for word in line for label in _labels(word)]
    below = [word for line in head for word in line if len(word.text) > 1 and not is_number(word.text)]
    others = [word for line in head if line is not head[at] for word in line if not _is_over_several(word, below)]
    spans = _with_labels(taken, [label for word in head[at] for label in _labels(word)], others)
    spans = widened(spans, (label for label in above if not _is_over_several(label, below)))
    free = (label for label in above if not any(label.x0 < x1 and x0 < label.x1 for x0, x1 in spans))
    spans = merged([*spans, *((label.x0, label.x1) for label in free if _is_of_one(label, head))])
    left, right = spans[0][0], spans[-1][1]
    return merged([*spans, *((word.x0, word.x1) for word in above if word.x0 > right or word.x1 < left)])


def _is_over_several(label: Word, below: Sequence[Word]) -> bool:
    """Whether words stand side by side below a label; its own rest, or one label more, leave it over one column."""
    left, right = label.x0 - _TOUCHING, label.x1 + _TOUCHING
    own = (word for word in below if word.top >= label.bottom and word.x0 < right and left < word.x1)
    return len(merged([(word.x0, word.x1) for word in own])) > 1


def _is_of_one(label: Word, head: Sequence[Line]) -> bool:
    """Whether a label is that of one column, empty maybe: none stands below it between the labels beside it."""
    words = [word for line in head for word in line]
    beside = [word for word in words if word.top < label.bottom and label.top < word.bottom]
    left = max((word.x1 for word in beside if word.x1 < label.x0), default=float("-inf"))
    right = min((word.x0 for word in beside if word.x0 > label.x1), default=float("inf"))
    below = (word for word in words if word.top >= label.bottom and left < word.x0 and word.x1 < right)
    return bool(beside[1:]) and not any(below)


def widened(spans: Sequence[Span], words: Iterable[Word]) -> list[Span]:
    """Columns with the words of which each stands in one of them and reaches into no other."""
    found = list(spans)
    for word in words:
        own = [n for n, span in enumerate(found) if word.x0 < span[1] and span[0] < word.x1]
        if len(own) == 1:
            x0, x1 = found[own[0]]
            found[own[0]] = min(x0, word.x0), max(x1, word.x1)
    return found


def _labels(word: Word) -> Iterator[Word]:
    """A word as the labels that it is: blanks part those of several letters, and numbers, but no letters set wide."""
    whole = list(parted(word, [left for _, left, _ in word.blanks]))
    several = all(len(label.text) > 1 or is_number(label.text) for label in whole)
    yield from whole if several else [word]


def _with_labels(taken: Sequence[Span], labels: Sequence[Word], others: Sequence[Word]) -> list[Span]:
    """Columns with the labels that stand above them, or nearest where neither has another one; else a column more.

    `others` are labels of single columns on other lines.
    """
    spans = list(taken)
    own = [_under(label, taken) for label in labels]
    free = set(range(len(taken))).difference(*own)
    for at, label in enumerate(labels):
        left = labels[at - 1].x1 if at else float("-inf")
        right = labels[at + 1].x0 if at + 1 < len(labels) else float("inf")
        beside = own[at] or [n for n in free if left < taken[n][0] and taken[n][1] < right]
        if not own[at]:
            apart = (other for other in others if not _under(other, [(label.x0, label.x1)]))
            beside = sorted(set(beside).difference(*(_under(other, taken) for other in apart)))
        if not beside:
            spans.append((label.x0, label.x1))
        elif len(beside) == 1 or not own[at]:
            near = min(beside, key=lambda n: abs(sum(taken[n]) - label.x0 - label.x1))
            free.discard(near)
            spans[near] = min(spans[near][0], label.x0), max(spans[near][1], label.x1)
    return merged(spans)


def _under(label: Word, spans: Sequence[Span]) -> list[int]:
    return [n for n, (x0, x1) in enumerate(spans) if label.x0 < x1 and x0 < label.x1]


def merged(spans: Sequence[Span]) -> list[Span]:
    """Spans from left to right, those that reach into each other as one."""
    found: list[Span] = []
    for x0, x1 in sorted(spans):
        if found and x0 <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], x1)
        else:
            found.append((x0, x1))
    return found
