"""What `measures.yaml` and `subjects.yaml` hold, validated: a slip is one sentence with file and line."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from schemas.model import Compiled, KeyFaultError, Pattern, Strict

Words = tuple[str, ...]


def _each_once(labels: Mapping[str, Words]) -> Mapping[str, Words]:
    meanings: dict[str, str] = {}
    for meaning, words in labels.items():
        for word in words:
            if word in meanings:
                raise KeyFaultError([meaning], f"has {word}, which stands for {meanings[word]} already")
            meanings[word] = meaning
    return labels


Labels = Annotated[Mapping[str, Words], AfterValidator(_each_once)]
"""Words by what they stand for; each stands for one thing."""


class Totals(Strict):
    """The pieces of a composed name of a total: 财政拨款 + 支出 + 预算合计."""

    sides: Labels
    scopes: Labels
    current: Words
    before: Words
    after: Words


class MeasuresFile(Strict):
    """`measures.yaml`, whose comments explain each entry."""

    measures: Labels
    totals: Totals
    parts: Labels
    listed: Mapping[str, Labels]
    neutral: Words
    connectors: Words
    increase: Words
    decrease: Words
    flat: Words
    functions: Words
    functions_below: Words
    counts: Mapping[str, Pattern]
    uncompared: frozenset[str]
    governments: Mapping[str, Compiled]
    glossary: Words


Years = tuple[int, int]
"""The first and the last."""


class SubjectsFile(Strict):
    """`subjects.yaml`: of each code its names with their years, and the years of each class."""

    function: Mapping[str, tuple[tuple[str, int, int], ...]]
    economic: Mapping[str, tuple[tuple[str, int, int], ...]]
    classes: Mapping[str, Mapping[str, Years]]
