"""What could not be read, in the language in force: failures are published in English, one sentence each."""

import re
from functools import cache, lru_cache
from pathlib import Path

from flows.language import language
from schemas.messages import message_words
from schemas.yamlfile import load

_FILE = Path(__file__).parent / "words" / "failures.zh.yaml"
_PLACED = re.compile(r"\b(page|line|row|column|sheet) (\d+)\b")


def said(message: str, spoken: str | None = None) -> str:
    """A sentence of `failures.message` in a language, by default the one in force; English where no Chinese is known.

    The name of the file before it stays as it is.
    """
    return _chinese(message) if (spoken or language()) == "zh" else message


@lru_cache(maxsize=1024)
def _chinese(message: str) -> str:
    for pattern, chinese in _sentences():
        if found := pattern.fullmatch(message):
            values = {name: _value(text) for name, text in found.groupdict(default="").items()}
            return values.pop("file_name", "") + chinese.format(**values)
    return message


def _value(text: str) -> str:
    """What is filled in: a place in words, a sentence within the sentence, or as it is."""
    places = message_words().place
    return _PLACED.sub(lambda found: places[found[1]].replace("@", found[2]), text) if _PLACED.search(text) else text


@cache
def _sentences() -> list[tuple[re.Pattern[str], str]]:
    """A pattern for each English sentence, with its Chinese."""
    return [(re.compile(_pattern(entry["en"]), re.DOTALL), entry["zh"]) for entry in load(_FILE)]


def _pattern(english: str) -> str:
    pieces = re.split(r"\{(\w+)\}", english)
    parts = [f"(?P<{one}>.+?)" if at % 2 else re.escape(one) for at, one in enumerate(pieces)]
    return rf"(?P<file_name>(?:[^:]|:(?! ))*: )??{''.join(parts)}"
