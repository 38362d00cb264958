"""Tables whose rows may go on in what was not joined with them: their totals and levels are not known to fail."""

from collections.abc import Sequence

from extractors.assemble.titles import goes_on_by_name
from extractors.document.model import Paragraph, Table
from extractors.recognise.standard.model import Standard
from extractors.recognise.structure.cells import amount_like
from extractors.values.numbers import is_number
from schemas.words.lines import line_words

_ROW = 2
"""Amounts with decimals in a line of text that make it a row of a table."""


def mark_incomplete(
    before: Standard, block: Table, begun: Standard | None, between: Sequence[Paragraph], *, again: bool
) -> None:
    """Marks the table `before` a block, and the one `begun` in it, where the block may hold rows of the first.

    So it may where it says that a table goes on, has the title and head of that one `again`, or has amounts under no
    head and no name of a table. Lines of text `between` that look like rows are rows that were not read.
    """
    says_so = goes_on_by_name(block.title) or any(goes_on_by_name(line.text) for line in block.context)
    named = block.title is not None and line_words().table in block.title
    nameless = begun is None and not named and any(map(amount_like, block.cells))
    if again or says_so or nameless:
        before.incomplete = True
        if begun is not None:
            begun.incomplete = True
    elif any(map(_is_row, between)):
        before.incomplete = True


def _is_row(line: Paragraph) -> bool:
    return sum(1 for word in line.text.split() if "." in word and is_number(word)) >= _ROW
