"""What findings are called, when they are trivial and what they weigh, as `findings.yaml` says."""

from decimal import Decimal
from functools import cache

from pydantic import model_validator

from schemas.model import Strict, load_as

DOUBTFUL = "reading_doubtful"
"""The status of a check that fails where our reading is not proved."""

Said = tuple[str, str]
"""In Chinese and in English."""


class Trivial(Strict):
    """Up to which amount, and how many percentage points, a difference is trivial."""

    yuan: Decimal
    points: Decimal
    kinds: tuple[str, ...]


class Weight(Strict):
    """The scales of a weight: from which value on it counts, and where it is full."""

    yuan: tuple[Decimal, Decimal]
    share: tuple[Decimal, Decimal]
    points: tuple[Decimal, Decimal]
    warning: Decimal
    without_amount: Decimal


class Doubt(Strict):
    """When our reading is doubted before the publisher."""

    held_share: Decimal
    least_failed: int
    least_failed_in_prose: int
    far_off: Decimal
    far_off_in: tuple[str, ...]
    far_off_kinds: tuple[str, ...]
    far_off_in_prose: tuple[str, ...]
    never_far_off: tuple[str, ...]
    sums_down: tuple[str, ...]
    levels: tuple[str, ...]
    true_cells: tuple[str, ...]
    plain_slips: tuple[str, ...]
    printed_in: tuple[str, ...]
    printed_also: tuple[str, ...]
    printed_digits: int


class Kind(Strict):
    """A kind of finding: what it is called, and what to do about it."""

    name: Said
    advice: Said


class FindingRules(Strict):
    """The content of `findings.yaml`."""

    trivial: Trivial
    weight: Weight
    read_share: Decimal
    doubt: Doubt
    kinds: dict[str, Kind]
    moved_in: tuple[str, ...]
    alike: tuple[str, ...]
    computed: tuple[str, ...]
    by_identity: dict[str, str]

    @model_validator(mode="after")
    def _kinds_are_declared(self) -> "FindingRules":
        unknown = {*self.by_identity.values(), *self.trivial.kinds} - self.kinds.keys()
        if unknown:
            named = ", ".join(sorted(unknown))
            raise ValueError(f"by_identity or trivial names kinds that `kinds` does not declare: {named}")
        return self


@cache
def finding_rules() -> FindingRules:
    """The rules by which findings are named and weighed."""
    return load_as("findings.yaml", FindingRules)
