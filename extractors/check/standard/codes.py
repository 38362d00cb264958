"""Codes of budget subjects against the classifications of their year: codes that it does not have, names of others."""

from collections.abc import Iterator
from functools import cache

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own
from extractors.check.rule import Side, places, row, rule
from extractors.check.standard.model import Line, StandardTable, standard_tables
from extractors.check.standard.sets import bare_name
from extractors.values.text import compact
from schemas.codes import classes, subjects
from schemas.rows import CheckRow

_BY_DIGIT = {"2": "function", "3": "economic", "5": "government"}
_LENGTHS = (3, 5, 7)


def _scheme(line: Line) -> str | None:
    """What a line's code classifies, by its first digit; None where it is no subject's."""
    code = line.code or ""
    return _BY_DIGIT.get(code[0]) if len(code) in _LENGTHS and line.role == "item" else None


@rule("code_unknown")
def code_unknown(d: Disclosure) -> Iterator[CheckRow]:
    """Per table whose lines have subjects' codes: those whose class (its first three digits) the year does not have."""
    for table in standard_tables(d):
        coded = [(line, scheme) for line in table.lines if table.coded and (scheme := _scheme(line))]
        if coded:
            yield _unknown(table, [line for line, scheme in coded if not _has(scheme, line.code or "", d.fiscal_year)])


def _has(scheme: str, code: str, year: int | None) -> bool:
    first, last = classes()[scheme].get(code[:3], (0, -1))
    return first <= last if year is None else first <= year <= last


def _unknown(table: StandardTable, unknown: list[Line]) -> CheckRow:
    title = table.title or table.kind
    codes = "、".join(dict.fromkeys(line.code or "" for line in unknown))
    return row(
        "code_unknown",
        f"{table.kind} table {table.lines[0].rows[0]['table_index']} {table.number}",
        Side(title, title, None, places(line.rows[0] for line in unknown)),
        Side("科目表", "the classification", None),
        "fail" if unknown else "exact",
        **own("code_foreign" if unknown else "code_known", title=title, codes=codes),
    )


@rule("code_name")
def code_name(d: Disclosure) -> Iterator[CheckRow]:
    """Each printed code whose name is known, with its name; a warning where the name is another code's.

    Lists that name their lines freely are left out, and names that are cut off.
    """
    seen: set[tuple[str, str]] = set()
    for table in standard_tables(d):
        for line in table.lines if table.coded else ():
            known = subjects().get((_scheme(line) or "", line.code or ""))
            name = bare_name(line)
            if known is None or not name or (line.code or "", name) in seen:
                continue
            seen.add((line.code or "", name))
            valid = [entry[0] for entry in known if d.fiscal_year is None or entry[1] <= d.fiscal_year <= entry[2]]
            names = valid or [entry[0] for entry in known]
            if any(compact(whole).startswith(compact(name)) and whole != name for whole in names):
                continue
            yield _named(line, name, names, _others(_scheme(line) or "", compact(name), line.code or ""))


def _named(line: Line, name: str, names: list[str], others: list[str]) -> CheckRow:
    right = "、".join(names)
    good = compact(name) in {compact(one) for one in names}
    said = "code_named" if good else "code_of_another" if others else "code_misnamed"
    of = ("、".join(others), ", ".join(others))
    return row(
        "code_name",
        f"{line.code} {name}",
        Side(name, "the printed name", None, places(line.rows[:1])),
        Side(right, "the subject's name", None),
        "exact" if good else "fail",
        severity="warning" if others and not good else None,
        **own(said, code=line.code, name=name, right=right, others=of),
    )


@cache
def _codes_by_name() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for (scheme, code), names in subjects().items():
        for name, *_ in names:
            found.setdefault((scheme, compact(name)), []).append(code)
    return found


def _others(scheme: str, name: str, code: str) -> list[str]:
    """The codes beside this one, within its class, that bear a name."""
    return [other for other in _codes_by_name().get((scheme, name), ()) if other != code and other[:3] == code[:3]]
