"""The list behind 其中 that an amount stands in: 三公经费预算9万元，其中：公务接待费3万元."""

import re
from dataclasses import dataclass

from extractors.recognise.sentences.measure_names import LINES, REVENUE
from extractors.recognise.sentences.statement_parts import PLANS
from schemas.codes import measure_words
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

ITEM, PART = "spending_item", "part_line"
_HAD = (*REVENUE, "funds_available")
_LISTS = re.compile(prose_words().tokens.wherein)
_ENDED = re.compile("[；）]")
"""What a list of bare names ends with."""


@dataclass(slots=True)
class Wherein:
    """How far the amounts of one sentence are parts of another."""

    whole: FigureRow | None = None
    """The level that was stated last and is no part; None for what another reader took."""
    on: bool = False
    last: FigureRow | None = None
    listed_of: FigureRow | None = None
    """The last level, whosever it is, and the one in whose list bare names stand: 还本付息5万元（本金4万元）."""
    of_item: bool = False
    """Whether the sentence lists what an item is made of: what bears a subject's name there is no line of it."""

    def go_on(self, words: str) -> None:
        """Reads the words between two amounts: 其中 begins a list, 决算 tells what was spent and ends it."""
        self.listed_of = None if _ENDED.search(words) else self.listed_of
        among = prose_words().among.search(words)
        if self.last is not None and among:
            self.listed_of = self.last
        if self.last is not None and _LISTS.search(words):
            self.of_item = self.last["measure"] == ITEM
        if prose_words().names.told_as_spent.search(words):
            self.whole, self.on = None, False
        elif self.whole is not None and among:
            self.on = True

    def tell_revenue(self, row: FigureRow) -> None:
        """Takes its measure from what seems spent in a list of what a government has: 财力9万元，其中：收回专项."""
        whole = self.listed_of["measure"] if self.listed_of else None
        if row["measure"] == ITEM and whole and whole.startswith(_HAD):
            row["measure"] = None

    def tell(self, row: FigureRow, *, compared: bool) -> None:
        """Gives a part what it has of its whole: parts of what was planned are planned, those of a line or an item are
        none of the document's own (教育支出80万元，其中：基本支出50万元). What is only `compared` with is no whole.
        """
        if row["measure"] is None and self.listed_of:
            bare = measure_words().listed.get(self.listed_of["measure"] or "", {})
            row["measure"] = bare.get(row["label"])
        if self.of_item and row["measure"] == "function_line" and not row["code"]:
            row["measure"] = None
        self.last = row if row["statement"] == "level" else self.last
        if row["statement"] != "level" or row["unit_name"]:
            return
        whole = self.whole if self.on else None
        named = row["label"] in measure_words().parts
        if whole and whole["measure"] in (ITEM, *LINES) and whole["measure"] != PART:
            if named:
                row |= {"measure": PART, "part_of": whole["measure"]}
                return
            whole = None
        if whole and whole["base"] in PLANS:
            row["base"] = row["base"] or whole["base"]
            return
        if not compared:
            self.whole, self.on = row, False
