"""The shapes of lines that the forms share: enumerators, organisation lines, labelled lines."""

import re
import unicodedata
from functools import lru_cache

from extractors.values.text import compact
from schemas.model import pattern_parts
from schemas.words.lines import line_words
from schemas.words.numerals import numerals
from schemas.words.values import value_words

_WORDS = line_words()

CHINESE_NUMERAL = pattern_parts()["numerals"]

# Numbering styles, as they nest in these documents; the name of a style is what an outline compares.
ENUMERATORS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(_WORDS.part)),
    ("chinese", re.compile(rf"[{CHINESE_NUMERAL}]+、")),
    ("chinese_parens", re.compile(rf"[（(][{CHINESE_NUMERAL}]+[）)]、?")),
    ("arabic_parens", re.compile(r"[（(]\d{1,3}[）)]、?")),
    ("bracketed", re.compile(r"[⑴-⒇]\s*、?")),
    ("arabic", re.compile(r"\d{1,3}(?:、|[.．](?!\d))")),
)

ORGANISATION_LINE = _WORDS.organisation
"""`435002 某某管理处`, the unit's code and name above a table."""

BODY = re.compile(rf"[\u4e00-\u9fff（）“”、·]{{2,30}}(?:{'|'.join(value_words().bodies)})")
"""The name of a body that stands alone."""

NAMED_LINE = _WORDS.named
"""`填报单位：某某管理处`, the unit's name alone above a table."""

LABELLED_LINE = re.compile(r"[\u4e00-\u9fff“”]{2,10}[:：]")

_SENTENCE_END = tuple("。！？；：!?;:")


@lru_cache(maxsize=4096)
def enumerator(text: str) -> tuple[str, str, str] | None:
    """Style, printed enumerator and remaining text of a line that begins with a number, else None."""
    for style, pattern in ENUMERATORS:
        match = pattern.match(text)
        if match:
            return style, match[0], text[match.end() :]
    return None


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


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence may end."""
    return text.rstrip("”’』」）)").endswith(_SENTENCE_END) or text.endswith(_SENTENCE_END)


@lru_cache(maxsize=4096)
def is_number_line(text: str) -> bool:
    """Whether a line holds only a table's number, as `附表3-5`."""
    return _WORDS.number.fullmatch(compact(text).rstrip(":")) is not None


@lru_cache(maxsize=4096)
def is_note(text: str) -> bool:
    """Whether a line is a remark under a table: such lines are no title of the next one."""
    return _WORDS.note.fullmatch(compact(text)) is not None
