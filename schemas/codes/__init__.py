"""Code lists: the measures that prose names, administrative divisions, budget subjects."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.yamlfile import load


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """The words of `measures.yaml`: `names` gives the measures that a name stands for.

    Those of `whole` do so only at the beginning of a clause or directly behind `whole_after`.
    """

    names: Mapping[str, tuple[str, ...]]
    whole: frozenset[str]
    whole_after: tuple[str, ...]
    connectors: tuple[str, ...]
    directions: Mapping[str, str]


@cache
def measure_words() -> MeasureWords:
    """The words by which prose states figures. Raises ValueError where a name stands for two measures."""
    data = load("codes/measures.yaml")
    names: dict[str, tuple[str, ...]] = {}
    entries = [(label, (measure,)) for measure, labels in data["measures"].items() for label in labels]
    for label, measures in [*entries, *((label, tuple(both)) for label, both in data["both"].items())]:
        if label in names:
            raise ValueError(f"measures.yaml: {label} stands for both {names[label]} and {measures}")
        names[label] = measures
    directions = {word: name for name in ("increase", "decrease", "flat") for word in data[name]}
    return MeasureWords(
        names, frozenset(data["whole"]), tuple(data["whole_after"]), tuple(data["connectors"]), directions
    )


@cache
def regions() -> Mapping[str, str]:
    """Names of administrative divisions by their GB/T 2260 code (revision of April 2019)."""
    with (Path(__file__).parent / "regions.csv").open(encoding="utf-8") as stream:
        return {row["code"]: row["name"] for row in csv.DictReader(stream)}


@cache
def subjects() -> Mapping[tuple[str, str], tuple[tuple[str, int, int], ...]]:
    """The names of budget subjects by (scheme, code), each with the first and last year that it was used."""
    data = load("codes/subjects.yaml")
    return {
        (scheme, code): tuple((name, first, last) for name, first, last in names)
        for scheme, codes in data.items()
        for code, names in codes.items()
    }
