"""Rows of performance, made from `tables.yaml` by `python -m schemas.row_classes`: edit there."""

from decimal import Decimal
from typing import Required

from schemas.rows.places import PlaceColumns


class ProjectRow(PlaceColumns, total=False):
    """项目绩效目标表: a row of `projects`."""

    table_no: Required[int]
    title: str | None
    unit_code: str | None
    unit_name: str | None
    project_code: str | None
    project_name: str | None
    budget_yuan: Decimal | None
    fiscal_yuan: Decimal | None
    other_yuan: Decimal | None
    general_yuan: Decimal | None
    fund_yuan: Decimal | None
    state_capital_yuan: Decimal | None
    purpose: str | None
    stated_budget_yuan: Decimal | None
    stated_general_yuan: Decimal | None
    stated_fund_yuan: Decimal | None
    stated_superior_yuan: Decimal | None
    stated_other_yuan: Decimal | None
    stated_use_yuan: Decimal | None
    carried_over_yuan: Decimal | None
    period_budget_yuan: Decimal | None
    period_fiscal_yuan: Decimal | None
    period_other_yuan: Decimal | None
    supervisor_code: str | None
    supervisor: str | None
    nature: str | None
    period: str | None
    implementer: str | None
    legal_basis: str | None
    scheme: str | None
    arrangement: str | None
    execution_weight: Decimal | None
    special_account_yuan: Decimal | None
    central_yuan: Decimal | None
    provincial_yuan: Decimal | None
    county_yuan: Decimal | None
    own_level_yuan: Decimal | None
    lower_level_yuan: Decimal | None
    adjusted_budget_yuan: Decimal | None
    executed_yuan: Decimal | None
    executed_percent: Decimal | None
    score: Decimal | None
    category: str | None
    list_no: int | None
    shape: str | None
    withheld: bool | None
    coverage: Required[str]


class ProjectTotalRow(PlaceColumns, total=False):
    """项目合计: a row of `project_totals`."""

    seq: int
    list_no: int | None
    level: Required[str]
    label: Required[str]
    withheld: bool | None
    budget_yuan: Decimal | None
    fiscal_yuan: Decimal | None
    general_yuan: Decimal | None
    fund_yuan: Decimal | None
    state_capital_yuan: Decimal | None
    special_account_yuan: Decimal | None
    carried_over_yuan: Decimal | None
    other_yuan: Decimal | None


class ProjectLineRow(PlaceColumns, total=False):
    """项目支出明细: a row of `project_lines`."""

    seq: int
    list_no: Required[int]
    title: str | None
    role: Required[str]
    proved: bool | None
    parent_seq: int | None
    unit_code: str | None
    unit_name: str | None
    project_code: str | None
    project_name: str | None
    group_name: str | None
    table_no: int | None
    budget_yuan: Decimal | None
    fiscal_yuan: Decimal | None
    general_yuan: Decimal | None
    fund_yuan: Decimal | None
    state_capital_yuan: Decimal | None
    special_account_yuan: Decimal | None
    carried_over_yuan: Decimal | None
    other_yuan: Decimal | None
    nature: str | None
    period: str | None
    purpose: str | None
    withheld: bool | None


class PaymentPlanRow(PlaceColumns, total=False):
    """资金支出计划: a row of `payment_plans`."""

    table_no: Required[int]
    project_code: str | None
    month: Required[int]
    percent: Decimal | None
    state: Required[str]
    stated_percent: Decimal | None
    stated_state: Required[str]


class DutyRow(PlaceColumns, total=False):
    """分项绩效目标与职责活动: a row of `duties`."""

    duty_no: Required[int]
    parent_no: int | None
    level: str | None
    title: str | None
    budget_yuan: Decimal | None
    description: str | None
    unit_code: str | None
    unit_name: str | None
    reached: str | None
    fiscal_yuan: Decimal | None
    other_yuan: Decimal | None
    executed_yuan: Decimal | None
    executed_fiscal_yuan: Decimal | None
    executed_other_yuan: Decimal | None
    weight: Decimal | None
    executed_percent: Decimal | None
    score: Decimal | None


class GoalRow(PlaceColumns, total=False):
    """绩效目标: a row of `goals`."""

    scope: Required[str]
    parent_no: Required[int]
    goal_no: Required[int]
    horizon: str | None
    text: Required[str]
    reached: str | None


class IndicatorRow(PlaceColumns, total=False):
    """绩效指标: a row of `indicators`."""

    scope: Required[str]
    parent_no: Required[int]
    row_no: Required[int]
    horizon: str | None
    level1: str | None
    level2: str | None
    level3: str | None
    description: str | None
    target: str | None
    operator: str | None
    operator_printed: Required[bool]
    target_value: Decimal | None
    target_max: Decimal | None
    target_unit: str | None
    basis: str | None
    weight: Decimal | None
    weight_of_all: Decimal | None
    target_implementation: str | None
    scoring: str | None
    core: str | None
    activity: str | None
    remark: str | None
    actual: str | None
    score: Decimal | None
    deviation: str | None
    direction: str | None
    indicator_kind: str | None
    target_first_half: str | None
    earlier: str | None
    grade_excellent: str | None
    grade_good: str | None
    grade_fair: str | None
    grade_poor: str | None
