"""Rows with the common columns too, made from `tables.yaml` by `python -m schemas.row_classes`: edit there."""

from typing import TypedDict

from schemas.rows.budget import (
    AssetRow,
    BudgetLineRow,
    FigureRow,
    OrganizationRow,
)
from schemas.rows.checks import (
    CheckRow,
    ExplanationRow,
    FindingRow,
    LinkRow,
)
from schemas.rows.performance import (
    DutyRow,
    GoalRow,
    IndicatorRow,
    PaymentPlanRow,
    ProjectLineRow,
    ProjectRow,
    ProjectTotalRow,
)
from schemas.rows.procurement import (
    ProcurementItemRow,
    ProcurementTotalRow,
    PurchasedServiceRow,
)
from schemas.rows.reading import (
    CellRow,
    DocumentRow,
    FailureRow,
    LeftoverRow,
    TableRow,
)


class Common(TypedDict):
    """The columns that are the same in all rows of a document."""

    document_id: str
    fiscal_year: int | None
    region: str | None
    publisher: str | None


class CommonOfFailures(TypedDict):
    """The same of a file that could not be read: its bytes may not be known either."""

    document_id: str | None
    fiscal_year: int | None
    region: str | None
    publisher: str | None


class PublishedDocument(Common, DocumentRow, total=False):
    """文件: a row of `documents` as it is published."""


class PublishedOrganization(Common, OrganizationRow, total=False):
    """机构设置: a row of `organizations` as it is published."""


class PublishedFigure(Common, FigureRow, total=False):
    """文中数字: a row of `figures` as it is published."""


class PublishedProject(Common, ProjectRow, total=False):
    """项目绩效目标表: a row of `projects` as it is published."""


class PublishedProjectTotal(Common, ProjectTotalRow, total=False):
    """项目合计: a row of `project_totals` as it is published."""


class PublishedProjectLine(Common, ProjectLineRow, total=False):
    """项目支出明细: a row of `project_lines` as it is published."""


class PublishedPaymentPlan(Common, PaymentPlanRow, total=False):
    """资金支出计划: a row of `payment_plans` as it is published."""


class PublishedDuty(Common, DutyRow, total=False):
    """分项绩效目标与职责活动: a row of `duties` as it is published."""


class PublishedGoal(Common, GoalRow, total=False):
    """绩效目标: a row of `goals` as it is published."""


class PublishedIndicator(Common, IndicatorRow, total=False):
    """绩效指标: a row of `indicators` as it is published."""


class PublishedProcurementItem(Common, ProcurementItemRow, total=False):
    """政府采购明细: a row of `procurement_items` as it is published."""


class PublishedPurchasedService(Common, PurchasedServiceRow, total=False):
    """政府购买服务明细: a row of `purchased_services` as it is published."""


class PublishedProcurementTotal(Common, ProcurementTotalRow, total=False):
    """政府采购合计: a row of `procurement_totals` as it is published."""


class PublishedAsset(Common, AssetRow, total=False):
    """固定资产占用情况: a row of `assets` as it is published."""


class PublishedBudgetLine(Common, BudgetLineRow, total=False):
    """标准预算表: a row of `budget_lines` as it is published."""


class PublishedCheck(Common, CheckRow, total=False):
    """核对结果: a row of `checks` as it is published."""


class PublishedFinding(Common, FindingRow, total=False):
    """发现: a row of `findings` as it is published."""


class PublishedLink(Common, LinkRow, total=False):
    """同一公开的文件: a row of `links` as it is published."""


class PublishedExplanation(Common, ExplanationRow, total=False):
    """已说明的不符: a row of `explanations` as it is published."""


class PublishedTable(Common, TableRow, total=False):
    """表格: a row of `tables` as it is published."""


class PublishedCell(Common, CellRow, total=False):
    """单元格: a row of `cells` as it is published."""


class PublishedFailure(CommonOfFailures, FailureRow, total=False):
    """失败记录: a row of `failures` as it is published."""


class PublishedLeftover(Common, LeftoverRow, total=False):
    """未归属内容: a row of `leftovers` as it is published."""


class PublishedRecords(TypedDict, total=False):
    """Rows by table, with the common columns."""

    documents: list[PublishedDocument]
    organizations: list[PublishedOrganization]
    figures: list[PublishedFigure]
    projects: list[PublishedProject]
    project_totals: list[PublishedProjectTotal]
    project_lines: list[PublishedProjectLine]
    payment_plans: list[PublishedPaymentPlan]
    duties: list[PublishedDuty]
    goals: list[PublishedGoal]
    indicators: list[PublishedIndicator]
    procurement_items: list[PublishedProcurementItem]
    purchased_services: list[PublishedPurchasedService]
    procurement_totals: list[PublishedProcurementTotal]
    assets: list[PublishedAsset]
    budget_lines: list[PublishedBudgetLine]
    checks: list[PublishedCheck]
    findings: list[PublishedFinding]
    links: list[PublishedLink]
    explanations: list[PublishedExplanation]
    tables: list[PublishedTable]
    cells: list[PublishedCell]
    failures: list[PublishedFailure]
    leftovers: list[PublishedLeftover]
