"""The report: what a reader is told of a document's checks, and where the figures are shown to stand."""

import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from disclosed import Disclosed, sample
from hostile_markup import KEPT, MARKUP
from lxml import html
from publishing import PROSE

from extractors.diagnose.between import diagnose_between
from extractors.document.place import Place
from flows.archive.capture import Capture
from flows.archive.store import Archive
from flows.cli import main as cli
from flows.publish.register import Entry
from flows.report.charts import bars, compositions, curve
from flows.report.evidence import Evidence, spans
from flows.report.images import pictures
from flows.report.page import report
from flows.report.sources import find_bytes
from flows.report.words import Words


def parsed(page: str) -> html.HtmlElement:
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def said(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.xpath(path)]


@dataclass(frozen=True)
class Made:
    """The report of a sample."""

    text: str
    page: html.HtmlElement


@pytest.fixture(scope="module")
def of_pdf(pdf_2020: Disclosed) -> Made:
    text = report(pdf_2020.common, pdf_2020.records, data=pdf_2020.data)
    return Made(text, parsed(text))


@pytest.fixture(scope="module")
def of_text(text_2020: Disclosed) -> Made:
    text = report(text_2020.common, text_2020.records)
    return Made(text, parsed(text))


def finding(page: html.HtmlElement, words: str) -> html.HtmlElement:
    (found,) = [one for one in page.xpath("//article") if words in one.text_content()]
    return found


def test_each_finding_is_one_sentence_with_both_figures(of_pdf: Made, pdf_2020: Disclosed) -> None:
    assert len(of_pdf.page.xpath("//article")) == len(pdf_2020.records["findings"]) == 5
    article = finding(of_pdf.page, "211.57")
    assert said(article, ".//h3") == ["项目支出前后不一致：第 3 页 211.57 万元，第 3 页 211.53 万元，相差 0.04 万元。"]
    assert said(article, ".//p[@class='what']") == ["甲 项目支出 211.57 万元", "乙 项目支出 211.53 万元"]


def test_a_finding_says_how_it_is_explained_away(of_pdf: Made, pdf_2020: Disclosed) -> None:
    (line,) = said(finding(of_pdf.page, "211.57"), ".//code")
    (row,) = [row for row in pdf_2020.records["findings"] if "211.57" in row["message_zh"]]
    assert line.startswith(f"yusuan accept {pdf_2020.common['document_id'][:8]} {row['name']} --because")


def test_the_gravest_findings_stand_first(of_pdf: Made) -> None:
    levels = [one.get("class").split()[1] for one in of_pdf.page.xpath("//article")]
    assert levels == ["error"] * 3 + ["warning"] * 2


def test_the_scoreboard_counts_every_check_once(of_pdf: Made, pdf_2020: Disclosed) -> None:
    tiles = dict(
        zip(said(of_pdf.page, "//ul[@class='tiles']//span"), said(of_pdf.page, "//ul[@class='tiles']//b"), strict=True)
    )
    assert (tiles["错误"], tiles["警示"]) == ("3", "4")
    assert sum(map(int, tiles.values())) == len(pdf_2020.records["checks"])
    cells = [text for text in said(of_pdf.page, "//section[1]//tbody//td") if text != "·"]
    assert sum(map(int, cells)) == len(pdf_2020.records["checks"])


def test_figures_of_prose_are_marked_where_the_page_prints_them(of_pdf: Made) -> None:
    first = finding(of_pdf.page, "211.57")
    assert said(first, ".//mark") == ["211.57万元", "211.53万元"]
    (crop,) = first.xpath(".//*[name()='svg']")
    assert [mark.get("class") for mark in crop.xpath("./*[starts-with(@class, 'm ')]")] == ["m b strong", "m a strong"]
    assert "甲：项目支出 211.57 万元" in crop.get("aria-label")


def test_a_figure_in_a_table_is_marked_in_its_cell_and_a_computed_one_by_its_row(of_pdf: Made) -> None:
    article = finding(of_pdf.page, "木骨架为主的椅凳类")
    marks = [mark.get("class") for mark in article.xpath(".//*[starts-with(@class, 'm ')]")]
    assert "m a" in marks and "m b strong" in marks and "m a strong" not in marks
    assert "没有在所标位置单独印出" in article.xpath("(.//div[contains(@class, 'side a')])[1]")[0].text_content()


def test_what_the_purpose_states_is_marked_in_the_purpose(of_pdf: Made, of_text: Made) -> None:
    for made in (of_pdf, of_text):
        sides = finding(made.page, "文述6月底进度").xpath(".//div[contains(@class, 'side')]")
        assert not any("没有在所标位置" in side.text_content() for side in sides)


def test_without_pages_the_row_is_shown_as_text_with_its_header_and_the_figure_marked(of_text: Made) -> None:
    article = finding(of_text.page, "木骨架为主的椅凳类")
    assert not article.xpath(".//*[name()='svg']")
    rows = article.xpath(".//div[contains(@class, 'side b')]//tr")
    assert "采购物品名称" in rows[0].text_content().replace(" ", "")
    assert "5.52" in said(rows[-1], ".//mark")


def test_every_number_of_a_table_links_to_something_on_the_page(of_pdf: Made, pdf_2020: Disclosed) -> None:
    ids = set(of_pdf.page.xpath("//@id"))
    links = of_pdf.page.xpath("//table[@class='printed']//a/@href")
    assert len(links) > 800
    assert {link.removeprefix("#") for link in of_pdf.page.xpath("//a/@href")} <= ids
    for cell in of_pdf.page.xpath("//table[@class='printed']//*[self::td or self::th]"):
        bare = "".join(cell.xpath("./text()"))
        assert not re.search(r"\d", bare) or re.search(r"[A-Z]\d|\d[A-Z]|\d{14}", cell.text_content()), bare


def test_a_number_links_to_the_box_in_which_it_is_printed(of_pdf: Made, pdf_2020: Disclosed) -> None:
    cell = next(cell for cell in pdf_2020.records["cells"] if cell["text"] == "5.52" and cell["page"] == 19)
    name = f"{cell['table_index']}-{cell['row']}-{cell['col']}"
    assert of_pdf.page.xpath(f"//*[@id='t{name}']/a/@href") == [f"#c{name}"]
    (box,) = of_pdf.page.xpath(f"//*[@id='page-19']//*[@id='c{name}']")
    assert float(box.get("x")) == round(cell["x0"], 1)


def test_ids_are_unique(of_pdf: Made, of_text: Made) -> None:
    for made in (of_pdf, of_text):
        ids = made.page.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_merged_cells_stay_merged(of_pdf: Made, pdf_2020: Disclosed) -> None:
    spans = sum(1 for cell in pdf_2020.records["cells"] if cell["col_span"] > 1)
    assert len(of_pdf.page.xpath("//table[@class='printed' and .//@id]//*[@colspan]")) == spans > 0


def test_the_page_asks_for_nothing_and_allows_nothing(of_pdf: Made) -> None:
    (policy,) = of_pdf.page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert not of_pdf.page.xpath("//script | //link | //@style | //@onclick")
    assert not [url for url in of_pdf.page.xpath("//@src | //@href") if not url.startswith(("#", "data:image/webp"))]


def test_markup_in_a_document_stays_text(text_2020: Disclosed) -> None:
    records = {name: [dict(row) for row in rows] for name, rows in text_2020.records.items()}
    for table, column in (("cells", "text"), ("figures", "sentence"), ("figures", "label"), ("tables", "title")):
        for row in records[table]:
            row[column] = f"{MARKUP}{row[column] or ''}"
    for name in ("projects", "checks", "documents", "leftovers"):
        for row in records[name]:
            row |= {key: MARKUP for key, value in row.items() if type(value) is str and key not in KEPT}
    records["documents"][0]["source_url"] = "javascript:alert(4)"
    page = parsed(report({**text_2020.common, "publisher": MARKUP}, records, command=MARKUP))
    assert not page.xpath("//script | //img | //@onerror")
    assert all(link.startswith("#") for link in page.xpath("//a/@href"))
    assert MARKUP.replace("  ", " ") in said(page, "//h1")[0]
    assert "49" not in said(page, "//h1")[0]


def test_characters_that_turn_or_break_text_are_left_out(text_2020: Disclosed) -> None:
    records = dict(text_2020.records)
    records["documents"] = [{**records["documents"][0], "file_name": "a\u202e5.21\x00\x08\ud800b.txt"}]
    text = report(text_2020.common, records)
    assert "a5.21b.txt" in text
    text.encode()


def test_an_explained_finding_is_no_alarm_and_says_why_by_whom_and_when(pdf_2020: Disclosed) -> None:
    check = next(check for check in pdf_2020.records["checks"] if check["identity"] == "item_amount")
    failed = next(
        one for one in pdf_2020.records["checks"] if one["identity"] == "item_amount" and one["status"] == "fail"
    )
    whose = (pdf_2020.common["publisher"], pdf_2020.common["fiscal_year"], None)
    values = (failed["left_value"], failed["right_value"])
    entry = Entry(*whose, check["identity"], failed["subject"], *values, "单价已含<运费>", "王某", "2020-03-02")
    page = parsed(report(pdf_2020.common, pdf_2020.records, entries=[entry]))
    article = finding(page, "木骨架为主的椅凳类")
    assert article.get("class") == "finding explained"
    assert said(article, ".//p[@class='because']") == ["王某 于 2020-03-02 说明：单价已含<运费>"]
    assert page.xpath("//article")[-1] is article
    assert "1 项已有人说明" in said(page, "//p[@class='lead']")[0]


def test_in_english_the_page_is_english(text_2020: Disclosed) -> None:
    page = parsed(report(text_2020.common, text_2020.records, language="en"))
    assert page.get("lang") == "en"
    assert "10 percentage points more than planned progress of month 6" in said(page, "//article[2]//h3")[0]


def test_a_report_of_prose_alone_has_no_findings_and_no_drawing(tmp_path: Path) -> None:
    path = tmp_path / "云岭.txt"
    path.write_text(PROSE, encoding="utf-8")
    cli_report(str(path), "--to", str(tmp_path / "r.html"))
    page = parsed((tmp_path / "r.html").read_text(encoding="utf-8"))
    assert "各项核对均相符" in page.text_content() and "没有可以画图" in page.text_content()


def cli_report(*arguments: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["report", *arguments])
    assert ended.value.code == 0


def test_changes_of_other_years_are_a_table_of_their_own(text_2020: Disclosed) -> None:
    project = text_2020.records["projects"][0]
    where = {"before_place": Place(line=3), "after_place": Place(line=project["line"])}
    grown = SimpleNamespace(
        what="changed", parent="图书购置", indicator=None, field="budget_yuan", label="预算数", **where
    )
    grown.before, grown.after = Decimal(120000), Decimal(186000)
    gone = SimpleNamespace(
        what="ended", parent="<b>旧项目</b>", indicator="次数", field="target", label="指标值", **where
    )
    gone.before, gone.after, gone.after_place = "≥2次", None, None
    page = parsed(report(text_2020.common, text_2020.records, changes=[("2019 → 2020", [grown, gone]), ("2018", [])]))
    assert said(page, "//h2[@id='changes']/..//tbody/tr[1]/*") == ["图书购置", "改变", "预算数", "12 万元", "18.6 万元"]
    assert said(page, "//h2[@id='changes']/..//tbody/tr[2]/*") == [
        "<b>旧项目</b> · 次数",
        "终止",
        "指标值",
        "≥2次",
        "—",
    ]
    (link,) = page.xpath("//h2[@id='changes']/..//td/a/@href")
    assert page.get_element_by_id(link[1:]).text_content()
    assert "均无变动" in page.text_content()


def test_a_folder_gets_an_index_and_published_documents_are_told_how_to_get_pictures(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = published
    cli_report(str(out), "--to", str(tmp_path / "site"))
    index = parsed((tmp_path / "site" / "index.html").read_text(encoding="utf-8"))
    links = index.xpath("//tbody//a/@href")
    assert len(links) == 2 and all((tmp_path / "site" / link).is_file() for link in links)
    pages = [(tmp_path / "site" / link).read_text(encoding="utf-8") for link in links]
    assert not any("data:image" in page for page in pages)
    assert any("yusuan report" in page for page in pages)
    (_,) = index.xpath("//p[contains(@class, 'find')]/@hidden")
    cli_report(
        "2021年部门预算.pdf",
        "--out",
        str(out),
        "--files",
        str(sample("2021年部门预算.pdf").parent),
        "--to",
        str(tmp_path),
    )
    (made,) = [parsed(path.read_text(encoding="utf-8")) for path in tmp_path.glob("*.html")]
    assert "2020 → 2021" in said(made, "//h2[@id='changes']/../h3")[0]
    assert len(made.xpath("//h2[@id='changes']/..//td/a")) > 20
    assert sum("data:image" in path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html")) == 1
    cli_report(
        "2021年部门预算.pdf", "--out", str(out), "--archive", str(tmp_path / "none"), "--to", str(tmp_path / "x.html")
    )
    assert "without page images" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "value", "unit", "printed", "found"),
    [
        ("5.52", "55200", "元", "万元", ["5.52"]),
        ("5.52", "55200", "元", "元", []),
        ("55,200", "55200", "元", None, ["55,200"]),
        ("支出５.52万元，其中5.53万元", "55200", "元", "元", ["５.52万元"]),
        ("6月底60%；10月底75%", "60", "%", None, ["60%"]),
        ("增加-4.15%", "4.15", "%", None, ["-4.15%"]),
        ("共24期、24人", "24", "期", None, ["24", "24"]),
        ("60%", "60", "元", None, []),
        ("—", None, "元", None, []),
    ],
)  # fmt: skip
def test_a_value_is_found_only_where_it_is_printed(
    text: str, value: str | None, unit: str, printed: str | None, found: list[str]
) -> None:
    number = None if value is None else Decimal(value)
    assert [text[start:end] for start, end in spans(text, number, unit, printed)] == found


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (Place(7, table=3, row=2), "第 7 页 第 3 张表 第 3 行", "page 7, table 3, row 3"),
        (Place(line=98), "第 98 行", "line 98"),
        (Place(2, 9), "第 2 页 第 9 行", "page 2, line 9"),
        (Place(31, table=9), "第 31 页 第 9 张表", "page 31, table 9"),
        (Place(7, document="a1", file="某局.pdf"), "某局.pdf 第 7 页", "某局.pdf, page 7"),
    ],
)
def test_a_place_is_said_as_a_reader_counts(place: Place, zh: str, en: str) -> None:
    assert (Words("zh").place(place), Words("en").place(place)) == (zh, en)


def test_the_other_documents_side_of_a_finding_is_named_and_not_marked_here(pdf_2021: Disclosed) -> None:
    row = dict(next(check for check in pdf_2021.records["checks"] if [p["page"] for p in check["left_places"]] == [3]))
    other = Place(3, table=1, row=0, document="a1", file="别的.pdf")
    row |= {"identity": "last_year", "subject": "revenue_total 2021", "status": "fail", "message_zh": "不符。"}
    row |= {"difference": Decimal(1)}
    row |= {"left_places": [Place(3).data()], "right_places": [other.data()]}
    checks, findings = diagnose_between([row])
    records = {**pdf_2021.records, "checks": checks, "findings": findings}
    page = parsed(report(pdf_2021.common, records, data=pdf_2021.data))
    ours, others = page.xpath("//article//p[@class='where']")
    assert ours.xpath("./a/@href") and ours.text_content() == "第 3 页"
    assert not others.xpath("./a") and others.text_content() == "别的.pdf 第 3 页 第 1 张表 第 1 行"


def test_every_place_of_every_check_of_a_sample_is_found(pdf_2020: Disclosed, text_2020: Disclosed) -> None:
    for one in (pdf_2020, text_2020):
        evidence = Evidence(one.records)
        for check in one.records["checks"]:
            for side in ("left", "right"):
                assert len(evidence.passages(check, side)) >= len(check[f"{side}_places"])


def test_a_figure_whose_words_are_not_on_its_page_is_not_marked(pdf_2020: Disclosed) -> None:
    figure = next(row for row in pdf_2020.records["figures"] if row["page"] == 3)
    moved = {**figure, "sentence": f"别处{figure['value']}万元别处", "seq": 900}
    made = pictures(pdf_2020.data, {3, 99}, [figure, moved])
    assert set(made.pages) == {3}
    assert set(made.boxes) == {figure["seq"]}


STATED = {"page": 3, "line": None, "table_index": None, "reason": None, "value": None, "year": 2031}
RATE = {
    **STATED,
    "seq": 1,
    "label": "支出",
    "value_yuan": None,
    "percent": Decimal("5.95"),
    "sentence": "支出80万元，减少5.95%。",
}
LEVEL = {
    **STATED,
    "seq": 2,
    "label": "支出",
    "value_yuan": Decimal(800000),
    "percent": None,
    "sentence": "支出80万元，减少5.95%。",
}
NONE = {**STATED, "seq": 3, "label": "其他", "value_yuan": Decimal(0), "percent": None, "sentence": "其他支出0万元。"}


def side(label: str, value: object, unit: str, said: str = "") -> dict[str, object]:
    return {
        "left_label": label,
        "left_value": value,
        "unit": unit,
        "left_places": [Place(3).data()],
        "message_zh": said,
    }


def test_a_decrease_is_found_by_its_magnitude_and_not_taken_for_the_level_beside_it() -> None:
    (found,) = Evidence({"figures": [LEVEL, RATE]}).passages(side("支出增减幅度", Decimal("-5.95"), "%"), "left")
    assert found.figure is RATE and found.same


def test_a_sentence_of_a_page_is_shown_only_where_its_name_or_its_value_is_meant() -> None:
    evidence = Evidence({"figures": [LEVEL, RATE, NONE]})
    assert [found.figure for found in evidence.passages(side("上年数", Decimal(0), "元"), "left")] == [None]
    assert [found.figure for found in evidence.passages(side("合计", Decimal(800000), "元"), "left")] == [LEVEL]
    (named,) = evidence.passages(side("其他支出与支出之差", Decimal(1), "元"), "left")[:1]
    assert named.figure is not None and not named.same


def test_a_reason_that_is_quoted_shows_its_sentence() -> None:
    given = {**RATE, "reason": "人员增加"}
    (found,) = Evidence({"figures": [given]}).passages(
        side("增减方向", None, "", "减少，所述原因为“人员增加”。"), "left"
    )
    assert found.figure is given


def amount(table_no: int, yuan: int, name: str = "") -> dict[str, object]:
    return {"table_no": table_no, "budget_yuan": Decimal(yuan), "project_name": name or str(table_no), "title": None}


def test_projects_are_ranked_by_budget() -> None:
    drawn, more = bars([amount(1, 10), amount(2, 40), amount(3, 0), *(amount(n, 5) for n in range(4, 40))])
    assert [(part.name, part.size) for part in drawn[:2]] == [("2", 100), ("1", 25)]
    assert more == 8


def test_a_composition_is_drawn_only_where_its_parts_make_the_total() -> None:
    line = {
        "table_kind": "revenue_expenditure",
        "year": 2031,
        "side": "revenue",
        "of_which": False,
        "scheme": "fund_source",
    }
    item = {**line, "role": "item", "level": 1}
    total = {**line, "role": "total", "level": 0, "name": "合计", "amount_yuan": Decimal(100)}
    parts = [{**item, "name": name, "amount_yuan": Decimal(yuan)} for name, yuan in (("拨款", 75), ("其他", 25))]
    (whole,) = compositions([*parts, total], [], 2031)
    assert whole.whole and [part.size for part in whole.parts] == [75, 25]
    (short,) = compositions([*parts, {**total, "amount_yuan": Decimal(101)}], [], 2031)
    assert not short.whole


def test_the_spending_curve_leaves_out_projects_with_a_blank_month() -> None:
    plans = [
        {"table_no": number, "month": month, "percent": None if percent is None else Decimal(percent)}
        for number, percents in ((1, (50, 100)), (2, (20, 100)), (3, (None, 100)))
        for month, percent in zip((6, 12), percents, strict=True)
    ]
    made = curve(plans, [amount(1, 100), amount(2, 300), amount(3, 900)])
    assert made is not None and made.projects == 2
    assert made.months == ((6, Decimal("27.5")), (12, Decimal("100.0")))
    assert curve(plans, []) is None


def test_the_report_has_each_of_its_words_in_both_languages() -> None:
    from flows.report.words import _data

    for section in ("words", "subjects"):
        assert all(len(both) == 2 and all(both) for both in _data()[section].values())
    assert Words("en").group("unsorted") == "Other"


def test_a_published_documents_bytes_are_found_by_their_hash_in_the_archive_else_in_a_folder(
    pdf_2021: Disclosed, tmp_path: Path
) -> None:
    row = {**pdf_2021.common, **pdf_2021.records["documents"][0]}
    archive = str(tmp_path / "archive")
    assert find_bytes(row, archive, None) is None
    assert find_bytes(row, archive, pdf_2021.path.parent) == pdf_2021.data
    Archive(archive).put(pdf_2021.data, Capture(file_name="x.pdf", retrieved_at="2031-02-03T00:00:00Z"))
    assert find_bytes(row, archive, None) == pdf_2021.data
    with zipfile.ZipFile(tmp_path / "年度.zip", "w") as box:
        box.writestr("a/b.pdf", pdf_2021.data)
    inside = {**row, "file_name": "年度.zip!/a/b.pdf"}
    assert find_bytes(inside, str(tmp_path / "none"), tmp_path) == pdf_2021.data
    altered = {**row, "document_id": "0" * 64}
    assert find_bytes(altered, archive, pdf_2021.path.parent) is None
