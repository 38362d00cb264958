"""The words of `listings.yaml`: what lists of units and of tables call their columns."""

from collections.abc import Mapping
from functools import cache

from schemas.model import Compiled, Strict, load_as
from schemas.words.performance import RoleWords


class ListingWords(Strict):
    """The file as it is; each entry is explained there."""

    source: str
    units: Mapping[str, RoleWords]
    contents: Mapping[str, RoleWords]
    names_of_tables: Compiled
    is_empty: Compiled
    number_before: Compiled


@cache
def listing_words() -> ListingWords:
    """What lists call their columns. Raises DataFileError where the file is not as its model says."""
    return load_as("words/listings.yaml", ListingWords)
