"""The links that parsed markup shows, holds in attributes and calls, or has its scripts write. Nothing is executed."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from flows.crawl import attachments, scripts
from flows.crawl.attachments import ENDINGS
from flows.crawl.links import Link, absolute

_FILE_LITERAL = re.compile(rf"[^\s<>\"'*|]*[^\s<>\"'*|./=](?:{ENDINGS})(?:[?#&][^\s<>\"']*)?", re.IGNORECASE)
_ADDRESS_LITERAL = re.compile(r"(?:https?:)?/[^\s<>\"']+|[\w./-]+\.s?html?", re.IGNORECASE)
_WITH_FOLDER = re.compile(
    r"(?!.*\.(?:png|gif|jpe?g|svg|webp|ico|css|js)(?:[?#]|$))(?:https?:/|\.{1,2})?/[^\s<>\"']{3,}", re.IGNORECASE
)
_PRINTED = re.compile(r"https?://[\w.:/%?&=~@+-]+", re.IGNORECASE)
_BETWEEN = re.compile("[;,|]")
"""What stands between the addresses of a list that one literal holds."""
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_JAVASCRIPT = "javascript:"
_MARKUP_SCRIPT = re.compile(r"html|template|xml", re.IGNORECASE)
_LONGEST_DATA = 100_000
_DEEPEST = 4
"""Markup within an attribute or a script of markup within …"""

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
_NAMED_ADDRESS = ("href", "src", "url", "file", "path", "link", "pdf", "attach")
_LONGEST_ADDRESS = 2_000


def parsed(text: str) -> etree._Element | None:
    """Markup as a tree; None where the parser makes nothing of it."""
    text = text.replace("<![CDATA[", "").replace("]]>", "")  # the parser would take it for a comment up to the first >
    parser = lxml_html.HTMLParser(no_network=True, encoding="utf-8", huge_tree=True)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


@dataclass
class Gathered:
    """Gathers links by their address; of two with one address the longer words stay.

    `unreached` are the names of files on which one may click, but whose address only running a script would give.
    """

    base: str
    page: str
    links: dict[str, Link] = field(default_factory=dict)
    unreached: list[str] = field(default_factory=list)
    _depth: int = 0

    def add(self, href: str, words: str, *, file: bool = False) -> None:
        """Notes a link to an address, or to what a viewer there shows."""
        shown = scripts.viewed(href)
        address = absolute(absolute(self.base, href) or self.base, shown) if shown else absolute(self.base, href)
        if address is None:
            return
        before = self.links.get(address)
        if before is None or len(words) > len(before.text) or (file and not before.file):
            said = words if before is None or len(words) > len(before.text) else before.text
            self.links[address] = Link(address, said, self.page, file=file or (before is not None and before.file))

    def shown(self, root: etree._Element) -> None:
        """Gathers from every tag of a tree but scripts."""
        for tag in root.iter(etree.Element):
            if tag.tag in _LINKS:
                self.link(tag)
            elif tag.tag != "script":
                self.printed(tag.text)
                self.called(tag)
                if tag.tag in _KEPT and scripts.holds_markup(tag.text or ""):
                    self.markup(tag.text or "")
                if tag.tag == "meta" and (move := scripts.refresh_of(tag)) and _FILE_LITERAL.fullmatch(move):
                    self.add(move, "")
            self.printed(tag.tail)

    def printed(self, text: str | None) -> None:
        """The addresses of files that a page prints, for its reader to copy or a script to take."""
        if text and "/" in text:
            alone = text.strip()
            said = [alone] if _WITH_FOLDER.fullmatch(alone) else [found[0] for found in _PRINTED.finditer(text)]
            for address in filter(_FILE_LITERAL.fullmatch, said):
                self.add(address, "")

    def link(self, tag: etree._Element) -> None:
        """Gathers from a tag that links: its address, else what its other attributes hold."""
        href, words = next(filter(None, map(tag.get, _LINKS[str(tag.tag)])), "").strip(), attachments.words(tag)
        if href and not _is_script(href):
            self.add(href, words, file=attachments.said_by_page(tag))
            if attachments.is_file(href, ""):
                return  # what its other attributes hold is the file's name, or where the editor had it from
        before = len(self.links)
        self.called(tag, words)
        if (
            (not href or href[:1] == "#" or _is_script(href))
            and len(self.links) == before
            and attachments.is_name(words)
        ):
            self.unreached.append(words)

    def called(self, tag: etree._Element, words: str | None = None) -> None:
        """What a tag's other attributes hold: an address (`data-url`), markup, data, a call on a click."""
        for name, value in ((str(name), str(value).strip()) for name, value in tag.attrib.items()):
            if len(value) > _LONGEST_DATA or name in _NO_ADDRESS:
                continue
            if scripts.holds_markup(value):
                self.markup(value)
                continue
            words = attachments.words(tag) if words is None else words
            if name.startswith("on") or _is_script(value) or value[:1] in ("[", "{"):
                self.literals(scripts.unquoted(value), words)
                continue
            for each in _each(value):
                named = "/" in each or name.endswith(_NAMED_ADDRESS)
                if (named and _FILE_LITERAL.fullmatch(each)) or _is_service(each, words):
                    self.add(each, words)

    def literals(self, text: str, words: str) -> None:
        """The addresses of files in a call or in data; a name without a folder beside an address is its name.

        So is one in Chinese beside anything: services are told a file's number and its name.
        """
        everything = list(scripts.literals(text))
        found = [(each, title) for each, title in everything if _FILE_LITERAL.fullmatch(each)]
        folders = any("/" in literal for literal, _ in found)
        for literal, title in found:
            bare = "/" not in literal and (
                folders or title == literal or (len(everything) > 1 and _in_chinese(literal))
            )
            if not bare:
                self.add(literal, title or words)
        for literal, title in everything:
            if not folders and _is_service(literal, title or words):
                self.add(literal, title or words)

    def script(self, text: str, kind: str) -> None:
        """Gathers from the literals of a script, or from the markup that a script of such a `kind` is."""
        if _MARKUP_SCRIPT.search(kind):
            self.markup(text)
            return
        found: list[tuple[str, str]] = []
        for literal, title in scripts.literals(text):
            if literal[:1] in ("[", "{") and self._depth < _DEEPEST:
                self._depth += 1
                self.script(literal, "")
                self._depth -= 1
            elif scripts.holds_markup(literal):
                self.markup(literal)
            else:
                found += [(each, title) for each in _each(literal) if _is_address(each, title)]
        plain = any(not _in_chinese(address) for address, _ in found)
        for address, title in found:
            if "/" in address or not (plain and _in_chinese(address)):
                self.add(address, title)

    def markup(self, text: str) -> None:
        """Gathers from markup that an attribute, a script or a text area holds."""
        root = parsed(text) if self._depth < _DEEPEST else None
        if root is not None:
            self._depth += 1
            self.shown(root)
            self._depth -= 1


def _each(literal: str) -> list[str]:
    """The addresses of a list of files that one literal holds (`a.pdf;b.xls`); else the literal alone."""
    pieces = [piece.strip() for piece in _BETWEEN.split(literal)] if len(literal) <= _LONGEST_DATA else []
    return pieces if len(pieces) > 1 and all(map(_FILE_LITERAL.fullmatch, pieces)) else [literal]


def _in_chinese(literal: str) -> bool:
    return _IDEOGRAPH.search(literal) is not None


def _is_service(literal: str, words: str) -> bool:
    """Whether a literal is an address that by its words leads to a file."""
    return _WITH_FOLDER.fullmatch(literal) is not None and attachments.is_file(literal, words)


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
