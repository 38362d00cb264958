"""Columns of tables that have only horizontal rules: where those of single cells meet, or all texts leave a gap."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractors.layout.lines_of_words import Word, as_lines
from extractors.read.pdf.content import Char
from extractors.read.pdf.level_columns import sides_by_words
from extractors.read.pdf.ruling import Rule, level_rule
from extractors.read.pdf.unruled_heads import rules_of_head
from extractors.values.money import MONEY_UNIT, ONE_YUAN

_FEWEST_ROWS = 3
"""So many rows must leave a gap alike, lest chance makes columns of prose."""

_LINES = 3
"""Rules of a table that has one above its head, one below it and one at its foot."""

_LETTER_GAP = 0.35
"""The same where rules say where columns are."""

_HEADERS = 2
"""So many rows at the top may bridge a gap: a header over several columns."""

_GAP = 0.8
"""A gap between columns is at least so many times as wide as a line is high."""

_MOST_RULES = 2000
"""A page with more rules than this does not lack any."""

_BESIDE = 3
"""So many words at most has a line that says in which unit amounts are: whose they are, and of when."""

_NEAR = 1.3
"""Heights of a line within which a head stands above its rule."""

_TOUCH = 0.6
"""Points within which rules of two cells beside each other meet."""

_SNAP = 3.0
"""Points within which rules are one rule, as for the grid."""

Span = tuple[float, float]

Ladder = tuple[Span, list[float], list[float]]
"""Horizontal rules of one extent: from where to where they reach, their levels, where the rules of cells meet."""


def missing_columns(rules: Sequence[Rule], chars: Sequence[Char]) -> list[Rule]:
    """The vertical rules to add between the columns of tables that have none, only where they are unambiguous."""
    found: list[Rule] = []
    if len(rules) > _MOST_RULES:
        return found
    for (x0, x1), levels, joints in _ladders(rules, _stated_units(chars)):
        if any(_divides(rule, x0, x1, levels) for rule in rules):
            continue
        inside = [char for char in chars if x0 <= char.x0 and char.x1 <= x1]
        if joints and (top := _head_top(inside, levels[0])) is not None:
            levels.insert(0, top)
            found.append(level_rule(top, x0, x1))
        own = [char for char in inside if levels[0] < _middle(char) < levels[-1]]
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
    pieces = sorted(rule["top"] for rule in rules if rule["orientation"] == "h" and _is_at(rule["x0"], xs[1:-1]))
    more = sum(below - above > _SNAP for above, below in pairwise(pieces))
    if more >= _LINES or any(len(_storeys(rules, at, strip)) > 2 for at in xs):
        return []
    return rules_of_head([char for char in chars if _middle(char) > strip[0]], xs, strip[1], ruled=True)


def _among(rules: Sequence[Rule], levels: Sequence[float]) -> list[Rule]:
    return [rule for rule in rules if levels[0] - _SNAP < rule["top"] < levels[-1] + _SNAP]


def _words_between(chars: Sequence[Char], strip: Span, wide: float) -> list[Span]:
    return _words([char for char in chars if strip[0] <= _middle(char) < strip[1]], wide)


def _bridged(at: float, words: Sequence[Span]) -> bool:
    return any(start < at < end for start, end in words)


def _storeys(rules: Sequence[Rule], at: float, strip: Span) -> list[float]:
    """The levels of a strip at a place: a group of columns has a rule below it that parts it from their labels."""
    top, bottom = strip
    inner = {
        rule["top"]
        for rule in rules
        if rule["orientation"] == "h" and top + _SNAP < rule["top"] < bottom - _SNAP and rule["x0"] <= at <= rule["x1"]
    }
    return [top, *sorted(inner), bottom] if inner else []


def _head_top(chars: Sequence[Char], level: float) -> float | None:
    """Where the head begins that stands above the first rule of a table whose rows are ruled at their foot.

    Its lines have several words each; the title and the unit above it are one.
    """
    high = median(char.bottom - char.top for char in chars) if chars else 0.0
    top = None
    while True:
        line = [char for char in chars if level - _NEAR * high < _middle(char) < level]
        said = "".join(char.text for char in sorted(line, key=lambda char: char.x0))
        if len(_words(line, _GAP * high)) < 2 or MONEY_UNIT.search(said):
            return top
        level = min(char.top for char in line)
        top = level - 1


def _divides(rule: Rule, x0: float, x1: float, levels: Sequence[float]) -> bool:
    """Whether a rule makes columns among horizontal rules, or shows that they are only a part of a table."""
    if rule["top"] > levels[-1] + _SNAP or rule["bottom"] < levels[0] - _SNAP:
        return False
    if rule["orientation"] == "v":
        return bool(x0 + _SNAP < rule["x0"] < x1 - _SNAP and rule["bottom"] - rule["top"] > _SNAP)
    touches = rule["x0"] <= x1 + _SNAP and rule["x1"] >= x0 - _SNAP
    return bool(touches and (rule["x0"] < x0 - _SNAP or rule["x1"] > x1 + _SNAP))


def _ladders(rules: Sequence[Rule], units: Sequence[Word]) -> Iterator[Ladder]:
    """Horizontal rules of one extent, their levels from top to bottom, and where the rules of single cells meet.

    Tables of one width stand below each other: between the rules of two the unit of the second is stated.
    """
    groups: list[Ladder] = []
    for start, end, level, joints in _whole(rules):
        for (x0, x1), levels, known in groups:
            alike = abs(x0 - start) <= _SNAP and abs(x1 - end) <= _SNAP and _alike(known, joints)
            if alike and not _parted(units, x0, x1, levels[-1], level):
                if level - levels[-1] > _SNAP:
                    levels.append(level)
                known += [at for at in joints if not _is_at(at, known)]
                break
        else:
            groups.append(((start, end), [level], joints))
    groups = _with_merged(groups)
    return (group for group in groups if len(group[1]) > _FEWEST_ROWS - bool(group[2]))


def _stated_units(chars: Sequence[Char]) -> list[Word]:
    """The words that say in which unit of money amounts are, beside the name of a body and a year at most.

    They stand above a table, and not between its rules; a row of labels that one of them is in has more.
    """
    heights = [(char.top, char.bottom) for char in chars if char.text == ONE_YUAN]
    own = (char for char in chars if not char.text.isspace() and any(a < _middle(char) < b for a, b in heights))
    lines = as_lines(Word(*char) for char in own) if heights else []
    return [word for line in lines if len(line) <= _BESIDE for word in line if MONEY_UNIT.search(word.text)]


def _parted(units: Sequence[Word], x0: float, x1: float, above: float, below: float) -> bool:
    """Whether a unit is stated between two levels of a width: two tables stand there."""
    return any(above < word.top and word.bottom < below and x0 < word.x1 and word.x0 < x1 for word in units)


def _with_merged(groups: Sequence[Ladder]) -> list[Ladder]:
    """Ladders, a narrow one put into the wide one at whose side cells are merged over its rows."""
    found = list(groups)
    for narrow in sorted(groups, key=lambda group: group[0][1] - group[0][0]):
        for wide in found:
            if wide is narrow or not _holds(wide, narrow):
                continue
            levels = sorted([*wide[1], *(y for y in narrow[1] if not _is_at(y, wide[1]))])
            found = [one for one in found if one is not narrow and one is not wide] + [(wide[0], levels, wide[2])]
            break
    return found


def _holds(wide: Ladder, narrow: Ladder) -> bool:
    """Whether rules of one extent and joints are those of the cells of a wider table, within its foot and its top."""
    (x0, x1), levels, joints = wide
    inner = narrow[0]
    sides = [side for side in inner if _is_at(side, (x0, x1))]
    places = [*joints, x0, x1]
    within = levels[0] - _SNAP < narrow[1][0] and narrow[1][-1] < levels[-1] + _SNAP
    return (
        bool(joints)
        and bool(narrow[2])
        and len(sides) == 1
        and within
        and all(_is_at(at, places) for at in (*inner, *narrow[2]))
    )


def _alike(first: Sequence[float], second: Sequence[float]) -> bool:
    """Whether rules may be of one table: all places where the cells of the one meet are of the other too."""
    return all(_is_at(at, second) for at in first) or all(_is_at(at, first) for at in second)


def _is_at(at: float, places: Sequence[float]) -> bool:
    return any(abs(at - place) <= _SNAP for place in places)


def _whole(rules: Sequence[Rule]) -> Iterator[tuple[float, float, float, list[float]]]:
    """Horizontal rules from top to bottom, those that go on with each other as one: start, end, level, joints."""
    level = sorted((rule for rule in rules if rule["orientation"] == "h"), key=lambda rule: (rule["top"], rule["x0"]))
    whole: tuple[float, float, float, list[float]] | None = None
    for rule in level:
        if whole and abs(rule["top"] - whole[2]) <= _TOUCH:
            if rule["x0"] >= whole[0] and rule["x1"] <= whole[1] + _TOUCH:
                continue  # the foot of one cell and the top of the one below it
            if abs(rule["x0"] - whole[1]) <= _TOUCH:
                whole = (whole[0], rule["x1"], whole[2], [*whole[3], rule["x0"]])
                continue
        if whole:
            yield whole
        whole = (rule["x0"], rule["x1"], rule["top"], [])
    if whole:
        yield whole


def _middle(char: Char) -> float:
    return (char.top + char.bottom) / 2


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
        if sum(map(bool, body)) < _FEWEST_ROWS:
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
