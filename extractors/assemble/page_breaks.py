"""Making whole again the rows and merged cells of a table that a page break cut in two."""

import re
from itertools import pairwise

from extractors.assemble.cut_rows import filled_below, labels_were_cut, number_goes_on, row_was_cut, text_goes_on
from extractors.assemble.open_rows import (
    columns_at_break,
    merge_open,
    row_left_open,
)
from extractors.assemble.repeated_heads import drop_overflow, repeated_header, without_inner_head
from extractors.document.model import Cell, Table
from extractors.values.line_shapes import ends_sentence
from extractors.values.numbers import is_number
from extractors.values.text import compact

_FEWEST_SPANNING = 2
"""So many cells at the left share the rows of a group that a page break cuts."""

_FIGURE, _FEWEST_ALIKE = re.compile(r"\d+"), 2
"""What tells the heads of periods apart, and so many others that are alike make a row of them."""


def append_part(first: Table, second: Table) -> None:
    """Adds the rows of a table's next part, repeated headers dropped.

    A row that the page break cut is made whole; a cell merged over the break is one cell.
    """
    skipped = repeated_header(first, second)
    drop_overflow(first, second, skipped)
    skipped = skipped or without_inner_head(first, second)
    rest = [cell for cell in second.cells if cell.row >= skipped]
    if rest and rest[0].page is not None and rest[0].page != first.cells[-1].page:
        pairs = columns_at_break(first, second, skipped)
        cut = row_left_open(pairs, skipped)
        if cut is None:
            cut = row_was_cut(first, second, skipped) or labels_were_cut(first, second, skipped)
        if cut:
            rest = _mend_row(first, second, skipped)
            skipped += 1
        elif reached := merge_open(first, second, pairs, skipped):
            rest = [cell for cell in second.cells if cell.row >= skipped and id(cell) not in reached]
        else:
            rest = _merge_down(first, second, skipped)
    _add_rows(first, second, rest, skipped)


def append_whole(first: Table, second: Table) -> None:
    """Adds the rows of a table's next part, repeated headers dropped, where no page cut it: each as it stands."""
    skipped = repeated_header(first, second)
    _add_rows(first, second, [cell for cell in second.cells if cell.row >= skipped], skipped)


def _add_rows(first: Table, second: Table, rest: list[Cell], skipped: int) -> None:
    """Puts what is `rest` of a part below the rows of the first, `skipped` of its own left out."""
    first.parts += [part._replace(row=first.rows, rows=second.rows - skipped) for part in second.parts]
    shift = first.rows - skipped
    for cell in rest:
        cell.row += shift
        first.cells.append(cell)
    first.rows += second.rows - skipped
    first.by_words |= second.by_words
    first.__dict__.pop("grid", None)


def _mend_row(first: Table, second: Table, row: int) -> list[Cell]:
    """Adds the text of a cut row to the row above, and the rows that its merged cells reach; the cells left."""
    mended = set()
    for upper, lower in columns_at_break(first, second, row):
        if _is_a_gap(upper):
            continue
        if lower.text.strip():
            upper.go_on(lower, one_number=number_goes_on(first, second, upper, lower))
        upper.open_below = lower.open_below
        upper.row_span += lower.row_span - 1
        mended.add(id(lower))
    return [cell for cell in second.cells if cell.row >= row and id(cell) not in mended]


def _is_a_gap(upper: Cell) -> bool:
    """Whether no cell stands at a place of a grid: what would be given to it is lost."""
    return upper.page is None


def _merge_down(first: Table, second: Table, row: int) -> list[Cell]:
    """Lets the cells of the last row reach down over blank ones at the left of the next page's first row.

    A merged cell that a page break cuts is blank below it, or its text goes on there; and so are all left of it. Where
    a column leaves cells blank without merging them, a blank one is a cell of its own.
    """
    if row >= second.rows or not any(cell.text.strip() for cell in second.row_cells(row)):
        return [cell for cell in second.cells if cell.row >= row]
    swallowed: set[int] = set()
    label_below = False
    header = _header_was_cut(first, second, row)
    begun = _span_goes_on(first, second, row)
    pairs = columns_at_break(first, second, row)
    for upper, lower in pairs:
        if _is_a_gap(upper):
            continue
        if lower.text.strip() and not upper.text.strip() and _is_one_label(first, upper, lower):
            upper.text, label_below = lower.text, True
        elif lower.text.strip():
            if not (
                (header or ((begun or swallowed) and _is_merged(first, upper, lower))) and text_goes_on(upper, lower)
            ):
                if header or _counts_on(upper, lower):
                    continue
                break
            upper.go_on(lower)
        elif _is_blank_itself(first, upper, lower) or _is_one_of_a_row_of_heads(upper, pairs):
            continue
        elif second.by_words and lower.row_span > 1 == upper.row_span:
            continue  # no rule says that a row of its own goes on there
        elif label_below and upper.text.strip() and upper.row_span == 1:
            break  # a row of the label's own, not the rest of the one above
        upper.open_below &= lower.open_below
        upper.row_span += lower.row_span
        swallowed.add(id(lower))
    return [cell for cell in second.cells if cell.row >= row and id(cell) not in swallowed]


def _is_blank_itself(first: Table, upper: Cell, lower: Cell) -> bool:
    """Whether a blank cell below a break is one of its own, as its column has others."""
    return _leaves_blank(first, upper.col) and not _names_groups(first, upper, lower)


def _is_one_of_a_row_of_heads(upper: Cell, pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether a text differs but in its figure from others above a break (3月底, 6月底, 9月底) with numbers or blanks
    below them.
    """
    kind = _FIGURE.sub("0", compact(upper.text))
    texts = ((compact(above.text), compact(lower.text)) for above, lower in pairs if above is not upper)
    below = [text for above, text in texts if _FIGURE.sub("0", above) == kind]
    values = sum(map(is_number, below))
    return "0" in kind and len(below) >= _FEWEST_ALIKE and 0 < values == sum(map(bool, below))


def _span_goes_on(first: Table, second: Table, row: int) -> bool:
    """Whether the cells at the left that share several rows were cut in their first one.

    Each goes on or is blank below a filled one; a new group would have an amount, or one text at least of its own.
    """
    pairs = columns_at_break(first, second, row)
    spanning = [pair for pair in pairs if pair[1].row_span == pairs[0][1].row_span]
    if not spanning or pairs[0][1].row_span == 1:
        return False
    going = [pair for pair in spanning if pair[1].text.strip() and text_goes_on(*pair)]
    blank = [pair for pair in spanning if not pair[1].text.strip() and pair[0].text.strip()]
    return len(spanning) >= _FEWEST_SPANNING and len(going) + len(blank) == len(spanning)


def _is_one_label(table: Table, upper: Cell, lower: Cell) -> bool:
    """Whether a blank cell and the filled one below the break are one merged cell whose text stands in its middle."""
    merged = upper.row_span + lower.row_span > 2 and upper.col_span == lower.col_span
    return merged and not _leaves_blank(table, upper.col)


def _header_was_cut(first: Table, second: Table, row: int) -> bool:
    """Whether a page break cut merged labels beside one that is divided below it: several go on, and columns differ.

    What ends as a sentence above it is no label.
    """
    pairs = filled_below(first, second, row)
    if any(is_number(compact(cell.text)) for cell in second.row_cells(row)):
        return False
    if any(ends_sentence(compact(upper.text)) for upper, _ in pairs):
        return False
    divided = any(upper.col_span > lower.col_span for upper, lower in pairs)
    return divided and sum(text_goes_on(upper, lower) for upper, lower in pairs) > 1


def _is_merged(table: Table, upper: Cell, lower: Cell) -> bool:
    """Whether two cells are one that several rows share, or a long text that has not come to its end."""
    if upper.row_span > 1 or lower.row_span > 1:
        return True
    return "\n" in upper.text and not ends_sentence(compact(upper.text)) and not _names_rows(table, upper.col)


def _names_rows(table: Table, col: int) -> bool:
    """Whether a column names each row of a group: beside a cell that several share, each has a text of its own."""
    names = [row[col] for row in table.grid]
    own = [cell.row == row and cell.row_span == 1 and bool(cell.text.strip()) for row, cell in enumerate(names)]
    groups = (cell for cell in table.cells if cell.col + cell.col_span <= col and cell.row + 1 < table.rows)
    return any(cell.row_span > 1 and all(own[cell.row : cell.row + cell.row_span]) for cell in groups)


def _counts_on(upper: Cell, lower: Cell) -> bool:
    """Whether a column numbers each row: what stands at its right may be merged over them all the same."""
    texts = [compact(cell.text) for cell in (upper, lower)]
    one_each = upper.row_span == lower.row_span == 1 and all(text.isdecimal() for text in texts)
    return one_each and int(texts[1]) == int(texts[0]) + 1


def _names_groups(table: Table, upper: Cell, lower: Cell) -> bool:
    """Whether a column names groups of rows and has blank cells of its own only where a total has no name.

    Either no filled cell below its head has a blank one under it, or none has one that is merged as the `lower` is.
    """
    if not upper.text.strip() or upper.row_span == lower.row_span == 1:
        return False
    numbers = (cell.row for row in table.grid for cell in row if is_number(compact(cell.text)))
    top, cells = next(numbers, 0), [row[upper.col] for row in table.grid]
    blank = [
        below for above, below in pairwise(cells) if above.row >= top and above.text.strip() and not below.text.strip()
    ]
    return not blank or (lower.row_span > 1 and all(cell.row_span == 1 for cell in blank))


def _leaves_blank(table: Table, col: int) -> bool:
    """Whether a column has blank cells of one row under filled ones."""
    cells = [row[col] for row in table.grid]
    return any(
        below.row_span == 1 and not below.text.strip() and above.text.strip() and above.page == below.page
        for above, below in pairwise(cells)
    )
