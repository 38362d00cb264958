"""The form in which labels are compared, the roles that a vocabulary gives them, and the names of levels."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.values.enumerators import without_enumerators
from extractors.values.text import compact
from schemas.words.heads import head_words
from schemas.words.performance import RoleWords, performance_words

_LONGEST = 24
"""Characters of a label."""
_BEFORE_SUFFIX = 8
"""Characters that may stand before the end by which a label is known."""


@lru_cache(maxsize=16384)
def label_form(text: str) -> str:
    """A text as labels are compared: no white space, half-width, without a unit, points, a year, 其中. "" for none."""
    if not text or len(text) > 3 * _LONGEST:
        return ""
    form = compact(text).lstrip("*")
    form = without_enumerators(form) or form
    words = head_words()
    for pattern in (words.label_end, words.label_end, words.label_start):
        form = pattern.sub("", form) or form
    return form if len(form) <= _LONGEST else ""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The roles of labels, in the order in which they are tried."""

    roles: Mapping[str, RoleWords]

    @lru_cache(maxsize=16384)  # noqa: B019 - a vocabulary lives as long as the process
    def known(self, text: str) -> tuple[str, ...]:
        """The roles that have a text as a label: to the letter, else made of the words of their labels."""
        if not (form := label_form(text)):
            return ()
        return tuple(role for role, words in self.roles.items() if form in words.exact) or tuple(
            role for role, words in self.roles.items() if words.made_of is not None and words.made_of.fullmatch(form)
        )

    @lru_cache(maxsize=16384)  # noqa: B019
    def any(self, text: str) -> tuple[str, ...]:
        """The same, else the roles whose labels end so or contain it: only for a cell of a row known to be a head."""
        form = label_form(text)
        if not form or (found := self.known(text)):
            return found if form else ()
        return tuple(
            role
            for role, words in self.roles.items()
            if any(form.endswith(end) and len(form) <= len(end) + _BEFORE_SUFFIX for end in words.suffix)
            or any(word in form for word in words.contains)
        )


@cache
def _level_names(level: int) -> frozenset[str]:
    end = performance_words().level_end
    names = performance_words().levels[level]
    return frozenset(names) | {name.removesuffix(end) for name in names}


@lru_cache(maxsize=16384)
def is_level(text: str, *levels: int) -> bool:
    """Whether a text is the name of a level, of one of `levels` where given, with or without 指标 and points."""
    name = performance_words().points.sub("", compact(text))
    return any(name in _level_names(level) for level in levels or (1, 2))


@lru_cache(maxsize=4096)
def both_levels(text: str) -> tuple[str, str] | None:
    """The names of both levels that a text holds, with a sign between them (产出指标-数量指标); None for another."""
    parts = re.split(r"\s*[-—–/／、:：]\s*", compact(text), maxsplit=1)
    return (parts[0], parts[1]) if len(parts) > 1 and is_level(parts[0], 1) and is_level(parts[1], 2) else None
