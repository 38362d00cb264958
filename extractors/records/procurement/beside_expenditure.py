"""Procurement as columns of 支出总表 (政府采购项目) → procurement_totals, where no table of procurement stands."""

from collections.abc import Sequence
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.document.place import Place
from extractors.records.context import Context
from schemas.rows import BudgetLineRow, ProcurementTotalRow

_COLUMNS = {"procurement_total": "amount_yuan", "procurement_sme": "sme_yuan", "procurement_micro": "micro_yuan"}
"""The measures of such columns, and what they are in `procurement_totals`."""


def extract(_: Document, context: Context) -> Claims:
    """The total of the table, and one for each body's line; lines of codes stay in `budget_lines` alone."""
    found = Claims()
    rows = context.taken.rows
    if rows.get("procurement_items") or rows.get("procurement_totals"):
        return found
    lines = [line for line in _lines(rows.get("budget_lines", ())) if _is_a_sum(line[0])]
    whole = _whole([line for line in lines if line[0]["parent_line_no"] is None])
    for line in lines:
        first = line[0]
        level = "total" if line is whole else "unit"
        found.add(
            ProcurementTotalRow,
            Place(first["page"], first["line"], first["table_index"], first["row_index"]),
            {_COLUMNS[row["measure"]]: row["amount_yuan"] for row in line if row["measure"] is not None},
            level=level,
            unit_name=None if level == "total" else first["unit_name"],
            label=first["name"],
        )
    return found


def _lines(rows: Sequence[BudgetLineRow]) -> list[list[BudgetLineRow]]:
    """The rows of such columns of the table of expenditure, line by line, where they have an amount for procurement."""
    lines: dict[tuple[int, int], list[BudgetLineRow]] = {}
    for row in rows:
        if row["table_kind"] == "expenditure" and row["measure"] in _COLUMNS and row["amount_yuan"] is not None:
            lines.setdefault((row["table_no"], row["line_no"]), []).append(row)
    return [line for line in lines.values() if any(row["measure"] == "procurement_total" for row in line)]


def _is_a_sum(row: BudgetLineRow) -> bool:
    """Whether a line is no code's: the whole, or a body's."""
    return row["parent_line_no"] is None or row["role"] == "unit"


def _whole(outermost: Sequence[list[BudgetLineRow]]) -> list[BudgetLineRow] | None:
    """The line that is the whole: the only one that stands in no other, or the first where the others make it."""
    amounts = [_amount(line) for line in outermost]
    off = (len(amounts) + 1) * min(map(_half, amounts), default=Decimal(0))
    if len(amounts) == 1 or (amounts and abs(sum(amounts[1:]) - amounts[0]) <= off):
        return outermost[0]
    return None


def _amount(line: Sequence[BudgetLineRow]) -> Decimal:
    return next(row["amount_yuan"] or Decimal(0) for row in line if row["measure"] == "procurement_total")


def _half(amount: Decimal) -> Decimal:
    """Half of the last digit that an amount may have been printed with; nothing tells of a 0."""
    zeros = len(f"{amount:.2f}".replace(".", "")) - len(f"{amount:.2f}".replace(".", "").rstrip("0"))
    return Decimal(10) ** (zeros - 2) / 2 if amount else Decimal("Infinity")
