"""The files of one disclosure find each other by what they say and by the totals that they share."""

from decimal import Decimal
from pathlib import Path

import pytest
from disclosure import complete, figure, yuan
from published_years import YEAR, document, tables
from publishing import published_bytes, rows, sound

from extractors.check.between_documents import linked_files as linked
from extractors.check.between_documents.linked_files import Decision, File, file_of, links, totals_of
from extractors.check.between_documents.rules import Published
from flows.publish import parts, snapshots
from flows.publish.linking import decisions
from flows.publish.register import RegisterError

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


def test_the_accounts_of_a_body_are_no_prose_of_its_budget() -> None:
    """Else all that was spent otherwise than planned would be told as a difference between two files of one text."""
    one = {"publisher": "云岭县工业和信息化局", "fiscal_year": YEAR}
    assert found(narrative(kind="final_accounts"), workbook(kind="budget", **one)) == []
    assert found(narrative(kind="budget"), workbook(kind="budget", **one)) == [("说明.docx", "tables", "表.xlsx")]


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


def test_a_total_that_many_files_share_does_not_compare_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred counties' cars cost the same; each body's files are still found."""
    texts = [file(f"{n}.docx", {"meetings": 1, **{m: v + 1000 * n for m, v in TOTALS.items()}}, {}) for n in range(100)]
    books = [workbook(f"{n}.xlsx", {"meetings": 1, **{m: v + 1000 * n for m, v in TOTALS.items()}}) for n in range(100)]
    compared: list[object] = []
    agreement = linked._agreement
    monkeypatch.setattr(linked, "_agreement", lambda *both: compared.append(both) or agreement(*both))
    assert found(*texts, *books) == [(f"{n}.docx", "tables", f"{n}.xlsx") for n in range(100)]
    assert len(compared) == 100


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


def staged(out: Path, name: str, one: Published) -> None:
    common = {"document_id": name, "fiscal_year": one.document["fiscal_year"], "region": "130000"}
    common["publisher"] = one.document["publisher"]
    row = complete("documents", {"file_name": f"{name}.pdf", "reader": "pdf", "kind": "budget", "level": "department"})
    row |= {"numbers_found": 0, "numbers_claimed": 0}
    own = {column: value for column, value in row.items() if column not in common}
    parts.write(parts.document_part(out, common), common, {**one.disclosure.records, "documents": [own]}, "test")


def differing(out: Path) -> list[tuple[object, ...]]:
    return [(row["document_id"], row["subject"], row["status"]) for row in rows(out, "checks")]


def test_linked_files_are_published_with_their_reasons_and_reconciled(tmp_path: Path) -> None:
    """The tables do not say whose they are, and their project expenditure is another than the prose has."""
    stated = {"revenue_total": 300, "expenditure_basic": 200, "revenue_general_public": 280, "expenditure_project": 61}
    prose = [complete("figures", figure(line, name, yuan(stated[name]))) for line, name in enumerate(stated, 1)]
    unsigned = tables()
    unsigned.document.update(publisher=None, fiscal_year=None)
    staged(tmp_path, "prose", document("云岭县图书馆", YEAR, prose))
    staged(tmp_path, "tables", unsigned)
    snapshots.publish(tmp_path)
    sound(tmp_path)
    (link,) = rows(tmp_path, "links")
    assert (link["document_id"], link["linked_document_id"], link["relation"]) == ("prose", "tables", "tables")
    assert (link["reasons"], link["differing"], link["decided_by"]) == (["3 totals agree"], 1, "rule")
    assert ("prose", f"expenditure_project {YEAR}", "fail") in differing(tmp_path)
    before = published_bytes(tmp_path)
    (made,) = (tmp_path / "parts" / "links").glob("*/*.arrows")
    made.write_bytes(bytes(made.stat().st_size))  # as a power failure leaves it
    snapshots.publish(tmp_path)
    assert published_bytes(tmp_path) == before
    apart = Decision(("prose.pdf", "tables.pdf"), linked=False, because="of another library", by="Li")
    snapshots.publish(tmp_path, linked=[apart])
    (link,) = rows(tmp_path, "links")
    assert (link["linked"], link["decided_by"], link["because"]) == (False, "Li", "of another library")
    assert differing(tmp_path) == []
    snapshots.publish(tmp_path)
    assert published_bytes(tmp_path) == before


def test_decisions_are_a_list_that_people_write(tmp_path: Path) -> None:
    entry = "- {files: [说明.docx, 3f2a91c0], linked: false, because: 旧稿, by: 王某}\n"
    assert decisions(str(tmp_path)) == []
    (tmp_path / "links.yaml").write_text(entry, encoding="utf-8")
    assert decisions(str(tmp_path)) == [Decision(("说明.docx", "3f2a91c0"), linked=False, because="旧稿", by="王某")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {files: [a, b], linked: false, because: x}", "entry 1 lacks by"),
        ("- {files: [a], linked: false, because: x, by: y}", "files are two"),
        ("- {files: [a, b], linked: perhaps, because: x, by: y}", "true or false"),
        ("- &a {files: [a, b], linked: true, because: x, by: y}\n- {files: [b, a], linked: false, because: x, by: y}",
         "decided about before"),
        ("files: [a, b]", "not a list"),
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be_used_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "links.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError, match=said):
        decisions(str(tmp_path))
