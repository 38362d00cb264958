"""Characters that their font does not name are read from the picture of their line, where the rest of it agrees."""

from collections.abc import Sequence

import pypdfium2 as pdfium
import pytest
from drawing import PAGE, pdf, write

from extractors.read.pdf.content import Char, Glyph, PageContent
from extractors.read.pdf.pdfium import UNMAPPED
from extractors.read.scan import missing_glyphs


def read(seen: str, chars: str, monkeypatch: pytest.MonkeyPatch, sure: float = 0.9) -> tuple[str, Sequence[str]]:
    """The characters of a line as they are known, and what is said, where its picture is read as `seen`."""
    glyphs = [Glyph((at + 0.5) / len(seen), ((char, sure),)) for at, char in enumerate(seen)]
    monkeypatch.setattr(missing_glyphs, "recognise", lambda picture: glyphs)
    line = [Char(char, 40 + 10.0 * at, 100, 50 + 10.0 * at, 110) for at, char in enumerate(chars)]
    content = PageContent("drawn", 1, *PAGE, line, [], unmapped=chars.count(UNMAPPED))
    with pdfium.PdfDocument(pdf(write(40, 100, "x"))) as document:
        found = missing_glyphs.with_missing(document[0], content, UNMAPPED)
    return "".join(char.text for char in found.chars), [trouble.error for trouble in found.troubles]


def test_they_are_read_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said = read("部门预算", f"部门{UNMAPPED}算", monkeypatch)
    assert said == ("部门预算", ["recognised_characters"])


@pytest.mark.parametrize(("seen", "sure"), [("另一行字", 0.9), ("部门预算", 0.3)], ids=["another line", "not sure"])
def test_they_stay_unknown_and_are_named_where_the_picture_does_not_tell(
    seen: str, sure: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    chars = f"部门{UNMAPPED}算"
    assert read(seen, chars, monkeypatch, sure) == (chars, ["unmapped_characters"])
