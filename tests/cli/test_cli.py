"""The command line, from a folder of disclosures to Parquet and back to a terminal."""

import importlib.metadata
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from disclosed import ROOT, Disclosed, sample
from publishing import sound

from flows.cli import main as cli

COMMANDS = ("run", "show", "checks", "coverage")


@dataclass(frozen=True)
class Ran:
    """A command that ended."""

    code: int
    printed: str
    complained: str


def yusuan(*arguments: str, **environment: str) -> Ran:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-m", "flows.cli.main", *arguments]
    env = {**own, "COLUMNS": "200", **environment}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False, timeout=120)
    return Ran(done.returncode, done.stdout, done.stderr)


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    """A command in this process."""
    with pytest.raises(SystemExit) as ended:
        cli.main(list(arguments))
    printed = capsys.readouterr()
    return Ran(int(ended.value.code or 0), printed.out, printed.err)


@dataclass(frozen=True)
class Runs:
    """Two runs through Prefect: the first of good input only, the second with a bad file among it."""

    raw: Path
    out: Path
    home: Path
    good: Ran
    mixed: Ran


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("cli")
    raw, out, home = folder / "raw", folder / "out", folder / "prefect"
    raw.mkdir()
    shutil.copy(sample("2020年部门预算.txt"), raw / "预算2020.txt")
    good = yusuan("run", str(raw), "--out", str(out), PREFECT_HOME=str(home))
    (raw / "broken.pdf").write_bytes(b"<html><body>404</body></html>")
    mixed = yusuan("run", str(raw), "--out", str(out), "--workers", "1", PREFECT_HOME=str(home))
    return Runs(raw, out, home, good, mixed)


def test_a_run_in_which_all_was_read_ends_with_0(runs: Runs) -> None:
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
    ran = yusuan("run", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), PREFECT_HOME=str(runs.home))
    assert ran.code == 3
    assert "24 figures" in ran.printed


def test_show_prints_a_published_document_with_its_failed_checks(
    runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = called(capsys, "show", "青榆市", "--out", str(runs.out))
    assert shown.code == 0
    assert "612-0402-JQN-K7PD" in shown.printed
    assert "restatement" in shown.printed and "line 71" in shown.printed


def test_show_reads_a_file_on_the_spot_without_an_output_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = called(capsys, "show", str(sample("2020年部门预算.txt")), "--out", str(tmp_path / "none"))
    assert shown.code == 0
    assert "849 of 849 numbers claimed" in shown.printed
    assert "c91a4d" in shown.printed and "木骨架为主的椅凳类" in shown.printed
    assert not (tmp_path / "none").exists()


def test_checks_lists_only_what_was_asked_for(runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
    failed = called(capsys, "checks", "--out", str(runs.out), "--status", "fail", "--severity", "error")
    assert failed.code == 0
    named = re.findall(r"^fail error (\w+)", failed.printed, re.MULTILINE)
    assert sorted(named) == ["item_amount", "plan_stated", "restated"]
    assert "left:  line 71" in failed.printed


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_shows_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An example is a whole command; `Usage: yusuan run [OPTIONS]` is none."""
    helped = called(capsys, command, "--help")
    assert helped.code == 0
    assert re.search(rf"yusuan {command} [^\[\s]", helped.printed)


def test_the_help_lists_the_commands_and_the_exit_codes() -> None:
    helped = yusuan("--help")
    assert helped.code == 0
    assert all(command in helped.printed for command in COMMANDS)
    assert "3 some inputs were not" in helped.printed


def test_the_version_is_the_one_that_is_installed() -> None:
    assert yusuan("--version").printed.strip() == importlib.metadata.version("yusuan")


MISTAKEN = {
    "nothere.pdf": "there is no file or folder nothere.pdf; check the path",
    "https://budget.example/2031.pdf": "https://budget.example/2031.pdf is a web address, not a file",
    "photos": "the folder photos holds no disclosure",
    "gopher://budget.example/raw": "gopher://budget.example/raw cannot hold an archive",
}


@pytest.mark.parametrize("path", MISTAKEN)
def test_a_mistaken_path_ends_with_2_and_publishes_nothing(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "library.jpeg").write_bytes(b"\xff\xd8\xff")
    refused = called(capsys, "run", str(sample("2020年部门预算.txt")), path, "--out", "out")
    assert refused.code == 2
    assert refused.complained.startswith(f"yusuan: {MISTAKEN[path]}")
    assert refused.complained.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_the_report_of_a_path_that_is_not_there_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    refused = called(capsys, "report", "nothere/2031.pdf")
    assert (refused.code, refused.complained.count("\n")) == (2, 1)
    assert refused.complained.startswith("yusuan: there is no file or folder nothere/2031.pdf")


def test_a_release_is_written_to_a_folder_as_reports_and_exports_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = called(capsys, "release", "--to", str(tmp_path / "release"), "--out", str(tmp_path))
    assert refused.code == 2 and "nothing is published" in refused.complained


def test_a_folder_of_prefect_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused = yusuan(
        "run",
        str(sample("2020年部门预算.txt")),
        "--out",
        str(tmp_path / "out"),
        PREFECT_HOME=str(tmp_path / "file/home"),
    )
    assert (refused.code, refused.printed) == (2, "")
    assert refused.complained.startswith(f"yusuan: Prefect's folder {tmp_path / 'file/home'} cannot be written")
    assert refused.complained.count("\n") == 1


def test_folders_of_the_user_with_the_names_of_our_packages_are_not_imported(
    runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`python -P` for what a person starts stands for the command that is installed."""
    monkeypatch.chdir(tmp_path)
    for package in ("flows", "schemas", "extractors", "yusuan"):
        (tmp_path / package / "run").mkdir(parents=True)
        for folder in (tmp_path / package, tmp_path / package / "run"):
            (folder / "__init__.py").write_text("raise RuntimeError('this is the user's own')", encoding="utf-8")
    command = [
        sys.executable,
        "-P",
        "-c",
        f"import sys; sys.path.append({str(ROOT)!r}); from flows.cli.main import main; main()",
    ]
    arguments = ["run", str(sample("2020年部门预算.txt")), "--out", "out", "--json"]
    env = {**os.environ, "PREFECT_HOME": str(runs.home)}
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, env=env, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert [one["publisher"] for one in said["documents"]] == ["青榆市公共文化服务中心"]
    assert (said["failures"], said["published"], said["rows"]["projects"]) == ([], True, 15)


def test_a_shell_is_given_a_script_to_complete_commands_with(capsys: pytest.CaptureFixture[str]) -> None:
    script = called(capsys, "completion", "bash").printed
    assert "rollback" in script and "complete" in script


WRONG = [["run"], ["run", "x.txt", "--worker"], ["judge"], ["show", "no such document"], ["checks", "--status", "bad"]]
WRONG += [["rollback", "--out", "nowhere"], ["snapshots", "--out", "nowhere"]]
WRONG += [["checks", "--out", "nowhere"], ["look", "nothing.pdf"], ["coverage", "--out", "nowhere"]]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_ends_with_2_and_a_sentence(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = [str(tmp_path / "nowhere") if argument == "nowhere" else argument for argument in arguments]
    if arguments[0] == "show":
        own += ["--out", str(tmp_path)]
    refused = called(capsys, *own)
    assert refused.code == 2
    assert refused.printed + refused.complained
    assert "Traceback" not in refused.printed + refused.complained


def test_coverage_prints_a_line_for_each_document(runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
    done = called(capsys, "coverage", "--out", str(runs.out))
    assert (done.code, done.complained) == (0, "")
    assert "预算2020.txt" in done.printed and "exact" in done.printed


def test_snapshots_says_which_is_the_latest(runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
    listed = called(capsys, "snapshots", "--out", os.path.relpath(runs.out))
    assert listed.code == 0
    (last,) = [line for line in listed.printed.splitlines() if "latest" in line]
    assert (runs.out / "latest").resolve().name in last


@pytest.mark.parametrize("command", ["run", "publish", "watch"])
@pytest.mark.parametrize("name", ["register.yaml", "links.yaml"])
def test_a_list_of_people_s_decisions_that_is_no_yaml_is_said_before_anything_is_done(
    command: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("- files: [a, b\n", encoding="utf-8")
    own = {
        "run": [str(sample("2020年部门预算.txt"))],
        "watch": ["--contact", "a@b.example", "--source", "example-list"],
    }
    refused = called(capsys, command, *own.get(command, []), "--archive", str(tmp_path), "--out", str(tmp_path / "out"))
    assert refused.code == 2
    assert refused.complained.startswith(f"yusuan: {tmp_path / name} is not valid YAML")
    assert not (tmp_path / "out" / "latest").exists()


def test_a_pdf_that_does_not_open_cannot_be_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "junk.pdf").write_bytes(b"junk")
    refused = called(capsys, "look", str(tmp_path / "junk.pdf"), "--to", str(tmp_path / "page.png"))
    assert refused.code == 2
    assert "junk.pdf is not a PDF that can be drawn" in refused.complained


@pytest.mark.parametrize("arguments", [["checks"], ["coverage"], ["export", "csv", "--table", "checks"]], ids=" ".join)
def test_a_published_file_that_is_damaged_is_named(
    arguments: list[str], runs: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(runs.out / "latest", tmp_path / "latest")
    for path in (tmp_path / "latest" / "checks").glob("*.parquet"):
        path.write_bytes(b"junk")
    refused = called(capsys, *arguments, "--out", str(tmp_path))
    assert refused.code == 2
    assert re.search(r"checks/?\S* does not read .*; publish into a new folder", refused.complained)


def test_a_document_that_was_taken_out_is_published_no_more_and_quiet_says_only_what_was_not_read(
    runs: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(runs.out, tmp_path / "out", symlinks=True)
    shutil.copytree(runs.raw, tmp_path / "in")
    shutil.copy(sample("2018年度部门预算公开.txt"), tmp_path / "in" / "乙.txt")
    here = ["--out", str(tmp_path / "out"), "--archive", str(tmp_path / "raw")]
    home = {"PREFECT_HOME": str(runs.home)}
    refused = called(capsys, "forget", "预算2020.txt", *here)
    assert refused.code == 2 and "--because" in refused.complained
    assert called(capsys, "forget", "预算2020.txt", "--because", "已撤回", "--by", "王某", *here).code == 0
    assert sound(tmp_path / "out")["documents"] == 0
    again = json.loads(yusuan("run", str(tmp_path / "in"), *here, "--json", **home).printed)
    assert [one["file_name"] for one in again["documents"]] == ["乙.txt"]
    assert again["forgotten"] == [str(tmp_path / "in" / "预算2020.txt")]
    assert "已撤回" in (tmp_path / "raw" / "forgotten.yaml").read_text(encoding="utf-8")
    assert called(capsys, "forget", "预算2020", "--undo", *here).code == 0
    quiet = yusuan("run", str(tmp_path / "in"), *here, "--quiet", **home)
    assert (quiet.code, quiet.printed) == (3, "")
    assert quiet.complained.startswith("yusuan: broken.pdf: the content is an HTML page")
    assert sound(tmp_path / "out")["documents"] == 2


def test_taking_a_document_out_says_what_else_is_published_no_more(
    runs: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(runs.out, tmp_path / "out", symlinks=True)
    older = tmp_path / "out" / "parts" / "2031-13" / f"{'a' * 64}.arrows"
    older.parent.mkdir()
    older.write_bytes(b"made by another version")
    here = ["--out", str(tmp_path / "out"), "--archive", str(tmp_path / "raw")]
    done = called(capsys, "forget", "预算2020.txt", "--because", "已撤回", "--by", "王某", *here)
    assert done.code == 3 and "or of an older version" in done.complained


def test_the_report_of_a_folder_reads_it_first(runs: Runs, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(sample("2018年度部门预算公开.txt"), tmp_path / "in")
    asked = ["report", str(tmp_path / "in"), "--to", str(tmp_path / "pages"), "--out", str(tmp_path / "out")]
    done = yusuan(*asked, "--archive", str(tmp_path / "raw"), PREFECT_HOME=str(runs.home))
    assert (done.code, done.complained) == (0, "")
    assert len(list((tmp_path / "pages").glob("*.html"))) == 2


def test_a_name_that_several_documents_have_is_answered_with_their_ids(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = called(capsys, "show", "青榆市", "--out", str(published))
    assert refused.code == 2
    assert len(re.findall(r"\b[0-9a-f]{12}\b", refused.complained)) == 2


@pytest.mark.parametrize("command", [["show", "2020"], ["findings"], ["checks", "--status", "fail"], ["coverage"]])
def test_what_was_read_is_json_for_scripts(
    command: list[str], published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ["--out", str(published)] + (["--archive", str(tmp_path)] if command[0] != "coverage" else [])
    done = called(capsys, *command, *here, "--json")
    assert (done.code, done.complained) == (0, "")
    said = json.loads(done.printed)
    assert said["projects"] if command[0] == "show" else len(said) > 0


def test_a_disclosure_in_two_files_is_listed_once_and_each_finding_names_its_file(
    both: Path, pdf_2020: Disclosed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ["--out", str(both), "--archive", str(tmp_path)]
    (once, every) = (called(capsys, "findings", *here, *more) for more in ([], ["--all-files"]))
    found = sum(1 for row in pdf_2020.records["findings"] if not row["trivial"])
    assert once.printed.count(".pdf: page") == every.printed.count(".pdf: page") == found
    assert (once.printed.count(".txt: "), every.printed.count(".txt: ")) == (0, found)
    assert "files left out, since another of the same disclosure counts: 1" in once.printed
    said = json.loads(called(capsys, "findings", *here, "--json").printed)
    assert {row["file_name"] for row in said} == {pdf_2020.path.name}


def test_the_index_lists_a_disclosure_in_two_files_once_and_names_the_other(
    both: Path, pdf_2020: Disclosed, text_2020: Disclosed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages"
    done = called(capsys, "report", str(both), "--to", str(pages), "--archive", str(tmp_path))
    assert "1 documents\nfiles left out" in done.printed
    index = (pages / "index.html").read_text(encoding="utf-8")
    assert f"{pdf_2020.path.name} <span" in index and f"同一公开：{text_2020.path.name}" in index
    called(capsys, "report", str(both), "--to", str(tmp_path / "all"), "--archive", str(tmp_path), "--all-files")
    assert len(list((tmp_path / "all").glob("*.html"))) == 3


def test_an_error_of_our_own_is_one_sentence_and_exit_code_1(
    published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("flows.desk.coverage.scoreboard", lambda out: 1 // 0)
    ended = called(capsys, "coverage", "--out", str(published))
    assert (ended.code, ended.printed, ended.complained.count("\n")) == (1, "", 1)
    assert "an error of yusuan itself (ZeroDivisionError" in ended.complained and "--verbose" in ended.complained


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_says_where_it_belongs_and_its_shell_reads_it(
    shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = called(capsys, "completion", shell).printed
    assert "# Its place: ~/." in script.splitlines()[1] and "all-files" in script
    assert script.startswith("#compdef yusuan\n") == (shell == "zsh")
    if shutil.which(shell):
        (tmp_path / "script").write_text(script, encoding="utf-8")
        assert subprocess.run([shell, "-n", tmp_path / "script"], check=False).returncode == 0
