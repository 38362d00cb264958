"""What an HTML page of a site links to, in any Chinese encoding; what its scripts write too. Functions of bytes."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes, urlsplit

from lxml import etree

from extractors.document.troubles import ReadError
from extractors.read.html_encoding import page_text
from extractors.read.text import decode
from flows.crawl import attachments, scripts
from flows.crawl.gather import Gathered, parsed
from flows.crawl.links import Link, absolute
from flows.crawl.source import Links

_LARGEST = 16 << 20

_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_DATED = re.compile(r"(?:^|[/_tP-])(20[0-9]{2})(?:[01][0-9](?:[0-3][0-9])?)?(?=[/_.-]|$)")


class PageError(ValueError):
    """A page cannot be read as what the source says it is; the message says why and what to do."""


def text_of(data: bytes) -> str:
    """A page as text; one that declares an encoding in which it holds no markup is not in that one.

    Zeros in it are skipped, as browsers do. Raises ReadError where it is no text.
    """
    try:
        text = page_text(data)
    except ReadError:
        if b"\0" not in data:
            raise
        data = data.replace(b"\0", b"")
        text = page_text(data)
    return text if "<" in text or b"<" not in data else decode(data)


def page_links(data: bytes, url: str) -> list[Link]:
    """The links of an HTML page in its order, each address once, with the words or the title of the link.

    What its scripts hold comes after what it shows; what stands in comments counts where the page shows no file and
    has a script that may show them. Raises PageError for bytes that are no page.
    """
    try:
        text = text_of(data)
    except ReadError as error:
        raise PageError(f"the page {url} is not HTML ({error}); see whether the site has changed") from error
    return markup_links(text, url)


def markup_links(text: str, url: str) -> list[Link]:
    """The same of markup that is text already; raises as `page_links` does."""
    if len(text) > _LARGEST:
        raise PageError(f"the page {url} has {len(text) >> 20} MB, more than any list; see what the site gives now")
    return list(_gathered(text, url).links.values())


def unreached(data: bytes, url: str) -> list[str]:
    """The names of files on which a page lets one click without any address, where it has no file with one."""
    found = _gathered(text_of(data), url)
    return [] if files_of(list(found.links.values()), None) else found.unreached


def _gathered(text: str, url: str) -> Gathered:
    root = parsed(text)
    if root is None:
        raise PageError(f"the page {url} is not HTML; see whether the site has changed")
    base = next(filter(None, (absolute(url, tag.get("href") or "") for tag in root.iter("base"))), url)
    found = Gathered(base, url)
    found.shown(root)
    written = list(root.iter("script"))
    for script in written:
        found.script(script.text or "", script.get("type") or "")
    if written and not files_of(list(found.links.values()), None):
        for comment in root.iter(etree.Comment):
            if scripts.holds_markup(comment.text or ""):
                found.markup(comment.text or "")
    return found


def moved_to(data: bytes, url: str) -> str | None:
    """The address to which a page that shows nothing moves on, by meta or script; None where it does not."""
    try:
        text = text_of(data)
    except ReadError:
        return None
    root = parsed(text) if len(text) < _LARGEST else None
    if root is None or next(root.iter("a"), None) is not None:
        return None
    target = next(filter(None, map(scripts.refresh_of, root.iter("meta"))), None)
    target = target or next(filter(None, (scripts.move(tag.text or "") for tag in root.iter("script"))), None)
    address = absolute(url, target) if target else None
    return address if address != url else None


def files_of(links: list[Link], wanted: Links | None) -> list[Link]:
    """The links of an article that are its files: those that the source describes, else all that say they are."""
    if wanted is not None:
        return [link for link in links if wanted.take(link.text, link.url)]
    return [link for link in links if link.file or attachments.is_file(link.url, link.text)]


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
