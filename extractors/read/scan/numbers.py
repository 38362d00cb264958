"""Numbers that were recognised: doubted where anything speaks against them, with what else they may be."""

import re
from collections.abc import Iterator, Sequence

from extractors.document.model import Cell, Table
from extractors.read.pdf.content import Line, Reading
from extractors.values.numbers import is_number
from extractors.values.text import compact
from schemas.words.numerals import numerals

MISSING = "pip install 'yusuan[scan]'"

_SURE = 0.95
"""Probability of a number's least sure character from which on it is not doubted."""

_DIGITS = re.compile(r"\d")
_OF_NUMBERS = set("0123456789.,，-−—()（）%％")
_MOST_CHOICES = 12


def looks_like_a_number(text: str) -> bool:
    """Whether a line is a number, or may be one misread."""
    return bool(text) and 2 * len(_DIGITS.findall(text)) >= len(text)


def judge(items: Sequence[Table | Line], readings: Sequence[Reading]) -> None:
    """Gives each cell its confidence; those with a number also what speaks against it, and what else it may be."""
    for table in items:
        if not isinstance(table, Table):
            continue
        for cell in table.cells:
            own = [reading for reading in readings if cell.box and _inside(reading, cell)]
            if own:
                cell.confidence = min(reading.confidence for reading in own)
                if any(looks_like_a_number(reading.text) for reading in own):
                    cell.doubt = _doubt(cell.confidence, own)
                    cell.choices = _choices(compact(cell.text), own)
        columns = {cell.col for cell in table.cells if is_number(compact(cell.text))}
        for cell in table.cells:
            if cell.confidence is not None and cell.col in columns and compact(cell.text) in _STROKES:
                cell.text = _DASH


_STROKES, _DASH = {numerals().stroke, "—", "-", "–", "_", "－", "ー", "―"}, "—"
"""What a level stroke alone in a cell is read as: in a column of numbers it is the dash of those that have no value."""


def _inside(reading: Reading, cell: Cell) -> bool:
    x0, top, x1, bottom = reading.box
    left, upper, right, lower = cell.box or reading.box
    return left <= (x0 + x1) / 2 <= right and upper <= (top + bottom) / 2 <= lower


def _doubt(confidence: float, readings: Sequence[Reading]) -> str | None:
    if any(reading.stamped for reading in readings):
        return "stamped"
    if confidence < _SURE:
        return "low_confidence"
    others = (other for reading in readings for other in reading.again if compact(other) != compact(reading.text))
    if any(others) or any(" " in reading.text.strip() for reading in readings):
        return "read_otherwise"
    return None


def _choices(text: str, readings: Sequence[Reading]) -> tuple[str, ...]:
    """Other numbers that the cell may hold: one character another, or a line as it was read again."""
    found: dict[str, float] = {}
    for number, reading in enumerate(readings):
        before, after = (compact("".join(r.text for r in part)) for part in (readings[:number], readings[number + 1 :]))
        for other, likely in _variants(reading):
            whole = before + compact(other) + after
            if whole != text and is_number(whole):
                found[whole] = max(found.get(whole, 0.0), likely)
    return tuple(sorted(found, key=lambda other: (-found[other], other))[:_MOST_CHOICES])


def _variants(reading: Reading) -> Iterator[tuple[str, float]]:
    yield from ((other, 1.0) for other in reading.again)
    for at, glyph in enumerate(reading.glyphs):
        for text, likely in glyph.choices[1:]:
            if not text or text in _OF_NUMBERS:
                glyphs = (*reading.glyphs[:at], *reading.glyphs[at + 1 :])
                texts = [other.text for other in glyphs]
                yield "".join([*texts[:at], text, *texts[at:]]), likely
