"""Whether a JPEG's blocks are as many as its picture has (ITU-T T.81, F.2): a changed byte shifts all that follow.

The code has no checksum, and decoders go on in silence. But lengths of codes are read one from another, so that one
read wrong seldom leaves as many blocks as there should be, ending where the data do, or keeps the sums of differences
that give each block's light within what light there is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

_BASELINE = (0xC0, 0xC1)
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_TABLES, _QUANTA, _INTERVAL, _SCAN, _END = 0xC4, 0xDB, 0xDD, 0xDA, b"\xff\xd9"
_FIRST_RESTART, _LAST_RESTART = 0xD0, 0xD7

_BLOCK = 64
_SKIPPED, _ENDED = 0xF0, 1 << 10
"""The code of sixteen zeros; what is added to a block's length where the rest is zero, beyond any true length."""

_LIGHTEST, _SLACK = 1024, 3
"""A block's light is within so much of middle grey, eight bits a sample; steps that a writer may round beyond."""

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int32]


class _DamagedError(ValueError):
    """The data are not what a writer wrote."""


@dataclass(slots=True)
class _Part:
    """A component as a scan has it: blocks in a unit, its two tables, and the step of its light."""

    blocks: int
    light: int
    detail: int
    step: int


@dataclass(slots=True)
class _Frame:
    """What stands before the coded data, and where they begin."""

    width: int = 0
    height: int = 0
    parts: list[tuple[int, int, int, int]] = field(default_factory=list)
    scan: list[tuple[int, int]] = field(default_factory=list)
    tables: dict[int, Numbers] = field(default_factory=dict)
    quanta: dict[int, int] = field(default_factory=dict)
    interval: int = 0
    start: int = 0


def is_whole(data: bytes) -> bool | None:
    """Whether a JPEG's blocks are all there and end with its data; None for one that is coded in another way."""
    try:
        frame = _frame(data)
        if frame is None or len(frame.scan) != len(frame.parts):
            return None
        return _is_whole(data, frame)
    except (IndexError, KeyError, ValueError):
        return False


def _frame(data: bytes) -> _Frame | None:
    """The segments before the coded data; None where these are not of the baseline kind."""
    found, at = _Frame(), 2
    while True:
        if data[at] != 0xFF:
            raise _DamagedError
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        size = int.from_bytes(data[at + 2 : at + 4])
        body = data[at + 4 : at + 2 + size]
        at += 2 + size
        if mark in _BASELINE:
            found.height, found.width = int.from_bytes(body[1:3]), int.from_bytes(body[3:5])
            found.parts = [(body[n], body[n + 1] >> 4, body[n + 1] & 15, body[n + 2]) for n in range(6, len(body), 3)]
        elif mark in _FRAMES:
            return None
        elif mark == _TABLES:
            found.tables.update(_tables(body))
        elif mark == _QUANTA:
            found.quanta.update(_steps(body))
        elif mark == _INTERVAL:
            found.interval = int.from_bytes(body)
        elif mark == _SCAN:
            found.scan = [(body[1 + 2 * n], body[2 + 2 * n]) for n in range(body[0])]
            found.start = at
            return found


def _tables(body: bytes) -> Iterator[tuple[int, Numbers]]:
    """Tables of codes by their number: for each sixteen bits, the length of the code that they begin with, and 256
    times its value; 0 where they begin with none.
    """
    at = 0
    while at < len(body):
        number, counts = body[at], body[at + 1 : at + 17]
        values = iter(body[at + 17 : at + 17 + sum(counts)])
        table, code = np.zeros(1 << 16, np.int32), 0
        for length, count in enumerate(counts, 1):
            for _ in range(count):
                table[code << (16 - length) : (code + 1) << (16 - length)] = length | next(values) << 8
                code += 1
            code <<= 1
        yield number, table
        at += 17 + sum(counts)


def _steps(body: bytes) -> Iterator[tuple[int, int]]:
    """The step of the light in each table of steps."""
    at = 0
    while at < len(body):
        wide = body[at] >> 4
        yield body[at] & 15, int.from_bytes(body[at + 1 : at + 2 + bool(wide)])
        at += 1 + _BLOCK * (1 + bool(wide))


def _is_whole(data: bytes, frame: _Frame) -> bool:
    across, down = (max(part[n] for part in frame.parts) for n in (1, 2))
    alone = len(frame.parts) == 1
    wide, high = (8, 8) if alone else (8 * across, 8 * down)
    units = -(-frame.width // wide) * -(-frame.height // high)
    sides = {number: (1 if alone else x * y, frame.quanta[table]) for number, x, y, table in frame.parts}
    plan = [_Part(sides[c][0], tables >> 4, 0x10 | tables & 15, sides[c][1]) for c, tables in frame.scan]
    end = data.rfind(_END)
    body = np.frombuffer(data, np.uint8)[frame.start : end if end >= frame.start else len(data)]
    for piece in _pieces(body):
        count = min(frame.interval or units, units)
        if not count or not _holds(piece, count, plan, frame.tables):
            return False
        units -= count
    return not units


def _pieces(body: Bytes) -> Iterator[Bytes]:
    """The coded data between restarts, without the zeros that stand behind bytes of ones."""
    ones = np.flatnonzero(body[:-1] == 0xFF)
    after = body[ones + 1]
    restarts = (after >= _FIRST_RESTART) & (after <= _LAST_RESTART)
    if ((after != 0) & ~restarts).any():
        raise _DamagedError
    kept = np.ones(len(body), np.bool_)
    kept[ones[after == 0] + 1] = False
    start = 0
    for end in (*ones[restarts], len(body)):
        yield body[start:end][kept[start:end]]
        start = end + 2


def _holds(piece: Bytes, units: int, plan: Sequence[_Part], tables: dict[int, Numbers]) -> bool:
    """Whether a piece holds just so many units, and no light beyond the lightest and the darkest."""
    bits = _windows(piece)
    light = {part.light: _lengths(tables[part.light][bits]) for part in plan}
    detail = {part.detail: _details(tables[part.detail][bits]) for part in plan}
    blocks = [(light[part.light], detail[part.detail], n) for n, part in enumerate(plan) for _ in range(part.blocks)]
    begun: list[list[int]] = [[] for _ in plan]
    at = 0
    for _ in range(units):
        for first, rest, of in blocks:
            begun[of].append(at)
            at = _after(at, first, rest)
    if not 0 <= 8 * len(piece) - at < 8:
        return False
    bits = np.concatenate([bits, np.full(32, 0xFFFF, np.int32)])
    return all(_is_light(part, tables[part.light], bits, np.array(own)) for part, own in zip(plan, begun, strict=True))


def _windows(piece: Bytes) -> Numbers:
    """The sixteen bits from each bit on."""
    ones = np.concatenate([piece, np.full(2, 0xFF, np.uint8)]).astype(np.int32)
    wide = ones[:-2] << 16 | ones[1:-1] << 8 | ones[2:]
    return np.stack([wide >> (8 - n) & 0xFFFF for n in range(8)], axis=1).reshape(-1)


def _lengths(codes: Numbers) -> "memoryview[int]":
    """Bits of the difference of light that may begin at each bit, its code with it; 0 where none does."""
    return _as_whole_numbers(np.where(codes, (codes & 0xFF) + (codes >> 8), 0))


def _details(codes: Numbers) -> "memoryview[int]":
    """Bits of the number that may begin at each bit, its code with it, and 256 times the places that it fills."""
    value, length = codes >> 8, codes & 0xFF
    size, places = value & 15, (value >> 4) + 1
    usual = (size > 0) | (value == _SKIPPED)
    filled = np.where(usual, length + size | places << 8, np.where(value == 0, length | _ENDED << 8, 0))
    return _as_whole_numbers(np.where(codes, filled, 0))


def _as_whole_numbers(found: Numbers) -> "memoryview[int]":
    """Numbers that are read one by one: a list of them would take ten times as much memory."""
    return memoryview(found.astype(np.intc))  # type: ignore[arg-type]


def _after(at: int, first: Sequence[int], rest: Sequence[int]) -> int:
    """Where the block ends that begins at a bit."""
    if not first[at]:
        raise _DamagedError
    at += first[at]
    count = 1
    while count < _BLOCK:
        step = rest[at]
        if not step:
            raise _DamagedError
        at += step & 0xFF
        count += step >> 8
    if _BLOCK < count < _ENDED:
        raise _DamagedError
    return at


def _is_light(part: _Part, table: Numbers, bits: Numbers, at: npt.NDArray[np.int64]) -> bool:
    """Whether the differences that begin at some bits add up to light that there is."""
    codes = table[bits[at]]
    size = codes >> 8
    own = bits[at + (codes & 0xFF)] >> (16 - size)
    difference = np.where(own >> np.maximum(size - 1, 0) & 1, own, own - (1 << size) + 1)
    sums = np.cumsum(np.where(size, difference, 0))
    return bool(np.abs(sums).max() * part.step <= _LIGHTEST + _SLACK * part.step)
