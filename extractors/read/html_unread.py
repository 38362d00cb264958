"""What a web page shows beside its text: pictures, drawings, frames, and what scripts write into it."""

import re
from collections.abc import Iterator

from lxml import etree

from extractors.document.troubles import ReadError, Trouble
from extractors.read.html_style import Styles

_SMALL = 200
"""Pixels: a picture or frame that says to be less high or wide shows no table."""

_FURNITURE = {"a", "nav", "header", "footer", "aside", "button", "noscript", "template"}
_FRAMES = ("iframe", "frame", "embed", "object")
_NAMED = 60

_AMOUNT = re.compile(r"(?<![\d.#])\d[\d,]*\.\d\d(?![\d.])")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]|\\u[4-9][0-9a-fA-F]{3}")
_FEWEST = 12
"""So many amounts, and ideographs, make a table of what a script holds."""

_FEW_SIDED = 6
"""So many amounts in boxes side by side are a table."""

_BARE = 400
"""Letters: a page of fewer has a title and little else; its content is what it shows beside them."""


def unread(root: etree._Element, styles: Styles) -> Iterator[Trouble]:
    """What a page shows that may hold a table, and is not read."""
    if (amounts := sum(map(_sided, _boxes(root, styles)))) >= _FEW_SIDED:
        message = (
            f"the page sets boxes side by side (flex, grid), {amounts} of which hold an amount, and which are read as "
            "lines and as no table; print it to PDF and run on that"
        )
        yield Trouble("read", "boxes_side_by_side", message)
    if found := sum(1 for picture in root.iter("img") if not _is_small(picture) and not _is_furniture(picture)):
        message = (
            f"the page shows {found} pictures, which are not read; look at it, and save those that show a table "
            "by themselves"
        )
        yield Trouble("read", "embedded_picture", message)
    if letters := sum(len("".join(map(str, text.itertext())).strip()) for text in _drawn(root)):
        message = f"the page draws {letters} letters (SVG), which are not read; print it to PDF and run on that"
        yield Trouble("read", "drawn_text", message)
    for frame in root.iter(*_FRAMES):
        if (address := _address(frame)) and not _is_small(frame) and not _is_furniture(frame):
            message = f"the page shows another in a frame ({address}), which is not in the file; save that one too"
            yield Trouble("read", "framed_page", message)
    off = sum(len(_AMOUNT.findall("".join(map(str, part.itertext())))) for part in root.iter("noscript"))
    if off >= _FEW_SIDED:
        hidden = (
            f"the page holds {off} amounts that it shows only where scripts are off, which are not read; look at it"
        )
        yield Trouble("read", "scripted_text", hidden, None)
    amounts = sum(map(_amounts, root.iter("script")))
    if amounts >= _FEWEST:
        message = (
            f"scripts of the page hold {amounts} amounts, which a browser may show and which are not read; print it to "
            "PDF and run on that"
        )
        yield Trouble("read", "scripted_text", message)


def refusal(root: etree._Element, text: str, *, disclosure: bool) -> ReadError:
    """Why a page was not read: its content is no text, or it is no disclosure.

    `text` is what it says; `disclosure` whether its title or text speaks of one.
    """
    if disclosure and len(text) < _BARE:
        if troubles := list(unread(root, Styles(root))):
            return ReadError(troubles[0].error, f"{troubles[0].message}; it has no other text")
        if any(script.get("src") or (script.text or "").strip() for script in root.iter("script")) and not text:
            message = (
                "a script makes the page, and the file holds no text; print it to PDF in a browser, and run on that"
            )
            return ReadError("scripted_text", message)
    return ReadError(
        "html_page",
        "the content is an HTML page, whatever the name says (often the site's error page); "
        "open the address in a browser and save the attachment itself",
    )


def _boxes(root: etree._Element, styles: Styles) -> Iterator[etree._Element]:
    """The elements that stand in such as set their content side by side."""
    for element in root.iter(etree.Element):
        if styles.of(element).get("display", "").removeprefix("inline-") in ("flex", "grid"):
            yield from element.iterchildren(etree.Element)


def _sided(box: etree._Element) -> bool:
    """Whether a box holds an amount and nothing else."""
    return _AMOUNT.fullmatch("".join(map(str, box.itertext())).strip()) is not None


def _drawn(root: etree._Element) -> Iterator[etree._Element]:
    """The texts of drawings; those of small ones are icons."""
    return (text for drawing in root.iter("svg") if not _is_small(drawing) for text in drawing.iter("text"))


def _address(frame: etree._Element) -> str | None:
    """Where the page in a frame is; nothing for a frame that only calls a script."""
    address = (frame.get("src") or frame.get("data") or "").strip()
    if frame.get("srcdoc"):
        return "srcdoc"
    return None if address.startswith(("about:", "javascript:")) else address[:_NAMED] or None


def _amounts(script: etree._Element) -> int:
    text = script.text or ""
    return len(_AMOUNT.findall(text)) if len(_IDEOGRAPH.findall(text)) >= _FEWEST else 0


def _is_small(picture: etree._Element) -> bool:
    sizes = [picture.get("width"), picture.get("height")]
    sizes += re.findall(r"(?:width|height)\s*:\s*(\d+)px", picture.get("style") or "")
    return any(int(size.rstrip("px")) < _SMALL for size in sizes if size and size.rstrip("px").isdecimal())


def _is_furniture(picture: etree._Element) -> bool:
    """Whether a picture leads elsewhere, or stands in the page's head, foot or menus."""
    return bool(_FURNITURE & {str(element.tag) for element in picture.iterancestors()})
