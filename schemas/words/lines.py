"""The words of `lines.yaml`: what lines say that stand above, under and beside tables."""

from functools import cache

from schemas.model import Compiled, Pattern, Strict, load_as


class LineWords(Strict):
    """The file as it is; each entry is explained there."""

    source: str
    part: Pattern
    counted: str
    organisation: Compiled
    named: Compiled
    number: Compiled
    note: Compiled
    nothing_listed: Compiled
    total_line: Compiled
    period: Compiled
    continued: Compiled
    page_number: Compiled
    unit: Pattern
    unit_alone: Pattern
    unit_end: Compiled
    unit_word: Compiled
    unit_given: str
    table: str
    table_name: Compiled
    name_ends: tuple[str, ...]
    labels: tuple[str, ...]
    before_label: Pattern
    part_of: Compiled
    item_ends: tuple[str, ...]
    indicator_ends: tuple[str, ...]
    count_ends: tuple[str, ...]
    sheet_unnamed: Pattern
    disclosure: Compiled
    amount: Compiled


@cache
def line_words() -> LineWords:
    """The words of lines around tables. Raises DataFileError where the file is not as its model says."""
    return load_as("words/lines.yaml", LineWords)
