"""How a table's levels are known, and what a check is of, is said in the reader's language."""

import re

import pytest

from extractors.check.messages import readable, way_zh
from extractors.recognise.structure.keyed import WAYS
from extractors.recognise.structure.rows import BY_SUMS


@pytest.mark.parametrize(
    "way", [*(name for name, _ in WAYS), BY_SUMS, f"{BY_SUMS} and single parts of all rows", "codes and sums"]
)
def test_every_way_has_chinese_words(way: str) -> None:
    assert re.fullmatch(r"[\u4e00-\u9fff（）]+", way_zh(way))


def test_what_a_check_is_of_is_numbered_as_a_reader_counts() -> None:
    assert readable("财政拨款 line 727") == "财政拨款 第 727 行"
