"""What the commands share.

A command is a function whose parameters are its options; `flows/cli/main.py` names it and gives its examples. What is
slow to import (Prefect, pandas, the PDF libraries) is imported inside the commands that need it, so `--help` is quick.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

OK, WRONG_USE, SOME_FAILED = 0, 2, 3
"""Exit codes: all is well; wrong use; some inputs could not be read, or are not as they were."""

Out = Annotated[Path, Parameter(name=["--out", "-o"], help="Folder of the published snapshots.")]

Root = Annotated[
    str,
    Parameter(name="--archive", env_var="YUSUAN_ARCHIVE", help="The raw archive: a folder, or a URL such as s3://…"),
]


def unwritable(out: Path) -> str | None:
    """Why nothing can be published into a folder, None where it can."""
    for folder in (out, out / "parts", out / "snapshots"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            return f"the output folder {folder} cannot be written ({error.strerror}); choose another with --out"
    if (out / "latest").exists() and not (out / "latest").is_symlink():
        return (
            f"{out / 'latest'} is in the way of what is published there; move it, or choose another folder with --out"
        )
    return None


def wrong(message: str) -> int:
    """Says what is wrong with how a command was used; the exit code for it."""
    sys.stderr.write(f"yusuan: {message}\n")
    return WRONG_USE
