"""The standard budget tables of the invented disclosure in which every identity holds, as rows of budget_lines."""

from decimal import Decimal
from typing import Any

from extractors.document.claims import Claims
from extractors.document.model import Cell, Table
from extractors.document.place import Place
from extractors.recognise.standard.model import Amount, Block, Column, Line, Part, Standard
from extractors.recognise.standard.words import row_name
from extractors.records.standard.proved import hand_on
from extractors.records.standard.solved import solve_all
from schemas.tables import Row, RowsByTable

YEAR = 2031
Printed = tuple[str | None, str, dict[str, int]]
"""A printed line: code, name, and its amounts in 万元 by measure."""

_LEVELS = {3: 1, 5: 2, 7: 3}
_LABELS = {
    "total": "合计",
    "basic": "基本支出",
    "project": "项目支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "appropriation": "财政拨款收入",
    "general": "一般公共预算",
    "government_fund": "政府性基金预算",
    "operating_cost": "机关运行经费支出",
    "carried_over": "年初结转和结余",
    "revenue": "本年收入",
    "carried_forward": "年末结转和结余",
    "final_government_fund total": "本年支出",
    "executed": f"{YEAR - 1}年执行数",
    "change": "增减额",
    "percent": "增减%",
}

SUMMARY_REVENUE: list[Printed] = [
    (None, "一、财政拨款收入", {"total": 300}),
    (None, "1.一般公共预算", {"total": 280}),
    (None, "2.政府性基金预算", {"total": 20}),
    (None, "二、其他收入", {"total": 0}),
    (None, "其中：捐赠收入", {"total": 0}),
    (None, "本年收入合计", {"total": 300}),
    (None, "上年结转", {"total": 10}),
    (None, "收入总计", {"total": 310}),
]
SUMMARY_EXPENDITURE: list[Printed] = [
    (None, "一、文化旅游体育与传媒支出", {"total": 220}),
    (None, "二、城乡社区支出", {"total": 80}),
    (None, "本年支出合计", {"total": 300}),
    (None, "结转下年", {"total": 10}),
    (None, "支出总计", {"total": 310}),
]
APPROPRIATION_REVENUE: list[Printed] = [
    (None, "一、一般公共预算", {"total": 280}),
    (None, "二、政府性基金预算", {"total": 20}),
    (None, "收入总计", {"total": 300}),
]
APPROPRIATION: list[Printed] = [
    (None, "一、文化旅游体育与传媒支出", {"total": 220, "general": 220}),
    (None, "二、城乡社区支出", {"total": 80, "general": 60, "government_fund": 20}),
    (None, "支出总计", {"total": 300, "general": 280, "government_fund": 20}),
]


def _functions(measure: dict[str, tuple[int, int, int]]) -> list[Printed]:
    """Two classes with their 款 and 项; `measure` gives the amounts of the two classes and their total."""
    both = [{name: amounts[n] for name, amounts in measure.items()} for n in range(3)]
    return [
        ("207", "文化旅游体育与传媒支出", both[0]),
        ("20701", "文化和旅游", both[0]),
        ("2070104", "图书馆", both[0]),
        ("212", "城乡社区支出", both[1]),
        ("21203", "城乡社区公共设施", both[1]),
        ("2120399", "其他城乡社区公共设施支出", both[1]),
        (None, "合计", both[2]),
    ]


BASIC: list[Printed] = [
    ("301", "工资福利支出", {"total": 150, "personnel": 150}),
    ("30101", "基本工资", {"total": 150, "personnel": 150}),
    ("302", "商品和服务支出", {"total": 50, "public": 50}),
    ("30201", "办公费", {"total": 44, "public": 44}),
    ("30217", "公务接待费", {"total": 2, "public": 2}),
    ("30231", "公务用车运行维护费", {"total": 4, "public": 4}),
    (None, "合计", {"total": 200, "personnel": 150, "public": 50}),
]
THREE_PUBLIC: list[Printed] = [
    (None, "合计", {"total": 6}),
    (None, "一、因公出国（境）费", {"total": 0}),
    (None, "二、公务用车购置及运行费", {"total": 4}),
    (None, "其中：公务用车购置费", {"total": 0}),
    (None, "公务用车运行费", {"total": 4}),
    (None, "三、公务接待费", {"total": 2}),
]
PROJECTS: list[Printed] = [
    (None, "合计", {"executed": 80, "total": 100, "change": 20, "percent": 25}),
    (None, "修缮1号仓", {"executed": 48, "total": 60, "change": 12, "percent": 25}),
    (None, "修缮2号仓", {"executed": 32, "total": 40, "change": 8, "percent": 25}),
]
FUND: list[Printed] = [
    ("212", "城乡社区支出", {"total": 20}),
    ("21208", "国有土地使用权出让收入安排的支出", {"total": 20}),
    ("2120803", "城市建设支出", {"total": 20}),
    (None, "合计", {"total": 20}),
]
SPENT_FUND: list[Printed] = [
    (None, "合计", {"carried_over": 3, "revenue": 18, "total": 20, "carried_forward": 1}),
]
OPERATING: list[Printed] = [
    (None, "合计", {"operating_cost": 50}),
    ("302", "商品和服务支出", {"operating_cost": 50}),
]

TABLES: list[tuple[str, str, str, list[Printed]]] = [
    ("revenue_expenditure", "revenue", "fund_source", SUMMARY_REVENUE),
    ("revenue_expenditure", "expenditure", "function", SUMMARY_EXPENDITURE),
    ("revenue", "revenue", "function", _functions({"total": (220, 80, 300), "appropriation": (220, 80, 300)})),
    (
        "expenditure",
        "expenditure",
        "function",
        _functions({"total": (220, 80, 300), "basic": (200, 0, 200), "project": (20, 80, 100)}),
    ),
    ("appropriation", "revenue", "fund_source", APPROPRIATION_REVENUE),
    ("appropriation", "expenditure", "function", APPROPRIATION),
    (
        "general_expenditure",
        "expenditure",
        "function",
        _functions({"total": (220, 60, 280), "basic": (200, 0, 200), "project": (20, 60, 80)}),
    ),
    ("government_fund", "expenditure", "function", FUND),
    ("basic_expenditure", "expenditure", "economic", BASIC),
    ("project_expenditure", "expenditure", "other", PROJECTS),
    ("three_public", "expenditure", "three_public", THREE_PUBLIC),
    ("operating_cost", "expenditure", "operating", OPERATING),
    ("final_government_fund", "expenditure", "function", SPENT_FUND),
    ("state_capital", "expenditure", "function", [(None, "合计", {"total": 0})]),
]


def standard_tables() -> RowsByTable:
    """New rows at each call: `budget_lines`, `tables` with one that a note calls empty and one that was witnessed."""
    kinds = list(dict.fromkeys(kind for kind, *_ in TABLES))
    lines = [row for kind, *rest in TABLES for row in _rows(kinds.index(kind) + 1, kind, *rest)]
    tables: list[Row] = [
        {"table_index": 20 + n, "kind": kind, "title": kind, "unit_printed": "万元", "state": "filled"}
        for n, kind in enumerate(kinds, start=1)
    ]
    tables[-1].update(state="declared_empty", empty_note="此表为空")
    witnessed = {"table_index": 40, "title": "图书购置表", "state": "filled", "witness_cells": 2}
    return {"budget_lines": lines, "tables": [*tables, witnessed]}


def _rows(number: int, kind: str, side: str, scheme: str, printed: list[Printed]) -> list[Row]:
    last = 59 if (kind, side) == ("appropriation", "revenue") else 60  # all other totals of a table stand in one row
    return [
        _row(number, kind, side, n, code, name, measure, wan) | {"scheme": "economic" if code == "302" else scheme}
        for n, (code, name, amounts) in enumerate(printed, start=last - len(printed))
        for measure, wan in amounts.items()
    ]


def _row(number: int, kind: str, side: str, line: int, code: str | None, name: str, measure: str, wan: int) -> Row:
    role, of_which, level = _place_of(code, name)
    return {
        "table_kind": kind,
        "table_no": number,
        "table_title": kind,
        "unit_code": None,
        "side": side,
        "code": code,
        "level": level,
        "role": role,
        "of_which": of_which,
        "name": name,
        "measure": measure,
        "column_label": _LABELS.get(f"{kind} {measure}", _LABELS[measure]),
        "year": YEAR - 1 if measure == "executed" else YEAR,
        "amount_yuan": None if measure == "percent" else Decimal(wan) * 10_000,
        "percent": Decimal(wan) if measure == "percent" else None,
        "page": 3,
        "table_index": 20 + number,
        "row_index": line,
    }


def solved(records: RowsByTable) -> Claims:
    """The sums that the rows of budget_lines make, as those of a document's tables."""
    found = Claims()
    tables: dict[int, list[Row]] = {}
    for row in records.get("budget_lines", ()):
        tables.setdefault(row["table_no"], []).append(row)
    read = [(number, *_block(rows)) for number, rows in tables.items()]
    hand_on(found, [(standard, blocks) for (_, standard, _), blocks in zip(read, solve_all(read), strict=True)])
    return found


def _block(rows: list[Row]) -> tuple[Standard, list[list[Line]]]:
    table = Table([], 0, 0, "pdf", index=rows[0]["table_index"])
    table.place = lambda row: Place(3, None, table.index, row)  # type: ignore[method-assign]
    columns: dict[str, Column] = {}
    lines: dict[tuple[str, int], Line] = {}
    for row in rows:
        label = row["column_label"]
        columns.setdefault(label, Column(0, 0, (label,), row["measure"], row["year"], number=len(columns)))
        line = lines.setdefault(
            (row["side"], row["row_index"]), Line(table, row["row_index"], row["name"], row["code"])
        )
        line.name, line.level, line.side = row_name(row["name"]), row["level"], row["side"]
        line.of_which = row["of_which"]
        value = row["percent"] if row["amount_yuan"] is None else row["amount_yuan"]
        cell = Cell(row["row_index"], columns[label].number, f"{value / 10_000:.2f}", page=3)
        line.amounts.append(Amount([columns[label]], cell))
    sides = list(dict.fromkeys(side for side, _ in lines))
    block = Block(amounts=list(columns.values()))
    parts = [Part(table, 0, 0, [block] * len(sides), [])]
    standard = Standard(rows[0]["table_kind"], rows[0]["table_title"], "万元", None, None, parts)
    return standard, [[line for (own, _), line in lines.items() if own == side] for side in sides]


def _place_of(code: str | None, name: str) -> tuple[str, bool, int]:
    """Role, whether it is an 其中 line, level."""
    if name.endswith(("合计", "总计")):
        return ("current_total" if name.startswith("本年") else "total"), False, 0
    if "结转" in name:
        return "carried", False, 1
    of_which = name.startswith("其中") or name == "公务用车运行费"
    return "item", of_which, _LEVELS[len(code)] if code else 2 if of_which or name[0].isdigit() else 1


def line_changed(kind: str, line: str, measure: str = "total", **columns: Any) -> Any:
    """A change of one row of budget_lines; `wan` is its new amount in 万元."""

    def change(records: RowsByTable) -> None:
        (row,) = [
            row
            for row in records["budget_lines"]
            if (row["table_kind"], row["name"], row["measure"]) == (kind, line, measure)
        ]
        if "wan" in columns:
            columns["amount_yuan"] = Decimal(columns.pop("wan")) * 10_000
        row.update(columns)

    return change


def lines_added(kind: str, *codes: str) -> Any:
    """A change that lists more subjects in a table of functional codes, each with 1 万元."""

    def change(records: RowsByTable) -> None:
        number, side = next(
            (row["table_no"], row["side"]) for row in records["budget_lines"] if row["table_kind"] == kind
        )
        records["budget_lines"] += [
            _row(number, kind, side, line, code, f"科目{code}", "total", 1)
            | {"scheme": "function", "line": None, "line_no": line}
            for line, code in enumerate(codes, start=80)
        ]

    return change


def emptied(kind: str) -> Any:
    """A change that leaves out all lines of a table."""

    def change(records: RowsByTable) -> None:
        records["budget_lines"] = [row for row in records["budget_lines"] if row["table_kind"] != kind]

    return change


def without_total(kind: str) -> Any:
    """A change that leaves out the line of a table's total."""

    def change(records: RowsByTable) -> None:
        records["budget_lines"] = [
            row for row in records["budget_lines"] if (row["table_kind"], row["role"]) != (kind, "total")
        ]

    return change
