"""Heads that are printed again where a table goes on: how many rows they are, and what a clipped one hides."""

from extractors.assemble.open_rows import COMPARING
from extractors.document.model import Cell, Table
from extractors.values.numbers import is_number
from extractors.values.text import compact
from schemas.words.identity import identity_words

_CAPTIONED = 6
"""A header ends within so many rows, title, body and unit among them."""

_FEWEST = 3
"""So many labels at least are a head in the middle of a form."""

_HEADER_ROWS = 4
"""No form seen repeats more rows than this at the top of a page."""


def repeated_header(first: Table, second: Table) -> int:
    """How many rows at the top of `second` repeat those of `first`, white space aside.

    A repeated header may be clipped: what does not fit into its cells is not printed there, nor a label in the middle
    of cells of which only the first row is repeated; it may be merged down where the first is not. A row with values
    may begin as the first one under the header did.
    """
    count = 0
    for row in range(min(first.rows, second.rows, _HEADER_ROWS)):
        pairs = list(zip(first.grid[row], second.grid[row], strict=True))
        same = any(compact(a.text) == compact(b.text) != "" for a, b in pairs)
        repeats = all(_repeats(a, b) or (b.row < row and not compact(a.text)) for a, b in pairs)
        if not (same and repeats) and not _says_the_same(first, second, row):
            break
        if any(map(_is_value, second.row_cells(row))) and any(compact(a.text) != compact(b.text) for a, b in pairs):
            break
        count += 1
    return count or _same_labels(first, second)


def _same_labels(first: Table, second: Table) -> int:
    """How many rows at the top of `second` hold just the labels above the figures of `first`, in whatever rows.

    Where nothing rules a head, the lines around it tell which of its labels are a row.
    """
    whole = sorted(text for row in _header(first) for text in _labels(first, row))
    said: list[str] = []
    for row in range(min(second.rows, _CAPTIONED)):
        said += _labels(second, row)
        if len(said) >= len(whole):
            return row + 1 if len(whole) > _FEWEST and sorted(said) == whole else 0
    return 0


def _labels(table: Table, row: int) -> list[str]:
    return [text for cell in table.row_cells(row) if cell.row == row and (text := compact(cell.text))]


def _is_value(cell: Cell) -> bool:
    """Whether a cell holds what no label is: a number, or the sign that compares with one."""
    text = compact(cell.text)
    return bool(text) and (is_number(text) or not text.strip(COMPARING))


def _says_the_same(first: Table, second: Table, row: int) -> bool:
    """Whether two rows hold the same labels, though in other cells: where no rule parts them, columns are guessed."""
    labels = [compact(cell.text) for cell in first.row_cells(row)]
    again = "".join(compact(cell.text) for cell in second.row_cells(row))
    return len(again) > 1 and again == "".join(labels) and not any(map(is_number, labels))


def other_header(first: Table, second: Table) -> bool:
    """Whether a row at the top of `second` is the header of another table of the same form.

    It shares two labels with the header of `first` (序号, 科目) and has two that are not there (基本支出, 项目支出).
    """
    labels = {compact(cell.text) for row in _header(first) for cell in first.grid[row] if cell.text.strip()}
    for row in range(min(second.rows, _CAPTIONED)):
        texts = {compact(cell.text) for cell in second.row_cells(row) if cell.text.strip()}
        if any(map(is_number, texts)):
            return False
        own = [text for text in texts if not any(label.startswith(text) for label in labels)]
        if len(texts & labels) > 1 and len(own) > 1:
            return True
    return False


def _header(table: Table) -> range:
    """The rows above the first that holds a number, or the piece of one that a page cut; one row where none does."""
    rows = range(min(table.rows, _CAPTIONED))
    numbered = (row for row in rows if any(is_number(compact(cell.text).rstrip(".,")) for cell in table.grid[row]))
    return range(next(numbered, 1))


def without_inner_head(first: Table, second: Table) -> int:
    """How many rows at the top of `second`, one or none, repeat the head of indicators in the middle of a form.

    Cells beside it that go on over the rows below begin below it then.
    """
    again = {cell.col: compact(cell.text) for cell in second.row_cells(0) if cell.row_span == 1 and cell.text.strip()}
    labels = set(again.values())
    if len(labels) < _FEWEST or len(labels & set(identity_words().heads_of_performance)) < _FEWEST:
        return 0
    if not any(again.items() <= _texts(first, row).items() for row in range(first.rows)):
        return 0
    for cell in second.row_cells(0):
        if cell.row_span > 1:
            cell.row, cell.row_span = 1, cell.row_span - 1
    second.__dict__.pop("grid", None)
    return 1


def begins_inside_form(first: Table, second: Table) -> bool:
    """Whether `second` has a label that stands in the middle of forms of performance, and `first` lacks all of them.

    It begins with it, or with what is no label of `first`: a form of which only the first rows stand there goes on.
    """
    inner = set(identity_words().heads_of_performance)
    known, labels = ({compact(cell.text) for cell in table.cells if cell.col == 0} for table in (first, second))
    begin = compact(second.grid[0][0].text)
    if begin in inner:
        return begin not in known
    return bool(begin) and begin not in known and not inner & known and bool(inner & labels)


def _texts(table: Table, row: int) -> dict[int, str]:
    return {cell.col: compact(cell.text) for cell in table.row_cells(row)}


def _repeats(label: Cell, again: Cell) -> bool:
    """Whether a cell repeats a label, or what is seen of it."""
    whole, seen = compact(label.text), compact(again.text)
    return seen == whole or (whole.startswith(seen) if seen else label.row_span > 1)


def drop_overflow(first: Table, second: Table, header: int) -> None:
    """Takes what a clipped header lacks out of the cells under it, where it stands in the file and not on the page."""
    if not 0 < header < second.rows:
        return
    for col in range(second.columns):
        clipped, below = second.grid[header - 1][col], second.grid[header][col]
        lacking = compact(first.grid[header - 1][col].text)[len(compact(clipped.text)) :]
        there = compact(below.text)
        if clipped.col == below.col == col and lacking and there:
            if there.startswith(lacking):
                below.text = _without(below.text, len(lacking))
            elif lacking.startswith(there):
                below.text = ""


def _without(text: str, count: int) -> str:
    """A text without its first letters."""
    for index, char in enumerate(text):
        if count == 0:
            return text[index:].lstrip("\n")
        count -= not char.isspace()
    return ""
