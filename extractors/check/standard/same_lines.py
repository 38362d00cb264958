"""Subjects that stand in two tables of one document: with the same amount, and in both."""

from collections.abc import Iterator

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own
from extractors.check.rule import Side, compare, places, row, rule
from extractors.check.standard.model import StandardTable
from extractors.check.standard.same_money import same_money
from extractors.document.place import Place
from schemas.rows import CheckRow


@rule("tables_lines")
def tables_lines(d: Disclosure) -> Iterator[CheckRow]:
    """Each subject of two tables of the same money: their totals and nearly all of their subjects agree. One
    that a table lists in several lines is added up; of 收支总表 no class, which `tables_classes` compares.
    """
    for pair in same_money(d):
        for key, subject in pair.here.items():
            if key in pair.there and not (pair.by_name and pair.there[key].level == 1):
                left, right = subject.side(pair.one), pair.there[key].side(pair.other)
                called = f"{key} {pair.subject}"
                yield compare("tables_lines", called, left, right, "=", tolerance=pair.tolerance(key))


@rule("tables_subjects")
def tables_subjects(d: Disclosure) -> Iterator[CheckRow]:
    """Each subject with an amount that only one of two tables of the same money has; one row a pair where none is.

    Two tables are compared once: by their totals, else by the first of 基本支出, 项目支出 … that is the same in both.
    """
    once: set[tuple[int, int]] = set()
    for pair in same_money(d):
        if (tables := (pair.one.number, pair.other.number)) in once:
            continue
        once.add(tables)
        lacking = [key for key in {**pair.here, **pair.there} if (key in pair.here) != (key in pair.there)]
        for key in lacking:
            has, lacks, found = pair.one, pair.other, pair.here
            if key not in found:
                has, lacks, found = pair.other, pair.one, pair.there
            yield _lacking(f"{key} {pair.subject}", found[key].side(has), lacks)
        if not lacking:
            yield row("tables_subjects", pair.subject, _of_table(pair.one), _of_table(pair.other), "exact")


def _of_table(table: StandardTable) -> Side:
    return Side(table.title or table.kind, table.kind, None, _where(table))


def _where(table: StandardTable) -> tuple[Place, ...]:
    total = table.total()
    return places(total.rows[:1]) if total else ()


def _lacking(subject: str, side: Side, table: StandardTable) -> CheckRow:
    title = table.title or table.kind
    return row(
        "tables_subjects",
        subject,
        side,
        Side(title, table.kind, None, _where(table)),
        "fail",
        unit="元",
        difference=side.value,
        **own("not_listed", side=(side.zh, side.en), title=(title, table.kind)),
    )
