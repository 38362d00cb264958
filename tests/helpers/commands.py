"""Commands as people give them: in this process, or in one of their own; and the Prefect API that runs need."""

import contextlib
import fcntl
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from disclosed import ROOT

from flows.cli import main as cli


@dataclass(frozen=True)
class Ran:
    """A command that ended."""

    code: int
    printed: str
    complained: str


@contextlib.contextmanager
def own_environment(**given: str) -> Iterator[None]:
    """The environment with what is given; whatever else is set inside ends with it, as with a process."""
    before = dict(os.environ)
    os.environ.update(given)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def called(*arguments: str, columns: int = 80) -> Ran:
    """A command in this process; one that runs flows needs the fixture `api`."""
    printed, complained = io.StringIO(), io.StringIO()
    own, out, err = own_environment(COLUMNS=str(columns)), redirect_stdout(printed), redirect_stderr(complained)
    with own, out, err, pytest.raises(SystemExit) as ended:
        cli.main(list(arguments))
    return Ran(int(ended.value.code or 0), printed.getvalue(), complained.getvalue())


def started(*arguments: str, cwd: Path | None = None, **environment: str) -> Ran:
    """A command in a process of its own, which begins with all that a terminal's would, and starts its own API.

    As with the command that is installed, no module is looked for in the folder where it is given (`python -P`).
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    program = f"import sys; sys.path.append({str(ROOT)!r}); from flows.cli.main import main; main()"
    command = [sys.executable, "-P", "-c", program, *arguments]
    env = {**own, "COLUMNS": "200", **environment}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False, timeout=120, cwd=cwd)
    return Ran(done.returncode, done.stdout, done.stderr)


def new_home(shared: Path, home: Path) -> Path:
    """A folder of Prefect, its database brought to its newest form once for all processes of a session, in `shared`."""
    template = shared / "prefect"
    with (shared / "prefect.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            env = {**os.environ, "PREFECT_HOME": str(template)}
            subprocess.run([sys.executable, "-P", "-m", "flows.run.server", "--prepare"], env=env, check=True)
    shutil.copytree(template, home)
    return home


@contextlib.contextmanager
def api(home: Path, port: int = 0) -> Iterator[str]:
    """The address of a Prefect API on a folder of its own, for this process and those that it starts."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.run import server

    with own_environment(PREFECT_HOME=str(home)):
        os.environ.pop("PREFECT_API_URL", None)
        with server.session(port):
            address = os.environ["PREFECT_API_URL"]
            with temporary_settings({PREFECT_API_URL: address}):
                yield address
