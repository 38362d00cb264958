"""Which document replaced which: the address tells it, else everything that both say; in doubt nothing does."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.publish.supersedes import COLUMNS, superseded
from schemas.tables import Row

START = datetime(2031, 2, 1, tzinfo=UTC)
URL = "http://czj.example.gov.cn/ys.pdf"


def document(name: str, day: float | None, **said: object) -> Row:
    row: Row = {
        "document_id": name,
        "fiscal_year": 2031,
        "region": "130000",
        "publisher": "云岭县图书馆",
        "file_name": "云岭县图书馆2031年部门预算.pdf",
        "source_url": None,
        "media_type": "application/pdf",
        "title": "云岭县图书馆2031年部门预算",
        "kind": "budget",
        "level": "department",
        "retrieved_at": None if day is None else START + timedelta(days=day),
        "tables_recognised": 9,
    }
    assert set(row) == set(COLUMNS)
    return row | said


def test_the_later_bytes_of_an_address_replaced_the_earlier() -> None:
    rows = [document(name, day, source_url=URL, title=name) for name, day in (("c", 9), ("a", 0), ("b", 0.01))]
    assert superseded(rows) == {"b": "a", "c": "b"}


@pytest.mark.parametrize(
    "other",
    [{"fiscal_year": 2032}, {"kind": "final_accounts"}, {"publisher": "云岭县档案局"}, {"level": "unit"}],
    ids=lambda other: next(iter(other)),
)
def test_an_address_that_is_used_for_another_document_has_no_version_of_it(other: Row) -> None:
    assert superseded([document("a", 0, source_url=URL), document("b", 300, source_url=URL, **other)]) == {}


def test_a_version_that_could_not_be_read_well_is_one_still() -> None:
    unread = {"fiscal_year": None, "publisher": None, "title": None, "kind": "other", "level": None}
    assert superseded([document("a", 0, source_url=URL, **unread), document("b", 3, source_url=URL)]) == {"b": "a"}


def test_years_that_take_turns_at_an_address_are_versions_each_of_its_own() -> None:
    rows = [document(str(n), n, source_url=URL, fiscal_year=2031 + n % 2) for n in range(4)]
    assert superseded(rows) == {"2": "0", "3": "1"}


def test_a_file_in_a_zip_replaces_the_one_at_its_place_there() -> None:
    rows = [
        document(f"{zipped}{member}", day, source_url=URL, file_name=f"{zipped}.zip!/{member}.pdf", title=member)
        for day, zipped in enumerate(("old", "new"))
        for member in ("说明", "表")
    ]
    assert superseded(rows) == {"new说明": "old说明", "new表": "old表"}


def test_under_another_address_it_is_a_version_where_all_that_it_says_is_the_same() -> None:
    moved = document(
        "b", 3, source_url="http://www.example.gov.cn/1.pdf", file_name="云岭县图书馆2031年部门预算(1).pdf"
    )
    assert superseded([document("a", 0, source_url=URL), moved]) == {"b": "a"}
    assert superseded([document("a", 0), document("b", 1)]) == {"b": "a"}, "handed in twice"


@pytest.mark.parametrize(
    "other",
    [
        {"title": "云岭县图书馆2031年部门预算说明"},
        {"file_name": "云岭县图书馆2031年预算表.pdf"},
        {"media_type": "text/plain"},
        {"fiscal_year": 2030},
        {"level": "unit"},
        {"kind": "final_accounts"},
        {"publisher": "云岭县档案局"},
        {"region": "140000"},
        {"tables_recognised": 0},
        {"retrieved_at": START + timedelta(hours=3)},
        {"retrieved_at": None},
    ],
    ids=lambda other: next(iter(other)),
)
def test_under_another_address_one_thing_that_differs_makes_two_documents(other: Row) -> None:
    assert superseded([document("a", 0), document("b", 5) | other]) == {}


@pytest.mark.parametrize("column", ["fiscal_year", "publisher", "level", "title"])
def test_what_neither_says_makes_no_versions(column: str) -> None:
    assert superseded([document("a", 0, **{column: None}), document("b", 5, **{column: None})]) == {}


def test_an_address_that_lives_on_is_not_replaced_by_another() -> None:
    there, elsewhere = {"source_url": URL}, {"source_url": f"{URL}?2"}
    rows = [document("a", 0, **there), document("b", 5, **elsewhere), document("c", 9, **there)]
    assert superseded(rows) == {"c": "a"}


def test_nothing_replaces_two_and_nothing_is_replaced_twice() -> None:
    rows = [document(str(n), 2 * n) for n in range(4)]
    before = superseded(reversed(rows))
    assert before == {"1": "0", "2": "1", "3": "2"} == superseded(rows)
