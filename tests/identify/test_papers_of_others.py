"""What speaks of budgets and is none: samples, textbooks, lists of links, resolutions, accounts of companies."""

import pytest
from papers import paper

OF_OTHERS = {
    "a sample to write by": ("项目支出绩效自评报告", "欢迎阅读项目支出绩效自评报告（精选8篇）。", "全年支出8万元。"),
    "a form to be filled in": ("灯塔局部门预算公开（样表）", "填表说明：本样表由各部门填列。"),
    "what an encyclopaedia tells of an area": (
        "2030年，云岭县固定资产投资完成80亿元，居民人均可支配收入2万元，实现地方公共财政预算收入8亿元，其中税收收入7亿元。",
    ),
    "an exercise": ("教学案例：编制预算", "甲县2031年收入预算80万元，支出预算80万元，其中项目支出8万元。"),
    "an answer of a site": ("云岭县财政支出多少", "2031年一般公共预算支出80万元，数据来自网络整理，仅供参考。"),
    "a resolution": (
        "云岭县第八届人民代表大会第二次会议审查了县人民政府提出的《关于云岭县2030年财政预算执行情况和"
        "2031年财政预算草案的报告》，决定批准2031年财政预算。",
    ),
    "news of a meeting": (
        "学校召开财务工作会议，总结2030年上半年学校预算执行情况，部署2031年预算准备工作。",
        "（撰稿：灯芯；审核：灯罩）",
    ),
    "news of what was published": (
        "近日，灯塔部公布2031年度部门决算。",
        "灯塔部2031年度收入总计80万元，支出总计80万元。",
        "特别声明：以上内容为转载。",
    ),
    "accounts of a listed company": ("2031年度财务决算报告", "归属于上市公司股东的净利润8万元。"),
    "minutes of a meeting": (
        "会议听取和审议了县人民政府关于2030年财政决算及2031年财政预算上半年执行情况的报告。",
        "会议指出，收支平衡。",
    ),
    "what an office told a correspondent": ("2031年三公经费预算8亿元，公务接待费预算1亿元，财政部负责人对记者说。",),
    "a list of links": tuple(f"云岭县{name}局2031年部门预算" for name in ("灯塔", "图书", "水泵")),
    "the accounts of a company": ("山楂股份有限公司2031年度财务决算报告", "全年营业收入80万元，净利润8万元。"),
    "a paper's own correspondent": ("山楂日报讯 一般公共预算支出90亿元，项目支出预算8亿元，基本支出预算9亿元。",),
    "a picture of a newspaper": ("一般公共预算收入80亿元", "一般公共预算支出90亿元", "本版制图/灯芯"),
}


@pytest.mark.parametrize("lines", OF_OTHERS.values(), ids=OF_OTHERS)
def test_who_only_speaks_of_budgets_discloses_none(lines: tuple[str, ...]) -> None:
    assert paper(*lines, file="x.pdf").kind == "other"


def test_a_government_tells_how_its_budget_changed_without_a_title() -> None:
    found = paper(
        "云岭县本级财政一般公共预算总收入由80万元调整为90万元，调增10万元。",
        "县本级财政一般公共预算总支出调整为90万元。",
        file="x.pdf",
    )
    assert (found.kind, found.level) == ("adjustment", "government")


@pytest.mark.parametrize(
    ("line", "kind", "year"),
    [
        ("现将我区2031年财政预算第一次调整方案报告如下：", "adjustment", 2031),
        ("关于山楂区（高新区）2031年财政预算调整方案（第一次）的报告", "adjustment", 2031),
        ("受区人民政府委托，作关于2030年区本级决算和2031年上半年预算执行情况的报告。", "government_budget", 2030),
        ("依法依规公开我单位2031年预算信息如下：", "budget", 2031),
    ],
)
def test_a_first_sentence_tells_what_the_paper_is(line: str, kind: str, year: int) -> None:
    found = paper(line, file="x.pdf")
    assert (found.kind, found.fiscal_year) == (kind, year)
