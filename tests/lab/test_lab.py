"""The laboratory's fixed set: the same content gives the same records, however it was typeset."""

import random

import pytest
from compose import compose
from engines import ENGINES
from outcome import try_one
from style import Style, vary

SEEDS = (1, 4)
"""Compositions of the default run; `make lab N=500` is the long one."""

TIGHT = Style(page=(210, 180), size=9.0, cut_rows=True)
"""A low page, so that many rows and spanning cells are cut."""


@pytest.mark.parametrize("engine", ["text", "word", "excel", "html"])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_composed_is_what_is_read(seed: int, engine: str) -> None:
    outcome, _ = try_one(compose(seed), engine, vary(random.Random(seed)))
    assert (outcome.problem, outcome.missing, outcome.invented) == (None, {}, {})


@pytest.mark.parametrize("engine", ["chromium", "weasyprint", "libreoffice"])
def test_pages_that_cut_rows_lose_none_and_invent_none(engine: str) -> None:
    if not ENGINES[engine][1]:
        pytest.skip(f"{engine} is not on this machine")
    outcome, _ = try_one(compose(SEEDS[0]), engine, TIGHT)
    assert (outcome.problem, outcome.missing, outcome.invented) == (None, {}, {})


def test_a_seed_composes_the_same_disclosure_again() -> None:
    assert compose(3).facts() == compose(3).facts()
    assert compose(3).facts() != compose(4).facts()
