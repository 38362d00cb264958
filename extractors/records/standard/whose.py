"""Whose a line is, by the structure of its table: the body's of which it is a part."""

from collections.abc import Iterator

from extractors.recognise.standard.codes import CODE_LEVELS
from extractors.recognise.standard.model import Line
from extractors.records.standard.solved import Solved
from extractors.values.line_shapes import BODY
from extractors.values.text import compact

_FEWEST = 2


def hand_down(block: Solved) -> None:
    """Gives the lines of a block that do not say whose they are the body of the line that they are a part of.

    Only where print tells the structure, or sums prove it. In a list of bodies each line is its own.
    """
    if not (block.structure.rows.keyed or block.proof.rows):
        return
    of_table = (block.standard.unit_code, block.standard.unit_name)
    unsaid = [line for line in block.lines if line.whose in (of_table, (None, None))]
    bodies = [line for line in block.lines if line.name.role == "item" and _names_body(line)]
    items = [line for line in block.lines if line.name.role == "item"]
    lists_bodies = len(items) >= _FEWEST and len(bodies) == len(items)
    heads = {id(line.parent) for line in block.lines if line.parent is not None}
    for line in bodies:
        if line in unsaid and (lists_bodies or id(line) in heads):
            line.whose = (line.unit or line.own, line.printed)
    for line in unsaid:
        if line.whose in (of_table, (None, None)):
            line.whose = next((one.whose for one in _above(line) if one in bodies or one.unit), line.whose)


def _names_body(line: Line) -> bool:
    subject = line.code is not None and len(line.code) in CODE_LEVELS
    return not subject and line.name.style is None and BODY.fullmatch(compact(line.printed)) is not None


def _above(line: Line) -> Iterator[Line]:
    while line.parent is not None:
        line = line.parent
        yield line
