"""Names in a PDF's dictionaries that are a known one but for a byte: readers go on without what they name.

ISO 32000-1, 7.3.5; writers may use names of their own, so that only what nobody would choose is taken for damage.
"""

import re
from functools import cache

REGULAR = rb"[^\x00\t\n\x0c\r ()<>\[\]/]"
"""A pattern for a byte that names and words are made of (ISO 32000-1, 7.2.2)."""

_KNOWN = frozenset(
    b"""Type Subtype Font FontDescriptor FontName FontFile FontFile2 FontFile3 FontFamily FontBBox FontMatrix Flags
    BaseFont DescendantFonts ToUnicode Encoding BaseEncoding Differences CharProcs FirstChar LastChar Widths
    MissingWidth CIDSystemInfo CIDToGIDMap CIDFontType0 CIDFontType2 CIDFontType0C OpenType TrueType Type0 Type1 Type3
    Type1C MMType1 Identity Identity-H Identity-V WinAnsiEncoding MacRomanEncoding Registry Ordering Supplement
    Resources Contents Page Pages Kids Count Parent MediaBox CropBox Rotate XObject ExtGState Pattern Properties
    Catalog Form Image Matrix BBox DecodeParms Length Group Annots Annot ImageB ImageC
    ImageI""".split()
)
"""Names that say what a page shows (ISO 32000-1, 7.7, 8.10 and 9.5 to 9.9), and some that are like them."""

_NAME = re.compile(rb"/(%s++)" % REGULAR)
_TYPE = re.compile(rb"/(?:Type|Subtype)[\x00\t\n\x0c\r ]*+/(%s++)" % REGULAR)
_RUN_ON = re.compile(rb"/(%s{6,20}+)(?=[/(<\[])" % REGULAR)
_CONTROL = re.compile(rb"[\x01-\x1f\x7f]")

_LONGEST, _LONG, _SHORT = 20, 8, 4
"""Bytes of a name that may be a known one, of one that is like no other word, and of one that is like too many."""

_ENCODINGS = ("utf-8", "gb18030", "big5")


def misspelt(text: bytes) -> int:
    """How many names of a file, without its strings and streams, are none."""
    names = set(_NAME.findall(text))
    odd = {name for name in names if _is_another(name) or _is_noise(name)}
    odd |= {name for name in _TYPE.findall(text) if _is_another(name, chosen=False)}
    odd |= {name for name in _RUN_ON.findall(text) if _runs_on(name)}
    return len(odd)


def _is_another(name: bytes, *, chosen: bool = True) -> bool:
    """Whether a name is a known one but for a byte; where its writer may have `chosen` it, no short or numbered one
    (`Foot`, `Page1`).
    """
    if name in _KNOWN or len(name) > _LONGEST:
        return False
    for at in range(len(name)):
        if meant := _with_a_blot().get((name[:at], name[at + 1 :])):
            blot = name[at : at + 1]
            own = (blot.isalpha() and len(name) <= _SHORT) or (blot.isdigit() and at == len(name) - 1)
            return not (own and chosen) and name.lower() != meant.lower()
    return False


def _runs_on(name: bytes) -> bool:
    """Whether a name is a known one and a byte instead of a blank; a figure may be meant, or a letter after a short one
    (`Length1`, `Pages`).
    """
    if name[:-1] not in _KNOWN or name in _KNOWN:
        return False
    return not name[-1:].isalnum() or (len(name) > _LONG and name[-1:].isalpha() and name[-1:] != b"s")


def _is_noise(name: bytes) -> bool:
    """Whether a name has a byte that is no character in the encodings that names are written in."""
    if name.isascii():
        return _CONTROL.search(name) is not None
    return not any(_is_text(name, encoding) for encoding in _ENCODINGS)


def _is_text(name: bytes, encoding: str) -> bool:
    try:
        return not _CONTROL.search(name.decode(encoding).encode())
    except UnicodeDecodeError:
        return False


@cache
def _with_a_blot() -> dict[tuple[bytes, bytes], bytes]:
    """The known names by what stands before and after each letter."""
    return {(name[:at], name[at + 1 :]): name for name in _KNOWN for at in range(len(name))}
