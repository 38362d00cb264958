"""What of a web page is shown as text, and what a comment swallows."""

import re

from lxml import etree

from extractors.document.troubles import Trouble
from extractors.read.html_style import Declared, Styles, is_white

_NOTHING = re.compile(r"(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|%)?")
_SHRUNK = re.compile(r"scale(?:3d|x|y)?\(\s*(?:0+(?:\.0*)?|\.0+)\s*[,)]")
_TINY = re.compile(r"(?:1|0?\.\d+)(?:px|pt)")
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em)|-\d{2,}(?:\.\d+)?em")
"""A place so far left or above that it is on no screen."""

_CLIPPED = re.compile(r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)")
_CLIP_PATH = re.compile(r"inset\(\s*(?:100|[5-9]\d)%\s*\)|circle\(\s*0.*|polygon\(\s*0[^,]*(?:,\s*0[^,]*)*\)")
_SIZES = ("width", "height", "max-width", "max-height")
_SECTION = re.compile(
    r"(?P<kept><(?P<tag>script|style)\b)|<!--(?:>|->|.*?--!?>)|(?P<open><!--)|(?P<shell></?(?:html|body)\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_END = {tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in ("script", "style")}
_TAGS = re.compile(r"<[^<>]*>|\s+")

FIELDS = ("input", "textarea", "select")
"""What a form is filled in with."""

_NO_TEXT = {"hidden", "button", "submit", "reset", "image", "checkbox", "radio", "file", "password"}
_STRUCK = ("del", "s", "strike")


def one_page(text: str) -> tuple[str, list[Trouble]]:
    """A page's text without comments and as one page, and what of it cannot be read.

    A second `<body>` goes on with the first, as browsers have it (the parser would end with the first). A comment that
    is not closed hides all that follows.
    """
    pieces: list[str] = []
    at = 0
    while (match := _SECTION.search(text, at)) is not None:
        pieces.append(text[at : match.start()])
        at = match.end()
        if match["kept"]:
            end = _END[match["tag"].lower()].search(text, at)
            if end is None:  # all that follows is script
                at = match.start()
                break
            at = end.end()
            pieces.append(text[match.start() : at])
        elif match["open"]:
            lost = len(_TAGS.sub("", text[at:]))
            message = (
                f"a comment that is not closed hides the last {lost} characters of the page; look at it in a browser"
            )
            return "".join(pieces), [Trouble("read", "unclosed_comment", message)] if lost else []
    return "".join([*pieces, text[at:]]), []


def is_hidden(element: etree._Element, styles: Styles) -> bool:
    """Whether an element is not shown: by an attribute, by what sheets or its own style declare, or white on white."""
    if element.get("hidden") is not None:
        return True
    declared = styles.of(element)
    if declared and (_is_gone(declared) or _is_away(declared) or _is_tiny(element, declared, styles)):
        return True
    color = declared.get("color") or (element.get("color") or "").strip().lower()
    if color == "transparent":
        return True
    return is_white(color) and not any(_has_ground(other, styles) for other in (element, *element.iterancestors()))


def takes_no_place(element: etree._Element, styles: Styles) -> bool:
    """Whether an element is laid out nowhere: those that stand behind it move up into its place."""
    return element.get("hidden") is not None or styles.of(element).get("display") == "none"


def _is_gone(declared: Declared) -> bool:
    return (
        declared.get("display") == "none"
        or _SHRUNK.search(declared.get("transform", "")) is not None
        or declared.get("visibility") in ("hidden", "collapse")
        or declared.get("mso-hide") == "all"
        or _NOTHING.fullmatch(declared.get("opacity", "1")) is not None
    )


def _is_away(declared: Declared) -> bool:
    """Whether an element is put where no screen shows it, or cut to nothing."""
    if declared.get("overflow") == "hidden" and any(_NOTHING.fullmatch(declared.get(name, "")) for name in _SIZES):
        return True
    if _CLIP_PATH.fullmatch(declared.get("clip-path", "")):
        return True
    placed = declared.get("position") in ("absolute", "fixed")
    away = [declared.get("text-indent", ""), *(declared.get(side, "") if placed else "" for side in ("left", "top"))]
    return any(map(_FAR.fullmatch, away)) or (placed and bool(_CLIPPED.fullmatch(declared.get("clip", ""))))


def _is_tiny(element: etree._Element, declared: Declared, styles: Styles) -> bool:
    """Whether letters have no size; what stands in the element may have one of its own."""
    size = declared.get("font-size", "")
    if not (_NOTHING.fullmatch(size) or _TINY.fullmatch(size)):
        return False
    return not any("font-size" in styles.of(inner) for inner in element.iterdescendants(etree.Element))


def _has_ground(element: etree._Element, styles: Styles) -> bool:
    """Whether an element may have a ground on which white is seen: sheets that are not in the file may say so too."""
    if element.get("bgcolor") or element.get("background") or (styles.linked and element.get("class")):
        return True
    declared = styles.of(element)
    grounds = [declared[name] for name in ("background", "background-color", "background-image") if name in declared]
    return any(ground not in ("none", "transparent", "inherit", "") and not is_white(ground) for ground in grounds)


def write_as_shown(root: etree._Element, styles: Styles) -> None:
    """Turns round the letters that run from right to left by force: `08.36` is shown as 63.80."""
    for element in list(root.iter(etree.Element)):
        declared = styles.of(element)
        forced = element.tag == "bdo" or "override" in declared.get("unicode-bidi", "")
        way = declared.get("direction") or (element.get("dir") or "").strip().lower()
        if forced and way == "rtl":
            text = "".join(map(str, element.itertext()))
            for child in list(element):
                element.remove(child)
            element.text = text[::-1]


def is_struck(element: etree._Element, styles: Styles) -> bool:
    """Whether an element is struck out."""
    if element.tag in _STRUCK:
        return True
    declared = styles.of(element)
    return any("line-through" in declared.get(name, "") for name in ("text-decoration", "text-decoration-line"))


def filled_in(field: etree._Element) -> str:
    """What a field of a form shows."""
    if field.tag == "input":
        return "" if (field.get("type") or "text").lower() in _NO_TEXT else field.get("value") or ""
    if field.tag == "textarea":
        return "".join(map(str, field.itertext()))
    options = list(field.iter("option"))
    chosen = next((option for option in options if option.get("selected") is not None), options[0] if options else None)
    return "".join(map(str, chosen.itertext())) if chosen is not None else ""
