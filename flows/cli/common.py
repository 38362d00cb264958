"""What the commands share.

A command is a function whose parameters are its options; `flows/cli/main.py` names it and gives its examples. What is
slow to import (Prefect, pandas, the PDF libraries) is imported inside the commands that need it, so `--help` is quick.

What a command was asked for goes to standard output; remarks, progress and errors go to standard error.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from flows.language import say
from flows.locks import unable

OK, OUR_ERROR, WRONG_USE, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: all is well; an error of yusuan itself; wrong use; some inputs not read or not as they were; Ctrl-C."""

_SHOWN_OF_AN_ERROR = 160

Out = Annotated[Path, Parameter(name=["--out", "-o"], help="Folder of the published snapshots.")]

Root = Annotated[
    str,
    Parameter(name="--archive", env_var="YUSUAN_ARCHIVE", help="The raw archive: a folder, or a URL such as s3://…"),
]

Json = Annotated[bool, Parameter("--json", negative="", help="Print JSON instead of tables and sentences.")]


@dataclass
class Voice:
    """How much is printed besides what was asked for: with `quiet` errors only, with `verbose` all that is known."""

    quiet: bool = False
    verbose: bool = False


voice = Voice()
"""As the options of this process's command line have it."""


def unwritable(out: Path) -> str | None:
    """Why nothing can be published into a folder, None where it can."""
    if problem := unable():
        return problem
    for folder in (out, out / "parts", out / "snapshots"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            return say(
                "the output folder {folder} cannot be written ({error}); choose another with --out",
                folder=folder,
                error=error.strerror,
            )
    if (out / "latest").exists() and not (out / "latest").is_symlink():
        return say(
            "{latest} is in the way: that is where the newest snapshot goes; move it, or choose another folder with "
            "--out",
            latest=out / "latest",
        )
    return None


def wrong(message: str) -> int:
    """Says what is wrong with how a command was used; the exit code for it."""
    sys.stderr.write(f"yusuan: {message}\n")
    return WRONG_USE


def failed(error: Exception) -> int:
    """Says that something went wrong that should not; the exit code for it."""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    sentence = "an error of yusuan itself ({what}); --verbose shows where, please report it"
    sys.stderr.write(f"yusuan: {say(sentence, what=what)}\n")
    return OUR_ERROR


def server_trouble(error: Exception) -> str | None:
    """A sentence where an error is that the user's Prefect server does not answer as it should; None for another."""
    root = type(error).__module__.partition(".")[0]
    url = os.environ.get("PREFECT_API_URL")
    if url is None or not (root in ("httpx", "prefect") or "Failed to reach API" in str(error)):
        return None
    what = " ".join(str(error).split())[:_SHOWN_OF_AN_ERROR]
    return say(
        "the Prefect server at {url} does not answer as it should ({error}); look at PREFECT_API_URL",
        url=url,
        error=what,
    )


def remark(message: str) -> None:
    """Says something beside what was asked for; nothing with --quiet."""
    if not voice.quiet:
        sys.stderr.write(f"{message}\n")


def print_json(value: Any) -> None:
    """Prints a value as one line of JSON; decimals keep all their digits."""
    from flows.desk.lines import json_text

    sys.stdout.write(json_text(value) + "\n")
