"""The levels of indicators: carried down through blanks and spans, over pages, and their names made whole."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.document.model import Cell
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.labels import both_levels, is_level
from extractors.recognise.shapes.lines import Line
from extractors.values.text import compact
from schemas.words.performance import performance_words

_ENDING = performance_words().level_end
Level = str | None


def levels(rows: Sequence[tuple[Head, Line]]) -> list[tuple[Level, Level]]:
    """The first and second level of each row.

    A blank cell at the end of a page is the upper part of the cell that the next page begins with, one at the top of a
    page the lower part of the last; elsewhere a blank stands below the level that is printed once. One that several
    rows share and that begins inside a page is another level's, which the page does not print.
    """
    once = any(_printed_once(rows, [head.cell(line, role) for head, line in rows]) for role in ("level1", "level2"))
    first = _column(rows, "level1", once)
    second = _column(rows, "level2", once)
    found: list[tuple[Level, Level]] = []
    for n in range(len(rows)):
        one, two = both_levels(first[n] or "") or (first[n], second[n])
        above = found[-1] if found else (None, None)
        level1 = one or (None if _is_unprinted(rows, n, "level1") else above[0])
        carried = (level1 == above[0] or _same_cell(rows, n, "level2")) and not _is_unprinted(rows, n, "level2")
        level2 = two or (above[1] if carried else None)
        found.append((level1, level2))
    return found


def _is_unprinted(rows: Sequence[tuple[Head, Line]], n: int, role: str) -> bool:
    """Whether a row begins a blank cell of several rows, on the page of the row above: some engines leave out the text
    of a merged cell that a break cuts.
    """
    cell = rows[n][0].cell(rows[n][1], role)
    if cell is None or cell.row_span == 1 or cell.text.strip() or n == 0:
        return False
    return rows[n - 1][1].leaf == rows[n][1].leaf and not _same_cell(rows, n, role)


def _same_cell(rows: Sequence[tuple[Head, Line]], n: int, role: str) -> bool:
    if n == 0:
        return False
    cell = rows[n][0].cell(rows[n][1], role)
    return cell is not None and cell is rows[n - 1][0].cell(rows[n - 1][1], role)


def _column(rows: Sequence[tuple[Head, Line]], role: str, once: bool) -> list[Level]:
    """What a column says in each row; None where it is blank and no part of a cut cell says it.

    Where levels are printed `once`, with cells of their own blank below them, the last of a page is no upper part of
    the cell that the next page begins with.
    """
    cells = [head.cell(line, role) for head, line in rows]
    cut = _cut_names(rows, cells)
    texts = [cut.get(id(cell)) or _text(cell) for cell in cells]
    for n in range(len(rows) - 2, -1, -1):
        turned = rows[n][1].leaf != rows[n + 1][1].leaf and not (once and texts[n + 1] is not None)
        if texts[n] is None and cells[n] is not None and (turned or cells[n] is cells[n + 1]):
            texts[n] = texts[n + 1]
    return texts


def _cut_names(rows: Sequence[tuple[Head, Line]], cells: Sequence[Cell | None]) -> dict[int, str]:
    """The names of levels that a break cut in two, though rules end both (社会效 | 益指标), by their cells' `id`s."""
    names: dict[int, str] = {}
    for n, (above, below) in enumerate(pairwise(cells)):
        if above is None or below is None or above is below or rows[n][1].leaf == rows[n + 1][1].leaf:
            continue
        pieces = [compact(cell.text) for cell in (above, below)]
        if all(pieces) and is_level("".join(pieces)) and not any(map(is_level, pieces)):
            names[id(above)] = names[id(below)] = "".join(pieces)
    return names


def _printed_once(rows: Sequence[tuple[Head, Line]], cells: Sequence[Cell | None]) -> bool:
    """Whether a column prints a level once and leaves cells of their own blank below it, as rows within a page show."""
    leaves = [line.leaf for _, line in rows]
    return any(
        cell is not None and cell.row_span == 1 and _text(cell) is None and leaves[n - 1] == leaves[n] == leaves[n + 1]
        for n, cell in enumerate(cells)
        if 0 < n < len(cells) - 1
    )


def _text(cell: Cell | None) -> Level:
    return whole_name(cell.text) if cell is not None and cell.text.strip() else None


@lru_cache(maxsize=1024)
def whole_name(text: str) -> str:
    """A level's name without points; one that a page cut (效益指) is made whole where only one name begins so."""
    name = performance_words().points.sub("", compact(text))
    known = [level for names in performance_words().levels.values() for level in names]
    if name in known or f"{name}{_ENDING}" in known or len(name) < len(_ENDING) + 1:
        return name
    whole = {level for level in known if level.startswith(name)}
    return whole.pop() if len(whole) == 1 else name


def split_name(text: str) -> tuple[Level, Level, str]:
    """Levels and name of `产出指标数量指标培训次数`, levels and name run together: the known names part them."""
    rest = compact(text)
    names = performance_words().levels
    found: list[Level] = []
    for level in (1, 2):
        name = max((name for name in names[level] if rest.startswith(name)), key=len, default=None)
        found.append(name)
        rest = rest[len(name) :] if name else rest
    return (found[0], found[1], rest) if found[0] and rest else (None, None, compact(text))
