"""Making whole again what page breaks cut in two: sentences and tables."""

import re
from collections.abc import Iterable

from extractors.assemble.page_breaks import append_part, append_whole
from extractors.assemble.repeated_heads import other_header, repeated_header
from extractors.assemble.same_columns import common_columns, put_back, turned
from extractors.assemble.side_by_side import cut_off_right, part_beside, put_beside
from extractors.assemble.tables_beside import right_above
from extractors.assemble.titles import context_above, goes_on_by_name, repeats, same_title, title_inside
from extractors.document.model import Block, Paragraph, Table
from extractors.values.enumerators import enumerator
from extractors.values.line_shapes import LABELLED_LINE, ORGANISATION_LINE, ends_sentence, is_note, is_number_line
from extractors.values.money import UNIT_LINE
from extractors.values.text import compact

_PAIRS = ("“”", "（）", "()", "《》", "【】")
_CLAUSE = re.compile(r"[，。；：,]")
_STOPS = ("。", "！", "？")
_GOES_ON = tuple("，。；、）”》,.;)%％")


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


def join_sheets(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of sheets, numbered; a table that goes on by its name (续表) under the same head is joined.

    Each sheet's table is a whole else. Under another head it is more columns of the same rows, or another table.
    """
    joined: list[Block] = []
    for block in blocks:
        above = len(joined) - len(block.context) if isinstance(block, Table) else 0
        last = joined[above - 1] if above > 0 else None
        if isinstance(last, Table) and isinstance(block, Table) and _goes_on_in_sheet(last, block, joined[above:]):
            del joined[above:]
            append_whole(last, block)
        else:
            joined.append(block)
    return number_blocks(joined)


def _goes_on_in_sheet(first: Table, second: Table, between: list[Block]) -> bool:
    if any(block is not line for block, line in zip(between, second.context, strict=True)):
        return False
    if not _said_to_go_on(second.context) or not same_title(first.title, second.title):
        return False
    if first.columns != second.columns or not all(repeats(first, line) for line in second.context):
        return False
    return repeated_header(first, second) > 0


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
    """Whether a page or a line break cut one paragraph in two: by its lines where they are known, else by its words."""
    if first.closed or is_note(first.text) or is_number_line(first.text) or is_number_line(second.text):
        return False
    broken = first.full and first.marks[-1][1] is None and not first.text.endswith(_STOPS)
    if broken and not enumerator(second.text):
        return True
    turned = first.marks[-1][1] != second.marks[0][1]
    if turned and first.full and second.flush and not enumerator(second.text) and not _begins_anew(first, second):
        return True
    return _sentence_goes_on(first.text, second.text)


def _begins_anew(first: Paragraph, second: Paragraph) -> bool:
    """Whether a line is a heading below a sentence that ended, though on a page of tables none is further left."""
    heading = not second.full and not _CLAUSE.search(second.text) and not ends_sentence(second.text)
    return heading and ends_sentence(first.text)


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
    title = title_inside(table) or title
    before = len(blocks) - max(0, len(context) - len(table.context))
    last = blocks[before - 1] if before else None
    part = part_beside(last, table) if isinstance(last, Table) and not context and title is None else None
    if part and isinstance(last, Table):
        put_beside(last, table, part)
        return
    if isinstance(last, Table) and (part := cut_off_right(last, table, title)):
        put_beside(last, table, part)
        last.context, last.title = (last.context, last.title) if last.title else (context, title)
        del blocks[before:]
        return
    above = right_above(blocks[:before], table) if not context and title is None else last
    if isinstance(above, Table) and _same_table(above, table, context, title):
        del blocks[before:]
        append_part(above, table)
        return
    table.context = context
    table.title = title
    blocks.append(table)


def _same_table(first: Table, second: Table, context: list[Paragraph], title: str | None) -> bool:
    if not same_title(first.title, title) or (title is None and other_header(first, second)):
        return False
    numbered = title is None and _numbers(first, context)
    if not numbered and not all(repeats(first, paragraph) for paragraph in context):
        return False
    if first.ragged or second.ragged:
        return False
    before = common_columns(first, second, mixed=not context and title is None)
    if before is None:
        said = goes_on_by_name(title) or _said_to_go_on(context)
        return said and first.columns == second.columns and repeated_header(first, second) > 0
    going = not context or numbered or repeated_header(first, second) > 0 or _said_to_go_on(context)
    same = going or (title is None and _under_same_lines(first, second, context))
    if not same:
        put_back(before)
    return same


def _said_to_go_on(context: list[Paragraph]) -> bool:
    """Whether the lines above a part say that its table goes on: its head may be set otherwise than above the first."""
    return any(goes_on_by_name(line.text) for line in context)


def _under_same_lines(first: Table, second: Table, context: list[Paragraph]) -> bool:
    """Whether a part without a header stands under all the lines that say whose and in what unit the first is."""
    said, known = (
        [compact(line.text) for line in lines if line.text != first.title] for lines in (context, first.context)
    )
    return said == known[-len(said) :] and len(first.edges) == len(second.edges) > 0 and turned(first, second)


def _numbers(first: Table, context: list[Paragraph]) -> bool:
    """Whether the lines above a part only repeat the number of the first, also where it is printed on two lines."""
    said, known = ("".join(compact(line.text) for line in lines) for lines in (context, first.context))
    after = known[len(said) : len(said) + 1]
    return is_number_line(said) and known.startswith(said) and not after.isdigit()
