"""The words of `procurement.yaml`: what the labels of procurement tables of any shape are called."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import Field

from schemas.model import Pattern, Strict, load_as
from schemas.words.performance import RoleWords

Category = Literal["goods", "works", "services"]


class TitlePatterns(Strict):
    """The titles of procurement tables and of purchased services, what no title of them holds, and columns that only
    tables of expenditure have.
    """

    procurement: Pattern
    services: Pattern
    excluded: Pattern = Field(alias="not")
    columns: tuple[str, ...]


class ProcurementWords(Strict):
    """The file as it is; each entry is explained there."""

    source: str
    roles: Mapping[str, RoleWords]
    buying: tuple[str, ...]
    titles: TitlePatterns
    governments_codes: tuple[str, ...]
    economic: tuple[str, ...]
    codes: tuple[str, ...]
    categories: Mapping[Category, tuple[str, ...]]
    letters: Mapping[str, Category]
    routine: tuple[str, ...]
    totals: tuple[str, ...]
    none: tuple[str, ...]
    class_of: Pattern


@cache
def procurement_words() -> ProcurementWords:
    """The words of procurement tables. Raises DataFileError where the file has a key that is not known."""
    return load_as("words/procurement.yaml", ProcurementWords)
