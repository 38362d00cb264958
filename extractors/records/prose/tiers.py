"""What each tier has of a government's total: 一般公共预算收入8亿元，其中：市级3亿元、县级5亿元."""

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.recognise.sentences.measure_names import SCOPED_TOTAL
from extractors.records.prose.reasons import CHANGES
from schemas.codes import measure_words
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

_WORDS = prose_words().names
_BRACKET = re.compile("[（）]")
_MOST = 200
"""Figures of a sentence that are looked through for a total."""
_OF_THEM = (*CHANGES, "completion")
_WEAK = (None, "part_line", "revenue_item", "spending_item")
"""Measures of what no name tells."""


class Tiers:
    """The total of one of a government's budgets that a paragraph stated last, and the tiers that it was told of."""

    def __init__(self) -> None:
        self._whole: FigureRow | None = None
        self._next = False
        """Whether nothing but tiers was told since the total."""
        self._listed = False
        """Whether 其中 or a bracket stands directly behind it."""
        self._told: set[str] = set()
        self._before: FigureRow | None = None
        self._change: FigureRow | None = None
        """The figure that was told last, and the change whose parts stand in the brackets that are open."""

    def tell(self, row: FigureRow, words: str) -> None:
        """Gives a part that is named by its tier alone the measure of the total before it, and says whose it is.

        `words` stand between the amount and the one before it. A part without 收入 or 支出 must stand in brackets, or
        in the list behind 其中, of the total.
        """
        self._go_on(row, words)
        if self._begins(row) or self._whole is None:
            return
        self._listed = self._next and (self._listed or prose_words().among.search(words) is not None)
        tier = _WORDS.tier.fullmatch(row["label"]) if row["measure"] in _WEAK else None
        if tier and self._is_part(row, tier["side"], named=tier["named"] is not None):
            row |= {"measure": self._whole["measure"], "unit_name": tier["tier"], "part_of": None}
            if self._change:
                self._changes_alike(row, self._change)
            self._told.add(row["label"])
        elif row["statement"] == "level":
            self._next = False

    @staticmethod
    def _changes_alike(row: FigureRow, whole: FigureRow) -> None:
        """Makes a part in the brackets behind a change one too, against what the whole is compared with:
        增加9万元（其中：县本级6万元，开发区增加3万元）.
        """
        if row["statement"] == "level":
            row |= {"statement": "change", "direction": whole["direction"]}
        if row["statement"] == "change" and row["base"] is None and row["base_year"] is None:
            row |= {"base": whole["base"], "base_year": whole["base_year"]}

    def hear(self, told: Sequence[FigureRow], value: Decimal) -> None:
        """Notes what another reader took: the one of the sentence's figures with that `value`."""
        same = [row for row in told[:_MOST] if row["value"] == value]
        self._before, self._change = (same[0] if same else None), None
        row = next((row for row in same if row["statement"] == "level"), None)
        self._next = row is None or self._begins(row)

    def _go_on(self, row: FigureRow, words: str) -> None:
        """Reads the brackets between the last figure and this one."""
        opened = _BRACKET.findall(words)[-1:]
        if opened:
            before = self._before if opened == ["（"] else None
            self._change = before if before and before["statement"] == "change" else None
        self._before = row

    def _begins(self, row: FigureRow) -> bool:
        """Whether a figure is a total, whose parts may follow."""
        if row["statement"] == "level" and self._is_whole(row):
            self._whole, self._next, self._listed = row, True, False
            return True
        return False

    def _is_whole(self, row: FigureRow) -> bool:
        total = SCOPED_TOTAL.match(row["measure"] or "")
        whole = self._whole
        if whole and whole["measure"] == row["measure"] and _WORDS.tier.fullmatch(row["label"]):
            return (row["value_yuan"] or 0) > (whole["value_yuan"] or 0)  # else one of its parts
        return total is not None and row["label"] not in self._told

    def _is_part(self, row: FigureRow, side: str | None, *, named: bool) -> bool:
        if row["statement"] in _OF_THEM:
            return row["label"] in self._told
        if row["statement"] != "level" or self._whole is None or (named and not self._listed):
            return False
        of_side = (self._whole["measure"] or "").startswith(measure_words().sides[side]) if side else self._listed
        return of_side and (self._whole["value_yuan"] or 0) >= (row["value_yuan"] or 0)
