"""The amount of a form whose label no vocabulary has: what the amounts of the funds below it sum to tells it.

Publishers call the amount of a project in many ways (申请资金, 资金投入). Its place is the same in all forms: a label
and a number behind it, above the parts that make it (财政拨款, 其他资金), or the only one that prints a unit of money.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.document.model import Cell
from extractors.recognise.shapes.head_columns import FUNDS
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.labels import label_form
from extractors.recognise.shapes.performance_heads import vocabulary
from extractors.recognise.shapes.sheet_parts import Pair, Sheet
from extractors.values.money import ONE_YUAN, amount
from extractors.values.numbers import NotANumberError, cell_number, number
from extractors.values.text import clean

_AMOUNT = re.compile(amount())
_TOTALS = ("budget", "period_budget", "budget_initial", "executed")


def name_total(sheet: Sheet) -> None:
    """Adds the pair of a form's amount where none of its labels is known to be that, though others are known."""
    if not sheet.pairs or sheet.money is not None or any(pair.role in _TOTALS and pair.text for pair in sheet.pairs):
        return
    parts = [value for pair in sheet.pairs if pair.role in FUNDS and (value := _value(pair.values[:1])) is not None]
    found = list(_unnamed(sheet))
    proved = [pair for pair in found if parts and _value(pair.values) == sum(parts)]
    alone = [pair for pair in found if ONE_YUAN in clean(pair.label.text) or _AMOUNT.fullmatch(pair.text)]
    chosen = proved[:1] or (alone if len(alone) == 1 else [])
    for pair in chosen:
        sheet.pairs.append(pair)
        sheet.labels.append((pair.line.table, pair.label))
        sheet.unknown = [(table, cell) for table, cell in sheet.unknown if cell is not pair.label]


def _unnamed(sheet: Sheet) -> Iterator[Pair]:
    """The numbers above the indicators that stand right behind a label that no vocabulary has, or a block's title."""
    last = min((head.first for head in sheet.heads if _is_here(head, sheet)), default=None)
    for line in sheet.lines:
        if last is not None and line.table is sheet.lines[0].table and line.row >= last:
            return
        for label, cell in zip(line.filled, line.filled[1:], strict=False):
            known = {*vocabulary().known(label.text)} - {"block"}
            if label_form(label.text) and not known and _value([label]) is None and _value([cell]) is not None:
                yield Pair("budget", label, [cell], line)


def _is_here(head: Head, sheet: Sheet) -> bool:
    return head.table is sheet.lines[0].table and head.first >= sheet.lines[0].row


def _value(cells: list[Cell]) -> Decimal | None:
    if cells and (own := _AMOUNT.fullmatch(clean(cells[0].text))):
        return number(own["number"])
    try:
        return cell_number(clean(cells[0].text)) if cells else None
    except NotANumberError:
        return None
