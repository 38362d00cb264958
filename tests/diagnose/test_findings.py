"""What explains failed checks: the number, the line or the slip, said once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

import pytest

from extractors.check.rule import Side, cell_place, equal, percentage, places
from extractors.diagnose import DOUBTFUL, Diagnosis, diagnose
from extractors.diagnose.lines import lacks_a_line
from extractors.values.slips import slip
from schemas.tables import Row, RowsByTable

BOOKS = [
    # name, total, basic, project
    ["合计", "300.00", "180.00", "120.00"],
    ["207", "220.00", "140.00", "80.00"],
    ["20701", "150.00", "90.00", "60.00"],
    ["20702", "70.00", "50.00", "20.00"],
    ["212", "80.00", "40.00", "40.00"],
    ["21201", "80.00", "40.00", "40.00"],
]
SUMS = {0: (1, 4), 1: (2, 3), 4: (5,)}


def table(rows: Sequence[Sequence[str]], number: int = 1, **more: object) -> RowsByTable:
    """A table in 万元 as it is printed, on page 3, one column a number."""
    cells = [
        {"table_index": number, "row": r, "col": c, "row_span": 1, "col_span": 1, "text": text, "page": 3, "line": None,
         "x0": 0.0, "top": 0.0, "x1": 9.0, "bottom": 9.0, "header": False, "witness_text": None, "confidence": None,
         "doubt": None, **more}
        for r, row in enumerate(rows) for c, text in enumerate(row)
    ]  # fmt: skip
    lines = [{"table_index": number, "row_index": None, "amount_yuan": Decimal(0), "role": "item"}]
    tables = [
        {"table_index": number, "unit_printed": "万元", "unit_proof": None, "title": "支出总表", "engine": "pdfium"}
    ]
    return {"cells": cells, "budget_lines": lines, "tables": tables}


def yuan(text: str) -> Decimal:
    return Decimal(text) * 10_000


def row_place(number: int, row: int) -> Row:
    return {"page": 3, "line": None, "table_index": number, "row_index": row}


def checks(
    rows: Sequence[Sequence[str]], number: int = 1, sums: Mapping[int, Sequence[int]] = MappingProxyType(SUMS)
) -> list[Row]:
    """Every sum of the table, as the rules give it."""
    found = []
    for whole, parts in sums.items():
        for column in (1, 2, 3):
            left = sum(yuan(rows[part][column]) for part in parts)
            sides = (
                Side("各项之和", "parts", left, places(row_place(number, part) for part in parts)),
                Side(rows[whole][0], rows[whole][0], yuan(rows[whole][column]), places([row_place(number, whole)])),
            )
            found.append(equal("table_parent", f"expenditure {number} {whole} {column}", *sides))
    for at, row in enumerate(rows):
        own = places([row_place(number, at)])
        parts_of = Side("基本支出 + 项目支出", "basic + project", yuan(row[2]) + yuan(row[3]), own)
        total = Side("合计", "total", yuan(row[1]), own)
        found.append(equal("table_columns", f"expenditure {number} {at}", parts_of, total))
    return found


def with_changed(*changes: tuple[int, int, str]) -> list[list[str]]:
    rows = [list(row) for row in BOOKS]
    for row, column, text in changes:
        rows[row][column] = text
    return rows


def diagnosed(rows: Sequence[Sequence[str]], **more: object) -> Diagnosis:
    return diagnose(table(rows, **more) | {"checks": checks(rows)})


def test_a_table_in_which_all_holds_has_no_findings() -> None:
    assert diagnosed(BOOKS).findings == []


@pytest.mark.parametrize(
    ("row", "column", "printed", "kind"),
    [
        (2, 2, "900.00", "misplaced_point"),
        (3, 2, "05.00", "misplaced_point"),
        (2, 1, "510.00", "transposed_digit"),
        (1, 3, "8.00", "misplaced_point"),
        (4, 1, "8.0", "misplaced_point"),
        (3, 1, "7.00", "misplaced_point"),
        (0, 1, "30.00", "misplaced_point"),
        (2, 3, "64.00", "wrong_digit"),
        (2, 2, "910.00", "added_digit"),
        (2, 1, "15.00", "misplaced_point"),
        (1, 2, "0.00", "zero_printed"),
        (2, 1, "1500000.00", "unit_slip"),
    ],
)
def test_one_wrong_number_is_one_finding_that_names_it(row: int, column: int, printed: str, kind: str) -> None:
    found = diagnosed(with_changed((row, column, printed)))
    (finding,) = found.findings
    assert (finding["row_index"], finding["col"], finding["printed"]) == (row, column, printed)
    assert finding["proposed_value"] == Decimal(BOOKS[row][column])
    assert finding["kind"] == kind
    assert finding["certainty"] == "certain" or finding["kind"] == "zero_printed"
    failed = [check for check in found.checks if check["status"] == "fail"]
    assert failed and {check["finding"] for check in failed} == {1}
    assert len(failed) == finding["checks_explained"] >= 2


def test_two_numbers_in_each_others_line_are_one_finding_that_names_both() -> None:
    found = diagnosed(with_changed((2, 2, "50.00"), (3, 2, "90.00")))
    (finding,) = found.findings
    assert (finding["kind"], finding["certainty"]) == ("exchanged_lines", "certain")
    assert (finding["row_index"], finding["col"], finding["printed"]) == (2, 2, "50.00")
    assert [place["row"] for place in finding["places"][:2]] == [2, 3]
    assert "的 50.00 与第 1 张表 第 4 行" in finding["message_zh"] and "的 90.00 疑互相错行" in finding["message_zh"]
    assert "(page 3 table 1 row 3) and 90.00" in finding["message_en"]


def test_where_two_columns_may_be_the_ones_that_are_exchanged_no_number_is_named() -> None:
    """The sums across two lines fail, and nothing else bears on them: totals or parts may stand in the wrong line."""
    rows = [["工资", "50.00", "50.00", "0.00"], ["津贴", "90.00", "90.00", "0.00"]]
    rows[0][2], rows[1][2] = rows[1][2], rows[0][2]
    across = []
    for at, line in enumerate(rows):
        own = places([row_place(1, at)])
        parts_of = Side("基本支出 + 项目支出", "basic + project", yuan(line[2]) + yuan(line[3]), own)
        across.append(equal("table_columns", f"expenditure {at}", parts_of, Side("合计", "total", yuan(line[1]), own)))
    records = table(rows) | {"checks": [*across, *checks(BOOKS, 2)], "budget_lines": []}
    (finding,) = diagnose(records).findings
    assert (finding["kind"], finding["printed"], finding["certainty"]) == ("exchanged_lines", None, "open")


def test_amounts_of_two_lines_exchanged_in_every_column_are_one_finding() -> None:
    rows = with_changed(*((row, col, BOOKS[5 - row][col]) for row in (2, 3) for col in (1, 2, 3)))

    def side(books: Sequence[Sequence[str]], number: int, at: int, col: int) -> Side:
        return Side(f"表 {number}", f"table {number}", yuan(books[at][col]), places([row_place(number, at)]))

    other = [
        equal("tables_lines", f"{at} {col}", side(rows, 1, at, col), side(BOOKS, 2, at, col))
        for at in (2, 3)
        for col in (1, 2, 3)
    ]
    tables = table(rows)
    tables = {name: [*tables[name], *table(BOOKS, 2)[name]] for name in tables}
    (finding,) = diagnose(tables | {"checks": [*checks(rows), *checks(BOOKS, 2), *other]}).findings
    assert (finding["kind"], finding["printed"], finding["checks_explained"]) == ("exchanged_lines", None, 6)


@pytest.mark.parametrize(("below", "lacking"), [(1, True), (2, False)])
def test_a_line_that_is_left_out_may_have_less_than_nothing_in_one_column_of_ten(below: int, lacking: bool) -> None:
    off = [-90, -50, -40, *[-7] * (7 - below), *[3] * below]
    own = places([row_place(1, 1)])
    sides = [(Side("各项", "parts", yuan(str(100 + one)), own), Side("合计", "total", yuan("100"), own)) for one in off]
    found = [equal("table_parent", str(n), left, right) for n, (left, right) in enumerate(sides)]
    assert lacks_a_line(found) is lacking


def test_a_line_that_is_left_out_is_one_finding_and_names_no_number() -> None:
    rows = with_changed((3, 1, "0"), (3, 2, "0"), (3, 3, "0"))
    (finding,) = diagnosed(rows).findings
    assert (finding["kind"], finding["certainty"], finding["printed"]) == ("missing_line", "open", None)
    assert finding["amount_yuan"] == yuan("70.00")
    assert "少 70 万元" in finding["message_zh"] and "不公开" in finding["message_zh"]


def test_two_wrong_numbers_are_two_findings_by_weight() -> None:
    found = diagnosed(with_changed((2, 2, "91.00"), (5, 1, "8.00"))).findings
    assert [(one["row_index"], one["col"]) for one in found] == [(5, 1), (2, 2)]
    assert found[0]["weight"] > found[1]["weight"]


def test_a_sum_that_alone_bears_on_a_number_names_none() -> None:
    """Either of its parts may be wrong, or the total."""
    rows = with_changed((3, 2, "51.00"))
    only = [check for check in checks(rows) if check["subject"] == "expenditure 1 1 2"]
    (finding,) = diagnose(table(rows) | {"checks": [*only, *checks(BOOKS, 2)], "budget_lines": []}).findings
    assert (finding["kind"], finding["printed"], finding["certainty"]) == ("sum", None, "open")


def test_a_table_in_which_little_holds_is_doubted_and_accuses_nobody() -> None:
    rows = with_changed((1, 1, "11.11"), (2, 2, "22.22"), (3, 3, "33.33"), (4, 1, "44.44"), (5, 2, "55.55"))
    found = diagnosed(rows)
    assert found.findings == []
    doubted = [check for check in found.checks if check["status"] == DOUBTFUL]
    assert doubted and all(check["doubt"].startswith("structure") for check in doubted)
    assert not any(check["status"] == "fail" for check in found.checks)


def test_a_number_that_the_second_engine_reads_otherwise_accuses_nobody() -> None:
    found = diagnosed(with_changed((2, 2, "91.00")), witness_text="90.00")
    assert found.findings == []
    assert {check["doubt"].partition(":")[0] for check in found.checks if check["status"] == DOUBTFUL} == {"digits"}


def figure(seq: int, value: str, label: str, statement: str = "level", **more: object) -> Row:
    number = Decimal(value)
    money = statement in ("level", "change")
    return {
        "seq": seq, "measure": "expenditure_total", "label": label, "statement": statement, "value": number,
        "value_yuan": number * 10_000 if money else None, "percent": None if money else number,
        "unit": "万元" if money else "%", "direction": None, "sentence": label, "page": 5, "line": None,
        "table_index": None, "row_index": None, **more,
    }  # fmt: skip


def test_a_percentage_whose_base_has_a_digit_too_many_names_the_base() -> None:
    figures = [figure(1, "3845.2", "支出"), figure(2, "43269.3", "上年支出"), figure(3, "17.62", "增幅", "percent")]
    now, before, rise = figures
    exact = 100 * (now["value_yuan"] - before["value_yuan"]) / before["value_yuan"]
    stated = Side("增减幅度", "percentage", Decimal("17.62"), places([rise]))
    check = percentage(
        "change_percent", "支出", stated, exact, Side("计算的幅度", "computed", None, places([now, before]))
    )
    (finding,) = diagnose({"figures": figures, "checks": [check]}).findings
    assert (finding["kind"], finding["printed"]) == ("added_digit", "43269.3万元")
    assert finding["proposed_value"] == Decimal("3269.3")


def test_the_last_digit_of_a_percentage_is_trivial_and_comes_last() -> None:
    figures = [figure(1, "63.75", "占比", "share"), figure(2, "637.4", "部分"), figure(3, "1000", "合计")]
    share, part, whole = figures
    computed = Side("计算的占比", "computed", None, places([part, whole]))
    stated = Side("占比", "share", Decimal("63.75"), places([share]))
    exact = 100 * part["value_yuan"] / whole["value_yuan"]
    trivial = percentage("share_percent", "部分", stated, exact, computed)
    grave = equal(
        "restated", "合计", Side("合计", "total", yuan("900"), places([whole])), Side("合计", "total", yuan("1000"))
    )
    found = diagnose({"figures": figures, "checks": [trivial, grave]}).findings
    assert [(one["trivial"], one["points"]) for one in found] == [(False, None), (True, Decimal("0.01"))]


@pytest.mark.parametrize(
    ("printed", "meant", "kind"),
    [
        ("43269.3", "3269.3", "added_digit"),
        ("607.5", "607.54", "wrong_digit"),
        ("12.34", "13.24", "transposed_digit"),
        ("1682.76", "16827600", "unit_slip"),
        ("-5", "5", "sign"),
        ("0", "458", "zero_printed"),
        ("65.99", "659.9", "misplaced_point"),
        ("11.5", "28.7", None),
    ],
)
def test_a_slip_is_what_people_do_with_a_number(printed: str, meant: str, kind: str | None) -> None:
    assert slip(Decimal(printed), Decimal(meant)) == kind


def stated(seq: int, measure: str, wan: str, **more: object) -> Row:
    told = {"value": Decimal(wan), "unit": "万元", "value_yuan": yuan(wan), "statement": "level", "direction": None}
    place = {"page": 2, "line": None, "table_index": None, "row_index": None, "sentence": ""}
    return {"seq": seq, "measure": measure, "label": measure, **told, **place, **more}


def restated(one: Row, other: Row) -> Row:
    sides = [Side(row["label"], row["label"], row["value_yuan"], places([row])) for row in (one, other)]
    return equal("restated", f"{one['measure']} 2031 level", sides[0], sides[1])


@pytest.mark.parametrize(("other", "doubted"), [("1277.77", True), ("1304.65", False), ("1234.66", False)])
def test_statements_that_differ_by_a_printed_amount_speak_of_different_wholes(other: str, doubted: bool) -> None:
    figures = [stated(1, "支出", "1234.65"), stated(2, "支出", other)]
    figures += [stated(3, "结转下年", "43.12"), stated(4, "上年结转", "70.00")]
    found = diagnose({"figures": figures, "checks": [restated(figures[0], figures[1])]})
    assert [one["status"] for one in found.checks] == [DOUBTFUL if doubted else "fail"]


@pytest.mark.parametrize(
    ("printed", "exact", "said"),
    [
        ("5.95", "6.0985", "粮食收购增幅 5.95%，按所列金额计算为 6.10%，相差 0.1485 个百分点。"),
        ("-5.95", "-6.0985", "粮食收购降幅 5.95%，按所列金额计算为 6.10%，相差 0.1485 个百分点。"),
    ],
)
def test_a_percentage_is_told_beside_what_the_amounts_make_it(printed: str, exact: str, said: str) -> None:
    computed = Side("计算的幅度", "computed percentage", None)
    stated = Side("粮食收购增减幅度", "grain percentage", Decimal(printed))
    check = percentage("change_percent", "grain 2031 change", stated, Decimal(exact), computed)
    (finding,) = diagnose(table(BOOKS) | {"checks": [check, *checks(BOOKS)]}).findings
    assert (finding["message_zh"], finding["label"]) == (said, "粮食收购增减幅度")


def test_changes_that_both_go_down_are_told_without_a_sign() -> None:
    parts, whole = (
        Side("甲增减额 + 乙增减额", "A change + B change", yuan("-5")),
        Side("总增减额", "total change", yuan("-3")),
    )
    check = equal("change_parts", "expenditure_total 2031", parts, whole)
    assert check["message_zh"].startswith("甲减少额 + 乙减少额 5 万元，比总减少额 3 万元多 2 万元")
    assert check["message_en"].startswith("A decrease + B decrease: 50,000 yuan, which is 20,000 yuan more than")


def test_percentages_that_are_cut_off_are_one_trivial_finding() -> None:
    sides = (("12.00", "12.85"), ("-4.0", "-4.31"), ("95.00", "95.7"))
    cut = [
        percentage("change_percent", f"line {printed}", Side("增减幅度", "change", Decimal(printed)), Decimal(exact),
                   Side("计算的幅度", "computed", None))
        for printed, exact in sides
    ]  # fmt: skip
    (finding,) = diagnose({"checks": cut}).findings
    assert (finding["kind"], finding["trivial"], finding["checks_explained"]) == ("cut_percentage", True, 3)
    (alone,) = diagnose({"checks": cut[:1]}).findings
    assert alone["kind"] == "percentage"


def test_a_line_that_is_lost_above_its_parts_makes_no_other_line_wrong() -> None:
    """Without 212 its only part stands below 207, which has too little by it, as the total has too much."""
    rows = [["合计", "400.37", "240.21", "160.16"], *(row for row in BOOKS[1:] if row[0] != "212")]
    rows.append(["221", "100.37", "60.21", "40.16"])
    found = checks(rows, sums={0: (1, 5), 1: (2, 3, 4)})
    findings = diagnose(table(rows) | {"checks": found}).findings
    assert findings and {finding["printed"] for finding in findings} == {None}


def test_a_subtotal_printed_as_zero_is_named_though_it_would_grow_by_the_part_beside_it() -> None:
    rows = [["合计", "458.00", "0.00", "0.00", "458.00", "0.00"]]
    rows += [[code, "90.00", "80.00", "30.00", "50.00", "10.00"] for code in ("207", "208", "210", "212")]

    printed = table(rows)
    where = {(cell["row"], cell["col"]): cell_place(cell) for cell in printed["cells"]}

    def cell(row: int, column: int) -> Side:
        return Side(f"栏 {column}", f"column {column}", yuan(rows[row][column]), (where[row, column],))

    def adds_up(row: int, whole: int, *parts: int) -> Row:
        sides = [cell(row, part) for part in parts]
        value = sum(yuan(rows[row][part]) for part in parts)
        left = Side("各栏之和", "columns", value, [side.places[0] for side in sides])
        return equal("table_columns", f"expenditure {row} {whole}", left, cell(row, whole))

    found = [adds_up(row, *columns) for row in range(5) for columns in ((1, 2, 5), (2, 3, 4))]
    (finding,) = diagnose(printed | {"checks": found}).findings
    assert (finding["kind"], finding["row_index"], finding["col"]) == ("zero_printed", 0, 2)
    assert finding["proposed_value"] == Decimal(458)


def test_an_amount_that_two_tables_list_under_different_lines_is_said_with_both() -> None:
    summary, detail = {"文化": "90.00", "交通": "10.00"}, {"文化": "70.00", "交通": "30.00"}
    sides = {
        name: [
            Side(f"{title}{name}", name, yuan(books[name])) for title, books in (("总表", summary), ("明细", detail))
        ]
        for name in summary
    }
    found = [equal("tables_classes", name, *both) for name, both in sides.items()]
    (finding,) = diagnose({"checks": found}).findings
    assert finding["kind"] == "moved_amount"
    assert finding["message_zh"] == "20 万元前后列入不同的行：一处列入总表文化，一处列入明细交通。"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["某馆", "56.75", "52.66", "17.41", "8.25", "31.09"], [("52.66", Decimal("25.66"))]),
        (["某馆", "56.75", "42.66", "17.00", "8.66", "31.09"], []),  # off by a number beside it: of another column
    ],
)
def test_a_number_that_the_only_two_sums_of_a_table_want_alike_is_wrong(
    line: list[str], told: list[tuple[str, Decimal]]
) -> None:
    own = places([row_place(1, 0)])
    whole, part, *items, other = (yuan(text) for text in line[1:])
    sums = [
        equal(
            "table_columns",
            "合计",
            Side("小计 + 培训费", "parts", part + other, own),
            Side("合计", "total", whole, own),
        ),
        equal("table_columns", "小计", Side("两项", "two", sum(items), own), Side("小计", "subtotal", part, own)),
    ]
    found = diagnose(table([line]) | {"checks": sums}).findings
    assert [(one["printed"], one["proposed_value"]) for one in found] == told


def test_a_total_and_its_part_in_each_others_line_are_named_though_one_sum_bears_on_them() -> None:
    rows = [["302", "137.85"], ["30201", "948.15"], ["30228", "231.17"], ["30299", "579.13"]]
    left = Side(
        "各项之和", "parts", sum(yuan(row[1]) for row in rows[1:]), places(row_place(1, at) for at in (1, 2, 3))
    )
    right = Side("302", "302", yuan(rows[0][1]), places([row_place(1, 0)]))
    records = table(rows) | {"checks": [equal("table_parent", "302", left, right), *checks(BOOKS, 2)]}
    (finding,) = diagnose(records | {"budget_lines": []}).findings
    assert (finding["kind"], finding["printed"], finding["proposed_value"]) == (
        "exchanged_lines",
        "137.85",
        Decimal("948.15"),
    )
