"""The sentences that rules have of their own stand in `messages.yaml`, in both languages, and get all they ask for."""

import ast
import string
from collections.abc import Iterator

from disclosed import ROOT

from schemas.messages import message_words


def names(node: ast.expr) -> list[str]:
    """The names that an expression may be: a constant, or one of several."""
    return [str(one.value) for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def calls() -> Iterator[tuple[ast.expr, set[str], bool]]:
    """The name, the values, and whether there may be others, of each sentence that a rule asks for."""
    for path in (ROOT / "extractors" / "check").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("own", "phrase") and node.args:
                given = {one.arg for one in node.keywords if one.arg}
                yield node.args[0], given, any(one.arg is None for one in node.keywords)


def test_each_sentence_that_a_rule_asks_for_gets_the_values_that_it_names() -> None:
    catalogue = message_words().own
    asked = 0
    for name, given, open_ended in calls():
        for one in set(names(name)) & catalogue.keys():
            asked += 1
            fields = {field for text in catalogue[one] for _, field, _, _ in string.Formatter().parse(text) if field}
            assert open_ended or fields <= given, one
    assert asked > 25


def test_no_sentence_is_left_over() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "extractors" / "check").rglob("*.py"))
    assert [name for name in message_words().own if f'"{name}"' not in text] == []
