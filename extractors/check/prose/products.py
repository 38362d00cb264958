"""Arithmetic that the prose prints with an amount: 210043元×12月=252.05万元."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.rule import Side, equal, places, rule
from extractors.values.money import UNIT, YUAN
from extractors.values.numbers import NUMBER, half_place, number
from extractors.values.text import plain_prose
from schemas.rows import CheckRow, FigureRow

_FACTOR = rf"{NUMBER.pattern}[^\d×xX*=＝，。；、（）]{{0,6}}"
_PRODUCT = re.compile(
    rf"(?<![\d.,×xX*+＋/／-])(?P<factors>{_FACTOR}(?:[×xX*]{_FACTOR})+)[=＝](?P<result>{NUMBER.pattern})\s*(?P<unit>{UNIT})"
)
_ONE = re.compile(rf"(?P<number>{NUMBER.pattern})\s*(?P<unit>{UNIT}|[%％])?")


@rule("product")
def product(d: Disclosure) -> Iterator[CheckRow]:
    """For each product of which one factor is money (单价×数量), once for each sentence that prints it."""
    done: set[str] = set()
    for figure in d.records.get("figures", []):
        sentence = figure["sentence"] or ""
        if sentence in done or not ("=" in sentence or "＝" in sentence):
            continue
        done.add(sentence)
        for printed in _PRODUCT.finditer(plain_prose(sentence)):
            yield from _check(printed, figure)


def _check(printed: re.Match[str], figure: FigureRow) -> Iterator[CheckRow]:
    factors = list(_ONE.finditer(printed["factors"]))
    if sum(factor["unit"] in YUAN for factor in factors) != 1:
        return
    value = Decimal(1)
    for factor in factors:
        value *= number(factor["number"]) * (YUAN.get(factor["unit"]) or Decimal("0.01" if factor["unit"] else 1))
    result = number(printed["result"])
    half = half_place(result) * YUAN[printed["unit"]]
    where = places([figure])
    left = Side(printed["factors"], printed["factors"], value, where)
    right = Side("所列结果", "the printed result", result * YUAN[printed["unit"]], where)
    yield equal("product", printed[0], left, right, tolerance=half)
