"""One composition typeset in every way: text, Word, Excel, HTML, and PDF by the engines that are there."""

import html
import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module, util
from pathlib import Path

import docx
import openpyxl
from compose import spans
from content import Block, Merge
from docx.shared import Pt
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.cell_range import CellRange
from typeset import CHROMIUM, as_text

WIDTHS = {
    "organisations": (46, 14, 16, 24),
    "performance": (14, 12, 15, 23, 12, 12, 12),
    "procurement": (12.5, 6.5, 12.5, 13.5, 4.5, 7.5, 7, 7, 7, 5.5, 5.5, 5.5, 5.5),
    "assets": (52, 20, 28),
    "expenditure": (16, 39, 15, 15, 15),
    "income": (32, 18, 32, 18),
    "levels": (8, 7, 7, 33, 15, 15, 15),
    "sheet": (15, 20, 30, 23, 12),
    "long": (9, 11, 9, 14, 8, 10, 15, 5, 7, 7, 5),
    "bought": (12, 18, 11, 18, 11, 11, 9, 10),
}
HEADS = {
    "organisations": 1, "performance": 0, "procurement": 2, "assets": 1, "expenditure": 1, "income": 2, "levels": 2,
    "sheet": 0, "long": 1, "bought": 1,
}  # fmt: skip
"""Rows at the top of each table that are its head."""


@dataclass(frozen=True)
class Style:
    """How pages are laid out. Lengths in millimetres and points."""

    page: tuple[int, int] = (210, 297)
    margin: tuple[int, int] = (25, 24)
    font: str = "Noto Serif CJK SC"
    size: float = 10.0
    leading: float = 1.45
    padding: float = 1.2
    border: str = "0.75pt solid"
    align: str = "middle"
    cut_rows: bool = True
    repeat_heads: bool = False
    running: bool = False

    def css(self) -> str:
        """The style sheet."""
        wide, high = self.page
        keep = "auto" if self.cut_rows else "avoid"
        head = "table-header-group" if self.repeat_heads else "table-row-group"
        return (
            f"@page{{size:{wide}mm {high}mm;margin:{self.margin[0]}mm {self.margin[1]}mm}}"
            f"html{{font:{self.size + 3}pt/1.7 '{self.font}';text-autospace:no-autospace}}body{{margin:0}}"
            "p{margin:0;text-indent:2em;orphans:1;widows:1}"
            "p.title,p.heading2,p.caption{text-align:center;text-indent:0;font-weight:bold;break-after:avoid}"
            "p.line,p.unit{text-indent:0;break-after:avoid}p.unit{text-align:right}.new-page{break-before:page}"
            "table{width:100%;border-collapse:collapse;table-layout:fixed;margin:1mm 0 4mm}"
            f"table{{font-size:{self.size}pt;line-height:{self.leading}}}"
            f"td{{border:{self.border} #000;padding:{self.padding}mm;text-align:center;vertical-align:{self.align};"
            "overflow-wrap:anywhere;orphans:1;widows:1}"
            f"tr{{break-inside:{keep}}}thead{{display:{head}}}td.prose{{text-align:left}}"
            "table.procurement{font-size:80%}"
        )


def vary(rng: random.Random) -> Style:
    """A style by chance."""
    wide, high = rng.choice(((210, 297), (210, 297), (297, 210), (297, 420), (210, rng.randint(160, 330))))
    return Style(
        page=(wide, high),
        margin=(rng.randint(12, 32), rng.randint(12, 28)),
        font=rng.choice(("Noto Serif CJK SC", "Noto Sans CJK SC")),
        size=rng.choice((8.0, 9.0, 10.0, 10.5, 12.0)),
        leading=rng.choice((1.2, 1.45, 1.8)),
        padding=rng.choice((0.5, 1.2, 2.0)),
        border=rng.choice(("0.75pt solid", "0.25pt solid", "1.5pt solid", "2.5pt double")),
        align=rng.choice(("middle", "middle", "top")),
        cut_rows=rng.random() < 0.7,
        repeat_heads=rng.random() < 0.5,
    )


def as_html(blocks: list[Block], style: Style | None = None) -> str:
    """A web page; with a style, the page that is printed."""
    css = style.css() if style else ""
    parts = [f"<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'><style>{css}</style></head><body>"]
    for block in blocks:
        if block.rows:
            parts.append(_html_table(block))
        else:
            turn = " new-page" if block.new_page else ""
            parts.append(f"<p class='{block.kind}{turn}'>{html.escape(block.text.replace('␌', ''))}</p>")
    return "\n".join([*parts, "</body></html>"])


def _html_table(block: Block) -> str:
    heads = HEADS[block.kind]
    columns = "".join(f"<col style='width:{width}%'>" for width in WIDTHS[block.kind])
    lines = []
    for row in spans(block.rows):
        cells = ""
        for text, wide, high in row:
            prose = " class='prose'" if wide > 4 and block.kind == "performance" else ""
            across = f" colspan='{wide}'" if wide > 1 else ""
            down = f" rowspan='{high}'" if high > 1 else ""
            cells += f"<td{across}{down}{prose}>{html.escape(text)}</td>"
        lines.append(f"<tr>{cells}</tr>")
    head = f"<thead>{''.join(lines[:heads])}</thead>" if heads else ""
    body = f"<tbody>{''.join(lines[heads:])}</tbody>"
    return f"<table class='{block.kind}'><colgroup>{columns}</colgroup>{head}{body}</table>"


def text(blocks: list[Block], style: Style) -> bytes:
    """The published text form."""
    return as_text(blocks).encode()


def web(blocks: list[Block], style: Style) -> bytes:
    """A web page."""
    return as_html(blocks).encode()


def word(blocks: list[Block], style: Style) -> bytes:
    """A Word file."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(style.size)
    for block in blocks:
        if not block.rows:
            document.add_paragraph(block.text.replace("␌", ""))
            continue
        table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
        for y, row in enumerate(spans(block.rows)):
            free = iter([x for x, cell in enumerate(block.rows[y]) if not isinstance(cell, Merge)])
            for content, wide, high in row:
                x = next(free)
                cell = table.cell(y, x)
                if wide > 1 or high > 1:
                    cell = cell.merge(table.cell(y + high - 1, x + wide - 1))
                cell.text = content
        document.add_paragraph("")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel(blocks: list[Block], style: Style) -> bytes:
    """A workbook: prose on the first sheet, each table on one of its own under the lines above it."""
    book = openpyxl.Workbook()
    prose = book.active
    prose.title = "说明"
    above: list[str] = []
    side = Side(style="thin")
    for block in blocks:
        if not block.rows:
            target = above if block.kind in ("heading2", "caption", "line", "unit") else None
            if target is None:
                prose.append([block.text.replace("␌", "")])
            else:
                above.append(block.text)
            continue
        sheet = book.create_sheet(f"表{len(book.sheetnames)}")
        for line in above:
            sheet.append([line])
        start = len(above) + 1
        above = []
        for y, row in enumerate(spans(block.rows)):
            free = iter([x for x, cell in enumerate(block.rows[y]) if not isinstance(cell, Merge)])
            for content, wide, high in row:
                x = next(free)
                sheet.cell(start + y, x + 1, content or None).data_type = "s"
                corners = {"min_row": start + y, "min_col": x + 1, "max_row": start + y + high - 1, "max_col": x + wide}
                for covered in sheet.iter_rows(**corners):
                    for cell in covered:
                        cell.border = Border(left=side, right=side, top=side, bottom=side)
                if wide > 1 or high > 1:
                    sheet.merged_cells.add(CellRange(**corners))
                sheet.cell(start + y, x + 1).alignment = Alignment(wrap_text=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def chromium(blocks: list[Block], style: Style) -> bytes:
    """A PDF printed by a browser."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "page.html").write_text(as_html(blocks, style), encoding="utf-8")
        places = [f"--user-data-dir={work}/profile", f"--print-to-pdf={work}/page.pdf", f"{work}/page.html"]
        subprocess.run([*CHROMIUM, *places], check=True, capture_output=True, timeout=180)
        return (work / "page.pdf").read_bytes()


def weasyprint(blocks: list[Block], style: Style) -> bytes:
    """A PDF by WeasyPrint."""
    printed: bytes = import_module("weasyprint").HTML(string=as_html(blocks, style)).write_pdf()
    return printed


def libreoffice(blocks: list[Block], style: Style) -> bytes:
    """A PDF of the Word file by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "page.docx").write_bytes(word(blocks, style))
        profile = f"-env:UserInstallation=file://{work}/profile"
        command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{work}/page.docx"]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (work / "page.pdf").read_bytes()


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
Typesetter = Callable[[list[Block], Style], bytes]
ENGINES: dict[str, tuple[Typesetter, bool]] = {
    "text": (text, True),
    "word": (word, True),
    "excel": (excel, True),
    "html": (web, True),
    "chromium": (chromium, Path(CHROMIUM[0]).exists()),
    "weasyprint": (weasyprint, util.find_spec("weasyprint") is not None),
    "libreoffice": (libreoffice, OFFICE is not None),
}
"""The ways to typeset, and whether this machine has what each needs."""
