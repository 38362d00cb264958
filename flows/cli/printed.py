"""What all that is printed has in common: the console, and values, places and outcomes in words."""

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console

from extractors.document.place import Place
from flows.language import code_name, language, say
from flows.report.words import Words

_PLACES = 8
_CODE = re.compile("[a-z]+(?:_[a-z]+)*")


def console() -> Console:
    """A console on standard output as it is now; where that is no terminal it is as wide as COLUMNS says, else 120."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or 120))


def text(value: Any) -> str:
    """A value of a record; nothing for a blank."""
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def shown(value: Any) -> str:
    """A value of a record for a person to read: a code by its name in the language in force."""
    said = text(value)
    if language() == "en" or not (isinstance(value, bool) or _CODE.fullmatch(said)):
        return said
    named = code_name(said.lower())
    return named if named != said else Words("zh").name(said)


def place(where: Place) -> str:
    """Where something stands, in the language in force."""
    return str(where) if language() == "en" else Words("zh").place(where)


def sentence(row: Mapping[str, Any]) -> str:
    """What a check or a finding says, in the language in force; codes as names."""
    spoken = language()
    return Words(spoken).named(row[f"message_{spoken}"])


def places(where: Sequence[Place]) -> str:
    """Where a side of a check stands: the first places, each once, rows of one table together, and how many more."""
    by_table: dict[Place, list[int]] = {}
    for one in where:
        rows = by_table.setdefault(one._replace(row=None, column=None, box=None, figure=None), [])
        if one.row is not None and one.row not in rows:
            rows.append(one.row)
    listed, left = [], _PLACES
    for table, rows in by_table.items():
        if left > 0:
            listed.append(_rows(table, rows[:left]))
        left -= max(len(rows), 1)
    more = " " + say("… and {count} more", count=-left) if left < 0 else ""
    return ("; ".join(listed) or "—") + more


def _rows(table: Place, rows: Sequence[int]) -> str:
    """A place, and its rows as a reader counts them."""
    if len(rows) < 2 or table.line is not None or table.table is None:
        return place(table._replace(row=rows[0]) if rows else table)
    numbers = [str(row + 1) for row in rows]
    if language() == "en":
        return f"{place(table)} rows {', '.join(numbers)}"
    return f"{place(table)} {Words('zh').say('row_no', '、'.join(numbers))}"


def counted(counts: Iterable[tuple[str, int]]) -> str:
    """Outcomes and how many of each: `63 exact, 2 rounding`."""
    return say(", ").join(say("{count} {name}", count=count, name=say(name)) for name, count in counts)


def share(claimed: int, found: int) -> str:
    """How many of the numbers were claimed, with the percentage."""
    percent = f" ({claimed / found:.1%})" if found else ""
    return say("{claimed} of {found}", claimed=claimed, found=found) + percent
