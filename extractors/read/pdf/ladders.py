"""Ladders: horizontal rules of one extent below each other, which are those of one table that has no other rules."""

from collections.abc import Iterator, Sequence

from extractors.layout.lines_of_words import Word, as_lines
from extractors.read.pdf.content import Char
from extractors.read.pdf.ruling import Rule
from extractors.values.money import MONEY_UNIT, ONE_YUAN

FEWEST_ROWS = 3
"""So many rows must leave a gap alike, lest chance makes columns of prose."""

_BESIDE = 3
"""So many words at most has a line that says in which unit amounts are: whose they are, and of when."""

_TOUCH = 0.6
"""Points within which rules of two cells beside each other meet."""

SNAP = 3.0
"""Points within which rules are one rule, as for the grid."""

Span = tuple[float, float]
Ladder = tuple[Span, list[float], list[float]]
"""Horizontal rules of one extent: from where to where they reach, their levels, where the rules of cells meet."""


def ladders(rules: Sequence[Rule], units: Sequence[Word]) -> Iterator[Ladder]:
    """Horizontal rules of one extent, their levels from top to bottom, and where the rules of single cells meet.

    Tables of one width stand below each other: between the rules of two the unit of the second is stated.
    """
    groups: list[Ladder] = []
    for start, end, level, joints in _whole(rules):
        for (x0, x1), levels, known in groups:
            alike = abs(x0 - start) <= SNAP and abs(x1 - end) <= SNAP and _alike(known, joints)
            if alike and not parted(units, x0, x1, levels[-1], level):
                if level - levels[-1] > SNAP:
                    levels.append(level)
                known += [at for at in joints if not is_at(at, known)]
                break
        else:
            groups.append(((start, end), [level], joints))
    groups = _with_merged(groups)
    return (group for group in groups if len(group[1]) > FEWEST_ROWS - bool(group[2]))


def stated_units(chars: Sequence[Char]) -> list[Word]:
    """The words that say in which unit of money amounts are, beside the name of a body and a year at most.

    They stand above a table, and not between its rules; a row of labels that one of them is in has more.
    """
    heights = [(char.top, char.bottom) for char in chars if char.text == ONE_YUAN]
    own = (char for char in chars if not char.text.isspace() and any(a < char.middle < b for a, b in heights))
    lines = as_lines(Word(*char) for char in own) if heights else []
    return [word for line in lines if len(line) <= _BESIDE for word in line if MONEY_UNIT.search(word.text)]


def parted(units: Sequence[Word], x0: float, x1: float, above: float, below: float) -> bool:
    """Whether one of the `stated_units` stands between two levels of a width: two tables stand there."""
    return any(above < word.top and word.bottom < below and x0 < word.x1 and word.x0 < x1 for word in units)


def _with_merged(groups: Sequence[Ladder]) -> list[Ladder]:
    """Ladders, a narrow one put into the wide one at whose side cells are merged over its rows."""
    found = list(groups)
    for narrow in sorted(groups, key=lambda group: group[0][1] - group[0][0]):
        for wide in found:
            if wide is narrow or not _holds(wide, narrow):
                continue
            levels = sorted([*wide[1], *(y for y in narrow[1] if not is_at(y, wide[1]))])
            found = [one for one in found if one is not narrow and one is not wide] + [(wide[0], levels, wide[2])]
            break
    return found


def _holds(wide: Ladder, narrow: Ladder) -> bool:
    """Whether rules of one extent and joints are those of the cells of a wider table, within its foot and its top."""
    (x0, x1), levels, joints = wide
    inner = narrow[0]
    sides = [side for side in inner if is_at(side, (x0, x1))]
    places = [*joints, x0, x1]
    within = levels[0] - SNAP < narrow[1][0] and narrow[1][-1] < levels[-1] + SNAP
    return (
        bool(joints)
        and bool(narrow[2])
        and len(sides) == 1
        and within
        and all(is_at(at, places) for at in (*inner, *narrow[2]))
    )


def _alike(first: Sequence[float], second: Sequence[float]) -> bool:
    """Whether rules may be of one table: all places where the cells of the one meet are of the other too."""
    return all(is_at(at, second) for at in first) or all(is_at(at, first) for at in second)


def is_at(at: float, places: Sequence[float]) -> bool:
    """Whether a place is one of some."""
    return any(abs(at - place) <= SNAP for place in places)


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
