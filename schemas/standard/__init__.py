"""The standard budget tables: titles, columns and rows by their labels, and which tables a region's set has."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from schemas.model import Compiled, Strict, load_as

NATIONAL = "national"
_HALF = 0.5
Patterns = Mapping[str, Compiled]
"""Names with the pattern that stands for them; the first that fits counts."""


class Vocabulary(Strict):
    """The words of `national.yaml`: kinds by title and columns, measures by column label, roles by row name."""

    layout: str
    source: str
    titles: tuple[tuple[str, Compiled], ...]
    final_accounts: Compiled
    not_standard: Compiled
    other_forms: Compiled
    indicator_labels: Compiled
    indicator_names: Compiled
    title_end: Compiled
    kinds: Mapping[str, Mapping[str, str]]
    by_columns: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    columns: Patterns
    short_columns: Patterns
    groups: Compiled
    funds: frozenset[str]
    sides: Patterns
    schemes: Patterns
    bases: Patterns
    totals: Compiled
    rows: Patterns
    empty_announced: Compiled
    empty_funds: Compiled
    empty_note: Compiled
    three_public_items: Patterns
    year: Compiled
    last_year: Compiled
    of_which: Compiled
    ratio: Compiled
    title_tail: Compiled
    no_title: Compiled
    row_numbers: str
    year_in_row: Compiled
    year_column: str
    appropriated: str
    code_schemes: Patterns


class TableSet(Strict):
    """The standard tables that a kind of publisher discloses: kind → usual title. `province` is empty for central."""

    name: str = Field(alias="layout")
    source: str
    province: str = ""
    years: tuple[int, int]
    tables: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The words by which standard tables are understood. Raises DataFileError where the file has a slip."""
    return load_as(f"standard/{NATIONAL}.yaml", Vocabulary)


@cache
def table_sets() -> tuple[TableSet, ...]:
    """The sets of all regions, by file name. Raises DataFileError where one of the files has a slip."""
    paths = sorted(path for path in Path(__file__).parent.glob("*.yaml") if path.stem != NATIONAL)
    return tuple(load_as(path, TableSet) for path in paths)


def expected_set(region: str | None, year: int | None, kinds: Collection[str]) -> TableSet | None:
    """The set that a document follows: the one of its province, else of all, that its tables fit best.

    None where its province has no set here and no set has half of its tables in common with it.
    """
    dated = [one for one in table_sets() if year is None or one.years[0] <= year <= one.years[1]]
    local = [one for one in dated if one.province and (region or "").startswith(one.province)]
    fit = {one.name: len(one.tables.keys() & set(kinds)) / len(one.tables.keys() | set(kinds)) for one in dated}
    others = [one for one in dated if fit[one.name] >= _HALF]
    return max(local or others, key=lambda one: fit[one.name], default=None)
