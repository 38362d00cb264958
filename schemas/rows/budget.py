"""Rows of budget, made from `tables.yaml` by `python -m schemas.row_classes`: edit there."""

from datetime import date
from decimal import Decimal
from typing import Required

from schemas.rows.places import PlaceColumns


class OrganizationRow(PlaceColumns, total=False):
    """机构设置: a row of `organizations`."""

    seq: int
    name: Required[str]
    nature: str | None
    rank: str | None
    funding: str | None
    unit_code: str | None
    change: str | None
    posts_total: int | None
    staff_total: int | None
    vehicle_posts: int | None
    posts_administrative: int | None
    posts_institutional: int | None
    staff_administrative: int | None
    staff_institutional: int | None
    off_post: int | None
    retired_cadres: int | None
    retired: int | None
    discharged: int | None


class FigureRow(PlaceColumns, total=False):
    """文中数字: a row of `figures`."""

    seq: int
    measure: str | None
    label: Required[str]
    part_of: str | None
    code: str | None
    statement: Required[str]
    year: int | None
    period: str | None
    value_yuan: Decimal | None
    percent: Decimal | None
    value: Required[Decimal]
    unit: str | None
    direction: str | None
    base_year: int | None
    base: str | None
    reason: str | None
    unit_name: str | None
    sentence: str | None
    section: str | None


class AssetRow(PlaceColumns, total=False):
    """固定资产占用情况: a row of `assets`."""

    seq: int
    as_of: date | None
    item: Required[str]
    category: Required[str]
    level: Required[int]
    of_which: Required[bool]
    quantity: Decimal | None
    quantity_unit: str | None
    value_yuan: Decimal | None


class BudgetLineRow(PlaceColumns, total=False):
    """标准预算表: a row of `budget_lines`."""

    table_kind: Required[str]
    seq: Required[int]
    table_no: Required[int]
    table_title: str | None
    line_no: Required[int]
    parent_line_no: int | None
    unit_code: str | None
    unit_name: str | None
    side: str | None
    scheme: str | None
    code: str | None
    function_code: str | None
    economic_code: str | None
    government_economic_code: str | None
    level: int | None
    role: Required[str]
    of_which: Required[bool]
    name: str | None
    measure: str | None
    column_label: str | None
    year: int | None
    base: str | None
    amount_yuan: Decimal | None
    percent: Decimal | None
    note: str | None
