"""The doors out: nothing is lost on the way, no cell becomes a formula, no number another."""

import csv
import json
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from disclosed import ROOT, Disclosed
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT4

from flows.desk import lines, load, ocds, workbook
from flows.desk.export import export
from flows.desk.selection import Selection, select
from flows.desk.workbook import Sheet
from flows.release.make import SUMS, sums
from flows.release.verify import problems
from schemas.tables import arrow_schema, tables

SCHEMAS = ROOT / "tests" / "data" / "ocds"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
money = st.decimals(min_value=-(10**18) + 1, max_value=10**18 - 1, places=2, allow_nan=False)


def projects(**values: Any) -> pa.Table:
    """One row of `projects` with these values."""
    schema = arrow_schema("projects")
    return pa.Table.from_pylist([{"document_id": "0" * 64, "table_no": 1, **values}], schema=schema)


def nothing(published: Path) -> Selection:
    """A selection that no document is in."""
    return replace(select(published), documents=())


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@given(st.text())
def test_text_comes_back_from_csv_as_it_went_in(text: str) -> None:
    assert lines.original_text(lines.safe_text(text)) == text


@given(st.sampled_from(FORMULA), st.text())
def test_no_text_of_a_csv_is_taken_for_a_formula(sign: str, rest: str) -> None:
    field = lines.safe_text(sign + rest)
    assert (
        not field.startswith(FORMULA)
        or field.removeprefix("-").removeprefix("+").rstrip("%").replace(".", "").isdigit()
    )


@pytest.mark.parametrize("text", ["=HYPERLINK(…)", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", " =1", "'=1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert lines.safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+3.5%", "—", "≥90%", "1、电脑", "'tis", ""])
def test_what_is_no_formula_stays(text: str) -> None:
    assert lines.safe_text(text) == text


@given(money)
def test_amounts_keep_every_digit_in_csv_and_json(amount: Decimal) -> None:
    assert Decimal(lines.csv_field(amount)) == amount
    assert json.loads(lines.json_text({"a": [amount]}), parse_float=Decimal, parse_int=Decimal) == {"a": [amount]}


def test_a_number_below_zero_stays_a_number_in_csv() -> None:
    assert lines.csv_field(Decimal("-1234.50")) == "-1234.50"
    assert lines.csv_field(Decimal("12.100000")) == "12.1"
    assert (lines.csv_field(Decimal("30.000000")), lines.csv_field(Decimal("1E+2"))) == ("30", "100")


def test_csv_has_each_row_a_byte_order_mark_and_the_columns_names(published: Path, tmp_path: Path) -> None:
    said = export("csv", select(published), tmp_path, ["projects", "failures"])
    assert (tmp_path / "projects.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument_id,fiscal_year,")
    rows, wanted = read_csv(tmp_path / "projects.csv"), pq.read_table(published / "latest" / "projects").to_pylist()
    assert [Decimal(row["budget_yuan"]) for row in rows] == [row["budget_yuan"] for row in wanted]
    assert [row["purpose"] or None for row in rows] == [row["purpose"] for row in wanted]
    assert read_csv(tmp_path / "failures.csv") == [] and "failures.csv: 0 rows" in said[1]


def test_json_lines_give_back_the_published_rows(published: Path, tmp_path: Path) -> None:
    export("jsonl", select(published, years=2021), tmp_path, ["indicators", "checks"])
    for name in ("indicators", "checks"):
        text = (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8")
        rows = [json.loads(line, parse_float=Decimal) for line in text.splitlines()]
        assert rows == load(name, published, years=2021, as_="arrow").to_pylist()


def test_the_workbook_has_a_sheet_a_table_with_frozen_labelled_headers(published: Path, tmp_path: Path) -> None:
    export("excel", nothing(published), tmp_path)
    labels = [table.label for table in tables().values()]
    sheets = openpyxl.load_workbook(tmp_path / "yusuan.xlsx").sheetnames
    assert sheets[:2] == ["发现", "说明"] and set(sheets) - {"说明"} == set(labels)
    export("excel", select(published), tmp_path, ["projects", "failures"])
    book = openpyxl.load_workbook(tmp_path / "yusuan.xlsx")
    sheet = book["项目绩效目标表"]
    names = [cell.value for cell in sheet[2]]
    amount = names.index("budget_yuan") + 1
    assert (sheet.freeze_panes, sheet.cell(1, amount).value) == ("A3", "预算数（元）")
    assert sheet.auto_filter.ref.startswith("A2:") and sheet.auto_filter.ref.endswith(str(sheet.max_row))
    wanted = load("projects", published, as_="arrow").to_pylist()
    assert [round(Decimal(sheet.cell(row, amount).value), 2) for row in range(3, 3 + len(wanted))] == [
        row["budget_yuan"] for row in wanted
    ]
    assert sheet.cell(3, amount).number_format == "#,##0.00"
    assert sheet.cell(3, names.index("region") + 1).value == "130000"
    assert book.sheetnames[0] == "说明"
    file = load("documents", published, columns=["file_name"])["file_name"][0]
    assert names[:5] == ["publisher", "fiscal_year", "file_name", "page", "line"] and names[-1] == "document_id"
    assert (sheet.cell(3, 3).value, sheet.cell(1, 3).value) == (file, "文件名")
    assert [cell.value for cell in book[tables()["failures"].label][2]][-2:] == ["sha256", "document_id"]


def test_no_text_of_the_workbook_is_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    texts = {"project_name": "=1+1", "purpose": "http://example.org", "project_code": "0012", "title": "{=A1}"}
    workbook.write_workbook([Sheet("projects", [projects(**texts)])], tmp_path / "a.xlsx", [])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["项目绩效目标表"]
    cells = {sheet.cell(2, cell.column).value: cell for cell in sheet[3] if cell.value is not None}
    assert {name: (cells[name].value, cells[name].data_type) for name in texts} == {
        name: (text, "s") for name, text in texts.items()
    }
    assert all(cell.hyperlink is None for cell in cells.values())


@settings(max_examples=3)
@given(st.lists(money, min_size=100, max_size=100))
def test_the_workbook_keeps_every_digit_of_an_amount(amounts: list[Decimal]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.xlsx"
        read = pa.concat_tables([projects(budget_yuan=amount) for amount in amounts]).select(["budget_yuan"])
        workbook.write_workbook([Sheet("projects", [read])], target, [])
        sheet = openpyxl.load_workbook(target)["项目绩效目标表"]
        found = [row[0].value for row in sheet.iter_rows(min_row=3)]
    assert [round(Decimal(repr(v) if isinstance(v, float) else v), 2) for v in found] == amounts


def test_what_excel_cannot_hold_is_said(tmp_path: Path) -> None:
    rows = pa.concat_tables([projects(purpose="长" * 40_000, budget_yuan=Decimal("123456789012345678.12"))] * 5)
    counts, said = workbook.write_workbook([Sheet("projects", [rows])], tmp_path / "a.xlsx", [], rows=4)
    assert counts == {"projects": 5}
    assert said == [
        "projects has 5 rows, more than a sheet takes; they stand in 3 sheets",
        "projects: 5 texts are longer than a cell takes and were cut; the Parquet has them whole",
        "projects: 5 numbers have more than 15 digits; they were written as text, whole",
    ]
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [len(list(book[name].iter_rows(min_row=3))) for name in book.sheetnames[1:]] == [
        2,
        2,
        1,
    ]


@pytest.mark.parametrize("asked", [{}, {"years": 2021}, {"publisher": "青榆市", "region": "13"}])
def test_a_data_package_is_what_it_says(published: Path, tmp_path: Path, asked: dict[str, Any]) -> None:
    """Files, hashes, columns, rows, keys and references, as of a release."""
    (said,) = export("frictionless", select(published, **asked), tmp_path)
    (tmp_path / SUMS).write_text(sums(tmp_path), encoding="utf-8")
    assert list(problems(tmp_path)) == []
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    rows = {one["name"]: one["rows"] for one in described["resources"]}
    assert rows == {name: len(load(name, published, as_="arrow", **asked)) for name in tables()}
    assert f"{len(tables())} tables, {sum(rows.values()):,} rows" in said


def test_no_key_of_a_data_package_names_a_file_that_does_not_count_or_is_null_in_part(
    both: Path, tmp_path: Path
) -> None:
    """A validator takes either for a row that is missing."""
    export("frictionless", select(both, once=True), tmp_path)
    (tmp_path / SUMS).write_text(sums(tmp_path), encoding="utf-8")
    assert list(problems(tmp_path)) == []
    for one in json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        rows = pq.read_table(tmp_path / one["path"])
        for foreign in one["schema"].get("foreignKeys", ()):
            nulls = [rows[name].null_count for name in foreign["fields"]]
            assert len(nulls) == 1 or not any(nulls)


@pytest.mark.parametrize("form", ["frictionless", "ocds"])
def test_what_has_its_own_tables_takes_no_choice_of_tables(published: Path, tmp_path: Path, form: str) -> None:
    with pytest.raises(ValueError, match="takes no choice of tables; leave out --table"):
        export(form, select(published), tmp_path, ["projects"])


def ocds_errors(package: dict[str, Any]) -> list[str]:
    """What is against the official schema, its formats included."""
    release, whole = (json.loads(path.read_text()) for path in sorted(SCHEMAS.glob("*.json"), reverse=True))
    named = "https://standard.open-contracting.org/schema/1__1__5/release-schema.json"
    registry: Registry[Any] = Registry().with_resource(named, DRAFT4.create_resource(release))
    validator = Draft4Validator(whole, registry=registry, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(package)]


def test_procurement_is_valid_ocds_and_planning_only(published: Path, tmp_path: Path) -> None:
    said = export("ocds", select(published), tmp_path)
    package = json.loads((tmp_path / "ocds-planning.json").read_text(encoding="utf-8"), parse_float=Decimal)
    items = load("procurement_items", published, as_="arrow").to_pylist()
    assert ocds_errors(package) == []
    assert f"{len(items)} releases, planning only" in said[0] and "not registered" in said[1]
    releases = package["releases"]
    assert len({one["ocid"] for one in releases}) == len(releases) == len(items) > 100
    assert {tag for one in releases for tag in one["tag"]} == {"planning"}
    assert {one["tender"]["status"] for one in releases} == {"planning"}
    assert not any({"awards", "contracts"} & one.keys() for one in releases)
    assert all("Planning only" in one["planning"]["rationale"] for one in releases)
    assert [one["planning"]["budget"]["amount"]["amount"] for one in releases] == [row["amount_yuan"] for row in items]


def test_the_schema_would_find_a_wrong_release(published: Path, tmp_path: Path) -> None:
    export("ocds", select(published), tmp_path)
    package = json.loads((tmp_path / "ocds-planning.json").read_text(encoding="utf-8"))
    package["releases"][0]["tender"]["value"]["amount"] = "12"
    del package["releases"][1]["date"]
    assert len(ocds_errors(package)) == 2


def test_a_row_without_amounts_or_names_is_valid_ocds_too(tmp_path: Path) -> None:
    bare = pa.Table.from_pylist([{"document_id": "0" * 64, "seq": 1}], schema=arrow_schema("procurement_items"))
    document = dict.fromkeys(("file_name", "source_url", "media_type", "published_on", "retrieved_at"))
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    assert ocds.write_releases([bare], {"0" * 64: document}, moment, tmp_path / "a.json") == 1
    assert ocds_errors(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))) == []


def test_without_procurement_there_is_no_empty_package(published: Path, tmp_path: Path) -> None:
    (said,) = export("ocds", nothing(published), tmp_path)
    assert "nothing to buy" in said and not list(tmp_path.iterdir())


def test_an_export_that_fails_leaves_what_was_there(tmp_path: Path, text_2020: Disclosed) -> None:
    target = tmp_path / "projects.csv"
    target.write_text("the last export")

    def breaking() -> Any:
        yield projects(title=text_2020.path.name)
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="the disk went away"):
        lines.write_csv(breaking(), target)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["the last export"]
