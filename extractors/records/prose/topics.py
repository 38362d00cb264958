"""What a paragraph speaks of, for the amounts that do not say it themselves."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.records.prose.levels import Levels
from extractors.records.prose.meanings import Meaning
from extractors.records.prose.names import CHANGES_AND_SHARES, measure_called
from extractors.records.prose.reasons import CHANGES
from schemas.codes import measure_words
from schemas.words.prose import prose_words

_AND = prose_words().and_
_JOINTS = tuple(map(re.compile, prose_words().joints))


def _as_many(names: str, wanted: int) -> list[str]:
    """The names that are strung together, of whose joints some may be within one (文化体育与传媒、住房保障)."""
    each = [[name for name in joint.split(names) if name] for joint in (_AND, *_JOINTS)]
    return next((one for one in each if len(one) == wanted), each[0])


@dataclass(slots=True)
class Topic:
    """What a paragraph speaks of: the last name with an amount of its own, and the heading above."""

    heading: str = ""
    name: str = ""
    names: list[str] = field(default_factory=list)
    """Names that share out the amounts that follow (分别为)."""
    whole: str = ""
    """What the list behind 其中 is of."""
    found: bool = True
    """Whether there are as many names as amounts: else the words of the clause stand for each, and name nothing."""

    def hear(self, words: str, levels: Levels) -> None:
        """Reads the words before an amount: what is told without a part is of the whole, and that part is spoken of no
        more (收入9万元，其中：退税2万元，扣除退税因素后增长3%).
        """
        if prose_words().revenue in self.name and (side := prose_words().names.other_side.search(words)):
            self.name = side[0].strip("，； ")  # what was spent is no revenue, though nothing else names it
        if prose_words().among.search(words):
            self.whole = self.name
        elif self.whole and (left := prose_words().left_out.search(words)) and left["what"] in self.name:
            levels.leave(self.name)
            self.name, self.whole = self.whole, ""

    def share_out(self, said: Meaning, levels: Levels, amounts: list[re.Match[str]], first: int) -> None:
        """Notes the names that share out amounts from the `first`, where there are as many (A、B分别为3万元和5万元).

        Changes and shares without names are of the `levels` listed before (A 3万元，B 5万元。分别增长1万元和2万元).
        """
        text = levels.text
        start = amounts[first].start()
        if self.names or prose_words().shared not in text[max(0, start - 8) : start]:
            return
        joined = 1
        for one, other in pairwise(amounts[at] for at in range(first, len(amounts))):
            if not _AND.fullmatch(text[one.end() : other.start()].strip()):
                break
            joined += 1
        names = _as_many(said.name, joined)
        if not said.name and said.statement in CHANGES_AND_SHARES and joined > 1:
            names = levels.listed(amounts[first].start())
        self.found = len(names) == joined
        words = re.split("[，；。：]", text[:start])[-1].strip()
        self.names = names if self.found else [words] * joined if joined > 1 else []

    def with_its_own_name(self, said: Meaning) -> Meaning:
        """How far a plan was carried out of what its own clause names, where that is another thing than is spoken of:
        支出完成预算的98%，其中：基本支出完成预算的100%.
        """
        own = said.carried_out if not said.name and measure_called(said.carried_out) else ""
        alike = self.name and (own in self.name or self.name in own) and own not in measure_words().parts
        another = own and not alike
        return replace(said, name=own) if another else said

    def goes_on(self, said: Meaning, label: str, *, known: bool) -> None:
        """Goes on with what a plan was carried out of, or what has changed, where its level is `known`:
        …8亿元（甲5亿元），增长3%，完成预算的98%.
        """
        of_it = said.statement == "completion" or (said.statement in CHANGES and known and not said.name)
        self.name = label if of_it and self.name else self.name

    def label(self, said: Meaning) -> str:
        """The name of an amount: its own, else that of what is spoken of."""
        if self.names:
            return self.names.pop(0)
        if said.summed and self.name:
            return said.summed  # of what stands before it, not of the last of these
        if said.appended:
            return f"{self.name}{said.name}"
        name = said.name or ("" if self.name else said.titled)
        if name and said.own:
            self.name = name
        return name or self.name or self.heading
