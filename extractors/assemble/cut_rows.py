"""Whether a page break cut a row in two: the texts above it had no room, and those below it go on with them."""

import re

from extractors.assemble.open_rows import (
    COMPARING,
    NEAR,
    VALUE,
    are_pieces,
    columns_at_break,
    is_one_number,
    two_signs,
    two_values,
)
from extractors.document.model import Cell, Table
from extractors.values.enumerators import enumerator
from extractors.values.line_shapes import ends_sentence
from extractors.values.numbers import is_number
from extractors.values.text import compact
from schemas.words.lines import line_words

_TOKEN = re.compile(r"[0-9A-Za-z.,]+")
_WORD = re.compile(r"([^\u2e80-\uffef\s]+)([％）》」』】”’，。、；：]*)")
"""A run of other letters than ideographs, and the wide marks that begin no line: a cell's `lead` measures both."""

_CODE = re.compile(r"[A-Za-z]?\d+")
_TWO_DECIMALS = re.compile(r".*\.\d\d")

_LABEL = re.compile(r"(?=.*\w)[^\d≥≤≧≦<>＜＞=]+")
"""What the head of a column may be: a text with a figure or a sign may end in a number that goes on."""

_CLAUSE = re.compile(r"[，。；：,;]")

_NAME_ENDS, _INDICATOR_ENDS = line_words().item_ends, line_words().indicator_ends
"""Where the names of an item and of an indicator end; two cells that both end so are two items, or two indicators."""

_ROOM = 2.0
"""Points by which a word's width may be misjudged."""

_MOST, _WIDE = 4, 5
"""Where so many texts of a row go on, one more may begin on a line of its own; one of them at least in a column of so
many ideographs, for in a narrow one every other text fills its last line."""

_TWO, _MOST_OF = 2, 2 / 3
"""So many texts of a remainder, and such a share of them, go on where one may not."""

_FEWEST_BLANK = 2
"""So many cells at least are blank under filled ones in a row that holds the rest of the one above."""


def row_was_cut(first: Table, second: Table, row: int) -> bool:
    """Whether a row of `second` goes on with the last row of `first`, as each of its texts says."""
    pairs = filled_below(first, second, row)
    if not pairs or any(two_signs(*pair) for pair in pairs) or _numbers_begin(first, pairs):
        return False
    rest = _is_remainder(first, second, row)
    if any(upper.col_span != lower.col_span for upper, lower in pairs):
        return False
    values = [pair for pair in pairs if VALUE.fullmatch(compact(pair[1].text))]
    if not all(text_goes_on(*pair) or (rest and _had_no_room(*pair)) or _number_broke(first, *pair) for pair in values):
        return False
    texts = [pair for pair in pairs if not VALUE.fullmatch(compact(pair[1].text))]
    if rest and (all(_had_no_room(*pair) for pair in texts) or _most_go_on(pairs)):
        return True
    return _texts_go_on(texts, {id(lower) for upper, lower in texts if _is_of_column(first, second, upper, lower)})


def _is_of_column(first: Table, second: Table, upper: Cell, lower: Cell) -> bool:
    """Whether two texts make one that their column has elsewhere: it goes on whatever room there was, for its lines may
    be paragraphs (第一季 / 度完成).
    """
    near = (*first.cells[-NEAR:], *second.cells[:NEAR])
    whole = compact(upper.text + lower.text)
    return bool(upper.text.strip()) and any(cell.col == lower.col and compact(cell.text) == whole for cell in near)


def _texts_go_on(texts: list[tuple[Cell, Cell]], known: set[int]) -> bool:
    """Whether all texts of a row go on, or so many that the others only begin on a line of their own; those are `known`
    to whose lower parts these `id`s belong.
    """
    going = [pair for pair in texts if id(pair[1]) in known or text_goes_on(*pair)]
    wide = sum(_is_wide(*pair) for pair in texts)
    no_room = wide > 1 and all(id(pair[1]) in known or _had_no_room(*pair) for pair in texts)
    if len(going) == len(texts) or (going and no_room):
        return True  # a paragraph takes its last line but one along to the next page
    return len(going) >= max(_MOST, len(texts) - 1) and any(_is_wide(*pair) for pair in going)


def labels_were_cut(first: Table, second: Table, row: int) -> bool:
    """Whether a page break cut a header's last row: labels in merged cells go on, whatever stands beside them.

    In the middle of a merged cell a label leaves room below it, or stands on the next page as a whole.
    """
    if row >= second.rows or any(is_number(compact(cell.text)) for cell in first.cells):
        return False
    pairs = filled_below(first, second, row)
    cut = [pair for pair in pairs if pair[0].text.strip()]
    return (
        len(cut) > 1
        and all(upper.col_span == lower.col_span and not is_number(compact(lower.text)) for upper, lower in pairs)
        and all(_had_no_room(*pair) for pair in cut)
        and any(upper.row_span > 1 for upper, _ in cut)
    )


def filled_below(first: Table, second: Table, row: int) -> list[tuple[Cell, Cell]]:
    """The filled cells of a row of `second`, each with that above it."""
    return [(upper, lower) for upper, lower in columns_at_break(first, second, row) if lower.text.strip()]


def text_goes_on(upper: Cell, lower: Cell) -> bool:
    """Whether a text goes on with one above the page break, which left no room for a line or its first word."""
    return upper.filled and _had_no_room(upper, lower)


def number_goes_on(first: Table, second: Table, upper: Cell, lower: Cell) -> bool:
    """Whether the texts of a cell above and below the break are pieces of one number: what the rules or the other cells
    of its column say, or that the cell had no room for more of it.
    """
    if is_one_number(first, second, upper, lower):
        return True
    if not are_pieces(upper, lower):
        return False
    return _had_no_room(upper, lower) or _number_broke(first, upper, lower)


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
    going = sum(text_goes_on(*pair) for pair in pairs)
    begun = any(enumerator(lower.text.strip()) or ends_sentence(compact(upper.text)) for upper, lower in pairs)
    begun |= any(_two_indicators(compact(upper.text), compact(lower.text)) for upper, lower in pairs)
    return not begun and going >= max(_TWO, _MOST_OF * len(pairs))


def _two_indicators(above: str, below: str) -> bool:
    """Whether two texts are each the name of an indicator: neither is a clause, nor the second the last word of one."""
    if not above.endswith(_INDICATOR_ENDS) or not below.endswith((*_INDICATOR_ENDS, *line_words().count_ends)):
        return False
    return below not in _INDICATOR_ENDS and not _CLAUSE.search(above + below)


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


def _is_wide(upper: Cell, lower: Cell) -> bool:
    """Whether many letters fit into a line of a cell, so that its last one is not full by chance."""
    return upper.box is not None and upper.box[2] - upper.box[0] > _WIDE * lower.lead


def _had_no_room(upper: Cell, lower: Cell) -> bool:
    """Whether a text may go on with one whose last line left no room for its first word."""
    above, below = compact(upper.text), compact(lower.text)
    if not above or not below or lower.text.startswith("\u3000") or line_words().part_of.match(below):
        return False
    if enumerator(lower.text.strip()) and not ends_sentence(above):
        return False
    if above.endswith(_NAME_ENDS) and below.endswith(_NAME_ENDS) and below not in _NAME_ENDS:
        return False
    if _two_indicators(above, below):
        return False
    if _TOKEN.match(above[-1]) and _TOKEN.match(below) and (word := _WORD.match(lower.text.lstrip())):
        letter = lower.lead if len(word[1]) == 1 else lower.lead / (len(word[1]) + 2 * len(word[2]))
        return upper.room < letter + _ROOM / 2 and (not two_values(above, below) or _one_value(above, below))
    return lower.lead > upper.room - _ROOM and not two_values(above, below)


def _one_value(above: str, below: str) -> bool:
    """Whether two pieces are one number, code or limit that was too wide for its cell."""
    above = above.lstrip(COMPARING)
    if _CODE.fullmatch(above + below):
        return True
    return is_number(above + below) and not _TWO_DECIMALS.fullmatch(above)
