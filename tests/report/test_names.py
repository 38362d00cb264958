"""Codes of ours have names in both languages wherever people read them."""

import pytest

from flows.report.words import LANGUAGES, Words
from schemas.codes import measure_words
from schemas.standard import vocabulary


def measures() -> list[str]:
    """All measures of `figures` that have words of two or more: those of names, counts and composed names."""
    words = measure_words()
    scopes = ["total", "current", *words.scopes.values()]
    sides = [f"{side}_{scope}" for scope in scopes for side in ("revenue", "expenditure")]
    parts = [
        f"{'expenditure' if scope == 'total' else scope}_{part}"
        for scope in scopes
        if scope != "current"
        for part in words.parts.values()
    ]
    found = dict.fromkeys([*words.names.values(), *words.governments, *words.counts, *sides, *parts])
    return [measure for measure in found if "_" in measure]


@pytest.mark.parametrize("language", LANGUAGES)
def test_measures_and_kinds_of_tables_have_a_name(language: str) -> None:
    words = next(Words(one) for one in LANGUAGES if one == language)
    codes = [*measures(), *(kind for kind, _ in vocabulary().titles)]
    assert len(codes) > 100
    assert [code for code in codes if words.name(code) == code] == []


def test_a_sentence_has_names_and_no_codes() -> None:
    said = "general_expenditure total (revenue_government_fund): 3 yuan; other_code stays"
    assert Words("en").named(said) == (
        "general budget expenditure total (revenue of government funds): 3 yuan; other_code stays"
    )
