"""Identities of the procurement table with the projects that buy: their funds, their budgets, their assets."""

import difflib
import re
from collections.abc import Iterator

from extractors.check.disclosure import Disclosure, plain
from extractors.check.prose.statements import stated
from extractors.check.rule import Side, compare, equal, places, rule
from extractors.values.numbers import total
from schemas.rows import CheckRow, ProcurementItemRow, ProjectRow

_DURABLE = re.compile(r"A0[1-46]|A050[12]")
"""Classes of the goods that become fixed assets: buildings, equipment, furniture, books; not consumables: A0503, A0504
(装具, 办公用品) of the catalogue of 2022, A07 on."""


@rule("within_project")
def within_project(d: Disclosure) -> Iterator[CheckRow]:
    """Per unit and project (or 日常公用经费) of the procurement table, against the funds printed there.

    Items of one name beside which other funds are printed are those of another project.

    Not in a table that prints no project's funds (its form has no column for them).
    """
    with_funds = {
        item["table_index"] for item in d.rows["procurement_items"] if item["project_budget_yuan"] is not None
    }
    for (unit_name, name), items in _by_project(d).items():
        if items[0]["table_index"] not in with_funds:
            continue
        budgets = list(dict.fromkeys(i["project_budget_yuan"] for i in items if i["project_budget_yuan"] is not None))
        for number, budget in enumerate(budgets or [None], start=1):
            own = [i for i in items if len(budgets) < 2 or i["project_budget_yuan"] == budget]
            left = Side("采购额", "procurement", total(i["amount_yuan"] for i in own), places(own))
            right = Side("预算资金", "project funds", budget, places(own[:1]))
            subject = " ".join(filter(None, (unit_name, name, str(number) if len(budgets) > 1 else None)))
            yield compare("within_project", subject, left, right, "≤")


@rule("procurement_budget")
def procurement_budget(d: Disclosure) -> Iterator[CheckRow]:
    """Per project of the procurement table that has a performance table of the same name."""
    for (unit_name, name), items in _by_project(d).items():
        project = project_of(d, items[0])
        if project:
            left = Side(
                "采购表预算资金", "funds in the procurement table", items[0]["project_budget_yuan"], places(items[:1])
            )
            right = Side(
                "绩效目标表预算数", "budget of the performance table", project["budget_yuan"], places([project])
            )
            yield equal("procurement_budget", f"{unit_name or ''} {name or ''}".strip(), left, right)


@rule("planned_assets")
def planned_assets(d: Disclosure) -> Iterator[CheckRow]:
    """Purchasing projects are those that buy nothing but durable goods; a mixed project's goods may be no assets.

    Only where the prose states the planned purchases and there is such a project; not_checkable where an item of one
    has no amount.
    """
    left = stated(d, "planned_asset_purchases")
    durable = [
        item
        for items in _by_project(d).values()
        for item in items
        if all(_DURABLE.match(i["catalogue_code"] or "") for i in items)
    ]
    if left.value is not None and durable:
        amounts = [item["amount_yuan"] for item in durable]
        whole = None if None in amounts else total(amounts)
        right = Side("购置项目的采购额", "procurement of the purchasing projects", whole, places(durable))
        yield equal("planned_assets", str(d.fiscal_year), left, right, tolerance=d.half_unit)


def _by_project(d: Disclosure) -> dict[tuple[str | None, str | None], list[ProcurementItemRow]]:
    groups: dict[tuple[str | None, str | None], list[ProcurementItemRow]] = {}
    for item in d.rows["procurement_items"]:
        if item["project_name"]:
            groups.setdefault((item["unit_name"], item["project_name"]), []).append(item)
    return groups


def project_of(d: Disclosure, item: ProcurementItemRow) -> ProjectRow | None:
    """The performance table of an item's project: by name, among several by the likest unit name; None if unsure.

    No item carries a project code, and a unit's name is not always written alike.
    """
    if item["line_kind"] != "project":
        return None
    named = d.projects.get(plain(item["project_name"]), [])
    if len(named) < 2:
        return named[0] if named else None
    ranked = sorted(((_alike(p["unit_name"], item["unit_name"]), n) for n, p in enumerate(named)), reverse=True)
    return named[ranked[0][1]] if ranked[0][0] > ranked[1][0] else None


def _alike(first: str | None, second: str | None) -> float:
    return difflib.SequenceMatcher(None, plain(first), plain(second), autojunk=False).ratio()
