"""Recognising which form a table is, and reading its fields by their labels, wherever they stand."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from extractors.document.model import Cell, Document, Table
from extractors.recognise.printed_units import printed_unit
from extractors.values.line_shapes import NAMED_LINE, ORGANISATION_LINE
from extractors.values.text import clean, digits, key
from schemas.forms import Form, layouts


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
