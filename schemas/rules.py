"""The rules (勾稽关系): what each is called, what a failure of it is, and what it rests on."""

import re
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator

from schemas.model import Strict, load_as

FILE = "rules.yaml"
_REGULATION = re.compile(r"财[预库]〔20\d\d〕\d+号|政府收支分类科目")
_PAGE = re.compile(r"docs/[a-z-]+\.md(?:#[a-z-]+)?")


def _readable(source: str) -> str:
    """A source that a reader has: regulations and pages of docs/, parted by `; `."""
    for one in source.split("; "):
        if not (_REGULATION.fullmatch(one) or _PAGE.fullmatch(one)):
            raise ValueError(f"{one} is neither a regulation nor a page of docs/")
    return source


class RuleWords(Strict):
    """What `rules.yaml` says of a rule; `zh` and `en` say what must hold, `severity` what a failure is."""

    zh: str
    en: str
    severity: Literal["error", "warning", "info"] = "error"
    source: Annotated[str, AfterValidator(_readable)]


class _File(Strict):
    rules: dict[str, RuleWords]


@cache
def rule_words() -> dict[str, RuleWords]:
    """The words of all rules by name."""
    return load_as(FILE, _File).rules
