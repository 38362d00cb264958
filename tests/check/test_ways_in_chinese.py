"""How a table's levels are known is said in the reader's language."""

import re

import pytest

from extractors.check.messages import way_zh
from extractors.recognise.structure.keyed import WAYS
from extractors.recognise.structure.rows import BY_SUMS


@pytest.mark.parametrize(
    "way", [*(name for name, _ in WAYS), BY_SUMS, f"{BY_SUMS} and single parts of all rows", "codes and sums"]
)
def test_every_way_has_chinese_words(way: str) -> None:
    assert re.fullmatch(r"[\u4e00-\u9fff（）]+", way_zh(way))
