"""Amounts of a kind whatever they are of: a price or its limit, an indicator's rate, a class of the assets held."""

from extractors.recognise.sentences.measures_named import any_scope
from schemas.codes import measure_words
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

_WORDS = prose_words().names
_PRICE, _PRICE_LIMIT, _INDICATOR, ASSETS = "unit_price", "equipment_price_limit", "indicator_rate", "asset_class"
_TOTAL, _APPROPRIATION, _SIDES = "total", "appropriation", {"revenue", "expenditure"}
_RATES, _OF_SUMS = ("rate", "threshold"), ("level", "share", "change", "percent")


def kind_of_amount(row: FigureRow, before: str, publisher: str | None) -> str | None:
    """The measure of an amount by its kind of statement and its name; `before` is what was said before it.

    Classes of assets are those of what is held where the words before speak of assets and nothing is bought.
    """
    label, statement = row["label"], row["statement"]
    if statement == "price":
        return _PRICE
    if statement == "threshold" and _WORDS.price_limit.search(label):
        return _PRICE_LIMIT
    if row["percent"] is not None and statement in _RATES:
        return _INDICATOR if _is_indicator(label) else None
    held = _WORDS.counted.sub("", label)
    if statement in _OF_SUMS and _WORDS.asset.search(held) and _holds_assets(row["sentence"] or "", before):
        return ASSETS
    pays = _WORDS.funds_of_procurement.search(before.rpartition("。")[2])
    return _of_a_fund(row, publisher) if statement in _OF_SUMS and not pays else None


def _is_indicator(label: str) -> bool:
    name = _WORDS.indicator_behind.sub("", label)
    return bool(_WORDS.indicator.search(name)) and not _WORDS.evaluated_rate.search(label)


def _holds_assets(sentence: str, before: str) -> bool:
    return prose_words().assets in f"{before}{sentence}" and not _WORDS.bought.search(sentence)


def _of_a_fund(row: FigureRow, publisher: str | None) -> str | None:
    """The total that the name of a fund alone stands for, by the one side that the heading above it names.

    一般公共预算支出情况 / 云岭县图书局2031年一般公共预算80万元: expenditure.
    """
    name = _WORDS.fund_before.sub("", row["label"].removeprefix(publisher or ""))
    scope = measure_words().scopes.get(name) if any_scope().fullmatch(name) else None
    heading = (row["section"] or "").rpartition(" / ")[2]
    sides = {side for word, side in measure_words().sides.items() if word in heading}
    if scope in (None, _TOTAL, _APPROPRIATION) or len(sides) != 1 or not sides <= _SIDES:
        return None
    return f"{sides.pop()}_{scope}"
