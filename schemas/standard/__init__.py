"""The standard budget tables: titles, columns and rows by their labels, and which tables a region's set has."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.yamlfile import load

NATIONAL = "national"
_HALF = 0.5
Patterns = tuple[tuple[str, re.Pattern[str]], ...]
"""Names with the pattern that stands for them; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of `national.yaml`: kinds by title and columns, measures by column label, roles by row name."""

    source: str
    titles: Patterns
    final_accounts: re.Pattern[str]
    not_standard: re.Pattern[str]
    other_forms: re.Pattern[str]
    indicator_labels: re.Pattern[str]
    indicator_names: re.Pattern[str]
    title_end: re.Pattern[str]
    kinds: Mapping[str, Mapping[str, str]]
    by_columns: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    columns: Patterns
    short_columns: Patterns
    groups: re.Pattern[str]
    funds: frozenset[str]
    sides: Patterns
    schemes: Patterns
    bases: Patterns
    totals: re.Pattern[str]
    rows: Mapping[str, re.Pattern[str]]
    empty_announced: re.Pattern[str]
    empty_note: re.Pattern[str]
    three_public_items: Patterns


@dataclass(frozen=True, slots=True)
class TableSet:
    """The standard tables that a kind of publisher discloses: kind → usual title. `province` is empty for central."""

    name: str
    source: str
    province: str
    years: tuple[int, int]
    tables: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The words by which standard tables are understood. Raises re.error for a pattern that is none."""
    data = load(Path(__file__).parent / f"{NATIONAL}.yaml")
    return Vocabulary(
        source=data["source"],
        titles=tuple((kind, re.compile(pattern)) for kind, pattern in data["titles"]),
        final_accounts=re.compile(data["final_accounts"]),
        not_standard=re.compile(data["not_standard"]),
        other_forms=re.compile(data["other_forms"]),
        indicator_labels=re.compile(data["indicator_labels"]),
        indicator_names=re.compile(data["indicator_names"]),
        title_end=re.compile(data["title_end"]),
        kinds=data["kinds"],
        by_columns=tuple((kind, frozenset(all_of), frozenset(none)) for kind, all_of, none in data["by_columns"]),
        columns=_patterns(data["columns"]),
        short_columns=_patterns(data["short_columns"]),
        groups=re.compile(data["groups"]),
        funds=frozenset(data["funds"]),
        sides=_patterns(data["sides"]),
        schemes=_patterns(data["schemes"]),
        bases=_patterns(data["bases"]),
        totals=re.compile(data["totals"]),
        rows={name: re.compile(pattern) for name, pattern in data["rows"].items()},
        empty_announced=re.compile(data["empty_announced"]),
        empty_note=re.compile(data["empty_note"]),
        three_public_items=_patterns(data["three_public_items"]),
    )


@cache
def table_sets() -> tuple[TableSet, ...]:
    """The sets of all regions, by file name."""
    paths = sorted(path for path in Path(__file__).parent.glob("*.yaml") if path.stem != NATIONAL)
    return tuple(_set(load(path)) for path in paths)


def _patterns(data: Mapping[str, str]) -> Patterns:
    return tuple((name, re.compile(pattern)) for name, pattern in data.items())


def _set(data: Mapping[str, Any]) -> TableSet:
    first, last = data["years"]
    return TableSet(data["layout"], data["source"], data.get("province", ""), (first, last), data["tables"])


def expected_set(region: str | None, year: int | None, kinds: Collection[str]) -> TableSet | None:
    """The set that a document follows: the one of its province, else of all, that its tables fit best.

    None where its province has no set here and no set has half of its tables in common with it.
    """
    dated = [one for one in table_sets() if year is None or one.years[0] <= year <= one.years[1]]
    local = [one for one in dated if one.province and (region or "").startswith(one.province)]
    fit = {one.name: len(one.tables.keys() & set(kinds)) / len(one.tables.keys() | set(kinds)) for one in dated}
    others = [one for one in dated if fit[one.name] >= _HALF]
    return max(local or others, key=lambda one: fit[one.name], default=None)
