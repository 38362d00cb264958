"""Identities within a standard budget table: totals, parents and children, columns that add up (domain W1 to W7)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.check.rule import Disclosure, Side, compare, equal, percentage, places, rule
from extractors.check.standard.model import Line, StandardTable, column_tree, standard_tables
from schemas.standard import vocabulary
from schemas.tables import Row

_NOT_ADDED = ("three_public",)
"""Kinds whose lines add up in a way of their own."""


Column = tuple[str, str]
"""A column's measure and label."""


def _sum_checks(
    name: str, table: StandardTable, whole: Line, parts: list[Line], columns: list[tuple[Column, Column]]
) -> Iterator[Row]:
    """That a line is the sum of others, in each pair of columns (the line's and theirs).

    A line that is all blank says nothing. A difference that another column has too is the same one: only information.
    """
    filled = [line for line in parts if line.filled]
    seen: set[Decimal] = set()
    for column, own in columns:
        value = whole.value(column)
        values = [line.value(own) or Decimal(0) for line in filled]
        if not filled or value is None or not (value or any(values)):
            continue
        words = (f"{whole.label}下各项之和", f"sum of the {len(filled)} lines of {whole.label}")
        left = Side(*words, sum(values, Decimal(0)), places(line.rows[0] for line in filled))
        right = Side(whole.label, whole.label, value, places(whole.rows[:1]))
        difference = sum(values, Decimal(0)) - value
        subject = table.subject(whole) + f" {column[1]}" + (f" {own[1]}" if own != column else "")
        tolerance = (len(filled) + 1) * table.half
        severity = "info" if difference in seen else None
        yield equal(name, subject, left, right, tolerance=tolerance, severity=severity)
        seen.add(difference)


@rule(
    "table_total",
    zh="预算表合计等于各类之和",
    en="The total of a budget table is the sum of its classes",
    source="domain W1, W6",
)
def table_total(d: Disclosure) -> Iterator[Row]:
    """Each column of each table that has a total; carried-over lines count where no 本年合计 stands between.

    Not checkable where a code has not the length of a subject's, or text lost the indents: what such a line is part of
    is not known.
    """
    for table in standard_tables(d):
        if table.kind in _NOT_ADDED:
            continue
        for side in table.sides():
            totals = {line.role: line for line in table.lines if line.side == side and line.level == 0}
            whole = totals.get("current_total") or totals.get("total")
            if whole is None or whole.bare:
                continue
            if table.irregular():
                yield _unknown_parts(table, whole)
                continue
            roots = table.roots(side)
            carried = [line for lines in roots.values() for line in lines if line.role == "carried"]
            for lines in roots.values():
                own = [line for line in lines if line.role != "carried"]
                parts = [*own, *carried] if whole.role == "total" and own else own
                pairs = [(column, own) for column in whole.columns for own in _same_column(parts, column)]
                yield from _sum_checks("table_total", table, whole, parts, pairs)


def _unknown_parts(table: StandardTable, whole: Line) -> Row:
    odd = table.irregular()
    codes = "、".join(dict.fromkeys(line.code for line in odd if line.code))
    if table.coded:
        words = (f"编码位数不符的科目（{codes}）所属的类", f"the classes of irregular codes ({codes})")
    else:
        words = (f"{len(odd)} 行的上下级（缩进已失）", f"which of {len(odd)} lines are parts of others (no indents)")
    left = Side(*words, None, places(line.rows[0] for line in odd))
    return equal(
        "table_total", table.subject(whole), left, Side(whole.label, whole.label, whole.total, places(whole.rows[:1]))
    )


def _same_column(lines: list[Line], column: Column) -> list[Column]:
    """The column of some lines that a total's column belongs to: the same, else the only one of its measure.

    Two blocks of one side may share a total that stands in the column of one of them.
    """
    columns = dict.fromkeys(own for line in lines for own in line.columns)
    if column in columns:
        return [column]
    alike = [own for own in columns if own[0] == column[0]]
    return alike if len(alike) == 1 else []


@rule(
    "table_parent",
    zh="上级科目等于下级科目之和",
    en="A subject is the sum of those below it",
    source="domain W2",
)
def table_parent(d: Disclosure) -> Iterator[Row]:
    """Each column of each line that has lines below it (类 = Σ款, 款 = Σ项); 其中 lines are another identity's."""
    for table in standard_tables(d):
        if table.kind in _NOT_ADDED:
            continue
        for parent, children in table.families():
            pairs = [(column, column) for column in parent.columns]
            yield from _sum_checks("table_parent", table, parent, children, pairs)


@rule(
    "table_of_which",
    zh="其中项之和不超过上级项",
    en="Lines 其中 are no more than the line that they are part of",
    source="domain W2, 其中",
)
def table_of_which(d: Disclosure) -> Iterator[Row]:
    """Each column of each line with 其中 lines below it; they need not be all of its parts."""
    for table in standard_tables(d):
        for parent, parts in table.parts_of():
            for column in parent.columns:
                values = [value for line in parts if (value := line.value(column)) is not None]
                value = parent.value(column)
                if not values or value is None or table.kind in _NOT_ADDED:
                    continue
                left = Side(
                    f"{parent.label}其中各项之和",
                    f"其中 of {parent.label}",
                    sum(values, Decimal(0)),
                    places(line.rows[0] for line in parts if line.filled),
                )
                right = Side(parent.label, parent.label, value, places(parent.rows[:1]))
                subject = f"{table.subject(parent)} {column[1]}"
                yield compare("table_of_which", subject, left, right, "≤", tolerance=table.half)


@rule(
    "table_columns",
    zh="合计栏等于各分栏之和",
    en="The total column of a line is the sum of its parts",
    source="domain W3, W4, W5, W7",
)
def table_columns(d: Disclosure) -> Iterator[Row]:
    """Each line of each table that has a 合计 or 小计 beside other columns: 基本 + 项目, 人员 + 公用, the funds.

    Columns 其中 are no parts. Not checkable where a column's label is not known.
    """
    for table in standard_tables(d):
        groups = {side: column_tree([x for x in table.lines if x.side == side]) for side in table.sides()}
        for line in table.lines:
            for whole, parts in groups.get(line.side or "", ()):
                value = line.at.get(whole)
                if value is None:
                    continue
                present = [part for part in parts if part in line.at]
                unknown = [part for part in present if line.measures[part] == "unlisted"]
                total = None if unknown else sum((line.at[part] for part in present), Decimal(0))
                if not value and not total:
                    continue
                words = " + ".join(part.split("/")[-1] for part in parts)
                left = Side(words, words, total, places(line.rows[:1]))
                right = Side(whole, whole, value, places(line.rows[:1]))
                tolerance = (len(present) + 1) * table.half
                yield equal("table_columns", f"{table.subject(line)} {whole}", left, right, tolerance=tolerance)


@rule(
    "table_changes",
    zh="预算表增减额和幅度与两年数一致",
    en="A table's changes are those between its two years",
    source="domain Y2, Y3",
)
def table_changes(d: Disclosure) -> Iterator[Row]:
    """Each line of a table that prints this year's amount, one of the year before and 增减额 or 增减%, once each.

    A percentage of a prior year of nothing is not computed (Y7).
    """
    for table in standard_tables(d):
        for line in table.lines:
            now = [r for r in line.rows if r["measure"] == "total" and r["year"] in (None, d.fiscal_year)]
            prior = [r for r in line.rows if r["measure"] == "executed" or (r["measure"] == "total" and r not in now)]
            if len(now) != 1 or len(prior) != 1:
                continue
            before, at = prior[0]["amount_yuan"], places(line.rows[:1])
            exact = now[0]["amount_yuan"] - before
            right = Side(f"{now[0]['column_label']} − {prior[0]['column_label']}", "the two years", exact, at)
            for told in (row for row in line.rows if row["measure"] in ("change", "percent")):
                subject = f"{table.subject(line)} {told['column_label']}"
                if told["measure"] == "change":
                    left = Side(told["column_label"], "the printed change", told["amount_yuan"], at)
                    yield equal("table_changes", subject, left, right, tolerance=3 * table.half)
                elif before:
                    left = Side(told["column_label"], "the printed percentage", told["percent"], at)
                    yield percentage("table_changes", subject, left, 100 * exact / before, right)


@rule(
    "three_public_lines",
    zh="“三公”经费表各项之和等于合计",
    en="The lines of the 三公 table make their total",
    source="domain W5",
)
def three_public_lines(d: Disclosure) -> Iterator[Row]:
    """A table that lists the items one below the other; one that has them side by side is checked by its columns."""
    for table in standard_tables(d, "three_public"):
        lines = {item: line for line in table.lines if not line.bare and (item := three_public_item(line.name))}
        everything = next((line for line in table.lines if line.role == "total" and not line.bare), None)
        three = ("three_public_abroad", "three_public_vehicle", "three_public_reception")
        wholes = [
            (lines.get("three_public_total") or everything, three),
            (lines.get("three_public_vehicle"), ("three_public_vehicle_purchase", "three_public_vehicle_running")),
        ]
        if "three_public_total" in lines:
            wholes.append((everything, ("three_public_total", "meetings", "training")))
        for whole, items in wholes:
            parts = [lines[item] for item in items if item in lines]
            if whole is not None and (
                len(parts) == len(items) or (items[0] == "three_public_total" and len(parts) > 1)
            ):
                pairs = [(column, column) for column in whole.columns]
                yield from _sum_checks("three_public_lines", table, whole, parts, pairs)


def three_public_item(name: str) -> str | None:
    """The item of a 三公 table that a line's name means, as `figures.measure` calls it."""
    words = re.sub(r"[\s“”\"]|[（(].*?[)）]|^其中[:：]?|^[一二三四五六七八九十\d]+[、.．]", "", name)
    return next((item for item, pattern in vocabulary().three_public_items if pattern.fullmatch(words)), None)


@rule("budget_balance", zh="收支总表收入与支出平衡", en="Revenue and expenditure balance", source="domain W6")
def budget_balance(d: Disclosure) -> Iterator[Row]:
    """Tables with both sides: revenue total = expenditure total; on each side 本年合计 + carried-over = total."""
    for table in standard_tables(d):
        totals = {side: table.total(side) for side in table.sides()}
        revenue, expenditure = totals.get("revenue"), totals.get("expenditure")
        if revenue and expenditure:
            left, right = (
                Side(line.label, line.label, line.total, places(line.rows[:1])) for line in (revenue, expenditure)
            )
            yield equal("budget_balance", table.subject(revenue), left, right, tolerance=2 * table.half)
        for side, whole in totals.items():
            current = next((x for x in table.lines if x.side == side and x.role == "current_total" and x.filled), None)
            if whole and current and current is not whole:
                carried = [x for x in table.lines if x.side == side and x.role == "carried" and x.filled]
                parts = [current, *carried]
                value = sum((line.total or Decimal(0) for line in parts), Decimal(0))
                words = " + ".join(line.label for line in parts)
                left = Side(words, words, value, places(line.rows[0] for line in parts))
                right = Side(whole.label, whole.label, whole.total, places(whole.rows[:1]))
                tolerance = (len(parts) + 1) * table.half
                yield equal("budget_balance", f"{table.subject(whole)} 结转", left, right, tolerance=tolerance)
