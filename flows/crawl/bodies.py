"""The body of an answer as it was meant: decompressed where it is compressed, whatever the header says of it."""

import zlib

_GZIP = b"\x1f\x8b\x08"
_ANY, _RAW = 47, -15
"""zlib's words for gzip or zlib, whichever it is, and for deflate without a head."""


class BodyError(ValueError):
    """A body cannot be decompressed; the message says why. `too_large` is set where it would be more than allowed."""

    def __init__(self, message: str, *, too_large: bool = False) -> None:
        super().__init__(message)
        self.too_large = too_large


def plain(body: bytes, encoding: str, most: int) -> bytes:
    """The bytes that a body stands for; raises BodyError where it is cut short, damaged or more than `most`.

    Servers say gzip and send the file as it is, or send gzip and say nothing: both are what the bytes are.
    """
    if body.startswith(_GZIP):
        return _members(body, most)
    if encoding != "deflate":
        return body
    for window in (_ANY, _RAW):
        try:
            return _decompressed(body, window, most)[0]
        except zlib.error:
            continue
    return body


def _members(body: bytes, most: int) -> bytes:
    """A gzip file of one member or several."""
    made = bytearray()
    while body.startswith(_GZIP):
        try:
            more, body = _decompressed(body, _ANY, most - len(made))
        except zlib.error as error:
            raise BodyError(f"it is damaged gzip ({error})") from error
        made += more
    return bytes(made)


def _decompressed(body: bytes, window: int, most: int) -> tuple[bytes, bytes]:
    """What one stream unpacks to, and what follows it."""
    stream = zlib.decompressobj(window)
    made = stream.decompress(body, most + 1)
    if len(made) > most:
        raise BodyError("it unpacks to more than is allowed", too_large=True)
    if not stream.eof:
        raise BodyError("it ends within its compression")
    return made, stream.unused_data
