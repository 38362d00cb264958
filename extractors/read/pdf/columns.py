"""Columns of tables that have only horizontal rules: where those of single cells meet, or all texts leave a gap."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.read.pdf.content import Char
from extractors.read.pdf.ladders import FEWEST_ROWS, SNAP, Span, is_at, ladders, stated_units
from extractors.read.pdf.level_columns import sides_by_words
from extractors.read.pdf.ruling import Rule, level_rule
from extractors.read.pdf.unruled_heads import rules_of_head
from extractors.values.money import MONEY_UNIT

_LINES = 3
"""Rules of a table that has one above its head, one below it and one at its foot."""

_HEADERS = 2
"""So many rows at the top may bridge a gap: a header over several columns."""

_GAP = 0.8
"""A gap between columns is at least so many times as wide as a line is high."""

_LETTER_GAP = 0.35
"""The same where rules say where columns are."""

_MOST_RULES = 2000
"""A page with more rules than this does not lack any."""

_NEAR = 1.3
"""Heights of a line within which a head stands above its rule."""


def missing_columns(rules: Sequence[Rule], chars: Sequence[Char]) -> list[Rule]:
    """The vertical rules to add between the columns of tables that have none, only where they are unambiguous."""
    found: list[Rule] = []
    if len(rules) > _MOST_RULES:
        return found
    for (x0, x1), levels, joints in ladders(rules, stated_units(chars)):
        if any(_divides(rule, x0, x1, levels) for rule in rules):
            continue
        inside = [char for char in chars if x0 <= char.x0 and char.x1 <= x1]
        if joints and (top := _head_top(inside, levels[0])) is not None:
            levels.insert(0, top)
            found.append(level_rule(top, x0, x1))
        own = [char for char in inside if levels[0] < char.middle < levels[-1]]
        if not own:
            continue
        wide = (_LETTER_GAP if joints else _GAP) * median(char.bottom - char.top for char in own)
        if not joints and (sides := sides_by_words(own, levels)):
            found += [_vertical(*side) for side in sides]
            continue
        strips = list(pairwise(levels))
        head = _storeys_of_head(_among(rules, levels), inside, [x0, *sorted(joints), x1], strips[0]) if joints else []
        if head:
            found += head
            del strips[0]
        rows = [_words_between(own, strip, wide) for strip in strips]
        for at in joints or _gaps(rows):
            for strip, words in zip(strips, rows, strict=True):
                if not _bridged(at, words):
                    found.append(_vertical(at, *strip))
                else:
                    storeys = pairwise(_storeys(rules, at, strip)) if joints else ()
                    free = (one for one in storeys if not _bridged(at, _words_between(own, one, wide)))
                    found += [_vertical(at, *one) for one in free]
    return found


def _storeys_of_head(rules: Sequence[Rule], chars: Sequence[Char], xs: Sequence[float], strip: Span) -> list[Rule]:
    """The rules of a head of several storeys in a table of three lines, whose pieces tell the columns."""
    pieces = sorted(rule["top"] for rule in rules if rule["orientation"] == "h" and is_at(rule["x0"], xs[1:-1]))
    more = sum(below - above > SNAP for above, below in pairwise(pieces))
    if more >= _LINES or any(len(_storeys(rules, at, strip)) > 2 for at in xs):
        return []
    return rules_of_head([char for char in chars if char.middle > strip[0]], xs, strip[1], ruled=True)


def _among(rules: Sequence[Rule], levels: Sequence[float]) -> list[Rule]:
    return [rule for rule in rules if levels[0] - SNAP < rule["top"] < levels[-1] + SNAP]


def _words_between(chars: Sequence[Char], strip: Span, wide: float) -> list[Span]:
    return _words([char for char in chars if strip[0] <= char.middle < strip[1]], wide)


def _bridged(at: float, words: Sequence[Span]) -> bool:
    return any(start < at < end for start, end in words)


def _storeys(rules: Sequence[Rule], at: float, strip: Span) -> list[float]:
    """The levels of a strip at a place: a group of columns has a rule below it that parts it from their labels."""
    top, bottom = strip
    inner = {
        rule["top"]
        for rule in rules
        if rule["orientation"] == "h" and top + SNAP < rule["top"] < bottom - SNAP and rule["x0"] <= at <= rule["x1"]
    }
    return [top, *sorted(inner), bottom] if inner else []


def _head_top(chars: Sequence[Char], level: float) -> float | None:
    """Where the head begins that stands above the first rule of a table whose rows are ruled at their foot.

    Its lines have several words each; the title and the unit above it are one.
    """
    high = median(char.bottom - char.top for char in chars) if chars else 0.0
    top = None
    while True:
        line = [char for char in chars if level - _NEAR * high < char.middle < level]
        said = "".join(char.text for char in sorted(line, key=lambda char: char.x0))
        if len(_words(line, _GAP * high)) < 2 or MONEY_UNIT.search(said):
            return top
        level = min(char.top for char in line)
        top = level - 1


def _divides(rule: Rule, x0: float, x1: float, levels: Sequence[float]) -> bool:
    """Whether a rule makes columns among horizontal rules, or shows that they are only a part of a table."""
    if rule["top"] > levels[-1] + SNAP or rule["bottom"] < levels[0] - SNAP:
        return False
    if rule["orientation"] == "v":
        return bool(x0 + SNAP < rule["x0"] < x1 - SNAP and rule["bottom"] - rule["top"] > SNAP)
    touches = rule["x0"] <= x1 + SNAP and rule["x1"] >= x0 - SNAP
    return bool(touches and (rule["x0"] < x0 - SNAP or rule["x1"] > x1 + SNAP))


def _words(chars: Sequence[Char], wide: float) -> list[Span]:
    """From where to where the texts of a row reach, gaps narrower than `wide` closed."""
    spans: list[Span] = []
    for char in sorted(chars, key=lambda char: char.x0):
        if char.text.isspace():
            continue
        if spans and char.x0 - spans[-1][1] < wide:
            spans[-1] = spans[-1][0], max(spans[-1][1], char.x1)
        else:
            spans.append((char.x0, char.x1))
    return spans


def _gaps(rows: Sequence[list[Span]]) -> list[float]:
    """The middles of the gaps that all rows leave; the first may bridge them where more columns come of it."""
    best: list[float] = []
    for skipped in range(_HEADERS + 1):
        body = rows[skipped:]
        if sum(map(bool, body)) < FEWEST_ROWS:
            break
        taken = _words_of_all(body)
        found = [(end + start) / 2 for (_, end), (start, _) in pairwise(taken)]
        if len(found) > len(best):
            best = found
    return best


def _words_of_all(rows: Sequence[list[Span]]) -> list[Span]:
    taken: list[Span] = []
    for start, end in sorted(span for row in rows for span in row):
        if taken and start <= taken[-1][1]:
            taken[-1] = taken[-1][0], max(taken[-1][1], end)
        else:
            taken.append((start, end))
    return taken


def _vertical(x: float, top: float, bottom: float) -> Rule:
    size = {"width": 0.0, "height": bottom - top, "orientation": "v", "object_type": "line"}
    return {"x0": x, "x1": x, "top": top, "bottom": bottom, **size}
