"""The words of rules: each has a function, and rests on a regulation or on a page that a reader has."""

import re

import pytest

from extractors.check.between_documents import linked_files, rules
from extractors.check.evaluation import ACROSS, REGISTRY
from flows import cited
from schemas.rules import RuleWords, rule_words


def test_every_rule_with_words_is_evaluated_somewhere() -> None:
    assert linked_files and rules, "rules between documents are registered when they are imported"
    assert set(rule_words()) == {*REGISTRY, *ACROSS}


def test_what_the_rules_rest_on_is_there_to_be_read() -> None:
    assert list(cited.not_found()) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("docs/nowhere.md", "funds_total rests on docs/nowhere.md, and there is no such page"),
        ("docs/rules.md#nothing", "funds_total rests on docs/rules.md#nothing, and docs/rules.md has no such section"),
        ("财预〔2031〕9号", "funds_total rests on 财预〔2031〕9号, of which docs/rules.md says nothing"),
    ],
)
def test_a_rule_that_rests_on_what_is_not_there_is_named_with_its_line(
    source: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cited, "rule_words", lambda: {"funds_total": RuleWords(zh="甲", en="a", source=source)})
    (sentence,) = cited.not_found()
    assert re.fullmatch(rf"schemas/rules\.yaml, line \d+: {re.escape(said)}", sentence)


@pytest.mark.parametrize("source", ["domain W8", "docs/Rules.md", "notes of mine", "财预〔2016〕143号, and more"])
def test_a_source_that_no_reader_has_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="neither a regulation nor a page"):
        RuleWords(zh="甲", en="a", source=source)
