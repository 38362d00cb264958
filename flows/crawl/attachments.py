"""What says that a link is a file: the ending of its address, its words, or the page itself.

Endings are in the open (`a.pdf`, `a.pdf;jsessionid=…`, `downfile.jsp?filename=a.pdf`); many services name a file by
a number, and then the words are its name (`附件：预算.pdf（2 MB）`), or the page shows an icon beside it, or has the
browser download it. An address that speaks of downloading is one where its words speak of a budget or an annex.
"""

import re
from urllib.parse import unquote

from lxml import etree

from extractors.read import SUFFIXES
from extractors.values.text import clean

ENDINGS = "|".join(map(re.escape, (*SUFFIXES[:-3], ".wps", ".et", ".zip", ".rar", ".7z", ".ofd")))
_ADDRESS = re.compile(rf"(?:{ENDINGS})(?:[?#&;]|/?$)", re.IGNORECASE)
_WORDS = re.compile(
    rf"[\w》）)】\]”\"](?:{ENDINGS})\s*(?:[（(【\[][^（()）\[【】\]]*[)）】\]])?\s*(?:点击|在线)?(?:下载|查看|预览|打开)?\s*$",
    re.IGNORECASE,
)
"""Words that are a file's name, whatever the address: 附件：部门预算.pdf（2 MB）."""

_SERVICE = re.compile(
    r"(?:^|[/_.])(?:down(?:load|file|attach)?|attach(?:ment|file)?s?|(?:file|download)servlet|(?:get|read)file)"
    r"(?=[/_.?]|$)|[?&](?:i_id|(?:file|att|attach|attachment)_?(?:id|guid|uuid)|filename)=",
    re.IGNORECASE,
)
_WHAT_WE_SEEK = re.compile("附[件表]|[预决]算|公开表")
_ICON = re.compile(r"(?:pdf|docx?|xlsx?|word|excel|zip|rar|ofd|wps)[^/]*\.(?:gif|png|jpe?g|svg|webp)$", re.IGNORECASE)


def is_file(address: str, words: str) -> bool:
    """Whether an address or the words of a link are those of a file."""
    if _ADDRESS.search(unquote(address)) or _WORDS.search(words):
        return True
    return bool(_SERVICE.search(address) and _WHAT_WE_SEEK.search(words))


def said_by_page(tag: etree._Element) -> bool:
    """Whether the page says of a link that it is a file: the browser is to download it, or an icon stands with it."""
    if "download" in tag.attrib:
        return True
    before = tag.getprevious()
    icons = [*tag.iter("img"), *([before] if before is not None and before.tag == "img" else [])]
    return any(_ICON.search(icon.get("src") or "") for icon in icons)


def words(tag: etree._Element) -> str:
    """The words of a link; its title, the name for the download or a picture's where that is longer or a file's."""
    printed = clean("".join(map(str, tag.itertext())))
    others = [tag.get("title"), tag.get("download"), *(image.get("alt") for image in tag.iter("img"))]
    named = [clean(other) for other in others if other]
    longer = next(iter(named), "") if printed.endswith(("…", "..")) or len(named and named[0]) > len(printed) else ""
    if not _WORDS.search(longer or printed):
        longer = next((name for name in named if _WORDS.search(name)), longer)
    return longer or printed
