"""Findings of checks that no number explains: sums by their lines, amounts moved between lines, each other alone."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractors.check.messages import readable
from extractors.diagnose.model import OPEN, Finding
from extractors.diagnose.numbers import Numbers, Printed
from schemas.findings import finding_rules
from schemas.rows import CheckRow


def of_lines(checks: Sequence[CheckRow], numbers: Numbers) -> list[Finding]:
    """A finding for the sums of one line in several columns, and for each other check; the same line in two tables is
    one, and so is an amount that was moved from line to line.
    """
    return list(_moved(_joined(_by_line(checks, numbers))))


def kind_of(check: CheckRow) -> str:
    """What a finding of a check is called where nothing else explains it."""
    return finding_rules().by_identity.get(check["identity"], "sum")


def label_of(check: CheckRow) -> str:
    """What a check is about, for a reader."""
    return readable(check["subject"]) or str(check["right_label"] or check["left_label"] or check["subject"])


def rounded(printed: Printed, check: CheckRow) -> bool:
    """Whether one side of a check is the other, rounded to the digits that a number is printed with."""
    if kind_of(check) in ("sum", "product") or (check["unit"] == "%") != ("%" in printed.text):
        return False
    last = abs(printed.unit) * Decimal(1).scaleb(-printed.decimals)
    return check["unit"] in ("元", "%") and abs(check["difference"] or Decimal(0)) <= last / 2


def _by_line(checks: Sequence[CheckRow], numbers: Numbers) -> Iterator[Finding]:
    grouped: dict[Hashable, list[CheckRow]] = defaultdict(list)
    for check in checks:
        total = tuple((place["table"], place["row"]) for place in check["right_places"])
        of_line = kind_of(check) == "sum" and total and None not in total[0]
        grouped[(check["identity"], total) if of_line else id(check)].append(check)
    for same in grouped.values():
        kind = kind_of(same[0])
        if kind == "sum" and lacks_a_line(same):
            kind = "missing_line"
        stated = [one for place in same[0]["left_places"] if (one := numbers.figure(place["figure"] or 0))]
        if len(stated) == 1 and rounded(stated[0], same[0]):
            kind = "rounding"
        yield Finding(kind, OPEN, tuple(same), label_of(same[0]), ties=_others(same[0]))


def _others(check: CheckRow) -> int:
    return max(0, len(check["left_places"]) + len(check["right_places"]) - 1)


def lacks_a_line(checks: Sequence[CheckRow]) -> bool:
    """Whether parts make less than their total in several columns at once, and what they lack adds up over the columns:
    so it is where a line is left out.
    """
    off = sorted((check["difference"] or Decimal(0) for check in checks), key=abs, reverse=True)
    if len(off) < 2 or any(one >= 0 for one in off):
        return False
    tolerance = sum((check["tolerance"] or Decimal(0) for check in checks), Decimal(0))
    others = off[1:6]
    sums = (sum(some) for count in range(1, len(others) + 1) for some in combinations(others, count))
    return any(abs(off[0] - made) <= tolerance for made in sums)


def _joined(found: Iterator[Finding]) -> list[Finding]:
    """Findings of one difference joined: one that stands in two tables."""
    same: dict[Hashable, Finding] = {}
    for finding in found:
        off = finding.main["difference"]
        key: Hashable = id(finding)
        if off and finding.main["unit"] == "元" and finding.kind in ("sum", "missing_line"):
            key = ("line", off, finding.label)
        twin = same.get(key)
        if twin is None:
            same[key] = finding
        else:
            first, second = (twin, finding) if twin.kind == "missing_line" else (finding, twin)
            same[key] = first.joined(second)
    return list(same.values())


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
