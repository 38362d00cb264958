"""The scoreboard: what a document should have, what was found of it, and how much of it was understood."""

from pathlib import Path

import golden
import pytest
from publishing import PROSE, stage

from flows import language
from flows.cli.publishing_terminal import print_coverage
from flows.desk.coverage import Score, scoreboard
from flows.publish import snapshots
from flows.publish.errors import NotFoundError


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    out = tmp_path_factory.mktemp("coverage")
    (out / "prose.txt").write_text(PROSE, encoding="utf-8")
    for path in (*(path for path, layout in golden.samples().items() if layout == "jiangsu"), out / "prose.txt"):
        assert stage(path, out).problem is None
    snapshots.publish(out)
    return {score.file_name: score for score in scoreboard(out)}


def jiangsu(scores: dict[str, Score]) -> Score:
    return next(score for name, score in scores.items() if name != "prose.txt")


def test_each_table_of_the_set_is_found_empty_or_missing(scores: dict[str, Score]) -> None:
    score = jiangsu(scores)
    assert score.table_set == "jiangsu"
    assert score.empty == ("government_fund",)
    assert score.missing == ("procurement",)
    assert len(score.found) == 10 and score.unrecognised == 0


def test_the_share_of_numbers_and_the_checks_are_those_of_the_document(scores: dict[str, Score]) -> None:
    score = jiangsu(scores)
    assert score.share == 1.0
    assert dict(score.checks).keys() <= {"exact", "rounding", "not_checkable"}
    assert dict(score.checks)["exact"] > 40


def test_a_document_of_prose_has_no_set_and_nothing_missing(scores: dict[str, Score]) -> None:
    score = scores["prose.txt"]
    assert (score.table_set, score.found, score.missing) == (None, (), ())


def test_a_folder_without_a_snapshot_has_no_scoreboard(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="nothing is published"):
        scoreboard(tmp_path)


def test_the_scoreboard_names_tables_in_chinese_and_gives_their_codes_in_english(
    scores: dict[str, Score], capsys: pytest.CaptureFixture[str]
) -> None:
    for told, name in (("zh", "政府性基金预算表"), ("en", "government_fund")):
        language.use(told)
        print_coverage([jiangsu(scores)])
        language.use(None)
        assert name in capsys.readouterr().out
