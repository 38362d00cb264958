"""What a downloaded file is called: as the server says (RFC 6266, and what servers do instead), else by its address."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from urllib.parse import urlsplit

from flows.crawl.pages import decoded

_EXTENDED = re.compile(rb"filename\*\s*=\s*\"?([\w!#$%&+^`{}~-]*)'[^']*'([^;\"]+)", re.IGNORECASE)
_PLAIN = re.compile(rb"filename\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;]+))", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_TITLE = re.compile("(?:预|决)算")
"""Words that are a title of what we look for, not `附件1` or `点击下载`."""

_OF_A_TITLE = 4
"""Ideographs at least: `预算` alone tells nothing."""

_SIZE = re.compile(r"\s*[（(][\d.]+\s*[KMkm]B?[)）]\s*$")
_LONGEST = 200
"""Bytes of a name; file systems take 255."""

_ENDINGS = {
    "pdf": ".pdf", "word": ".docx", "excel": ".xlsx", "old_word": ".doc", "old_excel": ".xls", "html": ".html",
    "zip": ".zip", "rtf": ".rtf", "text": ".txt", "rar": ".rar", "7z": ".7z", "ofd": ".ofd",
}  # fmt: skip


def file_name(disposition: bytes | None, url: str, text: str, form: str) -> str:
    """The name of a file: of its Content-Disposition, else of its address; the words of the link where they tell more.

    They do where the address has a number that a machine gave (P020310215400.pdf) and they have a title.
    `form` is the format of its content (`format_of`), which gives the ending to a name that has none.
    """
    last = decoded(urlsplit(url).path.rpartition("/")[2].encode())
    said = from_disposition(disposition) if disposition else ""
    titled = _TITLE.search(text) and len(_IDEOGRAPH.findall(text)) >= _OF_A_TITLE and not _IDEOGRAPH.search(last)
    named = "." in last and not titled
    name = fit(said) or (fit(last) if named else _titled(text, last) or fit(last)) or "unnamed"
    ending = _ENDINGS.get(form, "")
    return name if re.search(r"\.\w{2,5}$", name) else name + ending


def _titled(text: str, last: str) -> str:
    """The words of a link as a name, with the ending of its address where they have none."""
    name, ending = fit(_SIZE.sub("", text)), re.search(r"\.\w{2,5}$", fit(last))
    return name + ending[0] if name and ending and not re.search(r"\.\w{2,5}$", name) else name


def from_disposition(header: bytes) -> str:
    """The file name in a Content-Disposition header; empty where it has none.

    `filename*` first (RFC 5987), else `filename`: percent-encoded, as an encoded word of mail, or raw bytes, each in
    UTF-8 or GBK.
    """
    if extended := _EXTENDED.search(header):
        return decoded(extended[2].strip())
    plain = _PLAIN.search(header)
    if not plain:
        return ""
    raw = (plain[1] if plain[1] is not None else plain[2]).strip()
    if raw.startswith(b"=?") and (said := _encoded_word(raw)):
        return said
    return re.sub(r"\\([\"\\])", r"\1", decoded(raw))  # only now: a GBK character may end in the byte of a backslash


def _encoded_word(raw: bytes) -> str:
    """A name as mail encodes it; empty where it only looks so, or is in no encoding that there is."""
    try:
        parts = decode_header(raw.decode("ascii", "replace"))
        return "".join(
            part if isinstance(part, str) else part.decode(charset or "utf-8", "replace") for part, charset in parts
        )
    except (LookupError, ValueError, HeaderParseError):
        return ""


def fit(name: str) -> str:
    """A name that every file system takes: no folder, no control characters, not too long, its ending kept."""
    name = _UNFIT.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        stem, dot, ending = name, "", ""
    room = _LONGEST - len(ending.encode()) - len(dot)
    return stem.encode()[:room].decode("utf-8", "ignore") + dot + ending
