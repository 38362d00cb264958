"""Where a system lacks what writing needs (Windows), what is published can be read, and the rest says what it needs."""

import subprocess
import sys
from pathlib import Path

import pytest
from disclosed import ROOT

WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in ("fcntl", "resource"):
            raise ModuleNotFoundError(name)

for name in ("fcntl", "resource"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Absent())
sys.path.insert(0, sys.argv.pop(1))
from flows.cli.main import main
main(sys.argv[1:])
"""


def ran(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-P", "-c", WITHOUT, str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(
    "asked", [["show", "2020"], ["report", "2020"], ["snapshots"], ["export", "csv"], ["coverage"]]
)
def test_what_is_published_can_be_read(asked: list[str], published: Path, tmp_path: Path) -> None:
    to = ["--to", str(tmp_path / "made")] if asked[0] in ("report", "export") else []
    done = ran(*asked, "--out", str(published), *to)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["run", "add"])
def test_what_writes_says_what_it_needs(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    done = ran(command, str(tmp_path / "a.txt"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "yusuan: this command needs Linux or macOS (fcntl, resource); on Windows run it in WSL 2\n"
