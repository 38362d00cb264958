"""The files of one disclosure find each other by what they say and by the totals that they share."""

from decimal import Decimal

import pytest
from disclosure import figure, yuan
from test_across import YEAR, document, tables

from schemas.identities.linked import Decision, File, file_of, links, totals_of

TOTALS = {"revenue_total": 812, "expenditure_basic": 530, "expenditure_project": 282}


def file(name: str, stated: dict[str, int], tabled: dict[str, int], **document: object) -> File:
    row = {"document_id": f"{name}-0123456789", "file_name": name, "region": None, "publisher": None}
    row |= {"fiscal_year": None, "reader": name.rpartition(".")[2]}
    return File(row | document, *({m: [yuan(value)] for m, value in totals.items()} for totals in (stated, tabled)))


def narrative(name: str = "说明.docx", **more: object) -> File:
    return file(name, TOTALS, {}, publisher="云岭县工业和信息化局", fiscal_year=YEAR, **more)


def workbook(name: str = "表.xlsx", totals: dict[str, int] = TOTALS, **more: object) -> File:
    return file(name, {}, totals, **more)


def found(*files: File, decisions: tuple[Decision, ...] = ()) -> list[tuple[str, str, str]]:
    return [(one.name, row["relation"], row["linked_file_name"]) for one, row in links(files, decisions)]


def test_a_workbook_that_does_not_say_whose_it_is_is_found_by_its_totals() -> None:
    ((one, row),) = links([narrative(), workbook(), workbook("别.xlsx", {"revenue_total": 812, "carried_over": 7})])
    assert (one.name, row["linked_file_name"], row["relation"]) == ("说明.docx", "表.xlsx", "tables")
    assert (row["linked"], row["decided_by"], row["agreeing"], row["differing"]) == (True, "rule", 3, 0)
    assert row["reasons"] == ["3 totals agree"]


def test_two_shared_totals_or_one_total_three_times_are_no_proof() -> None:
    assert found(narrative(), workbook(totals={**TOTALS, "revenue_total": 813})) == []
    same = dict.fromkeys(TOTALS, 812)
    assert found(file("说明.docx", same, {}), workbook(totals=same)) == []


def test_totals_that_are_zero_are_no_proof() -> None:
    nothing = dict.fromkeys(("three_public_total", "meetings", "training"), 0)
    assert found(file("说明.docx", nothing, {}), workbook(totals=nothing)) == []


def test_the_yuan_that_prose_rounds_off_make_no_difference() -> None:
    exact = File(workbook().document, {}, {m: [yuan(value) + Decimal("49.99")] for m, value in TOTALS.items()})
    assert found(narrative(), exact) == [("说明.docx", "tables", "表.xlsx")]


@pytest.mark.parametrize(
    "other",
    [{"fiscal_year": YEAR - 1}, {"publisher": "云岭县水务局"}, {"region": "320000"}],
    ids=lambda x: next(iter(x)),
)
def test_files_that_say_they_are_of_another_year_body_or_area_are_not_linked(other: dict[str, object]) -> None:
    assert found(narrative(region="130000"), workbook(**other)) == []


def test_a_shortened_name_is_no_contradiction() -> None:
    assert found(narrative(), workbook(publisher="云岭县工信局")) == [("说明.docx", "tables", "表.xlsx")]


def test_one_body_and_year_are_enough_where_the_totals_differ() -> None:
    ((_, row),) = links(
        [narrative(), workbook(totals={"revenue_total": 9}, publisher="工业和信息化局", fiscal_year=YEAR)]
    )
    assert row["reasons"] == ["publisher", "year"]
    assert (row["agreeing"], row["differing"]) == (0, 1)


def test_a_text_in_word_and_in_pdf_is_one_text_where_all_its_totals_agree() -> None:
    word, pdf = narrative("说明.docx"), narrative("说明.pdf")
    assert found(word, pdf) == [("说明.docx", "rendition", "说明.pdf"), ("说明.pdf", "rendition", "说明.docx")]
    corrected = File(pdf.document, {**pdf.stated, "revenue_total": [yuan(813)]}, {})
    assert found(word, corrected) == []
    assert found(word, narrative("另存.docx")) == []


def test_a_person_joins_and_parts_and_says_why() -> None:
    apart = Decision(("说明.docx", "表.xlsx"), linked=False, because="the workbook is the draft", by="Li")
    ((_, row),) = links([narrative(), workbook()], [apart])
    assert (row["linked"], row["decided_by"], row["because"]) == (False, "Li", "the workbook is the draft")
    other = workbook("表.xlsx", {"meetings": 3}, fiscal_year=YEAR - 1)
    joined = Decision((other.document["document_id"][:8], "说明.docx"), linked=True, because="sent together", by="Li")
    ((one, row),) = links([narrative(), other], [joined])
    assert (one.name, row["linked"], row["decided_by"]) == ("说明.docx", True, "Li")


def test_the_totals_of_a_document_survive_being_kept_as_text() -> None:
    prose = document("云岭县图书馆", YEAR, [figure(1, "expenditure_total", yuan(300))])
    one, other = (file_of(each.document | {"reader": "pdf"}, totals_of(each)) for each in (prose, tables()))
    assert one.stated == {"expenditure_total": [yuan(300)]}
    assert yuan(300) in other.tabled["expenditure_total"]
    assert not other.stated
