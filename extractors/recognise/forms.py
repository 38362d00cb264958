"""Recognising which form a table is, and reading its fields by their labels, wherever they stand."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from extractors.document.claims import Claims
from extractors.document.model import Cell, Document, Table, Trouble
from extractors.values.line_shapes import NAMED_LINE, ORGANISATION_LINE
from extractors.values.money import ONE_YUAN, UNIT, YUAN, in_yuan, unit_printed
from extractors.values.numbers import NotANumberError, cell_number, is_percentage
from extractors.values.text import clean, code_form, digits, key, squeezed
from schemas.forms import Form, layouts
from schemas.words.lines import line_words

_UNIT = re.compile(UNIT)
_PARTS = "".join({unit.removesuffix(ONE_YUAN) for unit in YUAN})
_AT_END = re.compile(rf"[^\d\s(（{_PARTS}]\s*[（(]?({UNIT})[）)]?$")
_SHORT = 60
"""Characters of a line above a table that may name its unit at its end; prose is longer."""


@dataclass(frozen=True)
class Recognised:
    """A table with the form that it is, and its label cells by field."""

    table: Table
    form: Form
    labels: dict[str, list[Cell]]
    proved: str | None = None
    """The money unit that it does not print but that is proved, or tried to be (`units`)."""

    def label_cells(self) -> list[Cell]:
        """All label cells."""
        return [cell for cells in self.labels.values() for cell in cells]

    @cached_property
    def label_ids(self) -> frozenset[int]:
        """The identities of the label cells, to tell a label from a value."""
        return frozenset(map(id, self.label_cells()))


def recognise(document: Document, region: str | None = None, year: int | None = None) -> Iterator[Recognised]:
    """The tables whose labels fit a form, in document order; a table whose rows are not aligned fits none.

    Of several forms the one that names most of the labels; of those that name as many the one of the document's region
    and year.
    """
    known = _labels()
    for table in document.tables:
        if table.ragged:
            continue
        cells = [(name, cell) for cell in table.cells if 0 < len(cell.text) <= 40 and (name := key(cell.text)) in known]
        form = _best_form(frozenset(name for name, _ in cells), region, year)
        if form is not None:
            labels: dict[str, list[Cell]] = {}
            for name, cell in cells:
                field = form.fields.get(name)
                if field is not None:
                    labels.setdefault(field, []).append(cell)
            yield Recognised(table, form, labels)


@cache
def _labels() -> frozenset[str]:
    """The labels of all forms."""
    return frozenset(name for layout in layouts() for form in layout.forms for name in (*form.fields, *form.excludes))


@lru_cache(maxsize=1024)
def _best_form(labels: frozenset[str], region: str | None, year: int | None) -> Form | None:
    """The form that these labels fit: that names the most fields, then that suits region and year best, then first."""
    fitting = [
        form for layout in layouts() for form in layout.forms if labels.isdisjoint(form.excludes) and form.fits(labels)
    ]

    def rank(form: Form) -> tuple[int, int]:
        return len({form.fields.get(label) for label in labels} - {None}), form.suits(region, year)

    return max(fitting, key=rank, default=None)


def value_right(recognised: Recognised, field: str) -> Cell | None:
    """The cell that holds a field's value: the first filled one right of its label, before the next label.

    Where all are blank it is the blank one beside the label; None where the form lacks the label.
    """
    cells = recognised.labels.get(field)
    return right_of(recognised, cells[0]) if cells else None


def right_of(recognised: Recognised, label: Cell) -> Cell | None:
    """The first filled cell right of a label, before the next one; a blank one where all are blank."""
    labels = recognised.label_ids
    blank = None
    for cell in recognised.table.row_cells(label.row):
        if cell.col < label.col + label.col_span:
            continue
        if id(cell) in labels:
            break
        if cell.text.strip():
            return cell
        blank = blank or cell
    return blank


def money_unit(recognised: Recognised, *cells: Cell) -> str | None:
    """The money unit of a table's amounts: the printed one, else one that is proved (`units`), else None."""
    return printed_unit(recognised.table, *cells) or recognised.proved


def printed_unit(table: Table, *cells: Cell) -> str | None:
    """The money unit printed in one of the cells (a label, a line of the form) or above the table: 元, 万元 or 亿元."""
    for cell in cells:
        if ONE_YUAN in cell.text and (unit := unit_printed(clean(cell.text), label=True) or _unit_alone(cell.text)):
            return unit
    lines = [clean(line.text) for line in reversed(table.context)]
    stated = next(filter(None, map(unit_printed, lines)), None)
    stated = stated or next(filter(None, map(_unit_unlabelled, lines)), None)
    stated = stated or unit_printed("".join(reversed(lines)))  # 单位：万 above 元
    return stated or next(filter(None, map(_unit_at_end, lines)), None)


def _unit_at_end(line: str) -> str | None:
    """`511-某某局万元`: a unit at the end of a short line, run together with whose the table is; no amount in it, and
    not 元, in which other words end too.
    """
    match = _AT_END.search(line) if len(line) < _SHORT else None
    return squeezed(match[1]) if match and match[1] != ONE_YUAN else None


def _unit_unlabelled(line: str) -> str | None:
    """The unit that a line above a table states without saying that it is one: at its end in brackets, or alone."""
    return unit_printed(line, label=True) or _unit_alone(line)


def _unit_alone(text: str) -> str | None:
    """The unit of a text that is nothing else: `万元`, `(万元)`; not 元, which may be left of a 万元 on two lines."""
    word = squeezed(text)
    unit = _UNIT.search(word) if line_words().unit_word.fullmatch(word) else None
    return unit[0] if unit and unit[0] != ONE_YUAN else None


NO_UNIT = "no_money_unit"
"""Why amounts are left whose unit is not known, and the trouble's code."""


def organisation(table: Table, cells: Iterable[Cell] = ()) -> tuple[str | None, str | None]:
    """The unit's code and name printed above a table, or in one of its cells above the header."""
    for text in [*(line.text for line in table.context), *(clean(cell.text) for cell in cells)]:
        match = ORGANISATION_LINE.fullmatch(text) or NAMED_LINE.fullmatch(text)
        if match:
            return match["code"] and digits(match["code"]), match["name"]
    return None, None


def preamble(recognised: Recognised) -> list[Cell]:
    """The filled cells above the first row of labels: some forms rule their 单位 and organisation lines as a row."""
    first = min(cell.row for cell in recognised.label_cells())
    table = recognised.table
    return [cell for cells in table.begun[:first] for cell in cells]


def first_row(recognised: Recognised, field: str, default: int) -> int:
    """The row of a field's first label."""
    return min((cell.row for cell in recognised.labels.get(field, ())), default=default)


def header_again(recognised: Recognised, row: int) -> bool:
    """Whether a row among the data repeats the header: two or more of its cells are labels."""
    return sum(1 for cell in recognised.table.row_cells(row) if id(cell) in recognised.label_ids) > 1


def read_number(found: Claims, table: Table, cell: Cell | None) -> Decimal | None:
    """A cell's number, taken; a cell that holds something else is left, with a row of `failures` that says so."""
    if cell is None:
        return None
    try:
        value = _cell_number(cell.text, wrapped=cell.wrapped, spaced=table.engine == "text") if cell.text else None
    except NotANumberError:
        found.troubles.append(not_a_number(table, cell))
        return None
    found.take(table, [cell])
    return value


@lru_cache(maxsize=8192)
def _cell_number(text: str, *, wrapped: bool, spaced: bool) -> Decimal | None:
    broken = _SPACED_NUMBER if spaced else _BROKEN_NUMBER
    return cell_number(clean(text.replace("\n", "") if wrapped else broken.sub(r"\1\2", text)))


_DIGIT = re.compile(r"\d")
_BROKEN_NUMBER = re.compile(r"(\d\.)\n(?=\d{1,2}\s*$)|(\d\.\d)\n(?=\d\s*$)")
"""An amount that a narrow column broke behind its decimal point: `15.0` over `0`. A break before it stays doubtful."""
_SPACED_NUMBER = re.compile(_BROKEN_NUMBER.pattern.replace(r"\n", r"\s"))
"""The same in text, which prints a line break within a cell as a space."""


def not_a_number(table: Table, cell: Cell) -> Trouble:
    """The trouble of a cell that holds something else where a number is expected."""
    return Trouble(
        "extract",
        "not_a_number",
        f"table {table.index} ({table.title or 'without a title'}), {where(cell)}: "
        f"`{cell.text.strip()[:40]}` stands where a number is expected; the value is left empty, look at the document",
        cell.page,
    )


def read_money(found: Claims, table: Table, cell: Cell | None, unit: str | None) -> Decimal | None:
    """A cell's amount in yuan; without a unit it is left, for 元 or 万元 would be a guess."""
    if unit is None:
        if cell is not None and _DIGIT.search(cell.text):
            found.leave(table, cell, NO_UNIT)
        return None
    if cell is not None and is_percentage(cell.text):
        found.troubles.append(not_a_number(table, cell))
        return None
    return in_yuan(read_number(found, table, cell), unit)


def read_text(found: Claims, table: Table, cell: Cell | None) -> str | None:
    """A cell's cleaned text, taken; None for a blank."""
    if cell is None:
        return None
    found.take(table, [cell])
    return clean(cell.text) or None


def read_code(found: Claims, table: Table, cell: Cell | None) -> str | None:
    """A cell's code, taken: its text without any white space, for a code that wraps is still one; half-width."""
    text = read_text(found, table, cell)
    return code_form(text) if text else None


def where(cell: Cell) -> str:
    """The cell's place in words."""
    page = "" if cell.page is None else f"page {cell.page} "
    return page + (f"line {cell.line}" if cell.line is not None else f"row {cell.row} column {cell.col}")


def no_unit(table: Table) -> Trouble:
    """The trouble of a table of amounts that does not say whether they are 元 or 万元."""
    first = table.cells[0]
    return Trouble(
        "extract",
        NO_UNIT,
        f"table {table.index} ({table.title or 'without a title'}), {where(first)}: no 单位 is printed above it, "
        "so its amounts are left out; look at the document",
        first.page,
    )


def header_rows(recognised: Recognised, fields: Iterable[str]) -> int:
    """The first row below the header: the one after the lowest row in which two labels of `fields` stand.

    A label may stand among the data too (合计), so a row counts only with two, or with one that spans rows; a header
    that a page break repeats further down is not the header (see `header_again`). A row below in which nothing but
    labels stands belongs to the header too: in text no label says that it spans both rows.
    """
    fields = tuple(fields)
    counts: dict[int, int] = {}
    for field in fields:
        for cell in recognised.labels.get(field, ()):
            counts[cell.row + cell.row_span - 1] = counts.get(cell.row + cell.row_span - 1, 0) + 1
    rows = sorted(row for row, count in counts.items() if count > 1)
    last = next((row for row, below in pairwise([*rows, rows[-1] + 9]) if below > row + 2), 0) if rows else 0
    while rows and _only_labels(recognised, last + 1, fields):
        last += 1
    return last + 1


def _only_labels(recognised: Recognised, row: int, fields: Collection[str]) -> bool:
    """Whether a row's filled cells are all labels of `fields`, and none of them a total's name."""
    table, form = recognised.table, recognised.form
    begun = table.begun[row] if row < table.rows else []
    totals = {*form.options.total, *form.options.subtotal}
    return bool(begun) and all(
        id(cell) in recognised.label_ids and form.fields[key(cell.text)] in fields and key(cell.text) not in totals
        for cell in begun
    )
