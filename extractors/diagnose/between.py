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
    """The checks of a document against others, each failed one with the number of its finding, and those findings."""
    kinds = finding_rules().by_identity
    failed = [check for check in checks if check["status"] == "fail" and check["severity"] != "info"]
    kind_of = {check["identity"]: kinds.get(check["identity"], "between_files") for check in failed}
    called = [readable(check["subject"]) or str(check["left_label"]) for check in failed]
    found = [
        Finding(kind_of[check["identity"]], OPEN, (check,), label) for check, label in zip(failed, called, strict=True)
    ]
    weighed = [(finding, weigh(finding, check["left_value"])) for finding, check in zip(found, failed, strict=True)]
    weighed.sort(key=lambda pair: (pair[1].trivial, -pair[1].weight))
    in_order = list(enumerate(weighed, FIRST))
    rows = [finding_row(seq, finding, weight) for seq, (finding, weight) in in_order]
    explained = {id(one.main): explained_by(one.main, seq, weight) for seq, (one, weight) in in_order}
    return [explained.get(id(check), check | {"finding": None}) for check in checks], rows
