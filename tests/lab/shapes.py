"""Sections of rarer shapes: indicators across, projects under headings, tables in parts with a title each."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from content import LEFT, Block, Row
from facts import Fact, fold
from forms import GOALS, INDICATORS, PROJECTS, Section, money, yuan

ACROSS = 4
"""Indicators side by side in a form that lies on its side."""

Shape = Callable[[random.Random], Section]


def _some(rng: random.Random, most: int, batch: str) -> list[tuple[str, int, str]]:
    """Projects by chance: name, budget in units of 0.01 万元, goal; of each shape another batch, for a document that
    gives one project two budgets is at fault, and says nothing of how it was read.
    """
    names = rng.sample(PROJECTS, rng.randint(1, most))
    return [(f"{name}{batch}", rng.randint(100, 90_000), f"{rng.choice(GOALS)}。") for name in names]


def across(rng: random.Random) -> Section:
    """A form a project, with a row a level and a column an indicator."""
    every = [(one, two, *row) for one, groups in INDICATORS.items() for two, rows in groups.items() for row in rows]
    blocks: list[Block] = []
    facts: Counter[Fact] = Counter()
    for name, budget, goal in _some(rng, 2, "后续工作"):
        chosen = [every[at] for at in sorted(rng.sample(range(len(every)), ACROSS))]
        rows: list[Row] = [
            ["项目名称", name, *[LEFT] * (ACROSS - 1)],
            ["预算金额（万元）", money(budget), *[LEFT] * (ACROSS - 1)],
            ["绩效目标", goal, *[LEFT] * (ACROSS - 1)],
            ["一级指标", *_merged([one[0] for one in chosen])],
            ["二级指标", *_merged([one[1] for one in chosen])],
            ["三级指标", *(one[2] for one in chosen)],
            ["指标值", *("".join(one[3:]) for one in chosen)],
        ]
        blocks += [Block("caption", "项目支出绩效目标表"), Block("across", rows=tuple(rows))]
        facts["project", fold(name), yuan(budget)] += 1
        for level1, level2, level3, sign, value, unit in chosen:
            facts["indicator", fold(name), level1, level2, fold(level3), sign + value + unit] += 1
    return blocks, facts


def _merged(values: list[str]) -> Row:
    return [LEFT if n and values[n - 1] == value else value for n, value in enumerate(values)]


def under_headings(rng: random.Random) -> Section:
    """Projects that headings name, each with its budget and goal in lines."""
    blocks = [Block("heading", "三、重点项目绩效目标")]
    facts: Counter[Fact] = Counter()
    for number, (name, budget, goal) in enumerate(_some(rng, 3, "前期工作")):
        said = money(budget).replace(",", "")
        blocks += [
            Block("subheading", f"（{'一二三'[number]}）{name}"),
            Block("paragraph", f"1.项目概述：{name}按年度计划实施。"),
            Block("paragraph", f"2.预算安排：2030年安排{said}万元，全部为财政拨款。"),
            Block("paragraph", f"3.绩效目标：{goal}"),
        ]
        facts["project", fold(name), yuan(budget)] += 1
    return blocks, facts


def in_parts(section: Section, heads: int, rng: random.Random) -> Section:
    """A section whose table goes on under the title printed again with 续表, its head repeated."""
    blocks, facts = section
    (table,) = [block for block in blocks if block.rows]
    title = next(block.text for block in blocks if block.kind == "heading2")
    at = rng.randint(heads + 2, len(table.rows) - 2)
    rest = replace(table, rows=(*table.rows[:heads], *table.rows[at:]))
    more = [Block("heading2", f"{title}（续表）", new_page=True), *(b for b in blocks if b.kind == "unit"), rest]
    return [*(replace(b, rows=b.rows[:at]) if b is table else b for b in blocks), *more], facts


SHAPES: tuple[Shape, ...] = (across, under_headings)
