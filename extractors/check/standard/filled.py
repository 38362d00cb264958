"""That a table has something in it where the prose states an amount of what it lists."""

from collections import Counter
from collections.abc import Iterator

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own, wan, yuan
from extractors.check.prose.statements import stated
from extractors.check.rule import Side, row, rule
from extractors.check.standard.model import standard_tables
from extractors.document.place import Place
from schemas.rows import CheckRow, TableRow

_STATED = {
    "three_public": "three_public_total",
    "government_fund": "expenditure_government_fund",
    "state_capital": "expenditure_state_capital",
    "general_expenditure": "expenditure_general_public",
    "expenditure": "expenditure_total",
    "revenue": "revenue_total",
}
"""What the prose states of that a kind of table lists."""


@rule("table_filled")
def table_filled(d: Disclosure) -> Iterator[CheckRow]:
    """Each table of which the prose states an amount that is not 0, in a document with one table of its kind, of one
    body. Not where rows of it may stand in a table behind it that was not recognised, or were not read.
    """
    tables = d.rows["tables"]
    kinds = Counter(table["kind"] for table in tables)
    if len({table.unit_code for table in standard_tables(d)}) != 1:
        return
    filled = {line["table_index"] for line in d.rows["budget_lines"] if line["amount_yuan"] is not None}
    unread = {rest["table_index"] for rest in d.rows["leftovers"] if rest["kind"] == "number"}
    failed = {row["page"] for row in d.rows["failures"] if row["page"] is not None}
    for table, behind in zip(tables, [*tables[1:], None], strict=False):
        measure = _STATED.get(table["kind"] or "")
        if measure is None or kinds[table["kind"]] > 1 or (behind is not None and behind["kind"] is None):
            continue
        side = stated(d, measure)
        if side.value and table["table_index"] not in unread and table["first_page"] not in failed:
            yield _check(table, side, filled=table["table_index"] in filled)


def _check(table: TableRow, side: Side, *, filled: bool) -> CheckRow:
    title = (table["title"] or table["kind"] or "", table["kind"] or "")
    value = (wan(side.value, "元"), yuan(side.value, "元"))
    where = Place(page=table["first_page"], table=table["table_index"], row=0)
    return row(
        "table_filled",
        f"table {table['table_index']}",
        side,
        Side(*title, None, (where,)),
        "exact" if filled else "fail",
        unit="" if filled else "元",
        difference=None if filled else side.value,
        **own("has_rows" if filled else "no_rows", side=(side.zh, side.en), value=value, title=title),
    )
