"""Whether our reading is to be doubted before the publisher: what a failed check rests on must be proved.

A failed check accuses nobody where the table that it is about is not proved by its own sums, a number in it was read
with doubt, the unit of a table that is compared with others is not known, or the two sides are so far from each other
that no slip makes the one of the other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter

from extractors.diagnose.findings import Held
from extractors.diagnose.lines import kind_of, lacks_a_column
from extractors.diagnose.model import CERTAIN, Finding
from extractors.diagnose.numbers import PROSE, Key, Numbers
from extractors.diagnose.relation import Relation
from extractors.diagnose.relations import relations
from extractors.diagnose.scope import Doubts, subject_of
from extractors.recognise.structure.healing import made_by_some
from extractors.values.slips import slip
from schemas.findings import finding_rules
from schemas.rows import CheckRow, Records

_PROVED = {"table_total", "table_parent", "table_columns", "code_name", "code_unknown"}
"""Sums of standard tables, which fail only where the others prove the structure (docs/structure.md), and codes."""

_NAMED = {"three_public_items", "summary_items", "summary_balance"}
"""Sums whose parts the form names: no structure is needed to know them."""

_ELSEWHERE = "tables_subjects"
"""The rule that says which line another table lists."""


def of_cells(failed: Iterable[CheckRow], numbers: Numbers) -> Doubts:
    """Doubts about what was read: digits that another reader or engine reads otherwise, units that are not known."""
    found: Doubts = {}
    for check in failed:
        reason = next(_reasons(check, numbers), None)
        if reason:
            found[id(check)] = reason
    return found


def _reasons(check: CheckRow, numbers: Numbers) -> Iterator[str]:
    places = [place for side in ("left_places", "right_places") for place in check[side] if place["document"] is None]
    for place in places:
        if place["table"] is not None and place["row"] is not None:
            for cell in numbers.cells(place["table"], place["row"]):
                concerned = place["column"] is None or place["column"] == cell["col"]
                if concerned and (cell["doubt"] or cell["witness_text"] is not None):
                    yield f"digits: {cell['doubt'] or 'read_otherwise'} in table {place['table']}"
    tables = {place["table"] for place in places if place["table"] is not None}
    prose = any(place["figure"] is not None for place in places)
    if check["unit"] == "元" and (len(tables) > 1 or (tables and prose)):
        yield from (f"unit: table {t} prints none" for t in sorted(tables) if not numbers.unit_known(t))


def of_structure(
    found: Sequence[Finding],
    held: Held,
    numbers: Numbers,
    records: Records,
    doubted: Collection[CheckRow],
) -> Doubts:
    """Doubts about structure: a standard table, or the prose, in which too few sums hold for those that fail.

    A slip that is plain from its digits is no doubt of ours, nor is one of the prose, or of numbers that agree with
    other places of the document, nor what is all that fails in a table where two sums want it alike. What is `doubted`
    already speaks against a reading too.
    """
    judged = {line["table_index"] for line in records.get("budget_lines", ())} | {PROSE}
    solved = {table["table_index"] for table in records.get("tables", ()) if table.get("structure")}
    asked = [one for one in found if not judged.isdisjoint(_tables(one)) and not _sure(one, solved)]
    if not asked:
        return {}
    known = {key for relation in held.around for key in relation.keys if numbers.by_key[key].value}
    asked = [one for one in asked if not _borne_out(one, known, numbers)]
    holding = _holding(held.around, numbers)
    told_again = _told_again(held.around) + holding
    failing = Counter(
        where for finding in asked if finding.main["difference"] is not None for where in _tables(finding) & judged
    )
    failing[PROSE] += sum(subject_of(check) == "prose" for check in doubted)
    unproved = {table for table, count in failing.items() if _unproved(table, count, holding[table])}
    unread = {table for table in unproved if _unproved(table, failing[table], told_again[table])}
    healing = (one for one in asked if _heals_two_sums(one, numbers))
    unproved -= {table for one in healing for table in _tables(one) if failing[table] == 1}
    return {
        id(check): f"structure: {holding[min(where)]} sums hold of {_named(min(where))}, {failing[min(where)]} do not"
        for finding in asked
        if (where := _tables(finding) & (unread if _of_two_places(finding) else unproved))
        for check in finding.checks
    }


def _of_two_places(finding: Finding) -> bool:
    """Whether a finding compares what stands in two places, whatever sums these belong to."""
    return all(kind_of(check) in ("restatement", "missing_line") for check in finding.checks)


def _told_again(held: Iterable[Relation]) -> Counter[int]:
    """How many numbers of each table agree with what another table, or the prose, says of them: there it was read."""
    found: Counter[int] = Counter()
    for relation in held:
        tables = {key[0] for key in relation.keys}
        if len(tables) == len(relation.keys) == 2:
            found.update(tables - {PROSE})
    return found


def _holding(held: Iterable[Relation], numbers: Numbers) -> Counter[int]:
    """How many sums hold that stand in one table, or in the prose, and say something of its structure."""
    found: Counter[int] = Counter()
    for relation in held:
        tables = {key[0] for key in relation.keys}
        if len(tables) == 1 and (PROSE in tables or relation.tells(numbers)):
            found.update(tables)
    return found


def _sure(finding: Finding, solved: set[int]) -> bool:
    """Whether what a finding tells needs no structure: it is proved, the form names its parts, or a slip is plain."""
    identities = _identities(finding)
    proved = _tables(finding) <= solved and identities <= _PROVED
    named = not identities.isdisjoint(_NAMED)
    told = _told_elsewhere(finding) or _told_by_digits(finding) or _listed_elsewhere(finding)
    return proved or named or _plain_slip(finding) or told


def _identities(finding: Finding) -> set[str]:
    return {check["identity"] for check in finding.checks}


def _plain_slip(finding: Finding) -> bool:
    """Whether a statement in prose is wrong by a slip that its digits tell (元 for 万元)."""
    named = finding.number is not None and finding.number.key[0] == PROSE
    return named and finding.kind in finding_rules().doubt.plain_slips


def _told_elsewhere(finding: Finding) -> bool:
    """Whether one number alone heals a sum of its table and what another table, or the prose, says of it."""
    if finding.number is None or finding.certainty != CERTAIN:
        return False
    tables = {place.table for place in finding.places} | {place.figure and PROSE for place in finding.places}
    return len(finding.checks) > 1 and len(tables - {None}) > 1


def _listed_elsewhere(finding: Finding) -> bool:
    """Whether a sum lacks just what another table of the same money lists, and the sum's own does not."""
    lines = {check["left_value"] for check in finding.checks if check["identity"] == _ELSEWHERE}
    off = {-check["difference"] for check in finding.checks if check["identity"] != _ELSEWHERE and check["difference"]}
    return bool(lines & off)


def _heals_two_sums(finding: Finding, numbers: Numbers) -> bool:
    """Whether one number alone puts right two sums of its table or more, by what no numbers of its row or column make.

    What a line or a column on a wrong level is too much for the one sum it is too little for the other.
    """
    number, meant = finding.number, finding.proposed
    if number is None or meant is None or finding.certainty != CERTAIN or number.key[0] == PROSE:
        return False
    (table, row, column), off = number.key, meant - number.value
    if len({(check["identity"], check["subject"]) for check in finding.checks}) < 2:
        return False
    across = numbers.row(table, row)
    below = ((key, one) for key, one in numbers.by_key.items() if key[0] == table and key[2] == column)
    down = [one for _, one in sorted(below, key=itemgetter(0))]
    return not any(made_by_some([one.value for one in line if one.key != number.key], off) for line in (across, down))


def _borne_out(finding: Finding, known: set[Key], numbers: Numbers) -> bool:
    """Whether all numbers that a finding compares agree with another place each."""
    keys = [relation.keys for relation in relations(finding.checks, numbers)]
    return len(keys) == len(finding.checks) and all(each <= known and len(each) > 1 for each in keys)


def _told_by_digits(finding: Finding) -> bool:
    """Whether a finding compares two numbers that one slip parts: what was taken for another has other digits."""
    left, right = finding.main["left_value"], finding.main["right_value"]
    if kind_of(finding.main) not in ("restatement", "sum") or not left or not right:
        return False
    return slip(left, right) is not None


def _unproved(table: int, failed: int, held: int) -> bool:
    """Whether too few of a table's sums hold for its structure to be taken as proved."""
    rules = finding_rules().doubt
    least = rules.least_failed_in_prose if table == PROSE else rules.least_failed
    few = failed >= least and held < rules.held_share * (held + failed)
    return few or (table != PROSE and not held)


def _named(table: int) -> str:
    return "the prose" if table == PROSE else f"table {table}"


def _tables(finding: Finding) -> set[int]:
    """The tables that a finding is about; the prose where it is about no table."""
    if finding.number is not None:
        return {finding.number.key[0]}
    places = [place for check in finding.checks for side in ("left_places", "right_places") for place in check[side]]
    tables = {place["table"] for place in places if place["table"] is not None and place["document"] is None}
    return tables or ({PROSE} if any(place["figure"] is not None for place in places) else set())


def of_distance(found: Iterable[Finding], numbers: Numbers) -> Doubts:
    """Doubts about sums that are off by more than one part can be, where no number explains it; not about a whole of
    nothing whose parts its own sentence prints.
    """
    rules = finding_rules().doubt
    return {
        id(check): "far_off: no slip makes one side of the other"
        for finding in found
        if finding.main["identity"] not in rules.never_far_off
        and _far(finding.main, numbers)
        and not _told_by_digits(finding)
        if not _nothing_with_parts(finding, numbers) and not lacks_a_column(finding.main, numbers)
        for check in finding.checks
        if (finding.kind in rules.far_off_kinds and subject_of(check) in rules.far_off_in)
        or (finding.kind in rules.far_off_in_prose and subject_of(check) == "prose")
    }


def _nothing_with_parts(finding: Finding, numbers: Numbers) -> bool:
    """Whether one sentence prints a whole as 0 and amounts as its parts: 总额 0 万元，其中：货物 3 万元."""
    check = finding.main
    places = [*check["left_places"], *check["right_places"]]
    figures = [numbers.figures.get(place["figure"] or 0) for place in places]
    sentences = {figure["sentence"] if figure else None for figure in figures}
    return not check["right_value"] and len(places) > 1 and len(sentences) == 1 and None not in sentences


def _far(check: CheckRow, numbers: Numbers) -> bool:
    """Whether a check is off by more than a share of every amount that it compares: a change is one of levels."""
    places = [*check["left_places"], *check["right_places"]]
    stated = [figure.get("value_yuan") for place in places if (figure := numbers.figures.get(place["figure"] or 0))]
    values = [abs(value) for value in (check["left_value"], check["right_value"], *stated) if value is not None]
    return bool(check["difference"] and abs(check["difference"]) > finding_rules().doubt.far_off * max(values))
