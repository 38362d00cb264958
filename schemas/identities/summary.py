"""Identities of the totals that the prose states: sums of their parts, revenue against expenditure."""

from collections.abc import Iterator

from schemas.identities.base import Disclosure, equal, identity
from schemas.identities.statements import SUMS, added, stated, statements
from schemas.tables import Row


def _sum(d: Disclosure, name: str, whole: str, fewest: int = 2) -> Iterator[Row]:
    parts = [side for part in SUMS[whole] if (side := stated(d, part)).value is not None]
    right = stated(d, whole)
    if len(parts) < fewest or right.value is None:
        return
    left = added(parts)
    yield equal(name, f"{whole} {d.fiscal_year}", left, right, tolerance=(len(parts) + 1) * d.half_unit)


@identity("revenue_parts", zh="收入各项之和等于收入合计", en="Revenue is the sum of its sources", source="domain I1")
def revenue_parts(d: Disclosure) -> Iterator[Row]:
    """Not evaluated where fewer than two sources are stated, or the general budget is not among them."""
    if statements(d, "revenue_general_public"):
        yield from _sum(d, "revenue_parts", "revenue_total")


@identity("revenue_expenditure", zh="收入合计等于支出合计", en="Revenue equals expenditure", source="domain I2")
def revenue_expenditure(d: Disclosure) -> Iterator[Row]:
    """Both totals must be stated."""
    left, right = stated(d, "revenue_total"), stated(d, "expenditure_total")
    if left.value is not None or right.value is not None:
        yield equal("revenue_expenditure", str(d.fiscal_year), left, right)


@identity(
    "expenditure_parts",
    zh="基本支出与项目支出之和等于支出合计",
    en="Basic and project expenditure make the total",
    source="domain I3, W3",
)
def expenditure_parts(d: Disclosure) -> Iterator[Row]:
    """Both parts must be stated."""
    return _sum(d, "expenditure_parts", "expenditure_total")


@identity(
    "basic_parts",
    zh="人员经费与公用经费之和等于基本支出",
    en="Personnel and public costs make basic expenditure",
    source="domain W4",
)
def basic_parts(d: Disclosure) -> Iterator[Row]:
    """Both parts must be stated."""
    return _sum(d, "basic_parts", "expenditure_basic")


@identity(
    "three_public_parts",
    zh="“三公”经费各项之和等于合计",
    en="The three public expenses make their total",
    source="domain I8, W5",
)
def three_public_parts(d: Disclosure) -> Iterator[Row]:
    """All three items must be stated."""
    return _sum(d, "three_public_parts", "three_public_total", fewest=3)


@identity(
    "vehicle_parts",
    zh="公务用车购置费与运行费之和等于公务用车费",
    en="Purchase and running make the vehicle expense",
    source="domain I8, W5",
)
def vehicle_parts(d: Disclosure) -> Iterator[Row]:
    """Both parts must be stated."""
    return _sum(d, "vehicle_parts", "three_public_vehicle")


@identity(
    "procurement_parts",
    zh="货物、工程、服务之和等于政府采购预算",
    en="Goods, works and services make procurement",
    source="domain W8",
)
def procurement_parts(d: Disclosure) -> Iterator[Row]:
    """At least two of the three must be stated."""
    return _sum(d, "procurement_parts", "procurement_total")
