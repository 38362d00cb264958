"""Rules between the standard tables of one document: totals, classes and funds, and the tables that break them down."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.rule import Side, place, places, rule
from extractors.check.standard.model import StandardTable
from extractors.check.standard.sets import (
    bare_name,
    cell_side,
    line_side,
    named,
    named_line,
    pair,
    table_sets,
)
from extractors.recognise.standard.words import FINAL
from extractors.values.slips import slip
from schemas.rows import CheckRow
from schemas.words.checks import check_words

_NAMES = check_words().lines
_BOOK = {
    "department_basic": _NAMES.basic,
    "personnel": _NAMES.personnel,
    "public_cost": _NAMES.public,
    "project_expenditure": _NAMES.project,
}
"""Tables that break one line of the 收支总表 down, with that line's name."""
BLOCKS = (_NAMES.personnel, _NAMES.public)
"""What the blocks of a table of basic expenditure are of."""


@rule("tables_total")
def tables_total(d: Disclosure) -> Iterator[CheckRow]:
    """收入表 and 支出表 may leave out what is carried over: then they are compared with the year's own total. Where
    neither is the same, that is meant which a slip of the pen makes the other. None where the total of a side with
    what is carried over was not made out.
    """
    for tables in table_sets(d):
        summary = tables.get("revenue_expenditure")
        for side in ("revenue", "expenditure"):
            own = cell_side(d, tables.get(side), "total")
            if summary is None or own is None:
                continue
            candidates = [line for line in (summary.total(side), summary.current(side)) if line]
            whole = any(line.role == "total" for line in candidates)
            known = candidates if whole or not _carried_over(summary, side) else []
            sums = (line for line in summary.lines if line.side == side and line.role == "subtotal")
            same = [line for line in (*candidates, *sums) if line.total == own.value]
            slips = [line for line in candidates if line.total and slip(line.total, own.value or line.total)]
            for line in (same or slips or known)[:1]:
                subject = named(side, tables[side])
                yield from pair("tables_total", subject, line_side(summary, line), own, summary, tables[side])


def _carried_over(table: StandardTable, side: str) -> bool:
    """Whether a side has more than the year's own, so that this is not its total."""
    return any(line.side == side and line.role == "carried" and line.filled for line in table.lines)


@rule("tables_classes")
def tables_classes(d: Disclosure) -> Iterator[CheckRow]:
    """Each 类 that both tables name, by its name; the same for 财政拨款收支总表 and 一般公共预算支出表 (X4).

    Not one that a table names several times, for each of its bodies.
    """
    for tables in table_sets(d):
        pairs = (("revenue_expenditure", "total", "expenditure"), ("appropriation", "general", "general_expenditure"))
        seen: set[tuple[str, Decimal | None]] = set()
        for summary, measure, detail in pairs:
            if summary in tables and detail in tables:
                for check in _classes(tables[summary], measure, tables[detail]):
                    same = (check["subject"].split()[0], check["difference"])
                    check["severity"] = "info" if same in seen else check["severity"]
                    yield check
                    seen.add(same)


def _classes(summary: StandardTable, measure: str, detail: StandardTable) -> Iterator[CheckRow]:
    classes = [x for x in summary.lines if (x.side, x.role, x.scheme) == ("expenditure", "item", "function")]
    by_name = {bare_name(line): line for line in classes}
    own = [line for line in detail.lines if line.level == 1 and line.role == "item" and line.total is not None]
    times = Counter(bare_name(line) for line in own)
    for line in own:
        other = by_name.get(bare_name(line))
        if other is None or times[bare_name(line)] > 1:
            continue
        value = other.amount(measure) if other.filled else Decimal(0)
        if value is None:
            continue
        left = line_side(summary, other, value)
        subject = f"{named(line.label, summary)} {place(line.rows[0])}"
        yield from pair("tables_classes", subject, left, line_side(detail, line), summary, detail)


@rule("appropriation_total")
def appropriation_total(d: Disclosure) -> Iterator[CheckRow]:
    """The year's own appropriation; where there is other money the two tables' totals differ, and rightly so.

    Of final accounts it is that of 收入决算表 too, of which the form says 本年收入.
    """
    for tables in table_sets(d):
        summary, own = tables.get("revenue_expenditure"), tables.get("appropriation")
        yield from _received(d, tables.get("revenue"), own)
        line = named_line(summary, "revenue", _NAMES.appropriation)
        if summary is None or own is None or line is None:
            continue
        items = [x for x in own.lines if x.side == "revenue" and x.level == 1 and x.role == "item" and x.filled]
        if items:
            words = " + ".join(x.label for x in items)
            value = sum((x.total or Decimal(0) for x in items), Decimal(0))
            right = Side(words, words, value, places(x.rows[0] for x in items))
            subject = named("财政拨款", own)
            yield from pair("appropriation_total", subject, line_side(summary, line), right, summary, own)


def _received(d: Disclosure, revenue: StandardTable | None, own: StandardTable | None) -> Iterator[CheckRow]:
    """收入决算表's column 财政拨款收入 against 本年收入合计 of 财政拨款收入支出决算总表."""
    column = cell_side(d, revenue, "appropriation")
    line = own.current("revenue") if own and own.kind.startswith(FINAL) else None
    if own and line and column and revenue:
        yield from pair("appropriation_total", named("本年收入", own), column, line_side(own, line), revenue, own)


@rule("fund_totals")
def fund_totals(d: Disclosure) -> Iterator[CheckRow]:
    """Each fund against its column; where there is none, against its revenue if nothing is carried over."""
    funds = {
        "general_expenditure": ("general", _NAMES.general),
        "government_fund": ("government_fund", _NAMES.government_fund),
        "state_capital": ("state_capital", _NAMES.state_capital),
    }
    for tables in table_sets(d):
        summary = tables.get("appropriation")
        carried = summary is not None and _something_carried(summary)
        for kind, (measure, pattern) in funds.items():
            own = cell_side(d, tables.get(kind), "total")
            column = _current_cell(d, summary, measure)
            line = named_line(summary, "revenue", pattern)
            if summary and column is None and line is not None and not carried:
                column = line_side(summary, line)
            if own is not None and summary:
                yield from pair("fund_totals", named(kind, tables[kind]), own, column, tables[kind], summary)


def _something_carried(table: StandardTable) -> bool:
    """Whether there is other revenue than the funds: a line that is called so, or what the total is more than they."""
    if any(line.role == "carried" and line.filled for line in table.lines):
        return True
    patterns = (_NAMES.general, _NAMES.government_fund, _NAMES.state_capital)
    funds = [line for pattern in patterns if (line := named_line(table, "revenue", pattern)) is not None]
    total = table.total("revenue")
    known = sum((line.total or Decimal(0) for line in funds), Decimal(0))
    return bool(funds) and total is not None and total.total is not None and total.total > known


def _current_cell(d: Disclosure, table: StandardTable | None, measure: str) -> Side | None:
    """A column's 本年合计 of expenditure, else its total."""
    line = table.current("expenditure") or table.total("expenditure") if table else None
    value = line.amount(measure, d.fiscal_year) if line else None
    return line_side(table, line, value) if table and line and value is not None else None


@rule("basic_totals")
def basic_totals(d: Disclosure) -> Iterator[CheckRow]:
    """Against 一般公共预算支出表's column 基本支出, else the line of 财政拨款收支总表.

    Never against 支出表, which may have other money.
    """
    for tables in table_sets(d):
        line = named_line(tables.get("appropriation"), "expenditure", _NAMES.basic)
        summary = tables.get("appropriation")
        other = line_side(summary, line) if summary and line else None
        only_general = not any(t.total() for k, t in tables.items() if k in ("government_fund", "state_capital"))
        for kind in ("basic_expenditure", "appropriation_basic"):
            own = cell_side(d, tables.get(kind), "total") or _of_subtotals(tables.get(kind))
            column = cell_side(d, tables.get("general_expenditure"), "basic") if kind == "basic_expenditure" else None
            if column is None and (only_general or kind == "appropriation_basic"):
                column = other
            if own is not None:
                against = tables.get("general_expenditure")
                yield from pair("basic_totals", named(kind, tables[kind]), own, column, tables[kind], against)


def _of_subtotals(table: StandardTable | None) -> Side | None:
    """What the totals of a table's blocks make where it has none of all: 人员经费合计 and 公用经费合计."""
    lines = [line for line in table.lines if line.role == "subtotal" and line.level == 0] if table else []
    named = [pattern for line in lines for pattern in BLOCKS if re.match(pattern, bare_name(line))]
    if table is None or sorted(named) != sorted(BLOCKS) or any(line.total is None for line in lines):
        return None
    title, words = lines[0].rows[0]["table_title"] or table.kind, " + ".join(line.label for line in lines)
    value = sum((line.total or Decimal(0) for line in lines), Decimal(0))
    return Side(f"{title}{words}", f"{table.kind} {words}", value, places(line.rows[0] for line in lines))


@rule("book_totals")
def book_totals(d: Disclosure) -> Iterator[CheckRow]:
    """基本支出, 人员经费, 公用经费, 项目支出: against the line of that name in 收支总表 or the column of 支出表."""
    for tables in table_sets(d):
        summary = tables.get("revenue_expenditure")
        for kind, pattern in _BOOK.items():
            own = cell_side(d, tables.get(kind), "total")
            line = named_line(summary, "expenditure", pattern)
            if own is None:
                continue
            if summary and line:
                right: Side | None = line_side(summary, line)
            else:
                general = check_words().general_title in (tables[kind].title or "")
                against = tables.get("general_expenditure" if general else "expenditure")
                right = cell_side(d, against, "project") if kind == "project_expenditure" else None
            yield from pair("book_totals", named(kind, tables[kind]), own, right, tables[kind], summary)
