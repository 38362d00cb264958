"""Bodies among the lines: a line that names one gives its code and name to the lines below it."""

from collections.abc import Sequence

from extractors.recognise.standard.codes import CODE_LEVELS, UNIT_CODES
from extractors.recognise.standard.model import Line
from extractors.values.line_shapes import BODY
from extractors.values.text import compact


def unit_lines(lines: Sequence[Line], unit_code: str | None, unit_name: str | None) -> None:
    """Marks the lines of bodies that stand above the lines of their own, and tells each line whose it is.

    A line is a body's where its code has the length of a body's, or it has none, a body's name, and a subject's code
    stands below it, in a table whose lines mostly have codes. A body without lines of its own is an item.
    """
    subjects = [line for line in lines if line.code and len(line.code) in CODE_LEVELS]
    items = [line for line in lines if line.name.role == "item"]
    coded = 2 * len(subjects) > len(items)
    classes = {line.code[:3] for line in subjects if line.code}
    whole = any(line.name.role == "total" for line in lines)
    code, name = unit_code, unit_name
    for at, line in enumerate(lines):
        line.whose = (unit_code, unit_name)
        if line.name.role != "item":
            code, name = (unit_code, unit_name) if line.name.role == "total" else (code, name)
            continue
        below = next((other for other in lines[at + 1 :] if other.name.role == "item"), None)
        body = line.code if line.code and len(line.code) in UNIT_CODES else None
        if body and body[:3] in classes and not _names_body(line):
            body = None  # a subject's code that is misprinted
        named = coded and not line.code and (line.unit_name == line.printed or _names_body(line))
        if (body or named) and line.name.name:
            code, name = body or line.unit, line.printed
            line.whose = (code, name)
            line.heads = bool(below and below.code and (coded or len(below.code) in CODE_LEVELS))
            if line.heads and body:
                line.code = None
        elif line.unit or line.unit_name:
            line.whose = (line.unit, line.unit_name or line.printed or None)
            if whole and not subjects and line.printed == (line.unit_name or line.printed):
                line.own = line.unit
        else:
            line.whose = (code, name)


def _names_body(line: Line) -> bool:
    return BODY.match(compact(line.printed)) is not None and line.name.style is None
