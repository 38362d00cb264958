"""What of a web page is shown, and what of it no text shows: pictures, a comment that swallows the rest."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from lxml import etree

from extractors.document.model import Trouble

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
    r"|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)",
    re.IGNORECASE,
)
_WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color|-image)?\s*:", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:[a-z]\w*)?([.#])([\w-]+)", re.IGNORECASE)
_SECTION = re.compile(
    r"(?P<kept><(?P<tag>script|style)\b)|<!--(?:>|->|.*?--!?>)|(?P<open><!--)|(?P<shell></?(?:html|body)\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_END = {tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in ("script", "style")}
_TAGS = re.compile(r"<[^<>]*>|\s+")

FIELDS = ("input", "textarea", "select")
"""What a form is filled in with."""

_NO_TEXT = {"hidden", "button", "submit", "reset", "image", "checkbox", "radio", "file", "password"}
_SMALL = 200
"""Pixels: a picture that says to be less high or wide shows no table."""

_MEDIA = "@media"


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


def hidden_by_style(root: etree._Element) -> set[etree._Element]:
    """The elements that a style sheet in the page hides by their class or id."""
    names: set[tuple[str, str]] = set()
    for sheet in root.iter("style"):
        css = re.sub(r"/\*.*?\*/", "", sheet.text or "", flags=re.DOTALL)
        for selectors, rules in _RULE.findall(css):
            if _HIDDEN.search(rules) and _MEDIA not in selectors:
                found = (_SELECTOR.fullmatch(selector.strip()) for selector in selectors.split(","))
                names |= {(match[1], match[2]) for match in found if match}
    if not names:
        return set()
    return {
        element
        for element in root.iter(etree.Element)
        if any((".", name) in names for name in (element.get("class") or "").split())
        or ("#", element.get("id") or "") in names
    }


def is_hidden(element: etree._Element, hidden: AbstractSet[etree._Element]) -> bool:
    """Whether an element is not shown: by an attribute, its own style or a style sheet, or white on white."""
    if element.get("hidden") is not None or element in hidden:
        return True
    style = element.get("style") or ""
    if style and _HIDDEN.search(style):
        return True
    color = (element.get("color") or "").strip().lower()
    if not (style and _WHITE.search(style)) and color not in ("white", "#fff", "#ffffff"):
        return False
    return not any(
        other.get("bgcolor")
        or other.get("background")
        or other.get("class")
        or _GROUND.search(other.get("style") or "")
        for other in (element, *element.iterancestors())
    )


def filled_in(field: etree._Element) -> str:
    """What a field of a form shows."""
    if field.tag == "input":
        return "" if (field.get("type") or "text").lower() in _NO_TEXT else field.get("value") or ""
    if field.tag == "textarea":
        return "".join(map(str, field.itertext()))
    options = list(field.iter("option"))
    chosen = next((option for option in options if option.get("selected") is not None), options[0] if options else None)
    return "".join(map(str, chosen.itertext())) if chosen is not None else ""


def pictures(root: etree._Element) -> Iterator[Trouble]:
    """The pictures of a page that may show a table."""
    found = [picture for picture in root.iter("img") if not _is_small(picture) and not _is_furniture(picture)]
    if found:
        message = (
            f"the page shows {len(found)} pictures, which are not read; look at it, and save those that show a table "
            "by themselves"
        )
        yield Trouble("read", "embedded_picture", message)


def _is_small(picture: etree._Element) -> bool:
    sizes = [picture.get("width"), picture.get("height")]
    sizes += re.findall(r"(?:width|height)\s*:\s*(\d+)px", picture.get("style") or "")
    return any(int(size.rstrip("px")) < _SMALL for size in sizes if size and size.rstrip("px").isdecimal())


def _is_furniture(picture: etree._Element) -> bool:
    """Whether a picture leads elsewhere, or stands in the page's head, foot or menus."""
    around = {element.tag for element in picture.iterancestors()}
    return bool(around & {"a", "nav", "header", "footer", "aside", "button", "noscript", "template"})
