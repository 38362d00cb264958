"""The sums of 收支总表 whose parts the form names, however its levels were read: 本年收入合计, 收入总计."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.rule import Side, equal, places, rule
from extractors.check.standard.model import Line, StandardTable, standard_tables
from extractors.check.standard.sets import bare_name
from extractors.document.sums import Sum
from extractors.recognise.standard.words import FINAL
from extractors.recognise.standard.words import label as column_label
from extractors.values.enumerators import enumerator, enumerator_value
from schemas.rows import BudgetLineRow, CheckRow
from schemas.words.checks import check_words

_KINDS = ("revenue_expenditure", "appropriation")

_FUNDS = {"general", "government_fund", "state_capital", "special_account", "unit_funds"}
"""What lists of funds have for lines."""

Named = tuple[Line, Sequence[Line]]
"""A total with the lines that its name and theirs make its parts."""


@rule("summary_items")
def summary_items(d: Disclosure) -> Iterator[CheckRow]:
    """Each column of each side: 本年合计 of the list above it, 总计 of 本年合计 and what is carried over or forward.

    The parts are told by names and enumerators alone (docs/rules.md), so that one wrong amount does not hide the sum
    that it is in. Of lists beside each other one may have no total: that of the other is its too. A total may hold
    what is carried over and printed nowhere: then it is not compared. Not where the table's structure tells that the
    same total fails (table_total, table_parent), or it cannot be read: other parts may be found that make it.

    What lists beside each other lack alike is told once.
    """
    told = {_cell(one) for one in d.sums if one.relation != "columns" and _is_told(one)}
    for table in standard_tables(d, *_KINDS, *(FINAL + kind for kind in _KINDS)):
        for side in table.sides():
            again: set[object] = set()
            for lines in _with_totals(table.lists(side)):
                for whole, parts in _sums(lines):
                    for check in _checks(table, whole, parts, told):
                        same = (whole.row, check["difference"])
                        yield check | {"severity": "info"} if same in again else check
                        again.add(same)


def _with_totals(lists: Sequence[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """Each list of a side, one that has no total with those of the list beside it."""
    ends = [[n for n, line in enumerate(lines) if line.role in _TOTALS] for lines in lists]
    borrowed = next((lines[at[0] :] for lines, at in zip(lists, ends, strict=True) if at), ())
    for lines, at in zip(lists, ends, strict=True):
        yield lines if at else [*lines, *borrowed]


_TOTALS = ("current_total", "total", "subtotal")


def _is_told(one: Sum) -> bool:
    return one.verdict == "unknown" or (one.verdict == "failed" and one.proved)


def _cell(one: Sum) -> tuple[object, ...]:
    return one.total.place.table, one.total.place.row, one.column


def _checks(
    table: StandardTable, whole: Line, parts: Sequence[Line], told: set[tuple[object, ...]]
) -> Iterator[CheckRow]:
    at = whole.rows[0]["table_index"], whole.rows[0]["row_index"]
    for row in whole.rows:
        label = row["column_label"] or ""
        cells = [one for part in parts for one in _in_column(part, whole, label) if one["amount_yuan"]]
        if row["amount_yuan"] is None or not cells or (*at, label) in told:
            continue
        filled = [part for part in parts if any(one in part.rows for one in cells)]
        amount = sum((one["amount_yuan"] or Decimal(0) for one in cells), Decimal(0))
        words = " + ".join(part.label for part in filled)
        left = Side(words, words, amount, places(cells))
        right = Side(whole.label, whole.label, row["amount_yuan"], places([row]))
        tolerance = (len(filled) + 1) * table.half if len(filled) > 1 else Decimal(0)
        yield equal("summary_items", f"{table.subject(whole)} {label}", left, right, tolerance=tolerance)


def _in_column(part: Line, whole: Line, label: str) -> list[BudgetLineRow]:
    """The cells of a line in a column of its total, whose list may stand beside: then it has one column of its own."""
    own = [row for row in part.rows if (row["column_label"] or "") == label]
    beside = len(part.rows) == len(whole.rows) == 1
    return own or (part.rows if beside else [])


def _sums(lines: Sequence[Line]) -> Iterator[Named]:
    """The totals of one side with their parts, where its print leaves no doubt of them."""
    totals = [n for n, line in enumerate(lines) if line.role == "total"]
    own = [n for n, line in enumerate(lines) if line.role == "current_total"]
    end = totals[-1] if totals else len(lines)
    if len(totals) > 1 or len(own) > 1 or any(line.role == "subtotal" for line in lines):
        return
    if own and own[0] < end:
        yield from _if_any(lines[own[0]], _list(lines[: own[0]]))
        carried = _carried(lines[own[0] + 1 : end])
        if totals and carried:
            yield lines[end], [lines[own[0]], *carried]
    elif not own and totals and end:
        yield from _headed(lines[end], lines[:end])


def _headed(total: Line, lines: Sequence[Line]) -> Iterator[Named]:
    """The sums where the year's own is a line above its list (一、本年收入), else the total of one list."""
    if not check_words().lines.current.fullmatch(bare_name(lines[0])):
        yield from _if_any(total, _list(lines))
        return
    after = next((n for n, line in enumerate(lines) if line.role == "carried"), len(lines))
    carried = _carried(lines[after:])
    if carried is not None:
        yield from _if_any(lines[0], _list(lines[1:after]))
    if carried:
        yield total, [lines[0], *carried]


def _if_any(whole: Line, parts: Sequence[Line]) -> Iterator[Named]:
    if parts:
        yield whole, parts


def _list(lines: Sequence[Line]) -> Sequence[Line]:
    """The outermost lines of a list, with what is carried; none where a line may be in no list, or in another."""
    items = [line for line in lines if not line.of_which and line.role == "item"]
    carried = [line for line in lines if line.role == "carried"]
    if len(items) + len(carried) < sum(not line.of_which for line in lines):
        return ()
    outermost = _enumerated(items) if any(enumerator(line.name) for line in items) else _funds(items)
    return [*outermost, *carried] if len(outermost) > 1 else ()


def _funds(items: Sequence[Line]) -> Sequence[Line]:
    """The lines of a list that names the funds (财政拨款 is several of them), each once; none of any other list."""
    meanings = [column_label(bare_name(line)).meaning for line in items]
    return items if set(meanings) <= _FUNDS and len(set(meanings)) == len(items) else ()


def _enumerated(items: Sequence[Line]) -> Sequence[Line]:
    """The lines that are enumerated as the first is, without a gap; all others must be enumerated below them."""
    marks = [enumerator(line.name) for line in items]
    style = marks[0][0] if marks and marks[0] else None
    own = [(line, mark) for line, mark in zip(items, marks, strict=True) if mark and mark[0] == style]
    gapless = [enumerator_value(mark[1]) for _, mark in own] == list(range(1, len(own) + 1))
    return [line for line, _ in own] if gapless and None not in marks else ()


def _carried(lines: Sequence[Line]) -> Sequence[Line] | None:
    """What is carried over or forward, without the lists of its funds; None where another line stands among it."""
    found: list[Line] = []
    for line in lines:
        if line.role == "carried":
            found.append(line)
        elif not line.of_which and (not found or not _goes_on(line, found[-1])):
            return None
    return found


def _goes_on(line: Line, carried: Line) -> bool:
    """Whether a line is of the list below what is carried: enumerated where that is not."""
    return line.role == "item" and enumerator(line.name) is not None and enumerator(carried.name) is None
