"""What a report draws, as numbers: shares of a whole, bars, lines. The templates make SVG of them, beside their tables.

A picture of shares is drawn only where the parts make the whole: nothing is filled in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from schemas.rows import BudgetLineRow, FigureRow, PaymentPlanRow, ProjectRow

_MOST_BARS = 30
WIDTH, HEIGHT, LEFT, TOP = 640, 270, 44, 26
"""Of the curve's drawing, in its own units; its axes stand so far from the left and the top, and 28 from the bottom."""


_Amount = tuple[str, Decimal, Mapping[str, object]]
"""What an amount is called, the amount in yuan, and its row."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole or a bar: `start` and `size` are percent of the drawing's width; `row` is the record it is of.

    `hue` numbers its colour, from 0.
    """

    name: str
    amount: Decimal
    row: Mapping[str, object]
    start: float
    size: float
    hue: int


@dataclass(frozen=True, slots=True)
class Composition:
    """A total with its parts; `whole` is whether they make it, so that shares can be drawn."""

    side: str
    total: Decimal
    parts: tuple[Part, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """The planned spending: for each month the share of the budgets (percent), and the same as points of a line."""

    months: tuple[tuple[int, Decimal], ...]
    line: str
    thin: tuple[str, ...]
    projects: int


def shares(amounts: Sequence[_Amount], total: Decimal) -> tuple[Part, ...]:
    """Parts side by side, as shares of `total`."""
    made, start = [], 0.0
    for hue, (name, amount, row) in enumerate(amounts):
        size = float(amount / total * 100) if total else 0.0
        made.append(Part(name, amount, row, round(start, 3), round(size, 3), hue % 8))
        start += size
    return tuple(made)


def bars(projects: Iterable[ProjectRow]) -> tuple[tuple[Part, ...], int]:
    """The projects with a budget from the largest down, each a bar, and how many more there are."""
    budgets = [(amount, row) for row in projects if (amount := row["budget_yuan"])]
    budgets.sort(key=lambda pair: (-pair[0], pair[1]["table_no"]))
    most = budgets[0][0] if budgets else Decimal(1)
    made = [
        Part(
            row["project_name"] or row["title"] or "—",
            amount,
            row,
            0,
            round(float(max(amount, Decimal(0)) / most * 100), 3),
            0,
        )
        for amount, row in budgets[:_MOST_BARS]
    ]
    return tuple(made), max(0, len(budgets) - _MOST_BARS)


def compositions(
    lines: Iterable[BudgetLineRow], figures: Iterable[FigureRow], year: int | None
) -> Iterator[Composition]:
    """Revenue by source and expenditure by purpose: from 收支总表, else from what the prose states."""
    lines = [row for row in lines if row["table_kind"] == "revenue_expenditure" and row["year"] in (year, None)]
    stated = [row for row in figures if row["statement"] == "level" and row["year"] == year and row["value_yuan"]]
    for side in ("revenue", "expenditure"):
        found = list(_of_table([row for row in lines if row["side"] == side])) or list(_of_prose(stated, side))
        yield from (composition for composition in found if len(composition.parts) > 1)


def _of_table(lines: list[BudgetLineRow]) -> Iterator[Composition]:
    total = next((row["amount_yuan"] for row in lines if row["role"] == "total" and row["amount_yuan"]), None)
    if total is None:
        return
    items = [row for row in lines if row["role"] in ("item", "carried") and row["level"] == 1 and row["amount_yuan"]]
    for scheme in dict.fromkeys(row["scheme"] for row in items if row["role"] == "item"):
        chosen = [row for row in items if (row["scheme"] == scheme or row["role"] == "carried") and not row["of_which"]]
        amounts: list[_Amount] = [(row["name"] or "—", amount, row) for row in chosen if (amount := row["amount_yuan"])]
        yield _composition(lines[0]["side"] or "", total, amounts)


_PARTS = {
    "revenue": (
        *("revenue_general_public", "revenue_government_fund", "revenue_state_capital", "revenue_special_account"),
        *("revenue_institutional", "revenue_operating", "revenue_superior", "revenue_subsidiary", "revenue_other"),
        "carried_over",
    ),
    "expenditure": ("expenditure_basic", "expenditure_project", "expenditure_reserve", "expenditure_operating"),
}


def _of_prose(stated: list[FigureRow], side: str) -> Iterator[Composition]:
    """From the first statement of each measure."""
    first: dict[str | None, FigureRow] = {}
    for row in stated:
        first.setdefault(row["measure"], row)
    total = first.get(f"{side}_total")
    if total is not None and total["value_yuan"] is not None:
        chosen = [first[name] for name in _PARTS[side] if name in first]
        amounts: list[_Amount] = [
            (row["label"], amount, row) for row in chosen if (amount := row["value_yuan"]) is not None
        ]
        yield _composition(side, total["value_yuan"], amounts)


def _composition(side: str, total: Decimal, amounts: list[_Amount]) -> Composition:
    whole = sum(amount for _, amount, _ in amounts) == total and all(amount > 0 for _, amount, _ in amounts)
    return Composition(side, total, shares(amounts, total), whole)


def curve(plans: Iterable[PaymentPlanRow], projects: Iterable[ProjectRow]) -> Curve | None:
    """The plans of all projects that give a share for every month of the form, weighted by their budgets.

    None where there are none.
    """
    plans = list(plans)
    months = sorted({row["month"] for row in plans})
    budgets = {row["table_no"]: amount for row in projects if (amount := row["budget_yuan"])}
    by_project: dict[int, dict[int, Decimal]] = {}
    for row in plans:
        if row["percent"] is not None:
            by_project.setdefault(row["table_no"], {})[row["month"]] = row["percent"]
    whole = {number: plan for number, plan in by_project.items() if number in budgets and len(plan) == len(months)}
    if not whole or len(months) < 2:
        return None
    weight = sum((budgets[number] for number in whole), Decimal(0))
    mean = {
        month: sum((budgets[number] * plan[month] for number, plan in whole.items()), Decimal(0)) / weight
        for month in months
    }
    return Curve(
        tuple((month, round(value, 1)) for month, value in mean.items()),
        _line(mean),
        tuple(_line(plan) for plan in whole.values()) if len(whole) > 1 else (),
        len(whole),
    )


def at(month: float, percent: Decimal | float) -> tuple[float, float]:
    """Where a month's end and a percentage stand in the curve's drawing."""
    inner = HEIGHT - TOP - 28
    return (
        round(LEFT + (WIDTH - LEFT - 16) * month / 12, 1),
        round(TOP + inner * (1 - min(float(percent), 120) / 100), 1),
    )


def _line(plan: dict[int, Decimal]) -> str:
    """A line from nothing at the year's beginning through each month's share."""
    points = [(0.0, 0.0), *((float(month), float(value)) for month, value in sorted(plan.items()))]
    assert all(a[0] < b[0] for a, b in pairwise(points))
    return " ".join(f"{x},{y}" for x, y in (at(*point) for point in points))
