"""Amounts that a document prints in two of its standard tables, for the same line: this table = that table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.recognise.standard.model import Line
from extractors.recognise.standard.words import row_name
from extractors.records.standard.solved import At, Solved

_TELLING = 1000
"""Units of its last printed place that an amount must have, for two of them to be equal by no chance."""

Node = tuple[int, At]
"""A number: of which block of the document, and where in it."""

_TOTALS = ("total", "current_total")


def same_amounts(blocks: Sequence[Solved]) -> Iterator[tuple[Node, Node]]:
    """Pairs of equal amounts in different blocks, whose lines have one code or one name, or are both the total.

    The total of a column is also the line that is called as the column is (项目支出).
    """
    known: dict[tuple[str, Decimal], dict[int, Node]] = defaultdict(dict)
    for number, block in enumerate(blocks):
        for (row, column), value in block.numbers.read.items():
            if not _telling(block, value):
                continue
            for called in _called(block, row, column):
                known[called, value * block.numbers.yuan].setdefault(number, (number, (row, column)))
    for alike in known.values():
        first, *others = alike.values()
        yield from ((first, other) for other in others)


def _telling(block: Solved, value: Decimal) -> bool:
    return abs(value) * block.numbers.yuan >= 2 * block.numbers.half_yuan * _TELLING


def _called(block: Solved, row: int, column: int) -> Iterable[str]:
    """What a number may be called in another table."""
    line = block.lines[row]
    if line.name.role in _TOTALS:
        return ["", *(row_name(word).name for word in block.columns[column].path)]
    return [called for called in (line.code, _own_name(line)) if called]


def _own_name(line: Line) -> str | None:
    return line.name.name if line.name.role in ("item", "carried", "unit") else None
