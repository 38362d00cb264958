"""The help of the command line, and what is said of wrong use."""

import importlib.metadata
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import called, started
from disclosed import sample

COMMANDS = ("run", "show", "checks", "coverage")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_shows_examples(command: str) -> None:
    """An example is a whole command; `Usage: yusuan run [OPTIONS]` is none."""
    helped = called(command, "--help")
    assert helped.code == 0
    assert re.search(rf"yusuan {command} [^\[\s]", helped.printed)


def test_the_help_lists_the_commands_and_the_exit_codes() -> None:
    helped = started("--help")
    assert helped.code == 0
    assert all(command in helped.printed for command in COMMANDS)
    assert "3 some inputs were not" in helped.printed


def test_the_version_is_the_one_that_is_installed() -> None:
    assert started("--version").printed.strip() == importlib.metadata.version("yusuan")


MISTAKEN = {
    "nothere.pdf": "there is no file or folder nothere.pdf; check the path",
    "https://budget.example/2031.pdf": "https://budget.example/2031.pdf is a web address, not a file",
    "photos": "the folder photos holds no disclosure",
    "gopher://budget.example/raw": "gopher://budget.example/raw cannot hold an archive",
}


@pytest.mark.parametrize("path", MISTAKEN)
def test_a_mistaken_path_ends_with_2_and_publishes_nothing(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "library.jpeg").write_bytes(b"\xff\xd8\xff")
    refused = called("run", str(sample("2020年部门预算.txt")), path, "--out", "out")
    assert refused.code == 2
    assert refused.complained.startswith(f"yusuan: {MISTAKEN[path]}")
    assert refused.complained.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_the_report_of_a_path_that_is_not_there_says_so() -> None:
    refused = called("report", "nothere/2031.pdf")
    assert (refused.code, refused.complained.count("\n")) == (2, 1)
    assert refused.complained.startswith("yusuan: there is no file or folder nothere/2031.pdf")


def test_a_release_is_written_to_a_folder_as_reports_and_exports_are(tmp_path: Path) -> None:
    refused = called("release", "--to", str(tmp_path / "release"), "--out", str(tmp_path))
    assert refused.code == 2 and "nothing is published" in refused.complained


def test_a_shell_is_given_a_script_to_complete_commands_with() -> None:
    script = called("completion", "bash").printed
    assert "rollback" in script and "complete" in script


WRONG = [["run"], ["run", "x.txt", "--worker"], ["judge"], ["show", "no such document"], ["checks", "--status", "bad"]]
WRONG += [["rollback", "--out", "nowhere"], ["snapshots", "--out", "nowhere"]]
WRONG += [["checks", "--out", "nowhere"], ["look", "nothing.pdf"], ["coverage", "--out", "nowhere"]]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_ends_with_2_and_a_sentence(arguments: list[str], tmp_path: Path) -> None:
    own = [str(tmp_path / "nowhere") if argument == "nowhere" else argument for argument in arguments]
    if arguments[0] == "show":
        own += ["--out", str(tmp_path)]
    refused = called(*own)
    assert refused.code == 2
    assert refused.printed + refused.complained
    assert "Traceback" not in refused.printed + refused.complained


@pytest.mark.parametrize("command", ["run", "publish", "watch"])
@pytest.mark.parametrize("name", ["register.yaml", "links.yaml"])
def test_a_list_of_people_s_decisions_that_is_no_yaml_is_said_before_anything_is_done(
    command: str, name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("- files: [a, b\n", encoding="utf-8")
    own = {
        "run": [str(sample("2020年部门预算.txt"))],
        "watch": ["--contact", "a@b.example", "--source", "example-list"],
    }
    refused = called(command, *own.get(command, []), "--archive", str(tmp_path), "--out", str(tmp_path / "out"))
    assert refused.code == 2
    assert refused.complained.startswith(f"yusuan: {tmp_path / name} is not valid YAML")
    assert not (tmp_path / "out" / "latest").exists()


def test_a_pdf_that_does_not_open_cannot_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "junk.pdf").write_bytes(b"junk")
    refused = called("look", str(tmp_path / "junk.pdf"), "--to", str(tmp_path / "page.png"))
    assert refused.code == 2
    assert "junk.pdf is not a PDF that can be drawn" in refused.complained


def test_an_error_of_our_own_is_one_sentence_and_exit_code_1(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.desk.coverage.scoreboard", lambda out: 1 // 0)
    ended = called("coverage", "--out", str(published))
    assert (ended.code, ended.printed, ended.complained.count("\n")) == (1, "", 1)
    assert "an error of yusuan itself (ZeroDivisionError" in ended.complained and "--verbose" in ended.complained


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_says_where_it_belongs_and_its_shell_reads_it(shell: str, tmp_path: Path) -> None:
    script = called("completion", shell).printed
    assert "# Its place: ~/." in script.splitlines()[1] and "all-files" in script
    assert script.startswith("#compdef yusuan\n") == (shell == "zsh")
    if shutil.which(shell):
        (tmp_path / "script").write_text(script, encoding="utf-8")
        assert subprocess.run([shell, "-n", tmp_path / "script"], check=False).returncode == 0
