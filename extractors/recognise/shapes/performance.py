"""Which tables of a document are performance tables, of which shape, and which of them are one over several pages."""

from collections.abc import Container
from dataclasses import dataclass, field

from extractors.document.model import Document, Table
from extractors.recognise.shapes.head_columns import Column
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.lines import Line, lines, overlap
from extractors.recognise.shapes.performance_heads import heads, is_list, list_shape, names_indicators, vocabulary
from extractors.recognise.shapes.titles import is_performance_title
from extractors.values.targets import is_sign
from extractors.values.text import compact
from schemas.words.lines import line_words

_SAME_PLACE = 0.5
"""Share of a column's width that another covers where they are one."""

_SAME_HEAD = 0.7
_SAME_EDGES = 0.7
_SIGNED = 0.6
"""Share of its rows that hold a sign where a head has signs, from which on a table goes on below that head."""
_NEAR = 3.0
"""Points by which the rules of two parts of one table may differ."""


@dataclass
class Part:
    """Rows of one table that one head names; `head` is None above the indicators of a sheet."""

    head: Head | None
    lines: list[Line]


@dataclass
class Listed:
    """A list: rows below heads, over as many pages as it goes on. `shape` is long_list, packed or goals_only."""

    shape: str
    whole: bool
    parts: list[Part] = field(default_factory=list)

    @property
    def tables(self) -> list[Table]:
        """The tables that it stands in."""
        return list({id(part.lines[0].table): part.lines[0].table for part in self.parts if part.lines}.values())


@dataclass
class Sheets:
    """Rows of tables that hold one form or several, labels beside values; a form may go on in the next table."""

    tables: list[Table] = field(default_factory=list)


def performance_tables(document: Document, taken: Container[int], others: Container[int] = ()) -> list[Listed | Sheets]:
    """The lists and runs of sheets of a document in order; `taken` are indices of tables that another form claims,
    `others` those that go on with none before.
    """
    run = _Run(others)
    for table in document.tables:
        if table.index in taken or table.ragged:
            run.close()
        else:
            run.add(table)
    return run.found


class _Run:
    """Takes the tables of a document in turn; what is open may go on in the next."""

    def __init__(self, others: Container[int] = ()) -> None:
        self.others = others
        self.found: list[Listed | Sheets] = []
        self.current: Listed | Sheets | None = None
        self.last: Table | None = None
        self.title: str | None = None
        """The first that a table of what is open has."""

    def close(self) -> None:
        """What is open does not go on."""
        self.current = self.last = None

    def add(self, table: Table) -> None:
        """Takes a table."""
        before = self.current
        found = [self._mended(head, table) for head in heads(table)]
        listed = [head for head in found if is_list(head) and list_shape(head)]
        if listed:
            self._list(table, listed)
        elif _is_sheet(table, found):
            if not (isinstance(self.current, Sheets) and self.last is not None and _next(self.last, table)):
                self.current = Sheets()
                self.found.append(self.current)
            self.current.tables.append(table)
        elif self.last is not None and not found and self._is_more_of_it(self.last, table):
            self._go_on(table)
        else:
            self.current = None
        self.title = (self.title if self.current is before else None) or table.title
        self.last = table

    def _is_more_of_it(self, last: Table, table: Table) -> bool:
        if table.index in self.others or self._is_named_otherwise(table):
            return False
        return continues(last, table) or self._fits(table)

    def _is_named_otherwise(self, table: Table) -> bool:
        """Whether a table has a name of its own, and another than what is open; of a list in parts the first has it."""
        if not (table.title and table.title.endswith(line_words().table)):
            return False
        if self.title is None:
            return not is_performance_title(table.title)
        return compact(self.title) not in compact(table.title)

    def _list(self, table: Table, listed: list[Head]) -> None:
        for head, end in zip(listed, [*(head.first for head in listed[1:]), table.rows], strict=True):
            current = self.current
            if not (isinstance(current, Listed) and _goes_on_below(current, head, self.last, table)):
                current = Listed(list_shape(head) or "", "project_name" not in head.roles)
                self.found.append(current)
            current.parts.append(Part(head, lines(table)[head.end : end]))
            self.current, self.last = current, table

    def _mended(self, head: Head, table: Table) -> Head:
        """A head of the next page over whose labels other text is printed: it has the columns of the one before."""
        before = self.current.parts[-1].head if isinstance(self.current, Listed) else None
        if before is None or self.last is None or is_list(head) or not _next(self.last, table):
            return head
        shared = [new for new in head.columns if any(_is_again(old, new) for old in before.columns)]
        if len(shared) < _SAME_HEAD * len(head.columns):
            return head
        columns = [
            Column(
                old.role,
                next((new.labels for new in head.columns if overlap(new.where, old.where) > _SAME_PLACE), ()),
                old.where,
            )
            for old in before.columns
        ]
        return Head(table, head.first, head.end, tuple(columns))

    def _fits(self, table: Table) -> bool:
        """Whether the rows of a table on the next page stand below the last head: signs where it has them."""
        head = self._last_head()
        if head is None or "operator" not in head.roles or self.last is None or not _next(self.last, table):
            return False
        rows = [line for line in lines(table) if len(line.filled) > 2]
        signed = sum(1 for line in rows if (cell := head.cell(line, "operator")) and is_sign(cell.text))
        return bool(rows) and signed >= _SIGNED * len(rows)

    def _last_head(self) -> Head | None:
        if isinstance(self.current, Listed):
            return self.current.parts[-1].head
        named = [head for table in self.current.tables for head in heads(table)] if self.current else []
        return next((head for head in reversed(named) if names_indicators(head)), None)

    def _go_on(self, table: Table) -> None:
        if isinstance(self.current, Listed):
            self.current.parts.append(Part(self.current.parts[-1].head, lines(table)))
        elif isinstance(self.current, Sheets):
            self.current.tables.append(table)


def _is_again(old: Column, new: Column) -> bool:
    """Whether a column has the label of another at its place; a form has labels of a list too, at other places."""
    return compact(old.label) == compact(new.label) and overlap(old.where, new.where) > _SAME_PLACE


def _goes_on_below(current: Listed, head: Head, last: Table | None, table: Table) -> bool:
    """Whether a head repeats that of the list before it: most of its labels are the same, on the next page."""
    before = current.parts[-1].head
    if before is None or last is None or current.whole != ("project_name" not in head.roles):
        return False
    if last is not table and not _next(last, table):
        return False
    said = {compact(column.label) for column in before.columns}
    again = {compact(column.label) for column in head.columns}
    mended = [column.where for column in head.columns] == [column.where for column in before.columns]
    return mended or len(said & again) >= _SAME_HEAD * len(said)


def _is_sheet(table: Table, found: list[Head]) -> bool:
    """Whether a table holds forms: heads of indicators that name no project, or labels of a form under such a title."""
    if any(map(names_indicators, found)):
        return True
    labels = {role for cell in table.cells if cell.text for role in vocabulary().known(cell.text)}
    return (
        is_performance_title(table.title)
        and bool(labels & {"department", "project_name"} and labels & {"activity", "goal", "budget"})
        and not any(map(is_list, found))
    )


def _pages(table: Table) -> tuple[int | None, int | None]:
    pages = [cell.page for cell in table.cells if cell.page is not None]
    return (min(pages), max(pages)) if pages else (None, None)


def _next(first: Table, second: Table) -> bool:
    """Whether a table begins on the page where another ends, or on the next; without pages, whether it follows it."""
    (_, end), (begin, _) = _pages(first), _pages(second)
    if end is None or begin is None:
        return second.index == first.index + 1
    return 0 <= begin - end <= 1


def continues(first: Table, second: Table) -> bool:
    """Whether a table without a head goes on with the one before: on the next page, within the same rules.

    In formats without pages it is the next table, of as many columns and without a title.
    """
    end, begin = _pages(first)[1], _pages(second)[0]
    sheet = not (first.edges or second.edges)  # of a workbook, or a format without pages
    if not _next(first, second) or (end == begin and end is not None and not sheet):
        return False
    if sheet and (end is None or end == begin) and (second.title is not None or second.index != first.index + 1):
        return False
    if not first.edges or not second.edges or end is None:
        return first.columns == second.columns
    near = [any(abs(edge - other) <= _NEAR for other in first.edges) for edge in second.edges]
    return sum(near) >= _SAME_EDGES * len(near) or (near[0] and near[-1])
