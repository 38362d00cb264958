"""A composition as Word and Excel files, and as PDF by an office suite."""

import io
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import docx
import openpyxl
from compose import spans
from content import Block, Merge
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.cell_range import CellRange
from style import HEADS, WIDE, WIDTHS, Style

CENTER, TOP = WD_CELL_VERTICAL_ALIGNMENT.CENTER, WD_CELL_VERTICAL_ALIGNMENT.TOP
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def word(blocks: list[Block], style: Style) -> bytes:
    """A Word file."""
    document = docx.Document()
    normal, section = document.styles["Normal"], document.sections[0]
    normal.font.size, normal.font.name = Pt(style.size), style.font
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), style.font)
    section.page_width, section.page_height = (Mm(side) for side in style.page)
    section.top_margin = section.bottom_margin = Mm(style.margin[0])
    section.left_margin = section.right_margin = Mm(style.margin[1])
    for block in blocks:
        if block.rows:
            turned = style.turned and block.kind in WIDE
            if turned:
                _turn(document)
            _word_table(document, block, style, style.page[1 if turned else 0])
            document.add_paragraph("")
            if turned:
                _turn(document)
            continue
        paragraph = document.add_paragraph(block.text.replace("␌", ""))
        paragraph.paragraph_format.page_break_before = block.new_page
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _turn(document: docx.document.Document) -> None:
    """Begins a section whose pages lie the other way."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.page_width, section.page_height = section.page_height, section.page_width


def _word_table(document: docx.document.Document, block: Block, style: Style, across: int) -> None:
    table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    table.autofit = False
    room = across - 2 * style.margin[1]
    widths = [Mm(room * share / 100) for share in WIDTHS[block.kind]]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    table._tbl.tblPr.append(parse_xml(_borders(style)))
    grid = [row.cells for row in table.rows]  # once: each look at a cell of the table itself lays out all of them
    for y, row in enumerate(spans(block.rows)):
        free = iter([x for x, cell in enumerate(block.rows[y]) if not isinstance(cell, Merge)])
        for content, wide, high in row:
            x = next(free)
            cell = grid[y][x]
            if wide > 1 or high > 1:
                cell = cell.merge(grid[y + high - 1][x + wide - 1])
            cell.text, cell.width = content, Mm(sum(w.mm for w in widths[x : x + wide]))
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            cell.vertical_alignment = CENTER if style.align == "middle" else TOP
        properties = table.rows[y]._tr.get_or_add_trPr()
        if style.row_height:
            table.rows[y].height = Mm(style.row_height)
        if not style.cut_rows:
            properties.append(OxmlElement("w:cantSplit"))
        if style.repeat_heads and y < HEADS[block.kind]:
            properties.append(OxmlElement("w:tblHeader"))


def _borders(style: Style) -> str:
    """A table's rules, as Word's XML says them."""
    points, kind = style.border.split()
    said = {"solid": "single", "double": "double"}[kind]
    size = 4 if said == "double" else max(2, round(float(points.removesuffix("pt")) * 8))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(
        f'<w:{side} w:val="{"nil" if style.open_sides and side in ("left", "right") else said}" w:sz="{size}"/>'
        for side in sides
    )
    return f"<w:tblBorders {nsdecls('w')}>{rules}</w:tblBorders>"


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


@cache
def _profile() -> tempfile.TemporaryDirectory[str]:
    """LibreOffice's own settings, made at its first start and used again."""
    return tempfile.TemporaryDirectory()


def libreoffice(blocks: list[Block], style: Style) -> bytes:
    """A PDF of the Word file by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "page.docx").write_bytes(word(blocks, style))
        profile = f"-env:UserInstallation=file://{_profile().name}"
        command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{work}/page.docx"]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (work / "page.pdf").read_bytes()
