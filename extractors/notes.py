"""Notes below tables: 注：… 故本表为空表."""

import re

from extractors.document import Document, Paragraph, Table
from extractors.text import clean

_EMPTY = re.compile(r"(?:此|本)表(?:为空|无数据)|空表列示|本表数为零")
_LONGEST = 80


def says_empty(document: Document, table: Table) -> bool:
    """Whether the line directly below a table, or a cell of it, says that it is empty."""
    after = next(position for position, block in enumerate(document.blocks) if block is table) + 1
    below = document.blocks[after : after + 1]
    lines = [block.text for block in below if isinstance(block, Paragraph)]
    lines += [clean(cell.text) for cell in table.cells if cell.col_span > 1 or cell.col == 0]
    return any(len(line) <= _LONGEST and _EMPTY.search(line) for line in lines)
