"""The codes of a line: put together over its cells and the lines above, told apart by what they classify."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document.model import Cell
from extractors.recognise.standard.model import Block, Column, Line
from extractors.recognise.standard.words import plain
from extractors.values.text import code_form
from schemas.standard import vocabulary

CODE_LEVELS = {3: 1, 5: 2, 7: 3}
"""类, 款, 项 by the length of the whole code."""

UNIT_CODES = (4, 6, 8, 9, 10, 12)
"""Lengths of the codes of bodies."""

_BY_DIGIT = {"1": "fund_source", "2": "function", "3": "economic", "5": "government"}
"""What a subject's first digit tells (政府收支分类科目); 3 is the classification of departments, 5 of governments."""


@dataclass(frozen=True)
class Code:
    """A code printed in a line: its digits, the column that it begins in, its name where that stands in its cell."""

    digits: str
    column: Column
    name: str | None = None

    @property
    def scheme(self) -> str | None:
        """What it classifies: by its column's label, else its first digit."""
        words = "".join(plain(word) for word in self.column.path)
        named = (name for name, pattern in vocabulary().code_schemes.items() if pattern.search(words))
        return next(named, None) or _BY_DIGIT.get(self.digits[0])

    @property
    def regular(self) -> bool:
        """Whether it has the length of a subject's code."""
        return len(self.digits) in CODE_LEVELS


def cell_digits(cell: Cell) -> str:
    """A cell's text as a code: without white space, digits half-width."""
    return code_form(cell.text)


def codes_of_parts(block: Block, texts: Sequence[tuple[Column, Cell]], above: dict[int, str]) -> list[Code]:
    """The codes that 类, 款 and 项 make in cells of their own; what is blank left of a filled one is as `above`.

    A block may have several such groups of columns, parted by a column of names.
    """
    found = []
    for group in _groups(block):
        ids = [id(column) for column in group]
        own = {
            ids.index(id(column)): text
            for column, cell in texts
            if id(column) in ids and (text := cell_digits(cell)).isdigit()
        }
        if not own:
            continue
        at = group[0].start
        known = {n: own.get(n, above.get(100 * at + n, "")) for n in range(max(own) + 1)}
        for key in [key for key in above if key // 100 == at]:
            del above[key]
        above.update({100 * at + n: text for n, text in known.items()})
        if all(known.values()):
            whole = known[0] + "".join(known[n].zfill(2) for n in range(1, len(known)))
            found.append(Code(whole, group[0]))
    return found


def _groups(block: Block) -> list[list[Column]]:
    groups: list[list[Column]] = []
    last: Column | None = None
    for column in block.texts:
        if column.meaning == "part":
            if last is None or last.meaning != "part":
                groups.append([])
            groups[-1].append(column)
        last = column
    return groups


def classify(line: Line, codes: Sequence[Code], own_name: bool) -> None:
    """Gives a line its codes: the first is its own, unless it has a name of its own left of them (a project's).

    Where it is classified twice or more each code is kept as what it classifies.
    """
    regular = [code for code in codes if code.regular]
    if regular and not own_name:
        line.code = regular[0].digits
    elif codes and not regular and not own_name:
        line.code = codes[0].digits
    if len(regular) > 1 or (regular and own_name):
        for code in reversed(regular):
            match code.scheme:
                case "function":
                    line.function_code = code.digits
                case "economic":
                    line.economic_code = code.digits
                case "government":
                    line.government_code = code.digits


def put_together(lines: Sequence[Line]) -> None:
    """Completes a code of two digits (款) that stands alone below its 类: 05 below 208 is 20805.

    Only where the next longer code bears it out.
    """
    last = ""
    for at, line in enumerate(lines):
        code = line.code or ""
        if len(code) == 2 and last:
            whole = last[:3] + code
            below = next((other.code for other in lines[at + 1 :] if other.code and len(other.code) > 3), "")
            line.code = whole if (below or "").startswith(whole) else None
        elif len(code) in CODE_LEVELS:
            last = code
