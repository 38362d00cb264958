"""Which cell each character of a page stands in."""

from collections.abc import Iterator, Sequence
from math import inf
from statistics import median

from extractors.document.place import Box
from extractors.read.pdf.content import Char, PageContent
from extractors.read.pdf.grid import Grid
from extractors.read.pdf.ruling import Rule
from extractors.values.numbers import is_number

_STAMP = 2.5
"""What is higher than its cell, and than so many of the page's middle characters, is stamped over the table."""

_HEART = 0.4
"""The share of a character's height at which its cell is asked for: what overflows a row hangs out below it."""

_TOUCH = 1.0
"""Points by which characters of one line may be apart."""

_CLIP = 3.0
"""Points by which a cell and the clip of its text may differ."""

_HANGS = 0.8
"""Heights of a character by which a line that hangs out of its cell is below it, or below the line before."""

_OF_NUMBERS = frozenset("0123456789.,")
"""What a number that crosses a rule is made of."""

Home = tuple[list[Char], Box | None]
Texts = list[list[list[Char]]]


def into_cells(content: PageContent, grids: Sequence[Grid], rules: Sequence[Rule]) -> tuple[Texts, list[Char]]:
    """The characters of each cell of each grid, and those outside all; `rules` are those that the grids are made of."""
    texts: Texts = [[[] for _ in grid.cells] for grid in grids]
    inmost = sorted(zip(grids, texts, strict=True), key=lambda pair: pair[0].area)
    outside: list[Char] = []
    stamp = _STAMP * median([char.bottom - char.top for char in content.chars] or [0.0])
    before: Char | None = None
    own = outside
    box: Box | None = None
    owners: list[list[Char] | None] = []
    torn: list[int] = []
    overflow: list[tuple[list[Char], Char]] = []
    unseen: list[Char] = []
    for number, char in enumerate(content.chars):
        height = char.bottom - char.top
        x, y = (char.x0 + char.x1) / 2, char.top + _HEART * height
        owners.append(None)
        if not (0 <= x <= content.width and 0 <= y <= content.height):
            continue
        shown = content.clipped.get(number)
        if shown is not None:
            if (cell := _clipped_cell(inmost, shown)) is not None:
                overflow.append((cell, char))
            else:
                unseen.append(char)
            continue
        if not (before and box and _adjoin(before, char) and box[0] <= x <= box[2]):
            last = own
            own, box = _home(inmost, x, y) or (outside, None)
            if own is not last and before and char.text in _OF_NUMBERS and _adjoin(before, char):
                torn.append(number)
        if box is None or height < max(stamp, box[3] - box[1]):
            own.append(char)
            owners[-1] = own
            before = char
    for number in torn:
        _mend_number(content.chars, owners, number)
    _take_overflow(overflow, unseen)
    return texts, _without_hanging(rules, inmost, outside)


def _clipped_cell(inmost: Sequence[tuple[Grid, list[list[Char]]]], shown: Box) -> list[Char] | None:
    """The characters of the cell outside which a clip hides text; None where it is no cell's."""
    for grid, cells in inmost:
        at = grid.cell_at((shown[0] + shown[2]) / 2, (shown[1] + shown[3]) / 2)
        if at is not None and all(abs(a - b) < _CLIP for a, b in zip(shown, grid.cells[at][-1], strict=True)):
            return cells[at]
    return None


def _take_overflow(overflow: Sequence[tuple[list[Char], Char]], unseen: Sequence[Char]) -> None:
    """Adds to a cell the lines of its text that had no room in it; what is hidden beside a number, or alone, is not.

    Nor is what stands behind `unseen` lines, which a page's own clip hides: the next page prints them and the rest.
    """
    shown = {id(cell): (cell, "".join(char.text for char in cell)) for cell, _ in overflow}
    for key, (cell, text) in shown.items():
        if not text.strip() or is_number(text):
            continue
        left, right = min(char.x0 for char in cell), max(char.x1 for char in cell)
        top = min(char.top for char in cell)
        between = [char.top for char in unseen if left < char.x1 and char.x0 < right]
        lowest = min((at for at in between if at > top), default=inf)
        highest = max((at for at in between if at < top), default=-inf)
        cell += [char for own, char in overflow if id(own) == key and highest < char.top < lowest]


def _adjoin(last: Char, char: Char) -> bool:
    """Whether a character goes on with the last one's line: one cell has both, also where it overflows its row."""
    return abs(char.x0 - last.x1) < _TOUCH and abs(char.bottom - last.bottom) < _TOUCH


def _overlap(last: Char, char: Char) -> bool:
    """Whether a character's box begins within that of the last one of its line."""
    return last.x0 < char.x0 < last.x1 - _TOUCH and abs(char.bottom - last.bottom) < _TOUCH


def _home(inmost: Sequence[tuple[Grid, list[list[Char]]]], x: float, y: float) -> Home | None:
    """The characters and box of the cell at a point."""
    for grid, cells in inmost:
        at = grid.cell_at(x, y)
        if at is not None:
            return cells[at], grid.cells[at][-1]
    return None


def _without_hanging(
    rules: Sequence[Rule], inmost: Sequence[tuple[Grid, list[list[Char]]]], outside: list[Char]
) -> list[Char]:
    """The characters outside all cells but those that hang out of one whose lower rule is missing: it goes on below.

    So a browser prints a cell of several rows at the foot of a page; their lines stand close below the table.
    """
    hanging: set[int] = set()
    for grid, cells in inmost:
        foot = grid.ys[-1]
        low = [char for char in outside if -_height(char) < char.top - foot < _HANGS * _height(char)]
        for at, (*_, box) in enumerate(grid.cells if low else ()):
            if box[3] < foot - _CLIP or _has_lower_rule(rules, box):
                continue
            if not cells[at] and box[3] - box[1] > min(map(_height, low)):
                continue  # it has room for a line of its own
            own = [c for c in outside if box[0] < (c.x0 + c.x1) / 2 < box[2] and c.top > foot - _height(c)]
            below = list(_hanging(cells[at], own, foot))
            cells[at] += below
            hanging |= set(map(id, below))
    return [char for char in outside if id(char) not in hanging] if hanging else outside


def _hanging(cell: Sequence[Char], below: Sequence[Char], foot: float) -> Iterator[Char]:
    """The lines below the foot of a table that go on with those of a cell: close to it, or as far from each other as
    the cell's own lines are.
    """
    lines: list[Char] = []
    for char in sorted(cell, key=lambda char: char.top):
        _add_line(lines, char)
    level = foot
    for char in sorted(below, key=lambda char: char.top):
        begins = _add_line(lines, char)
        if char.top - level > _HANGS * _height(char) and not (begins and _are_in_step(lines)):
            return
        level = max(level, char.bottom)
        yield char


def _add_line(lines: list[Char], char: Char) -> bool:
    """Adds a character to the first ones of lines, from the top down, where it begins one; whether it does."""
    if lines and char.top - lines[-1].top <= _height(char) / 2:
        return False
    lines.append(char)
    return True


def _are_in_step(lines: Sequence[Char]) -> bool:
    """Whether the last three lines are equally far apart, as their feet tell: signs of a line differ in height."""
    if len(lines) < 3:
        return False
    first, second, third = (char.bottom for char in lines[-3:])
    return abs(third - 2 * second + first) < _TOUCH


def _height(char: Char) -> float:
    return char.bottom - char.top


def _has_lower_rule(rules: Sequence[Rule], box: Box) -> bool:
    """Whether any rule is drawn along the lower side of a cell."""
    middle = (box[0] + box[2]) / 2
    return any(
        abs(edge["top"] - box[3]) <= _CLIP and edge["x0"] <= middle <= edge["x1"]
        for edge in rules
        if edge["orientation"] == "h"
    )


def _mend_number(chars: Sequence[Char], owners: list[list[Char] | None], number: int) -> None:
    """Gives a number that crosses the rule between two cells (typed over a form) to the one that has most of it."""
    start = end = number
    while start and chars[start - 1].text in _OF_NUMBERS and _adjoin(chars[start - 1], chars[start]):
        start -= 1
    while (
        end < len(chars) and chars[end].text in _OF_NUMBERS and (end == number or _adjoin(chars[end - 1], chars[end]))
    ):
        end += 1
    if start and chars[start - 1].text in _OF_NUMBERS and _overlap(chars[start - 1], chars[start]):
        return  # boxes wider than the steps of their font: that two of them touch at a rule says nothing
    homes = [home for home in owners[start:end] if home is not None]
    if len(homes) < end - start or not is_number("".join(char.text for char in chars[start:end])):
        return
    most = max(homes, key=lambda home: sum(home is other for other in homes))
    for at in range(start, end):
        home = owners[at]
        if home is not None and home is not most:
            home.remove(chars[at])
            most.append(chars[at])
            owners[at] = most
