"""Rules that part no columns where words do: whole rows that are shaded, and heads ruled above a body that is not.

Without them a table is one that nothing rules, and its words tell its columns.
"""

from collections.abc import Iterable, Sequence

from extractors.document.place import Box
from extractors.layout.aligned_lines import may_belong, near
from extractors.layout.lines_of_words import Line, Word, as_lines, has_amounts, is_amount
from extractors.read.pdf.content import Char
from extractors.read.pdf.grid import Grid
from extractors.read.pdf.ruling import Rule

_FEWEST = 2
"""So many shaded rows are the stripes of a table; one is a box. Beside a shaded row its edge and the next line tell."""

_FIRST_ROWS = 4
"""Among so many lines below a head one at least has an amount."""

_SNAP = 3.0
"""Points within which sides are one."""


def without_stripes(rules: Sequence[Rule]) -> list[Rule]:
    """Rules without the sides of rows that are shaded as a whole, where nothing else is ruled between their sides."""
    shades = {rule["shade"] for rule in rules if rule.get("shade")}
    wide: dict[tuple[int, int], list[Box]] = {}
    for box in shades:
        wide.setdefault((round(box[0] / _SNAP), round(box[2] / _SNAP)), []).append(box)
    stripes: set[Box] = set()
    for boxes in wide.values():
        around = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
        if len(boxes) >= _FEWEST and all(rule.get("shade") in boxes or not _meet(rule, around) for rule in rules):
            stripes.update(boxes)
    return [rule for rule in rules if rule.get("shade") not in stripes]


def without_heads_alone(
    rules: Sequence[Rule], grids: Sequence[Grid], texts: Sequence[list[list[Char]]], outside: Sequence[Char]
) -> list[Rule]:
    """Rules without those of grids that are but the head of a table, or a row or two of it, shaded cell by cell.

    Rows of amounts that nothing rules stand below the head, and above or below those rows.
    """
    heads = []
    for grid, cells in zip(grids, texts, strict=True):
        below = _below(grid, outside)
        shaded = _is_shaded(rules, grid) and (_goes_on(below[:_FEWEST]) or _goes_on(_above(grid, outside)[:_FEWEST]))
        if shaded or (not _has_amount(cells) and _goes_on(below)):
            heads.append((grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]))
    return [rule for rule in rules if not any(_meet(rule, head) for head in heads)] if heads else list(rules)


def _has_amount(cells: Sequence[list[Char]]) -> bool:
    return any(is_amount(word) for own in cells for line in as_lines(Word(*c) for c in own) for word in line)


def _is_shaded(rules: Sequence[Rule], grid: Grid) -> bool:
    """Whether a grid is a row or two, and nothing but the shades of their cells makes it."""
    box = (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
    return len(grid.ys) <= _FEWEST + 1 and all(rule.get("shade") for rule in rules if _meet(rule, box))


def _below(grid: Grid, outside: Sequence[Char]) -> list[Line]:
    """The lines below a grid, from the next one on: a word as wide as it stands at its foot."""
    x0, x1, foot = grid.xs[0] - _SNAP, grid.xs[-1] + _SNAP, grid.ys[-1] - _SNAP
    lines = _lines(c for c in outside if c.top > foot and c.x1 > x0 and c.x0 < x1)
    return [[Word("", x0, foot, x1, foot)], *lines[:_FIRST_ROWS]]


def _above(grid: Grid, outside: Sequence[Char]) -> list[Line]:
    """The lines above a grid, from the next one on, as if they stood below it."""
    x0, x1, top = grid.xs[0] - _SNAP, grid.xs[-1] + _SNAP, grid.ys[0] + _SNAP
    lines = _lines(c for c in outside if c.bottom < top and c.x1 > x0 and c.x0 < x1)[-_FIRST_ROWS:]
    turned = [[word._replace(top=-word.bottom, bottom=-word.top) for word in line] for line in reversed(lines)]
    return [[Word("", x0, -top, x1, -top)], *turned]


def _lines(chars: Iterable[Char]) -> list[Line]:
    return as_lines(Word(*c) for c in chars if not c.text.isspace())


def _goes_on(beside: Sequence[Line]) -> bool:
    """Whether the lines beside a grid are rows of its table: inside its width, near, several words, amounts."""
    (edge,), *rows = beside
    inside = all(edge.x0 <= line[0].x0 and line[-1].x1 <= edge.x1 and may_belong(line) for line in rows)
    return bool(rows) and inside and len(rows[0]) > 1 and near([edge], rows[0]) and any(map(has_amounts, rows))


def _meet(rule: Rule, box: Box) -> bool:
    x0, top, x1, bottom = box
    across = rule["x0"] <= x1 + _SNAP and rule["x1"] >= x0 - _SNAP
    return bool(across and rule["top"] <= bottom + _SNAP and rule["bottom"] >= top - _SNAP)
