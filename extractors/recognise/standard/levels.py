"""Levels, roles and sides of the lines of a block: by codes, else by enumerators, indentation and 小计 groups."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from extractors.recognise.standard.codes import CODE_LEVELS
from extractors.recognise.standard.model import Block, Line
from extractors.recognise.standard.words import row_name
from schemas.standard import vocabulary

_SCHEMES = {"1": "fund_source", "2": "function", "3": "economic", "5": "economic"}
"""What a subject's first digit tells (政府收支分类科目)."""

_NEARLY = 2
"""Half-width blanks by which a name below another need not stand right below it."""


def categories(lines: list[Line]) -> None:
    """Gives each line of a group the group's name, printed once, and the 小计 line that name as its own.

    A group runs from a 小计 to the next one; where it prints two names none is known.
    """
    if not any(line.category for line in lines):
        return
    groups: list[list[Line]] = []
    for line in lines:
        if line.name.role == "subtotal" or not groups:
            groups.append([])
        groups[-1].append(line)
    for group in groups:
        names = {line.category for line in group if line.category}
        if len(names) == 1 and group[0].name.role == "subtotal":
            (name,) = names
            group[0].printed, group[0].name = name, row_name(name)
            for line in group:
                line.category = name


def carry_names(lines: list[Line]) -> None:
    """A row without a name that says its year, or that it is a change, goes on with the line above it."""
    above: Line | None = None
    for line in lines:
        if line.printed or line.code or line.unit:
            above = line
        elif line.series and above is not None and above.series and line.table is above.table:
            line.printed, line.name, line.of_which = above.printed, above.name, above.of_which
            line.spaces, line.indent, line.ink = above.spaces, above.indent, above.ink


def level_of_which(lines: list[Line]) -> None:
    """The first of several parts stands behind 其中：, the others below its name: it begins where they do."""
    for line, below in pairwise(lines):
        mark = vocabulary().of_which.match(line.printed)
        if mark is None or below.name.role != "item" or below.of_which:
            continue
        if abs(below.spaces - line.spaces - 2 * len(mark[0])) <= _NEARLY:
            line.spaces = below.spaces
        if line.ink and below.ink and line.glyph:
            glyphs = (below.ink - line.ink) / line.glyph
            if abs(glyphs - len(mark[0])) <= _NEARLY / 2:
                line.ink = below.ink


def levels(lines: list[Line]) -> None:
    """Levels: 0 a total, else by the code's length, or by enumerator and indentation where codes do not say."""
    for line in lines:
        if line.bare:
            line.level, line.name = 0, replace(line.name, role="total")
    rows = [line for line in lines if not line.bare]
    items = [line for line in rows if line.name.role == "item"]
    coded = {len(line.code) for line in items if line.code and len(line.code) in CODE_LEVELS}
    share = sum(1 for line in items if line.code and len(line.code) in CODE_LEVELS)
    if len(coded) > 1 and 2 * share > len(items):
        for line in rows:
            _level_by_code(line)
    else:
        _levels_by_outline(rows)
        _levels_by_unit(rows)


def _level_by_code(line: Line) -> None:
    """A code that is none of a subject's length has no level; the line of a body stands above the subjects."""
    if line.code and len(line.code) in CODE_LEVELS:
        line.level, line.name = CODE_LEVELS[len(line.code)], replace(line.name, role="item")
    elif line.name.role != "item":
        line.level = 1 if line.name.role == "carried" else 0
    elif line.heads:
        line.level, line.name = 0, replace(line.name, role="unit")


def _indent_by_number(lines: list[Line]) -> None:
    """Where the first line below each total is numbered 1, those without a number are parts of the one above."""
    at_top, numbered = True, False
    for line in lines:
        if line.name.role != "item":
            at_top, numbered = True, False
            continue
        numbered = (numbered and not at_top) or (at_top and line.number == "1")
        at_top = False
        if numbered and line.number is None and line.name.style is None:
            line.indent = True


def _depth_lost(lines: list[Line]) -> bool:
    """Whether text lost the indentation that told its names apart: two without a mark stand above a marked one."""
    plain = 0
    for line in lines:
        if line.table.engine != "text" or line.indent:
            return False
        if line.name.role != "item" or line.of_which or line.category is not None:
            plain = 0
        elif line.name.style is None:
            plain += 1
        elif plain > 1:
            return True
        else:
            plain = 0
    return False


def _levels_by_outline(lines: list[Line]) -> None:
    """Styles of enumeration nest in the order in which they appear; subtotals stand above them all.

    Items whose depth is lost have no level.
    """
    _indent_by_number(lines)
    lost = _depth_lost(lines)
    base = 2 if any(line.name.role == "subtotal" for line in lines) else 1
    styles: list[str] = []
    above, of_which = 0, False
    for line in lines:
        role, style = line.name.role, line.name.style or ("indent" if line.indent else "plain")
        goes_on = of_which and role == "item" and style == "indent"
        of_which = False
        if role in ("total", "current_total"):
            line.level = 0
        elif role in ("subtotal", "carried"):
            line.level = above = 1
        elif lost:
            line.level = None
        elif line.category is not None:
            line.level = 1 if line.printed == line.category else 2
        elif line.of_which or goes_on:
            line.level, line.of_which, of_which = above + 1, True, True
        elif line.name.name:
            if style not in styles:
                styles.append(style)
            line.level = above = base + styles.index(style)


def _levels_by_unit(lines: list[Line]) -> None:
    """A department's code is shorter than its units'."""
    lengths = sorted({len(line.unit) for line in lines if line.unit})
    for line in lines:
        if line.unit:
            line.level = 1 + lengths.index(len(line.unit))


def sides(lines: list[Line], block: Block) -> None:
    """A list that goes from revenue to expenditure says so by its totals; a code's first digit tells its scheme."""
    rows, side = vocabulary().rows, block.side
    if side is None:
        _sides_by_totals(lines)
    for line in lines:
        if rows["revenue_begins"].fullmatch(line.name.name):
            side = "revenue"
        elif rows["expenditure_begins"].fullmatch(line.name.name):
            side = "expenditure"
        line.side = line.side or side
        if line.side != block.side:
            line.scheme = "fund_source" if line.side == "revenue" else "other"
        if line.code and len(line.code) in CODE_LEVELS:
            line.scheme = _SCHEMES.get(line.code[0], line.scheme)


def _sides_by_totals(lines: list[Line]) -> None:
    """Where revenue stands above expenditure in one list, the total of each closes its lines."""
    rows = vocabulary().rows
    ends = [(n, _ended(line, rows)) for n, line in enumerate(lines)]
    closed = [(n, side) for n, side in ends if side]
    if {side for _, side in closed} != {"revenue", "expenditure"}:
        return
    start = 0
    for end, side in closed:
        for line in lines[start : end + 1]:
            line.side = line.side or side
        start = end + 1


def _ended(line: Line, rows: Mapping[str, re.Pattern[str]]) -> str | None:
    if line.name.role not in ("total", "current_total"):
        return None
    return next((side for side in ("revenue", "expenditure") if rows[f"{side}_ends"].fullmatch(line.name.name)), None)
