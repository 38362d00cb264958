"""The tokens of a sentence that states figures: names, amounts, words of change and of structure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extractors.values.numbers import NUMBER
from schemas.codes import measure_words

QUOTES = "“”\"'‘’「」"
YEAR = r"20\d\d年(?:度)?"
_INNER = r"(?:（[\u4e00-\u9fff]{1,3}）[\u4e00-\u9fff、]{1,12})?"  # 维修（护）费, 政府办公厅（室）及相关机构事务
_CODE = r"(?:(?<![\d.,])\d{2,3}(?![万亿元年月个项]))?"  # 205教育支出（类）02普通教育（款）
_CODED = (  # 行政运行（2040201）, 2040201-行政运行
    r"(?<![\u4e00-\u9fff])(?P<coded>[\u4e00-\u9fff][\u4e00-\u9fff、（）]{1,40}?)（(?P<its_code>[235]\d{2}(?:\d{2}){0,2})）"
    r"|(?<![\d.])(?P<code_of>[235]\d{4}(?:\d{2})?)\s*[-—－]\s*(?P<named>[\u4e00-\u9fff][\u4e00-\u9fff、（）]{1,40}?)(?=\d|为)"
)
_SEGMENT = rf"{_CODE}[\u4e00-\u9fff][\u4e00-\u9fff、]{{0,40}}?{_INNER}（(?:\d{{2,3}})?[类款项]）"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence: its kind (total, part, name, function, line, coded, money, zero, flat, open, close,
    wherein, because), where it stands, and the groups that it was matched with.
    """

    kind: str
    start: int
    end: int
    match: re.Match[str]

    def __getitem__(self, group: str) -> str:
        return self.match[group] or ""


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first, with quotation marks allowed inside."""
    quotes = f"[{QUOTES}]*"
    return "|".join(
        quotes.join(map(re.escape, word)) if "三公" in word else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Kind, pattern and sign of each kind of token; a sentence without the sign, which is found quickly, has none."""
    words = measure_words()
    flat = [word for word, meaning in words.directions.items() if meaning == "flat"]
    current, scopes = any_of(words.current), any_of(words.scopes)
    classes = any_of(name.removesuffix("支出") for name in words.functions)
    patterns = {
        "line": rf"(?<!\d)(?<!\d万)(?:{_SEGMENT})+(?:支出(?=[\d:：]|$))?",
        "coded": _CODED,
        "function": rf"(?:{any_of(words.functions)}|(?:{classes})（类）(?:支出)?)(?:（(?P<code>\d{{3}})）)?",
        "total": rf"(?P<current>{current})?(?P<scope>{scopes})?(?P<again>{current})?"
        rf"(?P<before>{any_of(words.before)})?(?P<side>{any_of(words.sides)})(?P<after>(?:{any_of(words.after)})*)",
        "part": rf"(?P<scope>{scopes})?(?P<part>{any_of(words.parts)})",
        "name": rf"(?P<name>{any_of(words.names)})",
        "money": rf"(?P<number>[-−]?(?:{NUMBER.pattern}))\s*(?P<unit>亿元|万元|元|%|％|万(?=[，。；、）]))",
        "zero": r"(?<![\d.,])(?P<number>0)(?P<unit>)(?=[，。；、）])",
        "flat": any_of(flat),
        "open": "（",
        "close": "）",
        "wherein": r"其中|包括|构成|分部门支出情况",
        "because": r"(?:主要)?(?:增加|减少|变动)?原因|主要是因|主要是(?=由于)",
    }
    signs = {
        "line": "[类款项]）",
        "function": f"{any_of(words.functions)}|（类）",
        "coded": r"（[235]\d{2,6}）|\d[-—－]",
        "total": any_of(words.sides),
        "part": any_of(words.parts),
        "money": "[%％元万]",
        "zero": "0[，。；、）]",
        "because": "原因|主要是",
    }
    return tuple((kind, re.compile(text), re.compile(signs.get(kind, ""))) for kind, text in patterns.items())


def tokens(sentence: str) -> Iterator[Token]:
    """The tokens of a sentence from left to right; of those that begin at one place the longest."""
    found = [
        Token(kind, match.start(), match.end(), match)
        for kind, pattern, sign in _patterns()
        if sign.search(sentence)
        for match in pattern.finditer(sentence)
    ]
    end = 0
    for token in sorted(found, key=lambda token: (token.start, -token.end)):
        if token.start >= end:
            yield token
            end = token.end


def joined_amounts(sentence: str, first: Token, rest: Iterable[Token]) -> int:
    """How many amounts are strung together (3万元、4万元和5万元), from the first on."""
    end, amounts = first.end, 1
    for token in rest:
        if token.kind != "money" or not re.fullmatch("[、，和与及]|以及", sentence[end : token.start]):
            break
        end, amounts = token.end, amounts + 1
    return amounts


@cache
def change() -> re.Pattern[str]:
    """A word that says more or less."""
    return re.compile(any_of(word for word, meaning in measure_words().directions.items() if meaning != "flat"))


@cache
def gap() -> re.Pattern[str]:
    """What may stand between a name and its amount."""
    words = any_of(measure_words().connectors)
    counted = r"\d+\s*(?:批次|[类个项件台辆人次])"
    return re.compile(rf"(?:{words}|{change().pattern}|{YEAR}|{counted}|[，,、：:；;。（）\s]|[{QUOTES}])*")


@cache
def neutral() -> re.Pattern[str]:
    """What may stand before a name that other bodies have too."""
    own = r"[我本](?![省市区县国])[\u4e00-\u9fff]{1,5}?(?=本|年|20|的|$)"
    own += r"|[我本](?:部门|单位|局|委|厅|办|院|校|镇|乡|街道|园区)"
    enumerated = r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})[、.．。]|[①-⑳]|^\d{3}$)"
    compared = rf"(?:[较比与同](?:{YEAR}|上一?年(?:度)?|去年)(?:部门)?(?:预算|决算)?(?:执行数|数)?(?:相比)?)"
    words = any_of(measure_words().neutral)
    units = r"及(?:其)?(?:所属|下属|直属)(?:各)?(?:预算|事业)?单位"
    return re.compile(rf"(?:{YEAR}|{units}|{compared}|{own}|{enumerated}|{words}|[{QUOTES}\s])")
