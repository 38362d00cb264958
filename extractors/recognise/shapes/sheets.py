"""Sheets: forms whose labels stand beside their values, one or several in a table, or one over several tables."""

from collections.abc import Sequence

from extractors.document.model import Cell, Paragraph, Table
from extractors.recognise.shapes.across import across
from extractors.recognise.shapes.heads import Head, head_of
from extractors.recognise.shapes.labels import is_level
from extractors.recognise.shapes.lines import Line, lines, overlap, span, used_columns
from extractors.recognise.shapes.performance_heads import ORDER, head_in, names_indicators, vocabulary
from extractors.recognise.shapes.sheet_parts import NAMES, Pair, Sheet, horizon, pairs_of
from extractors.recognise.shapes.sheet_rows import (
    BEGINS,
    GOALS,
    ends_indicators,
    is_title_row,
    reads_as_label,
    sums_points,
    without_block,
)
from extractors.recognise.shapes.sheet_totals import name_total
from extractors.recognise.shapes.titles import is_performance_title, project_in
from extractors.values.text import clean, compact


def sheets(tables: list[Table]) -> list[Sheet]:
    """The forms of a run of tables, in order."""
    reader = _Reader()
    for table in tables:
        reader.table(table)
    for sheet in reader.found:
        name_total(sheet)
    return reader.found


class _Reader:
    """Goes down the rows; what it is in the middle of (a form, its indicators, its goals) goes on over tables."""

    def __init__(self) -> None:
        self.found: list[Sheet] = []
        self.head: Head | None = None
        self.tasks: Head | None = None
        self.goal: tuple[str, Cell] | None = None
        self.before: Head | None = None
        """The last head of indicators: a form below it in the same table may print none of its own."""
        self.unnamed: Table | None = None
        """The table whose title no form has yet, for nothing was read in it."""

    @property
    def sheet(self) -> Sheet:
        return self.found[-1]

    def open(self, title: str | None, context: Sequence[Paragraph] = ()) -> None:
        self.head = self.tasks = self.goal = self.unnamed = None
        self.found.append(Sheet(title, list(context)))

    def table(self, table: Table) -> None:
        """Reads the rows of a table."""
        titled = is_performance_title(table.title)
        if not self.found or (
            titled
            and self.sheet.begun
            and compact(table.title or "") != compact(self.sheet.title or "")
            and not self._has_its_indicators(table)
        ):
            self.open(table.title, table.context)
        else:
            self.unnamed = table
            self.sheet.context += table.context
        skip, used = 0, used_columns(table)
        for line in lines(table):
            if line.row < skip or not line.filled:
                continue
            self.sheet.lines.append(line)
            head = head_in(line, used, by_rows=self.head is None)
            if head and names_indicators(head):
                self.head, self.goal, self.tasks = head, None, None
                self.before = head
                self.sheet.labels += [(table, cell) for cell in head.cells]
                self.sheet.heads.append(head)
                skip = head.end
                self._labels_left_of(head)
            elif found := across(table, line.row):
                skip = line.row + len(found[0].columns)
                self._across(*found)
            elif self._task_head(line):
                skip = self.tasks.end if self.tasks else 0
            else:
                self._line(line)

    def _across(self, head: Head, listed: list[Line]) -> None:
        """Takes indicators that stand beside each other, a column each."""
        self.head = self.goal = self.tasks = None
        self.sheet.heads.append(head)
        self.sheet.labels += [(head.table, cell) for cell in head.cells]
        self.sheet.indicators += [(head, line) for line in listed]

    def _has_its_indicators(self, table: Table) -> bool:
        """Whether a table under a title of its own (绩效指标) lists the indicators that the form before it lacks."""
        if self.sheet.indicators or self.sheet.pair(*NAMES) is None or project_in(table.title):
            return False
        return not any({*NAMES, "budget"} & {*vocabulary().known(cell.text)} for cell in table.cells)

    def _labels_left_of(self, head: Head) -> None:
        for row in range(head.first, head.end):
            for cell in Line(head.table, row).filled:
                if vocabulary().known(cell.text):
                    self.sheet.labels.append((head.table, cell))

    def _task_head(self, line: Line) -> bool:
        """Whether a row heads the tasks of a whole department: 任务名称, 主要内容, 预算金额."""
        roles = {role for cell in line.filled for role in vocabulary().known(cell.text)}
        if not ("activity" in roles and "activity_content" in roles):
            return False
        self.tasks = head_of(line, vocabulary(), ORDER)
        self.head = self.goal = None
        self.sheet.heads.append(self.tasks)
        self.sheet.labels += [(line.table, cell) for cell in self.tasks.cells]
        self._labels_left_of(self.tasks)
        return True

    def _line(self, line: Line) -> None:
        if is_title_row(line):
            if self.sheet.begun:
                self.open(clean(line.filled[0].text))
                self.sheet.lines.append(line)
            else:
                self.sheet.title = (
                    self.sheet.title if is_performance_title(self.sheet.title) else clean(line.filled[0].text)
                )
            self.sheet.labels.append((line.table, line.filled[0]))
            return
        pairs = list(pairs_of(line))
        if self.head and sums_points(self.head, line):
            self.sheet.points = (self.head, line)
            self.sheet.labels.append((line.table, line.filled[0]))
            return
        if self.head and not ends_indicators(self.head, line, pairs):
            self.unnamed = None
            self.sheet.indicators.append((self.head, line))
            return
        if self.before and self.head is None and self._below_the_head_before(line):
            self.head = self.before
            self.sheet.indicators.append((self.before, line))
            return
        if self.tasks and not any(pair.role in BEGINS for pair in without_block(pairs)[:1]):
            self.sheet.tasks.append((self.tasks, line))
            return
        self._begin(line, pairs)
        self.head = self.tasks = None
        self._take(line, pairs)

    def _below_the_head_before(self, line: Line) -> bool:
        """Whether a row of a form without a head has the name of a level where the form above has that level."""
        if self.before is None or self.before.table is not line.table or not self.sheet.begun:
            return False
        cells = [self.before.cell(line, role) for role in ("level1", "level2")]
        named = self.before.cell(line, "level3")
        return named is not None and any(cell is not None and is_level(cell.text) for cell in cells)

    def _begin(self, line: Line, pairs: list[Pair]) -> None:
        """Opens a new form where a row names another project, or gives amounts below indicators."""
        roles = {pair.role for pair in pairs}
        named = "project_name" in roles or ("department" in roles and not self._is_of_a_project())
        again = named and self.sheet.begun
        below = bool(roles & {"budget", "period_budget"}) and bool(self.sheet.indicators)
        if again or below:
            title = line.table.title if below or self.unnamed is line.table else None
            row = self.sheet.lines.pop()
            self.open(title)
            self.sheet.lines.append(row)

    def _is_of_a_project(self) -> bool:
        """Whether the form names a project and nothing of its goals yet: a department beside it is who has it."""
        sheet = self.sheet
        return sheet.pair("project_name") is not None and not (sheet.goals or sheet.indicators)

    def _take(self, line: Line, pairs: list[Pair]) -> None:
        if not pairs:
            self._below(line)
            if len(line.filled) > 1 and not self.goal and reads_as_label(line.filled[0]):
                self.sheet.unknown.append((line.table, line.filled[0]))
            return
        self.sheet.labels += [(line.table, pair.label) for pair in pairs]
        self.goal = None
        money = {pair.role for pair in pairs} & {"budget_initial", "executed", "execution_rate", "score"}
        if len(money) > 1 and not any(pair.role in ("budget", "period_budget") and pair.values for pair in pairs):
            self.sheet.money = head_of(line, vocabulary(), ORDER, depth=1)
            return
        for n, pair in enumerate(pairs):
            self.sheet.pairs.append(pair)
            if pair.role in GOALS:
                self._goal(line, pair, pairs[n + 1 :])

    def _goal(self, line: Line, pair: Pair, after: list[Pair]) -> None:
        """A goal beside its label, in the rows that its label spans, or below labels that stand side by side."""
        for cell in pair.values[:1]:
            self.sheet.goals.append((horizon(pair.role, pair.label.text), cell, line))
        if pair.inside:
            return
        below = not pair.values and not any(other.role in GOALS for other in after)
        if pair.values or below or not after:
            self.goal = (horizon(pair.role, pair.label.text), pair.label)

    def _below(self, line: Line) -> None:
        """A row without labels: the goals below their labels, or what goes on of the goal above."""
        heads = [p for p in self.sheet.pairs if p.role in GOALS and not p.values and p.inside is None]
        for cell in line.filled:
            above = [p for p in heads if overlap(span(p.label), span(cell)) > 0.5]
            if above:
                self.sheet.goals.append((horizon(above[-1].role, above[-1].label.text), cell, line))
            elif self.goal and (self._spans(self.goal[1], line) or len(line.cells) > 1):
                self.sheet.goals.append((self.goal[0], cell, line))

    @staticmethod
    def _spans(label: Cell, line: Line) -> bool:
        return any(cell is label for cell in line.cells) or label.page != line.page
