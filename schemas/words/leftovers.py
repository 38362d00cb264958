"""The words of `leftovers.yaml`: what a number is that no record took."""

from functools import cache

from schemas.model import Compiled, Strict, load_as


class LeftoverWords(Strict):
    """The file as it is: kinds in the order in which they are tried."""

    source: str
    kinds: tuple[tuple[str, Compiled], ...]
    amounts: tuple[tuple[str, Compiled], ...]


@cache
def leftover_words() -> LeftoverWords:
    """The words around numbers. Raises DataFileError where the file is not as its model says."""
    return load_as("words/leftovers.yaml", LeftoverWords)
