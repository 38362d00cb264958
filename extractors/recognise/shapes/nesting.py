"""Which lines of a list are sums of the lines below them, told by arithmetic alone.

A list of projects may print lines of bodies and of groups of projects above them, without a code or an indentation that
says so. Of all ways in which lines make the lines above them, and the outermost ones the printed total, the one with
the fewest sums is taken; where none makes the total nothing is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_MOST = 400
"""Lines of a list beyond which no search is made."""
_STEPS = 20_000
"""Steps of the search for the children of one line; beyond them it is read as a line of its own."""


@dataclass(frozen=True)
class _Span:
    """A line with the lines below it up to `end`, and how many sums are in it."""

    end: int
    sums: int
    children: tuple["tuple[int, _Span]", ...] = ()


def parents(
    amounts: Sequence[Decimal], total: Decimal | None, rounding: Decimal = Decimal(0)
) -> list[int | None] | None:
    """The line above each line that it is a part of, None for an outermost one; None where the total is not made.

    Without a printed total the first line is taken for it. `rounding` is what each amount may be off.
    """
    count = len(amounts)
    if not count or count > _MOST or min(amounts) < 0 or (total is None and count == 1):
        return None
    if total is not None and abs(sum(amounts) - total) <= (count + 1) * rounding:
        return [None] * count
    spans: list[list[_Span]] = [[] for _ in amounts]
    for line in reversed(range(count)):
        spans[line] = _spans(line, amounts, spans, rounding)
    runs = _sequences(0, amounts[0] if total is None else total, amounts, spans, rounding)
    covers = [run for run in runs if not any(amounts[run[-1][1].end :])]
    if not covers:
        return None
    found: list[int | None] = [None] * count
    _mark(min(covers, key=_sums), None, found)
    return found


def _mark(lines: Sequence[tuple[int, _Span]], parent: int | None, found: list[int | None]) -> None:
    for line, span in lines:
        found[line] = parent
        _mark(span.children, line, found)


def _spans(line: int, amounts: Sequence[Decimal], spans: list[list[_Span]], rounding: Decimal) -> list[_Span]:
    """The ways to read a line: by itself, or as the sum of lines right below it; of each end the one of fewest sums."""
    best = {line + 1: _Span(line + 1, 0)}
    for below in _sequences(line + 1, amounts[line], amounts, spans, rounding):
        end, sums = below[-1][1].end, 1 + sum(span.sums for _, span in below)
        if end not in best or sums < best[end].sums:
            best[end] = _Span(end, sums, below)
    return list(best.values())


def _sequences(
    start: int, whole: Decimal, amounts: Sequence[Decimal], spans: list[list[_Span]], rounding: Decimal
) -> list[tuple[tuple[int, _Span], ...]]:
    """The runs of lines from `start` on that make an amount; nothing is a sum of nothing, nor 0 of zeros."""
    found: list[tuple[tuple[int, _Span], ...]] = []
    if not whole:
        return found
    open_: dict[tuple[int, Decimal], tuple[tuple[int, _Span], ...]] = {(start, Decimal(0)): ()}
    steps = 0
    while open_ and steps < _STEPS:
        (at, done), run = open_.popitem()
        off = (len(run) + 2) * rounding if run else Decimal(0)
        if at >= len(amounts) or done + amounts[at] > whole + off:
            continue
        for span in spans[at]:
            steps += 1
            longer, made = (*run, (at, span)), done + amounts[at]
            if abs(made - whole) <= off:
                found.append(longer)
            key = (span.end, made)
            if made < whole and (key not in open_ or _sums(longer) < _sums(open_[key])):
                open_[key] = longer
    return found


def _sums(run: Sequence[tuple[int, _Span]]) -> int:
    return sum(span.sums for _, span in run)
