"""Where something stands in a document: page or line, table, row and column."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from schemas.rows import PlaceColumns, PlaceStruct

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, origin top left of the page."""


class Place(NamedTuple):
    """Where something stands: page (PDF) or line (text), and the row and column of a table.

    `row` and `column` are 0-based as in `cells`, all else is 1-based; `box` is that of the cell, `figure` the
    number of a statement in prose (`figures.seq`). `document` and `file` are the id and name of another document than
    the one that the place is told of.
    """

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: Box | None = None
    figure: int | None = None
    document: str | None = None
    file: str | None = None

    def columns(self) -> PlaceColumns:
        """The place columns that close a published row."""
        return {"page": self.page, "line": self.line, "table_index": self.table, "row_index": self.row}

    def data(self) -> PlaceStruct:
        """The place as it is published: a struct of `places`."""
        return {
            "page": self.page,
            "line": self.line,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "box": None if self.box is None else list(self.box),
            "figure": self.figure,
            "document": self.document,
            "file": self.file,
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Place":
        """A published place."""
        return cls(**{**data, "box": None if data["box"] is None else tuple(data["box"])})

    def __str__(self) -> str:
        """The place in words, rows as a reader counts them: `page 7 table 3 row 3`, `line 98`, `page 2 line 9`.

        Of a place with a line the table is left out, for the line says it.
        """
        parts = [] if self.file is None else [self.file]
        parts += [] if self.page is None else [f"page {self.page}"]
        if self.line is not None:
            parts.append(f"line {self.line}")
        elif self.table is not None:
            parts.append(f"table {self.table}")
            parts += [] if self.row is None else [f"row {self.row + 1}"]
        return " ".join(parts)
