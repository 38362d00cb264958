"""A page as the reader saw it: cells, spans, joins, titles and recognised kinds drawn on its picture."""

import math
from collections.abc import Collection, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from extractors.check.rule import box_of
from extractors.document.model import Table
from extractors.document.place import Box
from extractors.read.pdf.content import Line
from extractors.read.pdf.page import read_page
from extractors.values.text import compact
from flows.report.upright import upright
from schemas.rows import CellRow, Records, TableRow

_SCALE = 2.0
_STRIP = 34
_COLORS = {
    "value": (30, 90, 200),
    "header": (20, 140, 60),
    "merged": (200, 110, 0),
    "joined": (130, 60, 170),
    "table": (200, 30, 30),
}
_LEGEND = (
    ("value", "cell: row,column"),
    ("header", "header"),
    ("merged", "merged: rows x columns"),
    ("joined", "joined to the page before"),
    ("table", "table, its title"),
)


def draw_page(path: Path, number: int, records: Records, target: Path) -> str:
    """Writes the picture of a page (from 1) as PNG; gives one line that says what is on it.

    Raises IndexError where there is no such page, PdfiumError where PDFium does not open the file.
    """
    with pdfium.PdfDocument(path) as pdf:
        if not 1 <= number <= len(pdf):
            raise IndexError(f"{path.name} has pages 1 to {len(pdf)}, no page {number}")
        page = upright(pdf, number, 72 * _SCALE, math.inf)
    picture, printed = page.image, read_page(page.content) if page.content else []
    image = Image.new("RGB", (picture.width, picture.height + _STRIP), "white")
    image.paste(picture, (0, _STRIP))
    draw = ImageDraw.Draw(image, "RGBA")
    on_page = [(cell, box) for cell in records["cells"] if cell["page"] == number and (box := box_of(cell))]
    tables = [table for table in records["tables"] if _is_on(table, number)]
    _draw_titles(draw, printed, tables, number)
    _draw_joined(draw, printed, {_key(box) for _, box in on_page})
    for cell, box in on_page:
        _draw_cell(draw, cell, box)
    for table in tables:
        boxes = {_key(box) for cell, box in on_page if cell["table_index"] == table["table_index"]}
        _draw_name(draw, table, _around(boxes, printed), number)
    _draw_legend(draw)
    image.save(target)
    return f"{target}: page {number}, {len(on_page)} cells; {_listed(tables, printed)}"


def _draw_titles(
    draw: ImageDraw.ImageDraw, printed: Sequence[Table | Line], tables: Sequence[TableRow], number: int
) -> None:
    """The lines above tables that name them."""
    for item in printed:
        if not isinstance(item, Table) and any(_names(item, table, number) for table in tables):
            draw.rectangle(_scaled(item.box), outline=_COLORS["table"], width=2)


def _draw_joined(
    draw: ImageDraw.ImageDraw, printed: Sequence[Table | Line], drawn: Collection[tuple[int, ...]]
) -> None:
    """The cells that no record has a box of: they went into cells of the page before."""
    for cell in (cell for item in printed if isinstance(item, Table) for cell in item.cells):
        if cell.box and _key(cell.box) not in drawn:
            draw.rectangle(_scaled(cell.box), outline=_COLORS["joined"], fill=(*_COLORS["joined"], 22), width=2)


def _listed(tables: Sequence[TableRow], printed: Sequence[Table | Line]) -> str:
    """The tables of a page in words."""
    if not tables and any(isinstance(item, Table) for item in printed):
        return "all of its rows go on with those of the page before"
    return (
        ", ".join(
            f"table {table['table_index']} {table['kind'] or 'not recognised'} ({table['title'] or 'no title'})"
            for table in tables
        )
        or "no table"
    )


def _is_on(table: TableRow, number: int) -> bool:
    first, last = table["first_page"], table["last_page"]
    return first is not None and last is not None and first <= number <= last


def _names(line: Line, table: TableRow, number: int) -> bool:
    """Whether a line is the title, or a part of it, of a table that begins on this page."""
    return table["first_page"] == number and bool(table["title"]) and compact(line.text) in compact(table["title"])


def _key(box: Box) -> tuple[int, ...]:
    return tuple(round(value) for value in box)


def _scaled(box: Box) -> list[float]:
    x0, top, x1, bottom = (value * _SCALE for value in box)
    return [x0, top + _STRIP, x1, bottom + _STRIP]


def _draw_cell(draw: ImageDraw.ImageDraw, cell: CellRow, where: Box) -> None:
    spans = cell["row_span"] > 1 or cell["col_span"] > 1
    color = _COLORS["header" if cell["header"] else "merged" if spans else "value"]
    box = _scaled(where)
    draw.rectangle(box, outline=color, fill=(*color, 22), width=2)
    name = f"{cell['row']},{cell['col']}" + (f" {cell['row_span']}x{cell['col_span']}" if spans else "")
    draw.text((box[0] + 3, box[1] + 1), name, fill=color, font=ImageFont.load_default(13))


def _around(own: Collection[tuple[int, ...]], printed: list[Table | Line]) -> Box:
    """The box of the table on the page that has some of these boxes, the rows that went to the page before included."""
    for item in printed:
        boxes = [cell.box for cell in item.cells if cell.box] if isinstance(item, Table) else []
        if any(_key(box) in own for box in boxes):
            x0, top, x1, bottom = zip(*boxes, strict=True)
            return min(x0), min(top), max(x1), max(bottom)
    return 20.0, 0.0, 200.0, 0.0


def _draw_name(draw: ImageDraw.ImageDraw, table: TableRow, around: Box, number: int) -> None:
    """Writes above a table what it is, and from which page to which it was joined."""
    first, last = table["first_page"], table["last_page"]
    joined = f", joined from pages {first} to {last}" if first != last else ""
    agreement = table["witness_agreement"]
    witness = "" if agreement is None else f", witness agrees on {agreement:.0%}"
    name = f"table {table['table_index']}: {table['kind'] or 'not recognised'}{joined}{witness}"
    left, top, right, _ = _scaled(around)
    font = ImageFont.load_default(17)
    place = (left, max(_STRIP, top - 22))
    draw.rectangle(draw.textbbox(place, name, font=font), fill=(255, 255, 255, 220))
    draw.text(place, name, fill=_COLORS["table"], font=font)
    if first is not None and first < number:
        draw.line([(left, top - 2), (right, top - 2)], fill=_COLORS["joined"], width=4)


def _draw_legend(draw: ImageDraw.ImageDraw) -> None:
    font, left = ImageFont.load_default(15), 12.0
    for name, meaning in _LEGEND:
        color = _COLORS[name]
        draw.rectangle([left, 9, left + 18, 25], outline=color, fill=(*color, 40), width=2)
        draw.text((left + 24, 8), meaning, fill=color, font=font)
        left += 44 + draw.textlength(meaning, font=font)
