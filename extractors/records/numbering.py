"""The numbers that rows are known by: printed ones where a document has them, else the next in order. All of them."""

from dataclasses import dataclass

from extractors.document.claims import Claims
from schemas.rows import Records
from schemas.tables import Row, by_table, tables

_FIRST_DEPARTMENT_TABLE = 3
"""`parent_no` of the first table of the whole department: 1 is 重点任务, 2 总体绩效目标 of the prose."""


@dataclass(frozen=True)
class Numbering:
    """The numbers that are free after what was taken so far, and what an extractor that finds many `found` since."""

    taken: Claims
    found: Claims | None = None

    def project(self, printed: int | None = None) -> int:
        """`table_no` of a project: the number that its title prints, the next one where it is none or used."""
        used = {row["table_no"] for row in self._rows("projects")}
        return printed if printed is not None and printed not in used else 1 + max(used, default=0)

    def project_list(self) -> int:
        """The next `list_no` of projects."""
        used = [row["list_no"] for table in ("projects", "project_totals") for row in self._rows(table)]
        return 1 + max((number for number in used if number), default=0)

    def duty(self) -> int:
        """The next `duty_no`."""
        return 1 + self._highest("duties", "duty_no")

    def department_table(self) -> int:
        """`parent_no` of the goals and indicators of the next 部门整体绩效目标表."""
        used = (self._highest(table, "parent_no", scope="department") for table in ("goals", "indicators"))
        return 1 + max(_FIRST_DEPARTMENT_TABLE - 1, *used)

    def department_goals(self) -> int:
        """`parent_no` of the next list of goals of the department in prose."""
        return 1 + max(_FIRST_DEPARTMENT_TABLE - 1, self._highest("goals", "parent_no", scope="department"))

    def _highest(self, table: str, column: str, **having: str) -> int:
        rows = (row for row in self._rows(table) if having.items() <= row.items())
        return max((row[column] for row in rows), default=0)

    def _rows(self, table: str) -> list[Row]:
        found = by_table(self.found.rows).get(table, []) if self.found else []
        return [*by_table(self.taken.rows).get(table, ()), *found]


def number_in_order(records: Records) -> None:
    """Numbers the rows whose key is their order in the document."""
    taken = by_table(records)
    for table in (table for table in tables().values() if table.numbered):
        for seq, row in enumerate(taken.get(table.name, ()), start=1):
            row[table.numbered] = seq
