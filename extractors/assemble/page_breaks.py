"""Making whole again the rows and merged cells of a table that a page break cut in two."""

import re
from itertools import pairwise

from extractors.assemble.open_rows import (
    COMPARING,
    VALUE,
    columns_at_break,
    merge_open,
    row_left_open,
    two_signs,
    two_values,
)
from extractors.assemble.repeated_heads import drop_overflow, repeated_header, without_inner_head
from extractors.document.model import Cell, Table
from extractors.values.enumerators import enumerator
from extractors.values.line_shapes import ends_sentence
from extractors.values.numbers import is_number
from extractors.values.text import compact
from schemas.words.lines import line_words

_TOKEN = re.compile(r"[0-9A-Za-z.,]+")
_WORD = re.compile(r"[^\u2e80-\uffef\s]+")
"""A run of other letters than ideographs, the first of which a cell's `lead` measures."""

_CODE = re.compile(r"[A-Za-z]?\d+")
_TWO_DECIMALS = re.compile(r".*\.\d\d")

_LABEL = re.compile(r"[^\d≥≤≧≦<>＜＞=]+")
"""What the head of a column may be: a text with a figure or a sign may end in a number that goes on."""

_NAME_ENDS = line_words().item_ends
"""Where the name of an item ends; two cells that both end so are two items."""

_ROOM = 2.0
"""Points by which a word's width may be misjudged."""

_MOST, _WIDE = 4, 5
"""Where so many texts of a row go on, one more may begin on a line of its own; one of them at least in a column of so
many ideographs, for in a narrow one every other text fills its last line."""

_TWO, _MOST_OF = 2, 2 / 3
"""So many texts of a remainder, and such a share of them, go on where one may not."""

_FEWEST_BLANK = 2
"""So many cells at least are blank under filled ones in a row that holds the rest of the one above."""


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
            cut = _row_was_cut(first, second, skipped) or _labels_were_cut(first, second, skipped)
        if cut:
            rest = _mend_row(first, second, skipped)
            skipped += 1
        elif reached := merge_open(pairs, skipped):
            rest = [cell for cell in second.cells if cell.row >= skipped and id(cell) not in reached]
        else:
            rest = _merge_down(first, second, skipped)
    first.parts += [part._replace(row=first.rows, rows=second.rows - skipped) for part in second.parts]
    shift = first.rows - skipped
    for cell in rest:
        cell.row += shift
        first.cells.append(cell)
    first.rows += second.rows - skipped
    first.__dict__.pop("grid", None)


def _row_was_cut(first: Table, second: Table, row: int) -> bool:
    """Whether a row of `second` goes on with the last row of `first`, as each of its texts says."""
    pairs = _filled_below(first, second, row)
    if not pairs or any(two_signs(*pair) for pair in pairs) or _numbers_begin(first, pairs):
        return False
    rest = _is_remainder(first, second, row)
    values = [pair for pair in pairs if VALUE.fullmatch(compact(pair[1].text))]
    texts = [pair for pair in pairs if not VALUE.fullmatch(compact(pair[1].text))]
    if any(upper.col_span != lower.col_span for upper, lower in pairs) or not all(
        _text_goes_on(*pair) or (rest and _had_no_room(*pair)) or _number_broke(first, *pair) for pair in values
    ):
        return False
    if rest and all(_had_no_room(*pair) for pair in texts):
        return True
    if rest and _most_go_on(pairs):
        return True
    going = [pair for pair in texts if _text_goes_on(*pair)]
    wide = sum(_is_wide(*pair) for pair in texts)
    if len(going) == len(texts) or (going and wide > 1 and all(_had_no_room(*pair) for pair in texts)):
        return True  # a paragraph takes its last line but one along to the next page
    return len(going) >= max(_MOST, len(texts) - 1) and any(_is_wide(*pair) for pair in going)


def _numbers_begin(table: Table, pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether a row is the first one under a head that ends a page: numbers stand under labels of columns without any.

    Narrow columns leave no label room for a number, and a sum's blank cells look like those of a remainder.
    """
    numbered = {cell.col for cell in table.cells if is_number(compact(cell.text))}
    begun = [
        upper
        for upper, lower in pairs
        if is_number(compact(lower.text)) and upper.col not in numbered and _LABEL.fullmatch(compact(upper.text))
    ]
    return len(begun) > 1 or (len(begun) == 1 and not numbered)


def _most_go_on(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether most texts of a remainder go on, and none begins something: a line may break early."""
    going = sum(_text_goes_on(*pair) for pair in pairs)
    begun = any(enumerator(lower.text.strip()) or ends_sentence(compact(upper.text)) for upper, lower in pairs)
    return not begun and going >= max(_TWO, _MOST_OF * len(pairs))


def _number_broke(table: Table, upper: Cell, lower: Cell) -> bool:
    """Whether two pieces are one number that broke where the column's other numbers break."""
    above, below = upper.text.rpartition("\n")[2].strip(), compact(lower.text)
    if not (_TOKEN.fullmatch(above) and _TOKEN.fullmatch(below) and is_number(compact(upper.text) + below)):
        return False
    cells = (cell for cell in table.cells if cell.col == upper.col and cell.col_span == upper.col_span)
    broken = (cell.text.split("\n") for cell in cells if "\n" in cell.text and is_number(cell.text.replace("\n", "")))
    breaks = {len(line) for lines in broken for line in lines[:-1]}
    return len(above) in breaks


def _is_remainder(first: Table, second: Table, row: int) -> bool:
    """Whether a row holds only what was left of the one above: most of its cells are blank under filled ones.

    A row of its own names what it is about. So it need not be asked how much room was left below the texts above, which
    cells whose rules run out of the page do not tell.
    """
    pairs = [(upper, lower) for upper, lower in columns_at_break(first, second, row) if upper.text.strip()]
    blank = [pair for pair in pairs if not pair[1].text.strip()]
    return len(blank) >= max(_FEWEST_BLANK, len(pairs) - len(blank))


def _labels_were_cut(first: Table, second: Table, row: int) -> bool:
    """Whether a page break cut a header's last row: labels in merged cells go on, whatever stands beside them.

    In the middle of a merged cell a label leaves room below it, or stands on the next page as a whole.
    """
    if row >= second.rows or any(is_number(compact(cell.text)) for cell in first.cells):
        return False
    pairs = _filled_below(first, second, row)
    cut = [pair for pair in pairs if pair[0].text.strip()]
    return (
        len(cut) > 1
        and all(upper.col_span == lower.col_span and not is_number(compact(lower.text)) for upper, lower in pairs)
        and all(_had_no_room(*pair) for pair in cut)
        and any(upper.row_span > 1 for upper, _ in cut)
    )


def _is_wide(upper: Cell, lower: Cell) -> bool:
    """Whether many letters fit into a line of a cell, so that its last one is not full by chance."""
    return upper.box is not None and upper.box[2] - upper.box[0] > _WIDE * lower.lead


def _filled_below(first: Table, second: Table, row: int) -> list[tuple[Cell, Cell]]:
    """The filled cells of a row of `second`, each with that above it."""
    return [(upper, lower) for upper, lower in columns_at_break(first, second, row) if lower.text.strip()]


def _text_goes_on(upper: Cell, lower: Cell) -> bool:
    """Whether a text goes on with one above the page break, which left no room for a line or its first word."""
    return upper.filled and _had_no_room(upper, lower)


def _had_no_room(upper: Cell, lower: Cell) -> bool:
    """Whether a text may go on with one whose last line left no room for its first word."""
    above, below = compact(upper.text), compact(lower.text)
    if not above or not below or lower.text.startswith("\u3000") or line_words().part_of.match(below):
        return False
    if enumerator(lower.text.strip()) and not ends_sentence(above):
        return False
    if above.endswith(_NAME_ENDS) and below.endswith(_NAME_ENDS) and below not in _NAME_ENDS:
        return False
    if _TOKEN.match(above[-1]) and _TOKEN.match(below) and (word := _WORD.match(lower.text.lstrip())):
        letter = lower.lead / len(word[0])
        return upper.room < letter + _ROOM / 2 and (not two_values(above, below) or _one_value(above, below))
    return lower.lead > upper.room - _ROOM and not two_values(above, below)


def _one_value(above: str, below: str) -> bool:
    """Whether two pieces are one number, code or limit that was too wide for its cell."""
    above = above.lstrip(COMPARING)
    if _CODE.fullmatch(above + below):
        return True
    return is_number(above + below) and not _TWO_DECIMALS.fullmatch(above)


def _mend_row(first: Table, second: Table, row: int) -> list[Cell]:
    """Adds the text of a cut row to the row above, and the rows that its merged cells reach; the cells left."""
    mended = set()
    for upper, lower in columns_at_break(first, second, row):
        if lower.text.strip():
            upper.go_on(lower)
        upper.row_span += lower.row_span - 1
        mended.add(id(lower))
    return [cell for cell in second.cells if cell.row >= row and id(cell) not in mended]


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
    for upper, lower in columns_at_break(first, second, row):
        if lower.text.strip() and not upper.text.strip() and _is_one_label(first, upper, lower):
            upper.text, label_below = lower.text, True
        elif lower.text.strip():
            if not ((header or ((begun or swallowed) and _is_merged(upper, lower))) and _text_goes_on(upper, lower)):
                if header:
                    continue
                break
            upper.go_on(lower)
        elif _leaves_blank(first, upper.col):
            continue
        elif label_below and upper.text.strip() and upper.row_span == 1:
            break  # a row of the label's own, not the rest of the one above
        upper.row_span += lower.row_span
        swallowed.add(id(lower))
    return [cell for cell in second.cells if cell.row >= row and id(cell) not in swallowed]


def _span_goes_on(first: Table, second: Table, row: int) -> bool:
    """Whether the cells at the left that share several rows were cut in their first one.

    Each goes on or is blank below a filled one; a new group would have an amount, or one text at least of its own.
    """
    pairs = columns_at_break(first, second, row)
    spanning = [pair for pair in pairs if pair[1].row_span == pairs[0][1].row_span]
    if not spanning or pairs[0][1].row_span == 1:
        return False
    going = [pair for pair in spanning if pair[1].text.strip() and _text_goes_on(*pair)]
    blank = [pair for pair in spanning if not pair[1].text.strip() and pair[0].text.strip()]
    return len(spanning) >= _TWO and len(going) + len(blank) == len(spanning)


def _is_one_label(table: Table, upper: Cell, lower: Cell) -> bool:
    """Whether a blank cell and the filled one below the break are one merged cell whose text stands in its middle."""
    merged = upper.row_span + lower.row_span > 2 and upper.col_span == lower.col_span
    return merged and not _leaves_blank(table, upper.col)


def _header_was_cut(first: Table, second: Table, row: int) -> bool:
    """Whether a page break cut merged labels beside one that is divided below it: several go on, and columns differ."""
    pairs = _filled_below(first, second, row)
    if any(is_number(compact(cell.text)) for cell in second.row_cells(row)):
        return False
    divided = any(upper.col_span > lower.col_span for upper, lower in pairs)
    return divided and sum(_text_goes_on(upper, lower) for upper, lower in pairs) > 1


def _is_merged(upper: Cell, lower: Cell) -> bool:
    """Whether two cells are one that several rows share, or a long text that has not come to its end."""
    if upper.row_span > 1 or lower.row_span > 1:
        return True
    return "\n" in upper.text and not ends_sentence(compact(upper.text))


def _leaves_blank(table: Table, col: int) -> bool:
    """Whether a column has blank cells of one row under filled ones."""
    cells = [row[col] for row in table.grid]
    return any(
        below.row_span == 1 and not below.text.strip() and above.text.strip() and above.page == below.page
        for above, below in pairwise(cells)
    )
