"""What a disclosure states, as tuples that compositions and records can be compared by."""

import re
import unicodedata
from decimal import Decimal

Fact = tuple[str | None, ...]


def plain(value: Decimal) -> str:
    """A number as facts state it."""
    return f"{value.normalize():f}"


def fold(text: str) -> str:
    """A text without what layout adds: white space, widths of signs, tags."""
    return re.sub(r"\s+|</?p>", "", unicodedata.normalize("NFKC", text))
