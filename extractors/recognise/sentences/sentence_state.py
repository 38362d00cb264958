"""How far a sentence was read: what it speaks of, the list and the brackets it is in, and what it has said so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractors.recognise.sentences.amount_meaning import Told
from extractors.recognise.sentences.measure_names import LINES, SCOPED_TOTAL, explains
from extractors.recognise.sentences.statement_parts import Context, Statement, Subject, together
from extractors.recognise.sentences.tokens import Token, change


def _are_sides(one: Subject, other: Subject) -> bool:
    """Whether two subjects are the revenue and the expenditure of one scope, the second with its amount."""
    if not (other.stated and len(one.measures) == len(other.measures) == 1):
        return False
    sides = ((SCOPED_TOTAL.fullmatch(each.measures[0]), each.measures[0]) for each in (one, other))
    (first, of_all), (second, as_well) = sides
    scoped = bool(first and second and first[1] != second[1] and first[2] == second[2])
    return one.year == other.year and (scoped or {of_all, as_well} in _TOTALS)


_TOTALS = [{"revenue_total", "expenditure_total"}, {"revenue_current", "expenditure_current"}]


class Outside(NamedTuple):
    """What stood before a bracket, to go on with behind it."""

    subject: Subject | None
    whole: Subject | None
    gap: str
    listing: bool
    bare: int


@dataclass(slots=True)
class Listed:
    """The list that a sentence is in."""

    whole: Subject | None
    """What its items are parts of; without a list what the heading above names."""
    on: bool = False
    """Whether bare words with an amount are items of it."""
    bare: int = 0
    """Its levels since the last comparison."""
    before: tuple[Subject | None, bool] | None = None
    """The list before it, where it is one of what was stated last (主要为甲5万元)."""
    nested: bool = False
    """Whether 其中 stood behind an amount: a level that differs from what is told already is then of another whole."""

    def close(self) -> None:
        """Goes back to the list before it."""
        if self.before is not None:
            (self.whole, self.on), self.before = self.before, None

    def lead_in(self, last: Statement | None, *, use: bool) -> None:
        """Begins the list of what was stated last (项目支出9万元，主要为甲5万元); a change has reasons, no items."""
        self.before = self.before or (self.whole, self.on)
        self.on = last is not None and last.subject.measures[0] not in LINES and (use or last.kind == "level")
        self.whole = last.subject if last is not None and self.on else self.whole

    def side(self, *, revenue: bool) -> str | None:
        """What an item is a part of; where revenue and expenditure are named together, the side that it is on."""
        return None if self.whole is None else self.whole.measures[0 if revenue else -1]


@dataclass(slots=True)
class Clause:
    """What holds up to the next semicolon."""

    foreign: bool = False
    """It speaks of another body, or of parts of an amount that was not understood."""
    explaining: bool = False
    explained: Subject | None = None
    """What it gives the reason of."""
    funded: bool = False
    """It has told funds with targets: a fund behind them is one of theirs, no revenue."""


@dataclass(slots=True)
class State:
    """What was read of one sentence, from left to right; the words since the last token decide what an amount says."""

    sentence: str
    context: Context
    found: Sequence[Token]
    subject: Subject | None
    """What the next amount is of."""
    listed: Listed
    pair: Subject | None
    """The last name of two sides (收支总预算)."""
    says_its_fund: bool
    clause: Clause = field(default_factory=Clause)
    read: int = 0
    """How many tokens were read."""
    gap: str = ""
    """The words since the last token that was understood."""
    named: bool = False
    """Whether a name stands before the amount, with no other amount between."""
    spoken: bool = False
    """Whether an amount was read."""
    planned: bool = False
    """Whether the last amount was planned, in a paper that tells what was spent."""
    plan: Subject | None = None
    """What the list behind 其中 is of, where that was planned (三公经费预算9万元，其中：公务接待费3万元)."""
    plan_parts: int = 0
    unchanged: bool = False
    """Whether it was said last that nothing has changed."""
    first: Subject | None = None
    series: Sequence[Subject] = ()
    """Names that are joined (A和B)."""
    shared: str = ""
    """The words between joined names and the amounts that they share out."""
    queue: list[Subject] = field(default_factory=list)
    """The names that still wait for theirs."""
    halved: Subject | None = None
    """Revenue and expenditure named together, of which each has its own of the amounts that are read."""
    share_of: str = ""
    """What a share is of, where the sentence names it."""
    prior: Statement | None = None
    """An earlier year's level that was stated last."""
    last: Statement | None = None
    told: Told = field(default_factory=Told)
    outside: list[Outside] = field(default_factory=list)

    @classmethod
    def at_the_beginning(cls, sentence: str, context: Context, found: Sequence[Token]) -> "State":
        """The state before the first token: what the paragraph and the heading speak of."""
        head = context.head
        pair = head if head and len(head.measures) > 1 else None
        says_its_fund = any(token.kind in ("total", "part") and token["scope"] for token in found)
        return cls(sentence, context, found, head, Listed(context.whole), pair, says_its_fund)

    def amount_follows(self, token: Token) -> bool:
        """Whether an amount stands directly behind the token that is read."""
        if self.read == len(self.found):
            return False
        following = self.found[self.read]
        return following.kind == "money" and following.start == token.end

    def end_clause(self) -> None:
        """Forgets, at a semicolon, what only the words before it are about."""
        self.clause = Clause()
        self.listed.close()
        self.listed.bare = 0

    def open_bracket(self) -> None:
        """一般公共预算支出80万元（基本支出50万元，项目支出30万元）: what is inside is of what was stated before."""
        listed = self.listed
        self.outside.append(Outside(self.subject, listed.whole, self.gap, listed.on, listed.bare))
        self.gap, listed.on = "", False
        if self.subject is not None and self.subject.stated and self.subject.measures[0] not in LINES:
            listed.whole = self.subject

    def close_bracket(self) -> None:
        """Goes on with what stood before the bracket; with the name in it, where that is of the whole of what it names.

        公务接待费、公务用车运行费（“三公”经费）共5万元.
        """
        inside, self.plan = self.subject, None
        if self.outside:
            self.subject, self.listed.whole, self.gap, self.listed.on, self.listed.bare = self.outside.pop()
        outer = self.subject
        if inside and outer and inside != outer and not (inside.stated or outer.stated):
            self.subject = inside if explains(inside, outer.measures) else outer

    def begin_reason(self) -> None:
        """Behind 原因: what is named now only explains."""
        self.clause.explaining = True
        self.clause.explained = self.subject or self.clause.explained or self.context.last
        self.subject, self.gap, self.listed.on = None, "，", False

    def say_of_each(self, words: str = "") -> None:
        """Makes joined names one subject, where something is said of each; or both sides, with their amounts."""
        if self.subject is not None and len(self.series) > 1:
            self.subject, self.series = together(self.series), ()
        elif change().search(words) and self.subject and self.first and self.told.tells(self.first):
            self.subject = (
                together((self.first, self.subject)) if _are_sides(self.first, self.subject) else self.subject
            )

    def stated(self, subject: Subject | None) -> None:
        """Notes that an amount of a subject was read; None where the amount was not understood."""
        self.subject = replace(subject, stated=True, turned=None) if subject is not None else None
