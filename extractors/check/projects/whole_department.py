"""Identities of a whole department's form: its kinds of spending and its tasks make what it spends."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from extractors.check.disclosure import Disclosure
from extractors.check.parts import Parts, adds_up
from extractors.check.rule import Side, places, rule
from schemas.rows import CheckRow, DutyRow, ProjectTotalRow

_COLUMNS: tuple[tuple[Literal["budget_yuan", "fiscal_yuan", "other_yuan"], str, str], ...] = (
    ("budget_yuan", "", ""),
    ("fiscal_yuan", "财政拨款", "fiscal"),
    ("other_yuan", "其他资金", "other funds"),
)


@rule("whole_parts")
def whole_parts(d: Disclosure) -> Iterator[CheckRow]:
    """Per form and fund that prints the whole, 基本支出 and 项目支出: the two make the whole."""
    for index, rows in _forms(d).items():
        wholes = [row for row in rows if row["level"] == "whole"]
        parts = [row for row in rows if row["level"] in ("whole_basic", "whole_project")]
        if len(wholes) == 1 and len(parts) == 2:
            yield from _columns(d, "whole_parts", f"table {index}", parts, wholes[0], ("项支出", "kinds of spending"))


@rule("whole_tasks")
def whole_tasks(d: Disclosure) -> Iterator[CheckRow]:
    """Per form whose tasks all print an amount: they make the row that sums them (金额合计)."""
    for index, rows in _forms(d).items():
        tasks = [duty for duty in d.rows["duties"] if duty["table_index"] == index and duty["parent_no"] is None]
        wholes = [row for row in rows if row["level"] == "whole" and tasks and _below(row, tasks)]
        if len(wholes) == 1 and all(task["budget_yuan"] is not None for task in tasks):
            yield from _columns(d, "whole_tasks", f"table {index}", tasks, wholes[0], ("项任务", "tasks"))


def _forms(d: Disclosure) -> dict[int | None, list[ProjectTotalRow]]:
    """What the forms of whole departments print in all, by table."""
    found: dict[int | None, list[ProjectTotalRow]] = {}
    for row in d.rows["project_totals"]:
        if row["level"].startswith("whole"):
            found.setdefault(row["table_index"], []).append(row)
    return found


def _below(whole: ProjectTotalRow, tasks: list[DutyRow]) -> bool:
    """Whether a total stands below the tasks, and so sums them."""
    return (whole["row_index"] or 0) > max(task["row_index"] or 0 for task in tasks)


def _columns(
    d: Disclosure,
    name: str,
    subject: str,
    parts: list[DutyRow] | list[ProjectTotalRow],
    whole: ProjectTotalRow,
    called: tuple[str, str],
) -> Iterator[CheckRow]:
    """A check for each column in which the whole and all its parts print an amount."""
    for column, zh, en in _COLUMNS:
        amounts: list[Decimal | None] = [part[column] for part in parts]
        if whole[column] is None or None in amounts:
            continue
        below = Parts(parts, amounts, called[0] + zh, called[1] + (f", {en}" if en else ""))
        right = Side(f"{whole['label']}{zh}", "the printed total", whole[column], places([whole]))
        yield adds_up(name, f"{subject} {column.removesuffix('_yuan')}", below, right, half=d.half_unit)
