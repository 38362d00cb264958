"""What a sentence states: the measure it speaks of, level or change, of which year, against what.

An amount is taken only where nothing but known connecting words stands between its name and itself, and nothing that
makes the name speak of a part stands before it; what reads otherwise stays in `leftovers`, for a wrong measure is worse
than a missing one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from extractors.recognise.sentences.amount_meaning import (
    Told,
    coded,
    is_planned,
    item_of,
    said_of,
    share_of,
    since,
    unchanged,
)
from extractors.recognise.sentences.measure_names import (
    LINES,
    OF_A_DAY,
    REVENUE,
    clause,
    explains,
    is_anothers,
    is_behind_a_name,
    is_body,
    is_item,
    is_of_a_part,
    scope_of,
    subject_of,
)
from extractors.recognise.sentences.measures_named import Around, measures_of
from extractors.recognise.sentences.statement_parts import Context, Statement, Subject, last_base, together
from extractors.recognise.sentences.tokens import QUOTES, Token, gap, joined_amounts, tokens
from extractors.values.numbers import number
from schemas.words.prose import prose_words

_AMOUNTS = ("money", "zero", "flat")
"""Kinds of tokens that state something; the others only say of what."""
_WORDS = prose_words().statements
_FUNDS_OF_TARGETS = ("performance_funds", "evaluation_funds")
"""Behind which a fund is one of theirs, no revenue."""
_NEAR = 200
"""Characters before a name that may say of what it is."""
_OF_LINES = ("line", "function", "coded")
_OF = prose_words().shares
_JOINED = re.compile(rf"(?:{_WORDS.joined}|[{QUOTES}])*(?:{prose_words().and_names})[{QUOTES}]*")


def statements(sentence: str, context: Context) -> Iterator[tuple[Token, Statement]]:
    """The statements of a sentence with the tokens of their amounts."""
    found = list(tokens(sentence))
    says = any(token.kind in _AMOUNTS for token in found)
    return _Reader(sentence, context).read(found) if says else iter(())


class _Reader:
    """Reads one sentence from left to right: the words since the last token decide what an amount says."""

    def __init__(self, sentence: str, context: Context) -> None:
        self.sentence, self.context = sentence, context
        self.subject, self.whole = context.head, context.whole
        self.pair = context.head if context.head and len(context.head.measures) > 1 else None
        self.first: Subject | None = None
        self.series: list[Subject] = []
        self.queue: list[Subject] = []
        self.found: list[Token] = []
        self.behind = 0
        self.prior: Statement | None = None
        self.last: Statement | None = None
        self.kept: tuple[Subject | None, bool] | None = None
        self.gap, self.listing, self.share_of, self.shared = "", False, "", ""
        self.outer: list[tuple[Subject | None, Subject | None, str, bool, int]] = []
        self.unchanged = self.named = self.spoken = self.nested = False
        self.told = Told()
        self._part()

    def _part(self) -> None:
        """Forgets, at a semicolon, what only the words before it are about."""
        self.foreign = self.explaining = self.funded = False
        self._close_list()
        self.explained: Subject | None = None
        self.bare = 0  # levels of a list that no comparison followed

    def _close_list(self) -> None:
        if self.kept is not None:
            (self.whole, self.listing), self.kept = self.kept, None

    def read(self, found: list[Token]) -> Iterator[tuple[Token, Statement]]:
        end = 0
        self.found = found
        self.says_its_fund = any(token.kind in ("total", "part") and token["scope"] for token in found)
        if self.context.listed and found[0].kind in _OF_LINES and not self.sentence[: found[0].start].strip():
            self.whole, self.listing = self.context.listed, True
        for self.behind, token in enumerate(found, start=1):
            between = self.sentence[end : token.start]
            if "；" in between or ";" in between:
                self._part()
            self.gap += between
            end = token.end
            if token.kind in _AMOUNTS:
                said = self._amount(token)
                if said is not None:
                    yield token, said
            else:
                self._words(token)
        lines = self.listing and self.last is not None and self.last.subject.measures[0] in LINES
        self.context.listed = self.whole if lines else None

    def _words(self, token: Token) -> None:
        match token.kind:
            case "open":
                self.outer.append((self.subject, self.whole, self.gap, self.listing, self.bare))
                self.gap, self.listing = "", False
                if self.subject is not None and self.subject.stated and self.subject.measures[0] not in LINES:
                    self.whole = self.subject  # 一般公共预算支出80万元（基本支出50万元，项目支出30万元）
            case "close":
                if self.outer:
                    self.subject, self.whole, self.gap, self.listing, self.bare = self.outer.pop()
            case "wherein":
                self._wherein(token)
            case "because":
                self.explaining, self.explained = True, self.subject or self.explained or self.context.last
                self.subject, self.gap, self.listing = None, "，", False
            case _:
                self._name(token)

    def _wherein(self, token: Token) -> None:
        side = _WORDS.side.search(clause(self.gap))
        if side and self.pair:  # 收支总预算…。收入包括：…；支出包括：…
            measure = self.pair.measures[0 if side[1] == prose_words().revenue else -1]
            self.whole, self.listing = replace(self.pair, measures=(measure,)), True
        elif not (self.spoken or self.named) and scope_of(self.context.last):  # 其中：… begins a sentence
            self.whole = self.context.last
        elif self.subject is not None and self.subject.stated:
            self.whole, self.listing = self.subject, self.subject.measures[0] not in OF_A_DAY
        elif not self.spoken and self.whole is not None:
            self.listing = self.whole.measures[0] == "operating_cost"
        elif self.spoken and token.match["among"]:
            self.foreign = True  # parts of an amount that was not understood
        self.gap, self.bare = "，", 0
        self.nested = self.spoken

    def _name(self, token: Token) -> None:
        printed = self.sentence[token.start : token.end]
        before = clause(self.gap)
        shared = _WORDS.share_of.search(before) is not None and self.subject is not None
        measures = measures_of(token, self._around(token, alone=shared or before.endswith(_OF)))
        if shared:
            self.share_of, self.gap = (measures or ("",))[-1], prose_words().share_sign
            return
        if not measures or self._speaks_of_another(token, measures):
            self.gap += printed
            return
        self._close_list()
        joined = self.named and self.subject and not self.subject.stated and _JOINED.fullmatch(self.gap)
        self.subject = subject_of(token, measures, self.sentence, before, self.context, self.whole)
        self.series = [*(self.series if joined else ()), self.subject]
        self.pair = self.subject if len(measures) > 1 else self.pair
        self.first = self.first or self.subject
        self.gap, self.named, self.prior, self.queue = "", True, None, []

    def _around(self, token: Token, *, alone: bool) -> Around:
        scope = scope_of(self.explained if self.explaining else self.whole)
        before, heading, alone = self._before(token), self.context.whole, alone or self.says_its_fund
        return Around(self.gap, before, scope, self.whole, self.first, heading, alone, self.context.apart)

    def _before(self, token: Token) -> str:
        return self.sentence[max(0, token.start - _NEAR) : token.start]

    def _speaks_of_another(self, token: Token, measures: tuple[str, ...]) -> bool:
        """Whether a name speaks of a part, another body or another thing than the measure that bears it."""
        self.foreign = self.foreign or is_body(self.gap, self.context.publisher, office=self.context.unit)
        of_a_line = token.kind == "part" and self.whole is not None and self.whole.measures[0] in LINES
        of_a_part = of_a_line or is_of_a_part(self.whole, measures)
        if self.foreign or of_a_part or (self.listing and is_item(self.whole, measures)):
            return True
        if self.explaining and not explains(self.explained, measures):
            return True
        if self.funded and measures[0].startswith("revenue_"):
            return True
        if (self.named or self.subject is self.context.head) and is_behind_a_name(
            token, measures, self.subject, self.gap
        ):
            return True
        return is_anothers(measures, self.gap, self.context)

    def _amount(self, token: Token) -> Statement | None:
        notes = list(_WORDS.note.finditer(self.gap))
        words = self.gap[notes[-1].end() :] if notes else self.gap
        if token.kind == "flat":
            return self._flat(words)
        self.spoken = True
        value = number(token["number"])
        unit = token["unit"].replace("％", "%") or None
        self.unchanged = False
        planned = self.context.spent and unit != "%" and is_planned(self.subject, words)
        if planned:
            said = None
        elif prose_words().shared in words or self.queue:
            said = self._shared_out(token, words, value, unit)
        else:
            self._each(_WORDS.each.search(words) is not None)
            said = self._said(token, words, value, unit) if len(self.series) < 2 else None
        self.gap, self.named, self.share_of, self.series = "", False, "", []
        said = coded(said, self.sentence[token.end :])
        if planned and gap().fullmatch(words):
            return None
        subject = said.subject if said is not None else None
        if said is not None and said.kind == "share" and self.subject is not None:
            subject = self.subject
        self.subject = replace(subject, stated=True, turned=None) if subject is not None else None
        return said

    def _said(self, token: Token, words: str, value: Decimal, unit: str | None) -> Statement | None:
        said = None
        if self.subject is not None and unit == "%" and prose_words().share_sign in words:
            whole = self.share_of or self._whole(revenue=self.subject.measures[0].startswith(REVENUE))
            said = share_of(self.subject, words, value, whole, named=bool(self.share_of))
        if said is None and self.subject is not None and gap().fullmatch(words):
            said = said_of(self.subject, words, self.sentence, token.start, value, unit)
            if said is not None and (self._doubtful(said.kind, words) or (self.explaining and said.kind == "level")):
                said = None
            if said is not None and self.told.differs(said) and self.nested:
                said, self.foreign = None, True
            said = since(said, self.prior, words) if said is not None else None
            if said is None or said.kind == "level":
                self.prior = said if said and said.year != said.subject.year else None
        if said is None and unit and unit != "%" and not (self.named or self.foreign):
            said = self._item(words, value, unit)
        if said is not None:
            self.bare = self.bare + 1 if said.kind == "level" else self.bare if said.kind == "share" else 0
            self.last = said if said.subject.measures[0] not in LINES or not self.kept else self.last
            self.funded = self.funded or said.subject.measures[0] in _FUNDS_OF_TARGETS
        return said

    def _shared_out(self, token: Token, words: str, value: Decimal, unit: str | None) -> Statement | None:
        """Amounts that several names share out, where there are as many (A、B分别为3万元和5万元)."""
        if not self.queue:
            rest = islice(self.found, self.behind, None)
            single = all(len(subject.measures) == 1 for subject in self.series)
            fits = single and joined_amounts(self.sentence, token, rest) == len(self.series)
            self.queue = list(self.series) if fits else []
            self.shared = words
        if not self.queue or not gap().fullmatch(self.shared):
            return None
        return said_of(self.queue.pop(0), self.shared, self.sentence, token.start, value, unit)

    def _item(self, words: str, value: Decimal, unit: str) -> Statement | None:
        lead = _WORDS.lead.match(words)
        if lead:
            self._lead_in(use=lead["use"] is not None)
            words = words[lead.end() :]
        if not self.listing or self.whole is None:
            return None
        return item_of(self.whole, self._whole(revenue=False), words, value, unit)

    def _lead_in(self, *, use: bool) -> None:
        """Begins the list of what was stated last (项目支出9万元，主要为甲5万元); a change has reasons."""
        said = self.last
        self.kept = self.kept or (self.whole, self.listing)
        self.listing = said is not None and said.subject.measures[0] not in LINES and (use or said.kind == "level")
        self.whole = said.subject if said is not None and self.listing else self.whole

    def _doubtful(self, kind: str, words: str) -> bool:
        """Whether a comparison behind the last of several items may speak of all: A 3万元，B 2万元，与上年持平."""
        return kind in ("change", "percent") and self.listing and self.bare > 1 and words.startswith(("，", ","))

    def _each(self, said: bool) -> None:
        """Makes several names one subject where what is `said` is said of each."""
        if said and self.subject is not None and len(self.series) > 1:
            self.subject, self.series = together(self.series), []

    def _flat(self, words: str) -> Statement | None:
        self.gap = ""
        if self.unchanged:  # 与上年持平，无增减变化: said once
            return None
        base = last_base(words)
        if self.subject is None or not gap().fullmatch(words) or not (base or self.subject.stated):
            return None
        if self._doubtful("change", words):
            return None
        self._each(True)  # 项目支出、单位预留机动经费与上年一致
        self.unchanged, self.bare = True, 0
        said = since(unchanged(replace(self.subject, stated=True), base, self.sentence), self.prior, words)
        self.subject = said.subject
        return said

    def _whole(self, *, revenue: bool) -> str | None:
        """What a part is of; where revenue and expenditure are named together, the side that it is on."""
        return None if self.whole is None else self.whole.measures[0 if revenue else -1]
