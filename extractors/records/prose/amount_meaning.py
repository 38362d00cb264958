"""What an amount says of the subject before it: a level, a change, a percentage, a named part."""

import re
from dataclasses import replace
from decimal import Decimal

from extractors.records.prose.statement_parts import (
    BASE,
    PRINTED_YEAR,
    Statement,
    Subject,
    base_kind,
    base_year,
    last_base,
)
from extractors.records.prose.tokens import QUOTES, change
from schemas.codes import measure_words

_ITEM = re.compile(
    r"(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff（）]{1,23}?)(?:\d+\s*[\u4e00-\u9fff]{1,2}[，,])?"
    r"(?:采购)?(?:金额|价值)?(?:安排支出|安排|预算|共计|共|为)?"
)
_NO_ITEM = re.compile(r"[每占较比]|合计|总计|共计|增加|减少|其中|上年(?!结转)|去年|执行数|单价|分别")
_BEFORE_AN_ITEM = re.compile(rf"^[，,、；;：:。\s]*(?:\d+\s*[、.．])?(?:主要)?(?:是由|由|为)?|[{QUOTES}]")
_SHARE = re.compile(r"占(?:比(?:为)?|总[收支][入出]的?|[^，。；占]{0,12}的)?$")
_PLANNED = re.compile(r"(?<!公共)(?<!基金)(?<!经营)预算")
NOTE = re.compile(r"[，,]?(?:功能|经济)分类(?:列|科目)?[:：]?(?P<codes>\d[\d、，,]*)")
_PRIOR = re.compile(
    r"[，,；;（：:]?\s*(?:(20\d\d)年(?:度)?|上年(?:度)?|去年)(?:年初)?"
    r"(预算执行数|执行数|预算数|预算|决算数|决算)?(?:为|是)?[:：]?\s*"
)
"""An earlier year's level behind this year's: 60万元，上年预算为65万元."""
_LAST = re.compile(r"上年(?!结转)|去年")
_OWN_BUDGET = re.compile(r"[较比与同](?:本年)?(?:年初)?预算")
"""What was spent against what was planned for the same year (比年初预算减少): no change against the year before."""


def said_of(subject: Subject, words: str, before: str, value: Decimal, unit: str | None) -> Statement | None:
    """The level, change or percentage that an amount behind `words` states; `before` is the sentence up to it.

    None where the words say neither: a percentage of no change, a second amount of what has its level already.
    """
    if _OWN_BUDGET.search(BASE.sub("", words)):
        return None
    base, changes = last_base(words), list(change().finditer(words))
    if base and changes and changes[-1].start() <= base.start():
        changes = changes if base[0].startswith(changes[-1][0]) else []
    direction = measure_words().directions[changes[-1][0]] if changes else subject.turned
    if direction:
        against = base or last_base(before)
        kind = "percent" if unit == "%" else "change"
        since = base_year(against, subject.year)
        return Statement(subject, kind, value, unit, direction, subject.year, since, base_kind(against))
    if unit == "%":
        return None
    return _level(subject, words, base, value, unit)


def _level(
    subject: Subject, words: str, base: re.Match[str] | None, value: Decimal, unit: str | None
) -> Statement | None:
    if base:
        return Statement(subject, "level", value, unit, year=base_year(base, subject.year), base=base_kind(base))
    prior = _PRIOR.fullmatch(words) if subject.stated or _LAST.search(words) else None
    if prior and subject.year and (not prior[1] or int(prior[1]) < subject.year):
        year = int(prior[1] or subject.year - 1)
        return Statement(subject, "level", value, unit, year=year, base=base_kind(prior))
    years = PRINTED_YEAR.findall(words)
    executed = "executed" if "执行数" in words else None
    if subject.stated and not (years and re.search("预算|安排", words)):
        return None
    return Statement(subject, "level", value, unit, year=int(years[-1]) if years else subject.year, base=executed)


def since(said: Statement, prior: Statement | None, words: str) -> Statement:
    """A change against the earlier level that stands before it: 2018年执行数为60万元，增加5万元."""
    if said.kind == "level" or prior is None or last_base(words):
        return said
    return replace(said, base_year=prior.year, base=prior.base)


def unchanged(subject: Subject, base: re.Match[str] | None, sentence: str) -> Statement:
    """That a subject is as it was: a change of zero, against what the sentence compares with."""
    against = base_year(base or last_base(sentence), subject.year)
    return Statement(subject, "change", Decimal(0), None, "flat", subject.year, against, base_kind(base))


def share_of(subject: Subject, words: str, value: Decimal, whole: str | None, *, named: bool) -> Statement | None:
    """The share of `whole` that a subject has; `named` where the sentence names it."""
    last = re.split(r"[，,；;]", words)[-1]
    if not (_SHARE.search(last.strip(QUOTES)) or named):
        return None
    if whole == "revenue_appropriation" and not subject.measures[0].startswith("revenue"):
        whole = "expenditure_appropriation"
    return Statement(replace(subject, part_of=whole), "share", value, "%", None, subject.year)


def is_planned(subject: Subject | None, words: str) -> bool:
    """Whether an amount in a final account was planned (年初预算为…): the words behind it tell what was spent."""
    return subject is not None and not change().search(words) and _PLANNED.search(subject.label + words) is not None


LEAD = re.compile(r"[，,：:\s]*(?:其中)?(?:主要)?(?P<use>用于)|[，,：:\s]*主要(?:是|为|有|包括)(?!由)")
"""Words by which a list tells what the amount directly before it is made of."""


def item_of(whole: Subject, part_of: str | None, words: str, value: Decimal, unit: str) -> Statement | None:
    """A named part of the whole in a list behind 其中; `part_of` gives its measure for what is no revenue."""
    label = _BEFORE_AN_ITEM.sub("", words)
    match = _ITEM.fullmatch(label)
    if match is None or _NO_ITEM.search(label):
        return None
    listed = measure_words().listed.get(whole.measures[0], {}).get(match["label"])
    if listed:
        return Statement(Subject((listed,), match["label"], whole.year), "level", value, unit, year=whole.year)
    measure = "economic_line" if whole.measures[0] == "operating_cost" else "part_line"
    if "收入" in match["label"]:
        part_of = whole.measures[0]
    return Statement(Subject((measure,), match["label"], whole.year, part_of), "level", value, unit, year=whole.year)


def coded(said: Statement | None, after: str) -> Statement | None:
    """A line with the one code that the words behind its amount give it (经济分类列30201)."""
    note = NOTE.match(after)
    codes = re.findall(r"\d{3,7}", note["codes"]) if note else []
    if said is None or len(codes) != 1 or said.subject.measures[0] not in ("economic_line", "function_line"):
        return said
    return replace(said, subject=replace(said.subject, code=codes[0]))
