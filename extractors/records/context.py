"""What an extractor is given, and what it gives: the one protocol of all of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from extractors.document.claims import Claims, ProvedUnit
from extractors.document.model import Document
from extractors.document.outline import Sections
from extractors.identify.identity import Identity
from extractors.records.numbering import Numbering
from extractors.records.unit_proof import Stated, stated


@dataclass(frozen=True)
class Context:
    """What is known of a document while its records are taken; an extractor reads it and changes nothing of it.

    `told` is what the prose states (figures), `taken` what the extractors before took, `only_unit` the one unit of
    money that all tables print which print one.
    """

    identity: Identity
    outline: Sections
    told: Claims
    taken: Claims
    only_unit: ProvedUnit | None = None

    @property
    def year(self) -> int | None:
        """The budget year."""
        return self.identity.fiscal_year

    @cached_property
    def stated(self) -> Stated:
        """The amounts that the prose states for the budget year: they prove units that tables do not print."""
        return stated(self.told.rows.get("figures", ()), self.year)

    @property
    def numbering(self) -> Numbering:
        """The numbers that are free."""
        return Numbering(self.taken)


class Extractor(Protocol):
    """Takes the rows of its subject from a document, and says which cells and words they were taken from."""

    def __call__(self, document: Document, context: Context, /) -> Claims:
        """What it takes; it leaves to the extractors before what they took."""
        ...
