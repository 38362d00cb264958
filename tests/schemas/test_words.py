"""The words by which documents are read are data, and a slip in them is one sentence with file and line."""

import re
from pathlib import Path

import pytest
from disclosed import ROOT

from schemas.model import Compiled, DataFileError, Strict, load_as, pattern_parts
from schemas.words.lines import LineWords, line_words
from schemas.words.numerals import Numerals
from schemas.words.prose import ProseWords

WORDS = ROOT / "schemas" / "words"


def slip(tmp_path: Path, name: str, good: str, bad: str) -> Path:
    """A file of words with a slip in it."""
    text = (WORDS / name).read_text(encoding="utf-8")
    assert text.count(good) == 1
    path = tmp_path / name
    path.write_text(text.replace(good, bad), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("good", "bad", "sentence"),
    [
        ("\npart_of:", "\npartof:", r"lines.yaml, line \d+: partof is not a key here; is part_of meant\?"),
        ("\ntable: 表", "\ntable: 7", r"lines.yaml, line \d+: table is text; put it in quotes"),
        ("\npart: '${part}", "\npart: '(${part}", r"lines.yaml, line \d+: part: the pattern does not compile"),
        ("{to_ten}]{2,4}", "{to_tne}]{2,4}", r"line \d+: period: .*no part to_tne of patterns; is to_ten meant\?"),
    ],
)
def test_a_slip_in_a_file_of_words_is_named_with_file_and_line(
    good: str, bad: str, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(DataFileError, match=sentence) as fault:
        load_as(slip(tmp_path, "lines.yaml", good, bad), LineWords)
    assert str(fault.value).count("\n") == 0


def test_a_slip_below_a_heading_is_named_with_its_own_line(tmp_path: Path) -> None:
    path = slip(tmp_path, "prose.yaml", "\n  share_of:", "\n  share_off:")
    lines = path.read_text(encoding="utf-8").split("\n")
    line = 1 + next(n for n, text in enumerate(lines) if text.startswith("  share_off:"))
    with pytest.raises(DataFileError, match=rf"line {line}: statements.share_off is not a key here; is share_of meant"):
        load_as(path, ProseWords)


def test_a_list_that_is_too_short_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="units has too few values"):
        load_as(slip(tmp_path, "numerals.yaml", "[十, 百, 千]", "[十, 百]"), Numerals)


def test_patterns_are_put_together_from_parts_that_all_files_share() -> None:
    assert line_words().part == f"第[{pattern_parts()['numerals']}]+部分\\s*"
    assert line_words().organisation.fullmatch("435002 某某渡口所 金额单位：万元")
    for part in pattern_parts().values():
        assert re.compile(part) or part


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_of_words_says_where_its_words_are_from(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#")
    assert path.stem in ("parts", "shapes") or "\nsource: " in text


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_page_on_words_names_every_file_of_them(path: Path) -> None:
    assert f"`{path.name}`" in (ROOT / "docs" / "words.md").read_text(encoding="utf-8")


class Bought(Strict):
    """A file of one entry."""

    buying: Compiled


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("[购, 采购, 购（买）]", "购（买）"),
        ("'购(?=置)'", "购"),
        ("|-\n  购买|\n  购(?=置)", "购"),
        ("[1.5, a]", None),
        ("[]", None),
        ("7", None),
    ],
)
def test_an_entry_is_a_list_of_words_or_a_pattern(written: str, found: str | None, tmp_path: Path) -> None:
    """Words are taken as they are, the longest first."""
    path = tmp_path / "bought.yaml"
    path.write_text(f"buying: {written}\n", encoding="utf-8")
    if found is None:
        with pytest.raises(DataFileError, match=r"bought.yaml, line 1: buying: it is a list of words, or a pattern"):
            load_as(path, Bought)
    else:
        match = load_as(path, Bought).buying.match("购（买）" if "（" in written else "购置")
        assert match and match[0] == found
