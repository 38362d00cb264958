"""The sentences of checks in both languages, as `messages.yaml` has them."""

import string
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

from schemas.model import Strict, load_as

_SIDES = ("left", "left_value", "right", "right_value")
_FILLED_IN = {*_SIDES, "rule", "about", "subject", "lead", "status", "more", "off", "missing"}


def _known(template: str) -> str:
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    if unknown := names - _FILLED_IN:
        raise ValueError(f"nothing fills in {', '.join(sorted(unknown))}")
    return template


Template = Annotated[str, AfterValidator(_known)]
Both = tuple[str, str]
"""In Chinese and in English."""


class MessageWords(Strict):
    """What the sentences of checks are made of."""

    holds: tuple[Template, Template]
    fails: tuple[Template, Template]
    missing: tuple[Template, Template]
    about: tuple[Template, Template]
    lead: tuple[Template, Template]
    and_: Both
    directions: list[tuple[str, str, str]]
    more: Both
    less: Both
    statuses: dict[str, Both]
    units: dict[str, tuple[str, str]]
    points_of_percent: tuple[str, str, str]
    numbered: dict[str, str]
    place: dict[str, str]
    ways: dict[str, str]
    sources: dict[str, Both]
    named: dict[str, Both]
    own: dict[str, Both]
    findings: dict[str, Both]
    english: dict[str, str]


@cache
def message_words() -> MessageWords:
    """The words of `messages.yaml`."""
    return load_as("messages.yaml", MessageWords)
