"""How a part lies on disk: compressed, and with a checksum, so that a bit that flipped is never published.

First stand `yusuan part 4` and a line feed, half of the sha256 of all that follows (16 bytes) and two lengths (8
bytes): of the head, which planning and publishing ask for alone, and of the body, which `flows/publish/parts.py`
makes. Both follow in one stream of zstd, for much of the one stands in the other.
"""

import hashlib
import re
import struct
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

_ANY = re.compile(rb"yusuan part \d+\n")
_MAGIC = b"yusuan part 4\n"
_LENGTHS = struct.Struct("<II")
_CHECKSUM = 16
_BEFORE = len(_MAGIC) + _CHECKSUM
_SMALL = 16 << 10
_HARD, _USUAL = 19, 4
"""Levels of zstd: what is small is packed as hard as can be (0.5 ms), the rest in 0.2 ms for each 100 KB, which leaves
an eighth more than the 0.8 ms of level 9 would.
"""


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
    return begun is not None and begun[0] != _MAGIC


def pack(head: bytes, body: bytes) -> bytes:
    """The bytes of a part."""
    whole = head + body
    codec = pa.Codec("zstd", compression_level=_HARD if len(whole) < _SMALL else _USUAL)
    packed: bytes = codec.compress(whole, asbytes=True)
    said = _LENGTHS.pack(len(head), len(body)) + packed
    return _MAGIC + _checksum(said) + said


def _checksum(said: bytes | memoryview) -> bytes:
    return hashlib.sha256(said).digest()[:_CHECKSUM]


def unpack(data: bytes) -> Packed:
    """A part from its bytes; raises ValueError where they are not those that were written."""
    if not data.startswith(_MAGIC):
        raise ValueError("it is not a part, or one of an older version of yusuan")
    said, checksum = memoryview(data)[_BEFORE:], data[len(_MAGIC) : _BEFORE]
    if len(said) < _LENGTHS.size or _checksum(said) != checksum:
        raise ValueError("its checksum does not hold")
    head, body = _LENGTHS.unpack(said[: _LENGTHS.size])
    return Packed(checksum.hex(), pa.decompress(said[_LENGTHS.size :], head + body, codec="zstd"), head)
