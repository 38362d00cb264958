"""Findings of checks that no number explains: sums by their lines, amounts moved between lines, each other alone."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from extractors.check.messages import readable
from extractors.diagnose.model import OPEN, Finding
from extractors.diagnose.numbers import Numbers, Printed
from extractors.diagnose.scope import subject_of
from extractors.diagnose.told_by_lines import told_by_lines
from schemas.findings import finding_rules
from schemas.rows import CheckRow

_ELSEWHERE = "tables_subjects"
"""The rule that says which line another table lists."""

_OTHERWISE = "tables_lines"
"""The rule that says which amount another table prints for a line."""

_BELOW_NOTHING = Decimal("0.1")
"""The share of its columns in which a line may have less than nothing."""


def of_lines(checks: Sequence[CheckRow], numbers: Numbers) -> list[Finding]:
    """A finding for the sums of one line in several columns, and for each other check; the same line in two tables is
    one, and so is an amount that was moved from line to line.
    """
    return list(_moved(_with_their_lines(_joined(_by_line(checks, numbers)))))


def kind_of(check: CheckRow) -> str:
    """What a finding of a check is called where nothing else explains it."""
    return finding_rules().by_identity.get(check["identity"], "sum")


def label_of(check: CheckRow) -> str:
    """What a check is about, for a reader."""
    of_percentage = check["identity"] in finding_rules().computed  # whose other side is what was computed
    label = check["left_label"] if of_percentage else check["right_label"] or check["left_label"]
    return readable(check["subject"]) or str(label or check["subject"])


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
        said = (
            next((said for check in same if (said := told_by_lines(check, numbers))), None) if kind == "sum" else None
        )
        if kind == "sum" and said is None and (lacks_a_line(same) or lacks_a_column(same[0], numbers)):
            kind = "missing_line"
        stated = [one for place in same[0]["left_places"] if (one := numbers.figure(place["figure"] or 0))]
        if len(stated) == 1 and rounded(stated[0], same[0]):
            kind = "rounding"
        at = same[0]["right_places"][0]["table"] if same[0]["right_places"] else None
        title = next((line["table_title"] or "" for line in numbers.lines_of(at or 0)), "")
        yield Finding(kind, OPEN, tuple(same), label_of(same[0]), ties=_others(same[0]), said=said, table=title)


def _others(check: CheckRow) -> int:
    return max(0, len(check["left_places"]) + len(check["right_places"]) - 1)


def lacks_a_line(checks: Sequence[CheckRow]) -> bool:
    """Whether parts make less than their total in several columns at once, and what they lack adds up over the columns:
    so it is where a line is left out. In a few columns of many it may have less than nothing, as a change may be.
    """
    every = [check["difference"] or Decimal(0) for check in checks]
    off = sorted((one for one in every if one < 0), key=abs, reverse=True)
    if len(off) < 2 or len(every) - len(off) > _BELOW_NOTHING * len(every):
        return False
    tolerance = sum((check["tolerance"] or Decimal(0) for check in checks), Decimal(0))
    others = off[1:6]
    sums = (sum(some) for count in range(1, len(others) + 1) for some in combinations(others, count))
    return any(abs(off[0] - made) <= tolerance for made in sums)


def lacks_a_column(check: CheckRow, numbers: Numbers) -> bool:
    """Whether the parts of a total lack just what it has in another column, in which none of them has anything: the
    line that is left out has its money there alone.
    """
    whole, parts = check["right_places"], check["left_places"]
    columns = {place["column"] for place in (*whole, *parts)}
    if len(whole) != 1 or len(columns) != 1 or None in columns or not check["difference"]:
        return False
    beside = [numbers.row(at["table"] or 0, at["row"] or 0) for at in parts]
    filled = {one.key[2] for row in beside for one in row if one.value}
    total = numbers.row(whole[0]["table"] or 0, whole[0]["row"] or 0)
    return any(one.value * one.unit == -check["difference"] and one.key[2] not in filled for one in total)


def _joined(found: Iterator[Finding]) -> list[Finding]:
    """Findings of one difference joined: one that stands in two tables, or that two rules see in the same amounts."""
    same: dict[Hashable, int] = {}
    joined: list[Finding] = []
    for finding in found:
        check, at = finding.main, len(joined)
        if check["difference"] and check["unit"] == "元" and finding.kind in ("sum", "missing_line", "limit"):
            line = ("line", check["difference"], finding.label)
            amounts = (check["left_value"], check["right_value"])
            twin = same.get(amounts)
            if twin is not None and joined[twin].main["identity"] == check["identity"]:
                twin = None
            at = same.get(line, at if twin is None else twin)
            same[line] = at
            same.setdefault(amounts, at)
        if at < len(joined):
            other = joined[at]
            first, second = (other, finding) if other.kind == "missing_line" else (finding, other)
            joined[at] = first.joined(second)
        else:
            joined.append(finding)
    return joined


def _with_their_lines(found: list[Finding]) -> list[Finding]:
    """Lines that are left out, by what another table lists: with the sum that lacks them they are one finding."""
    told = (_ELSEWHERE, _OTHERWISE)
    lacking = [one for one in found if one.kind in ("sum", "missing_line") and one.main["identity"] not in told]
    joined: dict[int, Finding] = {}
    gone: set[int] = set()
    for line in found:
        if line.main["identity"] in told:
            host = next((one for one in lacking if id(one) not in joined and _lacks(one.main, line.main)), None)
            if host is not None:
                gone.add(id(line))
                joined[id(host)] = replace(host, kind="missing_line").joined(line)
    return [joined.get(id(one), one) for one in found if id(one) not in gone]


def _lacks(check: CheckRow, line: CheckRow) -> bool:
    """Whether a sum or a level of a table lacks the line that another table lists, or what that prints more for one."""
    tables = {place["table"] for place in (*check["left_places"], *check["right_places"])}
    if line["identity"] == _OTHERWISE:
        both = {place["table"] for place in (*line["left_places"], *line["right_places"])}
        return bool(both & tables) and abs(check["difference"] or 0) == abs(line["difference"] or 0)
    here = {place["table"] for place in line["right_places"]} & tables
    code = line["subject"].split()[0]
    return bool(here) and (abs(check["difference"] or 0) == line["left_value"] or code in check["subject"].split())


def _moved(found: list[Finding]) -> Iterator[Finding]:
    """Two lines of one identity that are off by the same amount, one up and one down: the amount was moved."""
    waiting: dict[tuple[str, Decimal], Finding] = {}
    gone: set[int] = set()
    for finding in found:
        check = finding.main
        alone = finding.number is None and len(finding.checks) == 1 and subject_of(check) in finding_rules().moved_in
        if alone and check["difference"] and check["unit"] == "元":
            other = waiting.pop((check["identity"], -check["difference"]), None)
            if other is None:
                waiting[check["identity"], check["difference"]] = finding
                continue
            gone |= {id(finding), id(other)}
            yield Finding("moved_amount", OPEN, (*other.checks, *finding.checks), other.label)
    yield from (finding for finding in found if id(finding) not in gone)
