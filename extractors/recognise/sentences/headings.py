"""What headings name: of what the paragraphs below them speak, and what these are parts of."""

import re

from extractors.recognise.sentences.measure_names import BESIDE, EARLIER, LINES, subject_of
from extractors.recognise.sentences.statement_parts import Context, Subject
from extractors.recognise.sentences.statements import statements
from extractors.recognise.sentences.tokens import tokens, without_quotes
from extractors.values.enumerators import enumerator
from extractors.values.money import AMOUNT
from schemas.codes import measure_words
from schemas.words.prose import prose_words
from schemas.words.values import value_words

_WORDS = prose_words().names
_CLASS = re.compile(prose_words().tokens.level_sign)
_LONGEST, _HEADING = 80, 40
"""Characters of the longest heading."""


def head_of(text: str, above: str, context: Context) -> Subject | None:
    """What a paragraph speaks of that names nothing before its first amount.

    It is what the heading `above` it names, or the one that it begins with: （一）公务接待费。2031年预算数3万元; what
    the money is for may stand between; of one that begins with a comparison the one thing that the sentences of the
    paragraph before it began with.
    """
    if _WORDS.goes_on.match(text):
        return context.told
    first, _, rest = text.partition("。")
    own = rest and len(first) <= _LONGEST and not AMOUNT.search(first) and (enumerator(first) or _CLASS.search(first))
    heading = first if own else above
    if not heading or _WORDS.bare_start.match(_first_with_amount(rest) if own else text) is None:
        return None
    lines = [token for token in tokens(heading) if token.kind == "line"] if _CLASS.search(heading) else []
    if lines:
        _climb(context, heading[lines[-1].start : lines[-1].end])
        return subject_of(lines[-1], ("function_line",), heading, "", context, context.whole)
    return _named_in(heading.rstrip("。：: "), context)


def _first_with_amount(text: str) -> str:
    """A text from the sentence on that has its first amount."""
    amount = AMOUNT.search(text)
    return text[text.rfind("。", 0, amount.start()) + 1 :] if amount else text


def end_list(text: str, context: Context) -> None:
    """Ends the list that a paragraph led in where the next one numbered like it begins: （二）…，其中：1.… （三）…."""
    numbered = enumerator(text)
    if context.led and numbered and numbered[0] == context.led[0]:
        context.whole, context.led = context.led[1], None


def lead(text: str, context: Context, heads: list[Subject]) -> None:
    """What the following paragraphs are parts of, where this one is a heading or ends in 其中："""
    numbered = enumerator(text)
    lines = [token for token in tokens(text) if token.kind == "line"] if _CLASS.search(text) else []
    for token in lines:
        _climb(context, text[token.start : token.end])
    leads = bool(_WORDS.leads.search(text[-3:]))  # no longer than that
    context.of_unnamed = leads and not heads and AMOUNT.search(text) is not None
    if lines or not (leads or (numbered and len(text) <= _HEADING and not heads)):
        return
    wholes = [head for head in heads if head.measures[0] not in EARLIER]  # what is carried over has no lines
    subject = (wholes or heads)[-1] if heads and leads else _named_in(text, context)
    if subject is not None and heads and _beside(text, subject):
        return
    if subject is not None and subject.measures[0] not in LINES:
        context.led = (numbered[0], context.whole) if numbered and heads else None
        context.whole = subject
        if not heads or numbered is None:
            context.path = {}


def _beside(text: str, subject: Subject) -> bool:
    """Whether a paragraph names parts that make a whole together: what follows 其中： is of all, not of the first."""
    if not BESIDE.search(subject.measures[0]):
        return False
    parts = (measure_words().parts[token["part"]] for token in tokens(text) if token.kind == "part")
    return len({part for part in parts if BESIDE.search(f"_{part}")}) > 1


def _climb(context: Context, printed: str) -> None:
    """Remembers the classes (类, 款) that the lines below belong to."""
    for name, level in _WORDS.climb.findall(without_quotes(printed)):
        if level == value_words().subject_levels[0]:
            context.path = {}
        context.path[level] = f"{name}（{level}）"


def _named_in(text: str, context: Context) -> Subject | None:
    """What a heading names: the last name in it that a statement could have."""
    probe = Context(context.fiscal_year, context.publisher, apart=context.apart)
    ends = [token.end for token in tokens(text) if token.kind in ("total", "part", "name")]
    heads = (text[:end].rstrip("：: ") for end in reversed(ends))
    return next((said.subject for head in heads for _, said in statements(_probed(head), probe)), None)


def _probed(head: str) -> str:
    """A heading as a sentence that states zero of what it names."""
    numbered = enumerator(head)
    return (numbered[2] if numbered else head) + _WORDS.probe
