"""Amounts of a kind whatever they are of: a price or its limit, an indicator's rate, a class of the assets held."""

from schemas.rows import FigureRow
from schemas.words.prose import prose_words

_WORDS = prose_words().names
_PRICE, _PRICE_LIMIT, _INDICATOR, _ASSETS = "unit_price", "equipment_price_limit", "indicator_rate", "asset_class"
_RATES, _OF_ASSETS = ("rate", "threshold"), ("level", "share", "change", "percent")


def kind_of_amount(row: FigureRow, before: str) -> str | None:
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
    if statement in _OF_ASSETS and _WORDS.asset.search(label) and _holds_assets(row["sentence"] or "", before):
        return _ASSETS
    return None


def _is_indicator(label: str) -> bool:
    name = _WORDS.indicator_behind.sub("", label)
    return bool(_WORDS.indicator.search(name)) and not _WORDS.evaluated_rate.search(label)


def _holds_assets(sentence: str, before: str) -> bool:
    return prose_words().assets in f"{before}{sentence}" and not _WORDS.bought.search(sentence)
