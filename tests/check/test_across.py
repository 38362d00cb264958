"""勾稽关系 between documents of one body: they hold, find the planted error, and leave the rest alone."""

from pathlib import Path

import pytest
from disclosure import figure, yuan
from published_years import YEAR, document, tables
from publishing import published_bytes, rows, sound, stage

from extractors.check.between_documents.rules import Others, Published, body_of, evaluate_across, year_of
from extractors.check.evaluation import ACROSS
from extractors.document.place import Place
from extractors.values.body_names import same_body, short_name
from flows.publish import between_documents as across
from flows.publish import journal, snapshots


def this_year(level: int = 300, change: int = 60, **more: object) -> Published:
    figures = [
        figure(1, "expenditure_total", yuan(level)),
        figure(2, "expenditure_total", yuan(change), "change", **more),
    ]
    return document("云岭县图书馆", YEAR, figures)


def last_year(level: int = 240) -> Published:
    return document("云岭县图书馆", YEAR - 1, [figure(7, "expenditure_total", yuan(level), year=YEAR - 1)])


def beside(one: Published, *documents: Published) -> Others:
    """What is to be compared of other documents."""
    year = one.year or 0
    before = [other for other in documents if other.year == year - 1]
    tables = [other for other in documents if other.year == year and other.disclosure.rows["budget_lines"]]
    units = [other for other in documents if other.year == year and other.document["level"] == "unit"]
    return Others(year_of(before) if before else None, year_of(tables) if tables else None, units)


def outcome(one: Published, *others: Published) -> list[tuple[object, ...]]:
    return [
        (check["identity"], check["subject"], check["status"]) for check in evaluate_across(one, beside(one, *others))
    ]


def test_last_years_published_total_is_this_years_less_its_change() -> None:
    assert outcome(this_year(), last_year()) == [("last_year", f"expenditure_total {YEAR}", "exact")]
    assert outcome(this_year(), last_year(241)) == [("last_year", f"expenditure_total {YEAR}", "fail")]


def test_a_place_names_its_file() -> None:
    (check,) = evaluate_across(this_year(), beside(this_year(), last_year()))
    assert [str(Place.of(place)) for place in check["left_places"]] == ["line 1", "line 2"]
    assert [str(Place.of(place)) for place in check["right_places"]] == ["云岭县图书馆.pdf line 7"]


def test_a_prior_year_that_is_printed_is_the_one_compared() -> None:
    newer = this_year()
    newer.disclosure.records["figures"].append(figure(3, "expenditure_total", yuan(239), year=YEAR - 1))
    again = document("云岭县图书馆", YEAR, newer.disclosure.records["figures"])
    (check,) = evaluate_across(again, beside(again, last_year(239)))
    assert (check["left_value"], check["status"]) == (yuan(239), "exact")


@pytest.mark.parametrize(
    "newer",
    [this_year(base="executed"), this_year(base_year=YEAR - 2), document("云岭县图书馆", YEAR + 1, [])],
    ids=["against what was carried out", "against an earlier year", "nothing stated"],
)
def test_what_was_not_last_years_budget_is_not_compared_with_it(newer: Published) -> None:
    assert outcome(newer, last_year()) == []


def test_the_older_of_two_documents_has_no_check() -> None:
    assert outcome(last_year(), this_year()) == []


def test_the_file_with_the_prose_and_the_file_with_the_tables_agree() -> None:
    right = document("云岭县图书馆", YEAR, [figure(1, "expenditure_total", yuan(300))])
    wrong = document("云岭县图书馆", YEAR, [figure(1, "expenditure_total", yuan(301))])
    assert outcome(right, tables()) == [("files_agree", f"expenditure_total {YEAR}", "exact")]
    assert outcome(wrong, tables()) == [("files_agree", f"expenditure_total {YEAR}", "fail")]
    assert outcome(tables(), right) == []
    assert outcome(right, tables(YEAR - 1)) == []


def test_a_year_that_is_only_in_tables_is_last_years_too() -> None:
    newer = document(
        "云岭县图书馆",
        YEAR + 1,
        [
            figure(1, "expenditure_total", yuan(310), year=YEAR + 1),
            figure(2, "expenditure_total", yuan(10), "change", year=YEAR + 1, base_year=YEAR),
        ],
    )
    assert outcome(newer, tables()) == [("last_year", f"expenditure_total {YEAR + 1}", "exact")]


def units(*amounts: int) -> list[Published]:
    names = ("云岭县图书馆本级", "云岭县分馆")
    return [
        document(name, YEAR, [figure(1, "expenditure_total", yuan(amount))], level="unit")
        for name, amount in zip(names, amounts, strict=False)
    ]


def test_the_units_make_the_department_where_all_of_them_are_there() -> None:
    listed = [{"name": name} for name in ("云岭县图书馆本级", "云岭县分馆")]
    whole = document("云岭县图书馆", YEAR, [figure(1, "expenditure_total", yuan(300))], organizations=listed)
    assert outcome(whole, *units(200, 100)) == [("units_total", f"expenditure_total {YEAR}", "exact")]
    assert outcome(whole, *units(200, 101)) == [("units_total", f"expenditure_total {YEAR}", "fail")]
    assert outcome(whole, *units(200)) == []


def test_every_identity_between_documents_says_when_it_applies() -> None:
    assert set(ACROSS) == {"last_year", "files_agree", "units_total", "initial_budget"}
    assert all(entry.function.__doc__ for entry in ACROSS.values())


@pytest.mark.parametrize(
    ("one", "other"), [("江苏省政协办公厅", "省政协办公厅"), ("定州市民政局", "民政局（汇总）"), ("某大学", "某大学")]
)
def test_a_body_is_the_same_under_a_shorter_name(one: str, other: str) -> None:
    assert short_name(one) == short_name(other)
    row = {"region": "32", "fiscal_year": YEAR}
    assert body_of(row | {"publisher": one}) == body_of(row | {"publisher": other})
    assert same_body(one, other.partition("（")[0])


def test_documents_without_a_publisher_or_a_year_are_nobodys() -> None:
    assert body_of({"region": "32", "fiscal_year": YEAR, "publisher": None}) is None
    assert body_of({"region": "32", "fiscal_year": None, "publisher": "某局"}) is None


def disclose(folder: Path, year: int, sentence: str) -> Path:
    path = folder / f"云岭县图书馆{year}年部门预算.txt"
    path.write_text(f"云岭县图书馆{year}年部门预算\n\n{sentence}\n", encoding="utf-8")
    return path


def between(out: Path) -> list[tuple[object, ...]]:
    return [
        (row["fiscal_year"], row["identity"], row["status"])
        for row in rows(out, "checks")
        if row["identity"] == "last_year"
    ]


def test_checks_between_documents_are_published_with_the_newer_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    old = disclose(tmp_path, 2030, "2030年预算收入240万元。")
    new = disclose(tmp_path, 2031, "2031年预算收入300万元，比2030年预算增加60万元。")
    stage(new, out)
    snapshots.publish(out)
    assert between(out) == []
    stage(old, out)
    first, _ = snapshots.publish(out)
    sound(out)
    assert between(out) == [(2031, "last_year", "exact")]
    before = published_bytes(out)
    assert snapshots.publish(out)[0] == first
    assert published_bytes(out) == before


def test_the_order_in_which_documents_came_leaves_no_trace_in_checks_between_them(tmp_path: Path) -> None:
    old = disclose(tmp_path, 2030, "2030年预算收入240万元。")
    new = disclose(tmp_path, 2031, "2031年预算收入300万元，比2030年预算增加61万元。")
    outs = [(tmp_path / "one", (old, new)), (tmp_path / "two", (new, old))]
    for out, order in outs:
        for path in order:
            stage(path, out)
            snapshots.publish(out)
    assert published_bytes(outs[0][0]) == published_bytes(outs[1][0])
    assert between(outs[0][0]) == [(2031, "last_year", "fail")]


def test_a_check_goes_when_its_other_document_goes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for path in (
        disclose(tmp_path, 2030, "2030年预算收入240万元。"),
        disclose(tmp_path, 2031, "2031年预算收入300万元，比2030年预算增加60万元。"),
    ):
        stage(path, out)
    snapshots.publish(out)
    (part,) = (out / "parts").glob("2030-*/*.arrows")
    part.unlink()
    snapshots.publish(out)
    sound(out)
    assert between(out) == []


def test_however_many_files_a_body_publishes_each_is_read_once_for_its_year_and_once_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        year, change = YEAR - number % 2, "" if number % 2 else f"，较{YEAR - 1}年预算增加10万元"
        text = f"云岭县图书馆{year}年部门预算\n\n{year}年支出预算{80 - number % 2 * 10}万元{change}。附件{number}。\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        stage(tmp_path / f"{number}.txt", tmp_path / "out")
    read: list[Path] = []
    records = across._records
    monkeypatch.setattr(across, "_records", lambda path, *names: read.append(path) or records(path, *names))
    across.write(tmp_path / "out", journal.read(tmp_path / "out"), {})
    assert len(list((tmp_path / "out" / "parts" / "across").glob("*/*.arrows"))) == 3
    assert len(read) == 6
    across.write(tmp_path / "out", journal.read(tmp_path / "out"), {})
    assert len(read) == 6, "nothing changed"
