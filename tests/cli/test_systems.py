"""Where a system lacks what writing needs (Windows), what is published can be read, and the rest says what it needs."""

import subprocess
import sys
from pathlib import Path

import pytest
from disclosed import ROOT

WITHOUT = """
import os, sys

ABSENT = ("fcntl", "resource", "pwd", "grp", "termios", "multiprocessing.forkserver")

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in ABSENT:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Absent())
del os.fork, os.pread
sys.path.insert(0, sys.argv.pop(1))
from flows.cli.main import main
main(sys.argv[1:])
"""


def ran(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-P", "-c", WITHOUT, str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(
    "asked",
    [
        ["show", "2020"],
        ["report", "2020"],
        ["snapshots"],
        ["export", "csv"],
        ["coverage"],
        ["alarms"],
        ["findings"],
        ["checks"],
        ["compare", "青榆市", "2020", "2021"],
    ],
    ids=lambda asked: asked[0],
)
def test_what_is_published_can_be_read(asked: list[str], published: Path, tmp_path: Path) -> None:
    to = ["--to", str(tmp_path / "made")] if asked[0] in ("report", "export") else []
    done = ran(*asked, "--out", str(published), *to)
    assert (done.returncode, done.stderr) == (0, "")


def test_sources_are_listed() -> None:
    assert ran("sources").returncode == 0


@pytest.mark.parametrize(
    "asked",
    [
        ["run", "a.txt"],
        ["add", "a.txt"],
        ["publish"],
        ["rollback"],
        ["prune", "--keep", "1"],
    ],
    ids=lambda asked: asked[0],
)
def test_what_writes_says_what_it_needs(asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "output" / "snapshots").mkdir(parents=True)
    done = ran(*asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "yusuan: this command needs Linux or macOS (fcntl, resource); on Windows run it in WSL 2\n"
