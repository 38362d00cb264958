"""The titles of performance tables: which project one names, if it names any."""

from extractors.values.enumerators import without_enumerators
from extractors.values.text import compact
from schemas.words.performance import performance_words

_WORDS = performance_words()


def is_performance_title(title: str | None) -> bool:
    """Whether a title names a table of performance."""
    return any(word in (title or "") for word in _WORDS.title.performance)


def project_in(title: str | None) -> str | None:
    """The project that a title names, with the code before it; None for 部门项目绩效目标表."""
    text = _WORDS.title_year.sub("", without_enumerators(compact(title or "")))
    if (end := _WORDS.title.end.search(text)) is None:
        return None
    name = text[: end.start()]
    return None if not name or _WORDS.title_generic.fullmatch(name) else name


def names_no_project(title: str) -> bool:
    """Whether a title is one of forms in general, as 部门项目绩效目标表 is; a mere heading is none."""
    return project_in(title) is None and _WORDS.title.end.search(compact(title)) is not None
