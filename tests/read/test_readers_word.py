"""Word files: what a reader of the print sees is what is read, and nothing of what Word keeps beside it."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import MACROS, cell, docx, par, plain_row, run, tbl, zipped

from extractors.document.model import Document, Paragraph, Table
from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read
from extractors.values.counting import chinese, print_number

TEXT = par("云岭县图书馆2031年部门预算")


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def grids(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.grid] for table in document.tables]


def numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(number: int, name: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{name}"/>{more}</w:num>'


OUTLINE = abstract(
    0, level(0, "chineseCounting", "%1、"), level(1, "japaneseCounting", "（%2）"), level(2, "decimal", "%3.")
)


def test_numbers_that_word_computes_are_text() -> None:
    body = "".join(
        par(text, numbered(1, at))
        for text, at in [("收入", 0), ("来源", 1), ("2031年", 2), ("增减", 2), ("去向", 1), ("支出", 0), ("来源", 1)]
    )
    document = read(docx(body, numbering=OUTLINE + num(1, 0)))
    assert texts(document) == [
        "一、收入", "（一）来源", "1. 2031年", "2.增减", "（二）去向", "二、支出", "（一）来源",
    ]  # fmt: skip


def test_a_level_prints_the_numbers_of_those_above_it() -> None:
    levels = (level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "upperLetter", "%1.%2.%3"))
    body = "".join(par("条目", numbered(1, at)) for at in (0, 1, 1, 2, 0, 1))
    document = read(docx(body, numbering=abstract(0, *levels) + num(1, 0)))
    assert texts(document) == ["1条目", "1.1条目", "1.2条目", "1.2.A条目", "2条目", "2.1条目"]


def test_numberings_of_one_family_count_on_and_an_override_starts_anew() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = "".join(par("项", numbered(number)) for number in (1, 2, 3, 3))
    document = read(docx(body, numbering=OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, again)))
    assert texts(document) == ["一、项", "二、项", "一、项", "二、项"]


def test_a_style_numbers_its_paragraphs_and_those_based_on_it() -> None:
    styles = (
        f'<w:style w:styleId="H"><w:pPr>{numbered(1, 1)}</w:pPr></w:style>'
        '<w:style w:styleId="I"><w:basedOn w:val="H"/></w:style>'
    )
    body = par("甲", '<w:pStyle w:val="H"/>') + par("乙", '<w:pStyle w:val="I"/>') + par("丙", numbered(0))
    assert texts(read(docx(body, numbering=OUTLINE + num(1, 0), styles=styles))) == ["（一）甲", "（二）乙", "丙"]


def test_an_empty_paragraph_is_counted_but_prints_nothing() -> None:
    body = par("甲", numbered(1)) + par("<w:r/>", numbered(1)) + par("乙", numbered(1))
    assert texts(read(docx(body, numbering=OUTLINE + num(1, 0)))) == ["一、甲", "三、乙"]


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [
        ("chineseCounting", 10, "十"), ("chineseCountingThousand", 21, "二十一"), ("japaneseCounting", 105, "一百零五"),
        ("chineseLegalSimplified", 3, "叁"), ("ideographDigital", 12, "一二"), ("decimalEnclosedCircle", 3, "③"),
        ("ideographTraditional", 2, "乙"), ("lowerRoman", 9, "ix"), ("decimalZero", 7, "07"), ("unheard of", 7, "7"),
        ("decimalFullWidth", 12, "１２"), ("lowerLetter", 27, "aa"), ("decimalEnclosedCircle", 21, "21"),
        ("lowerLetter", 10**12, "1000000000000"),
    ],
)  # fmt: skip
def test_number_formats(form: str, value: int, shown: str) -> None:
    assert print_number(value, form) == shown


@given(st.integers(1, 9_999))
def test_a_chinese_numeral_says_each_digit_once(value: int) -> None:
    digits = [int(digit) for digit in str(value) if digit != "0"]
    said = ["〇一二三四五六七八九".index(char) for char in chinese(value) if char in "一二三四五六七八九"]
    assert said == (digits[1:] if 10 <= value < 20 else digits)


def test_tables_have_their_true_spans() -> None:
    rows = (
        cell("项目", merge="restart") + cell("预算", span=2),
        cell("", merge="continue") + cell("上年") + cell("本年"),
        plain_row("基本支出", "50.00", "60.00"),
    )
    (table,) = read(docx(TEXT + tbl(*rows, columns=3))).tables
    spans = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells}
    assert spans["项目"] == (0, 0, 2, 1) and spans["预算"] == (0, 1, 1, 2) and spans["60.00"] == (2, 2, 1, 1)
    assert table.edges == (0, 50, 100, 150)


def test_cells_before_a_row_begins_are_blank() -> None:
    late = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{plain_row("50.00")}'
    assert grids(read(docx(tbl(plain_row("项目", "预算"), late)))) == [[["项目", "预算"], ["", "50.00"]]]


def test_a_nested_table_is_a_table_of_its_own_after_the_outer_one() -> None:
    inner = tbl(plain_row("单价", "数量"), plain_row("2.00", "3"), columns=2)
    outer = tbl(plain_row("明细", "金额"), cell(f"{par('如下')}{inner}{par('')}") + cell("6.00"), columns=2)
    assert grids(read(docx(outer))) == [[["明细", "金额"], ["如下", "6.00"]], [["单价", "数量"], ["2.00", "3"]]]


def test_a_table_that_only_frames_others_is_read_as_what_it_frames() -> None:
    """Its lines are above the table below them, wherever they stand in the frame."""
    inner = tbl(plain_row("项目", "预算"), plain_row("事业收入", "5.00"), columns=2)
    framed = tbl(cell(f"{par('部门收入总表')}{par('单位：万元')}{inner}{par('')}"), columns=1)
    document = read(docx(par("部门支出总表") + tbl(cell(inner + par("")), columns=1) + framed))
    assert [table.title for table in document.tables] == ["部门支出总表", "部门收入总表"]
    assert grids(document) == [[["项目", "预算"], ["事业收入", "5.00"]]] * 2


def test_captions_pasted_into_a_grid_are_its_context_and_cut_it_from_the_table_above() -> None:
    def pasted(title: str) -> list[str]:
        return [cell(title, 2, ruled=False), cell("", ruled=False) + cell("单位：万元", ruled=False)]

    rows = [*pasted("部门收入总表"), plain_row("项目", "预算"), plain_row("事业收入", "5.00")]
    rows += [*pasted("部门支出总表"), plain_row("项目", "预算"), plain_row("项目支出", "5.00")]
    tables = read(docx(tbl(*rows, columns=2))).tables
    assert [table.title for table in tables] == ["部门收入总表", "部门支出总表"]
    assert [[line.text for line in table.context][-1] for table in tables] == ["单位：万元"] * 2
    assert [(table.rows, table.captions) for table in tables] == [(4, 2), (4, 2)]


def test_a_note_pasted_below_a_grid_is_a_line() -> None:
    document = read(docx(tbl(plain_row("项目", "预算"), cell("我单位无此项内容", 2, ruled=False), columns=2)))
    assert grids(document) == [[["项目", "预算"]]]
    assert texts(document) == ["我单位无此项内容"]


def test_a_note_pasted_between_two_grids_belongs_to_the_one_above() -> None:
    table = [cell("部门支出总表", 2, ruled=False), plain_row("项目", "预算"), plain_row("合计", "5.00")]
    note = cell("", ruled=False) + cell("我单位无此项数据", ruled=False)
    above, line, below = read(docx(tbl(*table, note, *table, columns=2))).blocks
    assert isinstance(line, Paragraph) and line.text == "我单位无此项数据"
    assert [block.rows for block in (above, below) if isinstance(block, Table)] == [3, 3]


INSIDE = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>'
STYLES = (
    f'<w:style w:styleId="Grid"><w:tblPr>{INSIDE}</w:tblPr></w:style>'
    '<w:style w:styleId="Ours"><w:basedOn w:val="Grid"/></w:style>'
)


@pytest.mark.parametrize("properties", [INSIDE, '<w:tblStyle w:val="Grid"/>', '<w:tblStyle w:val="Ours"/>'])
def test_a_table_that_rules_its_cells_has_no_captions(properties: str) -> None:
    rows = (plain_row("名称", "性质"), plain_row("云岭县图书馆", "事业", ruled=False))
    (table,) = read(docx(tbl(*rows, properties=properties), styles=STYLES)).tables
    assert (table.rows, table.captions) == (2, 0)


def test_a_table_without_any_rule_is_a_table() -> None:
    rows = (plain_row("名称", "性质", ruled=False), plain_row("云岭县图书馆", "事业", ruled=False))
    (table,) = read(docx(tbl(*rows))).tables
    assert (table.rows, table.captions) == (2, 0)


def test_a_row_of_figures_without_rules_stays_in_its_table() -> None:
    rows = (plain_row("项目", "预算"), plain_row("其中", "3.00", ruled=False), plain_row("项目支出", "5.00"))
    (table,) = read(docx(tbl(*rows))).tables
    assert table.rows == 3


def test_deletions_comments_and_hidden_text_are_not_read_and_insertions_are() -> None:
    body = par(
        run("预算") + f"<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins>{run('8')}</w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r><w:r><w:commentReference w:id='1'/></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r>" + run("万元")
    )
    assert texts(read(docx(body))) == ["预算8万元"]


def test_a_deleted_row_and_a_deleted_paragraph_end_are_gone() -> None:
    gone = f"<w:trPr><w:del/></w:trPr>{plain_row('旧', '1.00')}"
    body = par("本年", "<w:rPr><w:del/></w:rPr>") + par("预算")
    document = read(docx(body + tbl(plain_row("项目", "预算"), gone, plain_row("新", "2.00"))))
    assert texts(document) == ["本年预算"]
    assert grids(document) == [[["项目", "预算"], ["新", "2.00"]]]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{par('收入预算80万元。')}</w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(docx(par(shape + run("说明"))))) == ["说明", "收入预算80万元。"]


def test_headers_are_left_out_and_footnotes_are_read_last() -> None:
    document = read(docx(TEXT, header=par("内部资料"), footnotes=f"<w:footnote>{par('含结转。')}</w:footnote>"))
    assert texts(document) == ["云岭县图书馆2031年部门预算", "含结转。"]


@pytest.mark.parametrize(("amounts", "named"), [(("35.00", "12.00", "47.00"), 1), (("3", "8"), 0)])
def test_a_table_of_amounts_in_a_header_is_named_and_the_numbers_of_pages_are_not(
    amounts: tuple[str, ...], named: int
) -> None:
    document = read(docx(TEXT, header=tbl(*(plain_row("水费", amount) for amount in amounts))))
    assert [trouble.error for trouble in document.troubles] == ["table_in_margin"] * named


def test_breaks_hyphens_tabs_and_controls() -> None:
    body = par(
        f"<w:sdt><w:sdtContent>{run('云岭县')}</w:sdtContent></w:sdt><w:hyperlink>{run('图书馆')}</w:hyperlink>"
        f"<w:r><w:softHyphen/><w:br/></w:r>{run('A1')}<w:r><w:noBreakHyphen/></w:r>{run('2')}<w:r><w:tab/></w:r>{run('x')}"
    )
    assert texts(read(docx(body))) == ["云岭县图书馆A1-2 x"]


def test_a_tab_prints_the_dots_that_lead_to_a_page_number() -> None:
    entry = run("部门收支预算总表") + "<w:r><w:tab/></w:r>" + run("14")
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9629" w:leader="{}"/></w:tabs>'
    read_as = [texts(read(docx(par(entry, tabs.format(leader))))) for leader in ("dot", "none")]
    assert read_as == [["部门收支预算总表......14"], ["部门收支预算总表14"]]


def test_a_line_break_ends_a_paragraph_where_a_sentence_ends() -> None:
    body = par(run("一是增收。") + "<w:r><w:br/></w:r>" + run("二是节支。"))
    assert texts(read(docx(body))) == ["一是增收。", "二是节支。"]


def test_paragraphs_are_joined_only_where_a_sentence_was_broken_by_hand() -> None:
    document = read(docx(par("一是增收，二是节支，") + par("三是公开，力争全面公开") + par("部门收入总表")))
    assert texts(document) == ["一是增收，二是节支，三是公开，力争全面公开", "部门收入总表"]


def test_the_place_of_a_paragraph_and_of_a_cell_is_its_number() -> None:
    document = read(docx(TEXT + tbl(plain_row("项目", "预算"), plain_row("合计", "5.00")) + par("二、其他")))
    assert [block.place().line for block in document.blocks if isinstance(block, Paragraph)] == [1, 6]
    assert [document.tables[0].place(row).line for row in range(2)] == [2, 4]


def test_an_embedded_workbook_is_named() -> None:
    document = read(docx(TEXT + par("<w:r><w:object/></w:r>")))
    assert [trouble.error for trouble in document.troubles] == ["embedded_file"]
    assert "paragraph 2" in document.troubles[0].message


@pytest.mark.parametrize(("size", "named"), [(16 * 360_000, 1), (2 * 360_000, 0)])
def test_a_picture_large_enough_to_be_a_scan_is_named(size: int, named: int) -> None:
    name = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    picture = f'<w:drawing><wp:inline xmlns:wp="{name}"><wp:extent cx="{size}" cy="{size}"/></wp:inline></w:drawing>'
    document = read(docx(TEXT + par(f"<w:r>{picture}</w:r>")))
    assert ["scan" in trouble.message for trouble in document.troubles] == [True] * named


def test_macros_are_no_reason_not_to_read() -> None:
    assert texts(read(docx(TEXT, main=MACROS))) == ["云岭县图书馆2031年部门预算"]


def test_strict_files_are_read_like_others() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(TEXT))) as box:
        members = {name: box.read(name).decode() for name in box.namelist()}
    usual, strict = "schemas.openxmlformats.org", "purl.oclc.org/ooxml"
    members["word/document.xml"] = members["word/document.xml"].replace(
        f"http://{usual}/wordprocessingml/2006/main", f"http://{strict}/wordprocessingml/main"
    )
    assert texts(read(zipped(members))) == ["云岭县图书馆2031年部门预算"]


@pytest.mark.parametrize(
    ("body", "error"), [("", "empty_file"), (par("<w:r><w:drawing><v:imagedata/></w:drawing></w:r>"), "scanned_word")]
)
def test_a_file_without_text_says_so(body: str, error: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(docx(body))
    assert raised.value.error == error


SUM = "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>=SUM({})</w:instrText><w:fldChar w:fldCharType='end'/></w:r>"
SIMPLE = "<w:fldSimple w:instr='=SUM({}) \\# &quot;0.00&quot;'/>"


@pytest.mark.parametrize("field", [SUM, SIMPLE])
def test_a_sum_whose_result_the_file_does_not_hold_is_made(field: str) -> None:
    left, above = par(field.format("LEFT")), par(field.format("ABOVE"))
    rows = [("项目", "预算数", "追加", "合计"), ("办公费", "1,204.50", "10.00", left), ("邮电费", "35.00", "0.50", "")]
    rows.append(("合计", above, "", ""))
    document = read(docx(TEXT + tbl(*(plain_row(*row) for row in rows), columns=4)))
    assert grids(document)[0][1][3] == "1214.50"
    assert grids(document)[0][3][1] == "1239.50"
    assert document.troubles == []


def test_a_formula_that_is_no_plain_sum_is_named() -> None:
    field = SUM.format("ABOVE)*(2")
    rows = (("项目", "预算数"), ("办公费", "1.00"), ("合计", par(field)))
    document = read(docx(TEXT + tbl(*(plain_row(*row) for row in rows), columns=2)))
    assert grids(document)[0][2] == ["合计", ""]
    assert [trouble.error for trouble in document.troubles] == ["formula_without_value"]


def test_letters_that_run_from_right_to_left_by_force_and_blocks_are_as_printed() -> None:
    turned = f"<w:bdo w:val='rtl'>{run('00.53')}</w:bdo>"
    properties = "<w:rPr><w:color w:val='000000'/><w:shd w:val='clear' w:fill='000000'/></w:rPr>"
    black = f"<w:r>{properties}<w:t>7.00</w:t></w:r>"
    rows = (("项目", "预算数"), ("邮电费", par(turned)), ("差旅费", par(black)))
    document = read(docx(TEXT + tbl(*(plain_row(*row) for row in rows), columns=2)))
    assert grids(document)[0][1:] == [["邮电费", "35.00"], ["差旅费", "█"]]
