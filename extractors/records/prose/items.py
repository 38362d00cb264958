"""What an amount of the remaining ones measures, where its sentence or its name leaves no doubt."""

import re
from functools import cache

from extractors.identify.evidence import EVALUATION
from extractors.recognise.sentences.measure_names import is_evaluated
from extractors.recognise.sentences.statement_parts import PLANS
from extractors.recognise.sentences.tokens import neutral, tokens, without_quotes
from extractors.records.prose.kinds import kind_of_amount
from extractors.records.prose.meanings import Meaning
from extractors.records.prose.names import (
    CHANGES_AND_SHARES,
    Spoken,
    called,
    core_measure,
    lenient,
    measure_called,
    named_together,
    of_kinds_of_revenue,
    planned_and_spent,
    spoken_of,
)
from extractors.records.prose.reasons import CHANGES
from extractors.records.prose.wherein import ITEM
from extractors.values.enumerators import without_enumerators
from extractors.values.money import AMOUNT
from extractors.values.text import plain_prose
from schemas.codes import measure_words, subjects
from schemas.rows import FigureRow
from schemas.words.identity import identity_words
from schemas.words.prose import prose_words

_ECONOMIC, _FUNCTION = "economic", "function"
_PHRASES = prose_words().phrases
_NAMES_WORDS = prose_words().names
_ECONOMIC_LINE = "economic_line"
_HELD_DOWN = "three_public"
_HELD_DOWN_LISTS = ("three_public_total", "three_public_vehicle")
_FOLLOWING = (*CHANGES_AND_SHARES, "completion")
"""Statements that speak of a level stated before them."""


def name_row(row: FigureRow, said: Meaning, whose: str | None, around: Spoken) -> None:
    """Gives a figure its measure. A figure of another unit (`whose`) has the measure that its own name has, and one of
    a government's budget, which speaks of no parts of bodies.
    """
    if row["unit"] == prose_words().percentage_point:
        return  # of a share or a growth, which has changed by so much, and not of what these are of
    if whose:
        own = row["label"].removeprefix(whose)
        named = measure_called(own) or lenient(own, around.identity)
        row["measure"] = named or _line_or_item(row, said, around)
        return
    if _of_an_area(row, around):
        _of_a_whole(row, said, around)
        return
    of = spoken_of(said, row["label"], around)
    if of is not None:
        row |= {"measure": of["measure"], "label": of["label"], "code": of["code"]}
        row["part_of"] = measure_called(said.of) if said.statement == "share" and said.of else of["part_of"]
        _of_the_later_year(row, said, around)
        return
    named = planned_and_spent(row, around) if around.spent else None
    if around.identity.of_government and (
        not said.name or said.own or said.of or said.reached or row["statement"] != "level"
    ):
        named = core_measure(row["label"], around)
    if not (named or said.name) and row["statement"] in CHANGES:
        named = lenient(row["label"], around.identity)
    row["measure"] = named or _line_or_item(row, said, around)
    _of_a_whole(row, said, around)


def _of_a_whole(row: FigureRow, said: Meaning, around: Spoken) -> None:
    """Says what a share is of."""
    if said.statement == "share" and said.of and row["measure"]:
        row["part_of"] = called(said.of, around)


def _of_the_later_year(row: FigureRow, said: Meaning, around: Spoken) -> None:
    """Makes a change against the year before one of the later of two years, where the levels of both and of none after
    them are told: 2029年9万元，2030年下降到8万元，占10%，比上年减少1万元.
    """
    if said.statement not in CHANGES or said.year or not said.relative:
        return
    levels = (one for one in around.told if one["statement"] == "level" and one["measure"] == row["measure"])
    years = {one["year"] for one in levels if one["label"] == row["label"] and one["year"]}
    last = max(years, default=0)
    if {last - 1, last} <= years:
        row |= {"year": last, "base_year": last - 1}


def _of_an_area(row: FigureRow, around: Spoken) -> bool:
    """Names a figure that begins with the area whose it is: 全市一般公共预算收入."""
    government = around.identity.of_government
    label = row["label"]
    if government:
        label = prose_words().inner_note.sub("", _NAMES_WORDS.period.sub("", _NAMES_WORDS.granted.sub("", label)))
    area = _NAMES_WORDS.area.match(label) or (_NAMES_WORDS.area_named.match(label) if government else None)
    if area is None or (government and called(label, around)):
        return False  # 中央级收入, which a county hands up
    own = label[area.end() :]
    name = _NAMES_WORDS.done.sub("", own)
    measure = core_measure(name, around) if government else called(name, around)
    if measure is None and government:
        measure = of_kinds_of_revenue(own)
    if measure:
        row |= {"measure": measure, "unit_name": None if _is_the_publishers(area["area"], around) else area["area"]}
    return measure is not None


def _is_the_publishers(area: str, around: Spoken) -> bool:
    """Whether an area is that of the town whose own paper it is: 全镇, of 灯塔镇人民政府."""
    town = rf"{area[-1]}(?:{identity_words().town_ends})?$"
    return not around.identity.of_government and bool(re.search(town, around.identity.publisher or ""))


def _line_or_item(row: FigureRow, said: Meaning, around: Spoken) -> str | None:
    """What an amount is that no name of a measure tells: a limit, an evaluated project, a line of a list, an item.

    公务接待费 is a line of running costs, but where 三公经费 were spoken of last.
    """
    label, before = row["label"], around.before
    if (kind := kind_of_amount(row, before, around.identity.publisher)) is not None:
        return kind
    if (told := _of_targets_or_evaluation(row, said, around)) is not None:
        return told
    if row["statement"] not in ("level", *_FOLLOWING) or row["unit"] is None:
        return None
    held_down = _NAMES_WORDS.of_three_public.search(f"{around.identity.title} / {before}")
    if held_down and (held := _held_down(label, around)):
        return held
    line = None if said.supports else _line(without_quotes(_NAMES_WORDS.line_behind.sub("", label)), before)
    follows = row["statement"] in CHANGES and not (said.own or around.identity.of_government)
    if line:
        return None if follows and line != _ECONOMIC_LINE else line
    sums_up = around.identity.of_government and row["statement"] == "level"
    together = named_together(label, around) if sums_up else None
    own = label.removeprefix(around.identity.publisher or "")
    named = together or of_kinds_of_revenue(own)
    spent_on = ITEM if said.supports else _item(label, used=said.use)
    return named or (_had(row) if _is_to_be_spent(row, around) else spent_on)


def _is_to_be_spent(row: FigureRow, around: Spoken) -> bool:
    """Whether a figure stands below the heading of what a government has to spend: 困难补助5万元, in a list of 财力."""
    heading = _PHRASES.closed_note.sub("", (row["section"] or "").split(" / ")[-1])
    return around.identity.of_government and _NAMES_WORDS.revenue_heading.search(heading) is not None


def _had(row: FigureRow) -> str | None:
    """A kind of revenue, where a figure is all that a line of a list says: 3.生态补偿5万元."""
    label = row["label"]
    named, found, amount = without_enumerators(plain_prose(row["sentence"] or "")).partition(label)
    spent = label.endswith(prose_words().tokens.spending)
    alone = AMOUNT.fullmatch(amount.strip("。；，："))
    listed = found and alone and not (named.strip() or spent) and row["statement"] == "level"
    return "revenue_item" if listed else None


def _held_down(label: str, around: Spoken) -> str | None:
    """The measure of what is held down, by its name, or by what it is called for short beside the others."""
    name = _NAMES_WORDS.held_before.sub("", _NAMES_WORDS.line_behind.sub("", label))
    bare = next((one for whole in _HELD_DOWN_LISTS if (one := measure_words().listed[whole].get(name))), None)
    named = lenient(name, around.identity)
    return bare or (named if named and named.startswith(_HELD_DOWN) else None)


def _line(name: str, before: str) -> str | None:
    """The kind of line that a subject's name is; of one that both classifications have (住房公积金) the words `before`
    tell which is meant, else nothing does. A class may stand without 支出 (科学技术).
    """
    spending = prose_words().tokens.spending
    name = _joined(f"{name}{spending}" if f"{name}{spending}" in measure_words().functions else name)
    economic = name in _names_of(_ECONOMIC)
    if name in _names_of(_FUNCTION) or name.removesuffix(spending) in _names_of(_FUNCTION):  # 初中教育支出
        of_function, of_economy = (words.search(before) for words in (_PHRASES.by_function, _PHRASES.by_economy))
        if name == _PHRASES.residual and not (of_function or of_economy):
            return None
        if not economic or (of_function and not of_economy):
            return "function_line"
        return _ECONOMIC_LINE if _PHRASES.economic_list.search(before) else None
    return _ECONOMIC_LINE if economic else None


def _item(label: str, *, used: bool) -> str | None:
    """An item of spending, where a name says so, or the words around it (`used`) tell what the money is for; the total
    of a fund is none, whose ever it is.
    """
    words, label = prose_words(), _NAMES_WORDS.item_behind.sub("", _NAMES_WORDS.item_note.sub("", label))
    label = without_quotes(label)
    called_so = used or words.items.search(label) or _NAMES_WORDS.spent_on.search(label)
    if not called_so or words.no_items.search(label) or AMOUNT.search(label):
        return None  # a label with an amount in it is all that stands before one that nothing names
    if label != _PHRASES.residual and _joined(label) in _names_of(_ECONOMIC):
        return None  # a subject, though nothing tells of which classification
    last = list(tokens(label))[-1:]
    if last and last[0].kind == "part" and last[0].end == len(label) and not neutral().sub("", label[: last[0].start]):
        return None  # 部门预算基本支出 is a part of all spending, whatever it is of here
    total = bool(last and last[0].kind == "total" and last[0]["scope"] and last[0].end == len(label))
    return None if total else ITEM


def _of_targets_or_evaluation(row: FigureRow, said: Meaning, around: Spoken) -> str | None:
    """What money with targets is, or of what was evaluated: 有绩效目标的项目4个，预算资金9万元. Of a whole department's
    evaluation that is the label of what has no name of its own.
    """
    before = around.before
    if row["statement"] == "level" and _NAMES_WORDS.targets_counted.search(before):
        return "evaluation_funds" if is_evaluated(before.rpartition("。")[2]) else "performance_funds"
    if not _of_an_evaluation(row, around):
        return None
    whole = _NAMES_WORDS.evaluated_whole.search(row["sentence"] or "")
    if whole and not said.name and not _NAMES_WORDS.evaluated_project.search(row["label"]):
        row["label"] = whole[0]
    return "evaluated_project"


def _of_an_evaluation(row: FigureRow, around: Spoken) -> bool:
    """Whether a figure is the plan, the execution or the rate of what a sentence on an evaluation speaks of, or what
    a paper that evaluates a project says was granted to it, arrived or was invested.
    """
    words, sentence, statement = _NAMES_WORDS, row["sentence"] or "", row["statement"]
    label = words.source_note.sub("", row["label"])
    if statement in ("level", "rate", "completion") and around.identity.kind == EVALUATION:
        of_money = statement != "rate" and words.evaluated_money.search(label)
        return bool(of_money or words.evaluated_rate.search(label) or _summed_up(row, sentence))
    return statement in ("level", *_FOLLOWING) and row["unit"] is not None and _summed_up(row, sentence)


def _summed_up(row: FigureRow, sentence: str) -> bool:
    words, told = _NAMES_WORDS, row["statement"] == "completion" or row["base"] in (*PLANS, "executed")
    planned = told and words.evaluated_sentence.search(sentence) and words.evaluated_levels.search(sentence)
    return bool(words.evaluated_project.search(row["label"]) or planned)


@cache
def _names_of(scheme: str) -> frozenset[str]:
    """The names of the subjects of a classification, as `_joined`."""
    words = measure_words()
    classes = (*words.functions, *words.functions_below) if scheme == _FUNCTION else ()
    named = (name for (of, _), names in subjects().items() if of == scheme for name, *_ in names)
    return frozenset(map(_joined, (*classes, *named)))


def _joined(name: str) -> str:
    """A subject's name without the words that people put between its parts or leave out: 对个人和家庭（的）补助."""
    return _NAMES_WORDS.subject_joints.sub("", name)
