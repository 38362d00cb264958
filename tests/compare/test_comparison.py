"""Two years of one body: what is new, what ended, which amounts and targets changed, and where both stand."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from commands import called
from disclosed import Disclosed, publish

from flows.cli.main import main
from flows.compare.amounts import amount_changes
from flows.compare.publisher import compare_years
from flows.compare.years import Change, changes
from flows.publish.errors import NotFoundError
from schemas.tables import Row, RowsByTable, tables


def row(table: str, **values: object) -> Row:
    return {**{column.name: None for column in tables()[table].columns}, **values}


def project(table_no: int, name: str, code: str | None = None, budget: str = "1", **values: object) -> Row:
    amount = Decimal(budget)
    return row("projects", table_no=table_no, project_name=name, project_code=code, budget_yuan=amount, **values)


def indicator(parent_no: int, name: str, target: str, value: str | None = None, unit: str | None = None) -> Row:
    number = None if value is None else Decimal(value)
    return row(
        "indicators", scope="project", parent_no=parent_no, level3=name, target=target, operator="ge",
        target_value=number, target_unit=unit,
    )  # fmt: skip


def of(*projects: Row, indicators: tuple[Row, ...] = ()) -> RowsByTable:
    return {"projects": list(projects), "indicators": list(indicators)}


def said(found: list[Change]) -> list[tuple[object, ...]]:
    return [(one.what, one.parent, one.field, one.before, one.after) for one in found]


def test_a_project_is_known_by_its_code_whatever_its_name() -> None:
    (one,) = changes(of(project(3, "阅览室改造", "A-1")), of(project(8, "阅览室升级改造", "A-1")))
    assert (one.what, one.field, one.before, one.after, one.matched_by) == (
        "changed",
        "project_name",
        "阅览室改造",
        "阅览室升级改造",
        "code",
    )


def test_without_its_code_a_project_is_known_by_its_name_the_year_in_it_aside() -> None:
    before, after = of(project(1, "2020年 图书（购置）")), of(project(2, "2021年图书(购置)", "B-2", "3"))
    found = [one for one in changes(before, after, (2020, 2021)) if one.field == "budget_yuan"]
    assert [(one.matched_by, one.difference, one.percent) for one in found] == [("name", Decimal(2), Decimal(200))]


def test_one_name_in_two_units_is_two_projects() -> None:
    before = of(project(1, "办公设备", unit_name="甲馆"), project(2, "办公设备", unit_name="乙馆", budget="5"))
    after = of(project(1, "办公设备", unit_name="乙馆", budget="6"), project(2, "办公设备", unit_name="甲馆"))
    assert said(changes(before, after)) == [("changed", "办公设备", "budget_yuan", Decimal(5), Decimal(6))]


def test_a_name_that_stands_twice_is_not_matched_by_guessing() -> None:
    before, after = (
        of(project(1, "补助", budget="5"), project(2, "补助", budget="6")),
        of(project(1, "补助", budget="7")),
    )
    assert sorted(one.what for one in changes(before, after)) == ["ended", "ended", "new"]


def test_what_is_new_has_no_before_and_what_ended_no_after() -> None:
    new, ended = changes(of(project(1, "旧", budget="4")), of(project(1, "新", budget="9")))
    assert (new.what, new.parent, new.before, new.after) == ("new", "新", None, Decimal(9))
    assert (ended.what, ended.parent, ended.before, ended.after) == ("ended", "旧", Decimal(4), None)


def test_a_blank_amount_that_is_filled_changed_by_no_number() -> None:
    old = project(1, "甲") | {"budget_yuan": None}
    (one,) = changes(of(old), of(project(1, "甲", budget="0")))
    assert (one.before, one.after, one.difference, one.percent) == (None, Decimal(0), None, None)


def test_targets_are_compared_by_what_they_ask_for_not_how_they_are_printed() -> None:
    before = of(
        project(1, "甲"),
        indicators=(indicator(1, "场次", "≥20场", "20", "场"), indicator(1, "期数", "≥4期", "4", "期")),
    )
    after = of(
        project(7, "甲"),
        indicators=(indicator(7, "期数", "≥ 4 期", "4", "期"), indicator(7, "场次", "≥16场", "16", "场")),
    )
    (one,) = changes(before, after)
    assert (one.indicator, one.before, one.after, one.difference, one.percent) == (
        "场次",
        "≥20场",
        "≥16场",
        Decimal(-4),
        Decimal(-20),
    )


def test_targets_of_different_units_have_no_difference_and_percentages_no_percent() -> None:
    before = of(
        project(1, "甲"), indicators=(indicator(1, "一", "3期", "3", "期"), indicator(1, "二", "90%", "90", "%"))
    )
    after = of(
        project(1, "甲"), indicators=(indicator(1, "一", "3场", "3", "场"), indicator(1, "二", "95%", "95", "%"))
    )
    assert [(one.difference, one.percent) for one in changes(before, after)] == [(None, None), (Decimal(5), None)]


def test_the_same_disclosure_has_no_changes(pdf_2021: Disclosed) -> None:
    assert changes(pdf_2021.records, pdf_2021.records, (2021, 2021)) == []


def test_two_years_from_two_formats(published: Path) -> None:
    """The text of 2020 against the PDF of 2021: places of both kinds."""
    found = compare_years(published, "青榆市", 2020, 2021).changes
    projects = [one for one in found if one.kind == "project"]
    assert {one.parent for one in projects if one.what == "new"} == {
        "非遗传承人研培活动",
        "少儿艺术公益展演",
        "盲文与低视力阅读区建设",
    }
    assert sum(one.what == "ended" for one in projects) == 4
    show = next(one for one in projects if one.parent == "“榆钱”惠民演出季" and one.field == "budget_yuan")
    assert (show.difference, show.percent) == (Decimal("-60000.00"), Decimal("-16.67"))
    assert show.before_place and show.before_place.line and show.after_place and show.after_place.page
    moved = next(one for one in found if one.parent == "“榆钱”惠民演出季" and one.indicator == "演出场次")
    assert (moved.before, moved.after, moved.difference) == ("≥20场", "≥16场", Decimal(-4))


def test_of_several_documents_of_a_year_one_is_taken_and_the_others_are_named(
    text_2020: Disclosed, pdf_2021: Disclosed, tmp_path: Path
) -> None:
    twin = {**text_2020.common, "document_id": "f" * 64}
    document = {**text_2020.records["documents"][0], "file_name": "扫描件.txt"}
    records = {**text_2020.records, "documents": [document], "projects": text_2020.records["projects"][:3]}
    known = [(one.common, one.records) for one in (text_2020, pdf_2021)]
    out = publish(tmp_path, *known, (twin, records))
    taken = compare_years(out, "青榆市", 2020, 2021)
    assert taken.before["file_name"] == text_2020.path.name and "not 扫描件.txt" in taken.notes[0]
    named = compare_years(out, "青榆市", 2020, 2021, ("扫描", "2021"))
    assert (named.before["file_name"], named.notes) == ("扫描件.txt", ())


def test_a_version_that_was_replaced_is_not_compared(text_2020: Disclosed, pdf_2021: Disclosed, tmp_path: Path) -> None:
    def fetched(day: int) -> RowsByTable:
        came = {"source_url": "http://example.org/1.txt", "retrieved_at": datetime(2020, 2, day, tzinfo=UTC)}
        return {**text_2020.records, "documents": [{**text_2020.records["documents"][0], **came}]}

    first = {**text_2020.common, "document_id": "0" * 64}
    later = (pdf_2021.common, pdf_2021.records)
    out = publish(tmp_path, (first, fetched(3)), (text_2020.common, fetched(9)), later)
    found = compare_years(out, "青榆市", 2020, 2021)
    assert (found.before["document_id"], found.notes) == (text_2020.common["document_id"], ())


def test_a_year_that_is_not_there_is_answered_with_those_that_are(published: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no budget of 青榆市 for 2019 is published in .*; years: 2020, 2021"):
        compare_years(published, "青榆市", 2019, 2021)


def test_the_command_prints_json_with_exact_amounts(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["compare", "青榆市", "2020", "2021", "--json", "--out", str(published)])
    answer = json.loads(capsys.readouterr().out, parse_float=Decimal)
    assert ended.value.code == 0
    assert {one["what"] for one in answer["changes"]} == {"new", "ended", "changed"}
    assert Decimal("-60000.00") in [one["difference"] for one in answer["changes"]]


def test_the_command_shows_the_largest_change_first(published: Path) -> None:
    printed = called("compare", "青榆市", "2020", "2021", "--out", str(published), columns=120).printed
    assert "new projects: 3" in printed and "ended projects: 4" in printed
    amounts = printed.partition("changed in projects")[2]
    assert amounts.index("-6 (-16.67%)") < amounts.index("+1.2 (+6.45%)")


def line(code: str | None, name: str, amount: str, **values: object) -> Row:
    return row(
        "budget_lines", table_kind="expenditure", table_title="部门支出总表", side="expenditure", scheme="function",
        role="item", code=code, name=name, measure="total", amount_yuan=Decimal(amount), **values,
    )  # fmt: skip


def lines_of(*rows: Row) -> RowsByTable:
    return {"budget_lines": list(rows)}


def test_a_line_of_a_budget_table_is_known_by_its_code_though_it_was_renamed() -> None:
    before, after = lines_of(line("2070104", "图书馆", "5")), lines_of(line("2070104", "公共图书馆", "7"))
    (one,) = amount_changes(before, after)
    assert (one.kind, one.what, one.indicator, one.difference, one.matched_by) == (
        "budget_line", "changed", "公共图书馆", Decimal(2), "code",
    )  # fmt: skip


def test_a_line_is_known_by_its_name_though_its_code_is_another() -> None:
    before, after = lines_of(line("2080501", "离退休费", "5")), lines_of(line("2080599", "离退休费", "6"))
    assert [(one.what, one.matched_by) for one in amount_changes(before, after)] == [("changed", "name")]


def test_only_amounts_of_the_disclosed_year_are_compared() -> None:
    last = line("2070104", "图书馆", "1", year=2020, fiscal_year=2021)
    before = lines_of(line("2070104", "图书馆", "5", year=2020, fiscal_year=2020))
    assert amount_changes(before, lines_of(last)) == []


def test_a_figure_that_is_stated_twice_is_one() -> None:
    def figure(amount: str) -> Row:
        stated = {"measure": "expenditure_total", "label": "支出预算", "statement": "level"}
        return row("figures", **stated, year=2021, fiscal_year=2021, value_yuan=Decimal(amount))

    (one,) = amount_changes({"figures": [figure("5"), figure("5")]}, {"figures": [figure("4")]})
    assert (one.kind, one.indicator, one.difference) == ("figure", "支出预算", Decimal(-1))


def test_what_only_one_year_has_is_named_and_is_not_called_unchanged(
    text_2020: Disclosed, pdf_2021: Disclosed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = {"documents": pdf_2021.records["documents"], "organizations": pdf_2021.records["organizations"]}
    out = publish(tmp_path, (text_2020.common, text_2020.records), (pdf_2021.common, bare))
    found = compare_years(out, "青榆市", 2020, 2021)
    assert (found.changes, found.compared) == ((), ())
    with pytest.raises(SystemExit):
        main(["compare", "青榆市", "2020", "2021", "--out", str(out)])
    printed = capsys.readouterr().out
    assert "nothing could be compared" in printed and "nothing changed" not in printed
    assert f"projects could not be compared: {pdf_2021.path.name} has none" in printed
