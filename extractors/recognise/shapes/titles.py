"""The titles of performance tables: which project one names, if it names any."""

import re

from extractors.values.text import compact
from schemas.words.performance import performance_words

_NUMBERED = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[）)]|\d{1,3}(?:、|[.．](?!\d))|[一二三四五六七八九十]+[、.．])+"
)
_YEAR = re.compile(r"[（(]20\d\d年度?[）)]$")
_GENERIC = re.compile(
    r"(?:20\d\d年度?)?(?:部门|单位|项目|支出|预算|专项|业务|经费|资金|整体|总体|财政|市级|省级|本级|年度|重点|一般性|公开|政策和|表|附|及)*"
)


def is_performance_title(title: str | None) -> bool:
    """Whether a title names a table of performance."""
    return any(word in (title or "") for word in performance_words().title.performance)


def project_in(title: str | None) -> str | None:
    """The project that a title names, with the code before it; None for 部门项目绩效目标表."""
    text = _YEAR.sub("", _NUMBERED.sub("", compact(title or "")))
    for end in sorted(performance_words().title.ends, key=len, reverse=True):
        if text.endswith(end):
            name = text.removesuffix(end)
            return None if not name or _GENERIC.fullmatch(name) else name
    return None
