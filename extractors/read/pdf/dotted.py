"""Dotted rules: browsers fill each dot of a border as a square of its own, which is too small to be a rule."""

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pypdfium2 import raw

from extractors.document.place import Box
from extractors.read.pdf.geometry import Matrix, apply
from extractors.read.pdf.ruling import Rule, level_rule, upright_rule

_LARGEST = 1.0
"""Points that a dot measures at most; what is longer is a rule by itself."""

_FEWEST = 8
"""So many dots in a row make a rule; fewer may be leaders, or points of a drawing."""

_PITCH = 4.0
"""Points from one dot of a rule to the next at most."""

_SAME = 0.25
"""Points within which dots stand in one row."""

_PATTERN = 0.5
"""Share of the dots that stand in a row and in a column too where they fill an area: it is shaded, and not ruled."""


def dot_of(path: Any, matrix: Matrix) -> Box | None:
    """The box of a path that is filled, and no larger than a dot; None for any other."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if stroke.value or not fill.value:
        return None
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(path, left, low, right, high)
    if not 0 < max(right.value - left.value, high.value - low.value) <= _LARGEST:
        return None
    (x0, y0), (x1, y1) = apply(matrix, left.value, low.value), apply(matrix, right.value, high.value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def dotted_rules(dots: Sequence[Box]) -> list[Rule]:
    """The rules that dots make, level and upright; none where they fill an area."""
    level, upright = list(_runs(dots, 0, 1)), list(_runs(dots, 1, 0))
    crossing = {at for run in level for at in run} & {at for run in upright for at in run}
    if len(crossing) > _PATTERN * len(dots):
        return []
    return [
        *(level_rule(_middle(dots[run[0]], 1), dots[run[0]][0], dots[run[-1]][2]) for run in level),
        *(upright_rule(_middle(dots[run[0]], 0), dots[run[0]][1], dots[run[-1]][3]) for run in upright),
    ]


def _runs(dots: Sequence[Box], along: int, across: int) -> Iterator[list[int]]:
    """The numbers of dots that follow each other closely in a row, along the x (0) or y (1) axis."""
    rows: dict[int, list[int]] = defaultdict(list)
    for at, dot in enumerate(dots):
        rows[round(_middle(dot, across) / _SAME)].append(at)
    for row in rows.values():
        row.sort(key=lambda at: dots[at][along])
        run = row[:1]
        for last, at in pairwise(row):
            if dots[at][along] - dots[last][along] > _PITCH:
                if len(run) >= _FEWEST:
                    yield run
                run = []
            run.append(at)
        if len(run) >= _FEWEST:
            yield run


def _middle(dot: Box, axis: int) -> float:
    return (dot[axis] + dot[axis + 2]) / 2
