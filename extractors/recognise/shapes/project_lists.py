"""Which tables of a document list projects with their amounts and say nothing of performance."""

from collections.abc import Iterator, Mapping

from extractors.document.model import Document, Table
from extractors.recognise.shapes.head_columns import Column
from extractors.recognise.shapes.heads import Head, head_at, head_of
from extractors.recognise.shapes.labels import label_form
from extractors.recognise.shapes.lines import Line, lines, used_columns
from extractors.recognise.shapes.performance import Listed, Part
from extractors.recognise.shapes.performance_heads import ORDER, vocabulary
from extractors.values.numbers import is_number
from extractors.values.text import clean, compact
from schemas.words.performance import performance_words

_OF_PERFORMANCE = frozenset({"level3", "target", "target_implementation", "packed"})


def project_lists(document: Document, kinds: Mapping[int, str]) -> Iterator[Listed]:
    """The lists in order, each over as many tables as repeat its head; `kinds` are what other extractors made of them.

    A table is one by its title, or by its labels where it has no title and nothing claims it.
    """
    current: Listed | None = None
    for table in document.tables:
        head = None if table.ragged else _head(table, kinds.get(table.index))
        if head is None:
            if current is not None:
                yield current
            current = None
            continue
        part = Part(head, lines(table)[head.end :])
        if (
            current is not None
            and table.title is None
            and (last := current.parts[-1].head) is not None
            and last.again(head)
        ):
            current.parts.append(part)
            continue
        if current is not None:
            yield current
        current = Listed("project_list", False, [part])
    if current is not None:
        yield current


def _head(table: Table, kind: str | None) -> Head | None:
    """The head of a table of projects and amounts; None for every other table."""
    words = performance_words().project_tables
    title = compact(table.title or "")
    titled = any(word in title for word in words.titles) and not any(word in title for word in words.excluded)
    if kind not in (None, *words.kinds) or (title and not titled) or (not title and kind not in (None, *words.own)):
        return None
    used = used_columns(table)
    for line in lines(table):
        head = head_at(line, used, vocabulary(), ORDER, titled=titled) or (_below_a_span(line) if titled else None)
        if head is not None:
            return head if _is_of_projects(head, weak=titled) and table.rows > head.end else None
    return None


def _below_a_span(line: Line) -> Head | None:
    """The head of which a row is the second: its labels stand beside one that spans down from the row above."""
    labels = [cell for cell in line.cells if vocabulary().known(cell.text)]
    roles = {role for cell in labels for role in vocabulary().known(cell.text)}
    above = [cell for cell in labels if cell.row < line.row]
    if not above or not {"project_name", "budget"} <= roles or any(is_number(clean(c.text)) for c in line.filled):
        return None
    first, end = min(cell.row for cell in above), max(cell.row + cell.row_span for cell in labels)
    return head_of(Line(line.table, first), vocabulary(), ORDER, depth=end - first)


def _is_of_projects(head: Head, *, weak: bool) -> bool:
    """Whether a head names projects and amounts, and neither goals nor indicators; `weak`: 项目 names them too."""
    column = next((column for column in head.columns if names_projects(column)), None)
    if column is None or "budget" not in head.roles or head.roles & _OF_PERFORMANCE:
        return False
    return weak or label_form(column.label) not in performance_words().project_tables.weak


def names_projects(column: Column) -> bool:
    """Whether a column is one of projects' names: its label says so, or one above it (项目名称 over 一级项目)."""
    return column.role in (None, "project_name") and any(
        "project_name" in vocabulary().known(cell.text) for cell in column.labels
    )
