"""The tokens of a sentence that states figures: names, amounts, words of change and of structure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extractors.values.enumerators import IN_SENTENCES
from extractors.values.money import LENT
from extractors.values.numbers import NUMBER
from schemas.codes import measure_words
from schemas.model import pattern_parts
from schemas.words.prose import prose_words

QUOTES = "“”\"'‘’「」"
_QUOTE = re.compile(f"[{QUOTES}]")
YEAR = pattern_parts()["year"]
_WORDS = prose_words().tokens
_SEGMENT = rf"{_WORDS.code}[\u4e00-\u9fff][\u4e00-\u9fff、]{{0,40}}?{_WORDS.inner}[{QUOTES}]?{_WORDS.level}"


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


def without_quotes(text: str) -> str:
    """A text without its quotation marks, which some put around a name and others leave out."""
    return _QUOTE.sub("", text)


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first, with quotation marks allowed inside."""
    quotes = f"[{QUOTES}]*"
    return "|".join(
        quotes.join(map(re.escape, word)) if _WORDS.quoted in word else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Kind, pattern and sign of each kind of token; a sentence without the sign, which is found quickly, has none."""
    words = measure_words()
    flat = [word for word, meaning in words.directions.items() if meaning == "flat"]
    current, scopes = any_of(words.current), any_of(words.scopes)
    classes = any_of(name.removesuffix(_WORDS.spending) for name in words.functions)
    classes = rf"(?:{classes})(?:{_WORDS.spending})?{_WORDS.class_level}(?:{_WORDS.spending})?"
    patterns = {
        "line": rf"{_WORDS.not_counted}(?:{_SEGMENT})+(?:{_WORDS.spending}(?=[\d:：]|$))?",
        "coded": _WORDS.coded,
        "function": rf"(?:{classes}|{any_of(words.functions)})(?:（(?P<code>\d{{3}})）)?",
        "total": rf"(?!{_WORDS.of_a_year})(?P<current>{current})?(?P<scope>{scopes})?(?P<again>{current})?"
        rf"(?P<before>{any_of(words.before)})?(?P<side>{any_of(words.sides)})(?P<after>(?:{any_of(words.after)})*)"
        rf"(?P<compared>{_WORDS.compared_next})?",
        "part": rf"(?:(?P<scope>{scopes})(?:{_WORDS.arranged})?)?(?P<part>{any_of(words.parts)})",
        "name": rf"(?P<name>{any_of(words.names)})",
        "money": rf"(?P<number>[-−]?(?:{NUMBER.pattern}))"
        rf"(?={LENT}\s*(?P<unit>{_WORDS.units}))(?:\s*(?:{_WORDS.units}))?",
        "zero": r"(?<![\d.,])(?P<number>0)(?P<unit>)(?=[，。；、）])",
        "flat": any_of(flat),
        "open": _WORDS.open,
        "close": _WORDS.close,
        "wherein": _WORDS.wherein,
        "because": _WORDS.because,
    }
    signs = {
        "line": _WORDS.level_sign,
        "function": f"{any_of(words.functions)}|{_WORDS.class_level}",
        "coded": _WORDS.coded_sign,
        "total": any_of(words.sides),
        "part": any_of(words.parts),
        "money": _WORDS.unit_sign,
        "zero": "0[，。；、）]",
        "because": _WORDS.because_sign,
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
        if token.kind != "money" or not prose_words().and_.fullmatch(sentence[end : token.start]):
            break
        end, amounts = token.end, amounts + 1
    return amounts


@cache
def change() -> re.Pattern[str]:
    """A word that says more or less."""
    words = [word for word, meaning in measure_words().directions.items() if meaning != "flat"]
    before_amounts = {word for word in words if len(word) == 1} | set(_WORDS.before_amounts)
    long, short = (any_of(word for word in words if (word in before_amounts) is one) for one in (False, True))
    return re.compile(rf"{long}|(?:{short}){_WORDS.short_change}")


@cache
def gap() -> re.Pattern[str]:
    """What may stand between a name and its amount."""
    words = any_of(measure_words().connectors)
    reached = rf"(?:{change().pattern}){_WORDS.reached}|{_WORDS.since_last_year}"
    return re.compile(
        rf"(?:{words}|{reached}|{change().pattern}|{YEAR}|{_WORDS.counted}|{_WORDS.done}|[，,、：:；;。（）\s]|[{QUOTES}])*"
    )


@cache
def neutral() -> re.Pattern[str]:
    """What may stand before a name that other bodies have too."""
    words = any_of(measure_words().neutral)
    own = (YEAR, _WORDS.units_below, _WORDS.compared, _WORDS.own, IN_SENTENCES, _WORDS.class_code, words)
    return re.compile(rf"(?!{_WORDS.no_neutral})(?:{'|'.join(own)}|[{QUOTES}\s])")
