"""The words of `numerals.yaml`: how numbers and dates are written in Chinese."""

from functools import cache

from schemas.model import Strict, load_as


class Numerals(Strict):
    """The file as it is; each entry is explained there."""

    source: str
    digits: str
    units: tuple[str, str, str]
    zero: str
    legal_digits: str
    legal_units: tuple[str, str, str]
    stems: str
    branches: str
    zeros: str
    stroke: str
    date_formats: dict[int, str]


@cache
def numerals() -> Numerals:
    """How numbers are written. Raises DataFileError where the file is not as its model says."""
    return load_as("words/numerals.yaml", Numerals)
