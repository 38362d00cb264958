"""Bodies among the lines: a line that names one gives its code and name to the lines below it."""

from collections.abc import Collection, Sequence

from extractors.recognise.standard.codes import CODE_LEVELS, UNIT_CODES
from extractors.recognise.standard.model import Line
from extractors.values.line_shapes import BODY
from extractors.values.text import compact


def unit_lines(lines: Sequence[Line], unit_code: str | None, unit_name: str | None) -> None:
    """Marks the lines of bodies that stand above the lines of their own, and tells each line whose it is.

    A line is a body's where its code has the length of a body's, or it has none, a body's name, and a subject's code
    stands below it, in a table whose lines mostly have codes. A body without lines of its own is an item.
    """
    subjects = [line.code for line in lines if line.code and len(line.code) in CODE_LEVELS]
    classes = {code[:3] for code in subjects}
    items = [line for line in lines if line.name.role == "item"]
    coded = 2 * len(subjects) > len(items)
    lists_bodies = not subjects and any(line.name.role == "total" for line in lines)
    above = of_table = (unit_code, unit_name)
    names = {line.unit: line.unit_name for line in lines if line.unit and line.unit_name}
    for at, line in enumerate(lines):
        line.whose = of_table
        if line.name.role == "total":
            above = of_table
        if line.name.role != "item":
            continue
        code = _code_of_body(line, classes)
        if line.name.name and (code or (coded and _has_only_a_body_s_name(line))):
            above = line.whose = (code or line.unit, line.printed)
            line.heads = _has_lines_of_its_own(lines[at + 1 :], coded)
            if line.heads and code:
                line.code = None
        elif line.unit or line.unit_name:
            line.whose = (line.unit, line.unit_name or names.get(line.unit or "") or _printed_of_body(line))
            if lists_bodies and line.printed == (line.unit_name or line.printed):
                line.own = line.unit
        else:
            line.whose = above


def _code_of_body(line: Line, classes: Collection[str]) -> str | None:
    """The code of a body; one that begins as the subjects of the table do is a subject's, misprinted, but at a body's
    name.
    """
    if not line.code or len(line.code) not in UNIT_CODES:
        return None
    return line.code if line.code[:3] not in classes or _names_body(line) else None


def _printed_of_body(line: Line) -> str | None:
    """The name that a line prints beside the code of a body: that body's, where it is no subject's."""
    return None if line.code and len(line.code) in CODE_LEVELS else line.printed or None


def _has_only_a_body_s_name(line: Line) -> bool:
    return not line.code and (line.unit_name == line.printed or _names_body(line))


def _has_lines_of_its_own(rest: Sequence[Line], coded: bool) -> bool:
    """Whether the next item below a body is a subject; where most items have codes, any code tells one."""
    below = next((line for line in rest if line.name.role == "item"), None)
    return bool(below and below.code and (coded or len(below.code) in CODE_LEVELS))


def _names_body(line: Line) -> bool:
    return BODY.match(compact(line.printed)) is not None and line.name.style is None
