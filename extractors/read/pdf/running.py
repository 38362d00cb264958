"""Running headers and footers: lines in the margin that many pages repeat, and that say nothing of one page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from extractors.document.model import Table
from extractors.read.pdf.content import Line
from extractors.values.line_shapes import ORGANISATION_LINE, is_number_line
from extractors.values.money import MONEY_UNIT
from extractors.values.text import compact
from schemas.words.lines import line_words

_RUNNING = 3
"""A line in the margin that stands on at least so many pages is a running header or footer."""

_ALIKE = 0.5
"""Share of the tables right below a repeated line that begin alike where it is the name of a form printed often."""

_BEHIND = re.compile(r"\s*(?:[（(][^（()）]*[）)])?\s*$")
"""What a table's name may have behind it: …预算表（不含上年结转）."""

Items = Sequence[Table | Line]


def printed_once(pages: Sequence[Items]) -> Iterator[list[Table | Line]]:
    """The items of each page without running headers and footers."""
    margins = Counter(_masked(item.text) for items in pages for item in items if isinstance(item, Line) and item.margin)
    running = {text for text, count in margins.items() if count >= _RUNNING} - _names_of_forms(pages, margins)
    for items in pages:
        yield [
            item
            for item in items
            if isinstance(item, Table)
            or not item.margin
            or _masked(item.text) not in running
            or _is_of_table(item.text)
        ]


def _names_of_forms(pages: Sequence[Items], margins: Counter[str]) -> set[str]:
    """The repeated lines that are names of tables: one stands right above each time, and most begin with one label.

    A name that is left alone at the foot of a page is that of the table which begins the next.
    """
    below: defaultdict[str, list[str]] = defaultdict(list)
    for items, following in zip_longest(pages, pages[1:], fillvalue=()):
        of_next = next((other for other in following if isinstance(other, Table) or not other.margin), None)
        for at, item in enumerate(items):
            if isinstance(item, Line) and item.margin and _BEHIND.sub("", item.text).endswith(line_words().table):
                table = next((other for other in items[at + 1 :] if not _is_between(other)), of_next)
                below[_masked(item.text)].append(_beginning(table) if isinstance(table, Table) else "")
    return {
        text
        for text, labels in below.items()
        if len(labels) == margins[text] and all(labels) and max(Counter(labels).values()) >= _ALIKE * len(labels)
    }


def _is_between(item: Table | Line) -> bool:
    """Whether a line may stand between a table's name and the table."""
    return isinstance(item, Line) and _is_of_table(item.text)


def _beginning(table: Table) -> str:
    return next((text for cell in table.cells if (text := compact(cell.text))), "")


def _is_of_table(text: str) -> bool:
    """Whether a line is a table's unit, number or body: it too is repeated where the table goes on."""
    if MONEY_UNIT.search(text) or ORGANISATION_LINE.fullmatch(text.strip()):
        return True
    return line_words().table in text and is_number_line(text)


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", compact(text))
