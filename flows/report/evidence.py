"""Where the sides of a check stand: a place → the cells or the sentence there, the figure marked.

Nothing is guessed: a figure is marked only where its value is printed there; else the whole place is shown without.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from extractors.document.place import Place
from extractors.values.money import AMOUNT, YUAN
from extractors.values.numbers import NUMBER, cell_number, is_number
from extractors.values.text import digits
from schemas.rows import CellRow, CheckRow, FigureRow, PlaceColumns, PlaceStruct, Records, TableRow

_MOST_SENTENCES = 4
_STATED, _PROSE = "文述", 16
"""What the label of a value says that a table's prose states, and how long such prose is at least."""


SideName = Literal["left", "right"]


def side_of(check: CheckRow, side: SideName) -> tuple[str, Decimal | None, list[PlaceStruct]]:
    """A side of a check: its label, its value, and its places."""
    if side == "left":
        return check["left_label"], check["left_value"], check["left_places"]
    return check["right_label"], check["right_value"], check["right_places"]


class Piece(NamedTuple):
    """A run of text, and whether it is the figure that is looked for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """What is printed at a place: the cells of a table's row (`headers` above them) or a sentence (`figure`).

    `pieces` are the texts of the cells, in their order, or the one of the sentence; all empty where only the place
    is known. Each header cell stands with the rows that it spans. `same` is whether the sentence's figure is the value.
    """

    spot: Place
    cells: tuple[CellRow, ...] = ()
    headers: tuple[tuple[tuple[CellRow, int], ...], ...] = ()
    figure: FigureRow | None = None
    same: bool = False
    pieces: tuple[tuple[Piece, ...], ...] = ()

    @property
    def hits(self) -> Iterator[CellRow]:
        """The cells in which the figure stands."""
        for cell, pieces in zip(self.cells, self.pieces, strict=False):
            if any(piece.marked for piece in pieces):
                yield cell


class Evidence:
    """A document's cells and sentences, to be found by place."""

    def __init__(self, records: Records) -> None:
        self.tables: dict[int, TableRow] = {table["table_index"]: table for table in records.get("tables", ())}
        self._rows: dict[int, dict[int, list[CellRow]]] = defaultdict(lambda: defaultdict(list))
        for cell in sorted(records.get("cells", ()), key=lambda cell: (cell["table_index"], cell["row"], cell["col"])):
            for row in range(cell["row"], cell["row"] + cell["row_span"]):
                self._rows[cell["table_index"]][row].append(cell)
        self._by_line = {
            (cell["page"], cell["line"]): Place(cell["page"], cell["line"], cell["table_index"], cell["row"])
            for cell in reversed(records.get("cells", ()))
            if cell["line"] is not None
        }
        self._figures: dict[tuple[int | None, int | None], list[FigureRow]] = defaultdict(list)
        for figure in records.get("figures", ()):
            self._figures[figure["page"], figure["line"]].append(figure)

    def row(self, table: int | None, row: int | None) -> list[CellRow]:
        """The cells that lie in a row, from left to right; those merged down from above included."""
        return self._rows.get(table, {}).get(row, []) if table is not None and row is not None else []

    def rows(self, table: int) -> Mapping[int, list[CellRow]]:
        """The rows of a table, by number."""
        return self._rows.get(table, {})

    def passages(self, check: CheckRow, side: SideName) -> list[Passage]:
        """What is printed at the places of a check's `left` or `right` side."""
        return [found for where in map(Place.of, side_of(check, side)[2]) for found in self._at(where, check, side)]

    def _at(self, where: Place, check: CheckRow, side: SideName) -> Iterator[Passage]:
        (label, value, _), unit = side_of(check, side), check["unit"]
        said = check["message_zh"]
        if where.document is not None:
            yield Passage(where)
            return
        sentences = self._sentences(where, label, value, unit, said) if where.table is None else []
        if where.table is None and not sentences:
            where = self.in_table(where)
        cells = self.row(where.table, where.row)
        stated = self._stated(where.table, value, unit) if cells and _STATED in label else None
        if stated is not None:
            where = Place(stated["page"], stated["line"], where.table, stated["row"])
            yield Passage(where, (stated,), pieces=(tuple(marked(stated["text"], value, unit, None)),))
        elif cells:
            printed = self._unit(where.table)
            pieces = tuple(tuple(marked(cell["text"], value, unit, printed)) for cell in cells)
            yield Passage(where, tuple(cells), self._headers(where), pieces=pieces)
        elif sentences:
            for figure in sentences:
                run = tuple(marked(figure["sentence"], value, unit, None))
                yield Passage(where, figure=figure, same=_is(figure, value, unit), pieces=(run,))
        else:
            yield Passage(where)

    def in_table(self, where: Place) -> Place:
        """A place that is given by its line as that of a table's row, where the line is one."""
        return where if where.line is None else self._by_line.get((where.page, where.line), where)

    def _sentences(self, where: Place, label: str, value: Decimal | None, unit: str, said: str) -> list[FigureRow]:
        """The statements at a place that give the value; else those that the side's label names, or whose reason is
        `said`. On a page, of which there are many, a value that none is named for must be no zero and stand there once.
        """
        there = self._figures.get((where.page, where.line), [])
        same = [figure for figure in there if _is(figure, value, unit)]
        named = [figure for figure in there if figure["label"] and figure["label"] in label]
        chosen = [figure for figure in same if figure in named]
        if not chosen and (where.line is not None or (value and len({figure["sentence"] for figure in same}) == 1)):
            chosen = same
        if not chosen:
            quoted = [figure for figure in there if figure["reason"] and figure["reason"] in said]
            chosen = named or (quoted if value is None else [])
        return list({figure["sentence"]: figure for figure in reversed(chosen)}.values())[::-1][:_MOST_SENTENCES]

    def _stated(self, table: int | None, value: Decimal | None, unit: str) -> CellRow | None:
        """The cell of a table whose prose states a value, where one alone does: such a check names but the table."""
        cells = {id(cell): cell for row in self.rows(table or 0).values() for cell in row}.values()
        prose = [cell for cell in cells if len(cell["text"] or "") > _PROSE]
        found = [cell for cell in prose if any(spans(cell["text"], value, unit, None))]
        return found[0] if len(found) == 1 else None

    def _headers(self, where: Place) -> tuple[tuple[tuple[CellRow, int], ...], ...]:
        """The rows of labels, of at most three, that stand last above a row; each cell with the rows that it spans."""
        found: list[int] = []
        for number in range((where.row or 0) - 1, -1, -1):
            cells = self.row(where.table, number)
            if any(cell["header"] for cell in cells) and all(cell["header"] or not cell["text"] for cell in cells):
                found.append(number)
            elif found:
                break
        shown = sorted(found[:3])
        return tuple(
            tuple(
                (cell, min(cell["row"] + cell["row_span"] - 1, shown[-1]) - number + 1)
                for cell in self.row(where.table, number)
                if cell["row"] == number or number == shown[0]
            )
            for number in shown
        )

    def _unit(self, table: int | None) -> str | None:
        """The unit that a table prints."""
        return self.tables[table]["unit_printed"] if table in self.tables else None

    def cell_of(self, row: PlaceColumns, value: Decimal | None, unit: str = "元") -> CellRow | None:
        """The cell in which a value of a record stands: the first of its row that prints it, else none."""
        cells = self.row(row.get("table_index"), row.get("row_index"))
        printed = self._unit(row.get("table_index"))
        whole = (cell for cell in cells if is_number(cell["text"]))
        return next((cell for cell in whole if any(spans(cell["text"], value, unit, printed))), None)


def _is(figure: FigureRow, value: Decimal | None, unit: str) -> bool:
    """Whether a statement's figure is the value; the sign of a change is in its direction."""
    stated = figure_value(figure, unit)
    return value is not None and stated is not None and abs(stated) == abs(value)


def figure_value(figure: FigureRow, unit: str) -> Decimal | None:
    """What a statement in prose says, in the unit of a check."""
    value: Decimal | None = figure["value_yuan"] if unit == "元" else figure["percent"] if unit == "%" else None
    return value if value is not None else figure["value"] if unit not in ("元", "%") else None


def spans(text: str, value: Decimal | None, unit: str, printed: str | None) -> Iterator[tuple[int, int]]:
    """Where in a text a value stands. A number alone in its cell is in the table's `printed` unit."""
    if value is None:
        return
    plain = digits(text)
    if is_number(text.strip()):
        read = cell_number(text.strip())
        # a printed unit may be wanting: the amount is then in 元 or 万元, whichever the value is
        factors = (YUAN[printed],) if printed in YUAN else (YUAN["元"], YUAN["万元"])
        percent = plain.strip().endswith("%")
        if (
            read is not None
            and not (percent and unit != "%")
            and value in ([read * factor for factor in factors] if unit == "元" else (read,))
        ):
            yield 0, len(text)
        return
    if unit in ("元", "%"):
        for match in AMOUNT.finditer(plain):
            read = Decimal(re.sub("[,，]", "", match["number"]).replace("−", "-"))
            money = match["unit"] in YUAN
            if money == (unit == "元") and abs(value) == abs(read * YUAN[match["unit"]] if money else read):
                yield match.span()
        return
    for match in NUMBER.finditer(plain):
        if Decimal(re.sub("[,，]", "", match[0])) == value:
            yield match.span()


def marked(text: str | None, value: Decimal | None, unit: str, printed: str | None) -> Iterator[Piece]:
    """A text cut into pieces, the value marked in it."""
    text, end = text or "", 0
    for start, stop in spans(text, value, unit, printed):
        if start > end:
            yield Piece(text[end:start], False)
        yield Piece(text[start:stop], True)
        end = stop
    if end < len(text) or not text:
        yield Piece(text[end:], False)
