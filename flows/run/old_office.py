"""Old Word files (.doc, .rtf) made .docx by LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from extractors.document.model import Document
from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read
from extractors.read.formats import format_of

_SECONDS = 120
_OLD = {"old_word": (".doc", "application/msword"), "rtf": (".rtf", "application/rtf")}


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read_any(data: bytes, **options: Any) -> Document:
    """As `readers.read`, and an old Word file through LibreOffice."""
    old = _OLD.get(format_of(data))
    if old is None:
        return read(data, **options)
    document = read(modern(data, old[0]), **options)
    document.media_type = old[1]
    return document


def modern(data: bytes, suffix: str) -> bytes:
    """The .docx that LibreOffice makes of an old Word file.

    LibreOffice works in a folder of its own, profile and all, and is stopped after some time. Raises ReadError where it
    is not installed or fails.
    """
    found = program()
    if found is None:
        raise ReadError(
            "no_libreoffice",
            "an old Word file is read through LibreOffice, which is not installed here (no `soffice` in the path); "
            "install it, or save the file as .docx, and run again",
        )
    with tempfile.TemporaryDirectory(prefix="yusuan-office-") as name:
        folder = Path(name)
        source = folder / f"document{suffix}"
        source.write_bytes(data)
        command = [
            found, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(source),
        ]  # fmt: skip
        if not _run(command):
            message = f"LibreOffice did not finish it in {_SECONDS} seconds; save it as .docx and run again"
            raise ReadError("old_word", message)
        made = folder / "made" / "document.docx"
        if not made.is_file():
            raise ReadError("old_word", "LibreOffice could not read it; save it as .docx and run again")
        return made.read_bytes()


def _run(command: list[str]) -> bool:
    """Runs a command that starts others; after the time limit all of them are killed, and False is the answer."""
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, start_new_session=True, stdin=nothing, stdout=nothing, stderr=nothing) as process:
        try:
            process.wait(_SECONDS)
            return True
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return False
