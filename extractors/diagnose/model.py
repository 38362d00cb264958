"""What a finding is: failed checks, and the number or line that explains them."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from extractors.diagnose.numbers import Printed
from extractors.document.place import Place
from schemas.rows import CheckRow

SEVERITIES = ("error", "warning", "info")
CERTAIN, LIKELY, OPEN = "certain", "likely", "open"


class Exchanged(NamedTuple):
    """A number that stands where another should, which stands for it, and what its line is called."""

    number: Printed
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """What is wrong, once: its kind (a name of `findings.yaml`), the checks that it explains, the gravest first.

    `number` is the one that is printed wrongly and `proposed` what it would have to be, as printed; `other` the one
    that it was exchanged with; `ties` how many other numbers would explain as much; `column` what the number's column
    is called; `said` its sentence in Chinese and English, where lines that are no part of its checks tell more; `table`
    the title of the standard table whose line it is about.
    """

    kind: str
    certainty: str
    checks: tuple[CheckRow, ...]
    label: str
    number: Printed | None = None
    proposed: Decimal | None = None
    other: "Exchanged | None" = None
    ties: int = 0
    column: str = ""
    said: tuple[str, str] | None = None
    table: str = ""

    @property
    def severity(self) -> str:
        """That of its gravest check."""
        return min((check["severity"] for check in self.checks), key=SEVERITIES.index)

    @property
    def main(self) -> CheckRow:
        """The check that says most: the gravest, of those the one with the largest difference."""
        return min(
            self.checks,
            key=lambda check: (SEVERITIES.index(check["severity"]), -abs(check["difference"] or Decimal(0))),
        )

    @property
    def places(self) -> list[Place]:
        """Where it is to be seen: the number first, then what its checks are about, each once."""
        first = [] if self.number is None else [self.number.place]
        first += [] if self.other is None else [self.other.number.place]
        sides = (side for check in self.checks for side in (check["right_places"], check["left_places"]))
        return list(dict.fromkeys([*first, *(Place.of(place) for side in sides for place in side)]))

    @property
    def amount(self) -> Decimal | None:
        """How much money is wrong, in yuan; None where it is about no amount."""
        if self.number is not None and self.proposed is not None and self._of_money(self.number):
            return abs((self.proposed - self.number.value) * self.number.unit)
        off = [abs(check["difference"]) for check in self.checks if check["unit"] == "元" and check["difference"]]
        return max(off, default=None)

    def _of_money(self, number: Printed) -> bool:
        """Whether the number is an amount: so is a statement in 元 that only a percentage contradicts."""
        return number.text.endswith("元") or any(check["unit"] == "元" for check in self.checks)

    @property
    def points(self) -> Decimal | None:
        """How many percentage points are wrong, where it is about percentages alone."""
        if self.amount is not None:
            return None
        off = [abs(check["difference"]) for check in self.checks if check["unit"] == "%" and check["difference"]]
        return max(off, default=None)

    def joined(self, other: "Finding") -> "Finding":
        """The finding with the checks of another, which is the same."""
        return replace(self, checks=(*self.checks, *other.checks))
