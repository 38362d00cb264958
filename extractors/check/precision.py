"""To which place a document prints its amounts: what rounding may explain depends on it."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.recognise.printed_units import printed_unit
from extractors.values.money import YUAN
from extractors.values.numbers import is_number
from extractors.values.text import clean, digits
from schemas.rows import FigureRow

_LARGE = 1000
"""The least of the largest amounts that prose without decimals has rounded: a small budget may be of whole 万元."""
_ROUNDED = 10_000
"""The least unit, in yuan, that amounts are rounded to."""


def half_of_stated(figures: Iterable[FigureRow]) -> Decimal | None:
    """Half of the last place that amounts in prose are printed to, in yuan; None where nothing tells it.

    Large amounts without decimals are rounded to their unit.
    """
    money = [
        (yuan / figure["value"], figure["value"])
        for figure in figures
        if (yuan := figure["value_yuan"]) and figure["value"]
    ]
    exponents = ((unit, int(value.as_tuple().exponent)) for unit, value in money)
    places = Counter((unit, exponent) for unit, exponent in exponents if exponent < 0)
    if places:
        unit, exponent = max(places, key=lambda place: (places[place], place))
        return Decimal(unit * Decimal(5).scaleb(exponent - 1))
    units = {unit for unit, _ in money}
    rounded = len(units) == 1 and min(units) >= _ROUNDED and max(abs(value) for _, value in money) >= _LARGE
    return units.pop() / 2 if rounded else None


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
