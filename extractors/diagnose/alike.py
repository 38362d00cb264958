"""Findings that are one and the same habit of a publisher, made one: percentages cut off, points that do not add up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN

from extractors.diagnose.model import Finding
from extractors.values.numbers import rounded
from schemas.findings import finding_rules
from schemas.rows import CheckRow

_CUT = "cut_percentage"
_HABITS = (_CUT, "rounding")
"""Kinds that are a habit whatever is compared."""
_FEWEST_CUT = 2
"""One percentage that its digits cut off explain may be chance; so many are a habit."""


def joined_alike(found: Iterable[Finding]) -> list[Finding]:
    """The findings, those of one habit as one: of the identities that `findings.yaml` says, and cut percentages."""
    ones = [_cut(finding) for finding in found]
    cut = [finding for finding in ones if finding.kind == _CUT]
    if len(cut) < _FEWEST_CUT:
        ones = [replace(one, kind="percentage") if one.kind == _CUT else one for one in ones]
    groups: dict[object, list[Finding]] = defaultdict(list)
    for finding in ones:
        identity = finding.main["identity"]
        habit = finding.kind in _HABITS
        alike = habit or identity in finding_rules().alike
        groups[(finding.kind, "" if habit else identity) if alike else id(finding)].append(finding)
    return [_one(group) for group in groups.values()]


def _one(group: Sequence[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    checks = tuple(check for finding in group for check in finding.checks)
    return Finding(group[0].kind, group[0].certainty, checks, group[0].label)


def _cut(finding: Finding) -> Finding:
    """A percentage finding, called cut where the printed one is the computed one without its last digits."""
    check = finding.main
    if finding.kind != "percentage" or len(finding.checks) != 1 or not _cut_off(check):
        return finding
    return Finding(_CUT, finding.certainty, finding.checks, finding.label)


def _cut_off(check: CheckRow) -> bool:
    printed, exact = check["left_value"], check["right_value"]
    if printed is None or exact is None or not printed:
        return False
    places = max(0, -int(printed.normalize().as_tuple().exponent))
    return rounded(exact, places, ROUND_DOWN) == printed
