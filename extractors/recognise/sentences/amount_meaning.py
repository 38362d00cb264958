"""What an amount says of the subject before it: a level, a change, a percentage, a named part."""

import re
from dataclasses import replace
from decimal import Decimal

from extractors.recognise.sentences.measure_names import OF_TARGETS
from extractors.recognise.sentences.statement_parts import (
    BASE,
    COMPARABLE,
    PRINTED_YEAR,
    Statement,
    Subject,
    base_kind,
    base_year,
    last_base,
    last_base_before,
    was_against_plan,
)
from extractors.recognise.sentences.tokens import QUOTES, change, gap, without_quotes
from extractors.values.numbers import NUMBER
from schemas.codes import measure_words
from schemas.words.prose import prose_words

_WORDS = prose_words().statements
_NEAR = 80
"""Characters before an amount in which the one beside it stands."""
_AMOUNT = re.compile(rf"(?:{NUMBER.pattern})\s*(?:{prose_words().tokens.units})")
_UNTURNED = prose_words().phrases.no_direction
_LONGEST_NAME = 30
"""Characters between a comparison and the amount of what is compared with."""
_BEFORE_AN_ITEM = re.compile(rf"{_WORDS.before_item}|[{QUOTES}]")


def said_of(subject: Subject, words: str, sentence: str, at: int, value: Decimal, unit: str | None) -> Statement | None:
    """The level, change or percentage that an amount behind `words` states; which stands `at` a place of its sentence.

    None where the words say neither: a percentage of no change, a second amount of what has its level already.
    """
    base, changes = last_base(words), list(change().finditer(words))
    of_plan = base is None and changes and was_against_plan(sentence, at)  # 甲8万元，比预算减少1万元；乙减少2万元
    counted = unit == "%" and _WORDS.counted_change.search(words)
    if of_plan or counted or _WORDS.own_budget.search(BASE.sub("", words)):
        return None
    if changes and _WORDS.become.match(words, changes[-1].end()):
        printed = PRINTED_YEAR.findall(BASE.sub("", words))  # 2030年9万元，2031年下降到8万元
        year = int(printed[-1]) if printed else subject.year
        return None if unit == "%" else Statement(replace(subject, turned=None), "level", value, unit, year=year)
    if base and changes and changes[-1].start() <= base.start():
        changes = changes if base[0].startswith(changes[-1][0]) else []
    direction = measure_words().directions[changes[-1][0]] if changes else subject.turned
    if direction:
        against = base or last_base_before(sentence, at)
        kind = "percent" if unit == "%" else "change"
        printed = PRINTED_YEAR.findall(BASE.sub("", words))  # 2030年8万元，2031年比2030年增加1万元
        year = int(printed[-1]) if printed else subject.year
        since = base_year(against, year)
        base_is = COMPARABLE if _alike(words, sentence, at) else base_kind(against)
        if base is None and changes and changes[-1][0] in prose_words().adjusting:  # 调增9万元: the year's own plan
            since, base_is = None, "planned"
        return Statement(subject, kind, value, unit, direction, year, since, base_is)
    if unit == "%" or (base and _UNTURNED.search(words)):  # 比上年决算数变化0万元: no level of last year
        return None
    return _level(subject, words, base or _base_of_name(subject.label, sentence, at), value, unit)


def _base_of_name(label: str, sentence: str, at: int) -> re.Match[str] | None:
    """The comparison that the name of an amount at a place stands in: 较2030年“三公”经费合计16万元增加5万元."""
    base = last_base_before(sentence, at)
    if base is None or at - base.end() > _LONGEST_NAME or not _WORDS.base_of_level.match(base[0]):
        return None
    between = sentence[base.end() : at]
    named = without_quotes(between).find(label)
    return base if named >= 0 and not _WORDS.no_base_of_level.search(between) else None


def _alike(words: str, sentence: str, at: int) -> bool:
    """Whether the comparison of an amount `at` a place is by one year's rules, or that of the amount beside it is:
    同口径减少38万元，下降7.4%.
    """
    if prose_words().like_for_like.search(words) or prose_words().compared.search(words):
        return prose_words().like_for_like.search(words) is not None
    before = sentence[max(0, at - _NEAR) : at]
    told = list(prose_words().like_for_like.finditer(before))
    between = PRINTED_YEAR.sub("", before[told[-1].end() :]) if told else ""
    return len(_AMOUNT.findall(between)) == 1 and not _WORDS.clause_end.search(between)


def _level(
    subject: Subject, words: str, base: re.Match[str] | None, value: Decimal, unit: str | None
) -> Statement | None:
    if base:
        return Statement(subject, "level", value, unit, year=base_year(base, subject.year), base=base_kind(base))
    prior = _WORDS.prior.fullmatch(words) if subject.stated or prose_words().last_year.search(words) else None
    if prior and subject.year and (not prior[1] or int(prior[1]) < subject.year):
        year = int(prior[1] or subject.year - 1)
        return Statement(subject, "level", value, unit, year=year, base=base_kind(prior))
    years = PRINTED_YEAR.findall(words)
    executed = "executed" if prose_words().executed.search(words) else None
    if subject.stated and not (years and _WORDS.plans.search(words)):
        return None
    return Statement(subject, "level", value, unit, year=int(years[-1]) if years else subject.year, base=executed)


def since(said: Statement, prior: Statement | None, words: str) -> Statement:
    """A change against the earlier level that stands before it: 2018年执行数为60万元，增加5万元."""
    if said.kind == "level" or prior is None or prior.year == said.year or last_base(words):
        return said
    return replace(said, base_year=prior.year, base=prior.base)


def unchanged(subject: Subject, base: re.Match[str] | None, sentence: str) -> Statement:
    """That a subject is as it was: a change of zero, against what the sentence compares with."""
    against = base_year(base or last_base_before(sentence, len(sentence)), subject.year)
    return Statement(subject, "change", Decimal(0), None, "flat", subject.year, against, base_kind(base))


def against_plan(said: Statement) -> Statement:
    """What was spent against the year itself (与2030年预算相比, 比2030年年初预算): against what was planned."""
    if said.base in ("budget", None) and said.year and said.base_year == said.year:
        return replace(said, base_year=None, base="planned")
    return said


def share_of(subject: Subject, words: str, value: Decimal, whole: str | None, *, named: bool) -> Statement | None:
    """The share of `whole` that a subject has; `named` where the sentence names it."""
    last = re.split(r"[，,；;]", words)[-1]
    sign = _WORDS.share.search(last.strip(QUOTES))
    if not named and (sign is None or not gap().fullmatch(last.strip(QUOTES)[: sign.start()])):
        return None  # 其中小微企业占60%: of another than the subject
    if whole == "revenue_appropriation" and not subject.measures[0].startswith("revenue"):
        whole = "expenditure_appropriation"
    return Statement(replace(subject, part_of=whole), "share", value, "%", None, subject.year)


def is_planned(subject: Subject | None, words: str) -> bool:
    """Whether an amount in a final account was planned (年初预算为…): the words behind it tell what was spent."""
    if subject is None or change().search(words) or _WORDS.spent.search(words) or subject.measures[0] in OF_TARGETS:
        return False
    return _WORDS.planned.search(subject.label + words) is not None


def item_of(whole: Subject, part_of: str | None, words: str, value: Decimal, unit: str) -> Statement | None:
    """A named part of the whole in a list behind 其中; `part_of` gives its measure for what is no revenue."""
    label = prose_words().phrases.made_of.sub(r"\g<name>", _BEFORE_AN_ITEM.sub("", words))
    match = _WORDS.item.fullmatch(label)
    if match is None or _WORDS.no_item.search(label):
        return None
    short = measure_words().listed.get(whole.measures[0], {})
    name = next((name for name in (label.rstrip("为"), match["label"]) if name in short), None)
    if name:
        return Statement(Subject((short[name],), name, whole.year), "level", value, unit, year=whole.year)
    measure = "economic_line" if whole.measures[0] == "operating_cost" else "part_line"
    if prose_words().revenue in match["label"]:
        part_of = whole.measures[0]
    return Statement(Subject((measure,), match["label"], whole.year, part_of), "level", value, unit, year=whole.year)


def coded(said: Statement | None, sentence: str, at: int) -> Statement | None:
    """A line with the one code that the words behind its amount, which ends `at`, give it (经济分类列30201)."""
    note = _WORDS.note.match(sentence, at)
    codes = re.findall(r"\d{3,7}", note["codes"]) if note else []
    if said is None or len(codes) != 1 or said.subject.measures[0] not in ("economic_line", "function_line"):
        return said
    return replace(said, subject=replace(said.subject, code=codes[0]))


class Told:
    """The levels that a sentence has stated so far."""

    def __init__(self) -> None:
        self._levels: dict[tuple[tuple[str, ...], str, int | None, str | None], Decimal] = {}
        self._years: dict[tuple[str, ...], set[int]] = {}
        self._later: set[tuple[str, ...]] = set()

    def of_the_later_year(self, said: Statement, words: str) -> Statement:
        """A change against last year behind that year's own level, where this year's stands before it, as this year's,
        and one behind levels of two earlier years as the later one's: 2031年8万元，2030年9万元，与上年相比减少1万元.
        """
        year, measures = said.year, said.subject.measures
        if said.kind == "level" and year:
            self._years.setdefault(measures, set()).add(year)
        told = self._years.get(measures, set())
        base = last_base(words)
        relative = base[1] is None if base else measures in self._later
        last = max(told, default=0)
        later = {last - 1, last} <= told and year is not None and (year == last - 1 or year not in told)
        if said.kind == "level" or not (relative and later):
            return said
        self._later.add(measures)
        return replace(said, year=last, base_year=last - 1)

    def tells(self, subject: Subject) -> bool:
        """Whether a level of a subject was stated."""
        return subject.measures in self._years

    def differs(self, said: Statement) -> bool:
        """Whether a level was stated already with another amount; behind 其中 it is then one of another whole.

        货物9万元、服务6万元；其中一般公共预算8万元：货物5万元、服务3万元.
        """
        if said.kind != "level":
            return False
        key = (said.subject.measures, said.subject.label, said.year, said.base)
        return self._levels.setdefault(key, said.value) != said.value
