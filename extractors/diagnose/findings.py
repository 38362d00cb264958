"""Failed checks → findings: what single numbers explain, then sums by their lines, then each check for itself."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from extractors.diagnose.alike import joined_alike
from extractors.diagnose.changed import Change
from extractors.diagnose.lines import kind_of, label_of, of_lines, rounded
from extractors.diagnose.model import CERTAIN, LIKELY, OPEN, Exchanged, Finding
from extractors.diagnose.numbers import PROSE, Numbers
from extractors.diagnose.relation import Relation
from extractors.diagnose.relations import relations
from extractors.diagnose.repair import EXCHANGED, WEAK, Repair, repairs
from schemas.rows import CheckRow

_SEVERAL_PARTS = ("sum", "limit", "product")
"""Kinds of checks whose difference may be that of any of their numbers."""

_HOLDS = ("exact", "rounding", "truncated")


class Held:
    """The checks that hold, as relations, of those that stand where some `failed`.

    No other can speak for a number or a structure of those, and most of a long document is of no concern to them.
    """

    def __init__(self, checks: Iterable[CheckRow], failed: Iterable[CheckRow], numbers: Numbers) -> None:
        lines = {line for check in failed for line in _lines(check)}
        tables = {table for table, _ in lines}
        held = [(check, _lines(check)) for check in checks if check["status"] in _HOLDS]
        self._numbers = numbers
        self._around = [check for check, own in held if any(table in tables for table, _ in own)]
        self.near = list(relations((check for check, own in held if not lines.isdisjoint(own)), numbers))
        """Those of a line, or a statement, of which one failed: no other has a number that a repair may change."""

    @cached_property
    def around(self) -> list[Relation]:
        """Those of a table of which one failed, or of the prose: by them its structure is judged."""
        return list(relations(self._around, self._numbers))


def _lines(check: CheckRow) -> set[tuple[int, int | None]]:
    """The lines of tables in which a check's sides stand, and the statements in prose."""
    own = [one for one in (*check["left_places"], *check["right_places"]) if one["document"] is None]
    lines = {(one["table"], one["row"]) for one in own if one["table"] is not None}
    return lines | {(PROSE, one["figure"]) for one in own if one["figure"] is not None}


def find(failed: Sequence[CheckRow], held: Sequence[Relation], numbers: Numbers) -> list[Finding]:
    """The findings that explain failed checks, each check in one of them; those that are only information are none."""
    failing = list(relations(failed, numbers))
    repaired, left = repairs(failing, held, numbers)
    found: list[Finding] = []
    by_line: dict[tuple[int, int], Finding] = {}
    """Numbers of two lines exchanged in several columns are one finding, by the upper line."""
    explained: set[int] = set()
    open_sums = [relation.check for relation in left]
    for repair in repaired:
        checks = [relation.check for relation in repair.change.healed if id(relation.check) not in explained]
        explained |= set(map(id, checks))
        if not checks:
            continue
        if repair.change.exchanged:
            exchanged = _of_lines_exchanged(repair, checks, numbers)
            lines = repair.change.key[:2]
            by_line[lines] = by_line[lines].joined(exchanged) if lines in by_line else exchanged
        elif _names_a_number(repair) and not _takes_in_the_next_list(repair, numbers):
            found.append(_of_number(repair, checks, numbers))
        else:
            open_sums += checks
    known = {id(relation.check) for relation in failing}
    others = [check for check in failed if id(check) not in known]
    in_order = {id(check): at for at, check in enumerate(failed)}
    rest = sorted([*open_sums, *others], key=lambda check: in_order[id(check)])
    found += [*by_line.values(), *of_lines(rest, numbers)]
    return joined_alike(finding for finding in found if finding.severity != "info")


def _names_a_number(repair: Repair) -> bool:
    """Whether a repair tells its number from others: two sums or more hold by it and by no other, or a slip that
    nothing else comes near to explains it, or both sides are printed and all that bears on the other holds.
    """
    if repair.slip not in WEAK:
        return True
    change = repair.change
    if repair.ties:
        return False
    return len(change.healed) > 1 or (not change.broken and kind_of(change.healed[0].check) not in _SEVERAL_PARTS)


def _takes_in_the_next_list(repair: Repair, numbers: Numbers) -> bool:
    """Whether a whole would grow by just what the last of the lines below it make: the line above these may be missing,
    whose parts they are, and the number is right.
    """
    change = repair.change
    more = change.value - numbers.by_key[change.key].value
    return more > 0 and any(
        more in _tails([numbers.by_key[key].value for key in sorted(relation.left.terms)])
        for relation in change.healed
        if change.key in relation.right.terms and _lines_apart(relation)
    )


def _lines_apart(relation: Relation) -> bool:
    """Whether a sum's parts stand in lines of their own, and not beside each other in one."""
    return len({key[:2] for key in relation.left.terms}) == len(relation.left.terms)


def _tails(values: Sequence[Decimal]) -> set[Decimal]:
    """What the last numbers of some make, from the last one alone to all but the first."""
    return set(accumulate(reversed(values[1:])))


def certainty(change: Change, ties: int, slip: str | None) -> str:
    """`certain` where the one number heals all that fails around it and breaks nothing, `likely` where much speaks
    for it, else `open`.
    """
    several, alone = len(change.healed) >= 2, not ties
    if alone and several and not change.broken and len(change.healed) == change.failing:
        return CERTAIN
    opposed = all(len(relation.keys) > 1 for relation in change.healed)
    if (alone and several) or slip not in WEAK or (alone and opposed and not change.broken):
        return LIKELY
    return OPEN


def _of_lines_exchanged(repair: Repair, checks: list[CheckRow], numbers: Numbers) -> Finding:
    """Two numbers in each other's line; none is named where those of another table may as well be the ones."""
    change = repair.change
    _, below = change.exchanged[0]
    label, other = numbers.label(change.key), numbers.label(below)
    if repair.ties:
        return Finding(EXCHANGED, OPEN, tuple(checks), f"{label} / {other}", ties=len(repair.ties))
    return Finding(
        kind=EXCHANGED,
        certainty=certainty(change, 0, EXCHANGED),
        checks=tuple(checks),
        label=label or label_of(checks[0]),
        number=numbers.by_key[change.key],
        proposed=change.value,
        other=Exchanged(numbers.by_key[below], other),
    )


def _of_number(repair: Repair, checks: list[CheckRow], numbers: Numbers) -> Finding:
    change, printed = repair.change, numbers.by_key[repair.change.key]
    kind = repair.slip or ("wrong_number" if len(checks) > 1 else kind_of(checks[0]))
    if kind == "wrong_digit" and len(checks) == 1 and kind_of(checks[0]) != "sum":
        kind = kind_of(checks[0])  # one digit in two amounts that differ is no sign of a slip
    if len(checks) == 1 and rounded(printed, checks[0]):
        kind = "rounding"
    return Finding(
        kind=kind,
        certainty=certainty(change, len(repair.ties), repair.slip),
        checks=tuple(checks),
        label=numbers.label(change.key) or label_of(checks[0]),
        number=printed,
        proposed=change.value,
        ties=len(repair.ties),
        column=numbers.column(change.key),
    )
