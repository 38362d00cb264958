"""Failed checks → findings: what single numbers explain, then sums by their lines, then each check for itself."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.check.messages import readable
from extractors.diagnose.model import CERTAIN, LIKELY, OPEN, Finding
from extractors.diagnose.numbers import Numbers, Printed
from extractors.diagnose.relations import Relation, relations
from extractors.diagnose.repair import WEAK, Change, Repair, repairs
from schemas.findings import finding_rules
from schemas.rows import CheckRow

_HOLDS = ("exact", "rounding", "truncated")


def held_relations(checks: Iterable[CheckRow], numbers: Numbers) -> list[Relation]:
    """The checks that hold, as relations."""
    return list(relations((check for check in checks if check["status"] in _HOLDS), numbers))


def find(failed: Sequence[CheckRow], held: Sequence[Relation], numbers: Numbers) -> list[Finding]:
    """The findings that explain failed checks, each check in one of them; those that are only information are none."""
    failing = list(relations(failed, numbers))
    repaired, left = repairs(failing, held, numbers)
    found = []
    explained: set[int] = set()
    open_sums = [relation.check for relation in left]
    for repair in repaired:
        checks = [relation.check for relation in repair.change.healed if id(relation.check) not in explained]
        explained |= set(map(id, checks))
        if not checks:
            continue
        if _names_a_number(repair):
            found.append(_of_number(repair, checks, numbers))
        else:
            open_sums += checks
    known = {id(relation.check) for relation in failing}
    others = [check for check in failed if id(check) not in known]
    in_order = {id(check): at for at, check in enumerate(failed)}
    rest = sorted([*open_sums, *others], key=lambda check: in_order[id(check)])
    found += _joined(list(_of_lines(rest, numbers)))
    return [finding for finding in found if finding.severity != "info"]


def _names_a_number(repair: Repair) -> bool:
    """Whether a repair tells its number from others: nothing else heals as much, or a slip explains it."""
    if repair.slip not in WEAK:
        return True
    change = repair.change
    lone = len(change.healed) == 1
    return not repair.ties and not (lone and (change.broken or _kind_of(change.healed[0].check) == "sum"))


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


def _of_number(repair: Repair, checks: list[CheckRow], numbers: Numbers) -> Finding:
    change, printed = repair.change, numbers.by_key[repair.change.key]
    kind = repair.slip or ("wrong_number" if len(checks) > 1 else _kind_of(checks[0]))
    if kind == "wrong_digit" and len(checks) == 1 and _kind_of(checks[0]) != "sum":
        kind = _kind_of(checks[0])  # one digit in two amounts that differ is no sign of a slip
    if len(checks) == 1 and _rounded(printed, checks[0]):
        kind = "rounding"
    return Finding(
        kind=kind,
        certainty=certainty(change, len(repair.ties), repair.slip),
        checks=tuple(checks),
        label=numbers.label(change.key) or _label(checks[0]),
        number=printed,
        proposed=change.value,
        ties=len(repair.ties),
    )


def _rounded(printed: Printed, check: CheckRow) -> bool:
    """Whether one side of a check is the other, rounded to the digits that a number is printed with."""
    if check["unit"] not in ("元", "%") or _kind_of(check) == "sum" or (check["unit"] == "%") != ("%" in printed.text):
        return False
    last = abs(printed.unit) * Decimal(1).scaleb(-printed.decimals)
    return check["difference"] is not None and abs(check["difference"]) <= last / 2


def _kind_of(check: CheckRow) -> str:
    return finding_rules().by_identity.get(check["identity"], "sum")


def _of_lines(checks: Sequence[CheckRow], numbers: Numbers) -> Iterator[Finding]:
    """A finding for the sums of one line in several columns, and for each other check."""
    grouped: dict[Hashable, list[CheckRow]] = defaultdict(list)
    for check in checks:
        sides = (check["left_places"], check["right_places"])
        rows = tuple((place["table"], place["row"]) for side in sides for place in side)
        lines = (check["identity"], rows) if _kind_of(check) == "sum" and rows and None not in rows[0] else id(check)
        grouped[lines].append(check)
    for same in grouped.values():
        kind = _kind_of(same[0])
        if kind == "sum" and _lacks_a_line(same):
            kind = "missing_line"
        stated = [one for place in same[0]["left_places"] if (one := numbers.figure(place["figure"] or 0))]
        if len(stated) == 1 and _rounded(stated[0], same[0]):
            kind = "rounding"
        yield Finding(kind, OPEN, tuple(same), _label(same[0]), ties=_others(same[0]))


def _others(check: CheckRow) -> int:
    return max(0, len(check["left_places"]) + len(check["right_places"]) - 1)


def _label(check: CheckRow) -> str:
    return readable(check["subject"]) or str(check["right_label"] or check["left_label"] or check["subject"])


def _lacks_a_line(checks: Sequence[CheckRow]) -> bool:
    """Whether parts make less than their total in several columns at once, as where a line of theirs is left out."""
    return len(checks) > 1 and all((check["difference"] or 0) < 0 for check in checks)


def _joined(found: list[Finding]) -> Iterator[Finding]:
    """Findings of one difference joined: one that stands in two tables, and an amount moved from line to line."""
    same: dict[Hashable, Finding] = {}
    for finding in found:
        off = finding.main["difference"]
        key: Hashable = id(finding)
        if off and finding.main["unit"] == "元" and finding.kind in ("sum", "missing_line"):
            key = ("line", off, finding.label)
        twin = same.get(key)
        same[key] = finding if twin is None else twin.joined(finding)
    yield from _moved(list(same.values()))


def _moved(found: list[Finding]) -> Iterator[Finding]:
    """Two lines of one identity that are off by the same amount, one up and one down: the amount was moved."""
    waiting: dict[tuple[str, Decimal], Finding] = {}
    gone: set[int] = set()
    for finding in found:
        check = finding.main
        if finding.number is None and len(finding.checks) == 1 and check["difference"] and check["unit"] == "元":
            other = waiting.pop((check["identity"], -check["difference"]), None)
            if other is None:
                waiting[check["identity"], check["difference"]] = finding
                continue
            gone |= {id(finding), id(other)}
            yield Finding("moved_amount", OPEN, (*other.checks, *finding.checks), other.label)
    yield from (finding for finding in found if id(finding) not in gone)
