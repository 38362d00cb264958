"""The elements of WordprocessingML that both paragraphs and tables need."""

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

GONE = frozenset(
    f"{W}{tag}"
    for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "sdtPr", "sdtEndPr", "tblPr", "trPr")
)
"""What is not printed, or read by its name."""

_WRAPPERS = {f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}


def printed(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, those in content controls and insertions too, without what was deleted."""
    for element in parent:
        if element.tag in _WRAPPERS:
            yield from printed(element)
        elif element.tag == ALTERNATE:
            yield from printed(element[0])  # the others say the same for older programs
        elif element.tag not in GONE:
            yield element


def value(element: etree._Element | None) -> str | None:
    """An element's `w:val`; None without one."""
    return element.get(f"{W}val") if element is not None else None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")
