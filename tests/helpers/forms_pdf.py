"""Small PDFs of forms, drawn without a font file: Chinese text in a standard CID font, rules as thin lines.

python tests/helpers/forms_pdf.py            draw every tests/golden/*/*.tsv again as the PDF beside it

A source is paragraphs and tab-separated rows: `<` goes on with the cell to the left, `^` with the cell above, `\\n`
breaks a line. A line `---` begins a page (the rules of a merged cell are closed there and go on below); a space at the
begin of a paragraph centres it.
"""

import sys
from itertools import groupby
from pathlib import Path

from ruled import ruled

from extractors.document.model import Cell

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
PAGE = (595, 842)
LEFT, TOP, WIDTH = 60.0, 70.0, 475.0
SIZE, LEADING, PADDING = 10.0, 14.0, 3.0


def drawn(source: str) -> bytes:
    """The PDF of a source."""
    return _file([_page(page.strip("\n").split("\n")) for page in source.split("\n---\n")])


def _page(lines: list[str]) -> str:
    content, y = "", TOP
    for is_table, block in groupby(lines, key=lambda line: "\t" in line):
        texts = list(block)
        if is_table:
            drawing, y = _table([text.split("\t") for text in texts], y)
            content += drawing
            continue
        for text in filter(None, texts):
            middle = LEFT + (WIDTH - SIZE * len(text.strip())) / 2
            content += _write(middle if text.startswith(" ") else LEFT, y, text.strip())
            y += 2 * LEADING
    return content


def _table(rows: list[list[str]], top: float) -> tuple[str, float]:
    """The operators that draw a table below `top`, and where it ends."""
    rows = [["" if text == "^" else text for text in rows[0]], *rows[1:]]  # merged from the page before
    table = ruled([[text.replace("\\n", "\n") for text in row] for row in rows])
    step = WIDTH / table.columns
    heights = [LEADING + 2 * PADDING] * table.rows
    for cell in sorted(table.cells, key=lambda cell: cell.row_span):
        last = cell.row + cell.row_span - 1
        need = len(_lines(cell, step)) * LEADING + 2 * PADDING
        heights[last] += max(0.0, need - sum(heights[cell.row : last + 1]))
    ys = [top + sum(heights[:n]) for n in range(table.rows + 1)]
    content = ""
    for cell in table.cells:
        x0, x1 = LEFT + cell.col * step, LEFT + (cell.col + cell.col_span) * step
        y0, y1 = ys[cell.row], ys[cell.row + cell.row_span]
        content += f"0.5 w {x0:.2f} {PAGE[1] - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re S\n"
        text = _lines(cell, step)
        first = (y0 + y1 - len(text) * LEADING) / 2
        for n, line in enumerate(text):
            content += _write(x0 + PADDING, first + n * LEADING, line)
    return content, ys[-1] + LEADING


def _lines(cell: Cell, step: float) -> list[str]:
    """The lines of a cell: those printed, each wrapped at the cell's width."""
    room = max(1, int((cell.col_span * step - 2 * PADDING) // SIZE))
    return [line[n : n + room] for line in cell.text.split("\n") for n in range(0, max(1, len(line)), room)]


def _write(x: float, top: float, text: str) -> str:
    code = text.encode("utf-16-be").hex().upper()
    return f"BT /F1 {SIZE} Tf {x:.2f} {PAGE[1] - top - SIZE:.2f} Td <{code}> Tj ET\n" if text.strip() else ""


def _file(contents: list[str]) -> bytes:
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for n, content in enumerate(contents):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * n} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}endstream",
        ]
    data, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(starts) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")


def main() -> int:
    """Draws every source."""
    for source in sorted(GOLDEN.glob("*/*.tsv")):
        source.with_suffix(".pdf").write_bytes(drawn(source.read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
