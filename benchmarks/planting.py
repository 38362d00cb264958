"""Errors that are planted in a document that was read: one slip each, of the kinds that publishers make."""

import random
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bearing import bears_on_cell, bears_on_exchange, bears_on_statement

from extractors.document.model import Cell, Document, Paragraph, Table
from schemas.tables import Records

_AMOUNT = re.compile(r"[\d,]*\d\.\d{1,6}")
_SAID = re.compile(r"(?<![\d.,])[\d,]*\d\.\d{1,6}(?=\s*万元)")

Spot = tuple[int, int, int]
"""Table, row and column of a changed cell; (-1, 0, 0) for a sentence."""

IN_PROSE: Spot = (-1, 0, 0)


class Taken(NamedTuple):
    """What the records took: the rows of tables, and the amounts that the prose states, in yuan."""

    cells: set[tuple[int, int]]
    stated: set[Decimal]


class Planted(NamedTuple):
    """Where an error was planted, what was done in words, and whether anything in the document bears on it."""

    spots: list[Spot]
    words: str
    borne: bool


def spots_taken(document: Document, records: Records) -> Taken:
    """The rows and amounts of a document that its records took."""
    del document
    lines = {
        (line["table_index"], line["row_index"]) for line in records.get("budget_lines", ()) if line["amount_yuan"]
    }
    figures = (figure for figure in records.get("figures", ()) if figure["measure"] and figure["statement"] == "level")
    return Taken(lines, {figure["value_yuan"] for figure in figures if figure["value_yuan"]})


def _cells(document: Document, taken: Taken) -> list[tuple[Table, Cell]]:
    return [
        (table, cell)
        for table in document.tables
        for cell in table.cells
        if (table.index, cell.row) in taken.cells and _is_amount(cell.text)
    ]


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.fullmatch(text.strip())) and bool(text.strip("0., \n"))


def _digit(text: str, dice: random.Random) -> str | None:
    at = dice.choice([n for n, char in enumerate(text) if char.isdigit()])
    return text[:at] + dice.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def _transposed(text: str, dice: random.Random) -> str | None:
    at = [n for n, char in enumerate(text) if char.isdigit()]
    pairs = [(a, b) for a, b in pairwise(at) if text[a] != text[b]]
    if not pairs:
        return None
    first, second = dice.choice(pairs)
    chars = list(text)
    chars[first], chars[second] = chars[second], chars[first]
    return "".join(chars)


def _dropped(text: str, dice: random.Random) -> str | None:
    whole, point, places = text.replace(",", "").partition(".")
    if len(whole) < 2:
        return None
    at = dice.randrange(len(whole))
    left = whole[:at] + whole[at + 1 :]
    return (f"{int(left):,}" if "," in text else left) + point + places


def _in_a_table(
    document: Document,
    taken: Taken,
    dice: random.Random,
    slip: Callable[[str, random.Random], str | None],
    within: int | None = None,
) -> Planted | None:
    found = [(table, cell) for table, cell in _cells(document, taken) if within in (None, table.index)]
    if not found:
        return None
    table, cell = dice.choice(found)
    wrong = slip(cell.text.strip(), dice)
    if wrong is None:
        return None
    words = f"table {table.index} row {cell.row} column {cell.col}: {cell.text.strip()} → {wrong}"
    borne = bears_on_cell(document, table, cell.row, cell.col, cell.text)
    cell.text = wrong
    return Planted([(table.index, cell.row, cell.col)], words, borne)


def wrong_digit(document: Document, taken: Taken, dice: random.Random, within: int | None = None) -> Planted | None:
    """A digit of an amount in a table, or in the one of that index."""
    return _in_a_table(document, taken, dice, _digit, within)


def transposed_digits(document: Document, taken: Taken, dice: random.Random) -> Planted | None:
    """Two neighbouring digits of an amount in a table."""
    return _in_a_table(document, taken, dice, _transposed)


def dropped_digit(document: Document, taken: Taken, dice: random.Random) -> Planted | None:
    """A digit left out before the point of an amount in a table."""
    return _in_a_table(document, taken, dice, _dropped)


def wrong_unit(document: Document, taken: Taken, dice: random.Random) -> Planted | None:
    """An amount in 元 in a table of 万元."""
    return _in_a_table(document, taken, dice, lambda text, _: f"{Decimal(text.replace(',', '')) * 10_000:.2f}")


def shifted_line(document: Document, taken: Taken, dice: random.Random) -> Planted | None:
    """The amounts of two neighbouring lines changed for one another in one column."""
    cells = {(table.index, cell.row, cell.col): cell for table, cell in _cells(document, taken)}
    pairs = [
        (at, (table, row + 1, column))
        for at in cells
        for table, row, column in [at]
        if (below := cells.get((table, row + 1, column))) is not None and below.text != cells[at].text
    ]
    if not pairs:
        return None
    spots = dice.choice(pairs)
    one, other = (cells[at] for at in spots)
    table = next(table for table in document.tables if table.index == spots[0][0])
    borne = bears_on_exchange(document, table, one.row, one.col)
    one.text, other.text = other.text, one.text
    return Planted(list(spots), f"{spots[0]} and {spots[1]} exchanged: {one.text}, {other.text}", borne)


def dropped_line(document: Document, taken: Taken, dice: random.Random) -> Planted | None:
    """A line of a table left out, with all that stands in it."""
    found = [(table, cell) for table, cell in _cells(document, taken) if cell.row_span == 1 and cell.row > 2]
    if not found:
        return None
    table, cell = dice.choice(found)
    row = [other for other in table.cells if other.row == cell.row and other.row_span == 1]
    words = f"table {table.index} row {cell.row}: {' '.join(other.text for other in row)}"
    numbers = [other for other in row if _is_amount(other.text)]
    borne = any(bears_on_cell(document, table, other.row, other.col, other.text) for other in numbers)
    spots = [(table.index, number, cell.col) for number in range(table.rows)]
    _take_out(table, cell.row)
    return Planted(spots, words, borne)


def _take_out(table: Table, row: int) -> None:
    """A table without one of its rows: those below move up, and what spans it is a row shorter."""
    table.cells = [cell for cell in table.cells if cell.row != row or cell.row_span > 1]
    for cell in table.cells:
        if cell.row > row:
            cell.row -= 1
        elif cell.row + cell.row_span > row:
            cell.row_span -= 1
    table.parts = [
        part._replace(row=part.row - (part.row > row), rows=part.rows - (part.row <= row < part.row + part.rows))
        for part in table.parts
    ]
    table.rows -= 1
    table.__dict__.pop("grid", None)


def _in_prose(
    document: Document, taken: Taken, dice: random.Random, slip: Callable[[str, random.Random], str | None]
) -> Planted | None:
    found: list[tuple[Paragraph, re.Match[str]]] = [
        (paragraph, match)
        for paragraph in document.paragraphs
        for match in _SAID.finditer(paragraph.text)
        if Decimal(match[0].replace(",", "")) * 10_000 in taken.stated
    ]
    if not found:
        return None
    paragraph, match = dice.choice(found)
    wrong = slip(match[0], dice)
    if wrong is None:
        return None
    borne = bears_on_statement(document, paragraph, match[0])
    around = paragraph.text[max(0, match.start() - 30) : match.end() + 10]
    paragraph.text = paragraph.text[: match.start()] + wrong + paragraph.text[match.end() :]
    return Planted([IN_PROSE], f"{match[0]} → {wrong} in …{around}…", borne)


def wrong_statement(document: Document, taken: Taken, dice: random.Random) -> Planted | None:
    """A digit of an amount in a sentence."""
    return _in_prose(document, taken, dice, _digit)


def stale_sentence(document: Document, taken: Taken, dice: random.Random) -> Planted | None:
    """An amount in a sentence that is another year's: up to a fifth more or less."""

    def another(text: str, dice: random.Random) -> str:
        value = Decimal(text.replace(",", ""))
        share = Decimal(dice.choice([n for n in range(-200, 200) if abs(n) > 10])) / 1000
        other = (value * (1 + share)).quantize(Decimal("0.01"))
        return f"{other if other != value else value + 1:f}"

    return _in_prose(document, taken, dice, another)


Plant = Callable[[Document, Taken, random.Random], Planted | None]

PLANTS: tuple[Plant, ...] = (
    wrong_digit, wrong_statement, transposed_digits, shifted_line, dropped_digit, stale_sentence, dropped_line,
    wrong_unit,
)  # fmt: skip
