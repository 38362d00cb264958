"""What a sentence states: the measure it speaks of, level or change, of which year, against what.

An amount is taken only where nothing but known connecting words stands between its name and itself, and nothing that
makes the name speak of a part stands before it; what reads otherwise stays in `leftovers`, for a wrong measure is worse
than a missing one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.recognise.sentences.measure_names import LINES
from extractors.recognise.sentences.named_subjects import read_name, read_wherein
from extractors.recognise.sentences.sentence_state import State
from extractors.recognise.sentences.stated_amounts import read_amount
from extractors.recognise.sentences.statement_parts import BASE, Context, Statement
from extractors.recognise.sentences.tokens import Token, tokens
from schemas.words.prose import prose_words

_AMOUNTS = ("money", "zero", "flat")
"""Kinds of tokens that state something; the others only say of what."""
_OF_LINES = ("line", "function", "coded")
_CLAUSE_END = prose_words().statements.clause_end


def statements(sentence: str, context: Context) -> Iterator[tuple[Token, Statement]]:
    """The statements of a sentence with the tokens of their amounts."""
    compared = list(BASE.finditer(sentence))
    begins = [base.start() for base in compared]
    found = [token for token in tokens(sentence) if not _within(token, compared, begins)]  # 较上年支出数减少5万元
    says = any(token.kind in _AMOUNTS for token in found)
    return _read(sentence, context, found) if says else iter(())


def _within(token: Token, compared: Sequence[re.Match[str]], begins: Sequence[int]) -> bool:
    """Whether a token lies in a comparison, whose words name nothing that is spoken of."""
    before = bisect_left(begins, token.start)
    return before > 0 and token.end <= compared[before - 1].end()


def _read(sentence: str, context: Context, found: Sequence[Token]) -> Iterator[tuple[Token, Statement]]:
    """Reads from left to right; says in `context` of what list the next sentence may go on with."""
    state, end = State.at_the_beginning(sentence, context, found), 0
    if context.listed and found[0].kind in _OF_LINES and not sentence[: found[0].start].strip():
        state.listed.whole, state.listed.on = context.listed, True
    for state.read, token in enumerate(found, start=1):
        between = sentence[end : token.start]
        if _CLAUSE_END.search(between):
            state.end_clause()
        state.gap += between
        end = token.end
        if token.kind not in _AMOUNTS:
            _read_words(state, token)
        elif said := read_amount(state, token):
            yield token, said
    lines = state.listed.on and state.last is not None and state.last.subject.measures[0] in LINES
    context.listed = state.listed.whole if lines else None


def _read_words(state: State, token: Token) -> None:
    match token.kind:
        case "open":
            state.open_bracket()
        case "close":
            state.close_bracket()
        case "wherein":
            read_wherein(state, token)
        case "because":
            state.begin_reason()
        case _:
            read_name(state, token)
