"""The header of a table of amounts → its blocks and columns: what each holds, of which year, on which side.

A header is known by its place and shape: rows of text over the columns that hold amounts further down. Its words tell
what the columns hold; a column that no word is known for is told by what stands in it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from extractors.document.model import Cell, Table
from extractors.recognise.standard.code_columns import parted
from extractors.recognise.standard.model import UNLISTED, Block, Column, Header
from extractors.recognise.standard.told_by_values import tell_by_values
from extractors.recognise.standard.words import GENERIC, RECEIVED, TEXTS, Label, first, label, plain, title_kind
from extractors.recognise.structure.cells import (
    amount_like,
    counts_columns,
    holds_amounts,
)
from extractors.values.line_shapes import LABELLED_LINE, ORGANISATION_LINE, is_number_line
from extractors.values.money import MONEY_UNIT
from extractors.values.text import clean, compact, squeezed
from schemas.standard import vocabulary
from schemas.words.lines import line_words

_LONGEST_HEADER = 24
"""No header seen is as many rows high, even where stray rules cut it."""

_CHANGE = "change"


def find_header(table: Table, top: int, bottom: int) -> Header | None:
    """The header in rows `top` to `bottom` (exclusive); None where no amounts stand below, and no labels are known."""
    rows: list[int] = []
    above: list[int] = []
    captioned = False
    limit = min(bottom, top + _LONGEST_HEADER)
    filled = _amount_columns(table, top, bottom)
    for row in range(top, limit):
        cells = table.begun[row]
        numbering = counts_columns(cells)
        if not rows and _captions(table, cells):
            above, captioned = [], True
            continue
        if any(amount_like(cell) for cell in cells) and not numbering:
            limit = row
            break
        known = sum(1 for cell in cells if known_label(cell))
        if known > 1 or (rows and numbering) or _over_amounts(table, cells, filled):
            rows.append(row)
        elif not rows and cells:
            above = [*above, row] if known == len(cells) else []
        elif rows and len(cells) > known and row - rows[-1] > 1:
            break
    if not rows:
        return None
    first = min(above, default=rows[0])
    spans = [cell.row + cell.row_span for row in range(first, rows[-1] + 1) for cell in table.begun[row]]
    end = max(rows[-1] + 1, min(max(spans), limit))
    cells = [cell for row in range(first, end) for cell in table.begun[row]]
    header = Header(first, end, cells, _blocks(table, first, end, bottom), captioned)
    return header if any(block.amounts for block in header.blocks) else None


def _amount_columns(table: Table, top: int, bottom: int) -> frozenset[int]:
    """The grid columns in which numbers stand, and little else, from the first row with a number on."""
    rows = [cells for cells in table.begun[top:bottom] if not counts_columns(cells)]
    columns: dict[int, list[Cell]] = {}
    for cells in dropwhile(lambda cells: not any(map(amount_like, cells)), rows):
        for cell in cells:
            columns.setdefault(cell.col, []).append(cell)
    return frozenset(col for col, cells in columns.items() if holds_amounts(cells))


def _over_amounts(table: Table, cells: Sequence[Cell], filled: frozenset[int]) -> bool:
    """Whether a row of text labels amounts: a word stands over one of their columns, and no caption."""
    return any(
        cell.col_span < table.columns
        and len(compact(cell.text)) > 1
        and not _caption(table, cell)
        and any(col in filled for col in range(cell.col, cell.col + cell.col_span))
        for cell in cells
    )


def _captions(table: Table, cells: Sequence[Cell]) -> bool:
    """Whether a row above a header says only what the table is called, whose it is, in what unit: no label of it."""
    captions = [_caption(table, cell) or _lies_over_all(table, cells) for cell in cells]
    others = [cell for cell, caption in zip(cells, captions, strict=True) if not caption]
    return any(captions) and not any(map(known_label, others)) and not any(map(amount_like, others)) and len(others) < 2


def _lies_over_all(table: Table, cells: Sequence[Cell]) -> bool:
    """Whether a row above a header is one cell over all its columns: a title, whatever word it ends in."""
    only = cells[0]
    return len(cells) == 1 and only.col == 0 and only.col_span >= table.columns - 1 > 1 and not known_label(only)


def _caption(table: Table, cell: Cell) -> bool:
    """Whether a cell above a header is the table's name or number, whose it is, or its unit."""
    text = clean(cell.text)
    return bool(
        title_kind(text)[1]
        or is_number_line(text)
        or states_unit(text)
        or ORGANISATION_LINE.fullmatch(text)
        or (LABELLED_LINE.match(text) and not vocabulary().of_which.match(text))
        or (cell.col_span >= table.columns - 1 > 1 and text.endswith((line_words().table, "）", ")")))
    )


def states_unit(text: str) -> bool:
    """Whether a text says in which unit of money the amounts below are, and is no label that has one in brackets."""
    unit = MONEY_UNIT.search(clean(text))
    stated = unit is not None and not re.search(r"[（(]", clean(text)[: unit.start()])
    return stated or line_words().unit_word.fullmatch(squeezed(text)) is not None


def known_label(cell: Cell) -> bool:
    """Whether a cell holds a label of a column whose meaning is known."""
    if len(cell.text) > 40:
        return False
    read = label(cell.text)
    return read.meaning is not None or read.group


def _blocks(table: Table, first_row: int, end: int, bottom: int) -> list[Block]:
    blocks: list[Block] = []
    below = [cells for cells in table.begun[end:bottom] if not counts_columns(cells)]
    columns = parted(list(_columns(table, first_row, end)), below)
    tell_by_values(below, columns)
    texts = [n for n, column in enumerate(columns) if column.meaning in TEXTS and column.meaning != "note"]
    for column in columns[: texts[0] if texts else 0]:
        column.meaning = "note"  # what stands left of the names is no amount
    last = max((n for n, column in enumerate(columns) if column.meaning not in TEXTS), default=-1)
    for n, column in enumerate(columns):
        is_text = column.meaning in TEXTS
        if not blocks or (is_text and blocks[-1].amounts and column.meaning != "note" and n < last):
            blocks.append(Block())
        (blocks[-1].texts if is_text else blocks[-1].amounts).append(column)
    for block in blocks:
        _settle(block)
        for number, column in enumerate(block.amounts):
            column.number = number
    return [block for block in blocks if block.amounts]


def _columns(table: Table, first_row: int, end: int) -> Iterator[Column]:
    """The columns by their header labels; a grid column without a label widens the one left of it."""
    found: list[tuple[Column, tuple[int, ...]]] = []
    rows = [row for row in range(first_row, end) if not counts_columns(table.begun[row])]
    paths = [_path(table, rows, col) for col in range(table.columns)]
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


def _path(table: Table, rows: Sequence[int], col: int) -> list[Cell]:
    """The label cells that cover a column, from the top down; in text a group's label stands for the blanks behind."""
    path: list[Cell] = []
    own = [row for row in rows if (cell := table.grid[row][col]).text.strip() and not _counts(cell)]
    for row in rows:
        cell = table.grid[row][col]
        if not cell.text.strip() and table.engine == "text" and own and row < own[-1]:
            left = next((c for c in range(col - 1, -1, -1) if table.grid[row][c].text.strip()), None)
            cell = table.grid[row][left] if left is not None else cell
        if cell.text.strip() and all(cell is not above for above in path):
            path.append(cell)
    return [cell for cell in path if not _counts(cell)]


def _counts(cell: Cell) -> bool:
    """Whether a cell is the number of a column (or 栏次)."""
    text = squeezed(cell.text)
    return text.isdigit() or (text != vocabulary().row_numbers and counts_columns([cell]))


def _column(col: int, path: Sequence[Cell]) -> Column:
    words = tuple(clean(cell.text) for cell in path)
    labels = [label(word) for word in words]
    year = next((read.year for read in reversed(labels) if read.year), None)
    last_year = any(read.last_year for read in labels)
    base = next((read.base for read in reversed(labels) if read.base), None)
    meaning = next((read.meaning for read in reversed(labels) if read.meaning), None)
    if labels[-1].meaning == GENERIC:
        group = [read.meaning for read in labels[:-1] if read.meaning not in (None, GENERIC, *TEXTS)]
        meaning = group[-1] if group else GENERIC
    if meaning is None:
        meaning = "name" if all(read.group for read in labels) else UNLISTED
    return Column(col, col + 1, words, meaning, year, last_year, labels[-1].of_which, base)


def _settle(block: Block) -> None:
    """Side and scheme of a block; a group that stands over all its amounts names none of them."""
    names = [column for column in block.texts if column.meaning in ("name", "coded")]
    for column in block.texts:
        if column.meaning == "unit_name" and not names:
            column.meaning = "name"  # units are its lines
    groups = [plain(word) for column in (*block.texts, *block.amounts) for word in column.path[:-1]]
    tops = [plain(column.path[0]) for column in block.amounts]
    sides = [side for word in [*tops, *groups] if (side := first(vocabulary().sides, word))]
    both = len({side for word in tops if (side := first(vocabulary().sides, word))}) > 1
    block.side = sides[0] if sides and not both else None
    words = "".join(plain(word) for column in (*block.texts, *block.amounts) for word in column.path)
    block.scheme = next((name for name, pattern in vocabulary().schemes.items() if pattern.search(words)), None)
    shared = set(block.amounts[0].path[:-1]) if block.amounts else set()
    for column in block.amounts:
        shared &= set(column.path[:-1])
    for column in block.amounts:
        _name_amount(column, shared)
        if both and column.meaning == GENERIC and first(vocabulary().sides, plain(column.path[0])) == RECEIVED:
            column.meaning = RECEIVED


def _of_amount(word: str, read: Label) -> str | None:
    """What a label means over amounts: some that name lines elsewhere are short for an expenditure."""
    return first(vocabulary().short_columns, plain(word)) or read.meaning


def _name_amount(column: Column, shared: set[str]) -> None:
    """An amount's measure: the fund that stands above it together with what it is (general_basic)."""
    labels = [label(word) for word in column.path if word not in shared]
    if not labels:
        return
    own, groups = _of_amount(column.path[-1], labels[-1]), [read.meaning for read in labels[:-1] if read.meaning]
    above = [meaning for meaning in groups if meaning not in (GENERIC, *TEXTS)]
    if _CHANGE in groups and own != "percent":
        column.meaning = _CHANGE
    elif own in (None, GENERIC, *TEXTS):
        unknown = any(read.meaning is None and not read.group for read in labels[:-1])
        column.meaning = above[-1] if above else (own if own == GENERIC and not unknown else UNLISTED)
    elif above and above[-1] in vocabulary().funds and own != above[-1]:
        column.meaning = f"{above[-1]}_{own}"
    else:
        column.meaning = str(own)
