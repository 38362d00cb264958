"""Which lines of a page stand in a table that nothing rules: runs of lines of amounts, and the head above them."""

from collections.abc import Iterator, Sequence

from extractors.layout.lines_of_words import Line, Word, has_amounts, has_marks, text_of
from extractors.values.line_shapes import ends_sentence, is_number_line
from extractors.values.money import MONEY_UNIT
from extractors.values.numbers import is_number
from extractors.values.text import compact, in_full_width
from schemas.words.lines import line_words

_FAR = 3.0
"""Lines further apart than so many of their heights are not of one table."""

_BETWEEN = 3
"""Lines without an amount, of names that wrap say, that may follow each other in a table."""

_HEAD = 8
"""No head has more lines: four storeys, with labels that wrap."""

_SIZE = 1.1
"""A title is more than so many times as high as the head below it."""

_CENTRED = 4.0
"""Points by which a head may stand beside the middle of its columns."""

_MOST = 0.6
"""Share of a head's width over which a word is rather the title of all."""

_FLUSH = 2.0
"""Points by which a head may reach over its last column."""


def near(above: Line, below: Line) -> bool:
    """Whether two lines may be of one table."""
    height = max(word.bottom - word.top for word in below)
    return min(word.top for word in below) - max(word.bottom for word in above) <= _FAR * height


def may_belong(line: Line) -> bool:
    """Whether a line without amounts may stand in a table: no sentence, no unit, no word that one goes on."""
    return not (ends_sentence(text_of(line)) or states_unit(line) or _says_to_go_on(line))


def _says_to_go_on(line: Line) -> bool:
    return line_words().continued.fullmatch(compact(text_of(line))) is not None


def states_unit(line: Line) -> bool:
    """Whether a line says in what unit amounts are."""
    whole = text_of(line)
    return MONEY_UNIT.search(whole) is not None or line_words().unit_word.fullmatch(compact(whole)) is not None


def runs_of_amounts(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Runs of lines of amounts with few others between them: the first, and the one behind the last."""
    first = last = None
    for at, line in enumerate(lines):
        if first is not None and last is not None:
            close = near(lines[at - 1], line) and at - last <= _BETWEEN + 1
            if not close or not (has_amounts(line) or may_belong(line)):
                yield first, last + 1
                first = last = None
        if has_amounts(line) or (first is not None and has_marks(line)):
            first, last = at if first is None else first, at
    if first is not None and last is not None:
        yield first, last + 1


def head_above(lines: Sequence[Line], first: int, *, goes_on: bool = False) -> int:
    """The first line of the head above a run: the topmost of several words before a unit, a sentence or a space."""
    found = at = first
    while at > 0 and first - at < _HEAD and near(lines[at - 1], lines[at]) and _may_head(lines, at - 1):
        at -= 1
        if has_amounts(lines[at]):
            break
        found = at if len(lines[at]) > 1 else found
    return found - _alone(lines[:found], lines[found : first + 1], goes_on=goes_on) if found < first else first


def _may_head(lines: Sequence[Line], at: int) -> bool:
    """Whether a line may be of a head; `元）` states no unit where it is the rest of a label that begins above it."""
    if may_belong(lines[at]):
        return True
    above = [word for line in lines[max(at - _BETWEEN, 0) : at] for word in line if _is_open(word.text)]
    return all(
        not _is_open(word.text) and any(word.x0 < label.x1 and label.x0 < word.x1 for label in above)
        for word in lines[at]
    ) and not any(states_unit([label]) for label in above)


def _is_open(text: str) -> bool:
    """Whether a bracket is opened and not closed."""
    return in_full_width(text).count("（") > in_full_width(text).count("）")


def _over_several(word: Word, head: Sequence[Line]) -> bool:
    """Whether a word stands above several labels of a line of a head, or in their middle, and not over most of it."""
    wide = max(line[-1].x1 for line in head) - min(line[0].x0 for line in head)
    if word.x1 - word.x0 > _MOST * wide:
        return False
    over = (sum(label.x0 < word.x1 and word.x0 < label.x1 for label in line) for line in head[:-1])
    return any(count > 1 for count in over) or any(
        abs(word.x0 + word.x1 - line[0].x0 - last.x1) < 2 * _CENTRED and last.x1 - line[0].x0 < _MOST * wide
        for line in head[:-1]
        for last in line[1:]
    )


def _beside_all(word: Word, head: Sequence[Line]) -> bool:
    """Whether a word stands left of all labels of a head, the label of the first column, and is no table's number."""
    storeys = (line for line in head[:-1] if not any(is_number(label.text) for label in line))
    return all(word.x1 < line[0].x0 for line in storeys) and not is_number_line(word.text)


def _alone(lines: Sequence[Line], head: Sequence[Line], *, goes_on: bool) -> int:
    """How many of the words that stand alone on their lines above a head are of it: small, over a part of it.

    Above them stands the unit or a title in larger letters, or nothing, or that it does, where the table `goes_on` from
    the page before.
    """
    high = _SIZE * max(label.bottom - label.top for label in head[0])
    left, right = head[0][0].x1, max(line[-1].x1 for line in head)
    count, below = 0, head[0]
    for line in reversed(lines):
        word = line[0]
        begins = left < word.x0 or _over_several(word, head) or _beside_all(word, head)
        over = begins and word.x1 < right + _FLUSH and word.bottom - word.top < high
        if len(line) > 1 or not over or not near(line, below) or not may_belong(line):
            break
        count, below = count + 1, line
    if count == len(lines):
        return count if goes_on else 0
    last = lines[-count - 1]
    ends = states_unit(last) or _says_to_go_on(last) or all(word.bottom - word.top > high for word in last)
    return count if ends else 0
