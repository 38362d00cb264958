"""Published text: tables parted by tabs or drawn with bars, merged cells left empty, sentences broken by lines."""

import codecs
import re

from extractors.document.model import Block, Cell, Document, Paragraph, Table
from extractors.document.troubles import ReadError
from extractors.layout.piped import piped_rows, unmarked
from extractors.layout.wrapped import full_lines
from extractors.values.text import clean

_TABLE = re.compile(r"(<table\b.*?</table\s*>)", re.IGNORECASE | re.DOTALL)

_COMMON_SHARE = 0.9
"""At least this share of the ideographs of real text is in GB 2312's first level; misread bytes give far less."""

_LARGEST = 16 << 20
"""Bytes of a text; the longest disclosures have a twentieth of it."""

_FEW_BROKEN = 0.01
"""Where a greater share of the characters is no UTF-8, the text is not UTF-8 at all."""


def read_text(data: bytes) -> Document:
    """Text in UTF-8, UTF-16 with a byte order mark, or GB18030 as a `Document`; raises ReadError for another."""
    if len(data) > _LARGEST:
        size, most = len(data) >> 20, _LARGEST >> 20
        raise ReadError(
            "too_large", f"it is {size} MB of text, more than any disclosure ({most} MB); look at what it is"
        )
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    blocks: list[Block] = []
    rows: list[tuple[int, list[str]]] = []
    piped, full = piped_rows(lines), full_lines(lines)
    for number, line in enumerate(lines, start=1):
        if number - 1 in piped:
            cells = piped[number - 1]
            rows += [] if cells is None else [(number, cells)]
            continue
        if "\t" in line:
            rows.append((number, line.split("\t")))
            continue
        if rows:
            blocks.append(_table(rows))
            rows = []
        text = clean(unmarked(line))
        if text:
            blocks.append(Paragraph(text, [(0, None, number)], full=number - 1 in full))
    if rows:
        blocks.append(_table(rows))
    if not blocks:
        raise ReadError("empty_file", "the file has no text, only white space; download it again")
    return Document(blocks, "text", "text/plain")


def holds_tables(text: str) -> bool:
    """Whether a text has tables of HTML among its lines, as converters write Markdown."""
    return _TABLE.search(text) is not None


def as_page(text: str) -> bytes:
    """A text with tables of HTML as a page, each of its other lines a paragraph."""
    pieces = (_lines_as_page(piece) if number % 2 == 0 else piece for number, piece in enumerate(_TABLE.split(text)))
    return codecs.BOM_UTF8 + "".join(pieces).encode("utf-8", "replace")


def _lines_as_page(text: str) -> str:
    return "".join(f"<p>{unmarked(line)}</p>\n" for line in text.splitlines())


def decode(data: bytes) -> str:
    """Bytes as text; raises ReadError where no known encoding gives plausible Chinese text."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and "\x00" not in text:
            return text
        if _plausible(text):
            return text
    _refuse_damaged(data)
    raise ReadError(
        "unknown_encoding",
        "the bytes are text in no encoding that is known here (UTF-8, UTF-16 with a mark, GB18030), or no text; "
        "save it as UTF-8 and run again",
    )


def _refuse_damaged(data: bytes) -> None:
    """Raises ReadError for UTF-8 with a few broken bytes: one inside a number would make another number of it."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken <= _FEW_BROKEN * len(text) and _plausible(text):
        line = text[: text.index("\ufffd")].count("\n") + 1
        raise ReadError(
            "damaged_text",
            f"it is UTF-8 text, but {broken} characters are damaged, the first in line {line}; download it again",
        )


def _plausible(text: str) -> bool:
    wide = [char for char in text[:20_000] if char >= "\u2e80"]
    if not wide or any(char < " " and char not in "\t\n\r\f" for char in text[:20_000]):
        return False
    ideographs = [char for char in wide if "\u3400" <= char <= "\u9fff" or (char >= "\ue000" and char < "\uf900")]
    common = sum(1 for char in ideographs if b"\xb0" <= char.encode("gb2312", errors="ignore")[:1] <= b"\xd7")
    return bool(ideographs) and common >= _COMMON_SHARE * len(ideographs)


def _table(rows: list[tuple[int, list[str]]]) -> Table:
    width = max(len(cells) for _, cells in rows)
    cells = [Cell(r, c, text, line=line) for r, (line, texts) in enumerate(rows) for c, text in enumerate(texts)]
    table = Table(cells, len(rows), width, "text")
    short = next(((line, len(texts)) for line, texts in rows if len(texts) != width), None)
    if short:
        table.ragged = (
            f"the table at line {rows[0][0]} has {width} columns, but its row at line {short[0]} has {short[1]}: "
            "which column its values belong to cannot be known; restore the missing tabs"
        )
    return table
