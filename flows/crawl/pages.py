"""What an HTML page of a site links to, in any Chinese encoding; what its scripts write too. Functions of bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote_to_bytes, urldefrag, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from extractors.document.model import ReadError
from extractors.read import SUFFIXES
from extractors.read.html import page_text
from extractors.read.text import decode
from extractors.values.text import clean
from flows.crawl import scripts
from flows.crawl.source import Links

_ENDINGS = "|".join(map(re.escape, (*SUFFIXES[:-3], ".zip", ".rar", ".7z", ".ofd")))
_FILE_ADDRESS = re.compile(rf"(?:{_ENDINGS})(?:[?#&]|$)", re.IGNORECASE)
_FILE_WORDS = re.compile(rf"\w(?:{_ENDINGS})\s*(?:[（(][^（()）]*[)）])?\s*$", re.IGNORECASE)
"""A link whose words are a file's name, whatever its address: 附件：部门预算.pdf（2 MB）."""

_FILE_LITERAL = re.compile(rf"[^\s<>\"'*|]*[^\s<>\"'*|./=](?:{_ENDINGS})(?:[?#&][^\s<>\"']*)?", re.IGNORECASE)
_ADDRESS_LITERAL = re.compile(r"(?:https?:)?/[^\s<>\"']+|[\w./-]+\.s?html?", re.IGNORECASE)
_JAVASCRIPT = "javascript:"
_MARKUP_SCRIPT = re.compile(r"html|template|xml", re.IGNORECASE)
_LARGEST = 16 << 20
_LONGEST_ADDRESS = 2_000

_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_DATED = re.compile(r"(?:^|[/_tP-])(20[0-9]{2})(?:[01][0-9](?:[0-3][0-9])?)?(?=[/_.-]|$)")


class PageError(ValueError):
    """A page cannot be read as what the source says it is; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its address made absolute, its words, and the page on which it stands; `form` is what is posted there."""

    url: str
    text: str
    referrer: str
    form: str = ""

    @property
    def key(self) -> str:
        """By this a link is known: two forms posted to one address are two."""
        return f"{self.url}#{self.form}" if self.form else self.url


def text_of(data: bytes) -> str:
    """A page as text; one that declares an encoding in which it holds no markup is not in that one."""
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
        raise PageError(f"the page {url} is no HTML ({error}); see whether the site has changed") from error
    return markup_links(text, url)


def markup_links(text: str, url: str) -> list[Link]:
    """The same of markup that is text already; raises as `page_links` does."""
    if len(text) > _LARGEST:
        raise PageError(f"the page {url} has {len(text) >> 20} MB, more than any list; see what the site gives now")
    root = _parsed(text)
    if root is None:
        raise PageError(f"the page {url} is no HTML; see whether the site has changed")
    base = next((urljoin(url, tag.get("href", "")) for tag in root.iter("base") if tag.get("href")), url)
    found = _Found(base, url)
    found.shown(root)
    written = list(root.iter("script"))
    for script in written:
        found.script(script.text or "", script.get("type") or "")
    if written and not files_of(list(found.links.values()), None):
        for comment in root.iter(etree.Comment):
            if scripts.holds_markup(comment.text or ""):
                found.markup(comment.text or "")
    return list(found.links.values())


def _parsed(text: str) -> etree._Element | None:
    parser = lxml_html.HTMLParser(no_network=True, encoding="utf-8", huge_tree=True)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


@dataclass
class _Found:
    """Gathers links by their address; of two with one address the longer words stay."""

    base: str
    page: str
    links: dict[str, Link] = field(default_factory=dict)

    def add(self, href: str, words: str) -> None:
        shown = scripts.viewed(href)
        address = absolute(absolute(self.base, href) or self.base, shown) if shown else absolute(self.base, href)
        if address is not None and (address not in self.links or len(words) > len(self.links[address].text)):
            self.links[address] = Link(address, words, self.page)

    def shown(self, root: etree._Element) -> None:
        for tag in root.iter("a", "area", "iframe", "embed", "object"):
            href, words = tag.get("href") or tag.get("src") or tag.get("data") or "", _words(tag)
            called = " ".join(filter(None, (tag.get("onclick"), href if _is_script(href) else "")))
            if href and not _is_script(href):
                self.add(href, words)
            for literal, _ in scripts.literals(called) if called else ():
                if _FILE_LITERAL.fullmatch(literal):
                    self.add(literal, words)

    def script(self, text: str, kind: str) -> None:
        if _MARKUP_SCRIPT.search(kind):
            self.markup(text)
            return
        for literal, title in scripts.literals(text):
            if scripts.holds_markup(literal):
                self.markup(literal)
            elif _is_address(literal, title):
                self.add(literal, title)

    def markup(self, text: str) -> None:
        root = _parsed(text.replace("<![CDATA[", "").replace("]]>", ""))
        if root is not None:
            self.shown(root)


def _is_address(literal: str, title: str) -> bool:
    """Whether a literal is the address of a file, or, where a title stands beside it, of a page."""
    if len(literal) > _LONGEST_ADDRESS:
        return False
    titled = bool(title) and title != literal and _ADDRESS_LITERAL.fullmatch(literal)
    return bool(titled or _FILE_LITERAL.fullmatch(literal))


def _is_script(href: str) -> bool:
    return href.strip().lower().startswith(_JAVASCRIPT)


def _words(tag: etree._Element) -> str:
    """The words of a link, or its title where the words are cut short: 青榆市…"""
    printed, title = clean("".join(map(str, tag.itertext()))), clean(tag.get("title") or "")
    cut = printed.endswith(("…", "..")) or len(title) > len(printed)
    return title if title and cut else printed


def moved_to(data: bytes, url: str) -> str | None:
    """The address to which a page that shows nothing moves on, by meta or script; None where it does not."""
    try:
        text = text_of(data)
    except ReadError:
        return None
    root = _parsed(text) if len(text) < _LARGEST else None
    if root is None or next(root.iter("a"), None) is not None:
        return None
    metas = (tag for tag in root.iter("meta") if (tag.get("http-equiv") or "").lower() == "refresh")
    target = next(filter(None, (scripts.refresh(tag.get("content") or "") for tag in metas)), None)
    target = target or next(filter(None, (scripts.move(tag.text or "") for tag in root.iter("script"))), None)
    address = absolute(url, target) if target else None
    return address if address != url else None


def absolute(base: str, href: str) -> str | None:
    """An address on a page as one that can be asked for, without its fragment; None where it is none of http.

    A backslash is a slash, as browsers have it.
    """
    path, mark, query = href.strip().partition("?")
    href = path.replace("\\", "/") + mark + query
    try:
        joined = urldefrag(urljoin(base, href))[0]
        parts = urlsplit(joined)
        parts.port  # noqa: B018 - raises ValueError for one that is none
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and href[:1] != "#"
    except ValueError:
        return None
    return quote(joined, safe="%/:=&?~#+!$,;'@()*[]", errors="replace") if usable and href else None


def files_of(links: list[Link], wanted: Links | None) -> list[Link]:
    """The links of an article that are its files: those that the source describes, else those with a file's ending in
    their address or their words.
    """
    if wanted is not None:
        return [link for link in links if wanted.take(link.text, link.url)]
    return [link for link in links if _FILE_ADDRESS.search(link.url) or _FILE_WORDS.search(link.text)]


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
