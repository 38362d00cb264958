"""To which place a document prints its amounts: what rounding may explain depends on it."""

from collections import Counter
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.recognise.forms import printed_unit
from extractors.values.money import YUAN
from extractors.values.numbers import is_number
from extractors.values.text import clean, digits


def half_unit(document: Document, claims: Claims) -> Decimal:
    """Half of the last place that the document's amounts are printed to, in yuan.

    The precision is the document's, not that of the digits of one number: prose drops trailing zeros (607.5), and
    with the digits printed its half unit would hide a real difference.
    """
    places: Counter[tuple[str, int]] = Counter()
    for table in document.tables:
        proof = claims.units.get(table.index)
        unit = printed_unit(table) or (proof.unit if proof else None)
        for cell in table.cells if unit else ():
            if "." not in cell.text and "．" not in cell.text:
                continue
            text = clean(digits(cell.text))
            if is_number(text) and not text.endswith("%"):
                places[unit or "", len(text.rpartition(".")[2])] += 1
    unit, decimals = places.most_common(1)[0][0] if places else ("万元", 2)
    return YUAN[unit] * Decimal(5).scaleb(-decimals - 1)
