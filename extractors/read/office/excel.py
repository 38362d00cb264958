"""Excel workbooks → `Document`: each sheet's tables with the lines above them, as its print would show them.

The place of a cell is its sheet (`page`) and its row in the sheet (`line`). What the workbook hides is left out and
said; of a formula the value is taken that it had when the file was saved.
"""

import re
from collections.abc import Iterator

from extractors.document.model import Block, Cell, Document, Paragraph, Table
from extractors.document.troubles import ReadError, Trouble
from extractors.read.indents import settle_indents
from extractors.read.office.regions import between, drop_padding, tighten
from extractors.read.office.separated import read_separated
from extractors.read.office.sheet import Sheet, address, letters
from extractors.read.office.sheet_layout import beside, is_label, peel, place_cells, stretches
from extractors.read.office.sheet_sides import sides
from extractors.read.office.unread_cells import listed, unread
from extractors.read.text import decode
from extractors.values.line_shapes import is_note
from extractors.values.money import MONEY_UNIT, UNIT
from extractors.values.numbers import is_number
from extractors.values.text import clean, squeezed
from schemas.words.lines import line_words

_WORDS = line_words()
_UNNAMED = re.compile(_WORDS.sheet_unnamed, re.IGNORECASE)
_UNIT_SUFFIX = re.compile(rf"(?<=[\d)])\s*({UNIT})$")

_MEDIA = {
    "excel": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "old_excel": "application/vnd.ms-excel",
    "excel_xml": "application/vnd.ms-excel",
    "csv": "text/csv",
}


def read_excel(data: bytes, kind: str = "excel") -> Document:
    """A workbook's bytes as a `Document`; raises ReadError where nothing can be read.

    `kind` is the format: excel, old_excel (.xls), excel_xml (XML of 2003) or csv.
    """
    blocks: list[Block] = []
    troubles: list[Trouble] = []
    hidden: list[str] = []
    count = 0
    for sheet in _sheets(data, kind):
        count += 1
        sheet.close()
        where = f"sheet {sheet.number} `{sheet.name}`" if sheet.name else "the table"
        if sheet.trouble:
            message = f"{where} {sheet.trouble}; look at it"
            troubles.append(Trouble("read", "sheet_given_up", message, sheet.number))
        elif sheet.hidden:
            hidden += [where] if sheet.cells else []
        else:
            hidden += _hidden(sheet, where)
            troubles += unread(sheet, where)
            blocks += _blocks(sheet)
            blocks += [_line(clean(text), sheet.number, None) for text in sheet.drawn]
    if hidden:
        message = f"what the workbook hides is left out: {listed(hidden)}; unhide it to have it read"
        troubles.append(Trouble("read", "hidden_cells", message))
    if not blocks and troubles:
        raise ReadError(troubles[0].error, troubles[0].message)
    if not blocks:
        raise ReadError("empty_file", "the workbook has no filled cell; download it again")
    return Document(blocks, "excel", _MEDIA[kind], count, troubles=troubles)


def _sheets(data: bytes, kind: str) -> Iterator[Sheet]:
    match kind:
        case "old_excel":
            from extractors.read.office.xls import read_xls

            return read_xls(data)
        case "excel_xml":
            from extractors.read.office.spreadsheetml import read_spreadsheetml

            return read_spreadsheetml(data)
        case "csv":
            return read_separated(decode(data))
    from extractors.read.office.xlsx import read_xlsx

    return read_xlsx(data)


def _hidden(sheet: Sheet, where: str) -> list[str]:
    """The hidden rows, columns and cells of a sheet that hold anything."""
    rows = sorted({row for row, _ in sheet.cells if row in sheet.hidden_rows})
    columns = sorted({col for row, col in sheet.cells if col in sheet.hidden_columns and row not in sheet.hidden_rows})
    named = [f"row {row + 1}" for row in rows] + [f"column {letters(col)}" for col in columns]
    named += [f"cell {address(at)} (which prints nothing)" for at in sheet.invisible if not sheet.is_hidden(at)]
    return [f"{where} {listed(named)}"] if named else []


def _blocks(sheet: Sheet) -> Iterator[Block]:
    """The lines and tables of a sheet, in order."""
    cells, ruled = place_cells(sheet)
    name = None if _UNNAMED.fullmatch(sheet.name.strip()) else sheet.name.strip()
    for part in sides(drop_padding(cells, ruled)):
        for block in _part(part, ruled, sheet, name):
            yield block
            name = None if isinstance(block, Table) else name


def _part(cells: list[Cell], ruled: set[int], sheet: Sheet, name: str | None) -> Iterator[Block]:
    """The same of some of its cells, the first table with the sheet's name where it has none of its own."""
    pending: list[tuple[Paragraph, Cell]] = []
    for start, end, has_rules in stretches(cells, ruled):
        above, inside, below = peel(between(cells, start, end), has_rules)
        inside, apart = beside(inside, ruled)
        below = [*apart, *below]
        pending += [(_paragraph(cell), cell) for cell in above]
        if inside:
            lead = [] if name is None or _title(pending) else [_line(name, sheet.number, start + 1)]
            table = _table(inside, [*lead, *(paragraph for paragraph, _ in pending)], sheet)
            table.title = (_title(pending) or name or "").rstrip("：:") or None
            yield from lead
            yield from (paragraph for paragraph, _ in pending)
            yield table
            pending, name = [], None
        for cell in below:
            yield _paragraph(cell)
    yield from (paragraph for paragraph, _ in pending)


def _title(pending: list[tuple[Paragraph, Cell]]) -> str | None:
    """The caption that names a table: the widest that is no label, else the one that ends in 表, else the last."""
    named = [(p.text, cell.col_span) for p, cell in pending if not is_label(p.text) and not is_note(p.text)]
    if not named:
        return None
    return max(enumerate(named), key=lambda n: (n[1][1], n[1][0].endswith(_WORDS.table), n[0]))[1][0]


def _paragraph(cell: Cell) -> Paragraph:
    return _line(clean(cell.text), cell.page, cell.line)


def _line(text: str, sheet: int | None, row: int | None) -> Paragraph:
    return Paragraph(text, [(0, sheet, row)])


def _table(cells: list[Cell], context: list[Paragraph], sheet: Sheet) -> Table:
    rows, columns = tighten(cells)
    settle_indents(cells)
    table = Table(cells, rows, len(columns) - 1, "excel", context)
    _move_unit(table, sheet)
    return table


def _move_unit(table: Table, sheet: Sheet) -> None:
    """Takes the money unit that number formats print behind each number to where tables name it, if all agree.

    Among more numbers without one it is what a few texts say of their own (a target of 320元), and stays there.
    """
    numbers = [(cell, match) for cell in table.cells if (match := _UNIT_SUFFIX.search(cell.text))]
    numbers = [(cell, match) for cell, match in numbers if is_number(cell.text[: match.start()])]
    named = {squeezed(m[1]) for line in table.context if (m := MONEY_UNIT.search(line.text))}
    units = {match[1] for _, match in numbers} | named
    bare = sum(is_number(cell.text) for cell in table.cells)
    if not numbers or len(units) != 1 or bare > len(numbers):
        return
    if not named:
        table.context.append(_line(f"{_WORDS.unit_given}{units.pop()}", sheet.number, numbers[0][0].line))
    for cell, match in numbers:
        cell.text = cell.text[: match.start()]
