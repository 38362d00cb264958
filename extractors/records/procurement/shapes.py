"""Procurement tables of any shape → procurement_items, procurement_totals, purchased_services."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractors.document.claims import LABEL_NOT_KNOWN, Claims, ProvedUnit
from extractors.document.model import Cell, Document
from extractors.recognise.shapes.lines import Line, captions, is_remark, sums_all
from extractors.recognise.shapes.procurement import DIRECTORY, PART_OF, Bought, class_of, procurement_tables, vocabulary
from extractors.recognise.structure.cells import counts_columns
from extractors.records.context import Context
from extractors.records.money import labels_of_money, lent, read, unit_of, unit_of_column
from extractors.records.procurement import goods
from extractors.records.procurement.catalogue import category_of, code_before, edition
from extractors.records.procurement.codes import Codes
from extractors.records.procurement.goods import Money
from extractors.values.numbers import is_number
from extractors.values.text import clean, compact
from schemas.rows import ProcurementItemRow, ProcurementTotalRow, PurchasedServiceRow
from schemas.words.heads import head_words
from schemas.words.performance import performance_words
from schemas.words.procurement import procurement_words

_MONEY = (
    "fiscal", "general", "fund", "state_capital", "special_account", "carried_over", "business", "operating",
    "superior", "subordinate", "balance", "other", "current", "other_channel", "central", "dispersed", "goods", "works",
    "services",
)  # fmt: skip
"""Columns of amounts: by fund, by how it is bought, by class."""
_NAMES = ("item_name", "purchase", "project_name", "category", *DIRECTORY, "function_name", "unit")
_UNIT_CODE = 3
"""Digits of a unit's code at least; fewer count its lines."""


@dataclass
class _Above:
    """What the lines above an item say of it."""

    category: str | None = None
    unit: str | None = None


def extract(document: Document, context: Context) -> Claims:
    """What the procurement tables say that no form took."""
    found = Claims()
    for bought in procurement_tables(document, context.taken.kinds):
        _Table(found, bought, context.year, context.only_unit).read()
    return found


class _Table:
    """Reads one table, row by row."""

    def __init__(self, found: Claims, bought: Bought, year: int | None, only: ProvedUnit | None) -> None:
        self.found, self.bought, self.year = found, bought, year
        self.head = bought.head
        self.codes = Codes(self.head)
        self.above = _Above()
        self.unit = lent(
            found,
            self.head.table,
            unit_of(self.head.table, labels_of_money(self.head, "total", "amount", "subtotal")),
            only,
        )
        self.own = {column.role: unit for column in self.head.columns if (unit := unit_of_column(column))}
        """The units of columns that print one themselves, by role."""

    def read(self) -> None:
        """Takes its rows."""
        for table in self.bought.tables:
            self.found.kinds[table.index] = "purchased_services" if self.bought.shape == "services" else "procurement"
            self.found.forms[table.index] = self.bought.shape
            for paragraph in table.context:
                self.found.take_words(paragraph)
        self.found.label(self.head.table, [*captions(self.head.table, self.head.first), *self.head.cells])
        for cell in self.head.unknown(vocabulary()):
            self.found.leave(self.head.table, cell, LABEL_NOT_KNOWN)
        for line in self.bought.lines:
            texts = [compact(cell.text) for cell in line.filled]
            numbered = all(map(head_words().column_number.fullmatch, texts)) or counts_columns(line.filled)
            if numbered or self._repeats_head(line):
                continue
            self._line(line)

    def _repeats_head(self, line: Line) -> bool:
        labels = {compact(cell.text) for cell in self.head.cells}
        return len(line.filled) > 1 and all(compact(cell.text) in labels for cell in line.filled)

    def _line(self, line: Line) -> None:
        cells = {role: cell for role in self.head.roles if (cell := self.head.cell(line, role)) is not None}
        if is_remark(line, cells):
            return
        money = self._money(line, cells)
        self._leave_sums(line)
        texts = [compact(cell.text) for cell in line.filled[:4]]
        if sums_all(line) or any(text.rstrip("：:") in procurement_words().totals for text in texts):
            self._total(line, "total", money, label=line.filled[0])
            return
        if all(text in procurement_words().none for text in texts):
            return
        codes = self.codes.of(self.found, line)
        if self.bought.shape == "services":
            self._service(line, cells, money)
        elif self.bought.shape == "items":
            self._item_or_line(line, cells, money, codes)
        elif self.bought.shape == "classes":
            self._class(line, cells, money)
        elif codes.get("function_code") or goods.text(cells, "function_name"):
            self._item(line, cells, {**money, **codes}, "function", cells.get("function_name"))

    def _money(self, line: Line, cells: dict[str, Cell]) -> Money:
        """The amounts of a row in yuan: the whole, its parts, what is set aside."""
        values = goods.set_aside(self.found, line, cells, self.unit)
        for role in _MONEY:
            values[f"{role}_yuan"] = self._read(line, cells, role)
        for role in cells:
            if role.startswith(PART_OF) and (part := self._read(line, cells, role)) is not None:
                name = f"{role.removeprefix(PART_OF).split(':')[0]}_yuan"
                if name.removesuffix("_yuan") not in cells:
                    values[name] = part + (values[name] or 0)
        whole = [self._read(line, cells, role) for role in ("total", "amount", "subtotal")]
        values["amount_yuan"] = next((value for value in whole if value is not None), None)
        return values

    def _read(self, line: Line, cells: dict[str, Cell], role: str) -> Decimal | None:
        """The amount of a row in the column of a role, in the unit that its label prints, else that of the table."""
        return read(self.found, line.table, cells.get(role), self.own.get(role, self.unit))

    def _item_or_line(self, line: Line, cells: dict[str, Cell], money: Money, codes: Mapping[str, object]) -> None:
        """A row is an item exactly where it names what is bought; the others are lines of classes, units, functions."""
        item = goods.named(self.head, cells)
        if item is not None and item.row == line.row and class_of(item.text):
            self.above = _Above(category=class_of(item.text))
            self._total(line, "category", money, label=item)
            return
        if item is not None and item.row == line.row:
            project = goods.project(cells, item)
            kind = goods.line_kind((project and clean(project.text)) or None)
            self._item(line, cells, {**money, **codes}, kind, item)
            return
        label = next((cells[name] for name in _NAMES if goods.text(cells, name)), None)
        if label is None or label.row != line.row:
            return
        category = class_of(label.text)
        if category:
            self.above = _Above(category=category)
            self._total(line, "category", money, label=label)
        elif any(word in label.text for word in performance_words().withheld):
            self._total(line, "withheld", money, label=label)
        elif len(goods.code(cells, "unit_code") or "") >= _UNIT_CODE or goods.is_body(label):
            self.above.unit = clean(label.text)
            self._total(line, "unit", money, label=label)
        else:
            self._total(line, "function", money, label=label)

    def _class(self, line: Line, cells: dict[str, Cell], money: Money) -> None:
        """A class that is bought, where no items are named."""
        names = ("category", "item_name", "purchase", "project_name", "function_name")
        label = next((cells[name] for name in names if goods.text(cells, name)), None)
        if label is None:
            return
        self.above.category = class_of(label.text)
        if self.above.category is None and goods.is_body(label):
            self.above.unit = clean(label.text)
            self._total(line, "unit", money, label=label)
            return
        self._item(line, cells, money, "class", label)

    def _item(
        self, line: Line, cells: dict[str, Cell], values: Mapping[str, object], kind: str | None, named: Cell | None
    ) -> None:
        item = clean(named.text) or None if named is not None else None
        code = goods.code(cells, "catalogue_code") or code_before(item)
        project = goods.project(cells, named) if kind != "class" else None
        above = [
            cells.get(role) for role in ("unit", "unit_code", "category", "catalogue_code", "sequence", *DIRECTORY)
        ]
        self.found.take(line.table, [named, project, *above])
        texts = {role: self._taken(line, cells, role) for role in _ITEM_TEXTS}
        classes = (class_of(goods.text(cells, role) or "") for role in ("category", DIRECTORY[0]))
        self.found.add(
            ProcurementItemRow,
            line.place,
            {**texts, **values},
            set_aside=goods.set_aside_in_words(self.found, line, cells),
            unit_name=goods.text(cells, "unit") or self.above.unit,
            unit_code=goods.code(cells, "unit_code"),
            project_name=clean(project.text) or None if project is not None else None,
            line_kind=kind,
            item_name=item,
            catalogue_code=code,
            catalogue_edition=edition(code, self.year),
            category=category_of(code) or category_of(item) or next(filter(None, classes), self.above.category),
            quantity=goods.quantity(self.found, line, cells.get("quantity")),
            unit_price_yuan=self._read(line, cells, "unit_price"),
        )

    def _service(self, line: Line, cells: dict[str, Cell], money: Money) -> None:
        names = [self._taken(line, cells, role) for role in DIRECTORY]
        named = self._taken(line, cells, "service_name")
        service = self._taken(line, cells, "service") or self._taken(line, cells, "item_name")
        if named and DIRECTORY[-1] not in self.head.roles:
            names[-1] = named
        else:
            service = service or named
        project = self._taken(line, cells, "project_name")
        said = [text for text in (*names, service, project) if text]
        body = cells.get("unit")
        if not said and body is not None and body.row == line.row and body.text.strip():
            self.above.unit = clean(body.text)
            self._total(line, "services", money, label=body, of=self.above.unit)
            return
        if not said or all(compact(text) in procurement_words().none for text in said):
            return
        self.found.take(line.table, [cells.get("sequence")])
        self.found.add(
            PurchasedServiceRow,
            line.place,
            unit_name=self._taken(line, cells, "unit") or self.above.unit,
            project_name=project,
            directory1=names[0],
            directory2=names[1],
            directory3=names[2],
            service=service,
            amount_yuan=money["amount_yuan"],
        )

    def _leave_sums(self, line: Line) -> None:
        """The numbers of columns that only sum others (财政拨款 over its funds)."""
        for column in self.head.columns:
            cell = line.at(column.where) if column.role is None else None
            if cell is not None and is_number(clean(cell.text)):
                self.found.leave(line.table, cell, "sum_of_columns")

    def _total(self, line: Line, level: str, money: Money, label: Cell, of: str | None = None) -> None:
        self.found.take(line.table, [label, self.head.cell(line, "unit_code")])
        if self.bought.shape == "services" and level == "total":
            level = "services"
        for cell in line.filled:
            if self.head.cell(line, "quantity") is cell:
                self.found.leave(line.table, cell, "count_in_a_total")
        if not any(value is not None for value in money.values()):
            return
        text = clean(label.text)
        self.found.add(
            ProcurementTotalRow,
            line.place,
            money,
            level=level,
            unit_name=of or (text if level == "unit" else self.above.unit if level == "withheld" else None),
            label=text,
            category=self.above.category if level in ("category", "unit") else None,
        )

    def _taken(self, line: Line, cells: dict[str, Cell], role: str) -> str | None:
        cell = cells.get(role)
        if cell is None:
            return None
        self.found.take(line.table, [cell])
        return clean(cell.text) or None


_ITEM_TEXTS = ("economic_name", "organisation_form", "quantity_unit", "specification", "service", "bought_when", "note")
