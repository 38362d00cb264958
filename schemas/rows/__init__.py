"""Typed rows, a class a table, made from `tables.yaml` by `python -m schemas.row_classes`: edit there.

A row is a dict with the columns of its table but for the common ones. What its columns mean: docs/dictionary.md.
"""

from typing import Final, TypedDict

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
from schemas.rows.places import (
    PlaceColumns,
    PlaceStruct,
)
from schemas.rows.procurement import (
    ProcurementItemRow,
    ProcurementTotalRow,
    PurchasedServiceRow,
)
from schemas.rows.published import (
    Common,
    CommonOfFailures,
    PublishedAsset,
    PublishedBudgetLine,
    PublishedCell,
    PublishedCheck,
    PublishedDocument,
    PublishedDuty,
    PublishedExplanation,
    PublishedFailure,
    PublishedFigure,
    PublishedFinding,
    PublishedGoal,
    PublishedIndicator,
    PublishedLeftover,
    PublishedLink,
    PublishedOrganization,
    PublishedPaymentPlan,
    PublishedProcurementItem,
    PublishedProcurementTotal,
    PublishedProject,
    PublishedProjectLine,
    PublishedProjectTotal,
    PublishedPurchasedService,
    PublishedRecords,
    PublishedTable,
)
from schemas.rows.reading import (
    CellRow,
    DocumentRow,
    FailureRow,
    LeftoverRow,
    TableRow,
)

__all__ = [
    "TABLE_OF",
    "AssetRow",
    "BudgetLineRow",
    "CellRow",
    "CheckRow",
    "Common",
    "CommonOfFailures",
    "DocumentRow",
    "DutyRow",
    "ExplanationRow",
    "FailureRow",
    "FigureRow",
    "FindingRow",
    "GoalRow",
    "IndicatorRow",
    "LeftoverRow",
    "LinkRow",
    "OrganizationRow",
    "PaymentPlanRow",
    "PlaceColumns",
    "PlaceStruct",
    "ProcurementItemRow",
    "ProcurementTotalRow",
    "ProjectLineRow",
    "ProjectRow",
    "ProjectTotalRow",
    "PublishedAsset",
    "PublishedBudgetLine",
    "PublishedCell",
    "PublishedCheck",
    "PublishedDocument",
    "PublishedDuty",
    "PublishedExplanation",
    "PublishedFailure",
    "PublishedFigure",
    "PublishedFinding",
    "PublishedGoal",
    "PublishedIndicator",
    "PublishedLeftover",
    "PublishedLink",
    "PublishedOrganization",
    "PublishedPaymentPlan",
    "PublishedProcurementItem",
    "PublishedProcurementTotal",
    "PublishedProject",
    "PublishedProjectLine",
    "PublishedProjectTotal",
    "PublishedPurchasedService",
    "PublishedRecords",
    "PublishedTable",
    "PurchasedServiceRow",
    "Records",
    "TableRow",
]


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
    PublishedDocument: "documents",
    PublishedOrganization: "organizations",
    PublishedFigure: "figures",
    PublishedProject: "projects",
    PublishedProjectTotal: "project_totals",
    PublishedProjectLine: "project_lines",
    PublishedPaymentPlan: "payment_plans",
    PublishedDuty: "duties",
    PublishedGoal: "goals",
    PublishedIndicator: "indicators",
    PublishedProcurementItem: "procurement_items",
    PublishedPurchasedService: "purchased_services",
    PublishedProcurementTotal: "procurement_totals",
    PublishedAsset: "assets",
    PublishedBudgetLine: "budget_lines",
    PublishedCheck: "checks",
    PublishedFinding: "findings",
    PublishedLink: "links",
    PublishedExplanation: "explanations",
    PublishedTable: "tables",
    PublishedCell: "cells",
    PublishedFailure: "failures",
    PublishedLeftover: "leftovers",
}
"""The table that the rows of a class are of."""
