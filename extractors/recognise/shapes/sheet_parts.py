"""What a sheet is made of: labels with their values, goals, rows of indicators and of tasks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.document.model import Cell, Paragraph, Table
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.lines import Line
from extractors.recognise.shapes.performance_heads import vocabulary
from extractors.values.text import clean, compact
from schemas.words.performance import performance_words

NAMES = ("project_name", "department")
_IN_ONE = re.compile(r"(?P<label>[^\s:：]{2,20})\s*[:：\s]\s*(?P<value>.+)", re.DOTALL)


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
    points: tuple[Head, Line] | None = None
    """The row that sums the points of the indicators (总分), with the head above it."""
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


def horizon(role: str, label: str) -> str:
    """The role of a goal: `goal_annual` where its label speaks of the year."""
    return (
        "goal_annual" if role == "goal" and any(word in compact(label) for word in performance_words().annual) else role
    )


def pairs_of(line: Line) -> Iterator[Pair]:
    """The labels that begin in a row with what stands behind each, up to the next."""
    filled = line.filled
    if len(filled) == 1 and not vocabulary().known(filled[0].text):
        match = _IN_ONE.fullmatch(filled[0].text.strip())
        roles = vocabulary().known(match["label"]) if match else ()
        if match and roles:
            yield Pair(roles[0], filled[0], [filled[0]], line, match["value"])
        return
    pair: Pair | None = None
    for cell in filled:
        known = [role for role in vocabulary().known(cell.text) if role not in ("packed", "target_unit")]
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
