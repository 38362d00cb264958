"""Procurement in prose (`缆绳采购数量2卷，每卷0.3万元，共计0.6万元`) → procurement_items and procurement_totals."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph
from extractors.document.outline import Sections
from extractors.records.context import Context
from extractors.values.money import amount, yuan
from extractors.values.numbers import NUMBER, number
from extractors.values.text import digits
from schemas.forms import layouts
from schemas.forms.model import ProcurementListed
from schemas.rows import ProcurementItemRow, ProcurementTotalRow

_CLAUSE = re.compile(r"[^。；;：:]+")


def extract(document: Document, context: Context) -> Claims:
    """The items and totals of the sections that a layout names, where no table lists items."""
    found = Claims()
    if "procurement_items" not in context.taken.rows:
        for words in (words for layout in layouts() if (words := layout.prose.procurement_listed)):
            found.merge(_listed(document, context.outline, words))
    return found


def _listed(document: Document, sections: Sections, words: ProcurementListed) -> Claims:
    """The items and the total of the sections that `words` names.

    An item is a clause that is nothing but its name, quantity, price and amount; the total one that is nothing but the
    word for it and an amount, behind the last item and in its paragraph. Several totals would be those of parts that
    nothing marks, and are left.
    """
    found = Claims()
    totals: list[tuple[Paragraph, int, re.Match[str]]] = []
    item, whole = _patterns(words)
    for paragraph in document.paragraphs:
        if not any(word in heading for heading in sections[paragraph.index] for word in words.section):
            continue
        listed = False
        for start, clause in _clauses(digits(paragraph.text)):
            bought, total = item.fullmatch(clause), whole.fullmatch(clause) if listed else None
            if bought:
                found.add(
                    ProcurementItemRow,
                    paragraph.place(start),
                    item_name=paragraph.text[start : start + bought.end("name")],
                    quantity=number(bought["quantity"]),
                    quantity_unit=bought["unit"],
                    unit_price_yuan=_yuan(bought, "price"),
                    amount_yuan=_yuan(bought, "amount"),
                )
                found.take_words(paragraph, start, start + len(clause))
                listed = True
            elif total:
                totals.append((paragraph, start, total))
    if len(totals) == 1 and _behind(totals[0], found):
        paragraph, start, total = totals[0]
        found.take_words(paragraph, start, start + total.end())
        found.add(
            ProcurementTotalRow,
            paragraph.place(start),
            level="total",
            label=total["label"],
            amount_yuan=_yuan(total, "amount"),
        )
    return found


def _behind(total: tuple[Paragraph, int, re.Match[str]], found: Claims) -> bool:
    paragraph, start, _ = total
    return all((index, end) <= (paragraph.index, start) for index, _, end in found.words)


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    for clause in _CLAUSE.finditer(text):
        words = clause[0].lstrip()
        yield clause.end() - len(words), words.rstrip()


def _patterns(words: ProcurementListed) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What an item and a total look like, with the words that the layout gives."""
    either = {field: "|".join(map(re.escape, names)) for field, names in words}
    item = (
        rf"(?P<name>[^\d，,]{{2,30}}?)(?:{either['quantity']})\s*(?P<quantity>{NUMBER.pattern})\s*"
        rf"(?P<unit>[\u4e00-\u9fff]{{1,3}})[，,]\s*(?:{either['each']})[\u4e00-\u9fff]{{0,3}}{_money('price')}"
        rf"[，,]\s*(?:{either['amount']}){_money('amount')}"
    )
    return re.compile(item), re.compile(rf"(?P<label>{either['total']}){_money('amount')}")


def _money(name: str) -> str:
    """The pattern of an amount with its unit, as groups `name` and `name_unit`."""
    return rf"\s*{amount(name, f'{name}_unit')}"


def _yuan(match: re.Match[str], name: str) -> Decimal:
    return yuan(match, name, f"{name}_unit")
