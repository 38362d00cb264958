"""The lines above a table: which of them is its name, and which only say whose, of when and in what unit it is."""

import re
from collections.abc import Sequence
from itertools import islice

from extractors.document.model import Block, Paragraph, Table
from extractors.values.line_shapes import BODY, LABELLED_LINE, ORGANISATION_LINE, ends_sentence, is_note, is_number_line
from extractors.values.text import clean, compact
from schemas.words.lines import line_words

_LINES = 8
"""No form seen has more lines above it than this."""

_LONGEST = 60
"""A title is no longer; nor is a label that introduces a table with a colon longer than `_LABEL`."""

_LABEL = 20

_WORDS = line_words()
_NO_NAMES = (ORGANISATION_LINE, _WORDS.period, _WORDS.unit_word, _WORDS.continued)
_LINE_OR_LABEL = re.compile(rf"\n|\s+(?={_WORDS.before_label})")
"""Where a name within a cell may end; text prints a line break as a space."""
_NAME_ROWS = 3
"""A name inside a table stands in one of so many rows that print something; white rules make blank ones above it."""


def context_above(blocks: Sequence[Block]) -> tuple[list[Paragraph], str | None]:
    """The lines above the end of `blocks` that belong to a table there, in order, and the name among them.

    The name is the nearest line that does not only say whose, of when or in what unit the table is. The lines go up to
    it, and to a number that stands above it. A body's name is the table's only where none stands above it.
    """
    context, title = _up_to_name(blocks)
    if title is not None and BODY.fullmatch(compact(title)):
        more, above = _up_to_name(blocks[: len(blocks) - len(context)])
        if above is not None and _is_table_name(above):
            return [*more, *context], above
    return context, title


def _up_to_name(blocks: Sequence[Block]) -> tuple[list[Paragraph], str | None]:
    context: list[Paragraph] = []
    title: str | None = None
    for block in reversed(blocks[-_LINES:]):
        if not isinstance(block, Paragraph) or not _may_belong(block.text):
            break
        if title is not None and not is_number_line(block.text) and not _continues(block.text, title):
            break
        context.insert(0, block)
        title = title or _name(block.text)
    return context, title


def title_inside(table: Table) -> str | None:
    """The name that stands in a table's first rows: alone in its row, its first lines ending in 表."""
    printed = (texts for row in table.grid if (texts := {id(cell): cell.text for cell in row if cell.text.strip()}))
    for texts in islice(printed, _NAME_ROWS):
        if len(texts) != 1:
            break
        (text,) = texts.values()
        if name := first_lines(text):
            return name
        if not is_number_line(text):
            break
    return None


def first_lines(text: str) -> str | None:
    """The name of a table that the first lines of a cell make; whose it is may stand in the lines below."""
    name = ""
    for line in _LINE_OR_LABEL.split(text)[:3]:
        name = clean(name + line)
        if _is_table_name(name) and len(name) <= _LONGEST:
            return name
    return None


def same_title(first: str | None, second: str | None) -> bool:
    """Whether a part named `second` may belong to a table named `first`: the same name, also with 续."""
    if second is None:
        return True
    return first is not None and _uncontinued(first) == _uncontinued(second)


def goes_on_by_name(title: str | None) -> bool:
    """Whether a title says that its table goes on with another (续表)."""
    return title is not None and _uncontinued(title) != compact(title)


def _continues(line: str, title: str) -> bool:
    """Whether a line says that the table of some name goes on: its name with 续."""
    return goes_on_by_name(line) and same_title(title, line)


def repeats(first: Table, line: Paragraph) -> bool:
    """Whether a line above a later part says only what stands above the first, or that the table goes on."""
    said = _uncontinued(line.text)
    return not said or said == compact(first.title or "") or any(said == compact(known.text) for known in first.context)


def _uncontinued(title: str) -> str:
    folded = compact(title)
    marks = list(_WORDS.continued.finditer(folded))
    return folded[: marks[-1].start()] if marks and marks[-1].end() == len(folded) else folded


def _may_belong(text: str) -> bool:
    if len(text) > _LONGEST or is_note(text):
        return False
    return not ends_sentence(text) or (len(text) <= _LABEL and text.endswith(("：", ":")))


def _name(text: str) -> str | None:
    """The name that a line above a table gives it; None where it only says whose, of when or in what unit it is."""
    rest = without_unit(text)
    label = LABELLED_LINE.match(rest)
    if _is_table_name(rest) and (label is None or is_number_line(label[0])):
        return rest
    if rest != text:
        return rest if rest.endswith(_WORDS.name_ends) and not _is_plain(rest) else None
    return None if _is_plain(rest) else rest.rstrip("：:")


def without_unit(line: str) -> str:
    """A line without the unit of money that it ends with."""
    unit = next((mark for mark in _WORDS.unit_end.finditer(line) if mark.end() == len(line)), None)
    return line[: unit.start()] if unit else line


def _is_table_name(text: str) -> bool:
    marks = list(_WORDS.table_name.finditer(text))
    return bool(marks) and marks[-1].end() == len(text) and bool(_uncontinued(text)) and not is_number_line(text)


def _is_plain(text: str) -> bool:
    if LABELLED_LINE.match(text):
        return not text.endswith(("：", ":")) or any(word in text for word in _WORDS.labels)
    folded = compact(text)
    return not folded or is_number_line(text) or any(pattern.fullmatch(folded) for pattern in _NO_NAMES)
