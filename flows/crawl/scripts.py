"""What the scripts of a page hold: links that only a script writes, and a move to another page. Nothing is executed.

Site builders keep attachments in string literals (`var temyt='<a href="./P0202….pdf">…'`, `document.write('<a …')`,
`var sPdfUrl = "/cms_files/….pdf"`, `[{"title": "…", "url": "/f/a.pdf"}]`). A literal that holds markup is read as
markup, one that is the address of a file as an address. Literals that are added up are one, as are names that a literal
was given once; what is put together of anything else is left alone.
"""

import base64
import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import etree

from extractors.values.text import clean

_MOST = 2_000_000
"""Characters of a page's scripts that are looked at; libraries are longer, and hold no attachments."""

_LITERAL = re.compile(r"""(["'])((?:(?!\1)[^\\\n]|\\.)*)\1|`((?:[^`\\]|\\.)*)`""", re.DOTALL)
_GIVEN = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$]*)\s*=(?!=)\s*")
"""A name and what it is given."""
_NAME = re.compile(r"[A-Za-z_$][\w$]*(?!\s*[\w.(\[$])")
_PLUS = re.compile(r"\s*(?:\+(?![+=])|\)?\.concat\()\s*")
_IN_TEMPLATE = re.compile(r"\$\{\s*([A-Za-z_$][\w$]*)\s*\}")
_ENCODED_QUOTE = re.compile("%2[27]")
_DOCUMENT = re.compile(r"[\w%()-]\.(?:pdf|docx?|xlsx?|ofd)$", re.IGNORECASE)
_ENCODED_MARKUP = re.compile("%3C", re.IGNORECASE)
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
"""Parameters by which a viewer in the page is told what it shows; by others where it is the path of a document."""

_SERVED = re.compile(r"\.(?:do|action|jspx?|aspx?|ashx|php|svc)$", re.IGNORECASE)
_VIEWER = re.compile("view|show|read|online|embed|flip", re.IGNORECASE)
"""A program of the server that is told a path gives the file, but where its name is that of a viewer."""

_BASE64 = re.compile(r"[A-Za-z0-9+/]{8,}={0,2}")
_OPEN = ("http://", "https://", "/", "./", "../", "<")
"""How an address or markup begins that was in base64."""


def literals(script: str) -> Iterator[tuple[str, str]]:
    """The string literals of a script, unescaped, each with the title that stands beside it in the same object.

    Of an expression that adds up literals and names of literals the sum, and not its terms.
    """
    text = script[:_MOST]
    found = list(_LITERAL.finditer(text))
    given = _given(text, {each.start(): each for each in found})
    sums, used = _sums(text, found, given)
    yield from ((_decoded(value), "") for place, (value, _) in sums.items() if text[place] not in "\"'`")
    end = 0
    for each in found:
        if each.start() < end:
            continue
        value, end = sums.get(each.start(), (None, each.end()))
        if value is None:
            value = _value(each, given)
            if any(given.get(name) == value for name in used) or _is_an_end(text, each.start(), value):
                continue
        yield _decoded(value), _title_beside(text, each.start(), end)


def _is_an_end(text: str, start: int, value: str) -> bool:
    """Whether a literal without a folder is added to something that is not known."""
    before = text[max(0, start - 40) : start].rstrip()
    return before.endswith("+") and "/" not in value and "<" not in value


def _value(found: "re.Match[str]", given: dict[str, str]) -> str:
    if found[1]:
        return _ESCAPE.sub(_unescape, found[2])
    return _ESCAPE.sub(_unescape, _IN_TEMPLATE.sub(lambda name: given.get(name[1], name[0]), found[3]))


def _given(text: str, at: "dict[int, re.Match[str]]") -> dict[str, str]:
    """What names stand for that are given one literal and nothing else."""
    values: dict[str, str | None] = {}
    for name in _GIVEN.finditer(text):
        literal = at.get(name.end())
        alone = literal is not None and not _PLUS.match(text, literal.end())
        values[name[1]] = _value(literal, {}) if literal and alone and name[1] not in values else None
    return {name: value for name, value in values.items() if value is not None}


def _sums(
    text: str, found: "list[re.Match[str]]", given: dict[str, str]
) -> tuple[dict[int, tuple[str, int]], frozenset[str]]:
    """The sums of literals and names by where their first literal stands, else where they begin, with where they end.

    And the names in them.
    """
    at = {each.start(): each for each in found}
    sums: dict[int, tuple[str, int]] = {}
    used: set[str] = set()
    beginnings = {each.start() for each in found} | {name.start() for name in _NAME.finditer(text) if name[0] in given}
    end = 0
    for start in sorted(beginnings):
        if start < end:
            continue
        terms, names, first, end = _terms(text, start, at, given)
        if len(terms) > 1:
            sums[start if first is None else first] = "".join(terms), end
            used |= names
    return sums, frozenset(used)


def _terms(
    text: str, start: int, at: "dict[int, re.Match[str]]", given: dict[str, str]
) -> tuple[list[str], set[str], int | None, int]:
    """The terms of a sum that begins at a place, the names among them, its first literal, and its end.

    No terms where one of them is not known.
    """
    terms: list[str] = []
    names: set[str] = set()
    first, place = None, start
    before = text[max(0, start - 40) : start].rstrip()
    if before.endswith("+") and not before.endswith("++"):
        return [], names, None, start
    while True:
        if literal := at.get(place):
            terms.append(_value(literal, given))
            first, place = literal.start() if first is None else first, literal.end()
        elif (name := _NAME.match(text, place)) and name[0] in given:
            terms.append(given[name[0]])
            names.add(name[0])
            place = name.end()
        else:
            return [], set(), None, place
        plus = _PLUS.match(text, place)
        if not plus:
            return terms, names, first, place
        place = plus.end()


def _decoded(literal: str) -> str:
    """What a literal holds in an encoding of its own: base64, `%3Ca href=…`, `&lt;a href=…`."""
    literal = _plain(literal)
    if _ENCODED_MARKUP.search(literal):
        literal = unquote(literal)
    return html.unescape(literal) if "&lt;" in literal else literal


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


def refresh_of(meta: etree._Element) -> str | None:
    """Where a `<meta http-equiv=refresh>` moves the page to at once; None where it does not."""
    if (meta.get("http-equiv") or "").lower() != "refresh":
        return None
    content = meta.get("content") or ""
    delay = re.match(r"\s*([\d.]*)", content)
    try:
        soon = float((delay and delay[1]) or 0) <= _SOON
    except ValueError:
        soon = True
    target = _REFRESH.match(content)
    return target[1].strip() if soon and target and target[1].strip() else None


def unquoted(call: str) -> str:
    """A call in an address, its quotation marks as they are where the page has them percent-encoded."""
    return unquote(call) if _ENCODED_QUOTE.search(call) else call


def viewed(address: str) -> str | None:
    """What a viewer at an address shows (`viewer.html?file=/f/a.pdf`); None where it is no viewer, or no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if _SERVED.search(parts.path) and not _VIEWER.search(parts.path):
        return None
    said = parse_qsl(parts.query) + parse_qsl(parts.fragment.rpartition("?")[2])
    shown = ((name.lower() in _VIEWED, _plain(_once_more(value))) for name, value in said)
    alone = [(False, parts.query)] if "=" not in parts.query else []
    for named, value in (*shown, *alone):
        path, document = "/" in value, _DOCUMENT.search(value) is not None
        if (path and (named or document)) or (named and document):
            return value
    return None


def _once_more(value: str) -> str:
    """A value that was percent-encoded twice, in plain."""
    return unquote(value) if "%2f" in value.lower() else value


def _plain(value: str) -> str:
    """An address or markup in base64, in plain; anything else as it is."""
    if not _BASE64.fullmatch(value):
        return value
    try:
        plain = base64.b64decode(value, validate=True).decode()
    except ValueError:
        return value
    return plain if plain.startswith(_OPEN) else value
