"""A table without codes has the levels that its indents say, whatever kind of file declares them, and however."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from contexts import context
from drawing import pdf, rule, write, write_chinese
from office import cell as word_cell
from office import docx, par, xlsx
from openpyxl.styles import Alignment

from extractors.pipeline import read_document
from extractors.records.standard.tables import extract

TITLE, UNIT, HEAD = "2031年栖霜馆部门预算支出表", "单位：万元", ("科目名称", "预算数")
ROWS = (
    (0, "馆舍照管", "12.50"),
    (1, "修缮墙面", "7.30"),
    (2, "北墙", "4.20"),
    (2, "南墙", "3.10"),
    (1, "清扫庭院", "5.20"),
    (0, "藏品抄写", "8.00"),
    (1, "抄录旧册", "8.00"),
)
"""Depth, name and amount; the total is that of the two at the left alone."""

TOTAL = ("合计", "20.50")
LEVELS = [(name, depth + 1) for depth, name, _ in ROWS]


def as_pdf() -> bytes:
    content, top = write_chinese(60, 60, TITLE) + write_chinese(300, 80, UNIT), 100
    lines = [(0.0, HEAD), *((12.0 * depth, (name, amount)) for depth, name, amount in ROWS), (0.0, TOTAL)]
    for indent, (name, amount) in lines:
        tool = write if amount.isascii() else write_chinese
        content += write_chinese(62 + indent, top + 2, name) + tool(302, top + 2, amount)
        content += rule(60, top, 400, top) + "".join(rule(x, top, x, top + 16) for x in (60, 300, 400))
        top += 16
    return pdf(content + rule(60, top, 400, top))


def as_excel() -> bytes:
    rows = [(name, float(amount)) for _, name, amount in ROWS]
    data = xlsx({"出款": [(TITLE,), (UNIT,), HEAD, *rows, (TOTAL[0], float(TOTAL[1]))]}, ruled_from=3)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row, (depth, _, _) in enumerate(ROWS, start=4):
        book["出款"].cell(row, 1).alignment = Alignment(horizontal="left", indent=depth)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_excel_of_2003() -> bytes:
    styles = "".join(
        f'<Style ss:ID="s{depth}"><Alignment ss:Horizontal="Left" ss:Indent="{depth}"/><Borders>'
        '<Border ss:Position="Left" ss:LineStyle="Continuous"/></Borders></Style>'
        for depth in range(3)
    )
    rows = [(0, *HEAD), *ROWS, (0, *TOTAL)]
    body = "".join(
        f'<Row><Cell ss:StyleID="s{depth}"><Data ss:Type="String">{name}</Data></Cell><Cell ss:StyleID="s0">'
        f'<Data ss:Type="{"String" if amount == HEAD[1] else "Number"}">{amount}</Data></Cell></Row>'
        for depth, name, amount in rows
    )
    above = "".join(f'<Row><Cell><Data ss:Type="String">{text}</Data></Cell></Row>' for text in (TITLE, UNIT))
    spreadsheet = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{spreadsheet}" xmlns:ss="{spreadsheet}"><Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="出款"><Table>{above}{body}</Table></Worksheet></Workbook>'
    ).encode()


def as_word(properties: Callable[[int], str], styles: str = "") -> bytes:
    rows = [(0, *HEAD), *ROWS, (0, *TOTAL)]
    body = "".join(
        f"<w:tr>{word_cell(par(name, properties(depth)))}{word_cell(par(amount))}</w:tr>"
        for depth, name, amount in rows
    )
    return docx(par(TITLE) + par(UNIT) + f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>", styles=styles)


def as_page(cell: Callable[[int, str], str], head: str = "") -> bytes:
    rows = [(0, *HEAD), *ROWS, (0, *TOTAL)]
    body = "".join(f"<tr>{cell(depth, name)}<td>{amount}</td></tr>" for depth, name, amount in rows)
    return (
        f"<html><head><meta charset='utf-8'><title>2031年栖霜馆部门预算</title>{head}</head><body>"
        f"<p>{TITLE}</p><p>{UNIT}</p><table>{body}</table></body></html>"
    ).encode()


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="d{depth}"><w:pPr><w:ind w:leftChars="{depth * 100}"/></w:pPr></w:style>'
    f'<w:style w:type="paragraph" w:styleId="e{depth}"><w:basedOn w:val="d{depth}"/></w:style>'
    for depth in range(3)
)
FILES = {
    "a.pdf": as_pdf,
    "steps.xlsx": as_excel,
    "steps of 2003.xml": as_excel_of_2003,
    "left.docx": lambda: as_word(lambda depth: f'<w:ind w:left="{depth * 210}"/>'),
    "first line.docx": lambda: as_word(
        lambda depth: f'<w:ind w:firstLineChars="{depth * 100 + 100}" w:firstLine="999"/>'
    ),
    "hanging.docx": lambda: as_word(lambda depth: f'<w:ind w:left="{400 + depth * 210}" w:hanging="400"/>'),
    "style.docx": lambda: as_word(lambda depth: f'<w:pStyle w:val="e{depth}"/>', STYLES),
    "padding.html": lambda: as_page(lambda depth, name: f'<td style="padding: 0 2px 0 {depth * 14 + 2}px">{name}</td>'),
    "paragraph.html": lambda: as_page(lambda depth, name: f'<td><p style="text-indent:{depth}em">{name}</p></td>'),
    "margin.html": lambda: as_page(lambda depth, name: f'<td><div style="margin-left:{depth}cm">{name}</div></td>'),
    "sheet.html": lambda: as_page(
        lambda depth, name: f'<td class="d{depth}">{name}</td>',
        "<style>.d0{padding-left:0}.d1{padding-left:9pt}.d2{padding-left:18pt}</style>",
    ),
    "blanks.html": lambda: as_page(lambda depth, name: f"<td>{'&emsp;' * depth}{name}</td>"),
    "blanks of no break.html": lambda: as_page(lambda depth, name: f"<td>{'&nbsp;&nbsp;' * depth}{name}</td>"),
    "padding and blanks.html": lambda: as_page(
        lambda depth, name: f'<td style="padding-left:{0 if depth < 2 else 1}em">{"&emsp;" * (depth > 0)}{name}</td>'
    ),
}


def levels(data: bytes, name: str) -> tuple[list[tuple[str, int | None]], str, int]:
    """The lines with their levels, what tells those, and how many sums fail."""
    found = extract(read_document(data, name=name), context(2031))
    (structure,) = found.structures.values()
    lines = [(row["name"], row["level"]) for row in found.rows["budget_lines"]]
    return lines, *structure.ways, structure.failed


@pytest.mark.parametrize("name", FILES)
def test_declared_indents_give_the_levels_that_ink_gives(name: str) -> None:
    told_by = "indentation" if name.startswith("blanks") else "ink"
    assert levels(FILES[name](), name) == ([*LEVELS, (TOTAL[0], 0)], told_by, 0)


def test_indents_of_texts_in_the_middle_say_nothing() -> None:
    centred = as_page(lambda depth, name: f'<td style="text-align:center;padding-left:{depth * 14}px">{name}</td>')
    (table,) = read_document(centred, name="centred.html").tables
    assert all(cell.begins is None for cell in table.cells)


def test_one_padding_for_all_cells_is_no_indent() -> None:
    padded = as_page(lambda _, name: f'<td style="padding-left:14px">{name}</td>')
    (table,) = read_document(padded, name="padded.html").tables
    assert all(cell.begins is None for cell in table.cells)
