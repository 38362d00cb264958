"""What the solved blocks of a table prove, handed on: sums, proved cells, structure, the lines' parents and levels."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.document.claims import Claims
from extractors.document.sums import Structure, Sum
from extractors.recognise.standard.model import Line, Standard
from extractors.recognise.structure.arithmetic import Verdict
from extractors.recognise.structure.covering import closure
from extractors.records.standard.across import same_amounts, told_elsewhere
from extractors.records.standard.solved import At, Solved
from extractors.records.standard.whose import hand_down

_BY_PRINT = ("flat", "codes", "outline")
"""Ways whose levels the lines have already."""


def hand_on(found: Claims, tables: Sequence[tuple[Standard, Sequence[Solved]]]) -> None:
    """Adds to `found` what the sums of a document's tables prove, and gives lines the parents of their structure."""
    every = [block for _, blocks in tables for block in blocks]
    numbers = {id(block): number for number, block in enumerate(every)}
    told = told_elsewhere(every)
    equal = [((n, one), (n, other)) for n, block in enumerate(every) for one, other in block.proof.equal]
    for standard, blocks in tables:
        for block in blocks:
            found.sums += block.sums({one for number, one in told if number == numbers[id(block)]})
            _parents(block)
            hand_down(block)
        for first, at, second, other in _ties(blocks):
            tie = _equal(standard, first, at, second, other)
            found.sums.append(tie)
            if tie.verdict == "trivial":
                equal.append(((numbers[id(first)], at), (numbers[id(second)], other)))
        for part in standard.parts:
            own = _structure(blocks)
            known = found.structures.get(part.table.index)
            found.structures[part.table.index] = _both(known, own) if known else own
    proved = ((n, at) for n, block in enumerate(every) for at in block.proof.cells)
    for number, at in closure(proved, [*equal, *same_amounts(every)]):
        cell = every[number].numbers.cells[at]
        found.proved.add((every[number].lines[at[0]].table.index, cell.row, cell.col))


def _parents(block: Solved) -> None:
    """Each line's parent; where neither codes nor outline told the levels, the depth is its level."""
    reading = block.structure.rows
    parents = reading.parents if reading.keyed else _blank_beside(block.lines, reading.parents)
    shown = _with_subtotals(block) if reading.keyed else parents
    for row, line in enumerate(block.lines):
        parent = shown[row]
        line.parent = block.lines[parent] if parent is not None else None
    if reading.name in _BY_PRINT or not reading.tally.held:
        return
    coded = any(line.level is not None and line.code for line in block.lines)
    for row, line in enumerate(block.lines):
        lost = (line.level is None and not block.proof.rows) or not (reading.keyed or line.amounts)
        if line.name.role in ("item", "unit") and not line.of_which and not (coded and line.code) and not lost:
            line.level = 1 + sum(1 for other in _above(row, parents) if block.lines[other].level != 0)


def _with_subtotals(block: Solved) -> list[int | None]:
    """The parents that print tells; what a 小计 sums up is part of it."""
    found = list(block.structure.rows.parents)
    for one in block.structure.rows.relations:
        if one.kind == "total" and block.lines[one.total].name.role == "subtotal" and not one.tally.failed:
            found = [one.total if row in one.parts and parent is None else parent for row, parent in enumerate(found)]
    return found


def _blank_beside(lines: Sequence[Line], parents: Sequence[int | None]) -> list[int | None]:
    """The parents that arithmetic found; a line without amounts stands beside the one of its level before it, or below
    one of a higher level.
    """
    found = list(parents)
    for row, line in enumerate(lines):
        if line.amounts or line.name.role != "item" or line.level is None:
            continue
        before = (n for n in range(row - 1, -1, -1) if (level := lines[n].level) is not None and level <= line.level)
        other = next(before, None)
        if other is not None:
            found[row] = found[other] if lines[other].level == line.level else other
    return found


def _above(row: int, parents: Sequence[int | None]) -> Iterator[int]:
    parent = parents[row]
    while parent is not None:
        yield parent
        parent = parents[parent]


def _ties(blocks: Sequence[Solved]) -> Iterator[tuple[Solved, At, Solved, At]]:
    """The totals of blocks side by side that stand in one row: revenue and expenditure are equal."""
    for first, second in pairwise(blocks):
        one, other = _last_total(first.lines), _last_total(second.lines)
        if one is None or other is None:
            continue
        left, right = first.lines[one], second.lines[other]
        if (left.table, left.row) == (right.table, right.row) and left.side != right.side:
            yield first, (one, 0), second, (other, 0)


def _last_total(lines: Sequence[Line]) -> int | None:
    return max((n for n, line in enumerate(lines) if line.name.role == "total" and line.amounts), default=None)


def _equal(standard: Standard, first: Solved, at: At, second: Solved, other: At) -> Sum:
    left, right = first.numbers.value(at), second.numbers.value(other)
    verdict = "unknown" if left is None or right is None else "trivial" if left == right else "failed"
    return Sum(
        "equal",
        first.number,
        standard.kind,
        standard.title,
        first.columns[0].words,
        first.operand(at, across=False),
        (second.operand(other, across=False),),
        verdict,
        True,
        verdict == "failed",
        Decimal(0),
    )


def _structure(blocks: Sequence[Solved]) -> Structure:
    ways = tuple(dict.fromkeys(block.structure.rows.name for block in blocks if len(block.lines) > 1))
    others = [block.structure.other for block in blocks if block.structure.other]
    doubtful = sum(
        1 for block in blocks for one in block.proof.sums if one.verdict is Verdict.FAILED and not block.accuses(one)
    )
    best = max(others, key=lambda one: one.tally.held, default=None)
    return Structure(
        ways,
        sum(block.proof.held for block in blocks),
        sum(block.proof.failed for block in blocks),
        any(block.proof.rows for block in blocks) and all(block.proof.rows for block in blocks if len(block.lines) > 2),
        all(block.proof.columns for block in blocks if len(block.columns) > 1)
        and any(len(b.columns) > 1 for b in blocks),
        (best.name, best.tally.held, best.tally.failed) if best else None,
        doubtful,
    )


def _both(first: Structure, second: Structure) -> Structure:
    """Two standard tables in one frame."""
    return Structure(
        tuple(dict.fromkeys((*first.ways, *second.ways))),
        first.held + second.held,
        first.failed + second.failed,
        first.rows and second.rows,
        first.columns and second.columns,
        first.other or second.other,
        first.doubtful + second.doubtful,
    )
