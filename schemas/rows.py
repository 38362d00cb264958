"""Typed rows, a class a table, made from `tables.yaml` by `python -m schemas.row_classes`: edit there.

A row is a dict with the columns of its table but for the common ones. What its columns mean: docs/dictionary.md.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Final, Required, TypedDict


class PlaceStruct(TypedDict):
    """A place as it is published, an element of a column of `places`."""

    page: int | None
    line: int | None
    table: int | None
    row: int | None
    column: int | None
    box: list[float] | None
    figure: int | None
    document: str | None
    file: str | None


class PlaceColumns(TypedDict, total=False):
    """The columns that say where a row stands in its document."""

    page: int | None
    line: int | None
    table_index: int | None
    row_index: int | None


class DocumentRow(TypedDict, total=False):
    """文件: a row of `documents`."""

    file_name: Required[str]
    source_url: str | None
    media_type: Required[str]
    size_bytes: Required[int]
    pages: int | None
    reader: Required[str]
    title: str | None
    kind: Required[str]
    not_extracted: str | None
    identity_evidence: str | None
    level: str | None
    region_code: str | None
    department_code: str | None
    published_on: date | None
    retrieved_at: datetime | None
    supersedes: str | None
    superseded_by: str | None
    extractor_version: Required[str]
    tables_found: Required[int]
    tables_recognised: Required[int]
    numbers_found: Required[int]
    numbers_claimed: Required[int]
    figures_named: Required[int]
    figures_unnamed: Required[int]
    checks_run: Required[int]
    checks_failed: Required[int]
    checks_doubtful: Required[int]
    findings: Required[int]


class OrganizationRow(PlaceColumns, total=False):
    """机构设置: a row of `organizations`."""

    seq: int
    name: Required[str]
    nature: str | None
    rank: str | None
    funding: str | None
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
    adjusted_budget_yuan: Decimal | None
    executed_yuan: Decimal | None
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


class ProcurementItemRow(PlaceColumns, total=False):
    """政府采购明细: a row of `procurement_items`."""

    seq: int
    unit_name: str | None
    project_name: str | None
    project_budget_yuan: Decimal | None
    line_kind: str | None
    item_name: str | None
    catalogue_code: str | None
    catalogue_edition: str | None
    category: str | None
    economic_name: str | None
    organisation_form: str | None
    quantity_unit: str | None
    quantity: Decimal | None
    unit_price_yuan: Decimal | None
    amount_yuan: Decimal | None
    general_yuan: Decimal | None
    fund_yuan: Decimal | None
    state_capital_yuan: Decimal | None
    special_account_yuan: Decimal | None
    other_yuan: Decimal | None
    current_yuan: Decimal | None
    other_channel_yuan: Decimal | None
    sme_yuan: Decimal | None
    micro_yuan: Decimal | None
    sme_percent: Decimal | None
    micro_percent: Decimal | None
    set_aside: str | None
    central_yuan: Decimal | None
    dispersed_yuan: Decimal | None
    goods_yuan: Decimal | None
    works_yuan: Decimal | None
    services_yuan: Decimal | None
    business_yuan: Decimal | None
    operating_yuan: Decimal | None
    superior_yuan: Decimal | None
    subordinate_yuan: Decimal | None
    balance_yuan: Decimal | None
    carried_over_yuan: Decimal | None
    unit_code: str | None
    function_code: str | None
    level: int | None
    economic_code: str | None
    government_economic_code: str | None
    specification: str | None
    service: str | None
    bought_when: str | None
    note: str | None


class PurchasedServiceRow(PlaceColumns, total=False):
    """政府购买服务明细: a row of `purchased_services`."""

    seq: int
    unit_name: str | None
    project_name: str | None
    directory1: str | None
    directory2: str | None
    directory3: str | None
    service: str | None
    amount_yuan: Decimal | None


class ProcurementTotalRow(PlaceColumns, total=False):
    """政府采购合计: a row of `procurement_totals`."""

    seq: int
    level: Required[str]
    unit_name: str | None
    label: str | None
    category: str | None
    project_name: str | None
    economic_name: str | None
    amount_yuan: Decimal | None
    general_yuan: Decimal | None
    fund_yuan: Decimal | None
    state_capital_yuan: Decimal | None
    special_account_yuan: Decimal | None
    other_yuan: Decimal | None
    current_yuan: Decimal | None
    other_channel_yuan: Decimal | None
    sme_yuan: Decimal | None
    micro_yuan: Decimal | None
    sme_percent: Decimal | None
    micro_percent: Decimal | None
    central_yuan: Decimal | None
    dispersed_yuan: Decimal | None
    goods_yuan: Decimal | None
    works_yuan: Decimal | None
    services_yuan: Decimal | None
    business_yuan: Decimal | None
    operating_yuan: Decimal | None
    superior_yuan: Decimal | None
    subordinate_yuan: Decimal | None
    balance_yuan: Decimal | None
    carried_over_yuan: Decimal | None


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


class CheckRow(TypedDict, total=False):
    """核对结果: a row of `checks`."""

    identity: Required[str]
    subject: Required[str]
    left_label: Required[str]
    left_value: Decimal | None
    right_label: Required[str]
    right_value: Decimal | None
    unit: Required[str]
    difference: Decimal | None
    tolerance: Required[Decimal]
    status: Required[str]
    severity: Required[str]
    message_zh: Required[str]
    message_en: Required[str]
    left_places: Required[list[PlaceStruct]]
    right_places: Required[list[PlaceStruct]]
    doubt: str | None
    finding: int | None


class FindingRow(PlaceColumns, total=False):
    """发现: a row of `findings`."""

    seq: Required[int]
    name: Required[str]
    kind: Required[str]
    certainty: Required[str]
    severity: Required[str]
    label: Required[str]
    printed: str | None
    printed_value: Decimal | None
    proposed_value: Decimal | None
    amount_yuan: Decimal | None
    points: Decimal | None
    share: Decimal | None
    weight: Required[Decimal]
    trivial: Required[bool]
    checks_explained: Required[int]
    ties: Required[int]
    checks: Required[list[str]]
    message_zh: Required[str]
    message_en: Required[str]
    places: Required[list[PlaceStruct]]
    col: int | None


class LinkRow(TypedDict, total=False):
    """同一公开的文件: a row of `links`."""

    relation: Required[str]
    linked_document_id: Required[str]
    linked_file_name: Required[str]
    linked: Required[bool]
    agreeing: Required[int]
    differing: Required[int]
    reasons: Required[list[str]]
    decided_by: Required[str]
    because: str | None


class ExplanationRow(TypedDict, total=False):
    """已说明的不符: a row of `explanations`."""

    identity: Required[str]
    subject: Required[str]
    left_value: Decimal | None
    right_value: Decimal | None
    unit: Required[str]
    because: Required[str]
    accepted_by: Required[str]
    accepted_on: Required[str]


class TableRow(TypedDict, total=False):
    """表格: a row of `tables`."""

    table_index: Required[int]
    kind: str | None
    form: str | None
    title: str | None
    unit_printed: str | None
    unit_proof: str | None
    first_page: int | None
    last_page: int | None
    rows: Required[int]
    columns: Required[int]
    structure: str | None
    sums_held: int | None
    sums_failed: int | None
    rows_proved: bool | None
    columns_proved: bool | None
    engine: Required[str]
    witness_agreement: Decimal | None
    witness_cells: int | None
    state: Required[str]
    empty_note: str | None


class CellRow(TypedDict, total=False):
    """单元格: a row of `cells`."""

    table_index: Required[int]
    row: Required[int]
    col: Required[int]
    row_span: Required[int]
    col_span: Required[int]
    text: Required[str]
    page: int | None
    line: int | None
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    header: Required[bool]
    proved: bool | None
    witness_text: str | None
    confidence: Decimal | None
    doubt: str | None
    suggested_value: Decimal | None
    suggested_because: str | None


class FailureRow(TypedDict, total=False):
    """失败记录: a row of `failures`."""

    seq: Required[int]
    path: Required[str]
    sha256: str | None
    stage: Required[str]
    page: int | None
    error: Required[str]
    message: Required[str]
    tried_again: Required[bool]


class LeftoverRow(PlaceColumns, total=False):
    """未归属内容: a row of `leftovers`."""

    seq: Required[int]
    kind: Required[str]
    text: Required[str]
    reason: Required[str]


class Records(TypedDict, total=False):
    """Rows by table, without the common columns."""

    documents: list[DocumentRow]
    organizations: list[OrganizationRow]
    figures: list[FigureRow]
    projects: list[ProjectRow]
    project_totals: list[ProjectTotalRow]
    project_lines: list[ProjectLineRow]
    payment_plans: list[PaymentPlanRow]
    duties: list[DutyRow]
    goals: list[GoalRow]
    indicators: list[IndicatorRow]
    procurement_items: list[ProcurementItemRow]
    purchased_services: list[PurchasedServiceRow]
    procurement_totals: list[ProcurementTotalRow]
    assets: list[AssetRow]
    budget_lines: list[BudgetLineRow]
    checks: list[CheckRow]
    findings: list[FindingRow]
    links: list[LinkRow]
    explanations: list[ExplanationRow]
    tables: list[TableRow]
    cells: list[CellRow]
    failures: list[FailureRow]
    leftovers: list[LeftoverRow]


TABLE_OF: Final[dict[object, str]] = {
    DocumentRow: "documents",
    OrganizationRow: "organizations",
    FigureRow: "figures",
    ProjectRow: "projects",
    ProjectTotalRow: "project_totals",
    ProjectLineRow: "project_lines",
    PaymentPlanRow: "payment_plans",
    DutyRow: "duties",
    GoalRow: "goals",
    IndicatorRow: "indicators",
    ProcurementItemRow: "procurement_items",
    PurchasedServiceRow: "purchased_services",
    ProcurementTotalRow: "procurement_totals",
    AssetRow: "assets",
    BudgetLineRow: "budget_lines",
    CheckRow: "checks",
    FindingRow: "findings",
    LinkRow: "links",
    ExplanationRow: "explanations",
    TableRow: "tables",
    CellRow: "cells",
    FailureRow: "failures",
    LeftoverRow: "leftovers",
}
"""The table that the rows of a class are of."""
