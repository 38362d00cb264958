"""One composition typeset in every way: text, Word, Excel, HTML, and PDF by the engines that are there."""

from collections.abc import Callable
from ctypes.util import find_library
from importlib import util
from pathlib import Path

from content import Block
from office_suite import OFFICE, excel, libreoffice, word
from style import Style
from typeset import CHROMIUM, as_text
from web import chromium, weasyprint, web_page


def text(blocks: list[Block], style: Style) -> bytes:
    """The published text form."""
    return as_text(blocks).encode()


Typesetter = Callable[[list[Block], Style], bytes]
ENGINES: dict[str, tuple[Typesetter, bool]] = {
    "text": (text, True),
    "word": (word, True),
    "excel": (excel, True),
    "html": (web_page, True),
    "chromium": (chromium, Path(CHROMIUM[0]).exists()),
    "weasyprint": (weasyprint, util.find_spec("weasyprint") is not None and find_library("pango-1.0") is not None),
    "libreoffice": (libreoffice, OFFICE is not None),
}
"""The ways to typeset, and whether this machine has what each needs."""
