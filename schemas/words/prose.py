"""The words of `prose.yaml`: how sentences state amounts."""

import re
from functools import cache
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from schemas.yamlfile import load

Pattern = Annotated[re.Pattern[str], BeforeValidator(re.compile)]


class ProseWords(BaseModel):
    """The file as it is, its patterns compiled; each entry is explained there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    before_names: Pattern
    behind_names: Pattern
    bare: Pattern
    compared: Pattern
    planned: Pattern
    executed: Pattern
    final: Pattern
    threshold_behind: Pattern
    threshold_before: Pattern
    price_behind: Pattern
    price_before: Pattern
    completed: Pattern
    share: Pattern
    items: Pattern
    no_items: Pattern


@cache
def prose_words() -> ProseWords:
    """The words by which sentences state amounts. Raises pydantic.ValidationError where the file has a slip."""
    return ProseWords.model_validate(load("words/prose.yaml"))
