"""What says that a table is empty: a note (此表为空, 空表列示, 我单位无……安排), or the table of contents (是否空表)."""

from collections import Counter

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph, Table
from extractors.recognise.shapes.listings import called_empty, name_of_table
from extractors.recognise.standard.words import title_kind
from extractors.values.text import clean, compact
from schemas.standard import vocabulary

_NEAR = 3
"""Lines above or below a table among which a note may stand."""

_LONGEST = 80


def empty_notes(document: Document, claims: Claims) -> dict[int, str]:
    """What calls tables empty, by their index. A name that two tables of contents or two tables have says nothing."""
    contents = [table for table in document.tables if claims.kinds.get(table.index) == "contents"]
    said = {name: note for table in contents for name, note in called_empty(table).items()}
    named = Counter(name_of_table(title) for table in document.tables if (title := _title(table, claims)))
    notes: dict[int, str] = {}
    for position, table in enumerate(document.blocks):
        if isinstance(table, Table):
            name = name_of_table(_title(table, claims))
            note = _beside(document, position, table, _title(table, claims)) or (
                said.get(name) if named[name] == 1 else None
            )
            if note is not None:
                notes[table.index] = note
    return notes


def _title(table: Table, claims: Claims) -> str:
    return table.title or claims.titles.get(table.index, "")


def _beside(document: Document, position: int, table: Table, title: str) -> str | None:
    """The note that calls the table at `position` of the document's blocks empty: above it, in it, or below."""
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
    if announced and not _is_of_others(announced, title):
        return announced
    notes = (text for text in [*inside, *below] if _is_note(text))
    return next((note for note in notes if not (title_kind(title)[1] and _is_of_others(note, title))), None)


def _is_of_others(note: str, title: str) -> bool:
    """Whether a note names funds of which the table's title names none: 没有政府性基金 beside 支出总表."""
    named, of_title = (set(vocabulary().empty_funds.findall(compact(text))) for text in (note, title))
    return bool(named) and not named & of_title


def _is_note(text: str) -> bool:
    words = compact(text)
    known = vocabulary()
    return len(text) <= _LONGEST and bool(known.empty_note.search(words)) and not known.empty_announced.search(words)
