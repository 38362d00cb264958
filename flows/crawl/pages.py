"""What an HTML page of a site links to, in any Chinese encoding; what its scripts write too. Functions of bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote_to_bytes, urldefrag, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from extractors.document.model import ReadError
from extractors.read.html import page_text
from extractors.read.text import decode
from flows.crawl import attachments, scripts
from flows.crawl.attachments import ENDINGS
from flows.crawl.source import Links

_FILE_LITERAL = re.compile(rf"[^\s<>\"'*|]*[^\s<>\"'*|./=](?:{ENDINGS})(?:[?#&][^\s<>\"']*)?", re.IGNORECASE)
_ADDRESS_LITERAL = re.compile(r"(?:https?:)?/[^\s<>\"']+|[\w./-]+\.s?html?", re.IGNORECASE)
_JAVASCRIPT = "javascript:"
_MARKUP_SCRIPT = re.compile(r"html|template|xml", re.IGNORECASE)
_LARGEST = 16 << 20
_LONGEST_DATA = 100_000

_LINKS = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "iframe": ("src", "data-src"),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "param": ("value",),
}
"""Tags that link, by the attributes that may have the address."""

_KEPT = ("textarea", "xmp", "noscript", "template")
"""Tags in which pages keep markup as text, for a script to show."""

_NO_ADDRESS = {"class", "style", "title", "alt", "id", "name", "download", "content", "placeholder", "aria-label"}
_NAMED_ADDRESS = ("href", "src", "url", "file", "path")
_LONGEST_ADDRESS = 2_000

_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_DATED = re.compile(r"(?:^|[/_tP-])(20[0-9]{2})(?:[01][0-9](?:[0-3][0-9])?)?(?=[/_.-]|$)")


class PageError(ValueError):
    """A page cannot be read as what the source says it is; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its address made absolute, its words, and the page on which it stands; `form` is what is posted there.

    `file` says that by the page it is one, whatever its address and words.
    """

    url: str
    text: str
    referrer: str
    form: str = ""
    file: bool = False

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
        raise PageError(f"the page {url} is not HTML ({error}); see whether the site has changed") from error
    return markup_links(text, url)


def markup_links(text: str, url: str) -> list[Link]:
    """The same of markup that is text already; raises as `page_links` does."""
    if len(text) > _LARGEST:
        raise PageError(f"the page {url} has {len(text) >> 20} MB, more than any list; see what the site gives now")
    root = _parsed(text)
    if root is None:
        raise PageError(f"the page {url} is not HTML; see whether the site has changed")
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
    text = text.replace("<![CDATA[", "").replace("]]>", "")  # the parser would take it for a comment up to the first >
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

    def add(self, href: str, words: str, *, file: bool = False) -> None:
        shown = scripts.viewed(href)
        address = absolute(absolute(self.base, href) or self.base, shown) if shown else absolute(self.base, href)
        if address is None:
            return
        before = self.links.get(address)
        if before is None or len(words) > len(before.text) or (file and not before.file):
            said = words if before is None or len(words) > len(before.text) else before.text
            self.links[address] = Link(address, said, self.page, file=file or (before is not None and before.file))

    def shown(self, root: etree._Element) -> None:
        for tag in root.iter(etree.Element):
            if tag.tag in _LINKS:
                self.link(tag)
            elif tag.tag != "script":
                self.called(tag, attachments.words(tag) if tag.attrib else "")
                if tag.tag in _KEPT and scripts.holds_markup(tag.text or ""):
                    self.markup(tag.text or "")

    def link(self, tag: etree._Element) -> None:
        href, words = next(filter(None, map(tag.get, _LINKS[str(tag.tag)])), ""), attachments.words(tag)
        if href and not _is_script(href):
            self.add(href, words, file=attachments.said_by_page(tag))
        self.called(tag, words)

    def called(self, tag: etree._Element, words: str) -> None:
        """What a tag's other attributes hold: an address (`data-url`), data, a call on a click."""
        for name, value in ((str(name), str(value)) for name, value in tag.attrib.items()):
            if len(value) > _LONGEST_DATA or name in _NO_ADDRESS:
                continue
            if name.startswith("on") or _is_script(value) or value[:1] in ("[", "{"):
                self.literals(value, words)
            elif _FILE_LITERAL.fullmatch(value.strip()) and ("/" in value or name.endswith(_NAMED_ADDRESS)):
                self.add(value, words)

    def literals(self, text: str, words: str) -> None:
        """The addresses of files in a call or in data; a name without a folder beside an address is its name."""
        found = [(literal, title) for literal, title in scripts.literals(text) if _FILE_LITERAL.fullmatch(literal)]
        folders = any("/" in literal for literal, _ in found)
        for literal, title in found:
            if "/" in literal or not folders:
                self.add(literal, title or words)

    def script(self, text: str, kind: str) -> None:
        if _MARKUP_SCRIPT.search(kind):
            self.markup(text)
            return
        for literal, title in scripts.literals(text):
            if scripts.holds_markup(literal):
                self.markup(literal)
            elif literal[:1] in ("[", "{"):
                self.script(literal, "")
            elif _is_address(literal, title):
                self.add(literal, title)

    def markup(self, text: str) -> None:
        root = _parsed(text)
        if root is not None:
            self.shown(root)


def _is_address(literal: str, title: str) -> bool:
    """Whether a literal is the address of a file, or, where a title stands beside it, of a page."""
    if len(literal) > _LONGEST_ADDRESS:
        return False
    if title == literal and "/" not in literal:
        return False  # a file's name, and its address stands beside it
    titled = bool(title) and title != literal and _ADDRESS_LITERAL.fullmatch(literal)
    return bool(titled or _FILE_LITERAL.fullmatch(literal))


def _is_script(href: str) -> bool:
    return href.strip().lower().startswith(_JAVASCRIPT)


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
