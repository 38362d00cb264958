"""What a name in a sentence makes of it: the subject of the next amounts, the whole of a list, or only more words."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.recognise.sentences.measure_names import (
    LENIENT,
    LINES,
    OF_A_DAY,
    clause,
    explains,
    is_anothers,
    is_behind_a_name,
    is_body,
    is_item,
    is_of_a_part,
    is_the_publishers,
    scope_of,
    subject_of,
)
from extractors.recognise.sentences.measures_named import Around, has_no_side, measures_of
from extractors.recognise.sentences.sentence_state import State
from extractors.recognise.sentences.statement_parts import Subject
from extractors.recognise.sentences.tokens import QUOTES, Token, neutral
from schemas.codes import measure_words
from schemas.words.prose import prose_words

_WORDS = prose_words().statements
_STRUNG = re.compile(rf"\s*(?:{prose_words().and_names})\s*")
_NEAR = 200
"""Characters before a name that may say of what it is."""
_OF_FUNDS = ("revenue_", ("revenue_", "expenditure_"))
"""Measures whose names, behind funds with targets, say only of which fund these are; of words for themselves more."""
_JOINED = re.compile(rf"(?:{_WORDS.joined}|[{QUOTES}])*(?:{prose_words().and_names})[{QUOTES}]*|[{QUOTES}]{{2}}")


def read_name(state: State, token: Token) -> None:
    """Makes the name the subject; where it speaks of another thing, it is words between a name and its amount."""
    before = clause(state.gap)
    if _is_said_of_the_subject(state, token):
        state.gap = ""
        return
    shared = _WORDS.share_of.search(before) is not None and state.subject is not None
    measures = measures_of(token, _around(state, token, alone=shared or before.endswith(prose_words().shares)))
    if shared:
        state.share_of, state.gap = (measures or ("",))[-1], prose_words().share_sign
        return
    if not measures and has_no_side(token) and not (state.subject and not state.subject.stated):
        state.subject = None  # neither side is told: what follows is not what was spoken of before it, at most a part
        state.named = not state.amount_follows(token)
    if not measures or _speaks_of_another(state, token, measures):
        state.gap += state.sentence[token.start : token.end]
        return
    state.listed.close()
    joined = state.named and state.subject and not state.subject.stated and _JOINED.fullmatch(state.gap)
    state.subject = subject_of(token, measures, state.sentence, before, state.context, state.listed.whole)
    state.subject = _turned_as_before(state, state.subject)
    state.series = (*(state.series if joined else ()), state.subject)
    state.pair = state.subject if len(measures) > 1 else state.pair
    state.first = state.first or state.subject
    state.gap, state.named, state.prior, state.queue = "", True, None, []


def _turned_as_before(state: State, subject: Subject) -> Subject:
    """A name as more or less, where it is strung to one that such a word leads: 压缩公务接待费8万元、会议费9万元."""
    last = state.last.subject.turned if state.last is not None and state.last.kind == "change" else None
    strung = last and not subject.turned and state.read > 1 and _STRUNG.fullmatch(state.gap)
    return replace(subject, turned=last) if strung and state.found[state.read - 2].kind == "money" else subject


def _is_said_of_the_subject(state: State, token: Token) -> bool:
    """Whether a name says what the amount before it consists of: 80万元，全部为财政拨款收入，较上年增加5万元."""
    stated = state.subject is None or state.subject.stated
    return (
        state.spoken and stated and _WORDS.predicate.search(state.gap) is not None and not state.amount_follows(token)
    )


def _around(state: State, token: Token, *, alone: bool) -> Around:
    whole, told = state.listed.whole, state.clause
    return Around(
        behind=state.gap,
        before=_before(state, token),
        scope=scope_of(told.explained if told.explaining else whole),
        whole=whole,
        first=state.first,
        heading=state.context.whole,
        alone=alone or state.says_its_fund,
        apart=state.context.apart,
        own=is_the_publishers(state.gap, state.context.publisher),
        side=_side(state, token),
        government=state.context.government,
    )


def _side(state: State, token: Token) -> str | None:
    """Whether revenue or expenditure is spoken of around a name; where no subject tells, the words before it may."""
    told = (side for subject in _spoken_of(state) if (side := _side_of(subject)))
    return next(told, None) or _side_named(_before(state, token))


def _side_named(words: str) -> str | None:
    """The one side that words name: 收入包括：…."""
    sides = {side for word, side in measure_words().sides.items() if word in words}
    return sides.pop() if len(sides) == 1 else None


def _spoken_of(state: State) -> Iterator[Subject]:
    """What is spoken of around a name, the nearest first: the list, the sentence, the one before, the heading."""
    told, listed, context = state.clause, state.listed, state.context
    around = (
        listed.whole if listed.on else None,
        told.explained if told.explaining else None,
        state.subject,
        state.last.subject if state.last else None,
        state.first,
        context.last,
        context.head,
        context.whole,
    )
    yield from filter(None, around)


def _side_of(subject: Subject) -> str | None:
    """The side that all measures of a subject are of; what a line is a part of counts for it."""
    measures = [subject.part_of or ""] if subject.measures[0] in LINES else subject.measures
    sides = {measure.partition("_")[0] for measure in measures}
    side = sides.pop() if len(sides) == 1 else ""
    return side if side in measure_words().sides.values() else None


def _before(state: State, token: Token) -> str:
    return state.sentence[max(0, token.start - _NEAR) : token.start]


def _speaks_of_another(state: State, token: Token, measures: tuple[str, ...]) -> bool:
    """Whether a name speaks of a part, another body or another thing than the measure that bears it."""
    whole, told = state.listed.whole, state.clause
    told.foreign = told.foreign or is_body(state.gap, state.context.publisher, office=state.context.unit)
    within_a_line = state.context.of_unnamed or (whole is not None and whole.measures[0] in LINES)
    of_a_line = token.kind == "part" and within_a_line
    if told.foreign or of_a_line or is_of_a_part(whole, measures) or (state.listed.on and is_item(whole, measures)):
        return True
    if told.explaining and not explains(told.explained, measures):
        return True
    if token.kind == "name" and prose_words().revenue not in token["name"] and _is_fund_of(state, token, measures):
        return True
    if told.funded and measures[0].startswith(_OF_FUNDS[token.kind == "name"]):
        return True
    follows = state.named or state.subject is state.context.head
    if follows and is_behind_a_name(token, measures, state.subject, state.gap):
        return True
    return is_anothers(measures, state.gap, state.context)


def _is_fund_of(state: State, token: Token, measures: tuple[str, ...]) -> bool:
    """Whether a fund pays for what is spoken of, and is no revenue: 政府采购预算9万元，其中其他资金2万元."""
    if prose_words().names.funds_of_procurement.search(_before(state, token)):
        return True
    nearest = next(_spoken_of(state), None)
    return measures[0].startswith("revenue_") and nearest is not None and nearest.measures[0].startswith(LENIENT)


def read_wherein(state: State, token: Token) -> None:
    """Begins the list behind 其中 or 包括 of what was stated before it."""
    listed, side = state.listed, _WORDS.side.search(clause(state.gap))
    if state.planned and state.plan is None:
        state.plan, state.plan_parts = state.subject, 0
    if side and state.pair:  # 收支总预算…。收入包括：…；支出包括：…
        measure = state.pair.measures[0 if side[1] == prose_words().revenue else -1]
        listed.whole, listed.on = replace(state.pair, measures=(measure,)), True
    elif side and state.subject and _side_of(state.subject) not in (None, measure_words().sides[side[1]]):
        listed.whole, listed.on = None, False  # 收入包括财政拨款80万元；支出包括：… of none that was stated
    elif not (state.spoken or state.named) and scope_of(state.context.last):  # 其中：… begins a sentence
        listed.whole = state.context.last
    elif _is_of_another(state):
        listed.whole, listed.on, state.clause.foreign = None, False, True
    elif state.subject is not None and state.subject.stated:
        listed.whole, listed.on = state.subject, state.subject.measures[0] not in OF_A_DAY
    elif not state.spoken and listed.whole is not None:
        listed.on = listed.whole.measures[0] == "operating_cost"
    elif state.spoken and token.match["among"]:
        state.clause.foreign = True  # parts of an amount that was not understood
    state.gap, listed.bare, listed.nested = "，", 0, state.spoken


def _is_of_another(state: State) -> bool:
    """Whether a list in a government's report is of what its sentence names, not of what was stated before that.

    市级新增债券共安排9个项目，其中：社会事业方面5亿元.
    """
    if not state.context.government or state.spoken or state.named:
        return False
    return re.search(r"[\u4e00-\u9fff]{4}", neutral().sub("", state.gap)) is not None
