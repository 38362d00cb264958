"""What an amount of the remaining ones measures, where its sentence or its name leaves no doubt."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache

from extractors.recognise.sentences.measures_named import Around, measures_of
from extractors.recognise.sentences.tokens import QUOTES, tokens
from extractors.records.prose.phrases import Meaning
from extractors.records.prose.reasons import CHANGES
from schemas.codes import measure_words, subjects
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

ITEM = "spending_item"
_QUOTE = re.compile(f"[{QUOTES}]")
_ECONOMIC = "economic"
_NAMES_WORDS = prose_words().names
_FOLLOWING = (*CHANGES, "share", "completion")
"""Statements that speak of a level stated before them."""


def name_row(
    row: FigureRow, said: Meaning, whose: str | None, told: Iterable[FigureRow], level: Decimal | None, *, kind: str
) -> None:
    """Gives a figure its measure; `told` are the figures of its sentence that have one, `level` in yuan the level that
    it speaks of, `kind` the document's. A figure of another unit (`whose`) has the measure that its own name has, and
    one of a government's budget, which speaks of no parts of bodies.
    """
    spent = kind == "final_accounts"
    if whose:
        row["measure"] = _measure_called(row["label"].removeprefix(whose)) or _line_or_item(row, said)
        return
    area = prose_words().names.area.match(row["label"])
    measure = _measure_called(prose_words().names.done.sub("", row["label"][area.end() :])) if area else None
    if area and measure:
        row |= {"measure": measure, "unit_name": area["area"]}
        return
    of = _spoken_of(said, list(told), level, spent=spent, strict=kind == "government_budget")
    if of is not None:
        row |= {"measure": of["measure"], "label": of["label"], "code": of["code"]}
        row["part_of"] = _measure_called(said.of) if said.statement == "share" and said.of else of["part_of"]
        return
    named = _planned_and_spent(row) if spent else None
    if kind == "government_budget" and said.own and said.name and row["statement"] == "level":
        named = _core_measure(row["label"])
    row["measure"] = named or _line_or_item(row, said)


def _planned_and_spent(row: FigureRow) -> str | None:
    """The measure of what a final account says of a plan and of what was spent, by the name before either.

    财政拨款安排会议费预算5万元，支出决算4万元，完成预算的80%.
    """
    if row["statement"] == "level" and row["base"] is None and _NAMES_WORDS.planned_behind.search(row["label"]):
        row["base"] = "planned"
    if row["statement"] != "completion" and row["base"] not in ("planned", "final", "executed"):
        return None
    measure = _core_measure(row["label"])
    return None if measure in _OF_TARGETS else measure


@lru_cache(maxsize=512)
def _core_measure(label: str) -> str | None:
    """The measure of a name, whatever says before and behind it that money is planned or spent."""
    label = _QUOTE.sub("", label)
    names = (name for start in (label, _NAMES_WORDS.core_before.sub("", label)) for name in _shorter(start))
    return next((measure for name in names if (measure := _measure_called(name))), None)


def _shorter(name: str) -> Iterator[str]:
    """A name, and what is left of it as one word after the other behind it is left out."""
    while name:
        yield name
        rest = _NAMES_WORDS.core_behind.sub("", name)
        name = "" if rest == name else rest


def _spoken_of(
    said: Meaning, told: list[FigureRow], level: Decimal | None, *, spent: bool, strict: bool
) -> FigureRow | None:
    """The figure of the sentence whose change, share or plan this is; a plan may stand between what was `spent` and its
    change. Where it is `strict`, what is done of a plan is of the level before it, not of another that was understood.
    """
    levels = [row for row in told if row["statement"] == "level"]
    if said.name and said.statement != "share":
        return None
    if said.statement in (*CHANGES, "share"):
        same = [row for row in levels if level is not None and row["value_yuan"] == level] or (levels if spent else [])
    elif said.statement == "completion":
        same = [row for row in levels if level is not None and row["value_yuan"] == level]
        same = same or ([] if strict and level is not None else levels)
    elif said.statement == "level" and said.base == "planned":
        same = [row for row in levels if level is not None and row["value_yuan"] == level] or levels
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
_OF_TARGETS = ("performance_funds", "performance_funds_whole")
"""Measures of what has targets: a final account speaks of what was evaluated."""


def _line_or_item(row: FigureRow, said: Meaning) -> str | None:
    """What an amount is that no name of a measure tells: a limit, an evaluated project, a line of a list, an item."""
    words = prose_words()
    label, sentence = row["label"], row["sentence"] or ""
    if row["statement"] == "threshold":
        return "equipment_price_limit" if _NAMES_WORDS.price_limit.search(label) else None
    if row["statement"] not in ("level", *_FOLLOWING) or row["unit"] is None:
        return None
    if _NAMES_WORDS.evaluated_project.search(label) or _is_evaluated(row, sentence):
        return "evaluated_project"
    if said.own or row["statement"] == "level":
        if label in _economic_names():
            return "economic_line"
        if label in measure_words().functions:
            return "function_line"
    return ITEM if words.items.search(label) and not words.no_items.search(label) else None


def _is_evaluated(row: FigureRow, sentence: str) -> bool:
    """Whether a figure is the plan, the execution or the rate of what a sentence on an evaluation speaks of."""
    if row["statement"] != "completion" and row["base"] not in ("planned", "executed"):
        return False
    words = _NAMES_WORDS
    return bool(words.evaluated_sentence.search(sentence) and words.evaluated_levels.search(sentence))


@cache
def _economic_names() -> frozenset[str]:
    """The names of the departments' economic categories."""
    return frozenset(name for (scheme, _), names in subjects().items() if scheme == _ECONOMIC for name, *_ in names)
