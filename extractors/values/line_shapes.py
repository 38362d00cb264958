"""The shapes of lines that the forms share: lines of bodies, labelled lines, numbers of tables, remarks, sentences."""

import re
from functools import lru_cache

from extractors.values.text import compact
from schemas.words.lines import line_words
from schemas.words.values import value_words

_WORDS = line_words()

ORGANISATION_LINE = _WORDS.organisation
"""`435002 某某管理处`, the unit's code and name above a table."""

BODY = re.compile(rf"[\u4e00-\u9fff（）“”、·]{{2,30}}(?:{'|'.join(value_words().bodies)})")
"""The name of a body that stands alone."""

NAMED_LINE = _WORDS.named
"""`填报单位：某某管理处`, the unit's name alone above a table."""

LABELLED_LINE = re.compile(r"[\u4e00-\u9fff“”]{2,10}[:：]")

_SENTENCE_END = tuple("。！？；：!?;:")


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence may end."""
    return text.rstrip("”’』」）)").endswith(_SENTENCE_END) or text.endswith(_SENTENCE_END)


@lru_cache(maxsize=4096)
def is_number_line(text: str) -> bool:
    """Whether a line holds only a table's number, as `附表3-5`."""
    return _WORDS.number.fullmatch(compact(text).rstrip(":")) is not None


@lru_cache(maxsize=4096)
def is_note(text: str) -> bool:
    """Whether a line is a remark under a table: such lines are no title of the next one."""
    return _WORDS.note.fullmatch(compact(text)) is not None
