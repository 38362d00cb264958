"""What a page of a site links to: HTML in any Chinese encoding, or JSON. Pure functions of bytes."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urldefrag, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from extractors.document.model import ReadError
from extractors.read import SUFFIXES
from extractors.read.html import page_text
from extractors.values.text import clean
from flows.crawl.source import Links, Rows

_FILES = Links(href=rf"(?i)(?:{'|'.join(map(re.escape, (*SUFFIXES[:-3], '.zip', '.rar', '.7z', '.ofd')))})(?:[?#]|$)")
"""The links of an article that are files, where a source does not say otherwise."""

_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_DATED = re.compile(r"(?:^|[/_tP-])(20[0-9]{2})(?:[01][0-9](?:[0-3][0-9])?)?(?=[/_.-]|$)")


class PageError(ValueError):
    """A page cannot be read as what the source says it is; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its address made absolute, its words, and the page on which it stands."""

    url: str
    text: str
    referrer: str


def page_links(data: bytes, url: str) -> list[Link]:
    """The links of an HTML page in its order, each address once, with the words or the title of the link.

    Raises PageError for bytes that are no page.
    """
    try:
        parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, encoding="utf-8")
        root = lxml_html.document_fromstring(page_text(data).encode("utf-8", "replace"), parser=parser)
    except (ReadError, etree.LxmlError, ValueError) as error:
        raise PageError(f"the page {url} is no HTML ({error}); see whether the site has changed") from error
    base = next((urljoin(url, tag.get("href", "")) for tag in root.iter("base") if tag.get("href")), url)
    links: dict[str, Link] = {}
    for tag in root.iter("a", "area", "iframe", "embed"):
        href = tag.get("href") or tag.get("src") or ""
        address = absolute(base, href)
        if address is None:
            continue
        printed, title = clean("".join(map(str, tag.itertext()))), clean(tag.get("title") or "")
        cut = printed.endswith(("…", "..")) or len(title) > len(printed)  # lists cut long titles short: 青榆市…
        text = title if title and cut else printed
        if address not in links or len(text) > len(links[address].text):
            links[address] = Link(address, text, url)
    return list(links.values())


def absolute(base: str, href: str) -> str | None:
    """An address on a page as one that can be asked for, without its fragment; None where it is none of http."""
    try:
        joined = urldefrag(urljoin(base, href.strip()))[0]
        parts = urlsplit(joined)
        parts.port  # noqa: B018 - raises ValueError for one that is none
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and href.strip()[:1] != "#"
    except ValueError:
        return None
    return quote(joined, safe="%/:=&?~#+!$,;'@()*[]") if usable and href.strip() else None


def files_of(links: list[Link], wanted: Links | None) -> list[Link]:
    """The links of an article that are its files: those that the source describes, else those with a file's ending."""
    return [link for link in links if (wanted or _FILES).take(link.text, link.url)]


def answer_links(data: bytes, url: str, rows: Rows) -> list[Link]:
    """The links of a JSON answer; raises PageError where it is none, or has no such keys."""
    try:
        answer = json.loads(page_text(data))
        found = _step(answer, rows.rows)
        if not isinstance(found, list):
            raise TypeError(f"`{rows.rows}` is not a list")
        pairs = [(str(_step(row, rows.href)), clean(str(_step(row, rows.text)))) for row in found]
    except (ReadError, ValueError, KeyError, TypeError) as error:
        raise PageError(f"the answer of {url} is not as `answer` says ({error}); see what it gives now") from error
    addresses = ((absolute(url, href), text) for href, text in pairs)
    return [Link(address, text, url) for address, text in addresses if address]


def _step(value: Any, path: str) -> Any:
    for key in path.split(".") if path else ():
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def year_of(link: Link) -> int | None:
    """The year that a link says it is of: in its words, else in its address; None where neither says one."""
    if words := _YEAR.findall(link.text):
        return max(map(int, words))
    path = urlsplit(link.url).path
    dated = _DATED.findall(path)
    return max(map(int, dated)) if dated else None


def numbered(address: str, first: int) -> Iterator[str]:
    """The addresses of a list's further pages."""
    number = first
    while True:
        yield address.replace("{n}", str(number))
        number += 1


def decoded(raw: bytes) -> str:
    """A name in UTF-8 or GBK, percent-encoded or not."""
    plain = unquote_to_bytes(raw)
    for encoding in ("utf-8", "gb18030"):
        try:
            return plain.decode(encoding)
        except UnicodeDecodeError:
            continue
    return plain.decode("utf-8", "replace")
