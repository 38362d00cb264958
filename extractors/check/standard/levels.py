"""That a table by functional subject breaks all of them down alike: one that stands without its level lacks a line."""

from collections.abc import Collection, Iterator, Sequence

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own
from extractors.check.rule import Side, places, row, rule
from extractors.check.standard.model import Line, StandardTable, standard_tables
from schemas.rows import CheckRow
from schemas.words.checks import check_words

_FUNCTIONAL, _SCHEMES = "2", "235"
"""The first digit of functional subjects, and of all; the economic ones are often broken down in part."""

_LENGTHS = (3, 5, 7)
_FEWEST_ABOVE, _FEWEST_BELOW = 5, 3
"""Where so many subjects are broken down, one that is not is no habit of the table; where subjects stand below so many,
neither is one that is not listed itself.
"""

_FEWEST_TOLD = 2
"""So many are enough where another table lists what one of them lacks."""


Code = tuple[int, str]
"""A subject's code, with the number of the body's line above it, whose subject it is."""


@rule("table_levels")
def table_levels(d: Disclosure) -> Iterator[CheckRow]:
    """Per table by codes, of each level. It fails where of five functional subjects or more only one that has an amount
    has none below it, or of three or more with subjects below them only one is not listed itself; of two, where another
    table lists what is lacking.
    """
    coded = [table for table in standard_tables(d) if table.coded and not _misprinted(table)]
    listed = {table.number: {line.code or "" for line in table.lines if _is_subject(line)} for table in coded}
    for table in coded:
        told = {code for number, codes in listed.items() if number != table.number for code in codes}
        lines = list(_by_body(table))
        codes = {code for code, _ in lines}
        for length in (3, 5):
            below = {(body, code[:length]) for body, code in codes if len(code) == length + 2}
            above = [(at, line) for at, line in lines if len(at[1]) == length and _divided(line)]
            bare = [line for at, line in above if at not in below]
            known = {code[:length] for code in told if len(code) == length + 2}.issuperset(line.code for line in bare)
            if above and below and (not bare or (len(bare) == 1 and len(above) >= _fewest(_FEWEST_ABOVE, known))):
                yield _check(table, bare, f"{length} below")
            lone = below - codes
            known = told.issuperset(code for _, code in lone)
            if below and (not lone or (len(lone) == 1 and len(below) >= _fewest(_FEWEST_BELOW, known))):
                stray = [(at, line) for at, line in lines if len(at[1]) == length + 2 and (at[0], at[1][:-2]) in lone]
                yield _check(table, [line for _, line in stray], f"{length} above", _lacking(stray, codes))


def _lacking(stray: Sequence[tuple[Code, Line]], codes: Collection[Code]) -> str:
    """The code that lines stand without: that of the class, where it is not listed either."""
    body, code = stray[0][0] if stray else (0, "")
    return code[:-2] if (body, code[:3]) in codes else code[:3]


def _fewest(alone: int, known: bool) -> int:
    return _FEWEST_TOLD if known else alone


def _by_body(table: StandardTable) -> Iterator[tuple[Code, Line]]:
    """The lines of subjects, each with its code."""
    body = 0
    for line in table.lines:
        body += line.role == "unit"
        if _is_subject(line):
            yield (body, line.code or ""), line


def _is_subject(line: Line) -> bool:
    code = line.code or ""
    return line.role == "item" and not line.of_which and code[:1] in _SCHEMES and len(code) in _LENGTHS


def _misprinted(table: StandardTable) -> bool:
    """Whether a code has a digit too many or too few: it may be the one that a subject seems to lack."""
    codes = (line.code or "" for line in table.lines if line.role == "item" and not line.of_which)
    return any(code.isdigit() and code[0] in _SCHEMES and len(code) not in _LENGTHS for code in codes)


def _divided(line: Line) -> bool:
    """Whether a subject is one that is always broken down."""
    functional = (line.code or "").startswith(_FUNCTIONAL)
    return functional and any(line.at.values()) and not check_words().undivided.match(line.code or "")


def _check(table: StandardTable, lines: Sequence[Line], subject: str, code: str = "") -> CheckRow:
    title = table.title or table.kind
    first = lines[0] if lines else None
    name = ("level_below" if subject.endswith("below") else "level_above") if first else "levels_all"
    value = first.total if first else None
    return row(
        "table_levels",
        f"{table.kind} table {table.number} {f'{code} {subject}' if name == 'level_above' else subject}",
        Side(title, table.kind, value, places(line.rows[0] for line in lines)),
        Side("科目级次", "the levels of subjects", None),
        "fail" if first else "exact",
        unit="元" if first else "",
        difference=value,
        **own(name, title=title, line=first.label if first else "", code=code),
    )
