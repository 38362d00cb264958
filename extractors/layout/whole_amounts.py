"""Amounts without a point, as governments print 万元: numbers behind a name, where a unit of money is stated above."""

import re
from collections.abc import Sequence

from extractors.layout.aligned_lines import states_unit
from extractors.layout.lines_of_words import Line, has_amounts
from extractors.values.numbers import is_number
from extractors.values.text import code_form

_WHOLE = re.compile(r"[-−]?\d{1,12}")
_LARGE = re.compile(r"[-−]?\d{3,12}")
"""A line has one number like that at least: few digits may count its columns."""


def with_whole_amounts(lines: Sequence[Line], *, goes_on: bool) -> list[Line]:
    """The lines, whole numbers behind the first word of a line marked as amounts where no other number is one.

    The unit of money stands above them, or the table `goes_on` from the page before.
    """
    stated = next((n for n, line in enumerate(lines) if any(states_unit([word]) for word in line)), None)
    if (stated is None and not goes_on) or any(map(has_amounts, lines)):
        return list(lines)
    first = 0 if stated is None else stated + 1
    return [*lines[:first], *map(_marked, lines[first:])]


def _marked(line: Line) -> Line:
    named = any(not is_number(word.text) for word in line)
    if not named or not any(_LARGE.fullmatch(code_form(word.text)) for word in line[1:]):
        return line
    return [
        word._replace(whole=True) if at and _WHOLE.fullmatch(code_form(word.text)) else word
        for at, word in enumerate(line)
    ]
