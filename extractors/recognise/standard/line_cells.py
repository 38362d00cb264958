"""The cells of a row of a standard table: which are a block's texts, which its amounts."""

from collections.abc import Iterator

from extractors.document.model import Cell, Table
from extractors.recognise.standard.model import Amount, Block, Column, Part
from extractors.recognise.standard.words import row_name
from extractors.recognise.structure.cells import amount_text
from extractors.values.numbers import NULL_SYMBOLS
from extractors.values.text import clean, squeezed


def amounts_in(part: Part, block: Block, row: int) -> Iterator[Amount]:
    """The cells of the amount columns that begin in a row and hold more than a null symbol.

    A name may be merged over them and is none.
    """
    seen: set[int] = set()
    texts = [column for one in part.blocks for column in one.texts]
    for cell in (part.table.grid[row][col] for column in block.amounts for col in range(column.start, column.end)):
        if id(cell) in seen or cell.row != row or squeezed(cell.text) in NULL_SYMBOLS:
            continue
        seen.add(id(cell))
        if not any(over(column, cell) for column in texts) or _runs_over(block, cell):
            yield Amount([column for column in block.amounts if over(column, cell)], cell)


def texts_in(table: Table, block: Block, row: int) -> list[tuple[Column, Cell]]:
    """The filled text cells that cover a row, each once, from left to right."""
    found: list[tuple[Column, Cell]] = []
    for column in block.texts:
        for col in range(column.start, column.end):
            cell = table.grid[row][col]
            if cell.text.strip() and all(cell is not other for _, other in found) and not _runs_over(block, cell):
                found.append((column, cell))
    return found


def shared_name(part: Part, block: Block, row: int) -> list[tuple[Column, Cell]]:
    """The name of a total that stands in the block before, whose own amounts are blank: both blocks' name."""
    if not block.texts or block is part.blocks[0]:
        return []
    before = part.blocks[part.blocks.index(block) - 1]
    texts = texts_in(part.table, before, row)
    blank = before.side == block.side and not list(amounts_in(part, before, row))
    return texts if blank and texts and row_name(clean(texts[-1][1].text)).role != "item" else []


def names_lines(block: Block) -> bool:
    """Whether a block has a column that tells its lines apart, not only numbers or notes."""
    return any(column.meaning not in ("number", "note") for column in block.texts)


def in_name_column(block: Block, cell: Cell) -> bool:
    """Whether a cell stands in the column of the lines' names."""
    return any(column.meaning in ("name", "coded") and column.start <= cell.col < column.end for column in block.texts)


def _runs_over(block: Block, cell: Cell) -> bool:
    """Whether a cell holds an amount too wide for its column, that reaches over the rule of the texts before it."""
    text = amount_text(cell.text) or ""
    return "." in text and sum(1 for column in block.amounts if over(column, cell)) == 1


def over(column: Column, cell: Cell) -> bool:
    """Whether a cell reaches into a column."""
    return column.start < cell.col + cell.col_span and cell.col < column.end
