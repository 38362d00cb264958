"""Sums within a table of amounts, as its structure foretells them: totals, levels, columns, blocks."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own, phrase, titled, way_zh
from extractors.check.rule import Side, compare, equal, percentage, places, row, rule
from extractors.check.standard.model import Line, standard_tables
from extractors.document.sums import Operand, Structure, Sum
from extractors.recognise.standard.words import GENERIC
from extractors.recognise.standard.words import label as column_label
from schemas.rows import BudgetLineRow, CheckRow
from schemas.standard import vocabulary


def _checks(d: Disclosure, name: str, relation: str) -> Iterator[CheckRow]:
    """The sums of one relation. One that fails is the publisher's only where the structure is proved (`Sum.proved`).

    Of the sums of one line that fail, the others are information beside the one that is furthest off: a line that is
    missing, or a number that is wrong, shows in several columns, a column that totals leave out in several lines. So is
    a total that lacks just what the totals of its lines leave out.
    """
    chosen = [one for one in d.sums if one.relation == relation and (one.verdict != "failed" or one.proved)]
    chosen += _unread(d) if relation == "total" else []
    failed = [one for one in chosen if one.verdict == "failed"]
    failing = Counter(map(_line, failed))
    worst: dict[object, Sum] = {}
    for one in failed:
        slip = _slip(one, failing)
        if slip not in worst or abs(_difference(one)) > abs(_difference(worst[slip])):
            worst[slip] = one
    again: dict[str, int] = defaultdict(int)
    left_out = _left_out(d) if relation == "total" and failed else {}
    for one in chosen:
        first = one.verdict != "failed" or worst[_slip(one, failing)] is one
        if one.verdict == "failed" and (lacking := left_out.get((one.table_no, one.column))):
            first &= abs(lacking + _difference(one)) > one.tolerance
        subject = _subject(one)
        again[subject] += 1
        times = f" ({again[subject]})" if again[subject] > 1 else ""
        yield _check(name, one, subject + times, None if first else "info")


def _unread(d: Disclosure) -> Iterator[Sum]:
    """Of each total whose parts are not known, a sum: it cannot be checked."""
    seen = set()
    for one in d.sums:
        if one.relation == "total" and one.verdict == "failed" and not one.proved and _line(one) not in seen:
            seen.add(_line(one))
            yield replace(one, verdict="unknown")


def _slip(one: Sum, failing: Counter[object]) -> object:
    """What sums that fail by one slip share: their line, or a column that the totals of several lines leave out."""
    left_out = [part.place.column for part in one.parts if part.value and part.value == _difference(one)]
    if one.relation == "columns" and len(left_out) == 1 and failing[_line(one)] == 1:
        return (one.table_no, left_out[0])
    return _line(one)


def _left_out(d: Disclosure) -> dict[tuple[int, str], Decimal]:
    """Of each column of totals what those of single lines leave out of a part that is printed beside them."""
    found: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    failed = (one for one in d.sums if one.relation == "columns" and one.verdict == "failed" and one.proved)
    for one in failed:
        if any(part.value == _difference(one) for part in one.parts):
            found[one.table_no, one.total.label] += _difference(one)
    return found


def _line(one: Sum) -> object:
    """The line whose sums belong together; across a line the number of one cell may be part of several."""
    called = None if one.relation == "columns" else one.total.label
    return (one.table_no, one.total.place.table, one.total.place.row, called)


def _difference(one: Sum) -> Decimal:
    return sum((part.value or Decimal(0) for part in one.parts), Decimal(0)) - (one.total.value or Decimal(0))


def _check(name: str, one: Sum, subject: str, severity: str | None) -> CheckRow:
    printed = [part for part in one.parts if part.value is not None] or list(one.parts)
    total = None if one.verdict == "unknown" else sum((part.value or Decimal(0) for part in printed), Decimal(0))
    left = Side(*_parts_words(one, printed), total, tuple(part.place for part in printed))
    right = Side(_called(one.total), _called(one.total), one.total.value, (one.total.place,))
    return equal(name, subject, left, right, tolerance=one.tolerance, severity=severity)


def _parts_words(one: Sum, printed: list[Operand]) -> tuple[str, str]:
    if one.relation == "columns" or len(printed) == 1:
        counted = [part for part in printed if part.value] or printed
        words = " + ".join(_short(part.label, [other.label for other in counted]) for part in counted)
        line = one.column if one.relation == "columns" else ""
        return (f"{line}：{words}", f"{line}: {words}") if line else (words, words)
    return f"{_called(one.total)}下各项之和", f"sum of the {len(printed)} lines of {_called(one.total)}"


def _short(words: str, all_of_them: list[str]) -> str:
    """The last of a column's labels; with its group where that is a 小计 or another column's too (基本支出·小计)."""
    path = words.split("/")
    alike = sum(1 for other in all_of_them if other.split("/")[-1] == path[-1]) > 1
    return "·".join(path[-2:]) if alike or column_label(path[-1]).meaning == GENERIC else path[-1]


def _called(operand: Operand) -> str:
    return operand.label or "合计"


def _subject(one: Sum) -> str:
    """What no other sum of the document is called: the kind, where the total stands, line and column."""
    return f"{one.table_kind} {one.total.place} {_called(one.total)} {one.column} c{one.total.place.column}"


@rule("table_total")
def table_total(d: Disclosure) -> Iterator[CheckRow]:
    """Each column of each total (合计, 小计, 总计), of the lines that the structure makes its parts."""
    return _checks(d, "table_total", "total")


@rule("table_parent")
def table_parent(d: Disclosure) -> Iterator[CheckRow]:
    """Each column of each line that has lines below it (类 = Σ款, 款 = Σ项, a body = its subjects)."""
    return _checks(d, "table_parent", "parent")


@rule("table_columns")
def table_columns(d: Disclosure) -> Iterator[CheckRow]:
    """Each line of each table with a column that is the sum of others: 基本 + 项目, 人员 + 公用, the funds."""
    return _checks(d, "table_columns", "columns")


@rule("budget_balance")
def budget_balance(d: Disclosure) -> Iterator[CheckRow]:
    """The totals of revenue and expenditure that stand in one row."""
    return _checks(d, "budget_balance", "equal")


@rule("table_reading")
def table_reading(d: Disclosure) -> Iterator[CheckRow]:
    """Per table with sums that fail under the best reading of its levels, where that is not proved: a doubt of ours."""
    titles = {one["table_index"]: one["title"] for one in d.rows["tables"]}
    doubts: dict[int, list[Sum]] = defaultdict(list)
    for one in d.sums:
        if one.verdict == "failed" and not one.proved and one.total.place.table is not None:
            doubts[one.total.place.table].append(one)
    for table, structure in d.structures.items():
        if structure.held or doubts[table]:
            yield _reading(table, titled(titles.get(table), table), structure, doubts[table])


def _reading(table: int, title: tuple[str, str], structure: Structure, doubts: list[Sum]) -> CheckRow:
    ways, other = ("、".join(map(way_zh, structure.ways)), ", ".join(structure.ways)), structure.other
    left = Side(*title, None, tuple(one.total.place for one in doubts[:3]))
    sides = f"table {table}", left, Side(*ways, None)
    if not doubts:
        return row("table_reading", *sides, "exact", **own("reading_clear", title=title, ways=ways))
    then = ("", "")
    if other:
        then = phrase("reading_other", way=(way_zh(other[0]), other[0]), held=other[1], failed=other[2])
    counted = {"held": structure.held, "failed": len(doubts)}
    return row("table_reading", *sides, "fail", **own("reading_doubtful", title=title, ways=ways, then=then, **counted))


@rule("table_of_which")
def table_of_which(d: Disclosure) -> Iterator[CheckRow]:
    """Each column of each line with 其中 lines below it; they need not be all of its parts.

    Not of changes: one part may grow by more than the whole does.
    """
    for table in standard_tables(d):
        for parent, parts in table.parts_of():
            for column in parent.columns:
                if column[0] in _CHANGES:
                    continue
                values = [value for line in parts if (value := line.value(column)) is not None]
                value = parent.value(column)
                if not values or value is None or min(value, *values) < 0:
                    continue  # a change too, though no label says so
                left = Side(
                    f"{parent.label}其中各项之和",
                    f"其中 of {parent.label}",
                    sum(values, Decimal(0)),
                    places(line.rows[0] for line in parts if line.filled),
                )
                right = Side(parent.label, parent.label, value, places(parent.rows[:1]))
                subject = f"{table.subject(parent)} {column[1]}"
                yield compare("table_of_which", subject, left, right, "≤", tolerance=table.half)


@rule("table_changes")
def table_changes(d: Disclosure) -> Iterator[CheckRow]:
    """Each line of a table that prints this year's amount, one of the year before and 增减额 or 增减%, once each.

    A percentage of a prior year of nothing is not computed (Y7).
    """
    for table in standard_tables(d):
        for line in table.lines:
            now = [r for r in line.rows if r["measure"] == "total" and r["year"] in (None, d.fiscal_year)]
            prior = [r for r in line.rows if r["measure"] == "executed" or (r["measure"] == "total" and r not in now)]
            if len(now) != 1 or len(prior) != 1:
                continue
            this, before, at = now[0]["amount_yuan"], prior[0]["amount_yuan"], places(line.rows[:1])
            if this is None or before is None:
                continue
            exact = this - before
            right = Side(f"{now[0]['column_label']} − {prior[0]['column_label']}", "the two years", exact, at)
            for told in _told_of(now[0], line):
                label = told["column_label"] or ""
                subject = f"{table.subject(line)} {label}"
                if told["measure"] == "change":
                    left = Side(label, "the printed change", told["amount_yuan"], at)
                    yield equal("table_changes", subject, left, right, tolerance=3 * table.half)
                elif before:
                    left = Side(label, "the printed percentage", told["percent"], at)
                    part = this if vocabulary().ratio.search(_last(told)) else exact
                    yield percentage("table_changes", subject, left, 100 * part / before, right)


_CHANGES = ("change", "percent")


def _told_of(total: BudgetLineRow, line: Line) -> list[BudgetLineRow]:
    """The changes and percentages of a line that are those of its total: of several that whose label ends alike."""
    told = [one for one in line.rows if one["measure"] in _CHANGES]
    found = []
    for measure in _CHANGES:
        own = [one for one in told if one["measure"] == measure]
        found += own if len(own) == 1 else [one for one in own if _last(one) == _last(total)]
    return found


def _last(row: BudgetLineRow) -> str:
    return (row["column_label"] or "").rpartition("/")[2]
