"""The rows of a standard budget table → its lines: codes, names and amount cells, block by block."""

from collections.abc import Sequence

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.standard.amount_columns import settle
from extractors.recognise.standard.codes import (
    CODE_LEVELS,
    UNIT_CODES,
    Code,
    cell_digits,
    classify,
    codes_of_parts,
    put_together,
)
from extractors.recognise.standard.header import known_label
from extractors.recognise.standard.levels import carry_names, categories, level_of_which, levels, sides
from extractors.recognise.standard.line_cells import (
    amounts_in,
    in_name_column,
    names_lines,
    over,
    shared_name,
    texts_in,
)
from extractors.recognise.standard.model import Block, Column, Line, Part, Standard
from extractors.recognise.standard.units import unit_lines
from extractors.recognise.standard.words import label, row_name
from extractors.recognise.structure.cells import code_and_name, counts_columns
from extractors.records.standard.line_names import name_line, take_name
from extractors.values.text import clean
from schemas.standard import vocabulary

_AS_TEXT = ("number", "note", "unit_name")
"""Columns whose texts are no names of lines."""


def read_rows(found: Claims, standard: Standard) -> list[list[Line]]:
    """The lines of each block, with the levels that their print tells."""
    blocks: list[list[Line]] = []
    for number in range(len(standard.parts[0].blocks)):
        lines: list[Line] = []
        above: dict[int, str] = {}
        for part in standard.parts:
            read = _read_block(found, part, part.blocks[number], above)
            categories(read)
            lines += read
        settle(lines)
        carry_names(lines)
        level_of_which(lines)
        put_together(lines)
        unit_lines(lines, standard.unit_code, standard.unit_name)
        levels(lines)
        sides(lines, standard.parts[0].blocks[number])
        blocks.append(lines)
    named = {(id(line.table), line.row, line.printed) for lines in blocks for line in lines if line.amounts}
    return [
        [line for line in lines if line.amounts or (id(line.table), line.row, line.printed) not in named]
        for lines in blocks
    ]


def _read_block(found: Claims, part: Part, block: Block, above: dict[int, str]) -> list[Line]:
    lines: dict[tuple[int, int], Line] = {}
    heads = {clean(cell.text) for cell in part.heads}
    for row in range(part.top, part.bottom):
        if _head_again(found, part, block, row, heads):
            continue
        amounts = list(amounts_in(part, block, row))
        texts = texts_in(part.table, block, row) or (shared_name(part, block, row) if amounts else [])
        merged = texts and any(over(column, texts[-1][1]) for column in block.amounts)
        if not amounts and (not texts or merged):
            continue
        line = _line(found, part, block, row, texts, above)
        first = texts[-1][1] if texts else None
        at = (first.row, first.col) if first is not None and in_name_column(block, first) else (row, -1)
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


def _head_again(found: Claims, part: Part, block: Block, row: int, heads: set[str]) -> bool:
    """Whether a row repeats the header or has labels like it, or numbers the columns; its cells are labels then."""
    cells = part.table.begun[row]
    over_amounts = any(over(column, cell) for column in block.amounts for cell in cells)
    again = (len(cells) > 1 and all(clean(cell.text) in heads for cell in cells)) or (
        row < part.top + 2 and counts_columns(cells)
    )
    again = again or (len(cells) > 1 and over_amounts and all(map(known_label, cells)))
    if again:
        found.label(part.table, cells)
    return again


def _line(
    found: Claims, part: Part, block: Block, row: int, texts: list[tuple[Column, Cell]], above: dict[int, str]
) -> Line:
    """The line of a row, without its amounts: its texts are taken."""
    table = part.table
    line = Line(table, row, "", side=block.side, scheme=block.scheme, bare=not names_lines(block))
    codes = codes_of_parts(block, texts, above)
    names: list[tuple[Column, Cell]] = []
    merged: list[tuple[Column, str]] = []
    for column, cell in texts:
        own, text = cell.row == row, cell_digits(cell)
        if own:
            found.take(table, [cell])
        if column.meaning in _AS_TEXT:
            _text(line, column, cell, own)
        elif column.meaning == "coded" and (both := code_and_name(cell.text)):
            codes.append(Code(both[0], column, clean(both[1])))
        elif text.isdigit() and column.meaning not in ("name", "coded"):
            if own and column.meaning != "part":
                _code(line, column, text, codes)
            elif column.meaning != "part":
                merged.append((column, text))
        elif text.isdigit() and len(text) in CODE_LEVELS:
            codes.extend([Code(text, column)] if own else [])
        elif column.meaning in ("name", "coded") or own:
            names.append((column, cell))
    for column, text in merged if codes else ():
        _code(line, column, text, codes)
    line.place_in_row = next((n for n, column in enumerate(block.texts) if texts and column is texts[0][0]), 0)
    _classified(line, codes, names)
    name_line(part, block, line, names, codes)
    return line


def _text(line: Line, column: Column, cell: Cell, own: bool) -> None:
    text = clean(cell.text)
    year = vocabulary().year_in_row.fullmatch(text)
    if own and column.meaning in ("number", "note") and row_name(text).role == "total":
        take_name(line, text)  # 合计 begins at the left edge of its row, where the others count, or beside their names
    elif column.meaning == "number":
        line.number = text if text.isdigit() else line.number
    elif column.meaning == "unit_name":
        line.unit_name = text
    elif own and year and any(vocabulary().year_column in word for word in column.path):
        line.year, line.series = int(year[1]), text
    elif own:
        line.notes.append(text)
        line.series, line.change = line.series or text, label(text).meaning == "change"


def _code(line: Line, column: Column, text: str, codes: list[Code]) -> None:
    """A cell of digits in a column of codes."""
    if column.meaning == "function_code":
        line.function_code = text if len(text) in CODE_LEVELS else None
    elif column.meaning == "unit":
        line.unit = text
    elif column.meaning == "code":
        codes.append(Code(text, column))


def _classified(line: Line, codes: list[Code], names: Sequence[tuple[Column, Cell]]) -> None:
    codes.sort(key=lambda code: code.column.start)
    bodies = [code for code in codes if code.name and len(code.digits) in UNIT_CODES and not code.regular]
    for body in bodies:
        line.unit, line.unit_name = body.digits, body.name
        codes.remove(body)
    first = min((code.column.start for code in codes), default=0)
    own_name = (
        bool(codes)
        and any(column.start < first for column, _ in names)
        and (any(column.start > first for column, _ in names) or any(code.name for code in codes))
    )
    classify(line, codes, own_name)
