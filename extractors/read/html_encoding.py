"""A web page as text: by its byte order mark, by what it declares, or by what its bytes are."""

import re

from extractors.read.text import decode

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ASCII = bytes(range(32, 127)) + rb"\x41"
"""What the encoding of a page that declares it in such letters must read as it stands; `utf-16`, `undefined` do not."""


def page_text(data: bytes) -> str:
    """The page as text: by its byte order mark, by what it declares, or by what the bytes are."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and name:
        name = "gb18030" if name.startswith("gb") else name
        try:
            if _ASCII.decode(name) == _ASCII.decode("ascii"):
                return data.decode(name)
        except (LookupError, ValueError):
            pass  # there is none of that name, or it is something else than it says
    return decode(data)
