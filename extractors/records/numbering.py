"""The numbers that rows are known by: printed ones where a document has them, else the next in order. All of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from extractors.document.claims import Claims
from schemas.rows import GoalRow, IndicatorRow, Records
from schemas.tables import by_table, tables

_FIRST_DEPARTMENT_TABLE = 3
"""`parent_no` of the first table of the whole department: 1 is 重点任务, 2 总体绩效目标 of the prose."""


@dataclass(frozen=True)
class Numbering:
    """The numbers that are free after what was taken so far, and what an extractor that finds many `found` since."""

    taken: Claims
    found: Claims | None = None

    def project(self, printed: int | None = None) -> int:
        """`table_no` of a project: the number that its title prints, the next one where it is none or used."""
        used = {row["table_no"] for rows in self._rows for row in rows.get("projects", ())}
        return printed if printed is not None and printed not in used else 1 + max(used, default=0)

    def project_list(self) -> int:
        """The next `list_no` of projects."""
        projects = (row["list_no"] for rows in self._rows for row in rows.get("projects", ()))
        totals = (row["list_no"] for rows in self._rows for row in rows.get("project_totals", ()))
        return 1 + max((number for number in chain(projects, totals) if number), default=0)

    def duty(self) -> int:
        """The next `duty_no`."""
        return 1 + max((row["duty_no"] for rows in self._rows for row in rows.get("duties", ())), default=0)

    def department_table(self) -> int:
        """`parent_no` of the goals and indicators of the next 部门整体绩效目标表."""
        indicators = (row for rows in self._rows for row in rows.get("indicators", ()))
        return 1 + max(_FIRST_DEPARTMENT_TABLE - 1, _highest(self._goals), _highest(indicators))

    def department_goals(self) -> int:
        """`parent_no` of the next list of goals of the department in prose."""
        return 1 + max(_FIRST_DEPARTMENT_TABLE - 1, _highest(self._goals))

    @property
    def _goals(self) -> Iterator[GoalRow]:
        return (row for rows in self._rows for row in rows.get("goals", ()))

    @property
    def _rows(self) -> tuple[Records, ...]:
        return (self.taken.rows, self.found.rows) if self.found else (self.taken.rows,)


def _highest(rows: Iterable[GoalRow] | Iterable[IndicatorRow]) -> int:
    """The highest `parent_no` of the department's; 0 where there are none."""
    return max((row["parent_no"] for row in rows if row["scope"] == "department"), default=0)


def number_in_order(records: Records) -> None:
    """Numbers the rows whose key is their order in the document."""
    taken = by_table(records)
    for table in (table for table in tables().values() if table.numbered):
        for seq, row in enumerate(taken.get(table.name, ()), start=1):
            row[table.numbered] = seq
