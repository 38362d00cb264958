"""That the lines of a table are counted without a gap: 2、 stands between 1、 and 3、, no list begins anew."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own
from extractors.check.rule import Side, places, row, rule
from extractors.check.standard.model import Line, StandardTable, standard_tables
from extractors.values.enumerators import enumerator, enumerator_value
from schemas.rows import CheckRow

_SCHEMES = ("function", "economic", "fund_source")
"""What is counted by the form; projects have numbers in their names."""

_FEWEST = 3
"""A table counts its lines where it has so many counted ones."""

_RIGHT = ("held", "trivial")

_NUMBERS = Side("编号", "the numbers of lines", None)


class _Counted(NamedTuple):
    """A line with the style of its number (一、 or （1）), the number, and where it stands among the lines."""

    style: str
    number: int
    line: Line
    at: int


Gap = tuple[_Counted, _Counted]
"""Neighbours of one style whose numbers do not follow each other."""


@rule("table_enumerators")
def table_enumerators(d: Disclosure) -> Iterator[CheckRow]:
    """Each table by the form that counts three lines or more. It fails where a number is left out, or a list begins
    with 1 behind lines of the same style with none above it, and every row between the two was read as a line. Not
    where a sum of the two lines and others is right: what is left out has no amount, and the form may leave it out.
    """
    rows, summed = _rows_with_text(d), _in_right_sums(d)
    for table in standard_tables(d):
        lists = [lines for side in table.sides() for lines in table.lists(side) if lines[0].scheme in _SCHEMES]
        if sum(_counted(line, 0) is not None for lines in lists for line in lines) < _FEWEST:
            continue
        gaps = [gap for lines in lists for gap in _outermost(_gaps(lines)) if _all_read(gap, lines, rows)]
        pairs = [gap for gap in gaps if summed[gap[0].line.row].isdisjoint(summed[gap[1].line.row])]
        for one, other in pairs:
            yield _gap(table, one.line, other.line)
        if not pairs:
            subject = f"{table.kind} table {table.number}"
            yield row("table_enumerators", subject, _side(table, table.lines[:1]), _NUMBERS, "exact")


def _rows_with_text(d: Disclosure) -> dict[int, set[int]]:
    """The rows of each standard table that print anything."""
    found: dict[int, set[int]] = {table["table_index"]: set() for table in d.rows["tables"]}
    for cell in d.rows["cells"]:
        if cell["text"] and cell["table_index"] in found:
            found[cell["table_index"]].add(cell["row"])
    return found


def _in_right_sums(d: Disclosure) -> Mapping[tuple[int, int], set[int]]:
    """The numbers of the sums that are right and that a line is a part of."""
    found = defaultdict[tuple[int, int], set[int]](set)
    for number, one in enumerate(d.sums):
        for part in one.parts if one.verdict in _RIGHT and one.relation != "columns" else ():
            at = part.place
            found[at.table or 0, (at.line if at.row is None else at.row) or 0].add(number)
    return found


def _counted(line: Line, at: int) -> _Counted | None:
    mark = enumerator(line.name)
    return _Counted(mark[0], enumerator_value(mark[1]), line, at) if mark else None


def _gaps(lines: Sequence[Line]) -> Iterator[Gap]:
    """Neighbours of one style whose numbers do not follow each other, in stretches without a total or a body's line.

    Where 一、 stands right behind 一、 lists of one style stand in each other: the rest tells nothing.
    """
    for is_item, stretch in groupby(enumerate(lines), key=lambda one: one[1].role == "item"):
        outline: list[_Counted] = []
        heading = -1  # the last line without a number: a list may begin below it
        for at, line in stretch if is_item else ():
            one = _counted(line, at)
            if one is None:
                heading = at
                continue
            level = next((n for n, above in enumerate(outline) if above.style == one.style), len(outline))
            before = outline[level] if level < len(outline) else None
            if before is not None and before.number == one.number == 1:
                break
            if before is not None and _passes_over(before, one, heading):
                yield before, one
            outline[level:] = [one]


def _passes_over(before: _Counted, one: _Counted, heading: int) -> bool:
    return one.number > before.number + 1 or (one.number == 1 and heading < before.at)


def _outermost(gaps: Iterator[Gap]) -> Sequence[Gap]:
    """The gaps that are in no other: what stood below the line that is left out begins anew, too."""
    found: list[Gap] = []
    for one, other in gaps:
        while found and found[-1][0].at >= one.at:
            found.pop()
        found.append((one, other))
    return found


def _all_read(pair: Gap, lines: Sequence[Line], rows: dict[int, set[int]]) -> bool:
    """Whether every row with text between two lines of one table is a line of the list: none was passed over."""
    one, other = pair
    (table, first), (behind, last) = one.line.row, other.line.row
    read, printed = {line.row[1] for line in lines[one.at : other.at]}, rows.get(table, set())
    return table == behind and all(at in read or at not in printed for at in range(first + 1, last))


def _gap(table: StandardTable, one: Line, other: Line) -> CheckRow:
    title = (table.title or table.kind, table.kind)
    words = own("not_counted_on", title=title, one=one.name, other=other.name)
    subject = f"{table.kind} table {table.number} row {other.row[1]}"
    return row("table_enumerators", subject, _side(table, [one, other]), _NUMBERS, "fail", **words)


def _side(table: StandardTable, lines: Sequence[Line]) -> Side:
    return Side(table.title or table.kind, table.kind, None, places(line.rows[0] for line in lines))
