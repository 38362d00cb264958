"""What says that a link is a file: the ending of its address, its words, or the page itself.

Endings are in the open (`a.pdf`, `a.pdf;jsessionid=…`, `downfile.jsp?filename=a.pdf`); many services name a file by
a number, and then the words are its name (`附件：预算.pdf（2 MB）`), or the page shows an icon beside it, or has the
browser download it. An address that speaks of downloading is one where its words speak of a budget or an annex.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from extractors.read import SUFFIXES
from extractors.values.text import clean
from schemas.yamlfile import parse

_SAID: dict[str, str] = parse(Path(__file__).with_name("link_words.yaml").read_text(encoding="utf-8"))

_PAGES = (".html", ".htm")
ENDINGS = "|".join(re.escape(one) for one in (*SUFFIXES, ".rar", ".7z", ".ofd") if one not in _PAGES)
_KINDS = ENDINGS.replace(r"\.", "")
_ADDRESS = re.compile(
    rf"(?:{ENDINGS})(?:[?#&;]|/?$|/[0-9a-f-]{{8,}}(?:[?#]|$))"
    rf"|[?&](?:ext|suffix|format|type|filetype)=\.?(?:{_KINDS})(?:&|$)",
    re.IGNORECASE,
)
"""Some servers put the version of a file behind its name: `/documents/预算.pdf/3f2a91d0-…`."""

_SIZE = r"(?:[（(【\[][^（()）\[【】\]]*[)）】\]]|[\d.]+\s*[KMG]B?|20\d\d-\d\d-\d\d)?"
_AFTER = rf"[”\"』」】）)。；;，,、]*\s*{_SIZE}\s*{_SAID['after_a_name']}\s*$"
_WORDS = re.compile(
    rf"(?:[\w》）)】\]”\"][.．](?:{_KINDS})"
    rf"|[\u4e00-\u9fff\d》][（(【\[]\s*(?:{_KINDS})\s*{_SAID['with_a_kind']}\s*[)）】\]]"
    rf"|^(?=.*(?:{_SAID['sought']})).*[\u4e00-\u9fff》](?:{_KINDS})){_AFTER}",
    re.IGNORECASE,
)
"""Words that are a file's name, whatever the address: 附件：部门预算.pdf（2 MB）, 部门预算（PDF）."""

_WHAT_TO_DO = re.compile(rf"[\s\[【（(]*{_SAID['what_to_do']}[\s\]】）)]*")
"""Words that say what to do and not with what; that stands before them."""

_SERVICE = re.compile(
    r"(?:^|[/_.=])(?:\w{0,15}(?:down(?:load|file|att)|attach)\w{0,20}|down|(?:file|download)servlet|(?:get|read)file)"
    r"(?=[/_.?&]|$)|[?&](?:i_id|(?:file|att|attach|attachment)_?(?:id|guid|uuid)|filename)=",
    re.IGNORECASE,
)
_SOUGHT = re.compile(_SAID["sought"])
_ICON = re.compile(r"(?:pdf|docx?|xlsx?|word|excel|zip|rar|ofd|wps)[^/]*\.(?:gif|png|jpe?g|svg|webp)$", re.IGNORECASE)
_ICON_CLASS = re.compile(
    r"(?:^|[\s_-])(?:pdf|docx?|xlsx?|ofd|wps)(?=$|[\s_-])|(?:icon|ico|file|type)[_-]?(?:pdf|docx?|xlsx?|word|excel|zip|rar|ofd|wps)\b",
    re.IGNORECASE,
)
_TYPE = re.compile(r"application/(?:pdf|msword|zip|x-rar|vnd\.(?:ms-|openxml|ofd))|application/ofd", re.IGNORECASE)
_INLINE = {"span", "font", "strong", "b", "em", "u", "i", "big", "small"}
_BLOCKS_ABOVE = 4
_LONGEST_NAME = 120
_NO_NAME = re.compile(r"[/\\{}<>()\[\]]")


def is_file(address: str, words: str) -> bool:
    """Whether an address or the words of a link are those of a file."""
    if _ADDRESS.search(unquote(address)) or is_name(words):
        return True
    return bool(_SERVICE.search(address) and _SOUGHT.search(words))


def is_name(words: str) -> bool:
    """Whether words end in the name of a file."""
    return _WORDS.search(words[-_LONGEST_NAME:]) is not None


def said_by_page(tag: etree._Element) -> bool:
    """Whether the page says of a link that it is a file: the browser is to download it, its type, an icon with it."""
    if "download" in tag.attrib or _TYPE.match(tag.get("type") or ""):
        return True
    before = _before(tag)
    icons = [*tag.iter("img"), *([before] if before is not None and before.tag == "img" else [])]
    if any(_ICON.search(icon.get("src") or "") for icon in icons):
        return True
    around = tag.getparent()
    beside = 0 if around is None or tag.tag != "a" else sum(1 for _ in islice(around.iterfind(".//a"), 2))
    alone = [around] if around is not None and beside == 1 else []
    return any(_ICON_CLASS.search(each.get("class") or "") for each in (tag, *tag.iterchildren("i", "span"), *alone))


def _before(tag: etree._Element) -> etree._Element | None:
    """What stands right before a link, which may be set in inline tags of its own."""
    while tag.getprevious() is None and (above := tag.getparent()) is not None and above.tag in _INLINE:
        if (above.text or "").strip():
            return None
        tag = above
    before = tag.getprevious()
    return before if before is not None and not (before.tail or "").strip() else None


def words(tag: etree._Element) -> str:
    """The words of a link; its title, the name for the download or a picture's where that is longer or a file's.

    Where they only say what to do (点击下载), what stands before them goes first.
    """
    printed = clean("".join(map(str, tag.itertext())))
    if tag.tag == "a" and _WHAT_TO_DO.fullmatch(printed):
        printed = clean(f"{_text_before(tag)} {printed}")
    others = [tag.get("title"), tag.get("download"), *(image.get("alt") for image in tag.iter("img"))]
    named = [clean(other) for other in others if other]
    longer = next(iter(named), "") if printed.endswith(("…", "..")) or len(named and named[0]) > len(printed) else ""
    if not is_name(longer or printed):
        longer = next((name for name in (*named, *_names_within(tag)) if is_name(name)), longer)
    return longer or printed


def _names_within(tag: etree._Element) -> Iterator[str]:
    """The names of files that other attributes of a link, or those of what is in it, may hold."""
    if tag.tag != "a":
        return
    for each in (tag, *tag.iterdescendants(etree.Element)):
        for name, value in each.attrib.items():
            if name not in ("href", "src") and 4 < len(value) <= _LONGEST_NAME and not _NO_NAME.search(str(value)):
                yield clean(str(value))


def _text_before(tag: etree._Element) -> str:
    """The text before a link in the nearest block that has any."""
    for _ in range(_BLOCKS_ABOVE):
        above = tag.getparent()
        if above is None or above.tag in ("body", "html"):
            return ""
        pieces: list[str] = []
        before = tag.getprevious()
        while before is not None and sum(map(len, pieces)) < _LONGEST_NAME:
            pieces.append("".join(map(str, before.itertext())) + (before.tail or ""))
            before = before.getprevious()
        pieces.append((above.text or "") if before is None else "")
        pieces.reverse()
        if text := clean("".join(pieces)):
            return text[-_LONGEST_NAME:]
        tag = above
    return ""
