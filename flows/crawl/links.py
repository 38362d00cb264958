"""A link of a page, and its address made whole."""

from dataclasses import dataclass
from urllib.parse import quote, urldefrag, urljoin, urlsplit


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its address made absolute, its words, and the page on which it stands; `form` is what is posted there.

    `file` says that by the page it is one, whatever its address and words.
    """

    url: str
    text: str
    referrer: str
    form: str = ""
    file: bool = False

    @property
    def key(self) -> str:
        """By this a link is known: two forms posted to one address are two."""
        return f"{self.url}#{self.form}" if self.form else self.url


def absolute(base: str, href: str) -> str | None:
    """An address on a page as one that can be asked for, without its fragment; None where it is none of http.

    A backslash is a slash, as browsers have it.
    """
    path, mark, query = href.strip().partition("?")
    href = path.replace("\\", "/") + mark + query
    try:
        joined = urldefrag(urljoin(base, href))[0]
        parts = urlsplit(joined)
        parts.port  # noqa: B018 - raises ValueError for one that is none
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and href[:1] != "#"
    except ValueError:
        return None
    return quote(joined, safe="%/:=&?~#+!$,;'@()*[]", errors="replace") if usable and href else None
