"""Notes that say that a table is empty (此表为空, 空表列示, 我单位无……安排)."""

from extractors.document.model import Document, Paragraph, Table
from extractors.recognise.standard.words import title_kind
from extractors.values.text import clean, compact
from schemas.standard import vocabulary

_NEAR = 3
"""Lines above or below a table among which a note may stand."""

_LONGEST = 80


def empty_note(document: Document, position: int) -> str | None:
    """The note that calls the table at `position` of the document's blocks empty: above it, in it, or below."""
    table = document.blocks[position]
    assert isinstance(table, Table)
    above = [
        block.text for block in document.blocks[max(0, position - _NEAR) : position] if isinstance(block, Paragraph)
    ]
    announced = next((text for text in above if vocabulary().empty_announced.search(compact(text))), None)
    inside = [clean(cell.text) for cell in table.cells if cell.col == 0 and cell.text.strip()]
    below: list[str] = []
    for block in document.blocks[position + 1 : position + 1 + _NEAR]:
        if not isinstance(block, Paragraph) or title_kind(block.text)[1]:
            break
        below.append(block.text)
    return announced or next((text for text in [*inside, *below] if _is_note(text)), None)


def _is_note(text: str) -> bool:
    words = compact(text)
    known = vocabulary()
    return len(text) <= _LONGEST and bool(known.empty_note.search(words)) and not known.empty_announced.search(words)
