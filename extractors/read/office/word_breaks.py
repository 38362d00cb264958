"""Where a paragraph of a Word file is broken by hand: only layout, or where one line ends and another begins."""

from collections.abc import Iterator

from extractors.values.enumerators import enumerator
from extractors.values.line_shapes import LABELLED_LINE, ends_sentence
from extractors.values.money import UNIT_LINE
from extractors.values.text import clean


def lines_of_paragraph(text: str) -> Iterator[str]:
    """A paragraph, or several where a line break in it stands where one ends; other breaks are only layout."""
    open_line = ""
    for piece in text.split("\n"):
        line = clean(piece)
        starts = enumerator(line) or LABELLED_LINE.match(line) or UNIT_LINE.fullmatch(line)
        if open_line and line and (starts or ends_sentence(open_line)):
            yield open_line
            open_line = ""
        open_line = clean(f"{open_line} {line}")
    if open_line:
        yield open_line
