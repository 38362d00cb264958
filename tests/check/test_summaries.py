"""The totals of 收支总表 are the sums of what stands under their names, however levels were read."""

from decimal import Decimal

import pytest
from disclosure import HALF_UNIT, YEAR, complete

from extractors.check.evaluation import evaluate

Line = tuple[str, str, int | None]

OWN: list[Line] = [
    ("一、财政拨款", "item", 80),
    ("二、经营收入", "item", None),
    ("三、其他收入", "item", 5),
    ("本年收入合计", "current_total", 85),
    ("上年结转", "carried", 6),
    ("一、一般公共预算", "item", 6),
    ("二、政府性基金", "item", None),
    ("收入总计", "total", 91),
]
NESTED: list[Line] = [
    ("一、财政拨款", "item", 80),
    ("（一）一般公共预算", "item", 70),
    ("（二）政府性基金", "item", 10),
    ("二、其他收入", "item", 5),
    ("收入总计", "total", 85),
]
FUNDS: list[Line] = [
    ("一、本年收入", "item", 80),
    ("一般公共预算", "item", 80),
    ("政府性基金预算", "item", None),
    ("二、上年结转", "carried", None),
    ("收入总计", "total", 80),
]
HEADED: list[Line] = [
    ("一、本年收入", "item", 80),
    ("（一）一般公共预算", "item", 72),
    ("（二）政府性基金", "item", 8),
    ("二、上年结转", "carried", 3),
    ("收入总计", "total", 83),
]


def failing(lines: list[Line], half: Decimal = HALF_UNIT, **wrong: int | str) -> list[str]:
    """The lines whose sums fail in a table of which no structure is known."""
    rows = [
        complete(
            "budget_lines",
            {
                "table_kind": "revenue_expenditure",
                "table_no": 1,
                "table_index": 2,
                "row_index": number,
                "side": "revenue",
                "column_label": "预算数",
                "measure": "total",
                "name": name,
                "role": role,
                "amount_yuan": None if amount is None else 10_000 * Decimal(wrong.get(name, amount)),
            },
        )
        for number, (name, role, amount) in enumerate(lines)
    ]
    table = complete("tables", {"table_index": 2, "unit_printed": "万元"})
    checks = evaluate({"budget_lines": rows, "tables": [table]}, YEAR, half)
    return [
        c["right_label"]
        for c in checks
        if c["identity"] == "summary_items" and c["status"] not in ("exact", "rounding")
    ]


def test_amounts_that_the_document_prints_in_thousands_are_rounded_to_these() -> None:
    parts = {"一、财政拨款": "80.3", "三、其他收入": "5.4", "本年收入合计": "85.6", "收入总计": "91.6"}
    assert failing(OWN, Decimal(500), **parts) == []
    assert failing(OWN, Decimal(500), **{**parts, "本年收入合计": "84.6"})[:1] == ["本年收入合计"]
    finer = {**parts, "本年收入合计": "85.60", "上年结转": "6.01", "收入总计": "91.61"}
    assert "本年收入合计" in failing(OWN, Decimal(500), **finer)


@pytest.mark.parametrize("lines", [OWN, NESTED, FUNDS, HEADED])
def test_what_adds_up_is_not_told(lines: list[Line]) -> None:
    assert failing(lines) == []


@pytest.mark.parametrize(
    ("lines", "name", "sums"),
    [
        (OWN, "三、其他收入", ["本年收入合计"]),
        (OWN, "本年收入合计", ["本年收入合计", "收入总计"]),
        (OWN, "上年结转", ["收入总计"]),
        (NESTED, "二、其他收入", ["收入总计"]),
        (NESTED, "（二）政府性基金", []),
        (FUNDS, "一般公共预算", ["一、本年收入"]),
        (HEADED, "（二）政府性基金", ["一、本年收入"]),
        (HEADED, "收入总计", ["收入总计"]),
    ],
)
def test_a_wrong_amount_fails_in_each_sum_that_names_it(lines: list[Line], name: str, sums: list[str]) -> None:
    assert failing(lines, **{name: 1}) == sums


@pytest.mark.parametrize(
    "lines",
    [
        [("一、财政拨款", "item", 70), ("三、其他收入", "item", 5), *OWN[3:]],  # a gap: the line may stand elsewhere
        [("专项收入", "item", 4), *OWN[1:4]],  # a line that is in no list
        [*OWN[:4], ("收入总计", "total", 99)],  # what is carried over may be printed nowhere
    ],
)
def test_what_names_do_not_make_sure_is_left_to_arithmetic(lines: list[Line]) -> None:
    assert failing(lines) == []
