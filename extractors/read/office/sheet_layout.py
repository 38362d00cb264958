"""How a worksheet lies on its page: which rows are tables, which lines stand above and below them."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from extractors.document.model import Cell
from extractors.read.office.regions import Run, between, lines, runs
from extractors.read.office.sheet import Position, Sheet
from extractors.values.line_shapes import LABELLED_LINE, ORGANISATION_LINE, ends_sentence, is_note, is_number_line
from extractors.values.money import AMOUNT, UNIT_LINE
from extractors.values.numbers import is_number
from extractors.values.text import clean
from schemas.words.lines import line_words

_TABLE_NAME = re.compile(rf"(?:{line_words().table_name.pattern})$")


def place_cells(sheet: Sheet) -> tuple[list[Cell], set[int]]:
    """The cells of a sheet without what is hidden, numbered by what is left, and the identities of the ruled ones."""
    last = max((row for row, _ in sheet.cells), default=-1)
    gone_rows, gone_columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)

    def rows(at: int) -> int:
        return at - bisect_left(gone_rows, at)

    def columns(at: int) -> int:
        return at - bisect_left(gone_columns, at)

    spans: dict[Position, tuple[int, int, int, int]] = {}
    covered: set[Position] = set()
    for top, left, bottom, right in sheet.merged:
        spans[top, left] = (top, left, bottom, right)
        covered.update((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
    covered -= spans.keys()
    cells: list[Cell] = []
    ruled: set[int] = set()
    for row, col in sorted({at for at in (*sheet.cells, *sheet.ruled, *spans) if at[0] <= last} - covered):
        top, left, bottom, right = spans.get((row, col), (row, col, row, col))
        height, width = rows(bottom + 1) - rows(top), columns(right + 1) - columns(left)
        if not height or not width:
            continue
        text = sheet.cells.get((row, col), "")
        cell = Cell(rows(row), columns(col), text, height, width, sheet.number, row + 1)
        cell.begins = sheet.indents.get((row, col))
        cells.append(cell)
        if any((top + r, left + c) in sheet.ruled for r in range(bottom - top + 1) for c in (0, right - left)):
            ruled.add(id(cell))
    return cells, ruled


def stretches(cells: list[Cell], ruled: set[int]) -> Iterator[tuple[int, int, bool]]:
    """Rows that may hold a table, and whether rules say so.

    Without rules one begins where a caption follows blank rows, or a table's name the rows of another.
    """
    if ruled:
        yield from _joined(runs(cells, ruled), cells)
        return
    start = end = 0
    found = list(lines(cells))
    for line, following in zip(found, [*found[1:], None], strict=False):
        begins = line[0].row > end or _names_table(line, following)
        if begins and end > start and len(line) == 1 and not is_number(clean(line[0].text)):
            yield start, end, True
            start = line[0].row
        end = max(end, *(cell.row + cell.row_span for cell in line))
    yield start, end, True


def _names_table(line: list[Cell], following: list[Cell] | None) -> bool:
    """Whether a line is the name of a table: it ends as such, or labels (whose, the unit) alone stand below it."""
    text = clean(line[0].text)
    if is_label(text):
        return False
    labelled = following is not None and all(is_label(clean(cell.text)) for cell in following)
    return labelled or _TABLE_NAME.search(text) is not None


def _joined(found: list[Run], cells: list[Cell]) -> Iterator[tuple[int, int, bool]]:
    """Runs of rows; one of figures that lack rules goes on with the table above, or is one of its own."""
    start, end, table = 0, 0, False
    for run in found:
        figures = run.ruled or any(_has_figures(line) for line in lines(between(cells, run.start, run.end)))
        if not (table and figures and run.start == end):
            if end:
                yield start, end, table
            start, table = run.start, figures
        end = run.end
    yield start, end, table


def _has_figures(line: list[Cell]) -> bool:
    texts = [clean(cell.text) for cell in line]
    return len(texts) > 1 and any(map(is_number, texts)) and not any(map(is_label, texts))


def peel(cells: list[Cell], has_rules: bool) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """The captions above a table, its cells, and the notes below it; all are lines where there is no table."""
    found = list(lines(cells))
    if not has_rules:
        return [cell for line in found for cell in line], [], []
    left = min((cell.col for cell in cells), default=0)
    width = max((cell.col + cell.col_span for cell in cells), default=0) - left
    top, bottom = 0, len(found)
    while top < bottom and _is_caption(found[top], left, width):
        top += 1
    while top < bottom and _is_note(found[bottom - 1], width):
        bottom -= 1
    first = found[top][0].row if top < len(found) else 0
    last = found[bottom - 1][0].row if bottom > top else -1
    end = found[bottom][0].row if bottom < len(found) else max((c.row + c.row_span for c in cells), default=0)
    inside = between(cells, first, max(end, last + 1)) if bottom > top else []
    return [c for line in found[:top] for c in line], inside, [c for line in found[bottom:] for c in line]


def beside(cells: list[Cell], ruled: set[int]) -> tuple[list[Cell], list[Cell]]:
    """A table's cells, and what stands to the right of its rules with blank columns between: no part of it."""
    ends = [cell.col + cell.col_span for cell in cells if id(cell) in ruled]
    edge = max(ends, default=None)
    if edge is None or any(cell.col <= edge < cell.col + cell.col_span for cell in cells if cell.text):
        return cells, []
    return [cell for cell in cells if cell.col < edge], [cell for cell in cells if cell.col >= edge and cell.text]


def _is_caption(line: list[Cell], left: int, width: int) -> bool:
    """Whether a row over a table is a line of its caption: a single text, or labelled ones such as a unit."""
    texts = [clean(cell.text) for cell in line]
    if any(map(is_number, texts)):
        return False
    if len(line) == 1:
        cell = line[0]
        return cell.col_span >= width or (cell.col == left and cell.row_span == 1) or is_label(texts[0])
    return any(UNIT_LINE.fullmatch(text) for text in texts) or all(map(is_label, texts))


def is_label(text: str) -> bool:
    """Whether a line says whose, of when or in what unit a table is, or its number."""
    return bool(
        UNIT_LINE.fullmatch(text)
        or (is_number_line(text) and not is_number(text))
        or LABELLED_LINE.match(text)
        or ORGANISATION_LINE.fullmatch(text)
    )


def _is_note(line: list[Cell], width: int) -> bool:
    """Whether a row below a table is a line: alone over all of it, a remark, or a sentence that states an amount."""
    text = clean(line[0].text)
    if len(line) > 1 or is_number(text):
        return False
    states = ends_sentence(text) and AMOUNT.search(text) is not None
    return line[0].col_span >= width > 1 or is_note(text) or (states and line[0].col == 0)
