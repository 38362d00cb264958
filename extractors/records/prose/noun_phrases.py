"""The noun phrase that words before an amount end with, without what is no part of a name."""

import re
from functools import cache

from extractors.recognise.sentences.tokens import QUOTES
from extractors.values.enumerators import IN_SENTENCES
from schemas.words.prose import prose_words

_WORDS = prose_words().phrases
ENUMERATOR_FIRST = re.compile(rf"^(?:{IN_SENTENCES})")
_OPEN = re.compile(r"(?<=.)（[^（）]*$")
"""Parentheses that were cut off where they end."""

_LONGEST = 60


def noun_phrase(clause: str) -> str:
    """The name in a clause: without years, comparisons, enumerators, and the words that only lead to the amount."""
    text = _WORDS.product.sub("", prose_words().compared.sub("", clause).strip())
    text = _WORDS.no_name.sub("", _WORDS.formula.sub(r"\g<name>", text) if "=" in text else text)
    text = _WORDS.made_of.sub(r"\g<name>", text)
    previous = None
    while text != previous:
        previous = text
        text = ENUMERATOR_FIRST.sub("", text.strip(" \t、，：")).lstrip("（")
        text = text if any(mark in text[1:] for mark in QUOTES) else text.strip(QUOTES)
        text = _leading().sub("", text)
        text = _trailing().sub("", text)
    text = _WORDS.said_twice.sub(r"\g<name>\g<more>", _WORDS.stray.sub("", text))
    if (
        not text
        or prose_words().bare.fullmatch(text)
        or prose_words().before_names.fullmatch(text)
        or not re.search("[\u4e00-\u9fff]", text)
    ):
        return ""
    return _OPEN.sub(r"\g<0>）", text)[-_LONGEST:].lstrip("、，")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"^(?:{prose_words().before_names.pattern}|{_WORDS.own}|[—\-－+]+)(?=.)")


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf"(?:{prose_words().behind_names.pattern})$")
