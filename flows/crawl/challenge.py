"""Pages that stand in the place of what was asked for: a test whether a browser is asking.

Which marks they bear is data (`challenges.yaml`); their shape is that a script sets a cookie and loads the page again
while hardly a word is printed.
"""

import re
from functools import cache
from pathlib import Path

from schemas.yamlfile import parse

_DATA = Path(__file__).with_name("challenges.yaml")
_COOKIE = re.compile(r"document\s*\.\s*cookie\s*=|\bcookie\s*\+?=\s*[\"'(]")
_AGAIN = re.compile(r"location\s*\.\s*reload|location(?:\.href)?\s*=\s*location|location\.replace\s*\(\s*location")
_TAGS = re.compile(r"<script\b.*?</script\s*>|<style\b.*?</style\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\s[^>]*href", re.IGNORECASE)
_LARGEST = 200_000
_FEW = 200
"""Characters: a page that prints more says something."""

ADVICE = "open it in a browser; ask the publisher for open access, or for the files, and keep those with yusuan add"


@cache
def _marks() -> "re.Pattern[str]":
    return re.compile("|".join(parse(_DATA.read_text(encoding="utf-8"))["marks"]), re.IGNORECASE)


def is_challenge(page: str) -> bool:
    """Whether a page is a test for browsers, or a form of words that asks for one, in place of what was asked for."""
    if len(page) > _LARGEST or _LINK.search(page):
        return False
    printed = "".join(_TAGS.sub("", page).split())
    if len(printed) > _FEW:
        return False
    return bool(_marks().search(page)) or bool(_COOKIE.search(page) and _AGAIN.search(page))
