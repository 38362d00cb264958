"""The header of a standard budget table → its blocks and columns: what each holds, of which year, on which side."""

from collections.abc import Iterator, Sequence

from extractors.document.model import Cell, Table
from extractors.records.standard.model import UNLISTED, Block, Column, Header
from extractors.records.standard.words import GENERIC, TEXTS, first, label, plain
from extractors.values.numbers import is_number
from extractors.values.text import clean, digits
from schemas.standard import vocabulary

_LONGEST_HEADER = 24
"""No header seen is as many rows high, even where stray rules cut it."""


def begun(table: Table, row: int) -> list[Cell]:
    """The filled cells that begin in a row."""
    return [cell for cell in table.row_cells(row) if cell.row == row and cell.text.strip()]


def amount_like(cell: Cell) -> bool:
    """Whether a cell holds a number and nothing else, wrapped or not."""
    return is_number("".join(digits(cell.text).split()))


def _numbering(cells: list[Cell]) -> bool:
    """Whether a row only counts the columns (栏次: 1 2 3 …)."""
    texts = ["".join(cell.text.split()) for cell in cells]
    numbers = [int(text) for text in texts if text.isdigit()]
    return len(numbers) > 1 and len(numbers) >= len(texts) - 1 and numbers == list(range(numbers[0], numbers[-1] + 1))


def find_header(table: Table, top: int, bottom: int) -> Header | None:
    """The header in rows `top` to `bottom` (exclusive); None where no two labels stand side by side."""
    rows: list[int] = []
    above: list[int] = []
    limit = min(bottom, top + _LONGEST_HEADER)
    for row in range(top, limit):
        cells = begun(table, row)
        if any(amount_like(cell) for cell in cells) and not _numbering(cells):
            limit = row
            break
        known = sum(1 for cell in cells if _known(cell))
        if known > 1 or (rows and _numbering(cells)):
            rows.append(row)
        elif not rows and cells:
            above = [*above, row] if known == len(cells) else []
        elif rows and len(cells) > known and row - rows[-1] > 1:
            break
    if not rows:
        return None
    first = min(above, default=rows[0])
    spans = [cell.row + cell.row_span for row in range(first, rows[-1] + 1) for cell in begun(table, row)]
    end = max(rows[-1] + 1, min(max(spans), limit))
    cells = [cell for row in range(first, end) for cell in begun(table, row)]
    header = Header(first, end, cells, _blocks(table, first, end))
    return header if any(block.amounts for block in header.blocks) else None


def _known(cell: Cell) -> bool:
    if len(cell.text) > 40:
        return False
    read = label(cell.text)
    return read.meaning is not None or read.group


def _blocks(table: Table, first_row: int, end: int) -> list[Block]:
    blocks: list[Block] = []
    columns = list(_columns(table, first_row, end))
    texts = [n for n, column in enumerate(columns) if column.meaning in TEXTS and column.meaning != "note"]
    for column in columns[: texts[0] if texts else 0]:
        column.meaning = "note"  # what stands left of the names is no amount
    for column in columns:
        is_text = column.meaning in TEXTS
        if not blocks or (is_text and blocks[-1].amounts and column.meaning != "note"):
            blocks.append(Block())
        (blocks[-1].texts if is_text else blocks[-1].amounts).append(column)
    for block in blocks:
        _settle(block)
        _unlisted_texts(table, end, block)
    return [block for block in blocks if block.amounts]


def _unlisted_texts(table: Table, end: int, block: Block) -> None:
    """A column whose label is not known and that holds no number is a note."""
    for column in block.amounts:
        if column.meaning == UNLISTED:
            cells = [table.grid[row][column.start] for row in range(end, table.rows)]
            texts = [cell for cell in cells if cell.text.strip()]
            if texts and not any(amount_like(cell) for cell in texts):
                column.meaning = "note"
    block.amounts = [column for column in block.amounts if column.meaning != "note"]


def _columns(table: Table, first_row: int, end: int) -> Iterator[Column]:
    """The columns by their header labels; a grid column without a label widens the one left of it."""
    found: list[tuple[Column, tuple[int, ...]]] = []
    paths = [_path(table, first_row, end, col) for col in range(table.columns)]
    for col, path in enumerate(paths):
        ids = tuple(map(id, path))
        if found and (not path or found[-1][1] == ids):
            found[-1][0].end = col + 1
        elif path:
            found.append((_column(col, path), ids))
    for column, _ in found:
        if len(table.edges) == table.columns + 1:
            column.span = (table.edges[column.start], table.edges[column.end])
        yield column


def _path(table: Table, first_row: int, end: int, col: int) -> list[Cell]:
    """The label cells that cover a column, from the top down; in text a group's label stands for the blanks behind."""
    path: list[Cell] = []
    column = [table.grid[row][col] for row in range(first_row, end)]
    own = [first_row + n for n, cell in enumerate(column) if cell.text.strip() and not _counts(cell)]
    for row in range(first_row, end):
        cell = table.grid[row][col]
        if not cell.text.strip() and table.engine == "text" and own and row < own[-1]:
            left = next((c for c in range(col - 1, -1, -1) if table.grid[row][c].text.strip()), None)
            cell = table.grid[row][left] if left is not None else cell
        if cell.text.strip() and all(cell is not above for above in path):
            path.append(cell)
    return [cell for cell in path if not _counts(cell)]


def _counts(cell: Cell) -> bool:
    """Whether a cell is the number of a column (or 栏次)."""
    text = "".join(cell.text.split())
    return text.isdigit() or text == "栏次"


def _column(col: int, path: Sequence[Cell]) -> Column:
    words = tuple(clean(cell.text) for cell in path)
    labels = [label(word) for word in words]
    year = next((read.year for read in reversed(labels) if read.year), None)
    last_year = any(read.last_year for read in labels)
    meaning = next((read.meaning for read in reversed(labels) if read.meaning), None)
    if labels[-1].meaning == GENERIC:
        group = [read.meaning for read in labels[:-1] if read.meaning not in (None, GENERIC, *TEXTS)]
        meaning = group[-1] if group else GENERIC
    if meaning is None:
        meaning = "name" if all(read.group for read in labels) else UNLISTED
    return Column(col, col + 1, words, meaning, year, last_year, labels[-1].of_which)


def _settle(block: Block) -> None:
    """Side and scheme of a block; a group that stands over all its amounts names none of them."""
    groups = [plain(word) for column in (*block.texts, *block.amounts) for word in column.path[:-1]]
    tops = [plain(column.path[0]) for column in block.amounts]
    block.side = next((side for word in [*tops, *groups] if (side := first(vocabulary().sides, word))), None)
    words = "".join(plain(word) for column in (*block.texts, *block.amounts) for word in column.path)
    block.scheme = next((name for name, pattern in vocabulary().schemes if pattern.search(words)), None)
    shared = set(block.amounts[0].path[:-1]) if block.amounts else set()
    for column in block.amounts:
        shared &= set(column.path[:-1])
    for column in block.amounts:
        _name_amount(column, shared)


def _name_amount(column: Column, shared: set[str]) -> None:
    """An amount's measure: the fund that stands above it together with what it is (general_basic)."""
    labels = [label(word) for word in column.path if word not in shared]
    if not labels:
        return
    own, groups = labels[-1].meaning, [read.meaning for read in labels[:-1] if read.meaning]
    above = [meaning for meaning in groups if meaning not in (GENERIC, *TEXTS)]
    if own in (None, GENERIC):
        column.meaning = above[-1] if above else (own or UNLISTED)
    elif above and above[-1] in vocabulary().funds and own != above[-1]:
        column.meaning = f"{above[-1]}_{own}"
    else:
        column.meaning = own
