"""Of which of several levels a change speaks: 收入80万元，其中：甲50万元、乙30万元，较上年减少20万元，下降20%.

The words do not say whether the comparison is of the whole or of the last item. Where a change and its percentage stand
together, arithmetic does: only one of the levels can have changed by so much.
"""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from extractors.recognise.sentences.statement_parts import PLANS
from extractors.records.prose.meanings import Meaning
from extractors.values.money import YUAN
from extractors.values.numbers import number
from schemas.words.prose import prose_words

_BRACKET = re.compile("[（）]")
_MARK = re.compile("[，；。：（）]")
_AMONG = re.compile(rf"\s*(?:{prose_words().among.pattern})")
_MOST = 100
"""Levels that a comparison may be of, the last before it: of a sentence of ten thousand not all are tried for each."""
_FAR = 2_000
"""Characters that the beginning of its clause, or the bracket before it, may stand before a comparison."""

Read = tuple[re.Match[str], Meaning]
"""An amount and what it says."""


class Stated(NamedTuple):
    """A level in yuan: where its amount stands, its label, in how many parentheses, and whether it is a plan, of which
    no change is told beside what was done.
    """

    start: int
    label: str
    value: Decimal
    inside: int
    plan: bool = False


@dataclass(slots=True)
class Levels:
    """The last levels that a paragraph has stated so far, in yuan, with their labels and places."""

    text: str
    stated: deque[Stated] = field(default_factory=lambda: deque(maxlen=_MOST))
    by_label: dict[str, Decimal] = field(default_factory=dict)
    """The last level of each label."""
    unclear: str = ""
    """The words of the last comparison of which nothing tells what it is of."""

    changed: set[str] = field(default_factory=set)
    """The labels of which a change was stated."""
    found: tuple[str, Decimal | None] | None = None
    """What the last change is of."""
    inside: int = 0
    """In how many parentheses the place up to which these were counted stands."""
    counted: int = 0

    def add(self, amount: re.Match[str], said: Meaning, label: str) -> None:
        """Remembers an amount that is a level; a plan or a last year's behind what was done (完成预算60万元,
        较上年50万元) is not what changed.
        """
        beside = self.stated and (said.base in PLANS or (said.base_year and not said.name))
        if said.statement == "level" and amount["unit"] in YUAN and not beside:
            self.by_label[label] = number(amount["number"]) * YUAN[amount["unit"]]
            at, plan = amount.start(), said.base in PLANS
            self.stated.append(Stated(at, label, self.by_label[label], self._inside(at), plan))

    def leave(self, label: str) -> None:
        """Forgets a level of which no more is said."""
        self.by_label.pop(label, None)
        self.stated = deque((one for one in self.stated if one.label != label), maxlen=_MOST)

    def _inside(self, at: int) -> int:
        """In how many parentheses a place stands that is behind those asked for before."""
        for bracket in _BRACKET.finditer(self.text, self.counted, at):
            self.inside = max(0, self.inside + (1 if bracket[0] == "（" else -1))
        self.counted = max(self.counted, at)
        return self.inside

    def last(self, label: str) -> Decimal | None:
        """The last level that was stated with a label."""
        return self.by_label.get(label)

    def listed(self, at: int) -> list[str]:
        """The labels of the levels in the sentence before a place, else in the last one; of a whole only its parts."""
        here = self._begun(at, "。")
        for begun, end in ((here, at), (self._begun(here, "。") if here > 0 else -1, here)):
            if listed := {one.label: one.value for one in self.stated if begun < one.start < end}:
                (whole, *parts), total = listed, sum(listed.values())
                return parts if total == 2 * listed[whole] else [whole, *parts]
        return []

    def of_change(self, read: Sequence[Read], position: int, label: str) -> tuple[str, Decimal | None]:
        """The label and level of what has changed, as `_of_change` tells; noted for the changes that follow."""
        beside = position and (read[position - 1][1].statement, read[position][1].statement) == ("change", "percent")
        beside = beside and "）" not in self.text[read[position - 1][0].end() : read[position][0].start()]
        named = read[position - 1][1].name if beside else ""
        if position and (read[position - 1][1].statement == "completion" or self._goes_on(read, position)):
            named = label  # 完成60万元，完成预算的98%，增长5%: of one
        again = (named, self.last(named)) if named else self.found if beside else None  # 增加5万元，增长3%
        self.found = found = again or self._of_change(read, position, label)
        self.changed.add(found[0])
        return found

    def _goes_on(self, read: Sequence[Read], position: int) -> bool:
        """Whether an amount stands directly behind what it is compared with: 较上年50万元增长20%."""
        (last, said), (amount, _) = read[position - 1], read[position]
        compared = said.statement == "level" and not said.name and (said.base_year or said.base in PLANS)
        return bool(compared) and not _MARK.search(self.text[last.end() : amount.start()])

    def _of_change(self, read: Sequence[Read], position: int, label: str) -> tuple[str, Decimal | None]:
        """The label and level of what has changed: `label` where the words leave no doubt, else what arithmetic tells,
        else the words of the comparison themselves, of no level.
        """
        at = read[position][0].start()
        if (whole := self.before_parentheses(read, position)) is not None:
            return whole
        begun = self._begun(at, "；。")
        inside = self._inside(at)
        here = [one for one in self.stated if one.start > begun and one.inside == inside]
        near = {(one.label, one.value): None for one in [one for one in here if not one.plan] or here}
        last = next(reversed(near), None)
        if last and (len(near) == 1 or all(name in self.changed or name == last[0] for name, _ in list(near)[:-1])):
            return last  # the only one, or each before it has had its own
        if last and self._whole_has_changed(begun):
            return last
        if len(self.by_label) < 2:
            return label, self.last(label)
        for since in (begun, -1):
            fits = self._fitting(read, position, since)
            if len(fits) == 1:
                return fits.pop()
        end = read[position - 1][0].end() if position else begun + 1
        words = re.sub(r"^[，,、；）\s]+", "", self.text[end:at])
        if words and (read[position][1].statement == "change" or not self.unclear):
            self.unclear = words
        return self.unclear or label, None

    def _whole_has_changed(self, begun: int) -> bool:
        """Whether a clause lists parts of what was stated before it with its own change: …增加2万元。其中：甲3万元，乙
        5万元，增加2万元.
        """
        whole = next((one.label for one in reversed(self.stated) if one.start < begun), None)
        return whole in self.changed and _AMONG.match(self.text, begun + 1) is not None

    def before_parentheses(self, read: Sequence[Read], position: int) -> tuple[str, Decimal] | None:
        """The level whose parts stand in the parentheses that end before a place: 甲8万元（乙5万元）减少1万元."""
        at = read[position][0].start()
        opened = self._opened(at)
        inner = opened is not None and any(opened < one.start < at for one in self.stated)
        if opened is None or not (inner or (position and read[position - 1][0].start() > opened)):
            return None
        inside = self._inside(at)
        before = (one for one in reversed(self.stated) if one.start < opened and one.inside <= inside)
        return next(((one.label, one.value) for one in before), None)

    def _opened(self, at: int) -> int | None:
        """Where the parentheses open that close before a place."""
        since = max(0, at - _FAR)
        if (closed := prose_words().phrases.closed.search(self.text[since:at])) is None:
            return None
        depth = 0
        for bracket in reversed(list(_BRACKET.finditer(self.text, since, since + closed.start()))):
            depth += 1 if bracket[0] == "）" else -1
            if depth < 0:
                return bracket.start()
        return None

    def _begun(self, at: int, marks: str) -> int:
        """Where the last of some marks stands before a place; where none is near, how far back it is looked for."""
        since = max(0, at - _FAR)
        return max(since - 1, *(self.text.rfind(mark, since, at) for mark in marks))

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
        return {(one.label, one.value) for one in self.stated if one.start > since and least <= one.value <= most}


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
