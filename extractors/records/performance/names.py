"""Names of projects and bodies with the codes that are printed before or behind them."""

import re

from extractors.values.text import clean, compact, squeezed
from schemas.words.performance import performance_words

_CODE_AND_NAME = re.compile(
    r"[\[【(（]?(?P<code>\d{3,9})[\]】)）]?[-—_\s]*(?P<name>\D.*)|(?P<name2>.*\D)\s*[-—_]?(?P<code2>\d{3,9})"
)
_CODE_IN_LINES = re.compile(r"\d[\dA-Z\s]{15,30}(?=[-—_])")
_PROJECT_CODE = re.compile(r"(?P<code>\d{6}\d{2}[A-Z][0-9A-Z]{9,12})[-—_](?=.)")
"""The national code (财办〔2020〕13号): division, year, kind, number; printed before the project's name."""


def body(text: str) -> tuple[str | None, str | None]:
    """Code and name of a body (`教育部  105`, `253_某某局`)."""
    match = _CODE_AND_NAME.fullmatch(text)
    if match is None:
        return None, text or None
    return match["code"] or match["code2"], (match["name"] or match["name2"]).strip()


def project(text: str) -> tuple[str | None, str | None]:
    """Code and name of a project as printed; the name keeps a code before it, as its publisher prints them as one."""
    name = clean(_CODE_IN_LINES.sub(lambda code: squeezed(code[0]), text, count=1))
    match = _PROJECT_CODE.match(name)
    return match and match["code"], name or None


def is_body(text: str) -> bool:
    """Whether a name ends as a public body's does."""
    return bool(text) and compact(text).endswith(performance_words().bodies)


def category(*texts: str | None) -> str:
    """What a label or title calls a project: project, special_fund or transfer; the first that says so."""
    for text in texts:
        for name, words in performance_words().categories.items():
            if any(word in compact(text or "") for word in words):
                return name
    return "project"


def is_withheld(*texts: str | None) -> bool | None:
    """True where a project's words say that it is not published."""
    return any(word in (text or "") for text in texts for word in performance_words().withheld) or None
