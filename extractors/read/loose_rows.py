"""Rows of a table that nothing rules and whose columns no gap parts for certain: read as lines, they are named."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.document.troubles import Trouble
from extractors.values.numbers import is_number

_COLUMNS, _ROWS = 3, 3
"""So many pieces in each of so many lines that follow each other are a table, however few its figures."""

_CLAUSE = re.compile(r"[，。；]|[.…·]{4,}")
"""What no row has, but a sentence or a line of a table of contents."""

_PRINTED = re.compile(r"\d\.\d|\d[,，]\d{3}|[≥≤＞＜%％]")
"""How an amount, a share or the value of an indicator is printed, and no number of a page or a list."""

ERROR = "table_not_made_out"


def loose_rows(lines: Sequence[str], where: str, page: int | None) -> Iterator[Trouble]:
    """The trouble of lines that are rows of three columns and more; blanks and tabs in them stand for gaps."""
    runs = [list(run) for is_row, run in groupby(lines, key=_is_row) if is_row]
    rows = [line for run in runs if len(run) >= _ROWS for line in run]
    if rows:
        message = (
            f"{where}: {len(rows)} lines from `{' '.join(rows[0].split())[:40]}` on stand in rows and columns of which "
            "no table could be made out (neither rules nor gaps part them); look at them, and run on another copy"
        )
        yield Trouble("read", ERROR, message, page)


def _is_row(line: str) -> bool:
    """Whether a line ends in a number, has an amount, share or target, and is no sentence."""
    pieces = line.split()
    if len(pieces) < _COLUMNS or not is_number(pieces[-1]) or _CLAUSE.search(line):
        return False
    return _PRINTED.search(line) is not None
