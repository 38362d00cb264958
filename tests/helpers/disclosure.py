"""A small invented disclosure as records in which every identity holds, and the ways to change it."""

import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import prose
from standard import solved, standard_tables

from extractors.check.evaluation import evaluate
from extractors.document.claims import Claims
from schemas.tables import Row, RowsByTable, tables

YEAR = 2031
HALF_UNIT = Decimal(50)
"""Half of 0.01 万元, in yuan."""

SUMMARY = {
    "revenue_total": 300,
    "revenue_general_public": 280,
    "revenue_government_fund": 20,
    "expenditure_total": 300,
    "expenditure_basic": 200,
    "expenditure_personnel": 150,
    "expenditure_public": 50,
    "expenditure_project": 100,
    "three_public_total": 6,
    "three_public_abroad": 0,
    "three_public_vehicle": 4,
    "three_public_vehicle_purchase": 0,
    "three_public_vehicle_running": 4,
    "three_public_reception": 2,
    "procurement_total": 30,
    "procurement_goods": 20,
    "procurement_services": 10,
    "planned_asset_purchases": 20,
}
"""The measures that the prose states, in 万元."""


def yuan(wan: str | int) -> Decimal:
    return Decimal(wan) * 10_000


def figure(line: int, measure: str, value: Decimal | None, kind: str = "level", **more: Any) -> Row:
    row = {
        "measure": measure,
        "label": measure,
        "part_of": None,
        "base": None,
        "reason": None,
        "statement": kind,
        "year": YEAR,
        "value_yuan": None if kind == "percent" else value,
        "percent": value if kind == "percent" else None,
        "value": value if kind == "percent" or value is None else value / 10_000,
        "unit": "%" if kind == "percent" else "万元",
        "direction": "increase" if kind in ("change", "percent") else None,
        "base_year": YEAR - 1 if kind in ("change", "percent") else None,
        "sentence": f"sentence {line}",
        "section": "",
        "line": line,
    }
    return row | more


def project(number: int, wan: int, **more: Any) -> Row:
    row = {
        "table_no": number,
        "title": f"{number}、修缮{number}号仓绩效目标表",
        "unit_code": "701001",
        "unit_name": "云岭县图书馆",
        "project_code": f"701-0{number}",
        "project_name": f"修缮{number}号仓",
        "budget_yuan": yuan(wan),
        "fiscal_yuan": yuan(wan),
        "other_yuan": None,
        "stated_budget_yuan": yuan(wan),
        "stated_general_yuan": yuan(wan),
        "stated_fund_yuan": yuan(0),
        "coverage": "all",
        "line": 100 + number,
    }
    return row | more


def listed(number: int, wan: int, unit_name: str) -> Row:
    """A project of a list."""
    row = project(number, wan, title="项目支出绩效目标表", unit_code=None, unit_name=unit_name, coverage="selected")
    return row | {"shape": "goals_only", "category": "project", "list_no": 1, "stated_budget_yuan": None} | {
        "stated_general_yuan": None, "stated_fund_yuan": None}  # fmt: skip


def listed_total(level: str, label: str, wan: int, row: int) -> Row:
    """A total line of the list."""
    return {"seq": 1 + row, "list_no": 1, "level": level, "label": label, "budget_yuan": yuan(wan), "line": 180 + row}


def whole_total(level: str, label: str, wan: int, row: int) -> Row:
    """What a whole department's form, whose tasks are the duties, prints in all."""
    return listed_total(level, label, wan, row) | {"list_no": None, "row_index": row}


def project_line(seq: int, role: str, name: str, wan: int, table_no: int | None = None) -> Row:
    """A line of a table of project expenditure."""
    money = {"budget_yuan": yuan(wan), "table_no": table_no}
    return {"seq": seq, "list_no": 1, "role": role, "project_name": name, "line": 190 + seq, **money}


def plan(number: int, month: int, percent: int | None, stated: int | None) -> Row:
    return {
        "table_no": number,
        "month": month,
        "percent": None if percent is None else Decimal(percent),
        "state": "blank" if percent is None else "value",
        "stated_percent": None if stated is None else Decimal(stated),
        "stated_state": "not_mentioned" if stated is None else "value",
        "line": 200 + month,
    }


def item(seq: int, number: int, quantity: int, price: Decimal, **more: Any) -> Row:
    row = {
        "seq": seq,
        "unit_name": "云岭县图书馆",
        "project_name": f"修缮{number}号仓",
        "project_budget_yuan": yuan(60 if number == 1 else 40),
        "line_kind": "project",
        "item_name": f"物品{seq}",
        "catalogue_code": "A020101",
        "quantity_unit": "台",
        "quantity": Decimal(quantity),
        "unit_price_yuan": price,
        "amount_yuan": quantity * price,
        "general_yuan": quantity * price,
        "fund_yuan": None,
        "state_capital_yuan": None,
        "special_account_yuan": None,
        "other_yuan": None,
        "line": 300 + seq,
        "table_index": 9,
        "row_index": 2 * seq,
    }
    return row | more


def nested_item(seq: int, table_index: int, row_index: int, wan: str) -> Row:
    """An item of a table that nests categories, projects and items."""
    return {
        "seq": seq,
        "item_name": f"物品{seq}",
        "category": "goods",
        "amount_yuan": yuan(wan),
        "line": 320 + row_index,
        "table_index": table_index,
        "row_index": row_index,
    }


def duty(number: int, parent: int | None, wan: str | None) -> Row:
    return {
        "duty_no": number,
        "parent_no": parent,
        "level": "activity" if parent else "duty",
        "title": f"职责{number}",
        "budget_yuan": None if wan is None else yuan(wan),
        "line": 440 + number,
    }


def bought(level: str, label: str, unit_name: str | None, wan: int, row_index: int, **more: Any) -> Row:
    """A total row of the procurement table; a unit's stands above its items."""
    row = {
        "seq": 1 + row_index,
        "table_index": 9,
        "row_index": row_index,
        "line": 290 + row_index,
        "level": level,
        "label": label,
        "unit_name": unit_name,
        "amount_yuan": yuan(wan),
        "general_yuan": yuan(wan),
        "fund_yuan": None,
        "state_capital_yuan": None,
        "special_account_yuan": None,
        "other_yuan": None,
    }
    return row | more


def indicator(scope: str, parent: int, row: int, description: str, value: int | None, unit: str, **more: Any) -> Row:
    made = {
        "scope": scope,
        "parent_no": parent,
        "row_no": row,
        "level1": "产出指标" if scope == "project" else None,
        "level2": None,
        "level3": "购置数量" if "购置" in description else description,
        "description": description,
        "operator": "ge" if value is not None else "unfilled",
        "target_value": None if value is None else Decimal(value),
        "target_unit": unit,
        "line": 400 + 10 * parent + row,
    }
    return made | more


def asset(item_name: str, category: str, wan: str | None, line: int) -> Row:
    value = None if wan is None else yuan(wan)
    return {
        "item": item_name,
        "category": category,
        "level": 0 if category == "total" else 1,
        "of_which": False,
        "value_yuan": value,
        "as_of": date(YEAR - 1, 12, 31),
        "line": line,
        "table_index": 12,
        "row_index": line - 500,
    }


def truth() -> RowsByTable:
    """Records in which everything adds up; new ones at each call, so that a test may change them."""
    figures = [figure(n, measure, yuan(wan)) for n, (measure, wan) in enumerate(SUMMARY.items(), start=1)]
    figures += prose.figures(figure)
    figures += [
        figure(31, "expenditure_project", yuan(100)),
        figure(32, "expenditure_total", yuan(60), "change"),
        figure(33, "expenditure_total", Decimal("25.00"), "percent"),
        figure(34, "expenditure_basic", yuan(50), "change"),
        figure(35, "expenditure_project", yuan(10), "change"),
        figure(36, "fixed_assets", yuan(90), year=YEAR - 1),
    ]
    records: RowsByTable = {
        "figures": figures,
        "projects": [
            project(1, 60, execution_weight=Decimal(10), stated_use_yuan=yuan(60)),
            project(2, 40, unit_code="701002", unit_name="云岭县分馆"),
            project(3, 30, coverage="selected", period=f"{YEAR}年1月至{YEAR}年12月"),
            listed(4, 25, "云岭县图书馆"),
            listed(5, 15, "云岭县图书馆"),
            project(3, 30, coverage="selected", table_no=6, project_code=None, title=None, table_index=43),
        ],
        "project_totals": [
            listed_total("total", "合计", 40, 0),
            listed_total("unit", "云岭县图书馆", 40, 1),
            whole_total("whole", "金额合计", 65, 2),
            whole_total("whole_basic", "基本支出", 45, 3),
            whole_total("whole_project", "项目支出", 20, 4),
        ],
        "project_lines": [
            project_line(1, "total", "合计", 100),
            project_line(2, "project", "修缮1号仓", 60, 1),
            project_line(3, "project", "修缮2号仓", 40, 2),
        ],
        "organizations": prose.units(),
        "duties": [duty(1, None, "60"), duty(2, 1, "40"), duty(3, 1, "20"), duty(4, None, "5"), duty(5, 4, None)],
        "goals": [{"scope": "duty", "parent_no": 1, "goal_no": 1, "text": "藏书完好", "line": 450}],
        "payment_plans": [plan(1, 3, 20, 20), plan(1, 6, 50, None), plan(1, 10, None, 80), plan(1, 12, 100, 100)],
        "procurement_items": [
            item(1, 1, 4, yuan(5), sme_yuan=yuan(20), micro_yuan=yuan(5)),
            item(2, 2, 1, yuan(10), unit_name="云岭县分馆", catalogue_code="C0599", quantity_unit="项"),
            nested_item(3, 10, 2, "7"),
            nested_item(4, 10, 3, "2"),
            nested_item(5, 11, 3, "4"),
            nested_item(6, 11, 4, "1"),
        ],
        "procurement_totals": [
            bought("total", "合计", None, 30, 0),
            bought("unit", "云岭县图书馆小计", "云岭县图书馆", 20, 1),
            bought("unit", "云岭县分馆小计", "云岭县分馆", 10, 3),
            bought("category", "一、货物A", None, 9, 0, table_index=10, line=320),
            bought("project", "修缮1号仓 办公设备购置", None, 9, 1, table_index=10, line=321),
            bought("total", "合计", None, 7, 1, table_index=11, line=322),
            bought("unit", "云岭县图书馆", "云岭县图书馆", 7, 2, table_index=11, line=323),
            bought("withheld", "其他经费（内容涉密）", "云岭县图书馆", 2, 5, table_index=11, line=324),
        ],
        "indicators": [
            indicator("department", 1, 1, "新建书屋", 9, "间"),
            indicator("project", 1, 1, "购置书架4台", 4, "台", weight=Decimal(60)),
            indicator("project", 1, 2, "新建书屋", 9, "间", weight=Decimal(30)),
            indicator("project", 2, 1, "城区3间，乡村5间", 8, "间"),
            indicator("project", 2, 2, "巡查渡口", 12, "次", table_index=42, row_index=1),
            indicator("project", 2, 3, "渡船年检", 6, "艘", table_index=42, row_index=2),
        ],
        "assets": [
            asset("资产总额", "total", "90", 500),
            asset("房屋", "buildings", "70", 501),
            asset("车辆", "vehicles", None, 502),
            asset("其他", "other", "20", 503),
            *prose.assets(),
        ],
        **standard_tables(),
        "cells": [
            {"table_index": 40, "row": 1, "col": col, "text": text, "page": 7}
            for col, text in enumerate(("书架", "60.00", "40.00"))
        ]
        + [{"table_index": 41, "row": 1, "col": 0, "text": "60.00", "page": 8, "confidence": Decimal("0.99")}]
        + [{"table_index": 42, "row": row, "col": 3, "text": "≥", "page": 9} for row in (1, 2)]
        + [{"table_index": 11, "row": 5, "col": 4, "text": "2.00", "page": 6}],
    }
    records["tables"].append({"table_index": 11, "kind": "procurement", "form": "items", "state": "filled"})
    return {table: [complete(table, row) for row in rows] for table, rows in records.items()}


def complete(table: str, row: Row) -> Row:
    """The row with each column that its table declares."""
    return dict.fromkeys(column.name for column in tables()[table].columns) | row


def changed(table: str, where: int, **columns: Any) -> Callable[[RowsByTable], None]:
    """A change of one row."""
    return lambda records: records[table][where].update(columns)


def stating(measure: str, wan: str, kind: str = "level") -> Callable[[RowsByTable], None]:
    """A change of every statement of a measure."""

    def change(records: RowsByTable) -> None:
        for row in records["figures"]:
            if row["measure"] == measure and row["statement"] == kind:
                row["percent" if kind == "percent" else "value_yuan"] = Decimal(wan) * (
                    1 if kind == "percent" else 10_000
                )

    return change


def evaluated(*changes: Callable[[RowsByTable], None]) -> list[Row]:
    """The checks of the true records after some changes."""
    records = truth()
    for change in changes:
        change(records)
    namings: Any = records.pop("namings", prose.NAMINGS)
    sums = _solved_once(pickle.dumps(records.get("budget_lines", ())))
    return evaluate(records, YEAR, HALF_UNIT, tuple(namings), sums.sums, sums.structures)


@lru_cache(maxsize=8)
def _solved_once(lines: bytes) -> Claims:
    """The sums of the same rows of budget_lines; few changes touch any of them."""
    return solved({"budget_lines": pickle.loads(lines)})


def failing(*changes: Callable[[RowsByTable], None]) -> set[str]:
    """The identities that fail after some changes."""
    return {check["identity"] for check in evaluated(*changes) if check["status"] == "fail"}
