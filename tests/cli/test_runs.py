"""`yusuan run`, from a folder of disclosures to Parquet, and what runs leave to other commands."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from commands import Ran, api, called, started
from disclosed import sample
from publishing import sound

from flows import readme


@dataclass(frozen=True)
class Runs:
    """Two runs through Prefect: the first of good input only, the second with a bad file among it."""

    raw: Path
    out: Path
    home: Path
    good: Ran
    mixed: Ran


@pytest.fixture(scope="module")
def runs(prefect_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """The API stays up for the runs of the other tests here."""
    folder = tmp_path_factory.mktemp("cli")
    raw, out, work = folder / "raw", folder / "out", folder / "work"
    raw.mkdir()
    shutil.copy(sample("2020年部门预算.txt"), raw / "预算2020.txt")
    for package in ("flows", "schemas", "extractors", "yusuan"):  # the user's own, with the names of ours
        (work / package / "run").mkdir(parents=True)
        for inside in (work / package, work / package / "run"):
            (inside / "__init__.py").write_text("raise RuntimeError('this is the user's own')", encoding="utf-8")
    good = started("run", str(raw), "--out", str(out), cwd=work, PREFECT_HOME=str(prefect_home))
    (raw / "broken.pdf").write_bytes(b"<html><body>404</body></html>")
    with api(prefect_home):
        mixed = called("run", str(raw), "--out", str(out), "--workers", "1", columns=200)
        yield Runs(raw, out, prefect_home, good, mixed)


def test_a_run_in_which_all_was_read_ends_with_0(runs: Runs) -> None:
    """It was started in a folder whose packages are called as ours are: none of them is imported."""
    assert (runs.good.code, runs.good.complained) == (0, "")
    assert "1 inputs, 0 not read" in runs.good.printed


def test_the_closing_table_says_what_was_found_and_where_it_is(runs: Runs) -> None:
    assert "预算2020.txt" in runs.good.printed and "青榆市公共文化服务中心" in runs.good.printed
    assert re.search(r"procurement_items\W+54\b", runs.good.printed)
    assert "12,000 yuan more than amount (55,200 yuan)" in runs.good.printed
    assert str(runs.out / "latest") in runs.good.printed


def test_a_run_in_which_some_was_not_read_ends_with_3_and_names_it(runs: Runs) -> None:
    assert runs.mixed.code == 3
    assert "2 inputs, 1 not read" in runs.mixed.printed
    assert "broken.pdf: the content is an HTML page" in runs.mixed.printed
    assert "Traceback" not in runs.mixed.printed + runs.mixed.complained


def test_what_was_published_is_sound(runs: Runs) -> None:
    found = sound(runs.out)
    assert (found["documents"], found["failures"], found["projects"]) == (1, 1, 15)


def test_prefect_recorded_the_runs_their_tasks_and_the_summary(runs: Runs) -> None:
    with sqlite3.connect(f"file:{runs.home / 'prefect.db'}?mode=ro", uri=True) as database:
        flows = database.execute("SELECT state_type FROM flow_run").fetchall()
        tasks = database.execute("SELECT name, state_type FROM task_run ORDER BY name").fetchall()
        artifacts = [str(row[0]) for row in database.execute("SELECT data FROM artifact WHERE key = 'yusuan-ingest'")]
    assert flows == [("COMPLETED",)] * 2
    assert [(Path(name).name, state) for name, state in tasks] == [
        ("broken.pdf", "COMPLETED"),
        ("预算2020.txt", "COMPLETED"),
    ]
    assert len(artifacts) == 2
    assert sum("not read: broken.pdf" in artifact.encode().decode("unicode_escape") for artifact in artifacts) == 1


def test_a_run_that_could_make_out_no_table_ends_with_3_and_says_so(runs: Runs, tmp_path: Path) -> None:
    rows = "".join(f"{n}、育苗项目{n} {n}.50 {n}.00\n\n" for n in range(1, 13))
    (tmp_path / "a.txt").write_text(f"云岭县图书馆2031年部门预算\n\n单位：万元\n\n{rows}", encoding="utf-8")
    ran = called("run", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), columns=200)
    assert ran.code == 3
    assert "24 figures" in ran.printed


def test_a_document_that_was_taken_out_is_published_no_more_and_quiet_says_only_what_was_not_read(
    runs: Runs, tmp_path: Path
) -> None:
    shutil.copytree(runs.out, tmp_path / "out", symlinks=True)
    shutil.copytree(runs.raw, tmp_path / "in")
    shutil.copy(sample("2018年度部门预算公开.txt"), tmp_path / "in" / "乙.txt")
    here = ["--out", str(tmp_path / "out"), "--archive", str(tmp_path / "raw")]
    refused = called("forget", "预算2020.txt", *here)
    assert refused.code == 2 and "--because" in refused.complained
    assert called("forget", "预算2020.txt", "--because", "已撤回", "--by", "王某", *here).code == 0
    assert sound(tmp_path / "out")["documents"] == 0
    again = json.loads(called("run", str(tmp_path / "in"), *here, "--json").printed)
    assert [one["file_name"] for one in again["documents"]] == ["乙.txt"]
    assert again["forgotten"] == [str(tmp_path / "in" / "预算2020.txt")]
    assert "已撤回" in (tmp_path / "raw" / "forgotten.yaml").read_text(encoding="utf-8")
    assert called("forget", "预算2020", "--undo", *here).code == 0
    quiet = called("run", str(tmp_path / "in"), *here, "--quiet")
    assert (quiet.code, quiet.printed) == (3, "")
    assert quiet.complained.startswith("yusuan: broken.pdf: the content is an HTML page")
    assert sound(tmp_path / "out")["documents"] == 2


def test_taking_a_document_out_says_what_else_is_published_no_more(runs: Runs, tmp_path: Path) -> None:
    shutil.copytree(runs.out, tmp_path / "out", symlinks=True)
    older = tmp_path / "out" / "parts" / "2031-13" / f"{'a' * 64}.arrows"
    older.parent.mkdir()
    older.write_bytes(b"made by another version")
    here = ["--out", str(tmp_path / "out"), "--archive", str(tmp_path / "raw")]
    done = called("forget", "预算2020.txt", "--because", "已撤回", "--by", "王某", *here)
    assert done.code == 3 and "or of an older version" in done.complained


def test_the_report_of_a_folder_reads_it_first(runs: Runs, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(sample("2018年度部门预算公开.txt"), tmp_path / "in")
    asked = ["report", str(tmp_path / "in"), "--to", str(tmp_path / "pages"), "--out", str(tmp_path / "out")]
    done = called(*asked, "--archive", str(tmp_path / "raw"))
    assert (done.code, done.complained) == (0, "")
    assert len(list((tmp_path / "pages").glob("*.html"))) == 2


def test_a_folder_of_prefect_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "file" / "home"))
    refused = called("run", str(sample("2020年部门预算.txt")), "--out", str(tmp_path / "out"))
    assert (refused.code, refused.printed) == (2, "")
    assert refused.complained.startswith(f"yusuan: Prefect's folder {tmp_path / 'file/home'} cannot be written")
    assert refused.complained.count("\n") == 1


@pytest.fixture(scope="module")
def shown(runs: Runs) -> dict[readme.Language, str]:
    """What runs on the samples print; `runs` has an API for them."""
    return readme.runs_shown()


@pytest.mark.parametrize(("name", "spoken"), readme.READMES.items())
def test_what_a_run_prints_is_what_the_readme_shows(
    name: str, spoken: readme.Language, shown: dict[readme.Language, str]
) -> None:
    text = (readme.ROOT / name).read_text(encoding="utf-8")
    assert readme.replaced(text, "run", shown[spoken]) == text, "run: make docs"
