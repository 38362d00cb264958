"""Identities of the lines by subject (类款项), the named parts and the shares that the prose lists."""

from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure, plain
from extractors.check.prose.changes import change_percent
from extractors.check.prose.doubts import doubted
from extractors.check.prose.statements import SUMS, Topic, parts_of, said, side_of, stated, topics
from extractors.check.rule import Side, compare, equal, percentage, places, rule
from extractors.values.numbers import half_place, total
from schemas.rows import CheckRow, FigureRow


def _leaves(d: Disclosure, measure: str, whole: str, kind: str = "level") -> list[Side]:
    """The lines of a whole that have no lines below them: 类 counts only where its 款 and 项 are not listed."""
    found = parts_of(d, whole, measure, kind)
    leaves = [
        topic for topic in found if not any(other != topic and other.label.startswith(topic.label) for other in found)
    ]
    rows = ((topic, said(d, topic, kind, d.fiscal_year)) for topic in leaves)
    return [side_of(d, figures, topic.name) for topic, figures in rows if figures]


def _listed_with(d: Disclosure, whole: str, measure: str) -> list[Side]:
    """The parts of a whole that are no subjects and stand in a sentence with lines of it."""
    rows = [row for row in d.rows["figures"] if row["part_of"] == whole and row["statement"] == "level"]
    sentences = {row["sentence"] for row in rows if row["measure"] == measure}
    beside = {plain(row["label"]) for row in rows if row["measure"] == "part_line" and row["sentence"] in sentences}
    listed = [said(d, topic, "level", d.fiscal_year) for topic in parts_of(d, whole)]
    return [side_of(d, rows, rows[0]["label"]) for rows in listed if rows and plain(rows[0]["label"]) in beside]


def _shared_only(d: Disclosure, whole: str, measure: str) -> set[Topic]:
    """The lines of a whole that a share is stated of and no amount: one that was printed without its unit."""
    return {*parts_of(d, whole, measure, "share")} - {*parts_of(d, whole, measure)}


def _told_of_another(
    d: Disclosure, measure: str, whole: str, lines: list[Side], right: Side, tolerance: Decimal
) -> bool:
    """Whether the lines of another whole that these do not have make what these are short of: 其中 names some only."""
    missing = (right.value or Decimal(0)) - (_sum_of(lines, "", "").value or Decimal(0))
    listed = {topic.label for topic in parts_of(d, whole, measure)}
    for other in _wholes(d, measure):
        rest = [topic for topic in parts_of(d, other, measure) if topic.label not in listed]
        told = [figures[0]["value_yuan"] for topic in rest if (figures := said(d, topic, "level", d.fiscal_year))]
        if told and None not in told and abs(sum(filter(None, told), Decimal(0)) - missing) <= tolerance:
            return True
    return False


def _by_code(d: Disclosure, measure: str, whole: str) -> bool:
    """Whether the lines of a whole are listed by the codes of 款 or 项."""
    rows = (f for f in d.rows["figures"] if f["measure"] == measure and f["part_of"] == whole)
    return any(len(figure["code"] or "") > len("201") for figure in rows)


def _wholes(d: Disclosure, measure: str) -> list[str]:
    return list(dict.fromkeys(t.part_of for t in topics(d, "level") if t.measure == measure and t.part_of))


def _sum_of(sides: list[Side], zh: str, en: str) -> Side:
    where = tuple(dict.fromkeys(at for side in sides for at in side.places))
    return Side(f"{len(sides)} {zh}之和", f"sum of {len(sides)} {en}", total(side.value for side in sides), where)


@rule("lines_total")
def lines_total(d: Disclosure) -> Iterator[CheckRow]:
    """Per whole of which lines by function or economic category are listed; at least two, and the whole is stated.

    结转下年 stands among the lines of all expenditure. Items of 机关运行经费 may be some of them only: `parts_within`;
    so may lines with the code of a 项, which some list 主要包括. Parts that are no subjects count where they are listed
    with them, and what fails with them is in doubt; so does what a line has a share of alone.
    """
    for measure in ("function_line", "economic_line"):
        for whole in _wholes(d, measure):
            lines, right = _leaves(d, measure, whole), stated(d, whole)
            if whole == "expenditure_total" and (forward := stated(d, "carried_forward")).value is not None:
                lines.append(forward)
            if len(lines) < 2 or right.value is None or whole == "operating_cost":
                continue
            left = _sum_of(lines, "个科目", "lines")
            tolerance = (len(lines) + 1) * d.stated_half
            if _by_code(d, measure, whole) and left.value is not None and left.value < right.value - tolerance:
                continue
            check = equal("lines_total", f"{measure} {whole} {d.fiscal_year}", left, right, tolerance=tolerance)
            unlisted = _listed_with(d, whole, measure) if check["status"] == "fail" else []
            if unlisted:
                left = _sum_of([*lines, *unlisted], "项", "lines and parts")
                check = equal("lines_total", f"{measure} {whole} {d.fiscal_year}", left, right, tolerance=tolerance)
                check = doubted(check, "parts that are no subjects are among them")
            if check["status"] == "fail" and _told_of_another(d, measure, whole, lines, right, tolerance):
                check = doubted(check, "the lines that are missing are told of another whole")
            if _shared_only(d, whole, measure):
                check = doubted(check, "a line has a share and no amount")
            yield check


@rule("lines_change")
def lines_change(d: Disclosure) -> Iterator[CheckRow]:
    """Only where each line that has a level has a change, and the whole's is stated.

    Not where the percentage of one of them fails: that says already that its change is in doubt. The lines may have
    more: a subject that had money last year and has none now is not listed.
    """
    doubted = {check["subject"] for check in change_percent(d) if check["status"] == "fail"}
    for whole in _wholes(d, "function_line"):
        lines, changes = _leaves(d, "function_line", whole), _leaves(d, "function_line", whole, "change")
        right = stated(d, whole, "change")
        if whole == "expenditure_total" and stated(d, "carried_forward").value:
            lines.append(stated(d, "carried_forward"))
            forward = stated(d, "carried_forward", "change")
            changes += [forward] if forward.value is not None else []
        changed = {side.en.removesuffix(" change") for side in changes}
        if right.value is None or len(changes) < 2 or not {side.en for side in lines} <= changed:
            continue
        if any(f"of {whole} {d.fiscal_year}" in subject for subject in doubted):
            continue
        left = _sum_of(changes, "个科目增减额", "lines' changes")
        tolerance = (len(changes) + 1) * d.stated_half
        yield compare("lines_change", f"{whole} {d.fiscal_year}", left, right, "≥", tolerance=tolerance)


@rule("parts_within")
def parts_within(d: Disclosure) -> Iterator[CheckRow]:
    """Per whole of which parts are named behind 其中; a list may name some of them only, so less is no error."""
    for measure in ("part_line", "economic_line"):
        for whole in _wholes(d, measure):
            parts, right = _leaves(d, measure, whole), stated(d, whole)
            if right.value is None or len(parts) < 2 or (measure == "economic_line" and whole != "operating_cost"):
                continue
            left = _sum_of(parts, "项", "parts")
            tolerance = (len(parts) + 1) * d.stated_half
            yield compare("parts_within", f"{whole} {d.fiscal_year}", left, right, "≤", tolerance=tolerance)


@rule("share_percent")
def share_percent(d: Disclosure) -> Iterator[CheckRow]:
    """For each share whose part and whole are both stated.

    Where all shares of a whole are those of what its parts make together (占本年支出, without 结转下年), that is it.
    """
    for whole in dict.fromkeys(topic.part_of or "" for topic, _ in _shares(d)):
        checks = list(_share_checks(d, whole, stated(d, whole)))
        if sum(check["status"] == "fail" for check in checks) > 1:
            together = _sum_of(_parts_shared(d, whole), "项", "parts")
            again = list(_share_checks(d, whole, together))
            checks = again if all(check["status"] != "fail" for check in again) else checks
        yield from checks


def _parts_shared(d: Disclosure, whole: str) -> list[Side]:
    return [_part(d, topic) for topic, _ in _shares(d) if topic.part_of == whole]


def _share_checks(d: Disclosure, name: str, whole: Side) -> Iterator[CheckRow]:
    for topic, figure in _shares(d):
        part, left = _part(d, topic), side_of(d, [figure], topic.name)
        if topic.part_of != name or part.value is None or not whole.value or left.value is None:
            continue
        right = Side("计算的占比", "computed share", None, tuple(dict.fromkeys((*part.places, *whole.places))))
        yield percentage(
            "share_percent", f"{topic.name} {d.fiscal_year}", left, part.value / whole.value * 100, right, raised=True
        )


def _shares(d: Disclosure) -> Iterator[tuple[Topic, FigureRow]]:
    for topic in topics(d, "share"):
        figures = said(d, topic, "share", d.fiscal_year)
        if figures:
            yield topic, figures[0]


def _part(d: Disclosure, topic: Topic) -> Side:
    """The level of what a share is of; other than a line it has no whole of its own."""
    line = topic if topic.label else Topic(topic.measure)
    return side_of(d, said(d, line, "level", d.fiscal_year, "budget"), topic.name)


@rule("shares_total")
def shares_total(d: Disclosure) -> Iterator[CheckRow]:
    """Per whole whose parts are all given a share: their levels make it, or they are all that it consists of.

    Not where `share_percent` fails for one of them: that says already which share is wrong.
    """
    doubted = {check["subject"] for check in share_percent(d) if check["status"] == "fail"}
    groups: dict[str, list[tuple[Topic, FigureRow]]] = {}
    for topic, figure in _shares(d):
        if topic.part_of:
            groups.setdefault(topic.part_of, []).append((topic, figure))
    for whole, shares in groups.items():
        if len(shares) < 2 or not _complete(d, whole, [topic for topic, _ in shares]):
            continue
        if any(f"{topic.name} {d.fiscal_year}" in doubted for topic, _ in shares):
            continue
        left = _sum_of([side_of(d, [figure], topic.name) for topic, figure in shares], "项占比", "shares")
        printed = [percent for _, figure in shares if (percent := figure["percent"]) is not None]
        halves = [half_place(percent) for percent in printed]
        right = Side("全部", "the whole", Decimal(100), places([figure for _, figure in shares][:1]))
        tolerance = 2 * sum(halves, Decimal(0))
        yield equal("shares_total", f"{whole} {d.fiscal_year}", left, right, unit="%", tolerance=tolerance)


def _complete(d: Disclosure, whole: str, parts: list[Topic]) -> bool:
    amount, right = total(_part(d, topic).value for topic in parts), stated(d, whole).value
    if right is not None and amount is not None:
        return abs(amount - right) <= (len(parts) + 1) * d.stated_half
    return set(SUMS.get(whole, ("",))) <= {topic.measure for topic in parts}
