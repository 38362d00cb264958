"""The words of `checks.yaml`: how rules tell what they may compare."""

from functools import cache

from schemas.model import Compiled, Pattern, Strict, load_as


class LineNames(Strict):
    """The lines of summary tables by their names."""

    appropriation: Pattern
    general: Pattern
    government_fund: Pattern
    state_capital: Pattern
    basic: Pattern
    project: Pattern
    personnel: Pattern
    public: Pattern
    current: Compiled


class ListWords(Strict):
    """How a sentence lists the parts of an amount."""

    begins: Compiled
    breaks: Compiled
    ends: Compiled
    bracketed: Compiled
    closed: Compiled
    rest: Compiled
    whole_sets: tuple[tuple[Compiled, ...], ...]


class CheckWords(Strict):
    """The file as it is."""

    source: str
    last_word: Compiled
    wherein: str
    looks_back: str
    only_a_year: Compiled
    buying: Compiled
    subject_level: Compiled
    subject_marks: Compiled
    joining: Compiled
    all_of_them: Compiled
    item_marks: Compiled
    balanced: str
    spent: str
    initial_budget: Compiled
    plan_named: Compiled
    file_marks: Compiled
    lines: LineNames
    lists: ListWords
    title_marks: Compiled
    general_title: str
    undivided: Compiled


@cache
def check_words() -> CheckWords:
    """The words that rules read. Raises DataFileError where the file is not as its model says."""
    return load_as("words/checks.yaml", CheckWords)
