"""How the budget of a year was carried out: each line of the final accounts and what was planned for it, in percent.

The plan is each column of the final accounts that says so (年初预算数, 预算数: its label is given); of a table without
one the same line of the budget that the body published for the year.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extractors.check.between_documents.initial_budget import line_key
from extractors.check.rule import place
from extractors.document.place import Place
from extractors.recognise.standard.words import FINAL
from flows.compare.matching import KeyOf, matched, only_one
from flows.compare.publisher import rows_of_table, years_of
from flows.desk.selection import select
from flows.language import say
from flows.publish.errors import NotFoundError
from schemas.rows import PublishedBudgetLine, PublishedDocument

_Lines = dict[str, list[PublishedBudgetLine]]
"""Lines with an amount, by the id of their document."""

_Pair = tuple[PublishedBudgetLine, PublishedBudgetLine]
"""What was planned for a line, and the line of the final accounts."""


@dataclass(frozen=True, slots=True)
class Executed:
    """A line: amounts in yuan, `percent` what was spent (or received) of each 100 planned, null where nothing was.

    `planned_in` is the file, and `planned_label` the head of the column, that `planned` is from.
    """

    table: str
    side: str | None
    code: str | None
    name: str | None
    planned: Decimal
    final: Decimal
    percent: Decimal | None
    planned_label: str | None
    planned_in: str
    final_in: str
    planned_place: Place
    final_place: Place


def execution(out: Path, publisher: str, year: int, only: tuple[str, ...] = ()) -> list[Executed]:
    """The lines of a body's final accounts of a year that have a plan, in their order.

    `only` are parts of file names that narrow the choice. Raises NotFoundError where there are no final accounts.
    """
    asked = select(out, publisher=publisher)
    documents = [
        row
        for row in rows_of_table(PublishedDocument, asked)
        if row["fiscal_year"] == year and not row["superseded_by"]
        if not only or any(part in row["file_name"] for part in only)
    ]
    accounts = [row for row in documents if row["kind"] == "final_accounts"]
    budgets = [row for row in documents if row["kind"] == "budget"]
    if not accounts:
        sentence = "no final accounts of {publisher} for {year} are published in {out}; years: {years}"
        raise NotFoundError(say(sentence, publisher=publisher, year=year, out=out, years=years_of(out, publisher)))
    names = {row["document_id"]: row["file_name"] for row in documents}
    lines: _Lines = {}
    for row in rows_of_table(PublishedBudgetLine, asked):
        if row["amount_yuan"] is not None and row["year"] in (None, year):
            lines.setdefault(row["document_id"], []).append(row)
    return [
        _executed(planned, final, names)
        for one in accounts
        for planned, final in _of_document(lines.get(one["document_id"], []), _same_body(one, budgets, lines))
    ]


def _same_body(one: PublishedDocument, budgets: list[PublishedDocument], lines: _Lines) -> list[PublishedBudgetLine]:
    """The lines of the one budget of the same body and level; none where there are several to choose from."""
    mine = [row for row in budgets if _body(row) == _body(one)]
    tabled = [row for row in mine if lines.get(row["document_id"])]
    return lines[tabled[0]["document_id"]] if len(tabled) == 1 else []


def _body(row: PublishedDocument) -> Hashable:
    return row["publisher"], row["level"], row["region"]


def _of_document(accounts: list[PublishedBudgetLine], budget: list[PublishedBudgetLine]) -> Iterator[_Pair]:
    finals = [row for row in accounts if row["base"] == "final"]
    inside = [row for row in accounts if row["base"] == "budget"]
    heads = dict.fromkeys(row["column_label"] for row in inside)
    for head in heads:
        yield from _pairs([row for row in inside if row["column_label"] == head], finals, "line", _line)
    planned_for = {row["table_no"] for row in inside}
    others = [row for row in finals if row["table_no"] not in planned_for]
    yield from _pairs([row for row in budget if row["base"] == "budget"], others, "code", _key)


def _pairs(
    planned: list[PublishedBudgetLine],
    finals: list[PublishedBudgetLine],
    name: str,
    key: KeyOf[PublishedBudgetLine],
) -> Iterator[_Pair]:
    found = matched(finals, planned, [(name, key)], only_one)
    yield from ((planned[other], finals[one]) for one, (other, _) in found.items())


def _line(row: PublishedBudgetLine) -> Hashable:
    """The printed line, of one document."""
    return row["document_id"], row["table_no"], row["line_no"], row["side"], row["measure"]


def _key(row: PublishedBudgetLine) -> Hashable:
    """What a line is known by in another document, in a table of the same kind."""
    return row["table_kind"].removeprefix(FINAL), row["side"], line_key(row)


def _executed(planned: PublishedBudgetLine, final: PublishedBudgetLine, names: Mapping[str, str]) -> Executed:
    plan, spent = planned["amount_yuan"], final["amount_yuan"]
    assert plan is not None and spent is not None  # `execution` leaves out lines without an amount
    return Executed(
        table=final["table_title"] or final["table_kind"],
        side=final["side"],
        code=final["code"],
        name=final["name"],
        planned=plan,
        final=spent,
        percent=round(spent / plan * 100, 2) if plan else None,
        planned_label=planned["column_label"],
        planned_in=names[planned["document_id"]],
        final_in=names[final["document_id"]],
        planned_place=place(planned),
        final_place=place(final),
    )
