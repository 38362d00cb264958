"""Which tables of a document are procurement tables, of which shape, and which go on over several pages.

A table is one by its title, or by labels of goods to the letter; never because the word stands on its page.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from functools import cache

from extractors.document.model import Document, Table
from extractors.recognise.shapes.head_columns import Column
from extractors.recognise.shapes.heads import Head, head_at
from extractors.recognise.shapes.labels import Vocabulary, label_form
from extractors.recognise.shapes.lines import Line, lines, used_columns
from extractors.recognise.shapes.performance import continues
from extractors.values.numbers import is_number
from extractors.values.text import clean, compact
from schemas.words.procurement import procurement_words

ORDER = (
    "item_name", "catalogue_code", "purchase", "category", "project_name", "total", "amount", "quantity",
    "quantity_unit", "unit_price", "unit", "unit_code", "code", "function_name", "economic_name", "organisation_form",
    "central", "dispersed", "goods", "works", "services", "specification", "service", "bought_when", "current",
    "other_channel", "general", "fund", "state_capital", "special_account", "carried_over", "business", "operating",
    "superior", "subordinate", "balance", "other", "sme_share", "micro_share", "micro_asked", "sme_asked", "micro",
    "sme", "note", "sequence", "directory1", "directory2", "directory3", "service_name", "subtotal", "fiscal",
)  # fmt: skip
_GOODS = frozenset({"item_name", "purchase", "category", "catalogue_code"})
DIRECTORY = ("directory1", "directory2", "directory3")
"""The levels of a catalogue in columns of their own, from the top down."""
_WAYS = ("central", "dispersed", "goods", "works", "services")
"""How things are bought, and their classes, as heads above columns of funds."""
PART_OF = "part_of_"
"""What the roles of those columns begin with."""
_TITLED = _GOODS | {"project_name", "function_name", "code", "amount", "total"}
_SERVICE = frozenset({*DIRECTORY, "service_name", "service", "amount", "item_name", "project_name"})
_MOST = 0.8
"""Share of the cells of a column of amounts that are numbers."""
_TITLE_ROWS = 4
_LONGEST_TITLE = 60


@dataclass
class Bought:
    """A procurement table: its head, its rows on all its pages, and its shape.

    `shape` is items, classes or functions; of purchased services (购买服务) it is services.
    """

    shape: str
    head: Head
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@cache
def vocabulary() -> Vocabulary:
    """The roles of the labels of procurement tables."""
    return Vocabulary(procurement_words().roles)


def procurement_tables(document: Document, taken: Container[int]) -> list[Bought]:
    """The procurement tables of a document in order; `taken` are indices of tables that others claim."""
    found: list[Bought] = []
    last: Table | None = None
    for table in document.tables:
        if table.index in taken or table.ragged:
            last = None
            continue
        head = _head(table)
        if head is not None:
            if last is not None and found and found[-1].head.again(head) and not _is_titled(table):
                found[-1].lines += lines(table)[head.end :]
                found[-1].tables.append(table)
            else:
                found.append(Bought(_shape(table, head), head, lines(table)[head.end :], [table]))
            last = table
        elif last is not None and not _is_titled(table) and continues(last, table) and table.title is None:
            found[-1].lines += lines(table)
            found[-1].tables.append(table)
            last = table
        else:
            last = None
    return found


def title_of(table: Table) -> str:
    """The title of a table: above it, or a wide cell among its first rows."""
    wide = [
        cell.text
        for cells in table.begun[:_TITLE_ROWS]
        for cell in cells
        if len(cells) == 1 or cell.col_span * 2 > table.columns
    ]
    return next((text for text in (table.title or "", *wide) if _names(text)), table.title or "")


def _names(title: str) -> str | None:
    """What a title names: procurement, services, or None."""
    text, words = compact(title), procurement_words().titles
    if not text or len(text) > _LONGEST_TITLE or re.search(words.excluded, text):
        return None
    if re.search(words.procurement, text):
        return "procurement"
    return "services" if re.search(words.services, text) else None


def _is_titled(table: Table) -> bool:
    return _names(title_of(table)) is not None


def _head(table: Table) -> Head | None:
    """The first head of a table that is one of procurement."""
    named = _names(title_of(table))
    used = used_columns(table)
    for line in lines(table):
        if named:
            about = _TITLED if named == "procurement" else _SERVICE
            head = _with_amount(_parted(head_at(line, used, vocabulary(), ORDER, about=about, titled=True)))
            if head and head.roles & {"amount", "total", "subtotal"}:
                return None if _of_expenditure(head) else head
        else:
            head = _parted(head_at(line, used, vocabulary(), ORDER, about=_GOODS))
            if head and head.roles & {"amount", "total"} and _exact_goods(head):
                return head
    return None


def _with_amount(head: Head | None) -> Head | None:
    """A head whose amount no vocabulary has: the only column of numbers among those without a role."""
    if head is None or head.roles & {"amount", "total", "subtotal"}:
        return head
    below = [line for line in lines(head.table)[head.end :] if line.filled]
    told = [n for n, column in enumerate(head.columns) if column.role is None and _of_numbers(column, below)]
    if len(told) != 1:
        return head
    columns = (replace(column, role="amount") if n == told[0] else column for n, column in enumerate(head.columns))
    return Head(head.table, head.first, head.end, tuple(columns))


def _of_numbers(column: Column, below: list[Line]) -> bool:
    texts = [clean(cell.text) for line in below if (cell := line.at(column.where)) is not None and cell.text.strip()]
    return bool(texts) and sum(map(is_number, texts)) > _MOST * len(texts)


def _parted(head: Head | None) -> Head | None:
    """A head whose columns below 集中采购 or 货物 are parts of that, no funds of the whole; 小计 below it is itself."""
    if head is None:
        return None
    roles = [column.role for column in head.columns]
    for n, column in enumerate(head.columns):
        above = [role for cell in column.labels[:-1] for role in vocabulary().known(cell.text) if role in _WAYS]
        if above:
            whole = {"subtotal", "total", "amount"} & {*vocabulary().known(column.labels[-1].text)}
            roles[n] = above[-1] if whole and above[-1] not in roles else f"{PART_OF}{above[-1]}:{n}"
    if roles == [column.role for column in head.columns]:
        return head
    columns = (replace(column, role=role) for column, role in zip(head.columns, roles, strict=True))
    return Head(head.table, head.first, head.end, tuple(columns))


def _of_expenditure(head: Head) -> bool:
    """Whether a head that names no goods has columns of expenditure: 支出总表 whose title adds 及政府采购."""
    columns = procurement_words().titles.columns
    return not head.roles & _GOODS and any(label_form(cell.text) in columns for cell in head.cells)


def _exact_goods(head: Head) -> bool:
    """Whether a head without a title speaks of buying: its label of goods does (采购品目名称), not only 项目; or beside
    one of goods that of a quantity or an amount (采购数量).
    """
    roles = ("item_name", "purchase", *(("quantity", "amount", "catalogue_code") if "item_name" in head.roles else ()))
    labels = [column.label for role in roles if (column := head.column(role))]
    return any(word in label for label in labels for word in procurement_words().buying)


def headed(table: Table) -> bool:
    """Whether a table without a title has a head of procurement: it goes on with no table of performance."""
    return _names(title_of(table)) is None and _head(table) is not None


def _shape(table: Table, head: Head) -> str:
    if _names(title_of(table)) == "services" and "item_name" not in head.roles:
        return "services"
    names = _names_of_rows(table, head)
    if names and all(map(class_of, names)):
        return "classes"
    if head.roles & {"item_name", "catalogue_code", "purchase"} or (head.roles & {*DIRECTORY}):
        return "items"
    body = [cell.text for line in lines(table)[head.end :] for cell in line.filled]
    classes = any(map(class_of, body))
    return "classes" if classes else "functions" if head.roles & {"code", "function_name"} else "items"


def class_of(text: str) -> str | None:
    """The class that a text names and nothing else: goods, works or services (货物, A-货物, 一、货物类)."""
    words = procurement_words()
    match = re.fullmatch(words.class_of, compact(text))
    return next((name for name, known in words.categories.items() if match and match["name"] in known), None)


def _names_of_rows(table: Table, head: Head) -> list[str]:
    """What the rows below a head are called, in the column of goods or projects; the totals are no names."""
    columns = [
        column for role in ("item_name", "purchase", "project_name", "category") if (column := head.column(role))
    ]
    cells = [line.at(columns[0].where) for line in lines(table)[head.end :]] if columns else []
    texts = [compact(cell.text) for cell in cells if cell is not None and cell.text.strip()]
    return [text for text in texts if text not in procurement_words().totals]
