"""How a part lies on disk: compressed, and with a checksum, so that a bit that flipped is never published.

First stand `yusuan part 5` and a line feed, half of the sha256 of all that follows (16 bytes), two lengths (8 bytes):
of the head, which planning and publishing ask for alone, and of the body, which `flows/publish/parts.py` makes; and a
byte that says how both follow in one stream, for much of the one stands in the other. Zero is zstd. Another number is
that of what parts usually hold (`usual_<number>.bin`), for deflate to refer to: most of a small part is names of
columns and sentences that stand in thousands of others. Such a file is never changed, since parts that were packed
with it need it; `tests/helpers/usual.py` makes the next one.

Parts of form 4, zstd without that byte, are read too.
"""

import hashlib
import re
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

_ANY = re.compile(rb"yusuan part \d+\n")
_MAGIC, _BEFORE_USUAL = b"yusuan part 5\n", b"yusuan part 4\n"
_LENGTHS = struct.Struct("<II")
_CHECKSUM = 16
_BEFORE = len(_MAGIC) + _CHECKSUM
_SMALL = 16 << 10
_LEVEL = 4
"""Of zstd: 0.2 ms for each 100 KB, which leaves an eighth more than the 0.8 ms of level 9 would."""

_ZSTD, _NEWEST = 0, 1
_WINDOW = -15
"""Of deflate: 32 KB, and nothing written around it, for the checksum is ours."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A part whose checksum holds; `digest` is that, hexadecimal."""

    digest: str
    _whole: pa.Buffer
    _head: int

    def head(self) -> bytes:
        """What stands first."""
        made: bytes = self._whole.slice(0, self._head).to_pybytes()
        return made

    def body(self) -> pa.Buffer:
        """The rest."""
        return self._whole.slice(self._head)


def of_older_form(path: Path) -> bool:
    """Whether a part is whole in its way, but another version of yusuan made it, which this one does not read."""
    with path.open("rb") as stream:
        begun = _ANY.match(stream.read(2 * len(_MAGIC)))
    return begun is not None and begun[0] not in (_MAGIC, _BEFORE_USUAL)


def pack(head: bytes, body: bytes) -> bytes:
    """The bytes of a part."""
    whole, lengths = head + body, _LENGTHS.pack(len(head), len(body))
    if len(whole) < _SMALL:
        packer = zlib.compressobj(9, wbits=_WINDOW, memLevel=9, zdict=_usual(_NEWEST))
        said = b"".join((lengths, bytes([_NEWEST]), packer.compress(whole), packer.flush()))
    else:
        packed: bytes = pa.Codec("zstd", compression_level=_LEVEL).compress(whole, asbytes=True)
        said = lengths + bytes([_ZSTD]) + packed
    return _MAGIC + _checksum(said) + said


@cache
def _usual(number: int) -> bytes:
    """What parts usually hold; raises ValueError for a number that only a newer version has."""
    try:
        return files("flows.publish").joinpath(f"usual_{number}.bin").read_bytes()
    except FileNotFoundError as error:
        raise ValueError("a newer version of yusuan made it") from error


def _checksum(said: bytes | memoryview) -> bytes:
    return hashlib.sha256(said).digest()[:_CHECKSUM]


def unpack(data: bytes) -> Packed:
    """A part from its bytes; raises ValueError where they are not those that were written."""
    form = data[: len(_MAGIC)]
    if form not in (_MAGIC, _BEFORE_USUAL):
        raise ValueError("it is not a part, or one of an older version of yusuan")
    said, checksum = memoryview(data)[_BEFORE:], data[len(_MAGIC) : _BEFORE]
    if len(said) <= _LENGTHS.size or _checksum(said) != checksum:
        raise ValueError("its checksum does not hold")
    head, body = _LENGTHS.unpack(said[: _LENGTHS.size])
    rest = said[_LENGTHS.size :]
    how, rest = (rest[0], rest[1:]) if form == _MAGIC else (_ZSTD, rest)
    if how == _ZSTD:
        whole = pa.decompress(rest, head + body, codec="zstd")
    else:
        whole = pa.py_buffer(zlib.decompressobj(_WINDOW, _usual(how)).decompress(rest, head + body))
    return Packed(checksum.hex(), whole, head)
