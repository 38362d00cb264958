"""The content of a sample document: one YAML, read into headings, paragraphs and tables in document order.

Every total, difference and percentage is computed here from the items, so the identities of the form hold by
construction, except where a YAML plants an error by name (`planted`, `stated_plan`, a sixth value in an item).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

MONTHS = (3, 6, 10, 12)
# Plan layouts: the cell of each month label; a month that is absent has no column.
LAYOUTS = {"A": {3: 1, 6: 3, 10: 5}, "B": {3: 1, 6: 3, 10: 5, 12: 6}, "C": {3: 1, 6: 3, 10: 4, 12: 5}}
FUNDS = ("合计", "一般公共预算拨款", "基金预算拨款", "国有资本经营预算拨款", "财政专户核拨", "其他来源收入")
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


class Merge(Enum):
    """A cell that the form merges into a neighbour; empty in the text form."""

    LEFT = "left"
    UP = "up"


LEFT, UP = Merge.LEFT, Merge.UP
Row = list[str | Merge]


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or table, in document order."""

    kind: str  # title, heading, subheading, paragraph, line, unit, caption, or the name of a table form
    text: str = ""
    rows: tuple[Row, ...] = ()
    new_page: bool = False
    break_row: int = -1  # the table goes on with this row on a new page
    wrapped: bool = False  # the text form keeps the spaces at which the cells were wrapped


def money(value: Decimal) -> str:
    """As tables print it: two decimals."""
    return f"{value:.2f}"


def short(value: Decimal) -> str:
    """As prose prints it: without trailing zeros."""
    return money(value).rstrip("0").rstrip(".")


def change(now: Decimal, before: Decimal) -> tuple[str, str, str]:
    """Direction, magnitude and percentage of a change."""
    percent = abs(now - before) * 100 / before
    printed = percent.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return "增加" if now > before else "减少", short(abs(now - before)), f"{printed}%"


SOURCE = ("政府采购项目来源", LEFT, "采购物品名称", "政府采购目录序号", "计量单位", "数量", "单价")


class Document:
    """The content of one YAML (or its data, as read) and the totals computed from it."""

    def __init__(self, source: Path | dict[str, Any]) -> None:
        # BaseLoader: every scalar stays a string, so no amount ever becomes a float.
        self.data: dict[str, Any] = (
            source
            if isinstance(source, dict)
            else yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        )
        self.year = int(self.data["year"])
        self.projects = [(unit, p) for unit in self.data["units"] for p in unit["projects"]]
        self.budgets = {p["code"]: Decimal(p["budget"]) for _, p in self.projects}
        self.project = sum(self.budgets.values(), Decimal(0))
        self.basic = Decimal(self.data["basic"])
        self.total = self.basic + self.project
        public = self.data["three_public"]
        self.three_public = sum(
            (Decimal(public[k]) for k in ("abroad", "purchase", "running", "reception")), Decimal(0)
        )
        self.items = [
            (unit, source, item, Decimal(item[3]) * Decimal(item[4]))
            for unit in self.data["units"]
            for source in unit["procurement"]
            for item in source["items"]
        ]

    def bought(self, **where: str) -> Decimal:
        """Sum of the procurement amounts of a unit, a project or a category (the letter of the code)."""
        return sum(
            (
                amount
                for unit, source, item, amount in self.items
                if where.get("unit") in (None, unit["code"])
                and where.get("project") in (None, source.get("project"))
                and where.get("category") in (None, item[1][0])
            ),
            Decimal(0),
        )

    def assets(self) -> Decimal:
        """Value of the fixed assets: the sum of the rows of the table."""
        return sum((Decimal(row[2]) for row in self.data["assets"]["rows"] if row[2]), Decimal(0))

    def figures(self) -> dict[str, str]:
        """The values that the texts name in braces."""
        prior = {k: Decimal(v) for k, v in self.data["prior"].items()}
        public = {k: Decimal(v) for k, v in self.data["three_public"].items()}
        fund = sum((Decimal(p.get("fund", "0")) for _, p in self.projects), Decimal(0))
        planted = Decimal(self.data.get("planted", {}).get("project_restated_by", "0"))
        planned = sum((self.budgets[p["code"]] for _, p in self.projects if "asset" in p), Decimal(0))
        values = {
            "total": self.total,
            "general": self.total - fund,
            "fund": fund,
            "basic": self.basic,
            "project": self.project,
            "project_restated": self.project + planted,
            "operating": Decimal(self.data["operating_cost"]),
            "public": self.three_public,
            "vehicle": public["purchase"] + public["running"],
            **{f"public_{k}": v for k, v in public.items()},
            "bought": self.bought(),
            "goods": self.bought(category="A"),
            "works": self.bought(category="B"),
            "services": self.bought(category="C"),
            "assets": self.assets(),
            "planned": planned,
        }
        texts = {k: short(v) for k, v in values.items()} | {"items": str(len(self.items))}
        changes = {
            "total": (self.total, prior["basic"] + prior["project"]),
            "public": (self.three_public, prior["three_public"]),
        }
        changes |= {"basic": (self.basic, prior["basic"]), "project": (self.project, prior["project"])}
        for key, (now, before) in changes.items():
            texts[f"{key}_word"], texts[f"{key}_change"], texts[f"{key}_percent"] = change(now, before)
        return texts

    def faults(self, year_before: Document | None) -> Iterator[str]:
        """Contradictions in the YAML that the computed totals cannot exclude."""
        if len(self.budgets) != len(self.projects):
            yield "a project code occurs twice"
        for unit, p in self.projects:
            plan = [int(v) for v in p["plan"] if v]
            if plan != sorted(plan) or plan[-1] != 100:
                yield f"{p['code']}: the plan is not monotone up to 100"
            buys = self.bought(unit=unit["code"], project=p["code"])
            if buys > self.budgets[p["code"]] or ("asset" in p and buys != self.budgets[p["code"]]):
                yield f"{p['code']}: procurement {buys} does not fit the budget {p['budget']}"
        routine = sum(
            (Decimal(s["budget"]) for u in self.data["units"] for s in u["procurement"] if "budget" in s), Decimal(0)
        )
        if routine != Decimal(self.data["operating_cost"]):
            yield f"日常公用经费 {routine} is not 机关运行经费"
        before, prior = year_before, self.data["prior"]
        stated = [Decimal(prior[k]) for k in ("basic", "project", "three_public")]
        if before and stated != [before.basic, before.project, before.three_public]:
            yield "the prior year is not what that year's document says"

    def blocks(self) -> Iterator[Block]:
        """The document in reading order."""
        figures = self.figures()
        tables = {
            "organisations": self.organisations,
            "performance": self.performance,
            "procurement": self.procurement,
            "holdings": self.holdings,
        }
        for entry in self.data["body"]:
            kind, text = next(iter(entry.items())) if isinstance(entry, dict) else ("paragraph", entry)
            if kind == "insert" and text in tables:
                yield from tables[text]()
            elif kind == "insert" and text == "tasks":
                for number, task in enumerate(self.data["tasks"], 1):
                    yield Block("paragraph", f"{number}、{task}。")
            elif kind == "insert" and text == "goals":
                for number, goal in enumerate(self.data["goals"], 1):
                    yield Block("paragraph", f"{number}、{goal['title']}")
                    yield Block("paragraph", "绩效目标：" + "；".join(goal["texts"]) + "。")
                    yield Block(
                        "paragraph", "绩效指标：" + "；".join(f"{k}，指标值 {v}" for k, v in goal["kpis"]) + "。"
                    )
            else:
                yield Block(kind, text.format(**figures, tasks="；".join(self.data["tasks"])))

    def organisations(self) -> Iterator[Block]:
        rows: list[Row] = [["单位名称", "单位性质", "单位规格", "经费保障形式"]]
        rows += [[u["name"], *u["status"]] for u in self.data["units"]]
        yield Block("organisations", rows=tuple(rows))

    def performance(self) -> Iterator[Block]:
        for number, (unit, p) in enumerate(self.projects, 1):
            yield Block("caption", f"{number}、{p['name']}绩效目标表", new_page="new_page" in p)
            yield Block("line", f"{unit['code']} {unit['name']}")
            yield Block("unit", "单位：万元")
            yield Block("performance", rows=tuple(performance_rows(p)), break_row=int(p.get("break_row", -1)))

    def procurement(self) -> Iterator[Block]:
        total: Row = ["合计", *[""] * 6, *[money(self.bought())] * 2, *[""] * 4]
        rows = [total]
        last = ""
        for unit, source, (name, code, measure, quantity, price, *printed), amount in self.items:
            if unit["code"] != last:
                last, subtotal = unit["code"], money(self.bought(unit=unit["code"]))
                rows.append([f"{unit['name']}小计", *[LEFT] * 6, subtotal, subtotal, *[""] * 4])
            if "project" in source:
                names = {p["code"]: p["name"] for _, p in self.projects}
                origin = (names[source["project"]], money(self.budgets[source["project"]]))
            else:
                origin = ("日常公用经费", source["budget"])
            shown = printed[0] if printed else price
            rows.append([*origin, name, code, measure, f"{int(quantity)}.00", shown, *[money(amount)] * 2, *[""] * 4])
        header: list[Row] = [
            [*SOURCE, "政府采购金额（当年部门预算安排资金）", *[LEFT] * 5],
            ["项目名称", "预算资金", *[UP] * 5, *FUNDS],
        ]
        start = 0
        yield Block("heading2", "部门政府采购预算", new_page=True)
        for end in [int(n) for n in self.data["procurement_parts"]] + [len(rows)]:
            yield Block(
                "line", f"{self.data['department']['code']} {self.data['department']['name']}", new_page=start > 0
            )
            yield Block("unit", "单位：万元")
            yield Block("procurement", rows=(*header, *rows[start:end]), wrapped=start > 0)
            start = end

    def holdings(self) -> Iterator[Block]:
        assets, total = self.data["assets"], money(self.assets())
        yield Block("heading2", "固定资产占用情况表")
        yield Block("line", f"编制单位：{self.data['department']['name']}（汇总）")
        yield Block("line", f"截止时间：{self.year - 1}年12月31日")
        yield Block(
            "assets", rows=(["项 目", "数 量", "价值（金额单位：万 元）"], ["资产总额", "—", total], *assets["rows"])
        )


def performance_rows(p: dict[str, Any]) -> Iterator[Row]:
    """The seven cells of each row of a performance table."""
    budget = p["budget"].translate(FULL_WIDTH) if "wide" in p else p["budget"]
    yield ["项目编码", p["code"], LEFT, "项目名称", p["name"], LEFT, LEFT]
    yield ["预算规模及资金用途", "预算数", budget, "其中 财政资金", p["budget"], "其他资金", ""]
    fund, superior = Decimal(p.get("fund", "0")), Decimal(p.get("superior", "0"))
    amount, comma = Decimal(p["budget"]), p.get("comma", "，")
    parts = [("一般预算", amount - fund - superior), ("基金", fund), ("上级专项", superior), ("其他资金", Decimal(0))]
    split = comma.join(f"{label} {short(part)} 万元" for label, part in parts)
    use = f"预算数{p.get('hedge', '')} {short(amount)} 万元。其中：{split}。主要用于：{p['purpose']}{schedule(p)}"
    yield [UP, use, *[LEFT] * 5]
    header: Row = [f"资金支出计划{p.get('percent_label', ' (%)')}", *[LEFT] * 6]
    values: Row = [UP, *[LEFT] * 6]
    cells = LAYOUTS[p["layout"]]
    for month, value in zip(MONTHS, p["plan"], strict=True):
        if month in cells:
            header[cells[month]] = f"{month} 月底"
            values[cells[month]] = money(Decimal(value)) if value else ""
    yield header
    yield values
    goals = [f"{n}、{goal}" for n, goal in enumerate(p["goals"], 1)]
    goals = [f"<p>{goal}</p>" for goal in goals] if "tags" in p else goals
    for n, goal in enumerate(goals if "split" in p else [" ".join(goals)]):
        yield [UP if n else "绩效目标", goal, *[LEFT] * 5]
    yield ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据", LEFT]
    last = ""
    for level1, *rest in p["indicators"]:
        yield [UP if level1 == last else level1, *rest, LEFT]
        last = level1


def schedule(p: dict[str, Any]) -> str:
    """The sentence that says the payment plan once more."""
    stated = {m: v for m, v in zip(MONTHS, p["plan"], strict=True) if v}
    stated |= {int(m): v for m, v in p.get("stated_plan", {}).items()}
    if p.get("wording") == "share":
        return "预计" + "、".join(f" {m} 月份支付进度 {v}%" for m, v in stated.items()) + "。"
    first, *more = [f"{m} 月底{{}}达到 {v}%" for m, v in stated.items()]
    return "；".join([first.format("支出进度"), *(s.format("") for s in more)]) + "。"
