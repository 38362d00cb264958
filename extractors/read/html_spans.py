"""How far the cells of an HTML table reach, where their spans say more than the table has."""

import re
from collections import Counter
from collections.abc import Sequence

from lxml import etree

from extractors.read.html_style import BOXES

_DIGITS = re.compile(r"\s*\+?([0-9]{1,9})")
"""The HTML Standard's rules for parsing integers: `2;` and `2.5` are 2."""

FAR = 1_000
"""No table has so many columns; no cell spans so many rows or columns."""


def span(cell: etree._Element, name: str) -> int:
    """A span, by the digits that its value begins with; 0 and what is no number count as one."""
    value = _DIGITS.match(cell.get(name) or "")
    return min(max(1, int(value[1])), FAR) if value else 1


def spans_within(rows: Sequence[etree._Element]) -> tuple[dict[etree._Element, int], str | None]:
    """The columns that each cell of a table spans, and why that cannot be known, where it cannot.

    A span that alone is wider than most of the table's rows overshoots: it makes no columns. A row's overshooting
    cells share the columns that its others leave, where they can be shared alike.
    """
    spans = {cell: span(cell, "colspan") for row in rows for cell in row.iterchildren("td", "th")}
    widths = _widths(rows, spans)
    if any(row.get(BOXES) for row in rows) and len({width for width, _ in widths}) > 1:
        return spans, "the rows of the table (boxes that a style sheet sets side by side) have not as many cells each"
    counts = Counter(width for width, _ in widths)
    usual = max(counts, key=lambda width: (counts[width], width), default=0)
    ragged = None
    for number, (row, (width, above)) in enumerate(zip(rows, widths, strict=True)):
        cells = list(row.iterchildren("td", "th"))
        wide = [cell for cell in cells if spans[cell] > usual]
        if width <= usual or not wide:
            continue
        room = usual - above - sum(spans[cell] for cell in cells if spans[cell] <= usual)
        share, rest = divmod(room, len(wide))
        if share < 1 or rest:
            ragged = (
                f"row {number} of the table spans more columns than the table has, so that which column its cells "
                "belong to cannot be known; look at the page"
            )
        for cell in wide:
            spans[cell] = max(share, 1)
    return spans, ragged


def _widths(rows: Sequence[etree._Element], spans: dict[etree._Element, int]) -> list[tuple[int, int]]:
    """How many columns each row has, and how many of them cells above reach into."""
    found: list[tuple[int, int]] = []
    reaching: list[tuple[int, int]] = []  # rows left and columns of the cells above
    for row in rows:
        above = sum(columns for _, columns in reaching)
        cells = list(row.iterchildren("td", "th"))
        found.append((above + sum(spans[cell] for cell in cells), above))
        reaching += [(span(cell, "rowspan"), spans[cell]) for cell in cells]
        reaching = [(left - 1, columns) for left, columns in reaching if left > 1]
    return found
