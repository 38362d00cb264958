"""Making whole again what page breaks cut in two: sentences and tables."""

import re
from collections.abc import Iterable

from extractors.document import Block, Cell, Paragraph, Table
from extractors.patterns import LABELLED_LINE, ORGANISATION_LINE, UNIT_LINE, ends_sentence, enumerator
from extractors.text import compact

_PAIRS = ("“”", "（）", "()", "《》", "【】")
_CLAUSE = re.compile(r"[，。；：,]")
_GOES_ON = tuple("，。；、）”》,.;)%％")
_EDGE_TOLERANCE = 3.0
"""Points by which the rules of two parts of one table may differ."""

_VALUE = re.compile(r"[≥≤<>＜＞=]*[\d.,，]+(?:%|％|[\u4e00-\u9fff]{0,4})")
"""A whole number or target."""

_ROOM = 2.0
"""Points by which a word's width may be misjudged."""

_HEADER_ROWS = 4
"""No form seen repeats more rows than this at the top of a page."""


def join_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Paragraphs and tables with what page breaks separated joined, tables with their context, all numbered.

    A table's context are the lines above it, from its title on. Repeated headers and the repeated context of a
    continued table are dropped.
    """
    joined: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            last = joined[-1] if joined else None
            if isinstance(last, Paragraph) and _goes_on(last, block):
                shift = len(last.text)
                last.marks += [(shift + start, page, line) for start, page, line in block.marks]
                last.text += block.text
                last.full, last.closed = block.full, block.closed
            else:
                joined.append(block)
        else:
            _add_table(joined, block)
    return number_blocks(joined)


def number_blocks(blocks: list[Block]) -> list[Block]:
    """The same blocks, their paragraphs and tables numbered."""
    tables = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            block.index = index
        else:
            tables += 1
            block.index = tables
    return blocks


def _goes_on(first: Paragraph, second: Paragraph) -> bool:
    """Whether a page break cut one paragraph in two: by its lines where they are known, else by its words."""
    if first.closed:
        return False
    turned = first.marks[-1][1] != second.marks[0][1]
    if turned and first.full and second.flush and not enumerator(second.text):
        return True
    return _sentence_goes_on(first.text, second.text)


def _sentence_goes_on(first: str, second: str) -> bool:
    if ends_sentence(first) or UNIT_LINE.fullmatch(first) or ORGANISATION_LINE.fullmatch(first):
        return False
    if second.startswith(_GOES_ON):
        return True
    if enumerator(second) or LABELLED_LINE.match(second) or ORGANISATION_LINE.fullmatch(second):
        return False
    if any(first.count(pair[0]) > first.count(pair[1]) for pair in _PAIRS):
        return True
    numbered = enumerator(first)
    if numbered and numbered[0] in ("part", "chinese") and len(first) <= 40:
        return False
    return bool(_CLAUSE.search(numbered[2] if numbered else first))


def _add_table(blocks: list[Block], table: Table) -> None:
    context, title = context_above([*blocks, *table.context])  # a reader may know lines that stand in the table
    before = len(blocks) - max(0, len(context) - len(table.context))
    last = blocks[before - 1] if before else None
    if isinstance(last, Table) and _same_table(last, table, context, title):
        del blocks[before:]
        _append_rows(last, table)
        return
    table.context = context
    table.title = title.text.rstrip("：:") if title else None
    blocks.append(table)


def context_above(blocks: list[Block]) -> tuple[list[Paragraph], Paragraph | None]:
    """The lines above the end of `blocks` that belong to a table there, in order, and the one that is its title."""
    context: list[Paragraph] = []
    for block in reversed(blocks[-6:]):
        if not isinstance(block, Paragraph) or not _is_table_line(block.text):
            break
        context.insert(0, block)
        plain = UNIT_LINE.fullmatch(block.text) or ORGANISATION_LINE.fullmatch(block.text)
        if not plain and not LABELLED_LINE.match(block.text):
            return context, block
    return context, None


def _is_table_line(text: str) -> bool:
    return len(text) <= 60 and (not ends_sentence(text) or (len(text) <= 20 and text.endswith(("：", ":"))))


def _same_table(first: Table, second: Table, context: list[Paragraph], title: Paragraph | None) -> bool:
    if title is not None and (first.title is None or compact(title.text) != compact(first.title)):
        return False
    known = {compact(paragraph.text) for paragraph in first.context}
    if any(compact(paragraph.text) not in known for paragraph in context):
        return False
    if first.ragged or second.ragged:
        return False
    if first.edges and second.edges:
        if not _align(first, second):
            return False
    elif first.columns != second.columns:
        return False
    return not context or _repeated_header(first, second) > 0


def _align(first: Table, second: Table) -> bool:
    """Gives two parts the same columns where their outer rules agree and one's inner rules are among the other's.

    A part may lack a rule that none of its rows needs (a column that all of them merge).
    """
    fine, coarse = (first, second) if len(first.edges) >= len(second.edges) else (second, first)
    at = [min(range(len(fine.edges)), key=lambda n: abs(fine.edges[n] - edge)) for edge in coarse.edges]
    if at[0] != 0 or at[-1] != len(fine.edges) - 1 or len(set(at)) < len(at):
        return False
    if any(abs(fine.edges[n] - edge) > _EDGE_TOLERANCE for n, edge in zip(at, coarse.edges, strict=True)):
        return False
    for cell in coarse.cells:
        cell.col, cell.col_span = at[cell.col], at[cell.col + cell.col_span] - at[cell.col]
    coarse.edges, coarse.columns = fine.edges, fine.columns
    coarse.__dict__.pop("grid", None)
    return True


def _repeated_header(first: Table, second: Table) -> int:
    """How many rows at the top of `second` repeat those of `first`, white space aside."""
    count = 0
    for row in range(min(first.rows, second.rows, _HEADER_ROWS)):
        texts = [[compact(cell.text) for cell in table.grid[row]] for table in (first, second)]
        if texts[0] != texts[1] or not any(texts[0]):
            break
        count += 1
    return count


def _append_rows(first: Table, second: Table) -> None:
    """Adds a part's rows: a row that the page break cut is made whole, a cell merged over the break is one cell."""
    skipped = _repeated_header(first, second)
    rest = [cell for cell in second.cells if cell.row >= skipped]
    if rest and rest[0].page is not None and rest[0].page != first.cells[-1].page:
        if _row_was_cut(first, second, skipped):
            rest = _mend_row(first, second, skipped)
            skipped += 1
        else:
            rest = _merge_down(first, second, skipped)
    shift = first.rows - skipped
    for cell in rest:
        cell.row += shift
        first.cells.append(cell)
    first.rows += second.rows - skipped
    if first.agreement and second.agreement:
        first.agreement = (first.agreement[0] + second.agreement[0], first.agreement[1] + second.agreement[1])
    first.__dict__.pop("grid", None)


def _row_was_cut(first: Table, second: Table, row: int) -> bool:
    """Whether a row of `second` goes on with the last row of `first`.

    It does where each of its texts goes on with one above that left no room for its first word.
    """
    if row >= second.rows:
        return False
    pairs = [(upper, lower) for upper, lower in _columns(first, second, row) if lower.text.strip()]
    return bool(pairs) and all(
        upper.text.strip() and lower.lead > upper.room - _ROOM and not _two_values(upper, lower)
        for upper, lower in pairs
    )


def _two_values(upper: Cell, lower: Cell) -> bool:
    """Whether both cells hold a whole number or target."""
    return all(_VALUE.fullmatch(compact(cell.text)) for cell in (upper, lower))


def _columns(first: Table, second: Table, row: int) -> list[tuple[Cell, Cell]]:
    """The cells of the last row of `first` with those of a row of `second` in the same columns."""
    above, below = first.grid[first.rows - 1], second.grid[row]
    return [
        (above[col], below[col])
        for col in range(first.columns)
        if below[col].col == col and below[col].row == row and above[col].col == col
    ]


def _mend_row(first: Table, second: Table, row: int) -> list[Cell]:
    """Adds the text of a cut row to the row above, and the rows that its merged cells reach; the cells left."""
    mended = set()
    for upper, lower in _columns(first, second, row):
        if lower.text.strip():
            upper.text, upper.room = f"{upper.text}\n{lower.text}", lower.room
        upper.row_span += lower.row_span - 1
        mended.add(id(lower))
    return [cell for cell in second.cells if cell.row >= row and id(cell) not in mended]


def _merge_down(first: Table, second: Table, row: int) -> list[Cell]:
    """Lets the cells of the last row reach down over blank ones at the left of the next page's first row.

    A merged cell that a page break cuts is blank below it, or its text goes on there; and so are all left of it.
    """
    if row >= second.rows or not any(cell.text.strip() for cell in second.row_cells(row)):
        return [cell for cell in second.cells if cell.row >= row]
    swallowed: set[int] = set()
    for upper, lower in _columns(first, second, row):
        if lower.text.strip():
            cut = upper.row_span > 1 and lower.lead > upper.room - _ROOM and not ends_sentence(upper.text)
            if not (cut and swallowed):
                break
            upper.text, upper.room = f"{upper.text}\n{lower.text}", lower.room
        upper.row_span += lower.row_span
        swallowed.add(id(lower))
    return [cell for cell in second.cells if cell.row >= row and id(cell) not in swallowed]
