"""What the user knows of documents: said with the command, or in a folder.yaml beside them."""

from pathlib import Path

import pytest

from extractors.document.file import NOTHING_GIVEN, Given
from flows.publish import parts
from flows.run import worker
from flows.run.given import same_as_read, with_given
from flows.run.origins import described

TEXT = "图书馆2031年部门预算公开说明\n\n2031年收入预算80万元，支出预算80万元。\n"


def read(folder: Path, given: Given = NOTHING_GIVEN) -> dict[str, object]:
    """The row of `documents` of a disclosure that says neither where it is nor whose in full."""
    path = folder / "公开.txt"
    path.write_text(TEXT, encoding="utf-8")
    outcome = worker.process(worker.Job(str(path), str(folder / "out"), "test", "none", given=given))
    assert outcome.problem is None, outcome.problem
    rows = {name: made.to_pylist() for name, made in parts.read(Path(outcome.part))}
    return dict(rows["documents"][0])


def test_without_it_the_document_speaks_for_itself(tmp_path: Path) -> None:
    row = read(tmp_path)
    assert (row["publisher"], row["fiscal_year"], row["region"]) == ("图书馆", 2031, None)


def test_what_the_user_states_stands(tmp_path: Path) -> None:
    row = read(tmp_path, Given("云岭县图书馆", 2032, "130600"))
    assert (row["publisher"], row["fiscal_year"], row["region"]) == ("云岭县图书馆", 2032, "130600")
    assert str(row["identity_evidence"]).startswith("publisher: stated; fiscal_year: stated")


def test_a_file_beside_the_documents_says_it_for_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").write_text('region: "130600"\npublisher: 云岭县图书馆\n', encoding="utf-8")
    below = tmp_path / "2031"
    below.mkdir()
    row = read(below)
    assert (row["publisher"], row["fiscal_year"], row["region"]) == ("云岭县图书馆", 2031, "130600")


@pytest.mark.parametrize("text", ["region: 1306\n", "zone: 130600\n", "- 130600\n"])
def test_one_that_cannot_be_used_is_named_with_what_it_may_say(tmp_path: Path, text: str) -> None:
    (tmp_path / "folder.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "公开.txt").write_text(TEXT, encoding="utf-8")
    outcome = worker.process(worker.Job(str(tmp_path / "公开.txt"), str(tmp_path / "out"), "test", "none"))
    assert outcome.problem is not None
    assert "folder.yaml cannot be used" in outcome.problem


def test_a_document_is_read_again_where_more_is_known_of_it(tmp_path: Path) -> None:
    path = str(tmp_path / "公开.txt")
    file = with_given(described(path, "", 0), path, Given(region="130600"))
    assert not same_as_read(file, {"region": None})
    assert same_as_read(file, {"region": "130600", "publisher": "图书馆"})
