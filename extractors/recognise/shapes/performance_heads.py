"""The heads of performance tables: what their columns are, and what a table below them lists."""

from functools import cache

from extractors.document.model import Table
from extractors.recognise.shapes.content import completed, head_by_rows
from extractors.recognise.shapes.heads import Head, head_at
from extractors.recognise.shapes.labels import Vocabulary
from extractors.recognise.shapes.lines import Line, lines, used_columns
from schemas.words.performance import performance_words

ORDER = (
    "level1", "level2", "level3", "target", "target_implementation", "target_first_half", "earlier", "actual", "score",
    "deviation", "operator", "direction", "indicator_kind", "target_unit", "weight", "project_name",
    "goal_implementation", "goal_reached", "goal", "budget", "period_budget", "budget_initial", "executed", "unit",
    "department", "supervisor", "project_code", "unit_code", "nature", "period", "activity", "activity_content",
    "activity_goal", "packed", "description", "scoring", "core", "basis", "purpose", "remark", "sequence", "fiscal",
    "general", "fund", "state_capital", "special_account", "carried_over", "other", "basic",
    "project", "execution_rate",
)  # fmt: skip
"""In which order the columns of a head are given roles."""


@cache
def vocabulary() -> Vocabulary:
    """The roles of the labels of performance tables."""
    return Vocabulary(performance_words().roles)


def is_list(head: Head) -> bool:
    """Whether a head names what its rows are about: a project, or a body with its goal or amount."""
    if "project_name" in head.roles:
        return True
    return bool(head.roles & {"unit", "unit_code", "department"}) and bool(head.roles & {"goal", "budget"})


def names_indicators(head: Head) -> bool:
    """Whether a head names the columns of indicators; their levels may run together in one (活动, 绩效指标)."""
    return bool(head.roles & {"level3", "target", "target_implementation"}) or {"activity", "packed"} <= head.roles


def list_shape(head: Head) -> str | None:
    """The shape of a list; None for one of projects and amounts alone, planned or spent: only a score (自评得分) makes
    those a list of results, for many a table of amounts has 项目, 预算数 and 执行数.
    """
    if head.roles & {"level3", "target", "target_implementation"}:
        return "long_list"
    if ("packed" in head.roles or head.of_levels) and "project_name" in head.roles:
        return "packed"
    if {"goal", "project_name"} <= head.roles:
        return "goals_only"
    return "project_list" if {"project_name", "budget", "score"} <= head.roles else None


def heads(table: Table) -> list[Head]:
    """The heads of a table, from the top down."""
    found: list[Head] = []
    used = used_columns(table)
    for line in lines(table):
        if found and line.row < found[-1].end:
            continue
        if head := head_in(line, used, by_rows=not any(map(names_indicators, found))):
            found.append(head)
    return found


def head_in(line: Line, used: frozenset[int], *, by_rows: bool) -> Head | None:
    """The head that begins in a row, by its labels, or `by_rows` below it; columns are told by labels or content."""
    head = head_at(line, used, vocabulary(), ORDER)
    if head is not None:
        return completed(head, vocabulary())
    return head_by_rows(line, vocabulary(), ORDER) if by_rows else None
