"""What changed since another year, as the rows of a report's table; `flows.compare.years` finds it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from extractors.document.place import Place
from flows.report.findings import Teller
from flows.report.words import Words


class Changed(Protocol):
    """A difference between two disclosures of a body: what is new has no `before`, what ended no `after`."""

    @property
    def what(self) -> str: ...  # noqa: D102
    @property
    def parent(self) -> str | None: ...  # noqa: D102
    @property
    def indicator(self) -> str | None: ...  # noqa: D102
    @property
    def field(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def before(self) -> Decimal | str | None: ...  # noqa: D102
    @property
    def after(self) -> Decimal | str | None: ...  # noqa: D102
    @property
    def after_place(self) -> Place | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: what happened to what, before and after; `href` is where the later one stands."""

    what: str
    name: str
    label: str
    before: str
    after: str
    href: str | None


def lines(changes: Iterable[Changed], teller: Teller) -> list[Line]:
    """The rows of the table, in the order of the changes."""
    words = teller.words
    return [
        Line(
            words[change.what],
            " · ".join(filter(None, (change.parent, change.indicator))) or "—",
            change.label,
            _value(change.before, change.field, words),
            _value(change.after, change.field, words),
            teller.of_place(change.after_place) if change.after_place else None,
        )
        for change in changes
    ]


def _value(value: Decimal | str | None, field: str, words: Words) -> str:
    if isinstance(value, Decimal):
        return words.yuan(value) if field.endswith("_yuan") else words.value(value, "")
    return value or "—"
