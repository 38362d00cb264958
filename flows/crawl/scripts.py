"""What the scripts of a page hold: links that only a script writes, and a move to another page. Nothing is executed.

Site builders keep attachments in string literals (`var temyt='<a href="./P0202….pdf">…'`, `document.write('<a …')`,
`var sPdfUrl = "/cms_files/….pdf"`, `[{"title": "…", "url": "/f/a.pdf"}]`). A literal that holds markup is read as
markup, one that is the address of a file as an address; what is put together of several is left alone.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from extractors.values.text import clean

_MOST = 2_000_000
"""Characters of a page's scripts that are looked at; libraries are longer, and hold no attachments."""

_LITERAL = re.compile(r"""(["'])((?:(?!\1)[^\\\n]|\\.)*)\1|`((?:[^`\\]|\\.)*)`""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\n)|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_MARKUP = re.compile(r"<(?:a|iframe|embed|object|area)\s", re.IGNORECASE)
_TITLE = re.compile(
    r"""["']?\b(?:title|name|text|bt|filename|showtitle|subject)["']?\s*:\s*(["'])((?:(?!\1)[^\\\n]|\\.)*)\1""",
    re.IGNORECASE,
)
_MOVE = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|window\.navigate\s*\()\s*(["'])([^"'\\\n]+)\1"""
)
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*[\"']?([^\"'>]+)", re.IGNORECASE)
_SOON = 10.0
"""Seconds: a page that moves on later is one that refreshes itself."""

_VIEWED = ("file", "url", "src", "fileurl", "pdf", "pdfurl", "path")
"""Parameters by which a viewer in the page is told what it shows."""


def literals(script: str) -> Iterator[tuple[str, str]]:
    """The string literals of a script, unescaped, each with the title that stands beside it in the same object."""
    text = script[:_MOST]
    for found in _LITERAL.finditer(text):
        raw = found[2] if found[1] else found[3]
        yield _ESCAPE.sub(_unescape, raw), _title_beside(text, found.start(), found.end())


def holds_markup(literal: str) -> bool:
    """Whether a literal holds links as markup."""
    return _MARKUP.search(literal) is not None


def _unescape(found: "re.Match[str]") -> str:
    if code := found[1] or found[2]:
        return chr(int(code, 16))
    return "" if found[3] else _PLAIN.get(found[4], found[4])


def _title_beside(text: str, start: int, end: int) -> str:
    """The title in the innermost braces around a literal; empty where there is none."""
    begin = text.rfind("{", max(0, start - 2_000), start)
    if begin < 0 or text.find("}", begin, start) >= 0:
        return ""
    stop = text.find("}", end, end + 2_000)
    found = _TITLE.search(text, begin, stop if stop > 0 else end)
    return clean(_ESCAPE.sub(_unescape, found[2])) if found else ""


def move(script: str) -> str | None:
    """Where a script moves the page to, by a literal; None where it does not."""
    found = _MOVE.search(script[:_MOST])
    return found[2] if found else None


def refresh(content: str) -> str | None:
    """Where a `<meta http-equiv=refresh>` moves the page to at once; None where it does not."""
    delay = re.match(r"\s*([\d.]*)", content)
    try:
        soon = float((delay and delay[1]) or 0) <= _SOON
    except ValueError:
        soon = True
    target = _REFRESH.match(content)
    return target[1].strip() if soon and target and target[1].strip() else None


def viewed(address: str) -> str | None:
    """What a viewer at an address shows (`viewer.html?file=/f/a.pdf`); None where it is no viewer."""
    parts = urlsplit(address)
    if not parts.query:
        return None
    shown = (value for name, value in parse_qsl(parts.query) if name.lower() in _VIEWED and "/" in value)
    return next(shown, None)
