"""Enumerators before names and headings: 第一部分, 一、, （一）, 1., (1), 1), ⑴; in sentences also 一是, ①, 1。."""

import re
import unicodedata
from functools import lru_cache

from schemas.model import pattern_parts
from schemas.words.lines import line_words
from schemas.words.numerals import numerals

CHINESE_NUMERAL = pattern_parts()["numerals"]

# Styles, as they nest in these documents; the name of a style is what an outline compares.
ENUMERATORS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(line_words().part)),
    ("chinese", re.compile(rf"[{CHINESE_NUMERAL}]+[、.．]")),
    ("chinese_parens", re.compile(rf"[（(][{CHINESE_NUMERAL}]+[）)]、?")),
    ("arabic_parens", re.compile(r"[（(]\d{1,3}[）)]、?")),
    ("arabic_half", re.compile(r"\d{1,2}[）)]、?")),
    ("bracketed", re.compile(r"[⑴-⒇]\s*、?")),
    ("arabic", re.compile(r"\d{1,3}(?:、|[.．](?!\d))")),
)

_WITHIN = (rf"[{CHINESE_NUMERAL}]{line_words().counted}", "[①-⑳]", rf"(?:\d{{1,2}}|[{CHINESE_NUMERAL}]{{1,2}})。")

IN_SENTENCES = "|".join([*(f"(?:{pattern.pattern})" for _, pattern in ENUMERATORS), *_WITHIN])
"""A pattern for what counts parts of a sentence: enumerators of lines, and those that only sentences have."""


@lru_cache(maxsize=8192)
def enumerator(text: str) -> tuple[str, str, str] | None:
    """Style, printed enumerator and remaining text of a line that begins with a number, else None."""
    for style, pattern in ENUMERATORS:
        match = pattern.match(text)
        if match:
            return style, match[0], text[match.end() :]
    return None


def without_enumerators(text: str) -> str:
    """The text without the enumerators that it begins with, however many: `（一）1.某某` is 某某."""
    while numbered := enumerator(text):
        text = numbered[2].lstrip()
    return text


def enumerator_value(printed: str) -> int:
    """The value of an enumerator (`12、`, `（十二）`, `⑿`), up to 99 in Chinese; 0 where it has none."""
    number = re.search(rf"\d+|[{CHINESE_NUMERAL}]+|[⑴-⒇]", printed)
    if number is None or number[0].isdecimal():
        return int(number[0]) if number else 0
    if number[0] not in CHINESE_NUMERAL and len(number[0]) == 1:
        return int(unicodedata.numeric(number[0]))
    tens, ten, ones = number[0].rpartition(numerals().units[0])
    units = CHINESE_NUMERAL.find(ones) + 1 if ones else 0
    return units + (10 * (CHINESE_NUMERAL.find(tens) + 1 if tens else 1) if ten else 0)


def is_heading(text: str, longest: int = 40) -> bool:
    """Whether a line is a numbered heading: enumerated, short, not a sentence."""
    numbered = enumerator(text)
    if numbered is None or len(text) > longest:
        return False
    return not numbered[2].rstrip("：:").endswith(("。", "；", "，", "、", ";", ","))
