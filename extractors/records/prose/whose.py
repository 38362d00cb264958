"""Whose a sentence is: the publisher's, or a body's below it that it names first (某某中心本级预算800万元, 其中…)."""

import re
from functools import cache

from extractors.values.body_names import same_body
from schemas.words.identity import identity_words

_OFFICE = r"(?:（?(?:本级|机关|本部|局机关)）?)"
_BEFORE = r"^(?:[（(]?[\d一二三四五六七八九十]+[）)、.．]\s*)?(?:其中[：，,]?)?(?:20\d\d年(?:度)?[，,]?)?"
_BEHIND = (
    r"(?:20\d\d年(?:度)?)?[，,]?(?:部门|单位|年初|全年|当年|总|收入|支出|财政拨款|安排)*(?:预算|支出|收入|安排|经费)"
)


@cache
def _named_first() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, identity_words().body_ends))
    return re.compile(rf"{_BEFORE}(?P<body>[\u4e00-\u9fff（）]{{2,28}}?(?:{ends})){_OFFICE}?(?={_BEHIND})")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"{_OFFICE}$")


def other_body(sentence: str, publisher: str | None) -> str | None:
    """The body that a sentence begins with, where that is not the publisher; its own office (某某局本级) is another.

    None too where no publisher is known: whose the sentence is then is not told by its name.
    """
    match = _named_first().match(sentence)
    if match is None or publisher is None:
        return None
    name = re.sub(_BEFORE, "", match[0])
    body = _office().sub("", name)
    if re.match("[我本各全]|部门|单位", body):
        return None
    own = same_body(_office().sub("", publisher), body)
    if own and (body == name or _office().search(publisher)):
        return None
    return name if not own or body != name else None
