"""What an amount of the remaining ones measures, where its sentence or its name leaves no doubt."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from extractors.recognise.sentences.measures_named import Around, measures_of
from extractors.recognise.sentences.tokens import tokens
from extractors.records.prose.phrases import Meaning
from extractors.records.prose.reasons import CHANGES
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

ITEM = "spending_item"
_FOLLOWING = (*CHANGES, "share", "completion")
"""Statements that speak of a level stated before them."""


def name_row(
    row: FigureRow, said: Meaning, whose: str | None, told: Iterable[FigureRow], level: Decimal | None
) -> None:
    """Gives a figure its measure; `told` are the figures of its sentence that have one, `level` in yuan the level that
    it speaks of. A figure of another unit (`whose`) has the measure that its own name has.
    """
    if whose:
        row["measure"] = _measure_called(row["label"].removeprefix(whose)) or _item(row)
        return
    area = prose_words().names.area.match(row["label"])
    measure = _measure_called(prose_words().names.done.sub("", row["label"][area.end() :])) if area else None
    if area and measure:
        row |= {"measure": measure, "unit_name": area[0]}
        return
    of = _spoken_of(said, list(told), level)
    if of is not None:
        row |= {"measure": of["measure"], "label": of["label"], "code": of["code"]}
        row["part_of"] = _measure_called(said.of) if said.statement == "share" and said.of else of["part_of"]
        return
    row["measure"] = _item(row)


def _spoken_of(said: Meaning, told: list[FigureRow], level: Decimal | None) -> FigureRow | None:
    """The figure of the sentence whose change, share or plan this is."""
    levels = [row for row in told if row["statement"] == "level"]
    if said.name and said.statement != "share":
        return None
    if said.statement in (*CHANGES, "share"):
        same = [row for row in levels if level is not None and row["value_yuan"] == level]
    elif said.statement == "completion" or (said.statement == "level" and said.base == "planned"):
        same = levels
    else:
        return None
    alike = {(row["measure"], row["label"], row["part_of"]) for row in same}
    return same[0] if len(alike) == 1 else None


@lru_cache(maxsize=512)
def _measure_called(name: str | None) -> str | None:
    """The measure that a name stands for as a whole (公用经费, 项目支出, 支出预算)."""
    found = list(tokens(name)) if name else []
    if not name or len(found) != 1 or (found[0].start, found[0].end) != (0, len(name)):
        return "expenditure_total" if name == prose_words().budget else None
    measures = measures_of(found[0], Around()) if found[0].kind in _NAMES else ()
    return measures[0] if len(measures) == 1 else None


_NAMES = ("total", "part", "name")


def _item(row: FigureRow) -> str | None:
    words = prose_words()
    spends = row["statement"] in ("level", *_FOLLOWING) and row["unit"] is not None
    return ITEM if spends and words.items.search(row["label"]) and not words.no_items.search(row["label"]) else None
