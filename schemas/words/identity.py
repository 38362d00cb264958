"""The words of `identity.yaml`: by what a document says whose it is, of which year and kind."""

import re
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from schemas.yamlfile import load


def _a_pattern(text: str) -> str:
    re.compile(text)
    return text


Pattern = Annotated[str, AfterValidator(_a_pattern)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Weight(_Strict):
    """How much a source counts: `first` for its first mention, `per_mention` for each further one, up to `most`."""

    first: float
    per_mention: float = 0.0
    most: float | None = None

    def of(self, mentions: int) -> float:
        """The weight of so many mentions."""
        weight = self.first + self.per_mention * (mentions - 1)
        return weight if self.most is None else min(weight, self.most)


class TablesOf(_Strict):
    """Patterns of the titles of a kind's tables."""

    budget: Pattern
    final_accounts: Pattern
    performance: Pattern


class IdentityWords(_Strict):
    """The file as it is; each entry is explained there."""

    source: str
    weights: dict[str, Weight]
    labels: tuple[str, ...]
    form_labels: tuple[str, ...]
    body_ends: tuple[str, ...]
    notes: tuple[str, ...]
    offices: tuple[str, ...]
    levels: dict[str, Pattern]
    titles: tuple[tuple[str, Pattern], ...]
    papers: tuple[tuple[str, Pattern], ...]
    tables: TablesOf
    heads_of_performance: tuple[str, ...]
    subjects_of_statements: Pattern


@cache
def identity_words() -> IdentityWords:
    """The words by which a document is identified. Raises pydantic.ValidationError where the file has a slip."""
    return IdentityWords.model_validate(load("words/identity.yaml"))
