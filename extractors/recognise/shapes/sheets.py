"""Sheets: forms whose labels stand beside their values, one or several in a table, or one over several tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.document.model import Cell, Paragraph, Table
from extractors.recognise.shapes.heads import Head, head_at, head_of
from extractors.recognise.shapes.labels import label_form
from extractors.recognise.shapes.lines import Line, lines, overlap, span, used_columns
from extractors.recognise.shapes.performance import ORDER, vocabulary
from extractors.recognise.shapes.titles import is_performance_title
from extractors.values.text import clean, compact
from schemas.words.performance import performance_words

NAMES = ("project_name", "department")
_GOALS = ("goal", "goal_implementation", "goal_reached")
_BEGINS = frozenset({*NAMES, *_GOALS, "supervisor", "budget", "period_budget", "unit", "remark", "project_code"})
"""Roles whose label at the left edge ends a table of indicators above it."""
_IN_ONE = re.compile(r"(?P<label>[^\s:：]{2,20})\s*[:：\s]\s*(?P<value>.+)", re.DOTALL)
_LABEL = re.compile(r"[\u4e00-\u9fff()]{2,12}")
_TITLE_ROW = 40


@dataclass
class Pair:
    """A label and the filled cells behind it, up to the next label; `inside` where the value stands in its cell."""

    role: str
    label: Cell
    values: list[Cell]
    line: Line
    inside: str | None = None

    @property
    def text(self) -> str:
        """The value as text; "" for a blank."""
        return clean(self.inside if self.inside is not None else "".join(cell.text for cell in self.values[:1]))


@dataclass
class Sheet:
    """A form: its title, labels with values, goals, rows of indicators and of tasks with the heads above them."""

    title: str | None
    context: list[Paragraph] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    goals: list[tuple[str, Cell, Line]] = field(default_factory=list)
    indicators: list[tuple[Head, Line]] = field(default_factory=list)
    tasks: list[tuple[Head, Line]] = field(default_factory=list)
    labels: list[tuple[Table, Cell]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    unknown: list[tuple[Table, Cell]] = field(default_factory=list)
    """What stands as a label before a value, and is none that is known."""
    money: Head | None = None
    """Columns of amounts (年初预算数, 全年预算数, 全年执行数), of a form that says what was reached."""

    def pair(self, *roles: str) -> Pair | None:
        """The first label of the roles, in their order, that has a value; else the first without one."""
        found = [pair for role in roles for pair in self.pairs if pair.role == role]
        return next((pair for pair in found if pair.text), found[0] if found else None)

    @property
    def begun(self) -> bool:
        """Whether it holds what a form has once only."""
        return bool(
            self.goals or self.indicators or any(p.role in (*NAMES, "budget", "period_budget") for p in self.pairs)
        )


def sheets(tables: list[Table]) -> list[Sheet]:
    """The forms of a run of tables, in order."""
    reader = _Reader()
    for table in tables:
        reader.table(table)
    return reader.found


class _Reader:
    """Goes down the rows; what it is in the middle of (a form, its indicators, its goals) goes on over tables."""

    def __init__(self) -> None:
        self.found: list[Sheet] = []
        self.head: Head | None = None
        self.tasks: Head | None = None
        self.goal: tuple[str, Cell] | None = None
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
            titled and self.sheet.begun and compact(table.title or "") != compact(self.sheet.title or "")
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
            head = head_at(line, used, vocabulary(), ORDER)
            if head and (
                head.roles & {"level3", "target", "target_implementation"} or {"activity", "packed"} <= head.roles
            ):
                self.head, self.goal, self.tasks = head, None, None
                self.sheet.labels += [(table, cell) for cell in head.cells]
                self.sheet.heads.append(head)
                skip = head.end
                self._labels_left_of(head)
            elif self._task_head(line):
                skip = self.tasks.end if self.tasks else 0
            else:
                self._line(line)

    def _same_title(self, table: Table) -> bool:
        return compact(table.title or "") == compact(self.sheet.title or "")

    def _labels_left_of(self, head: Head) -> None:
        for row in range(head.first, head.end):
            for cell in Line(head.table, row).filled:
                if vocabulary().exact(cell.text):
                    self.sheet.labels.append((head.table, cell))

    def _task_head(self, line: Line) -> bool:
        """Whether a row heads the tasks of a whole department: 任务名称, 主要内容, 预算金额."""
        roles = {role for cell in line.filled for role in vocabulary().exact(cell.text)}
        if not ("activity" in roles and "activity_content" in roles):
            return False
        self.tasks = head_of(line, vocabulary(), ORDER)
        self.head = self.goal = None
        self.sheet.heads.append(self.tasks)
        self.sheet.labels += [(line.table, cell) for cell in self.tasks.cells]
        self._labels_left_of(self.tasks)
        return True

    def _line(self, line: Line) -> None:
        if _is_title_row(line):
            if self.sheet.begun:
                self.open(clean(line.filled[0].text))
                self.sheet.lines.append(line)
            else:
                self.sheet.title = (
                    self.sheet.title if is_performance_title(self.sheet.title) else clean(line.filled[0].text)
                )
            self.sheet.labels.append((line.table, line.filled[0]))
            return
        pairs = list(_pairs(line))
        if self.head and not _ends_indicators(line, pairs):
            self.unnamed = None
            self.sheet.indicators.append((self.head, line))
            return
        if self.tasks and not any(pair.role in _BEGINS for pair in pairs[:1]):
            self.sheet.tasks.append((self.tasks, line))
            return
        self._begin(line, pairs)
        self.head = self.tasks = None
        self._take(line, pairs)

    def _begin(self, line: Line, pairs: list[Pair]) -> None:
        """Opens a new form where a row names another project, or gives amounts below indicators."""
        roles = {pair.role for pair in pairs}
        again = bool(roles & {*NAMES}) and self.sheet.begun
        below = bool(roles & {"budget", "period_budget"}) and bool(self.sheet.indicators)
        if again or below:
            title = line.table.title if below or self.unnamed is line.table else None
            row = self.sheet.lines.pop()
            self.open(title)
            self.sheet.lines.append(row)

    def _take(self, line: Line, pairs: list[Pair]) -> None:
        if not pairs:
            self._below(line)
            if len(line.filled) > 1 and not self.goal and _reads_as_label(line.filled[0]):
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
            if pair.role in _GOALS:
                self._goal(line, pair, pairs[n + 1 :])

    def _goal(self, line: Line, pair: Pair, after: list[Pair]) -> None:
        """A goal beside its label, in the rows that its label spans, or below labels that stand side by side."""
        for cell in pair.values[:1]:
            self.sheet.goals.append((horizon(pair.role, pair.label.text), cell, line))
        if pair.inside:
            return
        below = not pair.values and not any(other.role in _GOALS for other in after)
        if pair.values or below or not after:
            self.goal = (horizon(pair.role, pair.label.text), pair.label)

    def _below(self, line: Line) -> None:
        """A row without labels: the goals below their labels, or what goes on of the goal above."""
        heads = [p for p in self.sheet.pairs if p.role in _GOALS and not p.values and p.inside is None]
        for cell in line.filled:
            above = [p for p in heads if overlap(span(p.label), span(cell)) > 0.5]
            if above:
                self.sheet.goals.append((horizon(above[-1].role, above[-1].label.text), cell, line))
            elif self.goal and (self._spans(self.goal[1], line) or len(line.cells) > 1):
                self.sheet.goals.append((self.goal[0], cell, line))

    @staticmethod
    def _spans(label: Cell, line: Line) -> bool:
        return any(cell is label for cell in line.cells) or label.page != line.page


def horizon(role: str, label: str) -> str:
    """The role of a goal: `goal_annual` where its label speaks of the year."""
    return (
        "goal_annual" if role == "goal" and any(word in compact(label) for word in performance_words().annual) else role
    )


def _pairs(line: Line) -> Iterator[Pair]:
    """The labels that begin in a row with what stands behind each, up to the next."""
    filled = line.filled
    if len(filled) == 1 and not vocabulary().exact(filled[0].text):
        match = _IN_ONE.fullmatch(filled[0].text.strip())
        roles = vocabulary().exact(match["label"]) if match else ()
        if match and roles:
            yield Pair(roles[0], filled[0], [filled[0]], line, match["value"])
        return
    pair: Pair | None = None
    for cell in filled:
        known = [role for role in vocabulary().exact(cell.text) if role not in ("packed", "target_unit")]
        if known and not _is_value(cell, pair):
            if pair:
                yield pair
            pair = Pair(known[0], cell, [], line)
        elif pair:
            pair.values.append(cell)
    if pair:
        yield pair


def _is_value(cell: Cell, pair: Pair | None) -> bool:
    """Whether a cell that reads like a label is the value of the one before: a project called 重点任务."""
    return pair is not None and pair.role in NAMES and not pair.values and cell.col_span > 2


def _reads_as_label(cell: Cell) -> bool:
    """Whether a cell at the left edge is short, without numbers and marks, as labels are."""
    return cell.col == 0 and bool(label_form(cell.text)) and _LABEL.fullmatch(label_form(cell.text)) is not None


def _ends_indicators(line: Line, pairs: list[Pair]) -> bool:
    """Whether a row below indicators begins something else; a block's title that a page repeats does not."""
    if not pairs or pairs[0].label is not line.filled[0] or pairs[0].role not in _BEGINS:
        return False
    if pairs[0].label.row_span > 1 and not pairs[0].text:
        return False
    leftmost = min(line.cells, key=lambda cell: span(cell)[0])
    return pairs[0].label is leftmost or span(pairs[0].label)[0] <= span(leftmost)[0] + 1


def _is_title_row(line: Line) -> bool:
    """Whether a row is the title of a form: it stands alone, and names a table of performance."""
    if len(line.filled) != 1 or len(line.filled[0].text) > _TITLE_ROW or line.filled[0].col_span < 2:
        return False
    text = compact(line.filled[0].text)
    text = re.sub(r"[（(][^（()）]*[)）]$", "", text)
    return text.endswith(performance_words().title.ends) and not vocabulary().exact(label_form(text))
