"""Papers of lines and tables, and what they are taken for."""

from extractors.document.model import Block, Cell, Document, Paragraph, Table
from extractors.identify.identity import Identity, identify

_ABOVE = 2
"""Lines above a table that are its title and what else belongs to it."""
FILE = "云岭县图书局2031年部门预算.pdf"


def paper(*lines: str | list[list[str]], file: str = FILE) -> Identity:
    """A document of lines and tables (rows of texts), in their order."""
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        if isinstance(line, str):
            blocks.append(Paragraph(line, [(0, 1, None)], index))
        else:
            cells = [Cell(r, c, text, page=1) for r, row in enumerate(line) for c, text in enumerate(row)]
            above = [block for block in blocks[-_ABOVE:] if isinstance(block, Paragraph)]
            blocks.append(Table(cells, len(line), max(map(len, line)), "ruled", above, index))
    return identify(Document(blocks, "pdf", "application/pdf", 1), file)
