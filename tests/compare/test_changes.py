"""What differs between two versions: what was planted, all of it and nothing else."""

import copy
import json
import random
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from disclosed import Disclosed
from disclosure import complete
from hypothesis import given
from hypothesis import strategies as st

from extractors.check.rule import place
from extractors.document.place import Place
from flows.compare.versions import Change, changes, compared, paired, table_changes
from schemas.tables import COMMON, Row, RowsByTable, batch, tables

Plant = Callable[[RowsByTable], None]


@pytest.fixture(scope="module")
def records(text_2020: Disclosed) -> RowsByTable:
    same = {column: text_2020.common[column] for column in COMMON}
    return {name: batch(name, rows, same).to_pylist() for name, rows in text_2020.records.items()}


def changed(records: RowsByTable, *plants: Plant) -> list[Change]:
    other = copy.deepcopy(records)
    for plant in plants:
        plant(other)
    return list(changes(records, other))


def numbered(records: RowsByTable, table: str, column: str) -> None:
    """Numbers the projects or duties anew, and what belongs to them."""
    new = {row[column]: number for number, row in enumerate(records[table], start=1)}
    scope = "project" if table == "projects" else "duty"
    for row in records[table]:
        row[column] = new[row[column]]
    for name in ("goals", "indicators"):
        for row in (row for row in records[name] if row["scope"] == scope):
            row["parent_no"] = new[row["parent_no"]]
    for row in records["payment_plans"] if table == "projects" else ():
        row["table_no"] = new[row["table_no"]]


def test_a_document_does_not_differ_from_itself(records: RowsByTable) -> None:
    assert changed(records) == []


def test_the_pdf_and_the_text_of_a_disclosure_say_the_same(records: RowsByTable, pdf_2020: Disclosed) -> None:
    same = {column: pdf_2020.common[column] for column in COMMON}
    pdf = {name: batch(name, rows, same).to_pylist() for name, rows in pdf_2020.records.items()}
    (change,) = changes(records, pdf)
    assert (change.table, change.fields) == ("documents", ("media_type", "pages"))


def test_an_amount_that_was_replaced_is_the_one_change_with_both_places(records: RowsByTable) -> None:
    def plant(other: RowsByTable) -> None:
        other["projects"][3].update(budget_yuan=Decimal("1.00"), line=999)

    (change,) = changed(records, plant)
    old = records["projects"][3]
    assert (change.table, change.kind, change.fields) == ("projects", "changed", ("budget_yuan",))
    said = change.as_data()
    assert old["project_name"] in said["row"]
    assert (said["before"], said["after"]) == ({"budget_yuan": str(old["budget_yuan"])}, {"budget_yuan": "1.00"})
    assert (said["before_places"], said["after_places"]) == ([place(old).data()], [place({**old, "line": 999}).data()])
    assert json.dumps(said)


def test_a_project_that_went_takes_along_what_belongs_to_it_and_moves_nothing_else(records: RowsByTable) -> None:
    gone = records["projects"][2]["table_no"]
    belonging = Counter({"projects": 1})
    for name, column in (("goals", "parent_no"), ("indicators", "parent_no"), ("payment_plans", "table_no")):
        rows = records[name]
        belonging[name] = sum(1 for row in rows if row.get("scope", "project") == "project" and row[column] == gone)

    def plant(other: RowsByTable) -> None:
        for name, column in (("goals", "parent_no"), ("indicators", "parent_no"), ("payment_plans", "table_no")):
            other[name] = [
                row for row in other[name] if not (row.get("scope", "project") == "project" and row[column] == gone)
            ]
        del other["projects"][2]
        numbered(other, "projects", "table_no")

    found = changed(records, plant)
    assert {change.kind for change in found} == {"removed"}
    assert Counter(change.table for change in found) == belonging


def test_a_renamed_project_is_the_same_one(records: RowsByTable) -> None:
    def plant(other: RowsByTable) -> None:
        other["projects"][1].update(project_name="改名", project_code="612-9999")

    (change,) = changed(records, plant)
    assert (change.kind, set(change.fields)) == ("changed", {"project_name", "project_code"})


def test_a_reworded_indicator_is_the_same_one_and_a_new_one_before_it_is_new(records: RowsByTable) -> None:
    def plant(other: RowsByTable) -> None:
        row = other["indicators"][5]
        row["level3"] = "改写的指标"
        new = {**row, "level3": "新增的指标", "level2": "新增", "row_no": 0}
        other["indicators"].insert(5, new)

    found = changed(records, plant)
    assert [(change.kind, change.fields) for change in found] == [("changed", ("level3",)), ("added", ())]


def test_a_check_that_began_to_fail_is_a_change_one_that_only_came_is_none(records: RowsByTable) -> None:
    def plant(other: RowsByTable) -> None:
        passing = [check for check in other["checks"] if check["status"] == "exact"]
        passing[0]["status"] = "fail"
        other["checks"].remove(passing[1])

    (change,) = changed(records, plant)
    assert (change.table, change.fields) == ("checks", ("status",))


def test_words_that_no_record_took_and_rows_of_unknown_tables_are_compared_too(records: RowsByTable) -> None:
    def unknown(other: RowsByTable) -> None:
        other["tables"][0]["kind"] = None

    base = copy.deepcopy(records)
    unknown(base)
    row = next(cell for cell in base["cells"] if cell["table_index"] == 1 and cell["row"] == 1 and cell["col"] == 1)
    other = copy.deepcopy(base)
    next(cell for cell in other["cells"] if cell == row)["text"] = "别的"
    other["leftovers"][1]["text"] = "另一句话。"
    assert [(change.table, change.kind) for change in changes(base, other)] == [
        ("cells", "changed"),
        ("leftovers", "removed"),
        ("leftovers", "added"),
    ]


def test_a_table_that_went_and_an_indicator_say_where_they_stand_and_of_what(records: RowsByTable) -> None:
    gone = next(row for row in records["indicators"] if row["scope"] == "project")
    owner = next(row["project_name"] for row in records["projects"] if row["table_no"] == gone["parent_no"])

    def plant(other: RowsByTable) -> None:
        del other["tables"][3]
        other["indicators"].remove(gone)

    indicator, table = (change.as_data() for change in changed(records, plant))
    assert table["before_places"] == [Place(table=records["tables"][3]["table_index"]).data()]
    assert indicator["before_places"] == [place(gone).data()]
    assert indicator["row"].startswith(f"{owner} project")


def line(**said: object) -> Row:
    return complete("budget_lines", {"table_kind": "expenditure", "side": "expenditure", "measure": "total", **said})


def test_lines_are_matched_by_code_and_name_then_by_code_never_without_one() -> None:
    old = [
        line(code="201", name="一般公共服务支出", amount_yuan=Decimal(5)),
        line(name="结转下年", amount_yuan=Decimal(1)),
    ]
    new = [line(name="其他支出", amount_yuan=Decimal(1)), line(code="201", name="公共服务", amount_yuan=Decimal(6))]
    found = [(change.kind, change.fields) for change in table_changes("budget_lines", old, new)]
    assert found == [("changed", ("name", "amount_yuan")), ("removed", ()), ("added", ())]


def test_of_equal_names_the_equal_rows_go_together_and_what_nobody_can_tell_is_left_open() -> None:
    old = [line(name="办公费", amount_yuan=Decimal(n)) for n in (1, 2, 3)]
    one_changed = [line(name="办公费", amount_yuan=Decimal(n)) for n in (1, 2, 7)]
    two_for_one = [line(name="办公费", amount_yuan=Decimal(n)) for n in (2, 7)]
    assert [change.kind for change in table_changes("budget_lines", old, one_changed)] == ["changed"]
    assert [change.kind for change in table_changes("budget_lines", old, two_for_one)] == [
        "removed",
        "removed",
        "added",
    ]


def test_two_releases_are_compared_by_the_tables_own_keys() -> None:
    rows = [{"document_id": "a", "seq": n, "name": f"单位{n}"} for n in (1, 2)]
    other = [{**rows[0], "name": "改名"}, rows[1]]
    (change,) = table_changes("organizations", rows, other, [("document_id", *tables()["organizations"].key)])
    assert change.fields == ("name",)


rows = st.lists(st.fixed_dictionaries({"name": st.sampled_from("甲乙丙"), "rank": st.integers(0, 2)}), max_size=7)


@given(before=rows, after=rows, seed=st.integers(0, 99))
def test_every_row_of_both_sides_is_in_one_pair_and_order_makes_no_difference(
    before: list[Row], after: list[Row], seed: int
) -> None:
    pairs = paired(before, after, [("name",)], ("rank",))
    assert [old for old, _ in pairs if old is not None] == before
    assert sorted(map(id, after)) == sorted(id(new) for _, new in pairs if new is not None)
    assert all(old["name"] == new["name"] for old, new in pairs if old and new)
    shuffled = random.Random(seed).sample(before, len(before))
    assert list(table_changes("organizations", before, shuffled)) == []


def test_no_number_or_place_of_a_row_is_a_change_of_it() -> None:
    left_out = {"page", "line", "table_index", "row_index", "seq", "table_no", "document_id"}
    assert all(left_out.isdisjoint(compared(name)) for name in tables())
