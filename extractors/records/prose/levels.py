"""Of which of several levels a change speaks: 收入80万元，其中：甲50万元、乙30万元，较上年减少20万元，下降20%.

The words do not say whether the comparison is of the whole or of the last item. Where a change and its percentage stand
together, arithmetic does: only one of the levels can have changed by so much.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.records.prose.phrases import Meaning
from extractors.values.money import YUAN
from extractors.values.numbers import number
from schemas.words.prose import prose_words

Read = tuple[re.Match[str], Meaning]
"""An amount and what it says."""


@dataclass(slots=True)
class Levels:
    """The levels that a paragraph has stated so far, in yuan, with their labels and places."""

    text: str
    stated: list[tuple[int, str, Decimal]] = field(default_factory=list)
    unclear: str = ""
    """The words of the last comparison of which nothing tells what it is of."""

    changed: set[str] = field(default_factory=set)
    """The labels of which a change was stated."""
    found: tuple[str, Decimal | None] | None = None
    """What the last change is of."""

    def add(self, amount: re.Match[str], said: Meaning, label: str) -> None:
        """Remembers an amount that is a level; a plan behind what was done (完成预算60万元) is not what changed."""
        planned = self.stated and said.base == "planned"
        if said.statement == "level" and amount["unit"] in YUAN and not planned:
            self.stated.append((amount.start(), label, number(amount["number"]) * YUAN[amount["unit"]]))

    def last(self, label: str) -> Decimal | None:
        """The last level that was stated with a label."""
        return next((value for _, name, value in reversed(self.stated) if name == label), None)

    def listed(self, at: int) -> list[str]:
        """The labels of the levels in the sentence before a place, else in the last one; of a whole only its parts."""
        ends = [-1, *(match.start() for match in re.finditer("。", self.text[:at]))]
        for begun, end in ((ends[-1], at), (ends[-2] if len(ends) > 1 else -1, ends[-1])):
            if listed := {name: value for start, name, value in self.stated if begun < start < end}:
                (whole, *parts), total = listed, sum(listed.values())
                return parts if total == 2 * listed[whole] else [whole, *parts]
        return []

    def of_change(self, read: Sequence[Read], position: int, label: str) -> tuple[str, Decimal | None]:
        """The label and level of what has changed, as `_of_change` tells; noted for the changes that follow."""
        beside = position and (read[position - 1][1].statement, read[position][1].statement) == ("change", "percent")
        named = read[position - 1][1].name if beside else ""
        if position and read[position - 1][1].statement == "completion":
            named = label  # 完成60万元，完成预算的98%，增长5%: of one
        again = (named, self.last(named)) if named else self.found if beside else None  # 增加5万元，增长3%
        self.found = found = again or self._of_change(read, position, label)
        self.changed.add(found[0])
        return found

    def _of_change(self, read: Sequence[Read], position: int, label: str) -> tuple[str, Decimal | None]:
        """The label and level of what has changed: `label` where the words leave no doubt, else what arithmetic tells,
        else the words of the comparison themselves, of no level.
        """
        at = read[position][0].start()
        if (whole := self._before_parentheses(at)) is not None:
            return whole
        begun = max(self.text.rfind("；", 0, at), self.text.rfind("。", 0, at))
        near = {(name, value): None for start, name, value in self.stated if start > begun}
        if len(near) == 1 or (near and all(name in self.changed for name, _ in list(near)[:-1])):
            return list(near)[-1]  # the only one, or each before it has had its own
        if len({name for _, name, _ in self.stated}) < 2:
            return label, self.last(label)
        for since in (begun, -1):
            fits = self._fitting(read, position, since)
            if len(fits) == 1:
                return fits.pop()
        end = max((match.end() for match, _ in read if match.end() <= at), default=begun + 1)
        words = re.sub(r"^[，,、）\s]+", "", self.text[end:at])
        if words and (read[position][1].statement == "change" or not self.unclear):
            self.unclear = words
        return self.unclear or label, None

    def _before_parentheses(self, at: int) -> tuple[str, Decimal] | None:
        """The level whose parts stand in the parentheses that end before a place: 甲8万元（乙5万元）减少1万元."""
        closed = prose_words().phrases.closed.search(self.text[:at])
        opened = self.text.rfind("（", 0, closed.start()) if closed else -1
        while (
            closed
            and opened > 0
            and self.text.count("）", opened, closed.start()) >= self.text.count("（", opened, closed.start())
        ):
            opened = self.text.rfind("（", 0, opened)
        if closed is None or opened < 0 or not any(opened < start < at for start, *_ in self.stated):
            return None
        return next(((name, value) for start, name, value in reversed(self.stated) if start < opened), None)

    def _fitting(self, read: Sequence[Read], position: int, since: int) -> set[tuple[str, Decimal]]:
        """The levels stated from a place on that a change and its percentage fit."""
        pair = _pair(read, position)
        if pair is None:
            return set()
        change, percent = pair
        half = Decimal(1).scaleb(int(percent.as_tuple().exponent))
        low, high = abs(percent) - half, abs(percent) + half
        if low <= 0:
            return set()
        least, most = abs(change) / high * 100 + change, abs(change) / low * 100 + change
        return {(name, value) for at, name, value in self.stated if at > since and least <= value <= most}


def _pair(read: Sequence[Read], position: int) -> tuple[Decimal, Decimal] | None:
    """The change in yuan, a decrease negative, and the percentage that stand together at a place."""
    here = read[position][1].statement
    other = position + (1 if here == "change" else -1)
    if not 0 <= other < len(read) or {here, read[other][1].statement} != {"change", "percent"}:
        return None
    change, percent = (read[position], read[other]) if here == "change" else (read[other], read[position])
    if change[0]["unit"] not in YUAN or (percent[1].name and here == "change"):
        return None
    value = number(change[0]["number"]) * YUAN[change[0]["unit"]]
    return (-value if change[1].direction == "decrease" else value), number(percent[0]["number"])
