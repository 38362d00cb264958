"""What each amount of a sentence says, in the light of those before it, and of which year it is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.identify.evidence import ADJUSTMENT
from extractors.recognise.sentences.statement_parts import BASE, COMPARABLE, PLANS, PRINTED_YEAR
from extractors.records.context import Context
from extractors.records.prose.meanings import Meaning
from extractors.records.prose.noun_phrases import noun_phrase
from extractors.records.prose.phrases import meaning, named_behind, plan_of, spent_on
from extractors.records.prose.reasons import CHANGES
from extractors.values.numbers import number
from schemas.words.prose import prose_words

_AND = prose_words().and_
_STRUNG = re.compile(rf"\s*(?:{prose_words().and_names})")
_FAR = 500
"""Characters before a sentence in which the clause stands whose amount it begins with."""
_WHOLE = 100
"""Percent that no share exceeds."""
_WINDOW = 40
"""Characters behind an amount in which its use is told, and whose share of a plan it is."""


def read_sentence(
    text: str, start: int, amounts: list[re.Match[str]], context: Context, year: int | None
) -> Iterator[tuple[re.Match[str], Meaning]]:
    """What each amount of a sentence says; of amounts strung together what the first does."""
    end, last, rate, beside, alike, noted, adjusted = start, None, "", False, False, "", False
    for amount in amounts:
        words = prose_words().phrases.note.sub("", text[end : amount.start()])
        if noted and (note := prose_words().share_note.match(words)):  # 增值税（50%部分）8万元
            words = f"{noted}{words[note.end() :]}"
        if not words.strip() and last is None:  # a stop in the wrong place: 维修费。5万元
            words = re.split("[，；。：]", text[max(0, start - _FAR) : start].rstrip("。"))[-1]
        if last is not None and _AND.fullmatch(words.strip()):
            kind = _of_unit(last.statement, amount["unit"])
            said = Meaning(kind, "", last.direction, last.base_year, last.base, last.of, own=False)
        else:
            said = meaning(words, amount["unit"], text[amount.end() : amount.end() + 8], year)
            said = _of_a_whole(said, words, number(amount["number"]), context, last)
            said = _behind_a_change(said, words, amount["unit"], last)
            compared = said.base_year or said.base or said.name or prose_words().compared.search(words)
            if last is not None and not compared and _goes_on(said, last, beside=beside):
                plain = last.statement == "level" and not (last.base_year or beside or _differs(said, last))
                base = None if plain or adjusted else last.base  # 调增5万元，增长4%: it may be of last year
                said = replace(said, base_year=last.base_year, base=base, relative=last.relative)
        if context.identity.of_government:
            said = _of_a_target(said, words, text[amount.end() : amount.end() + _WINDOW], last)
            said = replace(said, base="adjusted") if _became_plan(said, words, context) else said
            alike = _like_for_like(said, words, alike)
            of_one_year = alike and said.base is None and said.statement in CHANGES
            said = replace(said, base=COMPARABLE) if of_one_year else said
        if context.identity.kind != "budget" and said.base == "budget" and said.base_year == year:
            said = replace(said, base_year=None, base="planned")  # 与2030年预算相比, of what was spent in 2030
        if amount["unit"] == prose_words().percentage_point and not said.name:
            appended = rate == prose_words().growth or rate.startswith(prose_words().share_sign)
            said = replace(said, name=rate, own=False, appended=appended)
            words = ""
        behind = text[amount.end() : amount.end() + _WINDOW]
        if last is not None and last.statement == "price" and said.reached and not said.name:
            said = replace(last, year=said.year)  # 标准由79元提高到84元
        said, used = spent_on(said, behind) if context.identity.of_government else (said, 0)
        said, used = named_behind(said, behind) if not used else (said, used)
        yield amount, said
        noted = words[:-1] if words.endswith("（") and said.statement == "rate" else ""
        beside = prose_words().compared.search(words) is not None  # 较预算8万元: what follows is against that
        adjusted = not beside and any(word in words for word in prose_words().adjusting)
        end, last, rate = amount.end() + used, said, _rate(said, words) or rate


def _of_a_whole(said: Meaning, words: str, value: Decimal, context: Context, last: Meaning | None) -> Meaning:
    """A percentage of a plan as how far that was carried out, one of another level before it as a share, and a level
    that is a plan as that.
    """
    if _is_a_plan(words, context) and said.statement in ("level", "share"):
        if said.statement == "level":  # 占预算5万元的98%
            return Meaning("level", base=plan_of(words) or "planned", own=False)
        said = Meaning("completion", base=plan_of(words), own=False)
    if last is not None and words.strip() == prose_words().of:
        if last.base in PLANS:  # 完成预算5万元的98%
            return Meaning("completion", base=last.base, own=False)
        if last.of and last.statement == "level":  # 占教育支出5万元的98%
            return Meaning("share", of=last.of, own=False)
    if said.statement == "share" and not said.name and last is not None and last.statement in CHANGES and last.name:
        return replace(said, name=last.name)  # 收入8万元，其中税收增长5%，占收入的80%
    if said.statement == "share" and value > _WHOLE:
        return replace(said, statement="completion", base=plan_of(words))  # 占预算的102.3%: of a plan
    return said


def _is_a_plan(words: str, context: Context) -> bool:
    """Whether an amount is the plan that a percentage behind it is of, in what is no plan itself."""
    return context.identity.kind != "budget" and prose_words().of_plan.search(words) is not None


def _behind_a_change(said: Meaning, words: str, unit: str, last: Meaning | None) -> Meaning:
    """A level as a change, where it is strung to one (压缩会议费5万元、培训费3万元), or as what the change comes to."""
    if said.statement != "level" or last is None or last.statement not in CHANGES:
        return said
    if last.led and _STRUNG.match(words):
        return replace(last, name=said.name, statement=_of_unit(last.statement, unit))
    arrived = not said.name and prose_words().statements.arrived.match(words)
    return replace(said, name=last.name, own=False, reached=True) if arrived else said


def _of_unit(statement: str, unit: str) -> str:
    """The kind of a change by the unit of its amount: of money, or a percentage."""
    return ("percent" if unit in prose_words().rates else "change") if statement in CHANGES else statement


def _goes_on(said: Meaning, last: Meaning, *, beside: bool) -> bool:
    """Whether a change is against what the amount before it is, or is compared with: 比上年8万元增加2万元，增长25%; so
    where that is a plan with a comparison `beside` it.
    """
    if said.statement == "percent":
        return last.statement != "completion"
    against = last.base_year is not None or (beside and last.base in PLANS)
    earlier = last.statement == "level" and against and not last.name
    return said.statement == "change" and (earlier or last.statement in CHANGES or _differs(said, last))


def _differs(said: Meaning, last: Meaning) -> bool:
    """Whether an amount says how far what was done is from the plan before it: 年初预算9万元，差值1万元."""
    return said.statement == "change" and said.direction is None and last.statement == "level" and last.base in PLANS


def _of_a_target(said: Meaning, words: str, behind: str, last: Meaning | None) -> Meaning:
    """What was to be reached as the plan that it is, or how far it was: 完成年度收入目标8亿元的98%."""
    of_target = prose_words().target.search(words) is not None
    if said.statement == "level" and (of_target or prose_words().target_behind.match(behind)):
        return replace(said, name="", base=plan_of(words) or "planned", base_year=None, titled="", own=False)
    if said.statement == "level" and not said.base_year and prose_words().approved.search(words):
        return replace(said, base="planned")
    of_last = last is not None and last.base in PLANS and prose_words().target_behind.fullmatch(words.strip())
    if said.statement == "rate" and (of_target or of_last):
        return Meaning("completion", base=(last.base if last and of_last else plan_of(words)), own=False)
    return said


def _like_for_like(said: Meaning, words: str, before: bool) -> bool:
    """Whether what a sentence says is counted by one year's rules: 扣除退税因素后，完成预算的98%，增长3%."""
    if said.name or prose_words().as_counted in words:
        return False
    return before or prose_words().like_for_like.search(words) is not None


def _became_plan(said: Meaning, words: str, context: Context) -> bool:
    """Whether an amount is what a plan became (支出调整为8亿元), in a paper on what was done, not on that plan."""
    told = said.statement == "level" and said.base is None and context.identity.kind != ADJUSTMENT
    return told and prose_words().phrases.became.search(words) is not None


def _rate(said: Meaning, words: str) -> str:
    """What a percentage is, by the `words` before it, for the points that it has changed by: its growth, or a share."""
    if said.statement == "percent" and words:
        return prose_words().growth
    return noun_phrase(re.split("[，；：]", words)[-1]) if said.statement in ("share", "completion", "rate") else ""


def year_of(sentence: str, context: Context) -> int | None:
    """The year that a sentence speaks of: the document's, or the one that it prints in a report of a government."""
    printed = set(PRINTED_YEAR.findall(BASE.sub("", sentence))) if context.identity.of_government else set()
    return int(printed.pop()) if len(printed) == 1 else context.year


def year_told(said: Meaning, last: int | None, only: int | None, year: int | None) -> int | None:
    """The year of an amount: of an earlier level, or printed before it; else for a level the sentence's `last` one,
    for a change the `only` one that the sentence prints, where no level is of a later: 8万元，2030年6万元，增加2万元.
    """
    if said.statement == "level" and said.base_year:
        return said.base_year
    if said.year or said.reached or said.statement in CHANGES:
        return said.year or (year if said.reached else only)
    return last or year
