"""Tables as values between separators (commas, semicolons, bars), as open-data platforms and spreadsheets give them →
`Sheet`s.

Lines whose fields separators part, alike in number from line to line. What its lines are (a title, a head, figures) is
found as on a worksheet without rules.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import groupby

from extractors.read.office.sheet import Sheet
from extractors.values.numbers import is_number

_SEPARATORS = ",;|"
_GIVEN = re.compile(r"\s*sep=(.)\s*\r?\n", re.IGNORECASE)
"""The line by which spreadsheets are told the separator."""

_AS_TEXT = re.compile(r'="([^"]*)"')
"""How a code is written so that a spreadsheet takes it for text."""

_FEWEST_LINES = 3
"""So many lines in a row have the same number of fields where separators part them; prose seldom has two."""

_FEWEST_FIELDS = 2
_ENDS = re.compile(r"[。；]|(?<=[\u4e00-\u9fff])[.;](?![a-z])")
"""What ends a sentence or a part of one; those of web pages have commas of half a width between their clauses, and may
end in signs of half a width too.
"""

_LONGEST_TEXT = 60
"""Signs up to which a field may be that of a table; of 480 rows of texts alone in tables of the corpus 12 have a longer
one. Clauses are longer where a text is parted by few commas.
"""

_GROUP = re.compile(r"\d{3}(?!\d)")
"""What stands behind a comma within a number."""


def separator_of(text: str) -> str | None:
    """What separates the values of a text that is a table of them; None for one with tabs, and for prose."""
    if "\t" in text:
        return None
    if given := _GIVEN.match(text):
        return given[1]
    parted = {separator: _parted_lines(text, separator) for separator in _SEPARATORS if separator in text}
    most = max(parted, key=lambda separator: parted[separator], default="")
    return most if parted.get(most) else None


def _parted_lines(text: str, separator: str) -> int:
    """How many lines a separator parts into fields; 0 where they are not most lines, or no table."""
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True, delimiter=separator))
    except csv.Error:
        return 0
    counts = [1 if _is_sentence(row) else len(row) for row in rows]
    runs = [(count, len(list(run))) for count, run in groupby(counts)]
    parted = sum(lines for count, lines in runs if count >= _FEWEST_FIELDS)
    longest = max((lines for count, lines in runs if count >= _FEWEST_FIELDS), default=0)
    return parted if longest >= _FEWEST_LINES and 2 * parted >= sum(1 for count in counts if count) else 0


def _is_sentence(fields: list[str]) -> bool:
    """Whether what stands between separators is a sentence: its marks or a long clause are there, and no field is a
    number alone; the amounts of a sentence have commas of their own (收入1,204,500.00元).
    """
    clauses: list[str] = []
    for field in fields:
        if clauses and clauses[-1][-1:].isdigit() and _GROUP.match(field):
            clauses[-1] += field
        else:
            clauses.append(field)
    if any(is_number(clause.strip()) for clause in clauses):
        return False
    return any(_ENDS.search(clause) or len(clause) > _LONGEST_TEXT for clause in clauses)


def read_separated(text: str) -> Iterator[Sheet]:
    """The one worksheet that the values make, lines being its rows."""
    sheet = Sheet("", 1)
    given = _GIVEN.match(text)
    reader = csv.reader(io.StringIO(text[given.end() :] if given else text), delimiter=separator_of(text) or ",")
    first = line = 1 if given else 0
    for row in reader:
        for col, value in enumerate(row):
            if text := _AS_TEXT.sub(r"\1", value.strip()):
                sheet.cells[line, col] = text
        line = reader.line_num + first
        if sheet.full():
            break
    yield sheet
