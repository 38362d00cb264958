"""Amounts that one sentence names as parts of another: 预算 9 万元，其中：邮电费 4 万元、其他费用 5 万元."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple

from extractors.check.disclosure import Disclosure, plain
from extractors.check.prose.statements import base_of
from extractors.check.rule import Side, compare, places, rule
from extractors.values.money import AMOUNT
from extractors.values.numbers import number
from schemas.rows import CheckRow, FigureRow
from schemas.words.checks import check_words

_NAME = "sentence_list"


class _Said(NamedTuple):
    """An amount of a sentence: its figure, None where no record took it, and the words before it."""

    figure: FigureRow | None
    before: str


class _Listed(NamedTuple):
    """A part of a list; `ends` says whether the list may end with it: other words than a name follow."""

    figure: FigureRow
    ends: bool


@rule(_NAME)
def sentence_list(d: Disclosure) -> Iterator[CheckRow]:
    """Per amount behind which its sentence lists parts (其中, 包括), up to where the list ends: they, or the first of
    them, make it; a part of a part counts once. They may be less where the list may name some of them only: it names
    all where its last part is the rest (其他…), where several parts are 0, or where it has 基本支出 and 项目支出. One
    amount alone that is more than what stands before it is no part of that.
    """
    together: dict[object, list[FigureRow]] = {}
    for figure in d.records.get("figures", ()):
        if figure["statement"] != "count":
            together.setdefault((figure["sentence"], figure.get("page"), figure.get("line")), []).append(figure)
    for figures in together.values():
        if len(figures) > 1:
            for whole, parts in _lists(_said(figures[0]["sentence"] or "", figures)):
                if len(parts) > 1 or (parts[0].figure["value_yuan"] or 0) <= (whole["value_yuan"] or 0):
                    yield _check(whole, parts)


def told_once(checks: Sequence[CheckRow]) -> list[CheckRow]:
    """The checks without the sums of sentences that another rule makes of the same statements with the same result: one
    piece of evidence is not two.
    """
    others: dict[int, list[tuple[str, set[int]]]] = {}
    for check in checks:
        for whole in _figures(check["right_places"]) if check["identity"] != _NAME else ():
            others.setdefault(whole, []).append((check["status"], _figures(check["left_places"])))
    return [check for check in checks if check["identity"] != _NAME or not _again(check, others)]


def _again(check: CheckRow, others: Mapping[int, Sequence[tuple[str, set[int]]]]) -> bool:
    parts, wholes = _figures(check["left_places"]), _figures(check["right_places"])
    beside = (other for whole in wholes for other in others.get(whole, ()))
    return any(status == check["status"] and parts <= left for status, left in beside)


def _figures(places: Sequence[Mapping[str, Any]]) -> set[int]:
    return {place["figure"] for place in places if place["figure"] is not None}


def _said(sentence: str, figures: Sequence[FigureRow]) -> Iterator[_Said]:
    """The amounts of a sentence, in their order, with the figures that have their values."""
    waiting: dict[Decimal, deque[FigureRow]] = {}
    for figure in figures:
        waiting.setdefault(figure["value"].copy_abs(), deque()).append(figure)
    end = 0
    for match in AMOUNT.finditer(sentence):
        found = waiting.get(number(match["number"]).copy_abs())
        yield _Said(found.popleft() if found else None, sentence[end : match.start()])
        end = match.end()


def _lists(said: Iterable[_Said]) -> Iterator[tuple[FigureRow, list[_Listed]]]:
    """Each amount behind which parts are listed, with these; changes of a part may stand among them. None that has an
    amount among its parts that no record took.
    """
    words = check_words().lists
    whole: FigureRow | None = None
    parts: list[_Listed] = []
    inside = False
    for figure, before in said:
        ends = words.ends.search(before) or (inside and words.closed.search(before))
        begins, bracketed = words.begins.search(before), words.bracketed.search(before)
        inside = bracketed is not None or (inside and not ends)
        apart = figure is not None and figure["statement"] == "level" and not (whole and _alike(whole, figure))
        if whole is not None and parts and (ends or begins or apart):
            yield whole, parts
            whole, parts = None, []
        if figure is None:
            whole, parts = None, []
        elif figure["statement"] != "level":
            whole = None if ends else whole
            parts[-1:] = [part._replace(ends=True) for part in parts[-1:]]
        elif whole is not None and (parts or begins) and not (ends or apart):
            parts[-1:] = [part._replace(ends=part.ends or bool(words.breaks.search(before))) for part in parts[-1:]]
            parts.append(_Listed(figure, ends=False))
        else:
            whole = figure
    if whole is not None and parts:
        yield whole, parts


def _alike(one: FigureRow, other: FigureRow) -> bool:
    """Whether two amounts are of the same year, body and base."""
    return (one["year"], one["unit_name"], base_of(one)) == (other["year"], other["unit_name"], base_of(other))


def _check(whole: FigureRow, listed: Sequence[_Listed]) -> CheckRow:
    parts, made = _meant(whole, listed)
    tolerance = _tolerance(whole, parts)
    left = Side(f"{len(parts)} 项之和", f"sum of {len(parts)} parts", made, places(parts))
    right = Side(whole["label"], whole["measure"] or "amount", whole["value_yuan"], places([whole]))
    subject = f"{whole['measure'] or 'spending_item'} {plain(whole['label'])} {whole.get('seq') or ''}".strip()
    relation, severity = _names_all(parts)
    return compare(_NAME, subject, left, right, relation, tolerance=tolerance, severity=severity)


def _meant(whole: FigureRow, listed: Sequence[_Listed]) -> tuple[list[FigureRow], Decimal]:
    """The parts, and what they make: the first ones that make the whole as they stand, else, parts of parts counted
    once, the first ones, else all up to that end of the list where they come nearest to it, of those ends where it
    names all if there are such.
    """
    if _held(whole, listed) is None:
        listed = _counted_once(listed)
    value, figures = whole["value_yuan"] or Decimal(0), [part.figure for part in listed]
    sums, held = _sums(figures), _held(whole, listed)
    ends = [at for at, part in enumerate(listed) if part.ends or at == len(listed) - 1]
    ends = [at for at in ends[-_SEVERAL:] if _is_whole(figures[: at + 1])] or ends
    at = min(ends, key=lambda end: abs(sums[end] - value)) if held is None else held
    return figures[: at + 1], sums[at]


def _held(whole: FigureRow, listed: Sequence[_Listed]) -> int | None:
    """The place of the first part with which the parts so far make the whole."""
    figures = [part.figure for part in listed]
    value, tolerance = whole["value_yuan"] or Decimal(0), _tolerance(whole, figures)
    return next((at for at, made in enumerate(_sums(figures)) if abs(made - value) <= tolerance), None)


def _sums(figures: Sequence[FigureRow]) -> list[Decimal]:
    return list(accumulate(figure["value_yuan"] or Decimal(0) for figure in figures))


def _tolerance(whole: FigureRow, parts: Sequence[FigureRow]) -> Decimal:
    return (len(parts) + 1) * _half([whole, *parts])


def _counted_once(listed: Sequence[_Listed]) -> list[_Listed]:
    """The parts without those that make up the one that they follow: 基本支出 9, 人员经费 8, 公用经费 1, 项目支出 5."""
    amounts = [part.figure["value_yuan"] or Decimal(0) for part in listed]
    sums = list(accumulate(amounts, initial=Decimal(0)))
    last = {amount: at for at, amount in enumerate(sums)}
    found: list[_Listed] = []
    at = 0
    while at < len(listed):
        end = last.get(sums[at + 1] + amounts[at], 0) if amounts[at] else 0
        end = max(end, at + 1)
        found.append(listed[at]._replace(ends=listed[at].ends or listed[end - 1].ends))
        at = end
    return found


def _half(figures: Sequence[FigureRow]) -> Decimal:
    """Half of the last place that any of some amounts is printed to, in yuan."""
    units = [
        (one["value_yuan"] / one["value"], int(one["value"].as_tuple().exponent))
        for one in figures
        if one["value_yuan"] and one["value"]
    ]
    return min((unit * Decimal(5).scaleb(min(exponent, 0) - 1) for unit, exponent in units), default=Decimal(0))


def _names_all(parts: Sequence[FigureRow]) -> tuple[str, str | None]:
    """How the parts of a list stand to the whole, and how grave it is where they do not."""
    if _is_whole(parts):
        return "=", None
    return ("=", "warning") if sum(not part["value_yuan"] for part in parts) >= _SEVERAL else ("≤", None)


def _is_whole(parts: Sequence[FigureRow]) -> bool:
    """Whether a list names all parts by its words."""
    words, labels = check_words().lists, [plain(part["label"]) for part in parts]
    sets = any(all(any(name.search(label) for label in labels) for name in some) for some in words.whole_sets)
    return bool(words.rest.search(labels[-1])) or sets


_SEVERAL = 2
"""A list that prints so many parts of 0 leaves none out; so many of its last ends are looked at."""
