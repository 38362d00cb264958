"""Real disclosures beside the repository: the hand-checked records, and both PDF parsers page by page."""

import csv
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2 as pdfium
import pytest
from corpora import CORPUS, GOLDEN, SHARED, ReadOnce
from page_readers import both
from publishing import rows, sound, stage

from extractors.check.evaluation import REGISTRY
from extractors.document.model import Table
from extractors.read.pdf.content import PageContent
from extractors.read.pdf.page import read_page
from extractors.values.numbers import is_number
from extractors.values.text import compact
from flows.publish import snapshots
from schemas.standard import expected_set

EACH = 6
"""Every sixth page of each PDF is compared."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not there"),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The disclosure of Hebei, published."""
    out = tmp_path_factory.mktemp("corpus") / "out"
    for path in sorted((CORPUS / "hebei-2020").glob("*.txt")):
        assert stage(path, out).problem is None
    snapshots.publish(out)
    sound(out)
    return out


def failing(out: Path, severity: str) -> list[tuple[str, str]]:
    checks = [row for row in rows(out, "checks") if row["status"] == "fail" and row["severity"] == severity]
    return sorted((str(row["identity"]), str(row["subject"])) for row in checks)


def test_every_golden_record_is_found_and_none_is_invented(published: Path) -> None:
    command = [sys.executable, str(SHARED / "tools" / "score_golden.py"), str(published / "latest"), str(GOLDEN)]
    score = subprocess.run(command, capture_output=True, text=True, check=False)
    assert score.returncode == 0, score.stdout + score.stderr
    counts = {path.stem: len(list(csv.DictReader(path.open(encoding="utf-8")))) for path in GOLDEN.glob("*.csv")}
    assert len(counts) == 10
    assert score.stdout.rstrip().endswith(f"{sum(counts.values())}/{sum(counts.values())} golden rows found, 0 extra")


def test_the_one_error_is_the_figure_that_is_stated_twice(published: Path) -> None:
    assert failing(published, "error") == [("restated", "expenditure_project 2020 level")]
    (check,) = [row for row in rows(published, "checks") if row["status"] == "fail" and row["severity"] == "error"]
    assert (check["left_value"], check["right_value"]) == (6_075_400, 6_075_000)


def test_the_warnings_are_those_that_the_golden_names(published: Path) -> None:
    found = failing(published, "warning")
    plans = [subject for identity, subject in found if identity == "plan_columns"]
    assert sorted(int(subject.split()[1]) for subject in plans) == [6, 10, 13, 15, 16, 19, 24]
    unfilled = [subject for identity, subject in found if identity == "targets_filled"]
    assert sorted(int(subject.split()[1]) for subject in unfilled) == [2, 8, 19, 22]
    others = [check for check in found if check[0] not in ("plan_columns", "targets_filled")]
    assert [identity for identity, _ in others] == ["target_consistent", "unit_name_consistent"]
    assert others[1][1] == "435003"


def test_nothing_else_is_flagged_but_what_is_only_information(published: Path) -> None:
    assert {identity for identity, _ in failing(published, "info")} <= {"levels_filled"}


def test_at_least_99_of_100_numbers_are_claimed_and_the_others_have_a_reason(published: Path) -> None:
    (document,) = rows(published, "documents")
    assert int(str(document["numbers_claimed"])) >= 0.99 * int(str(document["numbers_found"])) > 0
    assert document["tables_recognised"] == document["tables_found"]
    assert all(row["reason"] for row in rows(published, "leftovers"))


DEPARTMENTS = [
    # folder, file, publisher, fiscal year, region
    ("dingzhou-2017", "20170316_58c9f16b158ba.pdf", "农工委", 2017, "130682"),
    ("dingzhou-2017", "20170316_58ca306578ba4.pdf", "定州市民政局", 2017, "130682"),
    ("dingzhou-2017", "20170321_58d0caa53f5ac.pdf", "定州市人民政府信访局", 2017, "130682"),
    ("dingzhou-2017", "20170321_58d0caa574c2a.pdf", "定州市信访局", 2017, "130682"),
    ("dingzhou-2017", "20170323_58d3c7006950f.pdf", "定州市国土资源局", 2017, "130682"),
    ("dingzhou-2017", "20170327_58d88823c0e6d.pdf", "定州市人民检察院", 2017, "130682"),
    ("dingzhou-2017", "20170328_58d9c62cb1a49.pdf", "定州市公安局", 2017, "130682"),
    ("dingzhou-2017", "20170606_5936162dd5610.pdf", "定州市开元镇人民政府", 2017, "130682"),
    ("dingzhou-2017", "20170626_59505e9fb71b0.pdf", "南城区", 2017, None),
    ("dingzhou-2017", "20170626_5950619e2dc6c.pdf", "定州市息冢镇", 2017, "130682"),
    ("dingzhou-2017", "20170626_59506fae81b32.pdf", "定州市环境保护局", 2017, "130682"),
    ("dingzhou-2017", "20170626_5950765640d99.pdf", "定州市工业和信息化局", 2017, "130682"),
    ("dingzhou-2017", "20170626_5950791690f56.pdf", "定州市商务局", 2017, "130682"),
    ("dingzhou-2017", "20170626_59507a9100000.pdf", "定州市供销合作联合社", 2017, "130682"),
    ("dingzhou-2017", "20170626_59507dd78583b.pdf", "定州市总工会", 2017, "130682"),
    ("hebei-2020", "000_32cd7be6185fe23e.txt", "石家庄高新区科技创业园区管理处", 2020, "130100"),
    ("jiangsu", "省人大办公厅2017年度预算公开.pdf", "江苏省人大常委会办公厅", 2017, "320000"),
    ("jiangsu", "省政协办公厅2017年度部门预算.pdf", "江苏省政协办公厅", 2017, "320000"),
    ("jiangsu", "省政协办公厅2017年度部门预算公开表.pdf", "江苏省政协办公厅", 2017, "320000"),
    ("jiangsu", "省检察院2018年部门预算公开.pdf", "江苏省人民检察院", 2018, "320000"),
    ("jiangsu", "省法院2018年度部门预算公开.pdf", "江苏省高级人民法院", 2018, "320000"),
    (
        "shanghai",
        "上海市普陀区人民政府万里街道办事处24年预算.pdf",
        "上海市普陀区人民政府万里街道办事处",
        2024,
        "310107",
    ),
    ("shanghai", "上海市普陀区司法局26年部门预算.pdf", "上海市普陀区司法局", 2026, "310107"),
    ("shanghai", "上海市普陀区商务委员会25年预算.pdf", "上海市普陀区商务委员会", 2025, "310107"),
    ("university", "西南大学2021年部门预算.pdf", "西南大学", 2021, "500109"),
    ("university", "西南大学2023年部门预算.pdf", "西南大学", 2023, "500109"),
]
"""All are budgets of departments. The two towns print no name of the city that they lie in."""


@pytest.mark.parametrize(
    ("folder", "name", "publisher", "year", "region"), DEPARTMENTS, ids=[d[1] for d in DEPARTMENTS]
)
def test_a_document_is_its_true_publishers(
    folder: str, name: str, publisher: str, year: int, region: str | None, corpus: ReadOnce
) -> None:
    disclosed = corpus.disclosed(CORPUS / folder / name)
    (document,), common = disclosed.records["documents"], disclosed.common
    assert (common["publisher"], common["fiscal_year"], common["region"]) == (publisher, year, region)
    assert (document["kind"], document["level"]) == ("budget", "department")


MISTAKES = {
    # what the publishers got wrong in prose, each read on the page
    "20170316_58ca306578ba4.pdf": ["sentence_list"],
    "20170323_58d3c7006950f.pdf": ["increase_within"],
    "20170626_59505e9fb71b0.pdf": ["parts_within"],
    "20170626_5950619e2dc6c.pdf": ["expenditure_parts"],
    "20170626_5950765640d99.pdf": ["change_parts"],
    "20170626_5950791690f56.pdf": ["change_parts"],
    "省人大办公厅2017年度预算公开.pdf": ["shares_total"],
    "省检察院2018年部门预算公开.pdf": ["change_percent"] * 3 + ["share_percent"],
    "省法院2018年度部门预算公开.pdf": ["change_percent", "percent_of_zero", "percent_of_zero"],
    "上海市普陀区人民政府万里街道办事处24年预算.pdf": [
        "empty_table",
        "percent_of_zero",
        "reason_direction",
        "restated",
    ],
    "上海市普陀区司法局26年部门预算.pdf": ["change_percent", "change_percent", "comparison_year", "restated"],
    "西南大学2021年部门预算.pdf": ["restated", "sentence_list"],
}
PROSE_MODULES = ("extractors.check.prose", "extractors.check.naming")
PROSE = {name for name, rule in REGISTRY.items() if rule.function.__module__.startswith(PROSE_MODULES)} | {
    "empty_table"
}


@pytest.mark.parametrize(("folder", "name"), [d[:2] for d in DEPARTMENTS[:15] + DEPARTMENTS[16:]])
def test_the_publishers_mistakes_in_prose_are_found_and_nothing_else(folder: str, name: str, corpus: ReadOnce) -> None:
    records = corpus.disclosed(CORPUS / folder / name).records
    checks = [c for c in records["checks"] if c["status"] == "fail" and c["identity"] in PROSE]
    assert sorted(str(check["identity"]) for check in checks) == MISTAKES.get(name, [])
    assert all(check["left_places"] or check["right_places"] for check in checks)


BUDGET_TABLES = {
    # the set of standard tables, how many of them, and what does not add up in print (each read on the page)
    "20170316_58c9f16b158ba.pdf": ("hebei_book", 7, []),
    "20170321_58d0caa53f5ac.pdf": ("hebei_book", 5, []),
    "20170321_58d0caa574c2a.pdf": ("hebei_annex", 9, ["appropriation_total", "lines_stated"]),
    "20170327_58d88823c0e6d.pdf": (
        "hebei_annex",
        9,
        ["table_enumerators", "table_parent", "table_total", "tables_classes", "tables_classes"],
    ),
    "20170328_58d9c62cb1a49.pdf": ("hebei_book", 2, []),
    "省人大办公厅2017年度预算公开.pdf": ("jiangsu", 11, []),
    "省政协办公厅2017年度部门预算公开表.pdf": ("jiangsu", 11, []),
    "省检察院2018年部门预算公开.pdf": ("jiangsu", 11, []),
    "省法院2018年度部门预算公开.pdf": ("jiangsu", 11, []),
    "上海市普陀区人民政府万里街道办事处24年预算.pdf": ("shanghai", 9, ["lines_stated"]),
    "上海市普陀区司法局26年部门预算.pdf": ("shanghai", 9, ["lines_stated"]),
    "上海市普陀区商务委员会25年预算.pdf": ("shanghai", 9, []),
    "西南大学2021年部门预算.pdf": ("central", 4, []),
    "西南大学2023年部门预算.pdf": ("central", 4, ["table_columns", "table_parent"]),
}
ON_BUDGET_TABLES = {
    name
    for name, rule in REGISTRY.items()
    if rule.function.__module__.startswith("extractors.check.standard") and name != "empty_table"
}


@pytest.mark.parametrize(("folder", "name"), [d[:2] for d in DEPARTMENTS if d[1] in BUDGET_TABLES])
def test_the_standard_tables_are_whole_and_what_adds_up_in_print_adds_up(
    folder: str, name: str, corpus: ReadOnce
) -> None:
    table_set, count, wrong = BUDGET_TABLES[name]
    disclosed = corpus.disclosed(CORPUS / folder / name)
    common, records = disclosed.common, disclosed.records
    standard = {row["table_index"] for row in records["budget_lines"]}
    kinds = {row["table_kind"] for row in records["budget_lines"]}
    expected = expected_set(common["region"], common["fiscal_year"], kinds)
    assert expected is not None and expected.name == table_set
    assert len({row["table_no"] for row in records["budget_lines"]}) == len(standard) == count
    assert not [row for row in records["leftovers"] if row["table_index"] in standard]
    checks = [check for check in records["checks"] if check["identity"] in ON_BUDGET_TABLES]
    amiss = (
        "fail",
        "reading_doubtful",
    )  # where a table's own sums do not hold, what rests on it is doubted, not dropped
    failed = [check for check in checks if check["status"] in amiss and check["severity"] != "info"]
    assert sorted(str(check["identity"]) for check in failed) == wrong
    both = [
        check for check in failed if check["identity"] not in ("table_reading", "table_enumerators")
    ]  # of one table
    assert all(check["left_places"] and check["right_places"] for check in both)


@pytest.mark.parametrize(
    ("name", "kind", "side", "measure", "yuan"),
    [
        ("省政协办公厅2017年度部门预算公开表.pdf", "revenue_expenditure", "revenue", "total", 91_467_900),
        ("省政协办公厅2017年度部门预算公开表.pdf", "appropriation", "revenue", "total", 90_667_900),
        ("省法院2018年度部门预算公开.pdf", "expenditure", "expenditure", "reserve", 32_580_600),
        ("上海市普陀区商务委员会25年预算.pdf", "expenditure", "expenditure", "project", 351_684_000),
        ("上海市普陀区司法局26年部门预算.pdf", "three_public", "expenditure", "operating_cost", 2_178_300),
        ("西南大学2023年部门预算.pdf", "revenue", "revenue", "education_fees", 741_622_300),
        ("20170321_58d0caa574c2a.pdf", "basic_expenditure", "expenditure", "public", 1_764_400),
    ],
)
def test_the_total_of_a_standard_table_is_the_printed_one(
    name: str, kind: str, side: str, measure: str, yuan: int, corpus: ReadOnce
) -> None:
    (folder,) = (d[0] for d in DEPARTMENTS if d[1] == name)
    totals = [
        row["amount_yuan"]
        for row in corpus.disclosed(CORPUS / folder / name).records["budget_lines"]
        if (row["table_kind"], row["side"], row["measure"], row["role"]) == (kind, side, measure, "total")
    ]
    assert totals == [yuan]


def tables_of(content: PageContent) -> list[list[tuple[int, int, int, int, str]]]:
    tables = [item for item in read_page(content) if isinstance(item, Table)]
    return [sorted((c.row, c.col, c.row_span, c.col_span, compact(c.text)) for c in table.cells) for table in tables]


@pytest.mark.parametrize("folder", ["shanghai", "jiangsu"])
def test_pdfium_and_pdfplumber_find_the_same_tables(folder: str) -> None:
    compared, different = 0, []
    for path in sorted((CORPUS / folder).glob("*.pdf")):
        data = path.read_bytes()
        with pdfium.PdfDocument(data) as document:
            pages = len(document)
        for number in range(EACH, pages + 1, EACH):
            ours, theirs = both(data, number)
            compared += 1
            if tables_of(ours) != tables_of(theirs):
                different.append(f"{path.name} page {number}")
    assert compared
    assert len(different) <= 0.01 * compared, different


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def numbers_in_word(path: Path) -> Counter[str]:
    """The numeric cells of a Word file; one that is merged down counts once."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(path) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
    for cell in body.iter(f"{_WORD}tc"):
        merged = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
        text = compact("".join(piece.text or "" for piece in cell.iter(f"{_WORD}t")))
        if is_number(text) and (merged is None or merged.get(f"{_WORD}val") == "restart"):
            found[text] += 1
    return found


def test_no_number_of_a_word_original_is_missing_or_altered_in_its_pdf(corpus: ReadOnce) -> None:
    pairs = [(word, word.with_suffix(".pdf")) for word in sorted((CORPUS / "dingzhou-2017").glob("*.docx"))]
    assert len(pairs) == 15
    for word, pdf in pairs:
        cells = (compact(cell.text) for table in corpus.document(pdf).tables for cell in table.cells)
        assert Counter(text for text in cells if is_number(text)) == numbers_in_word(word), pdf.name


@pytest.mark.parametrize(
    ("pattern", "tables"),
    [
        ("jiangsu/*公开.pdf", 12),
        ("jiangsu/*公开表.pdf", 12),
        ("shanghai/*.pdf", 9),
        ("university/*2021*.pdf", 4),
        ("university/*2023*.pdf", 4 + 24),
    ],
)
def test_every_table_is_found_once_and_whole_and_under_its_own_name(
    pattern: str, tables: int, corpus: ReadOnce
) -> None:
    paths = sorted(CORPUS.glob(pattern))
    assert paths
    for path in paths:
        titles = [table.title or "" for table in corpus.document(path).tables]
        assert len(titles) == len(set(titles)) == tables, path.name
        assert all(title.endswith(("表", "表（一般公共预算）")) for title in titles), path.name


def test_a_numbered_form_that_a_page_cuts_has_all_its_rows(corpus: ReadOnce) -> None:
    (path,) = (CORPUS / "university").glob("*2023*.pdf")
    forms = [table for table in corpus.document(path).tables if (table.title or "").endswith("绩效目标表")]
    assert len(forms) == 24
    for form in forms:
        assert form.cells[0].text == "项目名称"
        labels = [compact(cell.text) for cell in form.cells]
        assert {"年度资金总额:", "其他资金", "年度总体目标", "三级指标", "指标值"} <= set(labels), form.title
        assert labels.count("三级指标") == 1
