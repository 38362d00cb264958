"""The second witness: what it reads otherwise is marked in the cell and said in a check."""

from decimal import Decimal

import pytest
from drawing import pdf, rule, write
from encrypting import forbidding

from extractors.check.reading import second_reading as attesting
from extractors.check.reading.second_reading import ALL, DOUBTFUL, NONE
from extractors.document.file import File
from extractors.document.model import Document
from extractors.document.place import Place
from extractors.pipeline import extract
from extractors.pipeline import read_document as read
from extractors.read import second_engine as witness
from schemas.tables import RowsByTable

RULES = "".join(rule(40, y, 240, y) for y in (200, 220, 240)) + "".join(rule(x, 200, x, 240) for x in (40, 140, 240))
PLAIN = pdf(
    RULES + write(44, 204, "books") + write(144, 204, "45.00") + write(44, 224, "maps") + write(144, 224, "6.00")
)


def asked(data: bytes, mode: str) -> tuple[Document, RowsByTable]:
    document, file = read(data), File("plain.pdf", "plain.pdf", "0" * 64, len(data))
    _, records = extract(document, file, "test", data=data, witness=mode)
    return document, records


def checks(records: RowsByTable) -> list[tuple[object, ...]]:
    found = [check for check in records["checks"] if check["identity"] == "witness"]
    return [(check["status"], check["severity"], check["left_value"], check["right_value"]) for check in found]


def test_where_both_engines_agree_no_cell_is_marked_and_the_check_passes() -> None:
    _, records = asked(PLAIN, ALL)
    assert {row["witness_text"] for row in records["cells"]} == {None}
    assert [(row["witness_agreement"], row["witness_cells"]) for row in records["tables"]] == [(1, 2)]
    assert checks(records) == [("exact", "warning", 2, 2)]


def seeing(monkeypatch: pytest.MonkeyPatch, *texts: str) -> None:
    """Lets the witness see these texts in the two numeric cells."""
    places = ((140.0, 580.0, 240.0, 600.0), (140.0, 560.0, 240.0, 580.0))
    monkeypatch.setattr(witness, "_tables", lambda data, pages: {1: list(zip(places, texts, strict=True))})


@pytest.mark.parametrize("said", ["4500.", "45.0", "", "-45.00", "45.00%"])
def test_a_number_that_the_witness_reads_otherwise_is_marked_and_is_a_warning(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeing(monkeypatch, said, "6.00")
    _, records = asked(PLAIN, ALL)
    assert [row["witness_text"] for row in records["cells"]] == [None, said, None, None]
    assert checks(records) == [("fail", "warning", 2, 1)]
    (check,) = [check for check in records["checks"] if check["identity"] == "witness"]
    assert [str(Place.of(place)) for place in check["left_places"]] == ["page 1 table 1 row 1"]
    assert "45.00" in check["message_zh"] and (said or "nothing") in check["message_en"]
    assert records["tables"][0]["witness_agreement"] == Decimal("0.5")
    assert records["documents"][0]["checks_failed"] == 1


def test_words_of_a_neighbour_beside_the_number_are_no_disagreement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Camelot takes the boxes of some fonts for lower than they are: a header's last line goes to the cell below."""
    seeing(monkeypatch, "拨款(万元)45.00", "6.00")
    assert checks(asked(PLAIN, ALL)[1]) == [("exact", "warning", 2, 2)]


@pytest.mark.parametrize(("said", "marked"), [("4500.", None), ("4600.", "4600.")])
def test_a_full_width_point_is_not_the_witness_to_place(
    said: str, marked: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeing(monkeypatch, said, "6.00")
    document = read(PLAIN)
    (table,) = document.tables
    table.grid[0][1].text = "45．00"
    read_there = witness.ask_witness(PLAIN, [table], document.heights).otherwise
    assert read_there.get((table.index, 0, 1)) == marked


def test_a_page_that_the_witness_cannot_read_was_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, pages: list[int]) -> witness.Seen:
        raise ValueError("odd font")

    monkeypatch.setattr(witness, "_tables", broken)
    _, records = asked(PLAIN, ALL)
    assert checks(records) == []
    assert [row["witness_agreement"] for row in records["tables"]] == [None]
    assert [(row["error"], row["page"]) for row in records["failures"]] == [("witness", 1)]


def test_a_table_that_the_witness_does_not_see_was_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one of its numbers is read: no table was found there, and no number is read otherwise."""
    seeing(monkeypatch, "", "")
    _, records = asked(PLAIN, ALL)
    assert checks(records) == []
    assert [row["witness_agreement"] for row in records["tables"]] == [None]
    assert {cell["witness_text"] for cell in records["cells"]} == {None}


def test_without_a_witness_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attesting, "ask_witness", None)
    assert checks(asked(PLAIN, NONE)[1]) == []


@pytest.mark.parametrize(
    ("status", "unit", "doubted"),
    [("exact", "元", set()), ("rounding", "元", set()), ("fail", "元", {1}), ("exact", "%", {1}), (None, "", {1})],
)
def test_doubtful_are_tables_whose_sums_fail_or_that_no_sum_covers(
    status: str | None, unit: str, doubted: set[int]
) -> None:
    document, records = asked(PLAIN, NONE)
    sides = {"left_places": [Place(1, None, 1, 0).data()], "right_places": [Place(line=3).data()]}
    records["checks"] = [{"status": status, "unit": unit, **sides}] if status else []
    assert attesting.doubtful(document, records) == doubted


def test_doubtful_tables_are_asked_about() -> None:
    assert checks(asked(PLAIN, DOUBTFUL)[1]) == [("exact", "warning", 2, 2)]


def agreement(data: bytes) -> list[tuple[object, object]]:
    _, records = asked(data, ALL)
    assert [row["error"] for row in records["failures"]] == []
    return [(row["witness_agreement"], row["witness_cells"]) for row in records["tables"]]


def test_the_second_engine_is_shown_what_the_page_shows() -> None:
    content = (
        RULES + write(44, 204, "books") + write(144, 204, "45.00") + write(44, 224, "maps") + write(144, 224, "6.00")
    )
    hidden = f"1 g {write(182, 204, '9')} 0 g"
    assert agreement(pdf(content + hidden)) == [(1, 2)]
    assert agreement(pdf(content, attributes="/CropBox [20 10 580 790]")) == [(1, 2)]


def test_a_text_printed_over_itself_is_read_once_by_both() -> None:
    bold = write(144, 204, "45.00") + write(144.5, 204, "45.00")
    content = RULES + write(44, 204, "books") + bold + write(44, 224, "maps") + write(144, 224, "6.00")
    assert agreement(pdf(content)) == [(1, 2)]


def test_a_file_whose_permissions_forbid_copying_is_read_by_both() -> None:
    assert agreement(forbidding(PLAIN)) == [(1, 2)]
