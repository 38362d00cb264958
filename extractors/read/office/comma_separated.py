"""Tables as comma-separated values, as open-data platforms and spreadsheets give them → `Sheet`s.

Lines whose fields commas part, alike in number from line to line. What its lines are (a title, a head, figures) is
found as on a worksheet without rules.
"""

import csv
import io
from collections.abc import Iterator
from itertools import groupby

from extractors.read.office.sheet import Sheet

_FEWEST_LINES = 3
"""So many lines in a row have the same number of fields where text is comma-separated; prose seldom has two."""

_FEWEST_FIELDS = 2


def is_comma_separated(text: str) -> bool:
    """Whether a text is a table of comma-separated values: no tabs, and runs of lines with as many fields."""
    if "\t" in text or "," not in text:
        return False
    try:
        counts = [len(row) for row in csv.reader(io.StringIO(text), strict=True)]
    except csv.Error:
        return False
    runs = [(count, len(list(run))) for count, run in groupby(counts)]
    parted = sum(lines for count, lines in runs if count >= _FEWEST_FIELDS)
    longest = max((lines for count, lines in runs if count >= _FEWEST_FIELDS), default=0)
    return longest >= _FEWEST_LINES and 2 * parted >= sum(1 for count in counts if count)


def read_comma_separated(text: str) -> Iterator[Sheet]:
    """The one worksheet that the values make, lines being its rows."""
    sheet = Sheet("", 1)
    reader = csv.reader(io.StringIO(text))
    line = 0
    for row in reader:
        for col, value in enumerate(row):
            if value.strip():
                sheet.cells[line, col] = value.strip()
        line = reader.line_num
        if sheet.full():
            break
    yield sheet
