"""Objects of a PDF that are not written as such: a changed byte takes what they say off its pages in silence.

ISO 32000-1, 7.2 and 7.3. A reader that cannot parse a font or a list of fonts goes on without it.
"""

import re
from collections.abc import Iterable, Iterator

from extractors.read.pdf.names import REGULAR, misspelt

_SPACE = rb"[\x00\t\n\x0c\r ]"
_NAME = rb"/" + REGULAR + rb"*+"
_VALUE = rb"(?:%s|[+-]?(?:\d++(?:\.\d*+)?|\.\d++)|(?:true|false|null)(?!%s))" % (_NAME, REGULAR)
_STRING = rb"\((?:[^()\\]|\\.)*+\)"
for _ in range(4):  # brackets within brackets
    _STRING = rb"\((?:[^()\\]|\\.|%s)*+\)" % _STRING
_HEX = rb"(?<!<)<[0-9A-Fa-f\x00\t\n\x0c\r ]*+>"
_REFERENCE = rb"(?<!%s)\d++%s++\d++%s++R(?!%s)" % (REGULAR, _SPACE, _SPACE, REGULAR)
_SIMPLE = re.compile(b"|".join((_STRING, _HEX, _REFERENCE)), re.DOTALL)
_COMMENT = re.compile(rb"(?<!%s)%%[^\r\n]*+" % REGULAR)
_ARRAY = re.compile(rb"\[(?:%s++|%s)*+\]" % (_SPACE, _VALUE))
_DICTIONARY = re.compile(rb"<<(?:%s*+%s%s*+%s)*+%s*+>>" % (_SPACE, _NAME, _SPACE, _VALUE, _SPACE))
_OBJECT = re.compile(
    rb"(?<!%s)\d++%s++\d++%s++obj%s*+(?:%s%s*+)?(?:stream%s++endstream%s*+)?endobj(?!%s)"
    % (REGULAR, _SPACE, _SPACE, _SPACE, _VALUE, _SPACE, _SPACE, _SPACE, REGULAR)
)
_WORD = re.compile(rb"%s++" % REGULAR)
_BEGUN = re.compile(rb"(?<!%s)obj(?![A-Za-z])" % REGULAR)
_OF_LISTS = re.compile(rb"[+-]?[\d.]+|n|f|xref|trailer|startxref")
_PLAIN = b" 0 "

_DEPTH = 30
"""Arrays and dictionaries within others that are looked into."""

_MOST_WRONG, _SHARE = 3, 10
"""So many objects may be damaged, and one in so many: where more are, it is their writer's way."""

_BOX = re.compile(rb"/(?:MediaBox|CropBox|FontBBox|BBox)%s*+\[([-+.\d\x00\t\n\x0c\r ]*+)\]" % _SPACE)
_SIDES = 4


def spoiled_objects(data: bytes, streams: Iterable[tuple[int, int]]) -> int:
    """How many objects of a file do not parse, or have a name that is none or a box without four sides.

    `streams` are the places between `stream` and `endstream`, in the file's order.
    """
    text = _SIMPLE.sub(_PLAIN, b" ".join(_between(data, streams)))
    text = _COMMENT.sub(b"", text)
    odd = misspelt(text) + sum(len(box.split()) != _SIDES for box in _BOX.findall(text))
    begun = len(_BEGUN.findall(text))
    for _ in range(_DEPTH):
        text, arrays = _ARRAY.subn(_PLAIN, text)
        text, dictionaries = _DICTIONARY.subn(_PLAIN, text)
        if not arrays + dictionaries:
            break
    else:
        return odd
    rest = _OBJECT.sub(b" ", text)
    wrong = len(_BEGUN.findall(rest)) or any(not _OF_LISTS.fullmatch(word) for word in _WORD.findall(rest))
    return odd + (wrong if wrong <= max(_MOST_WRONG, begun // _SHARE) else 0)


def _between(data: bytes, streams: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    """A file without what is in its streams, before and after it."""
    at = max(0, data.find(b"%PDF-", 0, 1024))
    for start, end in streams:
        if start >= at:
            yield data[at:start]
            at = end
    end = data.rfind(b"%%EOF", at)
    yield data[at : end if end >= 0 else len(data)]
