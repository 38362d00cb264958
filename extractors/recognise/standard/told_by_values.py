"""What a column holds whose label is not known: what stands in it tells amounts, codes, names, bodies and remarks."""

from collections.abc import Iterator, Sequence

from extractors.document.model import Cell
from extractors.recognise.standard.codes import CODE_LEVELS, UNIT_CODES
from extractors.recognise.standard.model import UNLISTED, Column
from extractors.recognise.standard.words import TEXTS, label, row_name
from extractors.recognise.structure.cells import holds_amounts, holds_coded_names, holds_codes
from extractors.values.line_shapes import BODY
from extractors.values.numbers import NULL_SYMBOLS
from extractors.values.text import code_form, compact
from schemas.standard import vocabulary

_LONGEST_NAME = 16
"""The names of a block's lines are no longer on average; remarks are."""

_REPEATED = 0.7
"""Names of which no more than so many are different are those of groups; of lines, no fewer are."""

_MOST = 2 / 3
"""So many names of a column must be those of bodies."""

_NAMES = ("name", "coded", "unit_name")

Rows = Sequence[Sequence[Cell]]


def tell_by_values(rows: Rows, columns: list[Column]) -> None:
    """Gives each column whose label is not known the meaning that its cells in the rows below the head have."""
    for n, column in enumerate(columns):
        if column.meaning not in (UNLISTED, "name", "unit_name"):
            continue
        cells = list(_cells(rows, column))
        texts = [text for cell in cells if (text := code_form(cell.text)) not in NULL_SYMBOLS]
        if holds_coded_names(cells):
            column.meaning = "coded"
        elif column.meaning != UNLISTED and holds_amounts(cells) and any("." in text for text in texts):
            column.meaning = UNLISTED  # its label names lines elsewhere
        elif column.meaning == UNLISTED and texts and not holds_amounts(cells):
            column.meaning = _of_texts(rows, columns, n, texts)


def _cells(rows: Rows, column: Column) -> Iterator[Cell]:
    return (cell for cells in rows for cell in cells if column.start <= cell.col < column.end)


def _of_texts(rows: Rows, columns: Sequence[Column], n: int, texts: Sequence[str]) -> str:
    """What a column of other texts holds; round amounts right of others may look like codes of one length."""
    amounts_left = any(other.meaning not in TEXTS for other in columns[:n])
    amounts_right = any(other.meaning not in TEXTS for other in columns[n + 1 :])
    codes = [text for text in texts if text.isdigit()]
    if codes and holds_codes(codes):
        lengths = {len(text) for text in codes}
        if amounts_left and len(lengths) == 1:
            return columns[n].meaning
        of_bodies = lengths <= {*UNIT_CODES} - CODE_LEVELS.keys() and _names_bodies(rows, columns[n + 1 : n + 2])
        return "unit" if of_bodies else "code"
    short = sum(map(len, texts)) <= _LONGEST_NAME * len(texts)
    own = amounts_left or _names_lines(rows, columns[:n], texts)
    if not amounts_right or not short or not own or all(map(_says_when, texts)):
        return "note"
    return "unit_name" if _names_bodies(rows, columns[n : n + 1]) else "name"


def _names_lines(rows: Rows, left: Sequence[Column], texts: Sequence[str]) -> bool:
    """Whether texts are the names of lines: no others stand left of them, or others that do not tell the lines apart.

    Those of groups repeat, or reach over several rows; bodies have several lines.
    """
    names = next((column for column in reversed(left) if column.meaning in _NAMES), None)
    if names is None:
        return True
    known = {code_form(cell.text) for cell in _cells(rows, names)}
    if names.meaning == "unit_name":
        return len(known) < len(set(texts))
    return len(known) <= _REPEATED * len(set(texts)) and len(set(texts)) >= _REPEATED * len(texts)


def _says_when(text: str) -> bool:
    """Whether a text says of which year a row is, or that it is the change between two."""
    return bool(vocabulary().year_in_row.fullmatch(text)) or label(text).meaning == "change"


def _names_bodies(rows: Rows, columns: Sequence[Column]) -> bool:
    """Whether most names in a column are those of bodies."""
    names = [text for column in columns for cell in _cells(rows, column) if (text := compact(cell.text))]
    items = [name for name in names if row_name(name).role == "item"]
    return bool(items) and sum(1 for name in items if BODY.fullmatch(name)) >= _MOST * len(items)
