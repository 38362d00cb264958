"""Items that a sentence lists and later ones tell one by one: the same amounts both times."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.check.disclosure import Disclosure, plain
from extractors.check.prose.statements import base_of, value_of
from extractors.check.rule import Side, equal, places
from extractors.recognise.sentences.measure_names import LINES
from schemas.rows import CheckRow, FigureRow
from schemas.words.checks import check_words

_ITEMS = (None, "spending_item", *LINES)
"""What has no measure is an item, too: here only its name is compared. The others are told again by `restated`."""

_LISTED, _AGAIN = 3, 2
"""A list has so many items; so many of them are told again with the same amount where the sentences below are of it."""

Pair = tuple[FigureRow, FigureRow]


def told_again(d: Disclosure) -> Iterator[CheckRow]:
    """Each item of a list that its own section tells again. Only where all but one of these are the same: another list
    may name what is called alike.
    """
    figures = [figure for figure in d.records.get("figures", ()) if _is_item(figure, d.fiscal_year)]
    for listed, rest in _lists(figures):
        pairs = [(figure, again) for figure in listed if (again := _again(figure, rest)) is not None]
        odd = [pair for pair in pairs if value_of(pair[0]) != value_of(pair[1])]
        if len(odd) <= 1 and len(pairs) - len(odd) >= _AGAIN:
            yield from map(_check, pairs)


def _is_item(figure: FigureRow, year: int | None) -> bool:
    own = figure["statement"] == "level" and figure["year"] == year and base_of(figure) == "budget"
    return own and figure["measure"] in _ITEMS and bool(figure["value_yuan"])


def _lists(figures: Sequence[FigureRow]) -> Iterator[tuple[list[FigureRow], list[FigureRow]]]:
    """The items of each sentence that lists several, with those that its section tells behind it."""
    at = 0
    while at < len(figures):
        sentence, section, unit = figures[at]["sentence"], figures[at]["section"], figures[at]["unit_name"]
        end = at
        while end < len(figures) and figures[end]["sentence"] == sentence:
            end += 1
        if section and end - at >= _LISTED:
            rest = (one for one in figures[end:] if (one["section"], one["unit_name"]) == (section, unit))
            yield list(figures[at:end]), list(rest)
        at = end


def _again(figure: FigureRow, rest: Sequence[FigureRow]) -> FigureRow | None:
    """Where an item is told again: the only one of its name."""
    found = [other for other in rest if _name(other) == _name(figure)]
    return found[0] if len(found) == 1 else None


def _name(figure: FigureRow) -> str:
    return check_words().joining.sub("", plain(figure["label"]))


def _check(pair: Pair) -> CheckRow:
    first, again = pair
    left = Side(again["label"], f"{_measure(again)} (stated again)", value_of(again), places([again]))
    right = Side(first["label"], _measure(first), value_of(first), places([first]))
    return equal(
        "restated", f"{first['measure']} {_name(first)} list {first['seq']}", left, right, tolerance=Decimal(0)
    )


def _measure(figure: FigureRow) -> str:
    return figure["measure"] or "item"
