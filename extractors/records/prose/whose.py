"""Whose a sentence is: the publisher's, or a body's below it that it names first (某某中心本级预算800万元, 其中…)."""

import re
from functools import cache

from extractors.values.body_names import same_body
from schemas.words.identity import identity_words
from schemas.words.prose import prose_words

_WORDS = prose_words().names


@cache
def _named_first() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, identity_words().body_ends))
    body = rf"(?P<body>[\u4e00-\u9fff（）]{{2,28}}?(?:{ends}))"
    return re.compile(rf"{_WORDS.before_body.pattern}{body}{_WORDS.office_note}?(?={_WORDS.behind_body})")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"{_WORDS.office_note}$")


def other_body(sentence: str, publisher: str | None) -> str | None:
    """The body that a sentence begins with, where that is not the publisher; its own office (某某局本级) is another.

    None too where no publisher is known: whose the sentence is then is not told by its name.
    """
    match = _named_first().match(sentence)
    if match is None or publisher is None:
        return None
    name = _WORDS.before_body.sub("", match[0])
    body = _office().sub("", name)
    if _WORDS.no_body.match(body):
        return None
    own = same_body(_office().sub("", publisher), body)
    if own and (body == name or _office().search(publisher)):
        return None
    return name if not own or body != name else None
