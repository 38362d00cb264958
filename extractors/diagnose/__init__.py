"""Failed checks explained: whose error each is, ours or the publisher's, and which few numbers explain them all.

`diagnose` doubts our own reading first (`doubt`), finds the fewest numbers whose change heals most (`repair`), tells
each as one finding (`findings`, `sentences`) and weighs it (`weigh`). The thresholds are `schemas/findings.yaml`.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractors.diagnose import doubt
from extractors.diagnose.elsewhere import Pairs, of_elsewhere
from extractors.diagnose.file_end import of_file_end
from extractors.diagnose.findings import Held, find
from extractors.diagnose.misread import of_misreading
from extractors.diagnose.model import Finding
from extractors.diagnose.numbers import Numbers
from extractors.diagnose.scope import Doubts, of_scope
from extractors.diagnose.sentences import sentences
from extractors.diagnose.weigh import Weighed, total_of, weigh
from extractors.document.place import Place
from schemas.findings import DOUBTFUL
from schemas.rows import CheckRow, FindingRow, Records

_ABOUT_READING = ("witness", "recognition", "table_reading")
"""Identities that judge our reading, not the publisher."""


class Diagnosis(NamedTuple):
    """The checks of a document, with what was found out about those that fail, and its findings by weight."""

    checks: list[CheckRow]
    findings: list[FindingRow]


def diagnose(records: Records, open_ended: int | None = None, parted: Pairs = frozenset()) -> Diagnosis:
    """The diagnosis of a document's records, of which the rows of `checks` are those of its rules.

    `open_ended` is the index of a table that may go on behind the file's last page, `parted` has those that may go on
    in the next one.

    A check whose reading is in doubt gets the status `reading_doubtful` and the reason in `doubt`; one that a finding
    explains gets its number in `finding`, and where that is trivial it is information. Nothing else of the records
    changes.
    """
    checks = records["checks"]
    failed = [check for check in checks if check["status"] == "fail" and check["identity"] not in _ABOUT_READING]
    if not failed:
        return Diagnosis(checks, [])
    numbers = Numbers(records)
    held = Held(checks, failed, numbers)
    doubts = doubt.of_cells(failed, numbers) | of_misreading(failed, numbers)
    doubts |= of_scope(failed, numbers, records) | of_file_end(failed, open_ended)
    found = _found(failed, held, numbers, doubts)
    later: tuple[Callable[[list[Finding], Doubts], Doubts], ...] = (
        lambda found, _: of_elsewhere(_unexplained(found), numbers, records, parted),
        lambda found, so_far: doubt.of_structure(
            found, held, numbers, records, [check for check in failed if id(check) in so_far]
        ),
        lambda found, _: doubt.of_distance(found, numbers),
    )
    for doubted in later:
        more = doubted(found, doubts)
        if more:  # what is doubted explains nothing: the rest is explained anew
            doubts |= more
            found = _found(failed, held, numbers, doubts)
    return _told(checks, found, doubts, records)


def _found(failed: Sequence[CheckRow], held: Held, numbers: Numbers, doubts: Doubts) -> list[Finding]:
    return find([check for check in failed if id(check) not in doubts], held.near, numbers)


def _unexplained(found: Sequence[Finding]) -> list[CheckRow]:
    """The checks that no number explains together with others."""
    return [
        check for finding in found if finding.number is None or len(finding.checks) == 1 for check in finding.checks
    ]


def _told(checks: Sequence[CheckRow], found: Sequence[Finding], doubts: Doubts, records: Records) -> Diagnosis:
    total = total_of(records)
    weighed = [(finding, weigh(finding, total)) for finding in found]
    weighed.sort(key=lambda pair: (pair[1].trivial, -pair[1].weight))
    explained: dict[int, CheckRow] = {}
    rows = []
    for seq, (finding, weight) in enumerate(weighed, 1):
        explained |= {id(check): explained_by(check, seq, weight) for check in finding.checks}
        rows.append(finding_row(seq, finding, weight))
    judged: list[CheckRow] = []
    for check in checks:
        if id(check) in doubts:
            judged.append({**check, "status": DOUBTFUL, "doubt": doubts[id(check)]})
        else:
            judged.append(explained.get(id(check), check))
    return Diagnosis(_without_needless_doubt(judged), rows)


def _without_needless_doubt(checks: Sequence[CheckRow]) -> list[CheckRow]:
    """The checks; that of the reading of a table whose sums that fail are all told as its publisher's is information:
    what is told was proved, and one cannot both accuse and doubt.
    """
    told: dict[str, bool] = {}
    for check in checks:
        if check["status"] in ("fail", DOUBTFUL) and check["identity"] in _SUMS_OF_A_TABLE and check["right_places"]:
            table = f"table {check['right_places'][0]['table']}"
            told[table] = told.get(table, True) and check["finding"] is not None
    return [
        {**check, "severity": _TRIVIAL}
        if check["identity"] == "table_reading" and told.get(check["subject"])
        else check
        for check in checks
    ]


_SUMS_OF_A_TABLE = ("table_total", "table_parent", "table_columns", "summary_items")


def explained_by(check: CheckRow, seq: int, weight: Weighed) -> CheckRow:
    """A failed check with the number of its finding; one that fails by something trivial is information."""
    return {**check, "finding": seq, "severity": _TRIVIAL if weight.trivial else check["severity"]}


_TRIVIAL = "info"
"""The severity of what is trivial, of checks and findings alike."""


def finding_row(seq: int, finding: Finding, weight: Weighed) -> FindingRow:
    """A row of `findings`."""
    number, places = finding.number, finding.places
    zh, en = sentences(finding)
    return {
        "seq": seq,
        "name": _name(finding),
        "kind": finding.kind,
        "certainty": finding.certainty,
        "severity": _TRIVIAL if weight.trivial else finding.severity,
        "label": finding.label,
        "printed": None if number is None else number.text,
        "printed_value": None if number is None else number.value,
        "proposed_value": finding.proposed,
        "amount_yuan": weight.amount,
        "points": finding.points,
        "share": weight.share,
        "weight": weight.weight,
        "trivial": weight.trivial,
        "checks_explained": len(finding.checks),
        "ties": finding.ties,
        "checks": [f"{check['identity']} {check['subject']}" for check in finding.checks],
        "message_zh": zh,
        "message_en": en,
        "places": [place.data() for place in places],
        "col": None if number is None else number.place.column,
        **(places[0] if places else Place()).columns(),
    }


def _name(finding: Finding) -> str:
    """A short name that a finding keeps while what it says stays as it is."""
    said = [finding.kind, *(f"{check['identity']} {check['subject']}" for check in finding.checks)]
    values = [f"{check['left_value']} {check['right_value']}" for check in finding.checks]
    return hashlib.sha256("\n".join([*said, *values]).encode()).hexdigest()[:6]
