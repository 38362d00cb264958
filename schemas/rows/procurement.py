"""Rows of procurement, made from `tables.yaml` by `python -m schemas.row_classes`: edit there."""

from decimal import Decimal
from typing import Required

from schemas.rows.places import PlaceColumns


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
    fiscal_yuan: Decimal | None
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
    fiscal_yuan: Decimal | None
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
