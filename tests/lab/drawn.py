"""What the pages of a PDF draw: an engine may leave out rows, and nobody can read those."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

import pypdfium2 as pdfium
from content import Block
from facts import Fact, fold


def undrawn(missing: Counter[Fact], data: bytes, blocks: Iterable[Block]) -> Counter[Fact]:
    """The missing facts whose characters no page has.

    What was composed less what the pages' text holds are the characters that were not drawn; a fact is excused where
    they spell all that it prints, and each of them excuses one fact only. An engine that draws all excuses none.
    """
    texts = [text for block in blocks for text in (block.text, *(c for row in block.rows for c in row)) if text]
    lost = _signs("".join(text for text in texts if isinstance(text, str))) - _signs("".join(_pages(data)))
    found: Counter[Fact] = Counter()
    for fact in missing.elements():
        needed = _signs("".join(_printed(fact)))
        if needed <= lost:
            lost -= needed
            found[fact] += 1
    return found


def _pages(data: bytes) -> Iterable[str]:
    with pdfium.PdfDocument(data) as document:
        for page in document:
            yield page.get_textpage().get_text_bounded()


def _signs(text: str) -> Counter[str]:
    return Counter(fold(text).replace(",", ""))


def _printed(fact: Fact) -> Iterable[str]:
    """What a fact prints that no other need print: its name, and its amount in 万元 or its target."""
    kind, *rest = fact
    if kind == "indicator":
        yield from (text for text in rest[-2:] if text)
        return
    if kind in ("line", "item"):
        yield str(rest[1])
    if rest[-1]:
        yield f"{Decimal(rest[-1]) / 10_000:.2f}"
