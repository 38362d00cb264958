"""How a part lies on disk: compressed, and with a checksum, so that a bit that flipped is never published.

First stand `yusuan part 3` and a line feed, the sha256 of all that follows (32 bytes) and three lengths (12 bytes): of
the head as it lies there, of the head and of the body unpacked. Then come the head, which planning and publishing ask
for alone, and the body, which `flows/publish/parts.py` makes; both in zstd.
"""

import hashlib
import struct
from dataclasses import dataclass

import pyarrow as pa

_MAGIC = b"yusuan part 3\n"
_LENGTHS = struct.Struct("<III")
_BEFORE = len(_MAGIC) + 32
_CODEC = "zstd"


@dataclass(frozen=True, slots=True)
class Packed:
    """A part whose checksum holds; `digest` is that, hexadecimal."""

    digest: str
    _data: memoryview
    _lengths: tuple[int, int, int]

    def head(self) -> bytes:
        """What stands first."""
        lies, unpacked, _ = self._lengths
        made: bytes = pa.decompress(self._data[:lies], unpacked, codec=_CODEC, asbytes=True)
        return made

    def body(self) -> pa.Buffer:
        """The rest."""
        lies, _, unpacked = self._lengths
        return pa.decompress(self._data[lies:], unpacked, codec=_CODEC)


def pack(head: bytes, body: pa.Buffer) -> bytes:
    """The bytes of a part."""
    first: bytes = pa.compress(head, codec=_CODEC, asbytes=True)
    rest: bytes = pa.compress(body, codec=_CODEC, asbytes=True)
    said = _LENGTHS.pack(len(first), len(head), body.size) + first + rest
    return _MAGIC + hashlib.sha256(said).digest() + said


def unpack(data: bytes) -> Packed:
    """A part from its bytes; raises ValueError where they are not those that were written."""
    if not data.startswith(_MAGIC):
        raise ValueError("it is not a part, or one of an older version of yusuan")
    said, checksum = memoryview(data)[_BEFORE:], data[len(_MAGIC) : _BEFORE]
    if len(said) < _LENGTHS.size or hashlib.sha256(said).digest() != checksum:
        raise ValueError("its checksum does not hold")
    return Packed(checksum.hex(), said[_LENGTHS.size :], _LENGTHS.unpack(said[: _LENGTHS.size]))
