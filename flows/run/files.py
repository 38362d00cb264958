"""The files that a person names: what lies below a folder, what is no file at all, and names that are no text.

A name on disk is bytes. One that `unzip` left in GBK is no UTF-8, and Python hands it on with lone surrogates, which
no log, database or Parquet column takes. `shown` makes text of it from which `given` has the bytes back.
"""

import errno
import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractors.document.troubles import ReadError, Trouble

LOCK = "~$"
"""What the name of the file begins with that Office keeps beside an open document."""

LOCKED = f"{LOCK}… (lock files of Office)"
"""What such files are counted as, where files are left aside."""

_ESCAPED = re.compile(r"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4}))")
_TO_ESCAPE = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters and those that turn the direction of a line: a sentence with them is not one line."""

_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


def shown(path: str) -> str:
    r"""A path as text that can be printed and kept: `\xb5` for a byte that is no UTF-8, `\u0085` for a control sign."""
    return _TO_ESCAPE.sub(lambda found: _escape(found[0]), path)


def _escape(sign: str) -> str:
    code = ord(sign)
    if sign == "\\":
        return "\\\\"
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}"


def given(text: str) -> str:
    """The path that `shown` made a text of; a path that is there as it stands is taken for itself."""
    return text if "\\" not in text or exists(text) else _ESCAPED.sub(_unescape, text)


def exists(path: str | Path) -> bool:
    """Whether there is something of that name, be it a link that leads nowhere."""
    try:
        Path(path).lstat()
    except (OSError, ValueError):
        return False
    return True


def _unescape(found: "re.Match[str]") -> str:
    if found[1]:
        code = int(found[1], 16)
        return chr(code if code < 0x80 else code + 0xDC00)
    return chr(int(found[2], 16)) if found[2] else "\\"


def readable(name: str) -> str:
    """A file's name for people: in GBK, which Chinese Windows writes, where it is no UTF-8; else as `shown`."""
    raw = os.fsencode(name) if any("\udc80" <= sign <= "\udcff" for sign in name) else None
    if raw is not None:
        try:
            name = raw.decode("gb18030")
        except UnicodeDecodeError:
            return shown(name)
    return shown(name).replace("\\\\", "\\")


def is_folder(path: str) -> bool:
    """Whether there is a folder of that name."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: str) -> bool:
    """Whether there is a file of that name, and no pipe, device or folder."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def refuse_what_is_no_file(path: str) -> None:
    """Raises ReadError for a path whose bytes cannot be had, or never end: a pipe, a device, a link in a circle."""
    if error := no_file(path):
        raise error


def no_file(path: str) -> ReadError | None:
    """Why a path is none of a file, where it is there and is none; folders are not judged."""
    try:
        mode = Path(path).stat().st_mode
    except ValueError:
        return ReadError("not_found", "no file can have such a name; check the path")
    except OSError as error:
        return _not_there(path, error)
    said = next((words for is_kind, words in _KINDS if is_kind(mode)), None)
    return ReadError("no_file", f"it is {said} and no file; name the file itself") if said else None


def _not_there(path: str, error: OSError) -> ReadError | None:
    match error.errno:
        case errno.ENAMETOOLONG:
            return ReadError("not_found", "no file can have such a name; check the path")
        case errno.ELOOP:
            return ReadError("link_loop", "it is a link that leads in a circle; name the file itself")
        case errno.ENOENT if exists(path):
            return ReadError("dead_link", "it is a link to a file that is not there; name the file itself")
    return None


@dataclass
class Below:
    """What a folder holds.

    `files` are those with an ending that is read; `skipped` the others' endings, one a file; `bad` what is called like
    a disclosure and is none, or cannot be looked into, with its trouble.
    """

    files: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    bad: list[tuple[str, Trouble]] = field(default_factory=list)


def below(folder: str, endings: Collection[str], without: Path | None = None) -> Below:
    """The files below a folder, in the order of their names; hidden ones, and what lies in `without`, left out.

    Links to folders are followed, each folder is entered once: one that holds itself ends nothing.
    """
    found = Below()
    for path in _walk(Path(folder), without.resolve() if without else None, set(), found):
        ending = path.suffix.lower()
        if path.name.startswith(LOCK):
            found.skipped.append(LOCKED)
        elif ending not in endings:
            found.skipped.append(shown(ending) or "(no suffix)")
        elif error := no_file(str(path)):
            found.bad.append((str(path), Trouble("read", error.error, str(error), again=True)))
        else:
            found.files.append(str(path))
    return found


def holds(folder: str, endings: Collection[str], without: Path | None = None) -> bool:
    """Whether there is anything below a folder that is called like a disclosure, or that cannot be looked into."""
    found = Below()
    looked = _walk(Path(folder), without.resolve() if without else None, set(), found)
    return any(path.suffix.lower() in endings and not path.name.startswith(LOCK) for path in looked) or bool(found.bad)


def _walk(folder: Path, left_out: Path | None, entered: set[tuple[int, int]], found: Below) -> Iterator[Path]:
    try:
        mark, inside = folder.stat(), sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name))
    except OSError as error:
        message = f"the folder cannot be looked into ({error.strerror}); change its permissions"
        found.bad.append((str(folder), Trouble("read", "not_readable", message, again=True)))
        return
    resolved = folder.resolve()
    if (mark.st_dev, mark.st_ino) in entered or left_out in (resolved, *resolved.parents):
        return
    entered.add((mark.st_dev, mark.st_ino))
    for path in inside:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path, left_out, entered, found)
        else:
            yield path
