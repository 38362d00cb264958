"""What an amount in a sentence states of what the sentence speaks of."""

from dataclasses import replace
from decimal import Decimal

from extractors.recognise.sentences.amount_meaning import (
    against_plan,
    coded,
    is_planned,
    item_of,
    said_of,
    share_of,
    since,
    unchanged,
)
from extractors.recognise.sentences.measure_names import LINES, OF_TARGETS, REVENUE, SCOPED_TOTAL, is_beside
from extractors.recognise.sentences.sentence_state import State
from extractors.recognise.sentences.statement_parts import Statement, Subject, last_base
from extractors.recognise.sentences.tokens import Token, gap, joined_amounts
from extractors.values.numbers import number
from schemas.words.prose import prose_words

_WORDS = prose_words().statements
_SPECIAL_ACCOUNT = "revenue_special_account"
_PAYING = ("bonds_", "transfers_general", "transfers_special", "carried_over")
_SIDES = (prose_words().revenue, prose_words().tokens.spending)


def read_amount(state: State, token: Token) -> Statement | None:
    """What an amount, or a word that says that nothing has changed, states; None where that is not certain."""
    notes = list(_WORDS.note.finditer(state.gap))
    words = state.gap[notes[-1].end() :] if notes else state.gap
    if token.kind == "flat":
        return _flat(state, words)
    state.spoken, state.unchanged = True, False
    value, unit = number(token["number"]), token["unit"].replace("％", "%") or None
    planned = state.context.spent and unit != "%" and (_in_a_plan(state, words) or is_planned(state.subject, words))
    planned = planned or (state.context.government and unit != "%" and _WORDS.its_plan.search(words) is not None)
    state.planned = planned
    said = None if planned else coded(_said(state, token, words, value, unit), state.sentence, token.end)
    state.gap, state.named, state.share_of, state.series = "", False, "", ()
    if planned and gap().fullmatch(words):
        return None
    subject = said.subject if said is not None else None
    if said is not None and said.kind == "share" and state.subject is not None:
        subject = state.subject
    if state.halved and not state.queue:
        subject, state.halved = state.halved, None
    state.stated(subject)
    return said


def _in_a_plan(state: State, words: str) -> bool:
    """Whether an amount is a part of what was planned; what was spent behind several parts is of their whole."""
    if state.plan is None:
        return False
    if prose_words().names.told_as_spent.search(words):
        state.subject = state.plan if state.plan_parts > 1 and not state.named else state.subject
        state.plan = None
        return False
    state.plan_parts += 1
    return True


def _said(state: State, token: Token, words: str, value: Decimal, unit: str | None) -> Statement | None:
    """What an amount says of the subject, of each of joined names, or of the one whose turn it is."""
    if state.queue or _halves(state, token) or prose_words().shared in words:
        return _shared_out(state, token, words, value, unit)
    if _WORDS.each.search(words):
        state.say_of_each(words)
    if len(state.series) > 1:
        return None
    said = _share(state, words, value) if unit == "%" and prose_words().share_sign in words else None
    if said is None and state.subject is not None and gap().fullmatch(words):
        said = _of_subject(state, state.subject, token, words, value, unit)
    if said is None and unit and unit != "%" and not (state.named or state.clause.foreign):
        said = _item(state, words, value, unit)
    if said is not None:
        said = against_plan(said) if state.context.spent else said
        _note(state, said)
    return said


def _share(state: State, words: str, value: Decimal) -> Statement | None:
    if state.subject is None or prose_words().of_plan.search(words):  # 占调整预算的98%: how far a plan was carried out
        return None
    whole = state.share_of or state.listed.side(revenue=state.subject.measures[0].startswith(REVENUE))
    rest = words.rpartition(prose_words().share_sign)[2]
    sums_up = prose_words().total in rest or gap().fullmatch(rest)
    if not (state.share_of or sums_up):  # 占货物支出金额的60%: of what is named there and not known
        whole = None
    if whole and is_beside(whole, state.subject.measures[0]):  # 基本支出…，其中：…；项目支出30万元，占37.5%
        whole = None
    return share_of(state.subject, words, value, whole, named=bool(state.share_of))


def _of_subject(
    state: State, subject: Subject, token: Token, words: str, value: Decimal, unit: str | None
) -> Statement | None:
    """The level or change of the subject; none where it may be another's."""
    said = said_of(subject, words, state.sentence, token.start, value, unit)
    if said and (
        _is_paid_from(subject, words)
        or _doubtful(state, said.kind, words)
        or (state.clause.explaining and said.kind == "level")
    ):
        said = None
    said = state.told.of_the_later_year(said, words) if said else None
    if said and state.told.differs(said) and state.listed.nested:
        said, state.clause.foreign = None, True
    said = since(said, state.prior, words) if said else None
    if said is None or said.kind == "level":
        state.prior = said if said and said.year != said.subject.year else None
    return said


def _is_paid_from(subject: Subject, words: str) -> bool:
    """Whether an amount is what revenue or new debt pays for: 土地出让收入安排的支出5万元, 新增专项债券支出5万元."""
    special = subject.measures[0] == _SPECIAL_ACCOUNT  # whose name has no 收入 in it: 财政专户管理资金支出5万元
    revenue = special or (subject.measures[0].startswith(REVENUE) and prose_words().revenue in subject.label)
    return (revenue or subject.measures[0].startswith(_PAYING)) and prose_words().tokens.spending in words


def _note(state: State, said: Statement) -> None:
    """Remembers what was stated, for what follows it."""
    if said.kind == "level":
        state.listed.bare += 1
    elif said.kind != "share":
        state.listed.bare = 0
    if said.subject.measures[0] not in LINES or not state.listed.before:
        state.last = said
    state.clause.funded = state.clause.funded or said.subject.measures[0] in OF_TARGETS


def _shared_out(state: State, token: Token, words: str, value: Decimal, unit: str | None) -> Statement | None:
    """Amounts that several names share out, where there are as many (A、B分别为3万元和5万元)."""
    if not state.queue:
        single = all(len(subject.measures) == 1 for subject in state.series)
        fits = single and _joined(state, token, len(state.series))
        state.queue = list(state.series) if fits else []
        state.shared = words
    if not state.queue or not gap().fullmatch(state.shared):
        return None
    return said_of(state.queue.pop(0), state.shared, state.sentence, token.start, value, unit)


def _halves(state: State, token: Token) -> bool:
    """Makes the sides of a pair wait for an amount each, where as many are joined: 收、支总计各是8.50、8.60万元."""
    subject = state.subject
    sides = () if subject is None or len(state.series) > 1 else subject.measures
    if subject is None or len(sides) < 2 or not _joined(state, token, len(sides)):
        return False
    state.series, state.halved = [replace(subject, measures=(side,)) for side in sides], subject
    return True


def _joined(state: State, token: Token, count: int) -> bool:
    """Whether an amount and those behind it that are strung together are so many."""
    behind = state.found[state.read : state.read + count]  # one more than are to be
    return joined_amounts(state.sentence, token, behind) == count


def _item(state: State, words: str, value: Decimal, unit: str) -> Statement | None:
    """A bare word with an amount in a list."""
    lead = _WORDS.lead.match(words)
    if lead:
        state.listed.lead_in(state.last, use=lead["use"] is not None)
        words = words[lead.end() :]
    if not state.listed.on or state.listed.whole is None:
        return None
    if state.context.government and not _has_sides(state.listed.whole) and any(side in words for side in _SIDES):
        return None  # 滚存结余8万元。其中：市本级收入…: none of what is left
    return item_of(state.listed.whole, state.listed.side(revenue=False), words, value, unit)


def _has_sides(whole: Subject) -> bool:
    """Whether a whole is revenue or expenditure, which parts of either may be of."""
    return SCOPED_TOTAL.match(whole.measures[0]) is not None


def _doubtful(state: State, kind: str, words: str) -> bool:
    """Whether a comparison behind the last of several items may speak of all: A 3万元，B 2万元，与上年持平."""
    listed = state.listed.on and state.listed.bare > 1
    return kind in ("change", "percent") and listed and words.startswith(("，", ","))


def _flat(state: State, words: str) -> Statement | None:
    """That the subject is as it was; said twice (与上年持平，无增减变化) it is one statement."""
    state.gap = ""
    if state.unchanged:
        return None
    base = last_base(words)
    if state.subject is None or not gap().fullmatch(words) or not (base or state.subject.stated):
        return None
    if _doubtful(state, "change", words):
        return None
    state.say_of_each()  # 项目支出、单位预留机动经费与上年一致
    state.unchanged, state.listed.bare = True, 0
    said = since(unchanged(replace(state.subject, stated=True), base, state.sentence), state.prior, words)
    state.subject = said.subject
    if base is None and state.context.spent and _WORDS.own_budget.search(words):  # 和年初预算持平
        return replace(said, base_year=None, base="planned")
    return against_plan(said) if state.context.spent else said
