"""What the labels, titles and row names of standard budget tables say, by the words of schemas/standard."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.values.enumerators import enumerator, enumerator_value
from extractors.values.numbers import NOTE_MARK
from extractors.values.text import compact
from schemas.standard import vocabulary

TEXTS = ("part", "number", "unit", "unit_name", "function_code", "code", "coded", "note", "name")
"""What a column may hold that is no amount; `coded` is a code and its name in one cell."""

GENERIC = "total"
RECEIVED = "revenue"
"""The measure of what came in, in a table whose total is what was spent (政府性基金预算财政拨款收入支出决算表)."""
FINAL = "final_"
"""What the kinds of final accounts (决算) begin with: else they are called as the budget's."""

_DROP = re.compile(r"[“”\"‘’'「」:：_\-—.．]")
_NOTE = re.compile(r"\((?:[^()]*)\)")


def plain(text: str) -> str:
    """A label to compare by: NFKC, without white space, quotation marks and colons."""
    return _DROP.sub("", compact(text))


@dataclass(frozen=True, slots=True)
class Label:
    """What a column's label says: its meaning (None where it is not known), the year, 其中, whose amount it is.

    `base` is budget, executed or final where it says so; `total` tells a label of a sum (合计, 小计, 总计).
    """

    meaning: str | None
    year: int | None
    last_year: bool
    of_which: bool
    group: bool
    base: str | None = None
    total: bool = False


@lru_cache(maxsize=4096)
def label(text: str) -> Label:
    """Reads one label of a header."""
    words = plain(NOTE_MARK.sub("", text))
    year = vocabulary().year.search(words)
    last = bool(vocabulary().last_year.search(words))
    short = vocabulary().year.sub("", words)
    of_which = bool(vocabulary().of_which.match(short))
    short = vocabulary().of_which.sub("", short)
    if last:
        short = vocabulary().last_year.sub("", short)
    meaning = first(vocabulary().columns, short) or first(vocabulary().columns, _NOTE.sub("", short))
    if meaning is None and (year or last) and not short:
        meaning = GENERIC
    group = bool(vocabulary().groups.fullmatch(short))
    base = next((name for name, pattern in vocabulary().bases.items() if pattern.search(words)), None)
    total = bool(vocabulary().totals.fullmatch(_NOTE.sub("", short)))
    return Label(meaning, int(year[1]) if year else None, last, of_which, group, base, total)


def first(patterns: Mapping[str, re.Pattern[str]], words: str) -> str | None:
    """The name of the first pattern that fits all of the words."""
    return next((name for name, pattern in patterns.items() if pattern.fullmatch(words)), None)


def title_words(text: str) -> str:
    """The part of a printed line that may be a title: without the publisher and the unit behind it."""
    return plain(vocabulary().title_tail.sub("", compact(text)))


@lru_cache(maxsize=4096)
def title_kind(text: str) -> tuple[str | None, bool]:
    """The kind that a line's words name, and whether the line is a table's title at all, of whatever form."""
    if len(text) > 80 or vocabulary().no_title.search(text):
        return None, False
    words = title_words(text)
    if not vocabulary().title_end.search(words):
        return None, False
    if vocabulary().not_standard.search(words):
        return None, True
    kind = next((kind for kind, pattern in vocabulary().titles if pattern.search(words)), None)
    if kind is not None and vocabulary().final_accounts.search(words):
        kind = FINAL + kind
    return kind, kind is not None


@lru_cache(maxsize=4096)
def another_form(text: str) -> bool:
    """Whether a title names a table that holds no amounts of a budget (绩效, 目录, 机构设置)."""
    return bool(vocabulary().other_forms.search(title_words(text)))


def usual(kind: str) -> dict[str, str]:
    """Side and scheme that a kind's lines have where neither header nor row says it."""
    return dict(vocabulary().kinds.get(kind.removeprefix(FINAL), {}))


@dataclass(frozen=True, slots=True)
class RowName:
    """A row's name: without enumerator and 其中, its style of enumeration and number in it, its role."""

    name: str
    style: str | None
    of_which: bool
    role: str
    ordinal: int = 0


@lru_cache(maxsize=8192)
def row_name(text: str) -> RowName:
    """Reads the name that stands in a row; the role is item, subtotal, carried, current_total or total."""
    words = compact(NOTE_MARK.sub("", text))
    of_which = bool(vocabulary().of_which.match(words))
    rest = vocabulary().of_which.sub("", words)
    numbered = enumerator(rest)
    style, printed, rest = numbered if numbered else (None, "", rest)
    short = plain(rest)
    bare = _NOTE.sub("", short)
    roles = ("note", "carried", "current_total", "total", "subtotal")
    role = next((role for role in roles if vocabulary().rows[role].fullmatch(bare)), "item")
    if style is not None and role != "carried":
        role = "item"
    return RowName(short, style, of_which, role, enumerator_value(printed))
