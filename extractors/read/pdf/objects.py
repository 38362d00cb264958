"""Objects that a PDF's own lists do not lead to any more: a changed byte loses them, and what they draw, in silence.

ISO 32000-1, 7.5.4 (the table of cross-references) and 9.6.5 (fonts of Type 3, whose glyphs are streams of the file).
"""

import re
from collections.abc import Iterable, Iterator

_TABLE = re.compile(rb"(?<!start)xref\s+(?=\d)")
_SECTION = re.compile(rb"(\d{1,10})[ ]+(\d{1,7})[ ]*(?:\r\n|\r|\n)")
_ENTRY, _LENGTH = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)"), 20
_MOST_WRONG, _SHARE = 3, 10
"""So many entries may be damaged, and one in so many: where more are wrong, readers make the table anew."""

_OWN_LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\d|\s+\d+\s+R)")
_END = re.compile(rb"\s*endstream")
_LINE_END = 13
"""Bytes between the last of a stream and the end of its end mark: a line's end or two, and the mark."""

_TYPE_3 = re.compile(rb"/Subtype\s*/Type3\b")
_DIFFERENCES = re.compile(rb"/Differences\s*\[([^\]]*)\]")
_ENCODED_ELSEWHERE = re.compile(rb"/(?:Encoding|Differences)\s+\d+\s+\d+\s+R")
_GLYPHS = re.compile(rb"/CharProcs\s*<<(.*?)>>", re.DOTALL)
_GLYPHS_ELSEWHERE = re.compile(rb"/CharProcs\s+\d+\s+\d+\s+R")
_GLYPH = re.compile(rb"\s*/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R")
_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_TOKEN = re.compile(rb"/[^\s/]*|[^\s/]+")
_NO_GLYPH = {b".notdef", b".null", b"space", b"nbspace"}
"""Names that a font may have no drawing for."""


def lost_objects(data: bytes) -> int:
    """How many objects the tables of a PDF miss by a damaged entry, and how many of its fonts miss glyphs."""
    right, wrong = 0, 0
    origin = max(0, data.find(b"%PDF-", 0, 1024))
    for table in _TABLE.finditer(data):
        for found in _entries(data, table.end(), origin):
            right, wrong = right + found, wrong + (not found)
    misplaced = wrong if wrong <= max(_MOST_WRONG, right // _SHARE) else 0
    fonts = list(_fonts(data))
    there = {number.lstrip(b"0") for number in _OBJECT.findall(data)} if fonts else set()
    return misplaced + sum(_misses_glyphs(font, there) for font in fonts)


def wrong_lengths(data: bytes, streams: Iterable[tuple[int, bytes]]) -> int:
    """How many streams, each with its dictionary, do not end where it says; none where that is their writer's way."""
    right, wrong = 0, 0
    for start, head in streams:
        if said := _OWN_LENGTH.search(head):
            end = start + int(said[1])
            found = _END.match(data[end : end + _LINE_END]) is not None
            right, wrong = right + found, wrong + (not found)
    return wrong if wrong <= max(_MOST_WRONG, right // _SHARE) else 0


def _entries(data: bytes, at: int, origin: int) -> Iterator[bool]:
    """Whether each entry of a table leads to its object."""
    while section := _SECTION.match(data, at):
        first, count = int(section[1]), int(section[2])
        at = section.end()
        for number in range(first, min(first + count, first + (len(data) - at) // _LENGTH)):
            entry = _ENTRY.match(data, at)
            at += _LENGTH
            if entry is None:
                yield False
            elif entry[3] == b"n" and int(entry[1]):
                start = int(entry[1]) + origin
                yield re.match(rb"\s*0*%d\s+%d\s+obj\b" % (number, int(entry[2])), data[start : start + 40]) is not None


def _fonts(data: bytes) -> Iterator[bytes]:
    """The dictionaries of the fonts of Type 3 that stand in the file as they are."""
    for match in _TYPE_3.finditer(data):
        start, end = data.rfind(b" obj", 0, match.start()), data.find(b"endobj", match.end())
        if min(start, end) >= 0:
            yield data[start:end]


def _misses_glyphs(font: bytes, there: set[bytes]) -> bool:
    """Whether a font names a glyph that it has no drawing for, of the objects that are `there`, or its lists cannot be
    read.
    """
    drawn, named = _GLYPHS.search(font), _DIFFERENCES.search(font)
    if _GLYPHS_ELSEWHERE.search(font) or _ENCODED_ELSEWHERE.search(font):
        return False
    if drawn is None or named is None or _GLYPH.sub(b"", drawn[1]).strip():
        return True
    if any(glyph[2].lstrip(b"0") not in there for glyph in _GLYPH.finditer(drawn[1])):
        return True
    glyphs = {glyph[1] for glyph in _GLYPH.finditer(drawn[1])} | _NO_GLYPH
    tokens = _TOKEN.findall(named[1])
    return any(token[1:] not in glyphs if token.startswith(b"/") else not token.isdigit() for token in tokens)
