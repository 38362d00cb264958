"""What a row of a form is by itself: the title of one, a sum of points, an end of indicators."""

import re

from extractors.document.model import Cell
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.labels import label_form
from extractors.recognise.shapes.lines import Line, overlap, span
from extractors.recognise.shapes.performance_heads import vocabulary
from extractors.recognise.shapes.sheet_parts import NAMES, Pair
from extractors.values.numbers import is_number
from extractors.values.text import clean, compact
from schemas.words.performance import performance_words

GOALS = ("goal", "goal_implementation", "goal_reached")
BEGINS = frozenset({*NAMES, *GOALS, "supervisor", "budget", "period_budget", "unit", "remark", "project_code"})
"""Roles whose label at the left edge ends a table of indicators above it."""

_LABEL = re.compile(r"[\u4e00-\u9fff()]{2,12}")
_TITLE_ROW = 40


def without_block(pairs: list[Pair]) -> list[Pair]:
    """The pairs behind the title of a block at the left edge, which names no value."""
    return pairs[1:] if pairs and pairs[0].role == "block" and not pairs[0].values else pairs


def reads_as_label(cell: Cell) -> bool:
    """Whether a cell at the left edge is short, without numbers and marks, as labels are."""
    return cell.col == 0 and bool(label_form(cell.text)) and _LABEL.fullmatch(label_form(cell.text)) is not None


def sums_points(head: Head, line: Line) -> bool:
    """Whether a row sums the points of the indicators above it: 总分, 合计, with a number below 分值."""
    label = line.filled[0]
    points = head.cell(line, "weight")
    named = "points_total" in vocabulary().known(label.text) or compact(label.text) in performance_words().totals
    return named and points is not None and points is not label and is_number(clean(points.text))


def ends_indicators(head: Head, line: Line, pairs: list[Pair]) -> bool:
    """Whether a row below indicators begins something else; a block's title beside them does not."""
    if not pairs or pairs[0].label is not line.filled[0] or pairs[0].role not in BEGINS:
        return False
    if pairs[0].label.row_span > 1 and (not pairs[0].text or _is_beside(pairs[0].label, head, line)):
        return False
    leftmost = min(line.cells, key=lambda cell: span(cell)[0])
    return pairs[0].label is leftmost or span(pairs[0].label)[0] <= span(leftmost)[0] + 1


def _is_beside(label: Cell, head: Head, line: Line) -> bool:
    """Whether a label stands left of the columns of a head, in a row that fills two of them or more."""
    if any(overlap(column.where, span(label)) for column in head.columns):
        return False
    below = {
        id(cell) for column in head.columns if column.role and (cell := head.cell(line, column.role)) and cell.text
    }
    return len(below) > 1


def is_title_row(line: Line) -> bool:
    """Whether a row is the title of a form: it stands alone, and names a table of performance."""
    if len(line.filled) != 1 or len(line.filled[0].text) > _TITLE_ROW or line.filled[0].col_span < 2:
        return False
    text = compact(line.filled[0].text)
    text = re.sub(r"[（(][^（()）]*[)）]$", "", text)
    return performance_words().title.end.search(text) is not None and not vocabulary().known(label_form(text))
