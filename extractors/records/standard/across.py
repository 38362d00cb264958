"""Amounts that a document prints in two of its standard tables, for the same line: this table = that table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.recognise.standard.model import UNLISTED, Line
from extractors.recognise.standard.words import row_name
from extractors.recognise.structure.arithmetic import Evidence, Verdict
from extractors.recognise.structure.healing import needed
from extractors.records.standard.solved import At, Solved

_TELLING = 1000
"""Units of its last printed place that an amount must have, for two of them to be equal by no chance."""

Node = tuple[int, At]
"""A number: of which block of the document, and where in it."""

Known = dict[tuple[str, Decimal], dict[int, Node]]

_TOTALS = ("total", "current_total")


def same_amounts(blocks: Sequence[Solved]) -> Iterator[tuple[Node, Node]]:
    """Pairs of equal amounts in different blocks, whose lines have one code or one name, or are both the total.

    The total of a column is also the line that is called as the column is (项目支出).
    """
    for alike in _known(blocks).values():
        first, *others = alike.values()
        yield from ((first, other) for other in others)


def _is_total(blocks: Sequence[Solved], node: Node) -> bool:
    return blocks[node[0]].lines[node[1][0]].name.role in _TOTALS


def told_elsewhere(blocks: Sequence[Solved]) -> set[tuple[int, Evidence]]:
    """The sums that fail and would hold with what another table prints for one of their lines, with their block.

    Their reading is right then. Not for totals: those of other tables may leave out what is carried over.
    """
    failing = [
        (number, one)
        for number, block in enumerate(blocks)
        for one in block.proof.sums
        if one.verdict is Verdict.FAILED and one.relation.keyed and len(one.parts) > 1
    ]
    known = _known(blocks) if failing else {}
    return {(number, one) for number, one in failing if _told(known, blocks, number, one)}


def _told(known: Known, blocks: Sequence[Solved], number: int, one: Evidence) -> bool:
    """Whether another table prints one number of a sum, and no other, so that it holds; its column means the same."""
    block = blocks[number]
    found: set[At] = set()
    for at, change in needed(block.structure.block.matrix, one):
        value = block.numbers.read[at] + block.numbers.printed(change)
        if not _telling(block, value) or _is_total(blocks, (number, at)):
            continue
        meaning = block.columns[at[1]].meaning
        for called in _called(block, *at):
            for n, (_, there) in known.get((called, value * block.numbers.yuan), {}).items():
                if n != number and blocks[n].columns[there[1]].meaning == meaning != UNLISTED:
                    found.add(at)
    return len(found) == 1


def _known(blocks: Sequence[Solved]) -> Known:
    """The amounts of the document by what they are called and their value: in which blocks, and where there."""
    known: Known = defaultdict(dict)
    for number, block in enumerate(blocks):
        for (row, column), value in block.numbers.read.items():
            if not _telling(block, value):
                continue
            for called in _called(block, row, column):
                known[called, value * block.numbers.yuan].setdefault(number, (number, (row, column)))
    return known


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
