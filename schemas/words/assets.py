"""The words of `assets.yaml`: how assets are told."""

from functools import cache

from schemas.model import Compiled, Pattern, Strict, load_as


class AssetWords(Strict):
    """The file as it is; each entry is explained there."""

    source: str
    subject: Compiled
    whole: Pattern
    kind: Pattern
    units: Pattern
    thing: Pattern
    value: Pattern
    other: Pattern
    held: Pattern
    uses: Pattern
    use: Compiled
    day: Compiled
    year_end: Compiled
    planned: Compiled
    categories: dict[str, str]
    some: str
    priced: str
    fixed: str
    total: str
    of_which: Compiled


@cache
def asset_words() -> AssetWords:
    """How assets are told. Raises DataFileError where the file is not as its model says."""
    return load_as("words/assets.yaml", AssetWords)
