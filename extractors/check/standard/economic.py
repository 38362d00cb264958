"""Rules of economic subjects: personnel and public costs, “三公” items, 机关运行经费, in the tables that have them."""

from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.rule import Side, compare, places, rule
from extractors.check.standard.model import StandardTable, standard_tables
from extractors.check.standard.sets import cell_side, line_side, named, pair, table_sets
from extractors.recognise.standard.words import FINAL
from extractors.values.enumerators import without_enumerators
from schemas.rows import CheckRow
from schemas.standard import vocabulary
from schemas.words.checks import check_words

_OPERATING_COST_SINCE = 2018
"""Before it 机关运行经费 also held goods and services of projects (财政部's definition changed)."""

_SUBJECTS = {
    "three_public_abroad": "30212",
    "three_public_reception": "30217",
    "three_public_vehicle_running": "30231",
    "three_public_vehicle_purchase": "31013",
}
"""The economic subjects of the 三公 items."""


@rule("economic_columns")
def economic_columns(d: Disclosure) -> Iterator[CheckRow]:
    """Each table of basic expenditure by economic subject that has both columns: usual, but no rule, so only told.

    Not for a table that prints no subject of three digits, or one of them with amounts in both columns.
    """
    for table in standard_tables(d, "basic_expenditure", "appropriation_basic", "department_basic"):
        whole = table.total()
        classes = {line.code: line for line in table.lines if line.role == "item" and line.code}
        if whole is None or {"personnel", "public"} - set(whole.measures.values()):
            continue
        if any(classes[code].amount("personnel") and classes[code].amount("public") for code in classes):
            continue
        for measure, codes in _ECONOMIC.items():
            parts = [line for code in codes if (line := classes.get(code)) and line.total is not None]
            value = whole.amount(measure)
            if not parts or value is None:
                continue
            row = next(one for one in whole.rows if one["measure"] == measure)
            words = " + ".join(line.label for line in parts)
            amount = sum((line.total or Decimal(0) for line in parts), Decimal(0))
            left = Side(words, words, amount, places(line.rows[0] for line in parts))
            right = Side(f"{whole.label}（{row['column_label']}）", f"{whole.label} {measure}", value, places([row]))
            tolerance = (len(parts) + 1) * table.half
            yield compare(
                "economic_columns", f"{table.subject(whole)} {measure}", left, right, "=", tolerance=tolerance
            )


_ECONOMIC = {"personnel": ("301", "303"), "public": ("302", "310", "309", "399")}
"""The economic subjects that the two columns of basic expenditure hold (309 and 310 both are capital)."""


@rule("three_public_subjects")
def three_public_subjects(d: Disclosure) -> Iterator[CheckRow]:
    """Projects may carry 三公 expenses too, so the item may be more."""
    for tables in table_sets(d):
        three, basic = tables.get("three_public"), tables.get("basic_expenditure")
        if three is None or basic is None:
            continue
        items = three_public_sides(d, three)
        for item, code in _SUBJECTS.items():
            line = next((x for x in basic.lines if x.code == code and x.filled), None)
            if item in items and line:
                subject = named(item, three)
                yield from pair(
                    "three_public_subjects", subject, items[item], line_side(basic, line), three, basic, relation="≥"
                )


def three_public_item(name: str) -> str | None:
    """The item of a 三公 table that a line's name means, as `figures.measure` calls it."""
    words = without_enumerators(check_words().item_marks.sub("", name))
    return next((item for item, pattern in vocabulary().three_public_items.items() if pattern.fullmatch(words)), None)


def three_public_sides(d: Disclosure, table: StandardTable) -> dict[str, Side]:
    """The items of a 三公 table in the budget year, listed or side by side; of a table of units their total's.

    What stands first is the budget's: money that is carried over follows it. Of final accounts it is what was spent.
    """
    found: dict[str, Side] = {}
    filled = [line for line in table.lines if line.filled]
    whole = filled[0] if len(filled) == 1 else table.total()
    for line in filled:
        for row in line.rows:
            item = three_public_item(row["name"] or "")
            listed = item is not None and row["measure"] == "total"
            planned = table.kind.startswith(FINAL) and row["base"] == "budget"
            if planned or row["year"] not in (None, d.fiscal_year) or row["amount_yuan"] is None:
                continue
            if listed or line.bare or line is whole:
                name = item or row["measure"] or ""
                found.setdefault(name, Side(row["name"] or "", name, row["amount_yuan"], places([row])))
    return found


@rule("operating_cost_public")
def operating_cost_public(d: Disclosure) -> Iterator[CheckRow]:
    """Equal where all units are 行政 or 参公.

    Not checkable before 2018: 机关运行经费 then had money of projects too.
    """
    for tables in table_sets(d):
        basic = tables.get("basic_expenditure")
        table = tables.get("operating_cost") or tables.get("three_public")
        own = _operating_cost(table)
        if basic is None or own is None or table is None:
            continue
        public = cell_side(d, basic, "public") or _goods(basic)
        subject = named("operating_cost", table)
        if public is not None and (d.fiscal_year or 0) < _OPERATING_COST_SINCE:
            public = Side(f"{public.zh}（2018年前口径不同）", f"{public.en} (defined otherwise before 2018)", None)
            yield compare("operating_cost_public", subject, own, public, "≤")
        else:
            yield from pair("operating_cost_public", subject, own, public, table, basic, relation="≤")


def _operating_cost(table: StandardTable | None) -> Side | None:
    for line in table.lines if table else ():
        for row in line.rows:
            if row["measure"] == "operating_cost" and row["level"] == 0 and row["amount_yuan"] is not None:
                return Side("机关运行经费", "operating cost", row["amount_yuan"], places([row]))
    return None


def _goods(basic: StandardTable) -> Side | None:
    """302 and 310 of a table without a column 公用经费."""
    lines = [x for x in basic.lines if x.code in ("302", "310") and x.total is not None]
    value = sum((x.total or Decimal(0) for x in lines), Decimal(0))
    words = " + ".join(x.label for x in lines)
    return Side(words, words, value, places(x.rows[0] for x in lines)) if lines else None
