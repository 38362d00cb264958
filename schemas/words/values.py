"""The words of `values.yaml`: by what single values are read."""

from collections.abc import Mapping
from functools import cache

from schemas.model import Compiled, Pattern, Strict, load_as

Words = tuple[str, ...]


class Targets(Strict):
    """The words of targets of indicators."""

    operators: Mapping[str, Words]
    """Operator (ge, le, gt, lt, eq) → how it is printed before a number."""
    tails: Mapping[str, Words]
    """Operator → how it is printed behind one."""
    units: Mapping[str, str]
    """A unit printed in words → how it is kept."""
    untold: Words
    """What a column of operators holds where a target is words."""
    options: Words
    """Of which a form that was not filled in prints two."""
    included: Compiled
    to: Pattern
    no_unit: Compiled
    qualitative: str
    calendar_year: str


class ValueWords(Strict):
    """The file as it is."""

    source: str
    money_units: Mapping[str, int]
    """A unit of money → how many yuan it is."""
    yuan: str
    percent: Pattern
    bare_unit: Pattern
    """A unit whose 元 is left out."""
    unit_behind: Compiled
    null_symbols: Words
    """What a cell prints where it has no value; `0` is a value."""
    minus: Words
    """What is printed before a number below zero."""
    targets: Targets
    areas: Compiled
    """What names of bodies begin with."""
    none: str
    people: str
    subject_levels: Words
    bodies: Words
    """How names of public bodies end."""


@cache
def value_words() -> ValueWords:
    """The words of values. Raises DataFileError where the file is not as its model says."""
    return load_as("words/values.yaml", ValueWords)
