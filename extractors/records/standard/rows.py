"""The rows of a standard budget table → its lines: codes, names and amount cells, block by block."""

import re
from collections.abc import Iterator

from extractors.document.claims import Claims
from extractors.document.model import Cell, Table
from extractors.records.standard.amount_columns import settle
from extractors.records.standard.levels import CODE_LEVELS, categories, levels, sides
from extractors.records.standard.model import Amount, Block, Column, Line, Part, Standard
from extractors.records.standard.words import label, row_name
from extractors.values.numbers import NULL_SYMBOLS
from extractors.values.text import clean, digits

_CODE_IN_NAME = re.compile(r"\s*[\[【(（]?(\d{3}|\d{5}|\d{7})[\]】)）]?[-—\s]*(?=[\u4e00-\u9fff])")
"""`[20502]普通教育`, a code before the name in one cell."""

_FIRST_DIGITS = {"function": "2", "economic": "35", "operating": "35"}
"""Codes of functions begin with 2, economic ones with 3 (the department's) or 5 (the government's)."""

_CODES = ("part", "unit", "function_code", "code")
"""Columns of codes; a total's name may be merged over them."""

_INDENT = re.compile(r"^[\s\u3000]+")


def read_rows(found: Claims, standard: Standard) -> list[Line]:
    """The lines of all blocks, block by block, with their levels."""
    lines: list[Line] = []
    for number in range(len(standard.parts[0].blocks)):
        block_lines: list[Line] = []
        for part in standard.parts:
            block = part.blocks[number]
            read = _read_block(found, part, block)
            categories(read)
            block_lines += read
        settle(block_lines)
        levels(block_lines)
        sides(block_lines, standard.parts[0].blocks[number])
        lines += block_lines
    named = {(id(line.table), line.row, line.printed) for line in lines if line.amounts}
    return [line for line in lines if line.amounts or (id(line.table), line.row, line.printed) not in named]


def _read_block(found: Claims, part: Part, block: Block) -> list[Line]:
    lines: dict[tuple[int, int], Line] = {}
    above: dict[int, str] = {}
    for row in range(part.top, part.bottom):
        amounts = list(amounts_in(part, block, row))
        texts = _texts(part.table, block, row) or (_shared_name(part, block, row) if amounts else [])
        merged = texts and any(_over(column, texts[-1][1]) for column in block.amounts)
        if not amounts and (not texts or merged):
            continue
        line = _line(found, part, block, row, texts)
        line.code = _code_of_parts(block, texts, above) or line.code
        first = texts[-1][1] if texts else None
        at = (first.row, first.col) if first is not None and _own_name(block, first) else (row, -1)
        known = lines.get(at)
        if known is None or (known.amounts and amounts):
            lines[at if known is None else (row, -2)] = line
        elif amounts:
            known.row, known.code = row, known.code or line.code
            line = known
        else:
            continue
        line.amounts += amounts
    return [line for line in lines.values() if line.amounts or (line.name.name and line.name.role != "note")]


def _names_lines(block: Block) -> bool:
    """Whether a block has a column that tells its lines apart, not only numbers or notes."""
    return any(column.meaning not in ("number", "note") for column in block.texts)


def _own_name(block: Block, cell: Cell) -> bool:
    return any(column.meaning == "name" and column.start <= cell.col < column.end for column in block.texts)


def amounts_in(part: Part, block: Block, row: int) -> Iterator[Amount]:
    """The cells of the amount columns that begin in a row and hold more than a null symbol.

    A name may be merged over them and is none.
    """
    seen: set[int] = set()
    texts = [column for one in part.blocks for column in one.texts]
    for cell in (part.table.grid[row][col] for column in block.amounts for col in range(column.start, column.end)):
        if id(cell) in seen or cell.row != row or "".join(cell.text.split()) in NULL_SYMBOLS:
            continue
        seen.add(id(cell))
        if not any(_over(column, cell) for column in texts):
            yield Amount([column for column in block.amounts if _over(column, cell)], cell)


def _over(column: Column, cell: Cell) -> bool:
    return column.start < cell.col + cell.col_span and cell.col < column.end


def _texts(table: Table, block: Block, row: int) -> list[tuple[Column, Cell]]:
    """The filled text cells that cover a row, each once, from left to right."""
    found: list[tuple[Column, Cell]] = []
    for column in block.texts:
        for col in range(column.start, column.end):
            cell = table.grid[row][col]
            if cell.text.strip() and all(cell is not other for _, other in found):
                found.append((column, cell))
    return found


def _shared_name(part: Part, block: Block, row: int) -> list[tuple[Column, Cell]]:
    """The name of a total that stands in the block before, whose own amounts are blank: both blocks' name."""
    if not block.texts or block is part.blocks[0]:
        return []
    before = part.blocks[part.blocks.index(block) - 1]
    texts = _texts(part.table, before, row)
    blank = before.side == block.side and not list(amounts_in(part, before, row))
    return texts if blank and texts and row_name(clean(texts[-1][1].text)).role != "item" else []


def _line(found: Claims, part: Part, block: Block, row: int, texts: list[tuple[Column, Cell]]) -> Line:
    """The line of a row, without its amounts: its texts are taken."""
    table = part.table
    line = Line(table, row, "", side=block.side, scheme=block.scheme, bare=not _names_lines(block))
    names: list[Cell] = []
    for column, cell in texts:
        text = _digits(cell)
        if column.meaning == "function_code" and text.isdigit():
            line.function_code = text if cell.row == row and len(text) in CODE_LEVELS else None
        elif column.meaning == "unit" and text.isdigit():
            line.unit = text if cell.row == row else None
        elif text.isdigit() and (column.meaning == "code" or (column.meaning == "name" and len(text) in CODE_LEVELS)):
            line.code = text if cell.row == row else None
        elif column.meaning == "number" and text.isdigit():
            line.number = text
        elif column.meaning == "name" or (
            cell.row == row and column.meaning not in ("number", "note") and not text.isdigit()
        ):
            names.append(cell)
        if cell.row == row:
            found.take(table, [cell])
    if len(names) > 1 and names[0].col != names[-1].col:
        line.category = clean(names[0].text)
    elif names and _first_of_two(part, block, names[0]) and row_name(clean(names[0].text)).role == "item":
        line.category = clean(names[0].text)
        names = []
    _name(line, names[-1] if names else None)
    return line


def _code_of_parts(block: Block, texts: list[tuple[Column, Cell]], above: dict[int, str]) -> str | None:
    """The code that 类, 款 and 项 make in cells of their own; what is blank left of a filled one is as `above`."""
    columns = [id(column) for column in block.texts if column.meaning == "part"]
    own = {columns.index(id(c)): text for c, cell in texts if id(c) in columns and (text := _digits(cell)).isdigit()}
    if not own:
        return None
    known = {n: own.get(n, above.get(n, "")) for n in range(max(own) + 1)}
    above.clear()
    above.update(known)
    return known[0] + "".join(known[n].zfill(2) for n in range(1, len(known))) if all(known.values()) else None


def _digits(cell: Cell) -> str:
    """A cell's text as a code: without white space, digits half-width."""
    return "".join(digits(cell.text).split())


def _first_of_two(part: Part, block: Block, cell: Cell) -> bool:
    """Whether a cell fills only the first of several grid columns that one name column has.

    Text does not say that a cell is merged over them: there no other cell may stand in the rest of them either.
    """
    for column in block.texts:
        if column.meaning == "name" and column.end - column.start > 1 and cell.col == column.start:
            rest, rows = range(column.start + 1, column.end), range(part.top, part.bottom)
            behind = (other.col in rest and other.row in rows and other.text.strip() for other in part.table.cells)
            return cell.col_span == 1 and (part.table.engine != "text" or any(behind))
    return False


def _without_labels(text: str) -> str:
    """A name without the lines of the header that a missing rule put into its cell."""
    lines = text.split("\n")
    while len(lines) > 1 and label(lines[0]).meaning in ("code", "function_code", "name"):
        lines = lines[1:]
    return "\n".join(lines)


def _name(line: Line, cell: Cell | None) -> None:
    text = _without_labels(cell.text) if cell is not None else ""
    coded = None if line.code else _CODE_IN_NAME.match(text)
    if coded and coded[1][0] in _FIRST_DIGITS.get(line.scheme or "", ""):
        line.code, text = coded[1], text[coded.end() :]
    line.printed = clean(text)
    line.indent = bool(_INDENT.match(text))
    line.name = row_name(line.printed)
    line.of_which = line.name.of_which
    if line.printed in NULL_SYMBOLS:
        line.printed, line.name = "", row_name("")
