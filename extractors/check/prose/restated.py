"""That what a document states twice is the same."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from extractors.check.disclosure import Disclosure
from extractors.check.prose.doubts import doubted
from extractors.check.prose.statements import Key, Topic, groups, groups_of_units, value_of
from extractors.check.prose.told_again import told_again
from extractors.check.rule import Side, equal, places, rule
from schemas.rows import CheckRow, FigureRow

_SHOWN = 50
"""Places of statements that agree, of which each that does not is shown at most so many."""


@rule("restated")
def restated(d: Disclosure) -> Iterator[CheckRow]:
    """Restatements in one document must be exact; a hundred yuan is a slip of the pen, more an error.

    Only statements of the same thing are compared: the same measure, line and whole, year, and base. A sentence of
    which several amounts differ from those stated elsewhere may speak of something else: it is doubted. So is
    one whose own change makes of its amount the other one: it tells last year's amount, and then this year's change.
    """
    compared = [(key, figures) for key, figures in groups(d).items() if key[2] != "count" and len(figures) > 1]
    elsewhere, changes = _of_something_else(d, compared), _changes(d)
    for key, figures in compared:
        right_value = _settled(d, key, figures)
        agreeing = [figure for figure in figures if value_of(figure) == right_value]
        odd = [figure for figure in figures if value_of(figure) != right_value]
        right = Side(agreeing[0]["label"], key[0].name, right_value, places(agreeing[:_SHOWN]))
        for number, figure in enumerate(odd or figures[1:2]):
            check = _check(d, key, figure, right, number)
            if figure["sentence"] in elsewhere:
                check = doubted(check, _MAY_BE_ANOTHERS)
            elif any(_tells_last_year(changes, key, *pair) for pair in permutations((figure, agreeing[0]))):
                check = doubted(check, _MAY_BE_LAST_YEARS)
            yield check
    yield from _of_units(d)
    yield from told_again(d)


def _of_units(d: Disclosure) -> Iterator[CheckRow]:
    """The same of each body below the publisher whose budget the prose tells."""
    for (unit, key), figures in groups_of_units(d).items():
        if key[2] == "count" or len(figures) < 2:
            continue
        first = figures[0]
        right = Side(first["label"], key[0].name, value_of(first), places([first]))
        for number, figure in enumerate(figures[1:]):
            check = _check(d, key, figure, right, number)
            yield check | {"subject": f"{unit} {check['subject']}"}


_MAY_BE_ANOTHERS = "several amounts of the sentence differ from those stated elsewhere"


_MAY_BE_LAST_YEARS = "by the change that its sentence states, one of them is the amount of the year before"


_Changes = dict[tuple[Topic, int | None, str | None], list[Decimal | None]]


def _changes(d: Disclosure) -> _Changes:
    """The changes of a topic and year that each sentence states."""
    found: _Changes = defaultdict(list)
    for (topic, year, kind, _), figures in groups(d).items():
        for figure in figures if kind == "change" else ():
            found[topic, year, figure["sentence"]].append(value_of(figure))
    return found


def _tells_last_year(changes: _Changes, key: Key, one: FigureRow, other: FigureRow) -> bool:
    """Whether a level becomes another one by the change that its own sentence states."""
    topic, year, kind, _ = key
    before, after = value_of(one), value_of(other)
    if kind != "level" or before is None or after is None:
        return False
    stated = changes.get((topic, year, one["sentence"]), ())
    return any(change and before + change == after for change in stated)


def _settled(d: Disclosure, key: Key, figures: list[FigureRow]) -> Decimal | None:
    return d.settled.get(key, value_of(figures[0]))


def _check(d: Disclosure, key: Key, figure: FigureRow, right: Side, number: int) -> CheckRow:
    topic, year, kind, base = key
    value, unit = value_of(figure), "%" if kind in ("percent", "share") else "元"
    left = Side(figure["label"], f"{topic.name} (stated again)", value, places([figure]))
    off = abs((value or Decimal(0)) - (right.value or Decimal(0)))
    small = off and unit == "元" and off <= 2 * d.stated_half
    subject = f"{topic.name} {year} {kind}" + (f" {base}" if base != "budget" else "")
    subject += f" #{number + 1}" if number else ""
    return equal("restated", subject, left, right, unit=unit, severity="info" if small else None)


def _of_something_else(d: Disclosure, compared: list[tuple[Key, list[FigureRow]]]) -> set[str]:
    """The sentences of which two or more different levels are stated otherwise elsewhere."""
    odd: dict[str, set[Decimal | None]] = defaultdict(set)
    for key, figures in compared:
        right = _settled(d, key, figures)
        for figure in figures if key[2] == "level" else ():
            if value_of(figure) != right:
                odd[figure["sentence"] or ""].add(value_of(figure))
    return {sentence for sentence, values in odd.items() if len(values) > 1}
