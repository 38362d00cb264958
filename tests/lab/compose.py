"""Disclosures of invented bodies, composed by a seed from the words of our samples, and the facts that they state.

A composition is the data of a sample with other names, amounts, lengths and selections, standard tables beside it, and
sometimes a planted error. Its facts are taken from what was composed, never from what was read.
"""

import copy
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from content import LEFT, UP, Block, Document, Merge, Row
from facts import Fact, fold, plain
from forms import SECTIONS, Section, by_levels
from plants import Plant, plant
from shapes import SHAPES, in_parts

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
CITIES = ("青榆市", "柳溪县", "云岭县", "远岫市", "岚湾市", "石磴县")
BODIES = ("公共文化服务中心", "水文监测中心", "园艺推广中心", "方志编修中心", "少年活动中心")
FULL = "青榆市公共文化服务中心"
LONG = "；".join(
    ("按月公布线路和进度", "每站不少于四次", "由群众点单产生", "专人值守并逐条登记", "结果在公示栏公布", "接受群众监督")
)
SUBJECTS = {
    "207": ("文化旅游体育与传媒支出", {"20701": ("文化和旅游", {"2070109": "群众文化", "2070104": "图书馆"})}),
    "208": ("社会保障和就业支出", {"20805": ("行政事业单位养老支出", {"2080505": "机关事业单位基本养老保险缴费支出"})}),
    "210": ("卫生健康支出", {"21011": ("行政事业单位医疗", {"2101102": "事业单位医疗"})}),
    "221": ("住房保障支出", {"22102": ("住房改革支出", {"2210201": "住房公积金"})}),
}


@dataclass
class Composition:
    """A composed disclosure: its data, the seed it came from, its standard tables' amounts in units of 0.01 万元."""

    seed: int
    data: dict[str, Any]
    amounts: dict[str, tuple[int, int]]
    planted: Plant | None = None
    restated: bool = False
    """Whether the prose states project expenditure again, and wrongly."""
    left_out: frozenset[str] = field(default_factory=frozenset)
    """Kinds of blocks that are left out, when a failure is shrunk."""
    sections: tuple[Section, ...] = ()
    """What stands in place of the sample, where it is not the sample that is composed."""

    def blocks(self) -> list[Block]:
        """The disclosure in reading order, with the error that is planted in it."""
        right = self._right_blocks()
        return self.planted.in_blocks(right) if self.planted else right

    def facts(self) -> Counter[Fact]:
        """What its records must be."""
        right = self._right_facts()
        return self.planted.in_facts(right, self._right_blocks()) if self.planted else right

    def _right_blocks(self) -> list[Block]:
        if self.sections:
            title = Block("title", "芦汀县航道中心2030年部门预算")
            sections = [blocks for blocks, _ in self.sections if not self.left_out & {block.kind for block in blocks}]
            return [title, *(block for blocks in sections for block in blocks)]
        found = [*Document(self.data).blocks(), *self._standard()]
        return [block for block in found if block.kind not in self.left_out]

    def _right_facts(self) -> Counter[Fact]:
        facts: Counter[Fact] = Counter()
        if self.sections:
            for blocks, stated in self.sections:
                facts += Counter() if self.left_out & {block.kind for block in blocks} else stated
            return facts
        document = Document(self.data)
        kinds = {block.kind for block in self.blocks()}
        if "performance" in kinds:
            for _, p in document.projects:
                facts["project", fold(p["name"]), plain(Decimal(p["budget"]) * 10_000)] += 1
                for level1, level2, level3, _, target, _ in p["indicators"]:
                    facts["indicator", fold(p["name"]), *map(fold, (level1, level2, level3, target))] += 1
        if "procurement" in kinds:
            names = {p["code"]: p["name"] for _, p in document.projects}
            for _, source, (name, code, _, quantity, *_), amount in document.items:
                origin = names[source["project"]] if "project" in source else "日常公用经费"
                facts["item", fold(origin), fold(name), code, plain(Decimal(quantity)), plain(amount * 10_000)] += 1
        if "expenditure" in kinds:
            for code, name, basic, project in self._lines():
                for measure, value in (("total", basic + project), ("basic", basic), ("project", project)):
                    if value:
                        facts["line", code, fold(name), measure, plain(Decimal(value) * 100)] += 1
        return facts

    def _lines(self) -> Iterator[tuple[str | None, str, int, int]]:
        def below(prefix: str) -> tuple[int, int]:
            own = [value for code, value in self.amounts.items() if code.startswith(prefix)]
            return sum(basic for basic, _ in own), sum(project for _, project in own)

        yield None, "合计", *below("")
        for code, (name, groups) in SUBJECTS.items():
            if any(own.startswith(code) for own in self.amounts):
                yield code, name, *below(code)
                for group, (group_name, items) in groups.items():
                    if any(own.startswith(group) for own in self.amounts):
                        yield group, group_name, *below(group)
                        yield from ((item, items[item], *self.amounts[item]) for item in items if item in self.amounts)

    def _standard(self) -> Iterator[Block]:
        rows: list[Row] = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
        for code, name, basic, project in self._lines():
            values = (basic + project, basic, project)
            rows.append([code or "", name, *(f"{value / 100:,.2f}" if value else "" for value in values)])
        yield Block("heading2", "部门预算支出总表", new_page=True)
        yield Block("unit", "单位：万元")
        yield Block("expenditure", rows=tuple(rows))


def compose(seed: int) -> Composition:
    """The disclosure of a seed; one in four has an error planted in it."""
    composition = _right(seed)
    rng = random.Random(seed + 2_000_003)
    if rng.random() < 0.25 and not composition.restated:
        composition.planted = plant(composition.blocks(), rng)
    return composition


def _right(seed: int) -> Composition:
    rng = random.Random(seed)
    if seed % 2:
        chosen = rng.sample(SECTIONS, rng.randint(2, len(SECTIONS)))
        sections = [(section, section(rng)) for section in chosen]
        rare = random.Random(seed + 3_000_017)
        parted = [in_parts(made, 2, rare) if of is by_levels and rare.random() < 0.4 else made for of, made in sections]
        return Composition(seed, {}, {}, sections=(*parted, *(shape(rare) for shape in SHAPES if rare.random() < 0.4)))
    path = SAMPLES / rng.choice(("2020.yaml", "2021.yaml"))
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    data = _renamed(data, rng.choice(CITIES) + rng.choice(BODIES))
    data.pop("planted", None)
    for unit in data["units"]:
        for p in unit["projects"]:
            p.pop("stated_plan", None)
            p.pop("break_row", None)
            p["layout"] = p["layout"].replace("A", "B")  # the other has no column for the last month: an error
            for indicator in p["indicators"]:
                if indicator[4].startswith("0 "):  # left of a template, and said to be no target
                    indicator[4] = "显著"
        for source in unit["procurement"]:
            source["items"] = [item[:5] for item in source["items"]]
    _select(data, rng)
    _lengthen(data, rng)
    data["procurement_parts"] = []  # whole: pages cut it where they will
    restated = rng.random() < 0.2 and path.name == "2020.yaml"  # the other's prose has no place for it
    if restated:
        data["planted"] = {"project_restated_by": _slip(Document(data).project)}
    return Composition(seed, data, _amounts(Document(data), rng), restated=restated)


def _slip(amount: Decimal) -> str:
    """By how much an amount is restated wrongly: not to what prints a decimal less, for that rounds the right one."""
    return next(slip for slip in ("0.04", "0.03") if (amount + Decimal(slip)) * 100 % 10)


def _renamed(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(item, name) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, name) for item in value]
    return value.replace(FULL, name) if isinstance(value, str) else value


def _select(data: dict[str, Any], rng: random.Random) -> None:
    """Keeps some of the projects, in another order, with what is bought for them."""
    for unit in data["units"]:
        projects = rng.sample(unit["projects"], rng.randint(1, min(5, len(unit["projects"]))))
        codes = {p["code"] for p in projects}
        unit["projects"] = projects
        unit["procurement"] = [s for s in unit["procurement"] if s.get("project") in codes or "project" not in s]
        for p in projects:
            own = [source for source in unit["procurement"] if source.get("project") == p["code"]]
            bought = sum((Decimal(i[3]) * Decimal(i[4]) for s in own for i in s["items"]), Decimal(0))
            if "asset" not in p:
                more = bought + sum(Decimal(p.get(key, "0")) for key in ("fund", "superior"))
                p["budget"] = f"{more + Decimal(rng.randint(100, 90_000)) / 100:.2f}"


def _lengthen(data: dict[str, Any], rng: random.Random) -> None:
    """Makes texts longer, here and there over more than a page."""
    for unit in data["units"]:
        for p in unit["projects"]:
            if rng.random() < 0.5:
                p["purpose"] = p["purpose"].rstrip("。") + f"；{LONG}" * rng.choice((1, 2, 4, 12)) + "。"
            if rng.random() < 0.4:
                p["goals"] = [goal.rstrip("。") + f"；{LONG}" * rng.choice((1, 3, 8)) + "。" for goal in p["goals"]]
            for indicator in p["indicators"]:
                if rng.random() < 0.3:
                    indicator[3] += f"，{LONG}" * rng.choice((1, 2, 3))


def _amounts(document: Document, rng: random.Random) -> dict[str, tuple[int, int]]:
    """The document's basic and project expenditure shared out among some subjects, in units of 0.01 万元."""
    codes = [item for _, groups in SUBJECTS.values() for _, items in groups.values() for item in items]
    chosen = [code for code in codes if code in rng.sample(codes, rng.randint(2, len(codes)))] or codes[:1]
    basic = _parts(int(document.basic * 100), len(chosen), rng, least=100)
    project = _parts(int(document.project * 100), rng.randint(1, len(chosen)), rng, least=0)
    spread = rng.sample([*project, *[0] * (len(chosen) - len(project))], len(chosen))
    return dict(zip(chosen, zip(basic, spread, strict=True), strict=True))


def _parts(whole: int, count: int, rng: random.Random, least: int) -> list[int]:
    cuts = sorted(rng.randint(0, whole - least * count) for _ in range(count - 1))
    bounds = [0, *cuts, whole - least * count]
    return [below - above + least for above, below in pairwise(bounds)]


def spans(rows: tuple[Row, ...]) -> list[list[tuple[str, int, int]]]:
    """The cells of a table by rows: text, columns and rows that each spans."""

    def wide(y: int, x: int) -> int:
        return next((i for i in range(x + 1, len(rows[y])) if rows[y][i] is not LEFT), len(rows[y])) - x

    def high(y: int, x: int) -> int:
        return next((i for i in range(y + 1, len(rows)) if rows[i][x] is not UP), len(rows)) - y

    return [
        [(cell, wide(y, x), high(y, x)) for x, cell in enumerate(row) if not isinstance(cell, Merge)]
        for y, row in enumerate(rows)
    ]


def clean(composition: Composition) -> Composition:
    """The same disclosure without what was planted in it."""
    data = {key: value for key, value in composition.data.items() if key != "planted"}
    return replace(composition, data=data, planted=None, restated=False)


def without(composition: Composition, kinds: frozenset[str]) -> Composition:
    """The same disclosure without some kinds of blocks."""
    return replace(composition, data=copy.deepcopy(composition.data), left_out=composition.left_out | kinds)
