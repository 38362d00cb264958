"""The words of rules: each has a function, and rests on a regulation or on a page that a reader has."""

import re
from pathlib import Path

import pytest

from extractors.check.between_documents import linked_files, rules
from extractors.check.evaluation import ACROSS, REGISTRY
from schemas.rules import RuleWords, rule_words

ROOT = Path(__file__).parents[2]


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_rule_with_words_is_evaluated_somewhere() -> None:
    assert linked_files and rules, "rules between documents are registered when they are imported"
    assert set(rule_words()) == {*REGISTRY, *ACROSS}


@pytest.mark.parametrize(("name", "words"), rule_words().items())
def test_what_a_rule_rests_on_is_there_to_be_read(name: str, words: RuleWords) -> None:
    for source in words.source.split("; "):
        page, _, anchor = source.partition("#")
        if page.startswith("docs/"):
            assert anchor in {"", *anchors(page)}, name
        else:
            assert source in (ROOT / "docs/rules.md").read_text(encoding="utf-8"), name


@pytest.mark.parametrize("source", ["domain W8", "docs/Rules.md", "notes of mine", "财预〔2016〕143号, and more"])
def test_a_source_that_no_reader_has_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="neither a regulation nor a page"):
        RuleWords(zh="甲", en="a", source=source)
