"""Projects that a line announces and numbers, each with words below it."""

from typing import Any

import pytest
from contexts import context
from ruled import ruled

from extractors.document.model import Block, Document, Paragraph
from extractors.records.performance import listed_projects

LEAD = "我站重点工作活动有以下几项："


def projects(*lines: str | None) -> list[tuple[Any, ...]]:
    """Name, budget and purpose of the projects that lines give, None being a table."""
    blocks: list[Block] = [ruled([["甲", "乙"]]) if line is None else Paragraph(line, [(0, 1, None)]) for line in lines]
    for n, block in enumerate(blocks):
        block.index = n
        if not isinstance(block, Paragraph):
            block.context = [above for above in blocks[n - 1 : n] if isinstance(above, Paragraph)]
    found = listed_projects.extract(Document(blocks, "pdf", "application/pdf", 1), context())
    rows = found.rows.get("projects", [])
    assert [row["table_no"] for row in rows] == list(range(1, len(rows) + 1))
    assert bool(found.words) == bool(rows)
    return [(row["project_name"], row["budget_yuan"], row["purpose"]) for row in rows]


def test_a_project_has_its_name_its_amount_and_the_words_below() -> None:
    assert projects(
        LEAD,
        "⑴、育苗资金40万元",
        "选种10万元。",
        "嫁接30万元。",
        "⑵ 花境更新1.5万元",
        "换花。",
        "实现目标的保障措施",
        "每月巡圃。",
    ) == [("育苗资金", 400000, "选种10万元。嫁接30万元。"), ("花境更新", 15000, "换花。")]


def test_a_project_may_print_no_amount() -> None:
    assert projects("我站有大额项目2个，绩效信息如下：", "1.引水", "水到苗圃。", "2.修路", "路到苗圃。") == [
        ("引水", None, "水到苗圃。"),
        ("修路", None, "路到苗圃。"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        (LEAD, "⑵、花境更新1.5万元", "换花。"),
        (LEAD, "育苗资金40万元", "选种。"),
        (LEAD, "⑴、育苗资金40万元", "⑵、花境更新1.5万元"),
        (LEAD, "⑴、选种10万元，嫁接30万元，都在春天做完。", "另有别的事。"),
        (LEAD, "1、育苗绩效目标表", None),
        (LEAD, None, "1、育苗资金40万元", "选种。"),
        ("各项事务如下：", "1、育苗资金40万元", "选种。"),
    ],
)
def test_what_is_no_list_of_projects_with_words_below_each_is_left(lines: tuple[str | None, ...]) -> None:
    assert not projects(*lines)


def test_the_last_project_ends_where_something_else_is_headed() -> None:
    for end in ("六、政府采购情况", "采购情况表", "采购情况如下："):
        assert projects(LEAD, "1、育苗", "选种。", end, "采购苗木5万元。") == [("育苗", None, "选种。")]


@pytest.mark.parametrize(
    "lines",
    [
        ("1.育苗项目：成活九成以上。", "2.修路项目：通到苗圃。"),
        ("（1）育苗项目40万元", "成活九成以上。", "（2）修路项目：", "通到苗圃。"),
        ("（一）育苗项目", "成活九成以上。", "（二）修路项目：通到苗圃。"),
    ],
)
def test_what_a_line_announces_as_goals_of_projects_are_goals(lines: tuple[str, ...]) -> None:
    blocks: list[Block] = [
        Paragraph(line, [(0, 1, None)]) for line in ("2031年，本站重点项目绩效目标情况如下：", *lines)
    ]
    rows = listed_projects.extract(Document(blocks, "pdf", "application/pdf", 1), context()).rows
    assert [(row["project_name"], row["purpose"]) for row in rows["projects"]] == [
        ("育苗项目", None),
        ("修路项目", None),
    ]
    assert [(row["parent_no"], row["goal_no"], row["text"]) for row in rows["goals"]] == [
        (1, 1, "成活九成以上。"),
        (2, 1, "通到苗圃。"),
    ]
