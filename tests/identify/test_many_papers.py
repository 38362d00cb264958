"""What papers of bodies of every level and kind say of themselves; papers that a file's name calls a disclosure."""

from pathlib import Path
from typing import Any

import pytest
from papers import paper

from schemas.yamlfile import parse

PAPERS: list[dict[str, Any]] = parse((Path(__file__).parent / "title_pages.yaml").read_text(encoding="utf-8"))
TABLES = {
    "=budget": [
        ["收入", "", "支出", ""],
        ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款", "8", "一、教育支出", "8"],
    ],
    "=final": [
        ["收入", "", "支出", ""],
        ["项目", "决算数", "项目", "决算数"],
        ["一、财政拨款", "8", "一、教育支出", "8"],
    ],
    "=targets": [["项目名称", "购书"], ["年度绩效目标", "买一百本书"], ["一级指标", "二级指标", "三级指标"]],
}
TWO_TABLES = ["收支总表", "=budget", "支出总表", "=budget"]


@pytest.mark.parametrize("case", PAPERS, ids=[" / ".join(map(str, case["lines"]))[:60] for case in PAPERS])
def test_a_paper_says_whose_it_is_of_when_and_what(case: dict[str, Any]) -> None:
    lines = [part for line in case["lines"] for part in (TWO_TABLES if line == "+" else [line])]
    found = paper(
        *(TABLES.get(line, line) if isinstance(line, str) else line for line in lines), file=case.get("file", "x.pdf")
    )
    said = (found.publisher, found.fiscal_year, found.kind, found.region)
    for value, right in zip(said, case["says"], strict=True):
        assert right == "*" or value in (right if isinstance(right, list) else [right])
