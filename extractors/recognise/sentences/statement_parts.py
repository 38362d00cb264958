"""What a sentence can speak of and say: subject, statement, context; and the years and bases that it prints."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractors.values.text import last_match
from schemas.words.prose import prose_words

_WORDS = prose_words().statements
PRINTED_YEAR = _WORDS.year
BASE = _WORDS.base
COMPARABLE = "comparable"
"""The base of what is counted as the year before would have been by the rules of this one (同口径)."""
PLANS = ("planned", "adjusted")
"""The bases of what a final account compares with: 年初预算, and 调整预算."""


_LONGEST_YEAR_END = 12
"""Characters of the words for the end of last year."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the words before an amount speak of; `stated` once its level or change was read.

    `part_of` is the measure that a line or a named part belongs to, `code` a printed subject code.
    """

    measures: tuple[str, ...]
    label: str
    year: int | None
    part_of: str | None = None
    code: str | None = None
    stated: bool = False
    turned: str | None = None


def together(series: Sequence[Subject]) -> Subject:
    """Several subjects as one, of which what is said is said of each."""
    measures = tuple(measure for one in series for measure in one.measures)
    return replace(series[-1], measures=measures, label="、".join(one.label for one in series))


@dataclass(frozen=True, slots=True)
class Statement:
    """What one amount says; `base` is what it is measured against or itself is: budget, executed or final."""

    subject: Subject
    kind: str
    value: Decimal
    unit: str | None = None
    direction: str | None = None
    year: int | None = None
    base_year: int | None = None
    base: str | None = None
    code: str | None = None


@dataclass(slots=True)
class Context:
    """What is known before a sentence: the year and publisher, what the paragraph and the section speak of.

    `whole` is what the parts below it are parts of, `head` what the paragraph speaks of, `last` what the sentence
    before ended with, `told` the one thing that the sentences of the last paragraph began with, `path` the printed
    classes of subjects above, `day` the year at whose end the paragraph counts assets, `apart` whether the document
    tells this year's revenue from its total, `spent` whether it is a final account, `unit` whether it is one
    unit's, `government` whether a whole government's. `listed` is the whole of a list of lines that the last
    sentence ended with, `led` how the paragraph is numbered that led in a list below it (…，其中：), and the whole
    before it; `of_unnamed` whether what no measure names is listed, for the paragraph before ended in 其中： behind
    its amount.
    """

    fiscal_year: int | None
    publisher: str | None = None
    whole: Subject | None = None
    head: Subject | None = None
    path: dict[str, str] = field(default_factory=dict)
    apart: bool = False
    day: int | None = None
    spent: bool = False
    unit: bool = False
    government: bool = False
    last: Subject | None = None
    told: Subject | None = None
    listed: Subject | None = None
    of_unnamed: bool = False
    led: tuple[str, Subject | None] | None = None


def last_base(text: str) -> re.Match[str] | None:
    """The last comparison that a text names: 比2019年预算数, 与上年."""
    return last_match(BASE, text)


def base_year(base: re.Match[str] | None, year: int | None) -> int | None:
    """The year of a comparison: as printed, else the one before `year`."""
    if base and base[1]:
        return int(base[1])
    return None if year is None else year - 1


def base_kind(base: re.Match[str] | None) -> str | None:
    """What it is compared with: budget, executed or final; None where it does not say."""
    word = base[2] if base else None
    return next((name for name, part in prose_words().base_words.items() if word and part in word), None)


class Year(NamedTuple):
    """A year that a sentence prints: where it ends, which, and up to where names are of it (in a reason its end)."""

    end: int
    year: int
    until: int


@lru_cache(maxsize=4)
def _printed(sentence: str) -> tuple[list[int], list[re.Match[str]], list[int], list[Year]]:
    """The ends of a sentence's comparisons, these themselves, the ends of its other years, and these."""
    bases = list(BASE.finditer(sentence))
    bare = BASE.sub(lambda match: " " * len(match[0]), sentence)
    reasons = list(_reasons(sentence))
    years = [
        Year(
            match.end(),
            int(match[1]),
            next((end for begin, end in reasons if begin <= match.start() < end), len(sentence)),
        )
        for match in PRINTED_YEAR.finditer(bare)
    ]
    return [base.end() for base in bases], bases, [year.end for year in years], years


def _reasons(sentence: str) -> Iterator[tuple[int, int]]:
    """From where to where a sentence gives reasons: 原因是2025年…；."""
    for begin in prose_words().reasons.begin.finditer(sentence):
        end = prose_words().reasons.end.search(sentence, begin.end())
        yield begin.end(), end.start() if end else len(sentence)


def last_base_before(sentence: str, at: int) -> re.Match[str] | None:
    """The last comparison that ends before a place of a sentence."""
    ends, bases, _, _ = _printed(sentence)
    number = bisect_right(ends, at)
    return bases[number - 1] if number else None


def was_against_plan(sentence: str, at: int) -> bool:
    """Whether the last comparison before a place of a sentence is with the year's own plan: 比预算数减少5万元."""
    plans = _plans(sentence)
    number = bisect_right(plans, at)
    base = last_base_before(sentence, at) if number else None
    return number > 0 and (base is None or base.end() < plans[number - 1])


@lru_cache(maxsize=4)
def _plans(sentence: str) -> list[int]:
    return [match.end() for match in _WORDS.own_budget.finditer(BASE.sub(lambda match: " " * len(match[0]), sentence))]


def year_before(sentence: str, at: int, fiscal_year: int | None) -> int | None:
    """The year that a name at a place speaks of: 上年末 before it, else the last year printed before it.

    That of a comparison is none, nor, behind a reason, one that the reason names.
    """
    if fiscal_year is not None and _WORDS.last_year_end.search(sentence, max(0, at - _LONGEST_YEAR_END), at):
        return fiscal_year - 1
    _, _, ends, years = _printed(sentence)
    before = reversed(years[: bisect_right(ends, at)])
    return next((year.year for year in before if at <= year.until), fiscal_year)
