"""What a Word file or a workbook does not show is not read, and what it strikes out is left out and named."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from office import cell, docx, par, plain_row, run, tbl, xlsx
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from extractors.document.model import Document, Paragraph
from extractors.pipeline import read_document as read

STYLES = (
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
)


def styled(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def text(body: str) -> str:
    (paragraph,) = read(docx(body, styles=STYLES)).paragraphs
    return paragraph.text


@pytest.mark.parametrize(
    "properties",
    ['<w:rStyle w:val="Gone"/>', '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'],
    ids=["hidden by its style", "white", "of no size"],
)
def test_letters_that_a_word_file_does_not_show_are_not_read(properties: str) -> None:
    assert text(par(run("预算8") + styled("9", properties) + run("万元"))) == "预算8万元"


@pytest.mark.parametrize(
    "paragraph",
    [
        par(styled("预算8万元", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="203040"/>')),
        par(styled("预算8万元", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="Note"/>'),
        par(styled("预算8万元", '<w:strike w:val="false"/>')),
    ],
    ids=["white on a dark ground", "shown though its paragraph's style hides it", "not struck out"],
)
def test_letters_that_it_shows_are_read(paragraph: str) -> None:
    assert text(paragraph) == "预算8万元"


def test_what_word_strikes_out_is_left_out_and_named() -> None:
    document = read(docx(par(run("预算") + styled("9", "<w:strike/>") + styled("7", "<w:dstrike/>") + run("8万元"))))
    assert [paragraph.text for paragraph in document.paragraphs] == ["预算8万元"]
    (trouble,) = document.troubles
    assert trouble.error == "struck_out"
    assert "2 pieces" in trouble.message


def grid(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row] for row in table.grid]


def test_the_number_of_a_note_behind_an_amount_is_no_digit_of_it() -> None:
    raised = styled("1", '<w:vertAlign w:val="superscript"/>')
    noted = cell(f"<w:p>{run('63.80')}{raised}</w:p>")
    assert grid(read(docx(tbl(plain_row("项目", "预算"), cell("<w:p/>") + noted))))[1] == ["", "63.80¹"]


def test_a_hidden_row_is_no_row_and_a_frame_around_a_number_no_table() -> None:
    hidden = f"<w:trPr><w:hidden/></w:trPr>{plain_row('旧', '9.00')}"
    framed = cell(f"<w:p>{run('邮电费')}</w:p>") + cell(tbl(plain_row("35.00")) + "<w:p/>")
    assert grid(read(docx(tbl(plain_row("项目", "预算"), hidden, framed)))) == [["项目", "预算"], ["邮电费", "35.00"]]


def test_a_file_that_stands_for_another_is_named() -> None:
    (trouble,) = read(docx(par("云岭县图书馆2031年部门预算") + "<w:p><w:subDoc/></w:p>")).troubles
    assert trouble.error == "embedded_file"


def workbook(rows: list[list[object]], change: str, font: Font, fill: PatternFill | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(xlsx({"表": rows})))
    sheet = book.active
    sheet[change].font = font
    if fill:
        sheet[change].fill = fill
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ROWS: list[list[object]] = [["项目", "预算数"], ["甲", 1], ["乙", 2]]


def test_letters_in_the_colour_of_their_ground_are_hidden() -> None:
    document = read(workbook(ROWS, "B2", Font(color="FF203040"), PatternFill("solid", fgColor="FF203040")))
    assert [row[1] for row in grid(document)] == ["预算数", "", "2"]
    assert [trouble.error for trouble in document.troubles] == ["hidden_cells"]


def test_a_cell_that_is_struck_out_is_left_out_and_named() -> None:
    document = read(workbook(ROWS, "B2", Font(strike=True)))
    assert [row[1] for row in grid(document)] == ["预算数", "", "2"]
    assert [(trouble.error, "B2" in trouble.message) for trouble in document.troubles] == [("struck_out", True)]


def test_the_text_of_a_box_on_a_sheet_is_a_line() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    box = (
        f'<x:wsDr xmlns:x="{space}/spreadsheetDrawing" xmlns:a="{space}/main"><x:oneCellAnchor><x:sp><x:txBody><a:p>'
        "<a:r><a:t>说明：项目支出</a:t></a:r><a:r><a:t>3元。</a:t></a:r></a:p></x:txBody></x:sp></x:oneCellAnchor></x:wsDr>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" Type="{kind}" Target="../drawings/d.xml"/></Relationships>'
    )
    stream = io.BytesIO(xlsx({"表": ROWS}))
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr("xl/worksheets/_rels/sheet1.xml.rels", links)
        file.writestr("xl/drawings/d.xml", box)
    assert read(stream.getvalue()).paragraphs[-1].text == "说明：项目支出3元。"


AMOUNTS = [["项目", "预算数"], ["甲", 1], ["乙", 0], ["丙", 3]]
WHITE = DifferentialStyle(font=Font(color="FFFFFFFF"))


def conditioned(look: DifferentialStyle, *, ground: str | None = None, **rule: Any) -> Document:
    """What is read of a sheet whose amounts have a conditional format."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx({"表": AMOUNTS})))
    sheet = book.active
    for (cell_,) in sheet["B2:B4"] if ground else ():
        cell_.fill = PatternFill("solid", fgColor=ground)
    sheet.conditional_formatting.add("B2:B4", Rule(dxf=look, **rule))
    stream = io.BytesIO()
    book.save(stream)
    return read(stream.getvalue())


def amounts(document: Document) -> list[str]:
    return [row[1].text for row in document.tables[0].grid[1:]]


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "cellIs", "operator": "equal", "formula": ["0"]},
        {"type": "cellIs", "operator": "between", "formula": ["-0.5", "0.5"]},
        {"type": "expression", "formula": ["B2=0"]},
        {"type": "expression", "formula": ["$B2 < 1"]},
    ],
)
@pytest.mark.parametrize(
    "look", [WHITE, DifferentialStyle(numFmt=NumberFormat(numFmtId=190, formatCode=";;;"))], ids=["white", "no format"]
)
def test_a_value_that_a_conditional_format_hides_is_left_out_and_named(
    rule: dict[str, Any], look: DifferentialStyle
) -> None:
    document = conditioned(look, **rule)
    assert amounts(document) == ["1", "", "3"]
    (trouble,) = document.troubles
    assert trouble.error == "hidden_cells"
    assert "cell B3" in trouble.message


def test_a_conditional_format_whose_rule_is_not_worked_out_is_named() -> None:
    document = conditioned(WHITE, type="expression", formula=["MOD(ROW(),2)=1"])
    assert amounts(document) == ["1", "0", "3"]
    (trouble,) = document.troubles
    assert trouble.error == "conditional_cells"
    assert "B2, B3, B4" in trouble.message


@pytest.mark.parametrize(
    ("look", "ground"),
    [
        (DifferentialStyle(font=Font(color="FFFF0000")), None),
        (WHITE, "FF203040"),
        (DifferentialStyle(font=Font(color="FFFFFFFF"), fill=PatternFill(bgColor="FF203040")), None),
    ],
    ids=["red", "white on the cell's dark ground", "white on a dark ground of its own"],
)
def test_a_value_that_a_conditional_format_shows_is_read(look: DifferentialStyle, ground: str | None) -> None:
    document = conditioned(look, ground=ground, type="cellIs", operator="equal", formula=["0"])
    assert amounts(document) == ["1", "0", "3"]
    assert document.troubles == []


def test_the_raised_number_of_a_note_in_a_cell_is_no_digit_of_its_amount() -> None:
    pieces = CellRichText(TextBlock(InlineFont(), "7.00"), TextBlock(InlineFont(vertAlign="superscript"), "1"))
    document = read(xlsx({"表": [*ROWS, ["丙", pieces]]}))
    assert [row[1] for row in grid(document)][-1] == "7.00¹"


def showing(inner: bytes, *, aspect: str = "Content", down: int = 4000, where: Callable[[str], str] = par) -> Document:
    """A Word file with an object that shows another, as high as so many twentieths of a point."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ole = f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:r="{kinds}" Type="Embed"'
    shown = f'{ole} ProgID="Word.Document.12" DrawAspect="{aspect}" r:id="x1"/>'
    content = f'<w:r><w:object w:dxaOrig="8000" w:dyaOrig="{down}">{shown}</w:object></w:r>'
    body = par("云岭县图书馆2031年部门预算") + where(content) + par("五、其他")
    with zipfile.ZipFile(io.BytesIO(docx(body))) as box:
        members = {name: box.read(name) for name in box.namelist()}
    link = f'<Relationship Id="x1" Type="{kinds}/package" Target="embeddings/a.docx"/></Relationships>'
    links = members["word/_rels/document.xml.rels"].decode().replace("</Relationships>", link)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as box:
        for name, data in {**members, "word/_rels/document.xml.rels": links, "word/embeddings/a.docx": inner}.items():
            box.writestr(name, data)
    return read(stream.getvalue())


def test_a_word_file_that_is_shown_inside_another_is_read_where_it_stands() -> None:
    inner = docx(par("修缮渡口，安排资金40万元。") + tbl(plain_row("项目", "预算"), plain_row("航标", "5.00")))
    document = showing(inner)
    said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert said == ["云岭县图书馆2031年部门预算", "修缮渡口，安排资金40万元。", "五、其他"]
    assert [block.place().line for block in document.blocks if isinstance(block, Paragraph)] == [1, 2, 3]
    assert document.tables[0].place(1).line == 2
    assert (grid(document), document.troubles) == ([["项目", "预算"], ["航标", "5.00"]], [])


@pytest.mark.parametrize(
    "told",
    [{"aspect": "Icon"}, {"down": 100}, {"where": lambda content: tbl(cell(f"<w:p>{content}</w:p>"))}],
    ids=["an icon", "no room for all of it", "in a cell"],
)
def test_a_word_file_is_named_that_is_not_shown_whole_or_stands_in_a_cell(told: dict[str, Any]) -> None:
    document = showing(docx(par("修缮渡口，安排资金40万元，其中维护航标15万元。")), **told)
    assert "40万元" not in str(document.blocks)
    assert [trouble.error for trouble in document.troubles] == ["embedded_file"]
