"""A page as the reader saw it: cells, spans, joins and recognised kinds drawn on its picture."""

from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from schemas.tables import Records, Row

_SCALE = 2.0
_COLORS = {"value": (30, 90, 200), "header": (20, 140, 60), "merged": (200, 110, 0), "table": (200, 30, 30)}


def draw_page(path: Path, number: int, records: Records, target: Path) -> str:
    """Writes the picture of a page (from 1) as PNG; one line that says what is on it. Raises IndexError for no page."""
    with pdfium.PdfDocument(path) as pdf:
        if not 1 <= number <= len(pdf):
            raise IndexError(f"{path.name} has pages 1 to {len(pdf)}, no page {number}")
        image = pdf[number - 1].render(scale=_SCALE).to_pil().convert("RGB")
    on_page = [cell for cell in records["cells"] if cell["page"] == number and cell["x0"] is not None]
    draw = ImageDraw.Draw(image, "RGBA")
    for cell in on_page:
        _draw_cell(draw, cell)
    tables = [table for table in records["tables"] if _is_on(table, number)]
    for table in tables:
        _draw_name(
            draw, table, [cell for cell in on_page if cell["table_index"] == table["table_index"]], number, image
        )
    image.save(target)
    kinds = ", ".join(f"table {table['table_index']} {table['kind'] or 'not recognised'}" for table in tables)
    return f"{target}: page {number}, {len(on_page)} cells; {kinds or 'no table'}"


def _is_on(table: Row, number: int) -> bool:
    return table["first_page"] is not None and table["first_page"] <= number <= table["last_page"]


def _draw_cell(draw: ImageDraw.ImageDraw, cell: Row) -> None:
    spans = cell["row_span"] > 1 or cell["col_span"] > 1
    color = _COLORS["header" if cell["header"] else "merged" if spans else "value"]
    box = [cell[side] * _SCALE for side in ("x0", "top", "x1", "bottom")]
    draw.rectangle(box, outline=color, fill=(*color, 22), width=2)
    name = f"{cell['row']},{cell['col']}" + (f" {cell['row_span']}x{cell['col_span']}" if spans else "")
    draw.text((box[0] + 3, box[1] + 1), name, fill=color, font=ImageFont.load_default(13))


def _draw_name(draw: ImageDraw.ImageDraw, table: Row, cells: list[Row], number: int, image: Image.Image) -> None:
    first, last = table["first_page"], table["last_page"]
    joined = f", joined from pages {first} to {last}" if first != last else ""
    agreement = table["witness_agreement"]
    witness = "" if agreement is None else f", witness agrees on {agreement:.0%}"
    name = f"table {table['table_index']}: {table['kind'] or 'not recognised'}{joined}{witness}"
    top = min((cell["top"] for cell in cells), default=0.0) * _SCALE
    left = min((cell["x0"] for cell in cells), default=20.0) * _SCALE
    draw.text(
        (min(left, image.width - 300), max(2, top - 20)), name, fill=_COLORS["table"], font=ImageFont.load_default(17)
    )
    if first < number:
        draw.line([(left, top - 2), (image.width - left, top - 2)], fill=_COLORS["table"], width=4)
