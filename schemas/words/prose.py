"""The words of `prose.yaml`: how sentences state amounts."""

from functools import cache

from schemas.model import Compiled, Strict, load_as


class ProseWords(Strict):
    """The file as it is, its patterns compiled; each entry is explained there."""

    source: str
    before_names: Compiled
    behind_names: Compiled
    bare: Compiled
    compared: Compiled
    planned: Compiled
    executed: Compiled
    final: Compiled
    threshold_behind: Compiled
    threshold_before: Compiled
    price_behind: Compiled
    price_before: Compiled
    completed: Compiled
    share: Compiled
    items: Compiled
    no_items: Compiled


@cache
def prose_words() -> ProseWords:
    """The words by which sentences state amounts. Raises DataFileError where the file has a slip."""
    return load_as("words/prose.yaml", ProseWords)
