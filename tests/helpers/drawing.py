"""Drawing tables: a random division of a rectangle into cells, as rules and characters or as a small PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.read.pdf.content import Char, PageContent

SIZE = 10.0
"""Height and advance of a drawn character."""

LEADING = 12.0
PAGE = (600.0, 800.0)
Edge = dict[str, Any]


@dataclass
class Drawn:
    """A cell that is drawn: its position and spans in the grid, and the lines of its text."""

    row: int
    col: int
    row_span: int
    col_span: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass
class Drawing:
    """A table: x and y positions of its grid, and the cells that divide it."""

    xs: list[float]
    ys: list[float]
    cells: list[Drawn]

    def box(self, cell: Drawn) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return (
            self.xs[cell.col],
            self.ys[cell.row],
            self.xs[cell.col + cell.col_span],
            self.ys[cell.row + cell.row_span],
        )

    def room(self, cell: Drawn) -> tuple[int, int]:
        """How many characters and lines a cell holds."""
        x0, top, x1, bottom = self.box(cell)
        return int((x1 - x0 - 4) // SIZE), int((bottom - top - 2) // LEADING)

    def edges(self, jitter: float = 0.0) -> list[Edge]:
        """The four rules of each cell; every other one is off by `jitter`."""
        found = []
        for number, cell in enumerate(self.cells):
            x0, top, x1, bottom = self.box(cell)
            off = jitter * (number % 2)
            found += [
                edge(x0, top + off, x1, top + off),
                edge(x0, bottom - off, x1, bottom - off),
                edge(x0 + off, top, x0 + off, bottom),
                edge(x1 - off, top, x1 - off, bottom),
            ]
        return found

    def chars(self) -> list[Char]:
        """The characters of all cells, each line from the left edge on."""
        found = []
        for cell in self.cells:
            x0, top, _, _ = self.box(cell)
            for n, line in enumerate(cell.lines):
                for m, char in enumerate(line):
                    x, y = x0 + 2 + m * SIZE, top + 1 + n * LEADING
                    found.append(Char(char, x, y, x + SIZE, y + SIZE))
        return found

    def page(self, jitter: float = 0.0) -> PageContent:
        return PageContent("drawn", 1, *PAGE, self.chars(), self.edges(jitter))


def edge(x0: float, top: float, x1: float, bottom: float) -> Edge:
    """A rule as pdfplumber describes it."""
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if bottom == top else "v",
        "object_type": "line",
    }


_FONTS = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [5 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [814 939 500] /FontDescriptor 6 0 R "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
    "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)
"""Helvetica as /F1; as /F2 a Chinese font that is neither embedded nor says in Unicode what it prints."""

FIRST_PAGE = 3 + len(_FONTS)
"""The number of the first page's object; each page has two."""


@dataclass(frozen=True)
class Sheet:
    """A page of a PDF that is not an ordinary one; `entries` are of its content stream, `resources` beside the font."""

    content: bytes
    entries: str = ""
    size: tuple[float, float] = PAGE
    resources: str = ""


def pdf(
    *pages: str | Sheet, size: tuple[float, float] = PAGE, attributes: str = "", objects: Sequence[bytes] = ()
) -> bytes:
    """A PDF with a page for each content; `attributes` are added to the dictionary of each page.

    `objects` are further ones, the first with the number `FIRST_PAGE + 2 * pages`.
    """
    kids = " ".join(f"{FIRST_PAGE + 2 * n} 0 R" for n in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *(font.encode() for font in _FONTS),
    ]
    for n, page in enumerate(pages):
        sheet = Sheet(page.encode("latin-1"), size=size) if isinstance(page, str) else page
        box = f"/MediaBox [0 0 {sheet.size[0]:.0f} {sheet.size[1]:.0f}]"
        resources = f"/Font << /F1 3 0 R /F2 4 0 R >> /ExtGState << /Faint << /ca 0.3 >> >> {sheet.resources}"
        entries = f"{box} {attributes} /Resources << {resources} >> /Contents {FIRST_PAGE + 2 * n + 1} 0 R"
        bodies += [
            f"<< /Type /Page /Parent 2 0 R {entries} >>".encode(),
            stream(sheet.content, sheet.entries),
        ]
    data, starts = [b"%PDF-1.4\n"], []
    at = len(data[0])
    for number, body in enumerate([*bodies, *objects], start=1):
        starts.append(at)
        data.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(data[-1])
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    trailer = f"<< /Size {len(starts) + 1} /Root 1 0 R >>"
    end = f"xref\n0 {len(starts) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{at}\n%%EOF\n"
    return b"".join(data) + end.encode()


def stream(content: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries.encode(), content)


def write(x: float, top: float, text: str, size: float = SIZE) -> str:
    """The operators that write a line whose letters stand on `top` + `size`."""
    return f"BT /F1 {size} Tf {x} {PAGE[1] - top - size} Td ({text}) Tj ET\n"


def write_chinese(x: float, top: float, text: str, size: float = SIZE) -> str:
    """The operators that write a line in Chinese, in the bytes of GBK."""
    return f"BT /F2 {size} Tf {x} {PAGE[1] - top - size} Td <{text.encode('gbk').hex()}> Tj ET\n"


def rule(x0: float, top: float, x1: float, bottom: float) -> str:
    """The operators that draw a thin line."""
    return f"0.5 w {x0} {PAGE[1] - top} m {x1} {PAGE[1] - bottom} l S\n"


def drawn_pdf(drawing: Drawing, *more: str) -> bytes:
    """A table, and what stands beside it, as a PDF of one page."""
    rules = "".join(rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in drawing.edges())
    return pdf(rules + written(drawing) + "".join(more))


def written(drawing: Drawing) -> str:
    """The operators that write the texts of a table's cells."""
    content = ""
    for cell in drawing.cells:
        x0, top, _, _ = drawing.box(cell)
        for n, line in enumerate(cell.lines):
            tool = write if line.isascii() else write_chinese
            content += tool(x0 + 2, top + 1 + n * LEADING, line)
    return content
