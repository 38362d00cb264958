"""Sections of other forms than the samples': national standard tables, and the shapes of performance and procurement.

A section is composed by chance: its blocks, and the facts that they state.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import groupby

from content import LEFT, UP, Block, Row
from facts import Fact, fold, plain

Section = tuple[list[Block], Counter[Fact]]

INCOME = ("一、一般公共预算拨款收入", "二、政府性基金预算拨款收入", "三、国有资本经营预算拨款收入", "四、其他收入")
OUTLAYS = (
    "一、文化旅游体育与传媒支出", "二、社会保障和就业支出", "三、卫生健康支出", "四、交通运输支出", "五、住房保障支出",
)  # fmt: skip
SUBJECTS = {
    "207": ("文化旅游体育与传媒支出", {"20701": ("文化和旅游", {"2070104": "图书馆", "2070109": "群众文化"})}),
    "208": ("社会保障和就业支出", {"20805": ("行政事业单位养老支出", {"2080505": "机关事业单位基本养老保险缴费支出"})}),
    "214": ("交通运输支出", {"21401": ("公路水路运输", {"2140101": "行政运行", "2140131": "航道维护"})}),
    "221": ("住房保障支出", {"22102": ("住房改革支出", {"2210201": "住房公积金"})}),
}
PROJECTS = (
    "航标换灯", "测深仪检定", "渡口文物数字化采集", "趸船水线以下防腐处理", "跳板更换", "河灯节水面安全保障",
    "船坞清淤", "古桥三维测绘与常年变形监测（第二期）", "渡工补贴", "沿岸观测站自动化改造及数据传输线路租用",
)  # fmt: skip
INDICATORS = {
    "产出指标": {
        "数量指标": (
            ("换灯盏数", "≥", "60", "盏"),
            ("全年巡航及夜间值守次数", "≥", "180", "次"),
            ("采集件数", "=", "1200", "件"),
        ),
        "质量指标": (("亮灯率", "≥", "98", "%"), ("影像合格率（按抽样检查的数量计算，重拍的不计）", "=", "100", "%")),
        "时效指标": (("到达现场所需时间", "≤", "15", "分钟"), ("当年采集完成率", "≥", "95", "%")),
    },
    "成本指标": {"经济成本指标": (("每盏灯的平均成本", "≤", "0.5", "万元"),)},
    "效益指标": {
        "社会效益指标": (("线上参观人次", "≥", "2.5", "万人次"), ("水上事故起数", "≤", "1", "起")),
        "可持续影响指标": (("防腐层可以使用的年限", "≥", "5", "年"),),
    },
    "满意度指标": {"服务对象满意度指标": (("船家和乘客满意度", "≥", "90", "%"),)},
}
GOALS = ("夜间航道可辨", "渡口文物有影像可查", "趸船水线以下没有锈穿", "节日期间游客安全离场", "船坞水深够用")
GOODS = (
    ("复印纸", "集中采购"),
    ("船员用救生衣及配套哨灯", "分散采购"),
    ("便携式测深仪", "集中采购"),
    ("航标专用灯器", "分散采购"),
)
SERVICES = (("水下地形测绘服务", "分散采购"), ("物业管理服务", "集中采购"), ("船舶年度检验和保养服务", "分散采购"))


def money(value: int) -> str:
    """An amount in units of 0.01 万元 as tables print it; blank where there is none."""
    return f"{value / 100:,.2f}" if value else ""


def yuan(value: int) -> str:
    """The same amount as facts state it."""
    return plain(Decimal(value) * 100)


def line(code: str | None, name: str, measure: str, value: int) -> Counter[Fact]:
    """The fact of a standard line's amount; none where it is blank."""
    return Counter({("line", code, fold(name), measure, yuan(value)): 1} if value else {})


def income_and_expenditure(rng: random.Random) -> Section:
    """收支总表: two lists beside each other, with one total."""
    outlays = [rng.randint(1_000, 900_000) for _ in OUTLAYS]
    other = rng.randint(0, 500)
    incomes = [sum(outlays) - 300 - other, 300, 0, other]
    rows: list[Row] = [["收入", LEFT, "支出", LEFT], ["项目", "预算数", "项目", "预算数"]]
    for n, name in enumerate(OUTLAYS):
        left = [INCOME[n], money(incomes[n])] if n < len(INCOME) else ["", ""]
        rows.append([*left, name, money(outlays[n])])
    total = money(sum(outlays))
    rows += [["本年收入合计", total, "本年支出合计", total], ["上年结转", "", "结转下年", ""]]
    rows.append(["收入总计", total, "支出总计", total])
    facts: Counter[Fact] = Counter()
    for name, value in (*zip(INCOME, incomes, strict=True), *zip(OUTLAYS, outlays, strict=True)):
        facts += line(None, name, "total", value)
    for name in ("本年收入合计", "本年支出合计", "收入总计", "支出总计"):
        facts += line(None, name, "total", sum(outlays))
    return [Block("heading2", "部门收支总表", new_page=True), UNIT, Block("income", rows=tuple(rows))], facts


def by_levels(rng: random.Random) -> Section:
    """一般公共预算支出表 with 类, 款 and 项 in three cells, of which a line fills its own."""
    amounts = {
        item: (rng.randint(100, 400_000), rng.choice((0, rng.randint(100, 900_000))))
        for _, groups in SUBJECTS.values()
        for _, items in groups.values()
        for item in items
    }
    head: list[Row] = [
        ["科目编码", LEFT, LEFT, "科目名称", "合计", "基本支出", "项目支出"],
        ["类", "款", "项", UP, UP, UP, UP],
    ]
    rows, facts = list(head), Counter[Fact]()
    for code, name in [("", "合计"), *_names()]:
        own = [value for item, value in amounts.items() if item.startswith(code)]
        basic, project = (sum(value[at] for value in own) for at in (0, 1))
        parts = [code[:3] if len(code) == 3 else "", code[3:5] if len(code) == 5 else "", code[5:7]]
        rows.append([*parts, name, money(basic + project), money(basic), money(project)])
        for measure, value in (("total", basic + project), ("basic", basic), ("project", project)):
            facts += line(code or None, name, measure, value)
    return [Block("heading2", "一般公共预算支出表", new_page=True), UNIT, Block("levels", rows=tuple(rows))], facts


def _names() -> Iterator[tuple[str, str]]:
    for code, (name, groups) in SUBJECTS.items():
        yield code, name
        for group, (group_name, items) in groups.items():
            yield group, group_name
            yield from items.items()


def _projects(rng: random.Random, most: int) -> list[tuple[str, int, str, list[tuple[str, str, str, str, str, str]]]]:
    """Projects by chance: name, budget, goal, indicators (levels 1 to 3, sign, value, unit)."""
    found = []
    for name in rng.sample(PROJECTS, rng.randint(1, most)):
        indicators = [
            (level1, level2, *one)
            for level1, groups in INDICATORS.items()
            for level2, choices in groups.items()
            if rng.random() < 0.8
            for one in rng.sample(choices, rng.randint(1, len(choices)))
        ]
        goal = "；".join(rng.sample(GOALS, rng.choice((1, 1, 2, 4)))) + rng.choice(("", "。"))
        found.append(
            (name, rng.randint(100, 90_000), goal, indicators or [("产出指标", "数量指标", "次数", "≥", "3", "次")])
        )
    return found


def _facts(name: str, budget: int, indicators: list[tuple[str, str, str, str, str, str]]) -> Counter[Fact]:
    facts: Counter[Fact] = Counter({("project", fold(name), yuan(budget)): 1})
    for level1, level2, level3, sign, value, unit in indicators:
        facts["indicator", fold(name), level1, level2, fold(level3), sign + value + unit] += 1
    return facts


def _up(values: list[str]) -> list[str | object]:
    """A column whose repeated values are merged down."""
    return [value for key, group in groupby(values) for value in (key, *[UP] * (len(list(group)) - 1))]


def sheets(rng: random.Random) -> Section:
    """A form a project, its indicators in a list with the levels merged down."""
    blocks: list[Block] = []
    facts: Counter[Fact] = Counter()
    for name, budget, goal, indicators in _projects(rng, 3):
        rows: list[Row] = [
            ["项目名称", name, LEFT, LEFT, LEFT],
            ["主管部门", "芦汀县交通局", LEFT, "实施单位", "芦汀县航道中心"],
            ["项目资金（万元）", "年度资金总额：", LEFT, money(budget), LEFT],
            [UP, "其中：财政拨款", LEFT, money(budget), LEFT],
            [UP, "其他资金", LEFT, "0.00", LEFT],
            ["年度总体目标", goal, LEFT, LEFT, LEFT],
            ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
        ]
        first, second = (_up([row[0] for row in indicators]), _up([row[0] + row[1] for row in indicators]))
        share = 90 // len(indicators)
        for n, (_, level2, level3, sign, value, unit) in enumerate(indicators):
            weight = share if n else 90 - share * (len(indicators) - 1)
            rows.append([first[n], UP if second[n] is UP else level2, level3, sign + value + unit, str(weight)])
        blocks += [
            Block("caption", "项目支出绩效目标表", new_page=rng.random() < 0.3),
            Block("sheet", rows=tuple(rows)),
        ]
        facts += _facts(name, budget, indicators)
    return blocks, facts


def long_list(rng: random.Random) -> Section:
    """A line an indicator, its project's cells merged down."""
    rows: list[Row] = [
        ["单位名称", "项目名称", "资金总额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值",
         "度量单位", "分值"],
    ]  # fmt: skip
    facts: Counter[Fact] = Counter()
    for name, budget, goal, indicators in _projects(rng, 6):
        first, second = (_up([row[0] for row in indicators]), _up([row[0] + row[1] for row in indicators]))
        share = 100 // len(indicators)
        for n, (_, level2, level3, sign, value, unit) in enumerate(indicators):
            of_project = [UP] * 4 if n else ["芦汀县航道中心", name, money(budget), goal]
            weight = share if n else 100 - share * (len(indicators) - 1)
            levels = [first[n], UP if second[n] is UP else level2]
            rows.append([*of_project, *levels, level3, sign, value, unit, str(weight)])
        facts += _facts(name, budget, indicators)
    return [Block("heading2", "项目支出绩效目标表", new_page=True), UNIT, Block("long", rows=tuple(rows))], facts


def bought(rng: random.Random) -> Section:
    """政府采购支出表: items under the lines of their class and unit, funds as columns."""
    rows: list[Row] = [
        ["采购品目大类", "专项名称", "经济科目", "采购品目名称", "采购组织形式", "一般公共预算资金", "其他资金",
         "总计"],
    ]  # fmt: skip
    facts: Counter[Fact] = Counter()
    body: list[Row] = []
    totals = [0, 0]
    for kind, choices in (("货物", GOODS), ("服务", SERVICES)):
        items = []
        for name, how in rng.sample(choices, rng.randint(1, len(choices))):
            public, other = rng.randint(10, 50_000), rng.choice((0, rng.randint(10, 9_000)))
            project = rng.choice(PROJECTS)
            items.append(["", project, "专用材料费", name, how, public, other, public + other])
            facts["item", fold(project), name, None, None, yuan(public + other)] += 1
        sums = [sum(item[at] for item in items) for at in (5, 6, 7)]
        totals = [totals[0] + sums[0], totals[1] + sums[1]]
        body += [[label, *[""] * 4, *map(money, sums)] for label in (kind, "芦汀县航道中心")]
        body += [[*item[:5], *map(money, item[5:])] for item in items]
    rows += [["合计", *[""] * 4, *map(money, (*totals, sum(totals)))], *body]
    return [Block("heading2", "政府采购支出表", new_page=True), UNIT, Block("bought", rows=tuple(rows))], facts


UNIT = Block("unit", "单位：万元")
SECTIONS: tuple[Callable[[random.Random], Section], ...] = (
    income_and_expenditure, by_levels, sheets, long_list, bought,
)  # fmt: skip
