"""Where a system lacks what writing needs (Windows), what is published can be read, and the rest says what it needs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from disclosed import ROOT

WITHOUT = """
import contextlib, io, json, os, sys

ABSENT = ("fcntl", "resource", "pwd", "grp", "termios", "multiprocessing.forkserver")

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in ABSENT:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Absent())
del os.fork, os.pread
sys.path.insert(0, sys.argv[1])
from flows.cli.main import main

ended = []
for arguments in json.loads(sys.argv[2]):
    printed, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complained):
        try:
            main(arguments)
        except SystemExit as end:
            ended.append((end.code, printed.getvalue(), complained.getvalue()))
print(json.dumps(ended))
"""

READING = (
    ["show", "2020"],
    ["report", "2020"],
    ["snapshots"],
    ["export", "csv"],
    ["coverage"],
    ["alarms"],
    ["findings"],
    ["checks"],
    ["compare", "青榆市", "2020", "2021"],
)
WRITING = (["run", "a.txt"], ["add", "a.txt"], ["publish"], ["rollback"], ["prune", "--keep", "1"])

Ended = dict[str, tuple[int, str, str]]


@pytest.fixture(scope="module")
def ended(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """Exit code, output and complaints of each command, by its name: all in one process of such a system."""
    here = tmp_path_factory.mktemp("system")
    (here / "a.txt").write_text("a", encoding="utf-8")
    (here / "output" / "snapshots").mkdir(parents=True)
    places = {"report": ["--to", str(here / "page.html")], "export": ["--to", str(here / "made")]}
    asked = [[*command, "--out", str(published), *places.get(command[0], [])] for command in READING]
    asked += [["sources"], *WRITING]
    command = [sys.executable, "-P", "-c", WITHOUT, str(ROOT), json.dumps(asked)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, cwd=here)
    return {one[0]: tuple(said) for one, said in zip(asked, json.loads(done.stdout), strict=True)}


@pytest.mark.parametrize("command", [command[0] for command in READING])
def test_what_is_published_can_be_read(command: str, ended: Ended) -> None:
    code, _, complained = ended[command]
    assert (code, complained) == (0, "")


def test_sources_are_listed(ended: Ended) -> None:
    assert ended["sources"][0] == 0


@pytest.mark.parametrize("command", [command[0] for command in WRITING])
def test_what_writes_says_what_it_needs(command: str, ended: Ended) -> None:
    code, printed, complained = ended[command]
    assert (code, printed) == (2, "")
    assert complained == "yusuan: this command needs Linux or macOS (fcntl, resource); on Windows run it in WSL 2\n"
