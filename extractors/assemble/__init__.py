"""Blocks → Document: titles, joined pages, rows and cells that a page break cut. Called once, after `read`."""

from dataclasses import replace

from extractors.assemble.joins import join_blocks, join_sheets
from extractors.document.model import Document

_WHOLE = ("excel",)
"""Readers whose tables no page cuts: a sheet's tables stand in it as a whole, with the lines above them."""


def assemble(document: Document) -> Document:
    """The document that a reader's blocks make: what pages cut is joined, tables have titles, blocks are numbered.

    From here on nothing changes it.
    """
    join = join_sheets if document.reader in _WHOLE else join_blocks
    return replace(document, blocks=join(document.blocks))
