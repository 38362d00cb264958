"""The rows of a standard budget table → lines: code, name, level and role, one published row an amount."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.budget_columns import SPANNING, Block, Column, Part, Standard
from extractors.budget_words import RowName, row_name
from extractors.document import Cell, Place, Table
from extractors.forms import not_a_number
from extractors.found import Found
from extractors.numbers import NULL_SYMBOLS, NotANumberError, cell_number, in_yuan
from extractors.text import clean, digits
from schemas.layouts.standard import vocabulary

_CODE_LEVELS = {3: 1, 5: 2, 7: 3}
_INDENT = re.compile(r"^[\s\u3000]+")
_DECIMALS = re.compile(r"\.(\d+)$")


@dataclass
class Amount:
    """An amount cell and the columns that it stands in (more than one where it is merged over them)."""

    columns: list[Column]
    cell: Cell


@dataclass
class Line:
    """A row of a block."""

    table: Table
    row: int
    printed: str
    code: str | None = None
    function_code: str | None = None
    side: str | None = None
    scheme: str | None = None
    name: RowName = field(default_factory=lambda: row_name(""))
    indent: bool = False
    category: str | None = None
    level: int | None = None
    of_which: bool = False
    bare: bool = False
    amounts: list[Amount] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where its row stands."""
        return self.table.place(self.row)


def read_rows(found: Found, standard: Standard) -> list[Line]:
    """The lines of all blocks, block by block, with their levels."""
    lines: list[Line] = []
    for number in range(len(standard.parts[0].blocks)):
        block_lines: list[Line] = []
        for part in standard.parts:
            block = part.blocks[number]
            read = _read_block(found, part, block)
            if any(line.category for line in read):
                _spread_categories(read)
            block_lines += read
        _levels(block_lines)
        _sides(block_lines, standard.parts[0].blocks[number])
        lines += block_lines
    return lines


def _read_block(found: Found, part: Part, block: Block) -> list[Line]:
    lines: dict[tuple[int, int], Line] = {}
    for row in range(part.top, part.bottom):
        amounts = list(amounts_in(part, block, row))
        texts = _texts(part.table, block, row)
        merged = texts and any(_over(column, texts[-1][1]) for column in block.amounts)
        if not amounts and (not texts or merged):
            continue
        line = _line(found, part.table, block, row, texts)
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
    return [line for line in lines.values() if line.amounts or line.name.name]


def _own_name(block: Block, cell: Cell) -> bool:
    return any(column.meaning == "name" and column.start <= cell.col < column.end for column in block.texts)


def amounts_in(part: Part, block: Block, row: int) -> Iterator[Amount]:
    """The filled cells of the amount columns that begin in a row; a name may be merged over them and is none."""
    seen: set[int] = set()
    texts = [column for one in part.blocks for column in one.texts]
    for cell in (part.table.grid[row][col] for column in block.amounts for col in range(column.start, column.end)):
        if id(cell) in seen or cell.row != row or not cell.text.strip():
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


def _line(found: Found, table: Table, block: Block, row: int, texts: list[tuple[Column, Cell]]) -> Line:
    """The line of a row, without its amounts: its texts are taken."""
    line = Line(table, row, "", side=block.side, scheme=block.scheme, bare=not block.texts)
    parts: list[str] = []
    names: list[Cell] = []
    for column, cell in texts:
        text = "".join(digits(cell.text).split())
        if column.meaning == "part" and text.isdigit():
            parts.append(text if not parts else text.zfill(2))
        elif column.meaning == "function_code" and text.isdigit():
            line.function_code = text if cell.row == row and len(text) in _CODE_LEVELS else None
        elif column.meaning == "code" and text.isdigit():
            line.code = text if cell.row == row else None
        elif column.meaning in ("number", "note") or (column.meaning != "name" and cell.row != row):
            pass
        else:
            names.append(cell)
        if cell.row == row:
            found.take(table, [cell])
    if parts:
        line.code = "".join(parts)
    if len(names) > 1 and names[0].col != names[-1].col:
        line.category = clean(names[0].text)
    elif names and names[0].col_span == 1 and _first_of_two(block, names[0]):
        line.category = clean(names[0].text)
        names = []
    _name(line, names[-1] if names else None)
    return line


def _first_of_two(block: Block, cell: Cell) -> bool:
    """Whether a cell fills only the first of several grid columns that one name column has."""
    return any(
        column.meaning == "name" and column.end - column.start > 1 and cell.col == column.start
        for column in block.texts
    )


def _name(line: Line, cell: Cell | None) -> None:
    text = cell.text if cell is not None else ""
    line.printed = clean(text)
    line.indent = bool(_INDENT.match(text))
    line.name = row_name(line.printed)
    line.of_which = line.name.of_which
    if line.printed in NULL_SYMBOLS:
        line.printed, line.name = "", row_name("")


def emit(found: Found, standard: Standard, number: int, lines: list[Line], seq: int, year: int | None) -> int:
    """Adds the published rows of a table's lines; `seq` is the last number of its kind, the new one is returned.

    A blank amount gives no row; a line without any amount gives one, its measure and amount null.
    """
    for line in lines:
        rows = [values for amount in line.amounts if (values := _value(found, standard, line, amount, year))]
        if not rows and line.name.name:
            rows = [{"measure": None, "column_label": None, "year": year, "amount_yuan": None}]
        for values in rows:
            seq += 1
            found.add(
                "budget_lines",
                line.place,
                table_kind=standard.kind,
                seq=seq,
                table_no=number,
                table_title=standard.title,
                unit_code=standard.unit_code,
                unit_name=standard.unit_name,
                side=line.side,
                scheme=line.scheme,
                code=line.code,
                function_code=line.function_code,
                level=line.level,
                role=line.name.role,
                of_which=line.of_which,
                **({"name": line.printed or None} | values),
            )
    return seq


def _value(found: Found, standard: Standard, line: Line, amount: Amount, year: int | None) -> dict[str, object] | None:
    """Measure, label, year and amount of a cell; None for a null symbol, and for what is no number (with a trouble)."""
    column, cell = amount.columns[0], amount.cell
    try:
        value = cell_number(_joined(digits(cell.text)))
    except NotANumberError:
        found.troubles.append(not_a_number(line.table, cell))
        return None
    if column.meaning == "percent" and len(amount.columns) == 1:
        return None
    found.take(line.table, [cell])
    if value is None:
        return None
    several = len(amount.columns) > 1
    last = year - 1 if year is not None and column.last_year else year
    values: dict[str, object] = {
        "measure": SPANNING if several else column.meaning,
        "column_label": "+".join(one.words for one in amount.columns),
        "year": column.year or last,
        "amount_yuan": in_yuan(value, standard.unit or "元"),
    }
    if not line.printed and not line.code:
        values["name"] = _label_name(column)
    return values


def _label_name(column: Column) -> str:
    """The name of an amount that has none but its column's labels: the group's where the column is its 小计."""
    generic = row_name(column.path[-1]).role in ("total", "subtotal") and len(column.path) > 1
    return column.path[-2] if generic else column.path[-1]


def amount_value(cell: Cell) -> Decimal | None:
    """The number of an amount cell; None where it holds none."""
    try:
        return cell_number(_joined(digits(cell.text)))
    except NotANumberError:
        return None


def _joined(text: str) -> str:
    """A cell's text as one number: lines that a narrow column broke are put together, two amounts are not."""
    lines = [line for line in text.split("\n") if line.strip()]
    whole = "".join("".join(line.split()) for line in lines)
    decimals = [_DECIMALS.search("".join(line.split())) for line in lines]
    two = len(lines) > 1 and len({len(match[1]) if match else 0 for match in decimals}) == 1
    open_end = len(lines) > 1 and lines[0].strip().endswith((",", ".", "，"))
    return "\n".join(lines) if two and not open_end else whole


def _spread_categories(lines: list[Line]) -> None:
    """Gives each line of a group the group's name, printed once, and the 小计 line that name as its own.

    A group runs from a 小计 to the next one; where it prints two names none is known.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if line.name.role == "subtotal" or not groups:
            groups.append([])
        groups[-1].append(line)
    for group in groups:
        names = {line.category for line in group if line.category}
        if len(names) == 1 and group[0].name.role == "subtotal":
            (name,) = names
            group[0].printed = name
            group[0].name = row_name(name)
            for line in group[1:]:
                line.category = name


def _levels(lines: list[Line]) -> None:
    """Levels: 0 a total, else by the code's length (3, 5, 7), or by enumerator and indentation where codes do not say.

    Styles of enumeration nest in the order in which they appear.
    """
    coded = [line for line in lines if line.code and len(line.code) in _CODE_LEVELS]
    items = [line for line in lines if line.name.role == "item"]
    by_code = bool(coded) and 2 * len(coded) > len(items) and len({len(line.code or "") for line in coded}) > 1
    subtotals = [line for line in lines if line.name.role == "subtotal"]
    base = 2 if subtotals and not by_code else 1
    styles: list[str] = []
    above = 0
    of_which = False
    for line in lines:
        if not line.printed and not line.code and line.bare:
            line.level, line.name = 0, replace(line.name, role="total")
            continue
        if by_code and line.name.role == "item":
            line.level = _CODE_LEVELS.get(len(line.code), 0) if line.code else None
            continue
        if line.name.role in ("total", "current_total"):
            line.level, of_which = 0, False
        elif line.name.role == "subtotal":
            line.level, of_which, above = 1, False, 1
        elif line.name.role == "carried":
            line.level, of_which = 1, False
        elif line.category is not None:
            line.level = 1 if line.printed == line.category else 2
        elif line.of_which or (of_which and line.indent and line.name.style is None):
            line.level, line.of_which, of_which = above + 1, True, True
        elif line.name.name:
            style = line.name.style or ("indent" if line.indent else "plain")
            if style not in styles:
                styles.append(style)
            line.level, of_which = base + styles.index(style), False
            above = line.level


def _sides(lines: list[Line], block: Block) -> None:
    """A list that goes from revenue to expenditure says so by its totals; a code's first digit tells its scheme."""
    rows = vocabulary().rows
    side = block.side
    for line in lines:
        if rows["revenue_begins"].fullmatch(line.name.name):
            side = "revenue"
        elif rows["expenditure_begins"].fullmatch(line.name.name):
            side = "expenditure"
        line.side = line.side or side
        if line.side != block.side:
            line.scheme = "fund_source" if line.side == "revenue" else "other"
        if line.code and len(line.code) in _CODE_LEVELS:
            line.scheme = {"1": "fund_source", "2": "function", "3": "economic", "5": "economic"}.get(
                line.code[0], line.scheme
            )
