"""Identities of standard tables with words: prose that restates them, notes that call them empty, subjects' names."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own, titled
from extractors.check.prose.statements import stated, statements
from extractors.check.rule import Side, compare, places, row, rule
from extractors.check.standard.economic import three_public_sides
from extractors.check.standard.sets import Set, cell_side, line_side, named_line, table_sets
from extractors.document.place import Place
from schemas.rows import CheckRow
from schemas.standard import vocabulary
from schemas.words.checks import check_words

_TOTALS = {
    "revenue_total": (("revenue_expenditure", "total", "revenue"), ("revenue", "total", None)),
    "expenditure_total": (("revenue_expenditure", "total", "expenditure"), ("expenditure", "total", None)),
    "expenditure_basic": (
        ("expenditure", "basic", None),
        ("general_expenditure", "basic", None),
        ("department_basic", "total", None),
        ("basic_expenditure", "total", None),
        ("appropriation_basic", "total", None),
    ),
    "expenditure_project": (
        ("expenditure", "project", None),
        ("general_expenditure", "project", None),
        ("project_expenditure", "total", None),
    ),
    "expenditure_personnel": (("basic_expenditure", "personnel", None), ("personnel", "total", None)),
    "expenditure_public": (("basic_expenditure", "public", None), ("public_cost", "total", None)),
    "operating_cost": (("operating_cost", "operating_cost", None),),
}
"""The total of a table's column that a figure of the prose restates: kind, measure, side."""

_OF_GENERAL = {
    "expenditure_general_public": (("general_expenditure", "total", None), ("appropriation", "general", "expenditure")),
    "expenditure_government_fund": (
        ("government_fund", "total", None),
        ("appropriation", "government_fund", "expenditure"),
    ),
    "general_public_basic": (("general_expenditure", "basic", None), ("basic_expenditure", "total", None)),
    "general_public_project": (("general_expenditure", "project", None),),
    "general_public_personnel": (("basic_expenditure", "personnel", None),),
    "general_public_public": (("basic_expenditure", "public", None),),
    "appropriation_basic": (
        ("appropriation_basic", "total", None),
        ("appropriation_expenditure", "basic", None),
        ("basic_expenditure", "total", None),
    ),
    "appropriation_project": (("appropriation_expenditure", "project", None),),
    "revenue_appropriation": (("appropriation", "total", "revenue"),),
    "expenditure_appropriation": (
        ("appropriation", "total", "expenditure"),
        ("appropriation_expenditure", "total", None),
    ),
}
"""The same of figures that say whose money they are: of the general budget, or of all appropriations."""

_APPROPRIATED = ("general_expenditure", "basic_expenditure", "appropriation_basic")
"""Tables of money of the general budget or from appropriations alone, which the prose may not speak of."""

_WHOLES = (("revenue_expenditure", "revenue"), ("revenue", None), ("expenditure", None))
"""Tables of all money, with the side whose total it is."""

_NAMES = check_words().lines
_LINES = {
    "revenue_general_public": ("revenue", _NAMES.general),
    "expenditure_basic": ("expenditure", _NAMES.basic),
    "expenditure_project": ("expenditure", _NAMES.project),
}
"""The line of a summary table that a figure restates."""

_THREE_PUBLIC = re.compile(r"three_public_.*|meetings|training|operating_cost")
_CENT_OF_WAN = Decimal(100)
"""The prose rounds or cuts off yuan to 100 yuan."""


@rule("prose_table")
def prose_table(d: Disclosure) -> Iterator[CheckRow]:
    """Each measure of the prose that a table of the first set has: one of its statements must be one of its places.

    A statement at odds with another is the business of `restated`.
    """
    sets = table_sets(d)
    for measure in dict.fromkeys(figure["measure"] or "" for figure in d.rows["figures"]) if sets else ():
        figures = [(one, yuan) for one in statements(d, measure) if (yuan := one["value_yuan"]) is not None]
        candidates = list(_candidates(d, sets[0], measure)) if figures else []
        if not candidates:
            continue
        pairs = [(figure, yuan, side) for figure, yuan in figures for side in candidates]
        same = next((pair for pair in pairs if abs(pair[1] - (pair[2].value or Decimal(0))) < _CENT_OF_WAN), None)
        if same:
            figure, yuan, right = same
            left = Side(figure["label"], measure, yuan, places([figure]))
        else:
            left, right = stated(d, measure), candidates[0]
        tolerance = _CENT_OF_WAN + _rounded_by(sets[0], right)
        yield compare("prose_table", f"{measure} {d.fiscal_year}", left, right, "=", tolerance=tolerance)


def _rounded_by(tables: Set, side: Side) -> Decimal:
    """What rounding may have taken from an amount of the tables: half of their last place, where that is coarser."""
    coarse = [table for table in tables.values() if table.half > _CENT_OF_WAN]
    there = {place.table for place in side.places}
    halves = (t.half for t in coarse if any(row["table_index"] in there for line in t.lines for row in line.rows))
    return max(halves, default=Decimal(0))


def table_sides(d: Disclosure) -> dict[str, list[Side]]:
    """The places in a document's first set of tables that a figure of the prose may restate, by measure."""
    sets = table_sets(d)
    if not sets:
        return {}
    items = three_public_sides(d, sets[0]["three_public"]) if "three_public" in sets[0] else {}
    measures = dict.fromkeys((*_TOTALS, *_LINES, *items, "three_public_total"))
    sides = ((measure, list(_candidates(d, sets[0], measure))) for measure in measures)
    return {measure: found for measure, found in sides if found}


def _candidates(d: Disclosure, tables: Set, measure: str) -> Iterator[Side]:
    """The places in the tables that a figure of the prose may restate; of all money, where a table has part of it."""
    yield from _totals_of(d, tables, measure)
    if measure in _LINES:
        for kind in ("revenue_expenditure", "appropriation"):
            line = named_line(tables.get(kind), *_LINES[measure])
            if line is not None and line.total is not None:
                yield line_side(tables[kind], line)
    if _THREE_PUBLIC.fullmatch(measure) and "three_public" in tables:
        items = three_public_sides(d, tables["three_public"])
        if measure in items:
            yield items[measure]
        elif measure == "three_public_total" and "total" in items and "meetings" not in items:
            yield items["total"]


def _totals_of(d: Disclosure, tables: Set, measure: str) -> Iterator[Side]:
    """The totals of tables that are that measure, and those of the year alone."""
    told = measure in _OF_GENERAL
    for kind, column, side in (*_TOTALS.get(measure, ()), *_OF_GENERAL.get(measure, ())):
        table = tables.get(kind)
        if kind in _APPROPRIATED and not told and not _all_appropriated(d, tables):
            continue
        found = cell_side(d, table, column, side)
        if found is not None:
            yield found
        current = table.current(side) if table and column == "total" else None
        if table and current is not None and current.total is not None:
            yield line_side(table, current)


def _all_appropriated(d: Disclosure, tables: Set) -> bool:
    """Whether the money of the general budget is told to be all that there is."""
    whole = (cell_side(d, tables.get(kind), "total", side) for kind, side in _WHOLES)
    part = cell_side(d, tables.get("general_expenditure"), "total")
    return part is not None and part.value in {side.value for side in whole if side is not None}


@rule("empty_table")
def empty_table(d: Disclosure) -> Iterator[CheckRow]:
    """Each table with a note such as 此表为空 beside it or in it; zeros of a table of amounts are no contradiction."""
    for table in d.rows["tables"]:
        note = table["empty_note"]
        if not note:
            continue
        where = Place(page=table["first_page"], table=table["table_index"])
        title = titled(table["title"], table["table_index"])
        amounts = [
            line
            for line in d.rows["budget_lines"]
            if line["table_index"] == table["table_index"] and line["table_kind"] == table["kind"]
        ]
        amounts = [line for line in amounts if line["amount_yuan"]]
        filled = bool(amounts) if table["kind"] in vocabulary().kinds else table["state"] == "filled"
        if table["kind"] in ("procurement", "purchased_services"):
            bought = (*d.rows["procurement_items"], *d.rows["procurement_totals"], *d.rows["purchased_services"])
            filled = any(row["table_index"] == table["table_index"] and row["amount_yuan"] for row in bought)
        yield row(
            "empty_table",
            f"table {table['table_index']}",
            Side(note, "the note", None, (where,)),
            Side(title[0], "the table", None, places(amounts) or (where,)),
            "fail" if filled else "exact",
            **own("note_false" if filled else "note_true", title=title, note=note),
        )
