"""Tables as they are printed: rows of cells with their spans, each number to be linked to its cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.values.numbers import NUMBER, is_number
from flows.report.evidence import Evidence
from flows.report.findings import Teller
from schemas.rows import CellRow, TableRow


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its text in pieces, `href` is what its numbers link to. A nameless one fills a gap."""

    name: str
    pieces: tuple[tuple[str, bool], ...]
    header: bool
    number: bool
    rows: int
    columns: int
    href: str | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `pages` are those that it stands on."""

    table: TableRow
    rows: tuple[tuple[Shown, ...], ...]
    pages: tuple[int, ...]


_GAP = Shown("", (), False, False, 1, 1, None)


def grids(evidence: Evidence, teller: Teller) -> Iterator[Grid]:
    """The tables of a document in their order."""
    for index, table in sorted(evidence.tables.items()):
        rows = evidence.rows(index)
        pages = sorted({cell["page"] for cells in rows.values() for cell in cells if cell["page"] is not None})
        yield Grid(table, tuple(tuple(_row(rows.get(n, []), n, teller)) for n in range(table["rows"])), tuple(pages))


def _row(cells: list[CellRow], number: int, teller: Teller) -> Iterator[Shown]:
    column = 0
    for cell in cells:
        yield from [_GAP] * (cell["col"] - column)
        column = cell["col"] + cell["col_span"]
        if cell["row"] == number:
            text = cell["text"] or ""
            yield Shown(
                f"t{cell['table_index']}-{cell['row']}-{cell['col']}",
                tuple(pieces(text)),
                bool(cell["header"]),
                is_number(text.strip()),
                cell["row_span"],
                cell["col_span"],
                teller.of_cell(cell),
            )


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces: its numbers, and what stands between them."""
    end = 0
    for match in NUMBER.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], False
        yield match[0], True
        end = match.end()
    if end < len(text):
        yield text[end:], False
