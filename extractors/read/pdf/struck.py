"""Text that a line strikes out is no text of the page any more: it is left out, and named."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from statistics import median

from extractors.document.troubles import Trouble
from extractors.read.pdf.content import Char
from extractors.read.pdf.ruling import Rule

_HIGH, _LOW = 0.38, 0.7
"""Shares of a letter's box from its top between which a line goes through it; one that underlines it is lower."""

_ENDS = 0.5
"""Widths of a letter by which the line may begin and end beside the text: the rules of a cell go on to its sides."""

_FEWEST, _LONGEST = 2, 400.0
"""Letters that are struck out at least, and points that a line through them measures at most."""

_LARGE, _JOINED = 2.0, 1.0
"""Heights of the page's middle letter from which on one is a watermark; points within which rules join."""

_UPRIGHT = 3.0
"""Points that an upright rule measures at least; the end of a thick line is lower."""

ERROR = "struck_out"


def without_struck(
    chars: Sequence[Char], rules: Sequence[Rule], number: int
) -> tuple[Sequence[Char], Sequence[Rule], list[Trouble]]:
    """A page's characters and rules without those that are struck out, and the lines; the trouble that says so."""
    lines = _loose_lines(rules)
    struck: set[int] = set()
    through: set[int] = set()
    for rule, letters in _crossed(chars, lines):
        if _fits(rule, [chars[at] for at in letters]) and not _is_joined(rule, rules):
            struck.update(letters)
            through.add(id(rule))
    if not struck:
        return chars, rules, []
    message = f"page {number} strikes out {len(through)} texts, which are left out; look at it"
    left = [char for at, char in enumerate(chars) if at not in struck]
    return left, [rule for rule in rules if id(rule) not in through], [Trouble("read", ERROR, message, number)]


def _loose_lines(rules: Sequence[Rule]) -> list[Rule]:
    """The level lines that end where no upright rule of the page stands: those of tables do."""
    uprights = sorted(rule["x0"] for rule in rules if rule["orientation"] == "v" and rule["height"] > _UPRIGHT)

    def is_loose(x: float) -> bool:
        return bisect_left(uprights, x - _JOINED) == bisect_left(uprights, x + _JOINED)

    level = (rule for rule in rules if rule["orientation"] == "h" and 0 < rule["width"] < _LONGEST)
    return [rule for rule in level if is_loose(rule["x0"]) and is_loose(rule["x1"])]


def _crossed(chars: Sequence[Char], lines: Sequence[Rule]) -> Iterator[tuple[Rule, list[int]]]:
    """Each line with the numbers of the letters that it goes through."""
    if not lines:
        return
    large = _LARGE * median([char.bottom - char.top for char in chars] or [0.0])
    letters = (at for at, char in enumerate(chars) if not char.text.isspace() and char.bottom - char.top < large)
    order = sorted(letters, key=lambda at: chars[at].top)
    tops = [chars[at].top for at in order]
    tallest = max((chars[at].bottom - chars[at].top for at in order), default=0.0)
    for rule in lines:
        near = order[bisect_left(tops, rule["top"] - tallest) : bisect_left(tops, rule["top"])]
        found = [at for at in near if _goes_through(rule, chars[at])]
        if len(found) >= _FEWEST:
            yield rule, found


def _goes_through(rule: Rule, char: Char) -> bool:
    share = (rule["top"] - char.top) / max(char.bottom - char.top, 1.0)
    return bool(_HIGH < share < _LOW and rule["x0"] < (char.x0 + char.x1) / 2 < rule["x1"])


def _fits(rule: Rule, letters: Sequence[Char]) -> bool:
    """Whether a line begins and ends with the text that it goes through."""
    x0, x1 = min(char.x0 for char in letters), max(char.x1 for char in letters)
    room = _ENDS * max(char.x1 - char.x0 for char in letters)
    return bool(abs(rule["x0"] - x0) <= room and abs(rule["x1"] - x1) <= room)


def _is_joined(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Whether another level rule goes on where a line ends: then it is one of a table's."""
    return any(
        other is not rule
        and abs(other["top"] - rule["top"]) <= _JOINED
        and any(other["x0"] - _JOINED <= x <= other["x1"] + _JOINED for x in (rule["x0"], rule["x1"]))
        and not (other["orientation"] == "h" and other["width"] <= rule["width"] and other["x0"] >= rule["x0"])
        for other in rules
    )
