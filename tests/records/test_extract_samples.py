"""The sample disclosures: as PDF and as text the same records, the planted errors found, nothing else."""

import os
import subprocess
import sys

import golden
import pytest
from disclosed import ROOT, Disclosed

from extractors.document.place import Place
from schemas.tables import Row

PLACE = ("page", "line", "table_index", "row_index")
PLANTED = {
    ("restated", "expenditure_project 2020 level"): ("line 71", "page 3"),
    ("item_amount", "item 53 木骨架为主的椅凳类"): ("line 500", "page 19 "),
    ("plan_stated", "form 1 month 6"): ("line 165", "page 6 "),
}
"""The errors of raw/samples/README.md, and where the text and the PDF of 2020 print them."""


def without_places(row: Row) -> Row:
    return {column: value for column, value in row.items() if column not in PLACE and not column.endswith("_places")}


def failed(sample: Disclosed, severity: str) -> dict[tuple[str, str], Row]:
    checks = sample.records["checks"]
    found = [check for check in checks if check["status"] == "fail" and check["severity"] == severity]
    return {(check["identity"], check["subject"]): check for check in found}


_ELSEWHERE = ("budget_lines", "project_lines", "project_totals", "purchased_services")
"""Tables that this disclosure has no rows for."""


@pytest.mark.parametrize("table", [*(name for name in golden.record_tables() if name not in _ELSEWHERE), "checks"])
def test_the_pdf_and_the_text_of_a_disclosure_give_the_same_rows(
    table: str, text_2020: Disclosed, pdf_2020: Disclosed
) -> None:
    rows = [[without_places(row) for row in sample.records[table]] for sample in (text_2020, pdf_2020)]
    assert rows[0] == rows[1]
    assert rows[0]


def test_publisher_year_and_region_are_the_same_in_both_forms(text_2020: Disclosed, pdf_2020: Disclosed) -> None:
    for column in ("fiscal_year", "region", "publisher"):
        assert text_2020.common[column] == pdf_2020.common[column]
    assert text_2020.common["publisher"] == "青榆市公共文化服务中心"
    assert text_2020.common["fiscal_year"] == 2020


@pytest.mark.parametrize("sample", ["text_2020", "pdf_2020"])
def test_exactly_the_three_planted_errors_are_errors(sample: str, request: pytest.FixtureRequest) -> None:
    assert set(failed(request.getfixturevalue(sample), "error")) == set(PLANTED)


@pytest.mark.parametrize("error", PLANTED, ids=lambda error: error[0])
def test_a_planted_error_is_found_where_it_is_printed(
    error: tuple[str, str], text_2020: Disclosed, pdf_2020: Disclosed
) -> None:
    for sample, place in zip((text_2020, pdf_2020), PLANTED[error], strict=True):
        (printed,) = failed(sample, "error")[error]["left_places"]
        assert f"{Place.of(printed)} ".startswith(place.strip() + " ")


@pytest.mark.parametrize(
    ("identity", "number", "above"), [("restated", "211.57", 0), ("item_amount", "0.28", 0), ("plan_stated", "60%", 2)]
)
def test_the_line_that_a_check_names_holds_its_number(
    identity: str, number: str, above: int, text_2020: Disclosed
) -> None:
    """A plan's row stands two lines below the purpose text that states it once more."""
    (check,) = [check for (name, _), check in failed(text_2020, "error").items() if name == identity]
    line = check["left_places"][0]["line"]
    assert number in text_2020.data.decode().split("\n")[line - 1 - above]


def test_the_messages_of_a_planted_error_name_both_values(text_2020: Disclosed) -> None:
    check = failed(text_2020, "error")["restated", "expenditure_project 2020 level"]
    assert "211.57" in check["message_zh"] and "211.53" in check["message_zh"]
    assert "2,115,700 yuan" in check["message_en"] and "2,115,300 yuan" in check["message_en"]


def test_the_unfilled_option_and_the_missing_columns_are_warnings(text_2020: Disclosed) -> None:
    found = set(failed(text_2020, "warning"))
    plans = {("plan_columns", f"form {number} 12月底") for number in (7, 8, 14)}
    assert found == plans | {("targets_filled", "form 8")}


def test_the_clean_document_has_no_error(pdf_2021: Disclosed) -> None:
    assert failed(pdf_2021, "error") == {}
    assert pdf_2021.common["fiscal_year"] == 2021


@pytest.mark.parametrize("sample", ["text_2020", "pdf_2020", "pdf_2021"])
def test_every_number_of_the_samples_is_claimed_by_a_record(sample: str, request: pytest.FixtureRequest) -> None:
    records = request.getfixturevalue(sample).records
    (document,) = records["documents"]
    assert document["numbers_claimed"] == document["numbers_found"] > 800
    assert document["tables_recognised"] == document["tables_found"]
    assert records["failures"] == []
    assert not [row for row in records["leftovers"] if row["kind"] == "table"]


@pytest.mark.parametrize("sample", ["text_2020", "pdf_2020", "pdf_2021"])
def test_every_leftover_number_says_what_it_is(sample: str, request: pytest.FixtureRequest) -> None:
    numbers = [row for row in request.getfixturevalue(sample).records["leftovers"] if row["kind"] == "number"]
    assert not [row for row in numbers if row["reason"] in ("no_record", "other")]


def test_a_table_cut_by_a_page_break_keeps_the_page_of_each_row(pdf_2020: Disclosed) -> None:
    pages = [item["page"] for item in pdf_2020.records["procurement_items"]]
    assert pages == sorted(pages)
    assert len(set(pages)) >= 3
    assert len({item["table_index"] for item in pdf_2020.records["procurement_items"]}) == 1


def test_the_stored_sample_text_is_what_its_sources_give() -> None:
    script = ROOT / "tests" / "samples" / "typeset.py"
    own = {
        name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"
    }  # workers of other tests set it
    run = subprocess.run(
        [sys.executable, str(script), "--check"], cwd=ROOT, env=own, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
