"""What all that is printed has in common: the console, and values, places and outcomes in words."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console

from extractors.document.model import Place
from flows.language import Language, language, say
from flows.report.words import Words

_PLACES = 8

console = Console(highlight=False, width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or 120))


def text(value: Any) -> str:
    """A value of a record; nothing for a blank."""
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def place(where: Place) -> str:
    """Where something stands, in the language in force."""
    return str(where) if language() == "en" else Words("zh").place(where)


def sentences(row: Mapping[str, Any]) -> list[str]:
    """What a check or a finding says: in Chinese, and where English is spoken in English below it; codes as names."""
    spoken: tuple[Language, ...] = ("zh",) if language() == "zh" else ("zh", "en")
    return [Words(one).named(row[f"message_{one}"]) for one in spoken]


def places(where: Sequence[Place]) -> str:
    """Where a side of a check stands: the first places, and how many more there are."""
    more = " " + say("… and {count} more", count=len(where) - _PLACES) if len(where) > _PLACES else ""
    return ("; ".join(map(place, where[:_PLACES])) or "—") + more


def counted(counts: Iterable[tuple[str, int]]) -> str:
    """Outcomes and how many of each: `63 exact, 2 rounding`."""
    return say(", ").join(say("{count} {name}", count=count, name=say(name)) for name, count in counts)


def share(claimed: int, found: int) -> str:
    """How many of the numbers were claimed, with the percentage."""
    percent = f" ({claimed / found:.1%})" if found else ""
    return say("{claimed} of {found}", claimed=claimed, found=found) + percent
