"""Forms as publishers print them: merged cells, broken numbers, repeated headers, rows that only look like items."""

from decimal import Decimal

import pytest
from contexts import context
from hypothesis import given
from hypothesis import strategies as st
from ruled import recognised, ruled

from extractors.assemble.joins import join_blocks
from extractors.check.evaluation import evaluate
from extractors.document.claims import Claims
from extractors.document.model import Paragraph
from extractors.records import organizations
from extractors.records.performance import duty_tables
from extractors.records.performance import project_tables as performance
from extractors.records.performance.duty_tables import grade, levels
from extractors.records.performance.goals_and_indicators import split_goals
from extractors.records.performance.projects_in_prose import arranged
from extractors.records.procurement import items as procurement
from extractors.records.procurement import nested as procurement_nested

DUTY_HEADER = [
    ["631园艺站", "<", "<", "<", "<", "单位：万元", "<", "<", "<"],
    ["职责活动", "年度预算数", "内容描述", "绩效目标", "绩效指标", "评价标准", "<", "<", "<"],
    ["^", "^", "^", "^", "^", "优", "良", "中", "差"],
]
NESTED = [
    ["部门：", "水文馆", "<", "<", "", "单位：万元"],
    ["采购品目大类", "专项名称", "经济科目", "采 购 物\n品名称", "采 购 组\n织形式", "总计"],
    ["合计", "", "", "", "", "30.00"],
    ["一、货物A", "", "", "", "", "30.00"],
    ["", "观测费", "设备购置", "", "", "30.00"],
    ["", "", "", "雨量计", "分散采购", "20.00"],
    ["^", "^", "^", "水尺", "集中采购", "10.00"],
]


def rows(found: Claims, table: str, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in found.rows.get(table, ())]


def wan(amount: str) -> Decimal:
    return Decimal(amount) * 10_000


def test_an_activity_merged_over_its_indicators_is_one_activity_with_all_of_them() -> None:
    table = [
        *DUTY_HEADER,
        ["育苗", "15.0\n0", "选种", "出圃", "", "", "", "", ""],
        ["　　嫁接", "15.00", "接砧木", "成活", "成活率", "≥10\n0%", "≥9\n5%", "90%", ""],
        ["^", "^", "^", "^", "次数", "3次\n及以\n上", "2次", "1次", "0"],
    ]
    found = duty_tables.extract(recognised(table), context(duties=[{"duty_no": 7}]))
    assert rows(found, "duties", "duty_no", "parent_no", "level", "title", "budget_yuan", "unit_code") == [
        (8, None, "duty", "育苗", wan("15.00"), "631"),
        (9, 8, "activity", "嫁接", wan("15.00"), "631"),
    ]
    assert rows(found, "goals", "parent_no", "goal_no", "text") == [(8, 1, "出圃"), (9, 1, "成活")]
    assert rows(found, "indicators", "parent_no", "row_no", "description", "grade_excellent", "grade_good") == [
        (9, 1, "成活率", "≥100%", "≥95%"),
        (9, 2, "次数", "3次及以上", "2次"),
    ]
    assert not found.troubles


def test_cells_are_taken_below_the_header_that_is_printed_even_where_they_look_shifted() -> None:
    table = [*DUTY_HEADER, ["育苗", "1", "", "2017", "出圃率", "按期出圃的苗", "100%", "≥95%", "≥80%"]]
    found = duty_tables.extract(recognised(table), context())
    assert rows(found, "goals", "text") == [("2017",)]
    assert rows(found, "indicators", "description", "grade_excellent", "grade_good") == [
        ("出圃率", "按期出圃的苗", "100%")
    ]


def test_a_duty_table_without_a_unit_keeps_its_words_and_says_what_is_missing() -> None:
    table = [["631园艺站", *["<"] * 8], *DUTY_HEADER[1:], ["育苗", "15.00", "选种", "出圃", "", "", "", "", ""]]
    found = duty_tables.extract(recognised(table), context())
    assert rows(found, "duties", "title", "budget_yuan") == [("育苗", None)]
    assert [trouble.error for trouble in found.troubles] == ["no_money_unit"]


def test_a_header_that_a_page_break_repeats_is_no_row() -> None:
    body = ["育苗", "15.00", "选种", "出圃", "", "", "", "", ""]
    found = duty_tables.extract(recognised([*DUTY_HEADER, body, *DUTY_HEADER[1:], body]), context())
    assert rows(found, "duties", "title") == [("育苗",), ("育苗",)]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["育苗", "　　嫁接", "　　施肥", "  花境", "　　更换"], "daada"),
        (["育苗", "    嫁接", "花境"], "dad"),
        (["育苗", "　　嫁接", "    花境", "　　更换"], "dada"),
        (["育苗", "　　嫁接", "    施肥", "花境"], "daad"),
        (["一、育苗", "1、嫁接", "2、施肥", "二、花境"], "daad"),
        (["一、育苗", "嫁接", "二、花境"], "dad"),
        (["01育苗", "0101嫁接", "02花境"], "dad"),
        (["育苗", " 嫁接", "花境"], "???"),
        (["育苗"], "?"),
        ([], ""),
    ],
)
def test_activities_are_told_from_duties_by_what_is_printed_or_not_at_all(titles: list[str], expected: str) -> None:
    assert levels(titles) == [{"d": "duty", "a": "activity", "?": None}[letter] for letter in expected]


@given(st.lists(st.tuples(st.booleans(), st.text("育苗花境更换", min_size=1, max_size=8)), min_size=2, max_size=9))
def test_two_ideographic_spaces_make_an_activity_whatever_the_names(named: list[tuple[bool, str]]) -> None:
    told = levels([("　　" if indented else "") + name for indented, name in named])
    if len({indented for indented, _ in named}) == 2:
        assert told == ["activity" if indented else "duty" for indented, _ in named]


@given(st.integers(0, 9999), st.sampled_from(["≥", "≤", "<", ""]), st.integers(0, 4), st.booleans())
def test_a_grade_is_whole_wherever_its_column_broke_it(number: int, sign: str, at: int, gap: bool) -> None:
    printed = f"{sign}{number}%"
    broken = printed[:at] + ("\n" if 0 < at < len(printed) else "") + printed[at:]
    assert grade(broken + ("\n" if gap else "")) == printed


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("换新船", [(None, "换新船")]),
        ("总目标。1、换新船；2．老船退役", [(None, "总目标。"), (1, "换新船；"), (2, "老船退役")]),
        ("目标1：换船至2030.5目标2：退役", [(1, "换船至2030.5"), (2, "退役")]),
        ("比重达3.5；占2.0", [(None, "比重达3.5；占2.0")]),
    ],
)
def test_goals_are_split_at_their_numbers(text: str, goals: list[tuple[int | None, str]]) -> None:
    assert split_goals(text) == goals


def test_rows_of_a_nested_procurement_table_are_items_only_where_they_name_one() -> None:
    found = procurement_nested.extract(recognised(NESTED), context())
    assert rows(found, "procurement_totals", "level", "label", "amount_yuan") == [
        ("total", "合计", wan("30")),
        ("category", "一、货物A", wan("30")),
        ("project", "观测费 设备购置", wan("30")),
    ]
    assert rows(found, "procurement_items", "project_name", "economic_name", "category", "item_name") == [
        ("观测费", "设备购置", "goods", "雨量计"),
        ("观测费", "设备购置", "goods", "水尺"),
    ]


amounts = st.lists(st.integers(1, 99_999), min_size=1, max_size=4)


@given(st.lists(st.lists(amounts, min_size=1, max_size=3), min_size=1, max_size=3), st.booleans())
def test_whatever_nests_comes_back_with_sums_that_hold_and_no_slip_is_hidden(
    categories: list[list[list[int]]], slip: bool
) -> None:
    def line(*cells: str, cents: int) -> list[str]:
        return [*cells, *[""] * (5 - len(cells)), f"{Decimal(cents) / 100:.2f}"]

    table = [*NESTED[:2], line("合计", cents=sum(c for cat in categories for project in cat for c in project))]
    for letter, category in zip("ABC", categories, strict=False):
        name = {"A": "一、货物A", "B": "二、工程B", "C": "三、服务C"}[letter]
        table.append(line(name, cents=sum(cents for project in category for cents in project)))
        for n, project in enumerate(category):
            table.append(line("", f"专项{n}", "印刷费", cents=sum(project)))
            table += [line("", "", "", f"物品{m}", "分散采购", cents=cents) for m, cents in enumerate(project)]
    if slip:
        table[-1][-1] = f"{Decimal(table[-1][-1]) + 1:.2f}"
    found = procurement_nested.extract(recognised(table), context())
    assert len(found.rows["procurement_items"]) == sum(len(project) for cat in categories for project in cat)
    checks = [c for c in evaluate(found.rows, 2018, Decimal(50)) if c["identity"] == "procurement_nested"]
    assert len(checks) == 1 + len(categories) + sum(map(len, categories))
    assert sum(check["status"] == "fail" for check in checks) == slip


@pytest.mark.parametrize(("amount", "items"), [("30.00", 2), ("31.00", 3)])
def test_a_subtotal_in_the_column_of_items_is_told_by_its_sum_and_its_blank_form(amount: str, items: int) -> None:
    table = [*NESTED[:4], ["", "观测费", "设备购置", "观测仪器", "", amount], *NESTED[5:]]
    assert len(procurement_nested.extract(recognised(table), context()).rows["procurement_items"]) == items


def test_a_statutory_procurement_table_that_is_blank_says_nothing_and_is_no_trouble() -> None:
    table = [
        ["项目名称", "采购物品名称", "政府采购目录序号", "数量", "单价", "总计"],
        ["园艺站小计", "", "", "", "", ""],
        ["", "", "", "", "", ""],
    ]
    found = procurement.extract(recognised(table), context(2017))
    assert (found.rows, found.troubles, found.kinds) == ({}, [], {1: "procurement"})


def test_the_rows_of_a_procurement_table_without_a_unit_are_kept_and_their_amounts_left() -> None:
    table = [
        ["项目名称", "采购物品名称", "政府采购目录序号", "数量", "单价", "总计"],
        ["合计", "", "", "", "", "0.30"],
        ["嫁接工具", "园艺剪", "A0302", "30", "0.01", "0.30"],
    ]
    found = procurement.extract(recognised(table), context(2017))
    assert rows(
        found, "procurement_items", "item_name", "catalogue_code", "quantity", "unit_price_yuan", "amount_yuan"
    ) == [("园艺剪", "A0302", 30, None, None)]
    assert "procurement_totals" not in found.rows
    assert [trouble.error for trouble in found.troubles] == ["no_money_unit"]
    assert found.reasons == dict.fromkeys([(1, 1, 5), (1, 2, 4), (1, 2, 5)], "no_money_unit")
    assert not found.reasons.keys() & found.cells


@pytest.mark.parametrize(
    ("purpose", "yuan"),
    [
        ("预算数0.84万元，主要用于：渡口的网络费 8400 元。6月底支出进度达到50%。", "8400"),
        ("主要用于缆绳 2 万元、救生衣 0.5 万元。另：去年花费 9 万元。", "25000"),
        ("主要用于按章程每年交纳的会费 0.3 万元。", "3000"),
        ("主要用于渡工补贴，每人 300 元。", None),
        ("主要用于缆绳和救生衣，其中缆绳 2 万元。", None),
        ("主要用于缆绳 2 万元、浮标 1 万元，合计 3 万元。", None),
        ("主要用于维护约 3 万元的旧船。", None),
        ("主要用于换乘率达到 90%的码头。", None),
        ("预算数 3 万元，用于缆绳。", None),
        (None, None),
    ],
)
def test_amounts_behind_the_words_of_use_are_summed_where_they_can_only_be_parts(
    purpose: str | None, yuan: str | None
) -> None:
    assert performance.stated_use(purpose) == (None if yuan is None else Decimal(yuan))


def test_a_total_is_no_organisation() -> None:
    table = [["单位名称", "单位性质"], ["合  计", ""], ["园艺站", "事业"]]
    assert rows(organizations.extract(recognised(table), context()), "organizations", "name") == [("园艺站",)]


def test_staff_is_counted_below_the_group_that_it_stands_in() -> None:
    table = [
        ["631园艺站", "<", "<", "单位：人", "<", "<", "<"],
        ["单位名称", "单位性质", "编制人数", "<", "在职人数", "<", "车辆编\n制数"],
        ["^", "^", "行政", "事业", "行政", "事业", "^"],
        ["合  计", "", "", "9", "", "8", "1"],
        ["园艺站", "事业", "", "9", "", "8", "1"],
        ["花市处", "行政", "2", "", "3", "", ""],
    ]
    columns = ("name", "nature", "posts_administrative", "posts_institutional", "staff_administrative", "vehicle_posts")
    found = organizations.extract(recognised(table), context())
    assert rows(found, "organizations", *columns) == [
        ("园艺站", "事业", None, 9, None, 1),
        ("花市处", "行政", 2, None, 3, None),
    ]
    assert (1, 5, 1) not in found.headers


def test_the_total_of_staff_is_a_count_and_a_number_that_its_cell_broke_is_known_by_the_sum() -> None:
    table = [
        ["单位名称", "编制人数", "<", "在职人数", "<"],
        ["^", "行政", "事业", "行政", "事业"],
        ["园艺站", "", "19", "", "1\n8"],
        ["花市处", "16", "", "15", ""],
        ["合  计", "1\n6", "19", "1\n4", ""],
    ]
    form = recognised(table)
    cell = form.table.grid[2][4]
    cell.wrapped = True
    found = organizations.extract(form, context())
    assert rows(found, "organizations", "name", "staff_institutional") == [("园艺站", 18), ("花市处", None)]
    assert rows(found, "figures", "measure", "statement", "value", "unit") == [
        ("posts_administrative", "count", 16, "人"),
        ("posts_institutional", "count", 19, "人"),
    ]
    assert [trouble.error for trouble in found.troubles] == ["not_a_number"]
    assert (1, 4, 3) not in found.cells


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("795万元", "795"),
        ("2031年安排预算12.5万元。", "12.5"),
        ("项目总预算1410.00万，其中清洁800.00万，修复610.00万元，合计1410.00万。", "1410"),
        ("本年度安排20万元，其中材料5万元、人工15万元", "20"),
        ("第一季度5万元，第二季度5万元", None),
        ("每人500元，共40人", None),
        ("讲课费500元/次", None),
        ("专家费5万元，其余另行申请", None),
        ("按合同支付", None),
    ],
)
def test_the_budget_of_a_described_project_is_the_amount_that_the_words_call_the_whole(
    text: str, amount: str | None
) -> None:
    assert arranged(text) == (None if amount is None else wan(amount))


def test_a_blank_merged_cell_at_a_page_break_takes_no_text_from_the_next_row() -> None:
    """The cells at the left of the last row are merged and blank; the next page begins with a row of its own."""
    first = ruled([["类", "项目", "物品", "金额"], ["", "", "会场", "1"], ["^", "^", "餐饮", "2"]])
    second = ruled([["", "乙", "", "9"], ["", "", "教材", "9"]])
    for cell in second.cells:
        cell.page, cell.lead = 2, 10.0
    (table,) = [b for b in join_blocks([first, second]) if not isinstance(b, Paragraph)]
    assert [cell.text for cell in table.row_cells(3)] == ["", "乙", "", "9"]
