"""What a column is, told by what stands below its label, where the label is a word that no vocabulary has.

The names of levels (产出指标, 数量指标) are a closed set, signs (≥ ≤ ＝) are few, and targets look like targets. So a
table of indicators is known by its rows, whatever its publisher calls the columns: 财预〔2015〕88号 names the levels.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from extractors.document.model import Cell
from extractors.recognise.shapes.head_columns import Column
from extractors.recognise.shapes.heads import Head, head_of
from extractors.recognise.shapes.labels import Vocabulary, both_levels, is_level, label_form
from extractors.recognise.shapes.lines import Line
from extractors.values.numbers import is_number
from extractors.values.targets import is_sign, parse
from extractors.values.text import clean, compact
from schemas.words.performance import performance_words

_MOST = 0.6
"""Share of a column's cells that say what it is."""
_SOME = 0.2
"""Share of a column's cells that bears out what its place says."""
_ROWS = 60
"""Rows below a head that are looked at."""
_LABEL = 12
"""Characters of a label in a head that is known by the rows below it alone."""
_DEPTH = 4
_SAID_OF_A_TARGET = ("basis", "scoring", "description", "remark")
"""Roles of labels (绩效标准) that some publishers print above the targets themselves."""
_INDICATOR = ("level1", "level2", "level3", "target", "target_implementation", "operator")


def completed(head: Head, words: Vocabulary) -> Head:
    """A head with roles for those of its labels that no vocabulary has, as the cells below them say."""
    roles: list[str | None] = [column.role for column in head.columns]
    end = _end(head, words)
    _give_levels(head, roles, end)
    below = {
        n: _below(head, column, end)
        for n, column in enumerate(head.columns)
        if column.labels and roles[n] in (None, *_SAID_OF_A_TARGET) and (roles[n] or not _known(column, words))
    }
    if not below and roles == [column.role for column in head.columns]:
        return head
    for role, test in _TESTS.items():
        if role in roles or not {*_INDICATOR} & {*roles}:
            continue
        told = [n for n, texts in below.items() if _share(texts, test) >= _MOST]
        _give(roles, role, next((n for n in told if roles[n] is None), None))
        if role == "target" and told:
            _give(roles, role, told[0], instead=_SAID_OF_A_TARGET)
    if {*_INDICATOR} & {*roles}:
        _give(roles, "target", _of_signs(roles, below), instead=("basis",))
        _give(roles, "target", _alone_behind_names(roles, below), instead=("basis",))
        _give(roles, "target_unit", _behind(roles, below, "target") if "operator" in roles else None)
        _give(roles, "level3", _names(roles, below))
    if ({*_INDICATOR} & {*roles} or {"goal", "budget"} <= {*roles}) and not _names_a_project(head, words):
        _give(roles, "project_name", _projects(roles, below))
    columns = (replace(column, role=role) for column, role in zip(head.columns, roles, strict=True))
    return Head(head.table, head.first, head.end, tuple(columns))


def _give_levels(head: Head, roles: list[str | None], end: int) -> None:
    """Gives levels to the columns whose cells are their names, whatever other role their labels have (指标类别)."""
    for role, level in (("level1", 1), ("level2", 2)):
        if role in roles:
            continue
        for n, column in enumerate(head.columns):
            named = column.labels and roles[n] not in _INDICATOR
            if named and _share(_below(head, column, end), partial(_of_level, level)) >= _MOST:
                roles[n] = role
                break


def _known(column: Column, words: Vocabulary) -> bool:
    """Whether a vocabulary has a label of a column; the title of a block (指标) may name a column too."""
    return any({*words.any(cell.text)} - {"block", "packed"} for cell in column.labels)


def head_by_rows(line: Line, words: Vocabulary, order: Iterable[str]) -> Head | None:
    """The head that begins in a row because rows of indicators begin below it; None for none."""
    if len(line.filled) < 3 or any(is_number(clean(cell.text)) for cell in line.filled):
        return None
    depth = max((cell.row_span for cell in line.filled if cell.row_span <= _DEPTH), default=0)
    below = Line(line.table, line.row + depth)
    if below.row >= line.table.rows or not (levels := _levels_of(below)):
        return None
    if any(not label_form(cell.text) or len(label_form(cell.text)) > _LABEL for cell in line.filled):
        return None
    if any(is_level(cell.text) or is_sign(cell.text) for cell in line.filled):
        return None
    head = completed(head_of(line, words, order, depth=depth), words)
    named = [head.column(role) for role in ("level1", "level2")]
    above = all(any(column and below.at(column.where) is cell for column in named) for cell in levels)
    return head if above and head.roles & {"level3", "target"} else None


def _levels_of(line: Line) -> list[Cell]:
    """The names of both levels that begin in a row, or of one before a sign or a target; [] for another row."""
    filled = line.filled
    found = [cell for level in (1, 2) for cell in filled if is_level(cell.text, level)][:2]
    if len(found) == 2 and found[0] is not found[1]:
        return found
    return found[:1] if any(is_sign(cell.text) or _is_target(cell.text) for cell in filled) else []


def _of_level(level: int, text: str) -> bool:
    return is_level(text, level) or (level == 1 and both_levels(text) is not None)


def _end(head: Head, words: Vocabulary) -> int:
    """The row below those that a head names: another form begins there, or so many rows are enough."""
    last = min(head.table.rows, head.end + _ROWS)
    for row in range(head.end, last):
        filled = Line(head.table, row).filled
        if filled and {"project_name", "department"} & {*words.known(filled[0].text)}:
            return row
    return last


def _below(head: Head, column: Column, end: int) -> list[str]:
    """The texts that begin below a column, down to a row."""
    found = []
    for row in range(head.end, end):
        cell = Line(head.table, row).at(column.where)
        if cell is not None and cell.row == row and cell.text.strip():
            found.append(compact(cell.text))
    return found


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def _is_target(text: str) -> bool:
    """Whether a text is a target beyond doubt: a number with a sign or a unit."""
    target = parse(text)
    return target.value is not None and bool(target.printed or target.unit)


_TESTS: dict[str, Callable[[str], bool]] = {
    "operator": is_sign,
    "target": _is_target,
}


def _give(roles: list[str | None], role: str, column: int | None, instead: Sequence[str] = ()) -> None:
    """Gives a column a role that no other has, where it has none itself, or one of `instead`."""
    taken = role in roles or (role == "target" and "target_implementation" in roles)
    if column is not None and not taken and roles[column] in (None, *instead):
        roles[column] = role


def _of_signs(roles: Sequence[str | None], below: dict[int, list[str]]) -> int | None:
    """The column of targets where signs have one of their own: one of numbers beside it, or called a standard; else
    the one behind it, where nothing says what that is.
    """
    column = roles.index("operator") if "operator" in roles else -2
    numbers = [n for n, texts in below.items() if roles[n] in (None, "basis") and _share(texts, is_number) >= _MOST]
    beside = [n for n in numbers if abs(n - column) == 1]
    named = [n for n in numbers if roles[n] == "basis" and column >= 0]
    return next(iter([*beside, *named]), _behind(roles, below, "operator"))


def _alone_behind_names(roles: Sequence[str | None], below: dict[int, list[str]]) -> int | None:
    """The only column behind the names of indicators: their targets, many of them words; called a standard, if some
    are targets beyond doubt.
    """
    last = len(roles) - 1
    if "level3" not in roles or roles.index("level3") != last - 1 or not below.get(last):
        return None
    return last if roles[last] is None or _share(below[last], _is_target) >= _SOME else None


def _behind(roles: Sequence[str | None], below: dict[int, list[str]], role: str) -> int | None:
    """The column behind that of a role, where nothing says what it is and it is not blank."""
    column = roles.index(role) + 1 if role in roles else -1
    return column if below.get(column) else None


def _names(roles: Sequence[str | None], below: dict[int, list[str]]) -> int | None:
    """The column of the indicators' names: before targets, behind levels where it has them; that of the most texts."""
    levels = [n for n, role in enumerate(roles) if role in ("level1", "level2")]
    ends = [n for n, role in enumerate(roles) if role in ("target", "target_implementation", "operator")]
    if not ends:
        return None
    between = [n for n in below if roles[n] is None and max(levels, default=-1) < n < min(ends)]
    words = [n for n in between if below[n] and not _share(below[n], is_number) >= _MOST]
    return max(words, key=lambda n: len({*below[n]}), default=None)


def _projects(roles: Sequence[str | None], below: dict[int, list[str]]) -> int | None:
    """The column of the projects' names in a list: the first of words, and not of bodies, before its indicators."""
    if {"project_name", "unit", "department"} & {*roles}:
        return None
    first = min(n for n, role in enumerate(roles) if role in (*_INDICATOR, "goal", "budget"))
    for n, texts in below.items():
        bodies = _share(texts, lambda text: text.endswith(performance_words().bodies))
        if n < first and roles[n] is None and texts and bodies < _MOST and not all(map(is_number, texts)):
            return n
    return None


def _names_a_project(head: Head, words: Vocabulary) -> bool:
    """Whether a label outside a head names a project or department: then it is a form, and its head no list's."""
    inside = {id(cell) for cell in head.cells}
    known = (words.known(cell.text) for cell in head.table.cells if cell.text and id(cell) not in inside)
    return any({"project_name", "department"} & {*roles} for roles in known)
