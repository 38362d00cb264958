"""A page saved with all that belongs to it (.mht): its parts that are pages → one page."""

import email
import email.policy
from email.message import EmailMessage

from extractors.document.model import Document
from extractors.document.troubles import ReadError
from extractors.read.html import read_html

_MARK = b"\xef\xbb\xbf"
_KIND = "text/html"


def read_web_archive(data: bytes) -> Document:
    """The bytes of a web archive as a `Document`; raises ReadError where it holds no page that is a disclosure.

    A workbook that was saved so has a page a sheet; they follow each other.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = [_text(part) for part in message.walk() if part.get_content_type() == _KIND]
    if not pages:
        raise ReadError("damaged_archive", "the web archive (.mht) holds no page; save the page anew and run again")
    return read_html(_MARK + "\n".join(pages).encode("utf-8", "replace"))


def _text(part: EmailMessage) -> str:
    """A part's page; an encoding that nobody knows reads as UTF-8."""
    try:
        return str(part.get_content())
    except LookupError:
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
