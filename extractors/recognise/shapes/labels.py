"""The form in which labels are compared, and the roles that a vocabulary gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.values.text import compact
from schemas.words.heads import head_words
from schemas.words.performance import RoleWords

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
    words = head_words()
    for pattern in (words.label_end, words.label_end, words.label_start):
        form = pattern.sub("", form) or form
    return form if len(form) <= _LONGEST else ""


@dataclass(frozen=True)
class Vocabulary:
    """The roles of labels, in the order in which they are tried."""

    roles: Mapping[str, RoleWords]

    def __hash__(self) -> int:
        return id(self)

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
