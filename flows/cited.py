"""Whether a reader finds what the rules of `schemas/rules.yaml` rest on: pages of docs/ with their sections."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from schemas.model import line_of
from schemas.rules import FILE, RuleWords, rule_words

ROOT = Path(__file__).parent.parent
_RULES = "docs/rules.md"


def not_found() -> Iterator[str]:
    """A sentence with file and line for each source that is not there: a page, a section of one, a regulation."""
    for name, words in rule_words().items():
        for lacking in _lacking(words):
            line = line_of(ROOT / "schemas" / FILE, ["rules", name, "source"])
            yield f"schemas/{FILE}, line {line}: {name} rests on {lacking}"


def _lacking(words: RuleWords) -> Iterator[str]:
    for source in words.source.split("; "):
        page, _, section = source.partition("#")
        if not page.startswith("docs/"):
            if source not in _text(_RULES):
                yield f"{source}, of which {_RULES} says nothing"
        elif not (ROOT / page).is_file():
            yield f"{page}, and there is no such page"
        elif section and section not in _sections(page):
            yield f"{source}, and {page} has no such section"


@cache
def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@cache
def _sections(page: str) -> frozenset[str]:
    """The names of a page's sections in links, as GitHub makes them of its headings."""
    headings = re.findall(r"^#+ (.*)$", _text(page), re.MULTILINE)
    return frozenset(re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings)
