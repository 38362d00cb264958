"""Findings between documents: each failed check against another year, another file or the units is one."""

from collections.abc import Sequence

from extractors.check.messages import readable
from extractors.diagnose import explained_by, finding_row
from extractors.diagnose.model import OPEN, Finding
from extractors.diagnose.weigh import weigh
from schemas.findings import finding_rules
from schemas.rows import CheckRow, FindingRow

FIRST = 1001
"""Their first number: below it stand the findings of the document alone."""


def diagnose_between(checks: Sequence[CheckRow]) -> tuple[list[CheckRow], list[FindingRow]]:
    """The checks of a document against others, each failed one with the number of its finding, and those findings.

    The same two amounts of the same two files (车辆购置及运行费, and 运行费 alone below it) are one.
    """
    kinds = finding_rules().by_identity
    failed = [check for check in checks if check["status"] == "fail" and check["severity"] != "info"]
    kind_of = {check["identity"]: kinds.get(check["identity"], "between_files") for check in failed}
    called = [readable(check["subject"]) or str(check["left_label"]) for check in failed]
    alike: dict[object, Finding] = {}
    for check, label in zip(failed, called, strict=True):
        finding = Finding(kind_of[check["identity"]], OPEN, (check,), label)
        same = check["identity"], check["left_value"], check["right_value"], _files(check)
        alike[same] = alike[same].joined(finding) if same in alike else finding
    weighed = [(finding, weigh(finding, finding.main["left_value"])) for finding in alike.values()]
    weighed.sort(key=lambda pair: (pair[1].trivial, -pair[1].weight))
    in_order = list(enumerate(weighed, FIRST))
    rows = [finding_row(seq, finding, weight) for seq, (finding, weight) in in_order]
    explained = {id(check): explained_by(check, seq, weight) for seq, (one, weight) in in_order for check in one.checks}
    return [explained.get(id(check), check | {"finding": None}) for check in checks], rows


def _files(check: CheckRow) -> frozenset[str | None]:
    """The files that the sides of a check stand in."""
    return frozenset(place["file"] for place in (*check["left_places"], *check["right_places"]))
