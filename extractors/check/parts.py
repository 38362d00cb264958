"""Parts against their whole: the shape that most sums of rules have."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from extractors.check.rule import Side, compare, places
from extractors.values.numbers import total
from schemas.rows import CheckRow


class Parts(NamedTuple):
    """What is added: rows and their amounts, how such rows are called, and why the sum is not known where it is not."""

    rows: Sequence[Mapping[str, Any]]
    amounts: Sequence[Decimal | None]
    zh: str
    en: str
    unknown: tuple[str, str] | None = None

    @property
    def side(self) -> Side:
        """Their sum as one side (`3 个项目之和`); blanks add nothing."""
        count, (zh, en) = len(self.rows), self.unknown or ("", "")
        amount = None if self.unknown else total(self.amounts)
        return Side(f"{count} {self.zh}之和{zh}", f"sum of the {self.en} ({count}){en}", amount, places(self.rows))


def adds_up(
    name: str,
    subject: str,
    parts: Parts,
    whole: Side,
    relation: str = "=",
    *,
    half: Decimal = Decimal(0),
    severity: str | None = None,
) -> CheckRow:
    """A check of parts against their whole: half of the last printed place counts once for each and for the whole."""
    tolerance = (len(parts.rows) + 1) * half
    return compare(name, subject, parts.side, whole, relation, tolerance=tolerance, severity=severity)
