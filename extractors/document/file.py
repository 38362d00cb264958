"""What is known of a file beside its content."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a document beside its content: what the user states, or the source that it comes from.

    `by` is `stated` (the user; it stands) or `source` (it is weighed).
    """

    publisher: str | None = None
    fiscal_year: int | None = None
    region: str | None = None
    by: str = "stated"


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was handed in; `path` is as the user gave it, `sha256` of its bytes, `size` in bytes.

    `url` and `retrieved_at` are where and when it was downloaded, None for a local file.
    """

    path: str
    name: str
    sha256: str
    size: int
    url: str | None = None
    retrieved_at: datetime | None = None
    given: Given = NOTHING_GIVEN
