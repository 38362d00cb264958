"""The words of a report in a language, and how it writes values, places and subjects."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

from extractors.check.messages import apart, wan, yuan
from extractors.document.place import Place
from schemas.findings import finding_rules
from schemas.rows import CheckRow, FindingRow
from schemas.rules import rule_words
from schemas.yamlfile import load

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_PLACED = (
    (re.compile(r"\bpage (\d+)"), ("第 {} 页", "page {}")),
    (re.compile(r"\bline (\d+)"), ("第 {} 行", "line {}")),
    (re.compile(r"\brow (\d+)"), ("行 {}", "row {}")),
    (re.compile(r"\bform (\d+)"), ("绩效表 {}", "performance form {}")),
    (re.compile(r"\btable (\d+)"), ("第 {} 张表", "table {}")),
    (re.compile(r"\bmonth (\d+)"), ("{} 月", "month {}")),
    (re.compile(r"\bitem (\d+)"), ("采购第 {} 项", "item {}")),
    (re.compile(r"\bduty (\d+)"), ("职责 {}", "duty {}")),
    (re.compile(r"\b((?:19|20)\d\d)\b(?!\d)"), ("{} 年", "{}")),
)
_CODES = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_NAMES = re.compile(r"[a-z]+(?:_[a-z]+)*")
_SMALL = Decimal("0.0001")
_MANY = Decimal(10_000)
"""An amount of so many yuan is told without its last digits beside a sentence that has them."""


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load(Path(__file__).parent / "words.yaml")
    return data


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. `words["exact"]` gives one, `words.say("lead", …)` fills it in."""

    language: Language

    @property
    def _number(self) -> int:
        return LANGUAGES.index(self.language)

    def __getitem__(self, name: str) -> str:
        return str(_data()["words"][name][self._number])

    def say(self, name: str, *values: object, **named: object) -> str:
        """A phrase with values put into it; raises KeyError for one that there is not."""
        return self[name].format(*values, **named)

    def word(self, code: str) -> str:
        """What a code of a record is called; the code itself where it is not known (a newer version's)."""
        return self[code] if code in _data()["words"] else code

    def groups(self) -> list[str]:
        """The subjects that identities are grouped by, in order."""
        return [*_data()["groups"], "unsorted"]

    def group(self, name: str) -> str:
        """What such a group is called."""
        return self["unsorted"] if name == "unsorted" else str(_data()["groups"][name][self._number])

    def rule(self, identity: str) -> str:
        """What an identity says; its name where it is not known (an older version's)."""
        said = rule_words().get(identity)
        return identity if said is None else said.zh if self.language == "zh" else said.en

    def value(self, value: Decimal | None, unit: str) -> str:
        """A value as a reader expects it: 万元 in Chinese, yuan in English; a dash where there is none."""
        return self._money(value, unit)

    @property
    def _money(self) -> Callable[[Decimal | None, str], str]:
        return wan if self.language == "zh" else yuan

    def apart(self, difference: Decimal, unit: str) -> str:
        """How far two values are from each other: percentages in 个百分点."""
        return apart(difference, Decimal(0), unit)[self._number]

    def percent(self, value: Decimal) -> str:
        """A percentage."""
        return self.value(value, "%")

    def name(self, code: str) -> str:
        """What a measure or a kind of table is called; its code where it has no name here."""
        known = {**_data()["subjects"], **_data()["kinds"]}.get(code)
        return str(known[self._number]) if known else code

    def yuan(self, value: Decimal | None) -> str:
        """An amount in yuan."""
        return self.value(value, "元")

    def message(self, check: CheckRow) -> str:
        """The sentence of a check, its subject in a reader's words."""
        said = str(check["message_zh" if self.language == "zh" else "message_en"] or "")
        for opened, closed in (("（", "）"), ("(", ")")):
            whole = f"{opened}{check['subject']}{closed}"
            if check["subject"] and whole in said:
                said = said.replace(whole, f"{opened}{self.subject(check)}{closed}", 1)
        return self.named(said)

    def found(self, finding: FindingRow) -> str:
        """The sentence of a finding."""
        return str(finding["message_zh"] if self.language == "zh" else finding["message_en"])

    def amount(self, finding: FindingRow) -> str:
        """By how much a finding is off, to 0.01 万元, as its sentence is not; a dash where it is about no amount."""
        if (amount := finding["amount_yuan"]) is not None:
            return self.yuan(round(amount, -2) if amount >= _MANY else amount)
        return "—" if finding["points"] is None else self.apart(finding["points"], "%")

    def kind(self, finding: FindingRow) -> str:
        """What its kind is called."""
        return finding_rules().kinds[finding["kind"]].name[self._number]

    def facts(self, finding: FindingRow) -> Iterator[str]:
        """How certain a finding is, its amount, its share of the total, as far as they are known."""
        yield self.word(finding["certainty"])
        if finding["amount_yuan"] is not None:
            yield self.amount(finding)
        yield from self._share(finding)

    def _share(self, finding: FindingRow) -> Iterator[str]:
        if finding["share"] and finding["share"] <= 1:  # more than all: it is about other money
            yield self.say("share_of_total", f"{finding['share']:.2%}" if finding["share"] >= _SMALL else "<0.01%")

    def about(self, finding: FindingRow) -> Iterator[str]:
        """Where a finding is to be seen, what to do, how certain it is and how much of the total, for who reads nothing
        else of its document.
        """
        page = finding["page"]
        if page is not None and not re.search(rf"page {page}\b", finding["message_en"]):
            yield self.place(Place(page, table=finding["table_index"]))
        yield finding_rules().kinds[finding["kind"]].advice[self._number]
        yield self.word(finding["certainty"])
        yield from self._share(finding)

    def named(self, sentence: str) -> str:
        """A sentence with the names of the measures and kinds of tables whose codes it has."""
        return _CODES.sub(lambda match: self.name(match[0]), sentence)

    def subject(self, check: CheckRow) -> str:
        """What a check was evaluated on, in a reader's words as far as they are known."""
        subject = str(check["subject"])
        first, _, rest = subject.partition(" ")
        if group_of(check["identity"]) == "standard" and first in _data()["kinds"]:
            subject = f"{self.name(first)} {rest}"
        if self.language == "zh":
            subject = subject.replace(" of ", "，属")
        names = _data()["subjects"]
        known = {match for match in _NAMES.findall(subject) if match in names}
        for pattern, forms in _PLACED:
            subject = pattern.sub(partial(_said, forms[self._number]), subject)
        return _NAMES.sub(lambda m: str(names[m[0]][self._number]) if m[0] in known else m[0], subject)

    def place(self, where: Place) -> str:
        """A place as a reader finds it; rows are counted from 1."""
        parts = [where.file] if where.file is not None else []
        parts += [self.say("page_no", where.page)] if where.page is not None else []
        if where.line is not None:
            parts.append(self.say("line_no", where.line))
        if where.table is not None:
            parts.append(self.say("table_no", where.table))
            parts += [self.say("row_no", where.row + 1)] if where.row is not None else []
        return (" " if self.language == "zh" else ", ").join(parts)


def _said(form: str, match: re.Match[str]) -> str:
    """A number in words."""
    return form.format(int(match[1]))


@cache
def group_of(identity: str) -> str:
    """The group of a rule, by the longest name of a folder or module that it stands in."""
    from extractors.check.evaluation import ACROSS, REGISTRY  # all rules: slow to import, and seldom asked for

    entry = REGISTRY.get(identity) or ACROSS.get(identity)
    module = entry.function.__module__.removeprefix("extractors.check.") if entry else ""
    fitting = {
        place: name
        for name, (_, _, places) in _data()["groups"].items()
        for place in places
        if f"{module}.".startswith(f"{place}.")
    }
    return fitting[max(fitting, key=len)] if fitting else "unsorted"
