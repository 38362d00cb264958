"""What is found of errors that are planted: `python benchmarks/planted.py FOLDER… [--documents 60] [--each 5]`, or
`--tables 180`: one wrong digit in each of so many tables.

Of each document below the folders so many single changes are made to what was read, one at a time (`planting.py`). The
document is extracted and diagnosed anew, and what the findings say is compared with what they said before. Only what a
record took is changed: nobody promises to see the rest. The same seed plants the same errors in a document, whichever
others are read.

named        a finding names the changed number itself (`alone`: it is the only new one, and nothing else explains it)
shown        a finding is about it, and names no number
doubted      a check fails and accuses nobody
missed       nothing fails; `unbound`: it stands in no check
wrong cell   a finding names another number as the wrong one
nothing bears on it   no number of the document, and no sum of its numbers, speaks of it (`bearing.py`)
"""

import argparse
import copy
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from planting import PLANTS, Planted, Spot, Taken, spots_taken, wrong_digit

from extractors.diagnose.numbers import Numbers
from extractors.diagnose.relations import relations
from extractors.document.file import File
from extractors.document.model import Document
from extractors.document.troubles import ReadError
from extractors.pipeline import extract, read_document
from schemas.tables import Records, Row

OUTCOMES = (
    "alone", "named", "shown", "doubted", "missed", "unbound", "wrong cell", "nothing bears on it", "none to plant",
)  # fmt: skip
FOUND = OUTCOMES[:3]
_UNSEEN = ("doubted", "missed", "unbound")


@dataclass
class Tally:
    """What became of the errors of one kind, and how many new findings those that were found made."""

    outcomes: Counter[str] = field(default_factory=Counter)
    findings: int = 0

    @property
    def planted(self) -> int:
        """How many errors of the kind were planted on which something bears."""
        return self.outcomes.total() - self.outcomes["none to plant"] - self.outcomes["nothing bears on it"]

    def add(self, outcome: str, new: int) -> None:
        """Counts an error, of which so many new findings tell."""
        self.outcomes[outcome] += 1
        self.findings += new if outcome in FOUND else 0

    @property
    def found(self) -> int:
        """How many of them a finding is about."""
        return sum(self.outcomes[outcome] for outcome in FOUND)


def documents(folders: list[Path]) -> Iterator[tuple[Path, Document]]:
    """The documents below folders that can be read, in the order of their paths."""
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        try:
            yield path, read_document(path.read_bytes(), name=path.name)
        except ReadError:
            continue


def extracted(path: Path, document: Document) -> Records:
    """The records of a document, which stays as it is."""
    return extract(copy.deepcopy(document), File(str(path), path.name, "0" * 64, 0), "benchmark")[1]


def _same(finding: Row) -> tuple[object, ...]:
    return finding["kind"], finding["printed"], finding["label"], finding["amount_yuan"]


def judge(before: Records, after: Records, spots: list[Spot]) -> tuple[str, int]:
    """How a planted error was found, and how many findings are new."""
    known = {_same(finding) for finding in before["findings"]}
    new = [finding for finding in after["findings"] if _same(finding) not in known]
    naming = [finding for finding in new if finding["printed"]]
    right = [finding for finding in naming if _at(finding) in spots]
    if any(finding not in right and finding["certainty"] == "certain" for finding in naming):
        return "wrong cell", len(new)
    if right:
        return ("alone" if len(new) == 1 and not right[0]["ties"] else "named"), len(new)
    if naming and all(finding["certainty"] != "open" for finding in naming):
        return "wrong cell", len(new)
    if any(_about(finding, spots) for finding in new):
        return "shown", len(new)
    more = after["documents"][0]["checks_doubtful"] > before["documents"][0]["checks_doubtful"]
    if more:
        return "doubted", len(new)
    return ("missed" if _bound(before, spots) else "unbound"), len(new)


def _at(finding: Row) -> Spot:
    table = finding["table_index"]
    return (-1, 0, 0) if table is None else (table, finding["row_index"], finding["col"])


def _about(finding: Row, spots: list[Spot]) -> bool:
    places = {(place["table"], place["row"]) for place in finding["places"]}
    prose = any(place["table"] is None for place in finding["places"])  # a figure's, or of assets that a sentence tells
    return any((table, row) in places or (table == -1 and prose) for table, row, _ in spots)


def _bound(records: Records, spots: list[Spot]) -> bool:
    """Whether a check compares a number before it was changed; of prose it is taken for granted."""
    judged = [check for check in records["checks"] if check["status"] in ("exact", "rounding", "truncated", "fail")]
    keys = {key for relation in relations(judged, Numbers(records)) for key in relation.keys}
    return any(table == -1 or (table, row, column) in keys for table, row, column in spots)


def main() -> None:
    """Prints a Markdown table, a line a kind of error."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="+", type=Path)
    ask.add_argument("--documents", type=int, default=60, help="so many at most (with --tables: all that it takes)")
    ask.add_argument("--each", type=int, default=5)
    ask.add_argument("--tables", type=int, default=0, help="one wrong digit in each of so many tables instead")
    ask.add_argument("--seed", type=int, default=2031)
    ask.add_argument("--misses", action="store_true", help="name each error that is not found")
    given = ask.parse_args()
    plan = _per_table if given.tables else _per_document
    report(*plant_all(documents(given.folders), plan, given))


Planter = Callable[[Document], Planted | None]
"""Plants one error in a copy of a document."""

Plan = Callable[[argparse.Namespace, int, Taken, random.Random], list[tuple[str, Planter]]]
"""The errors to be planted in a document, by their kinds; the number says how many were planned before."""


def _per_document(
    given: argparse.Namespace, before: int, taken: Taken, dice: random.Random
) -> list[tuple[str, Planter]]:
    """So many of all kinds in turn."""
    plants = [PLANTS[turn % len(PLANTS)] for turn in range(before, before + given.each)]
    return [(plant.__name__, partial(plant, taken=taken, dice=dice)) for plant in plants]


def _per_table(given: argparse.Namespace, before: int, taken: Taken, dice: random.Random) -> list[tuple[str, Planter]]:
    """A wrong digit in each table from which something was taken."""
    tables = sorted({table for table, _ in taken.cells})[: given.tables - before]
    return [(wrong_digit.__name__, partial(wrong_digit, taken=taken, dice=dice, within=table)) for table in tables]


def plant_all(
    found: Iterator[tuple[Path, Document]], plan: Plan, given: argparse.Namespace
) -> tuple[dict[str, Tally], int]:
    """Plants the errors in turn, and says what became of those of each kind, and of how many documents."""
    tallies: dict[str, Tally] = {}
    chosen = planned = 0
    for path, document in found:
        before = extracted(path, document)
        taken = spots_taken(document, before)
        errors = plan(given, planned, taken, random.Random(f"{given.seed} {path.name}")) if taken.cells else []
        if not errors:
            continue
        chosen, planned = chosen + 1, planned + len(errors)
        for kind, planter in errors:
            changed = copy.deepcopy(document)
            planted = planter(changed)
            outcome, new = became(path, before, changed, planted)
            tallies.setdefault(kind, Tally()).add(outcome, new)
            if given.misses and planted is not None and outcome not in FOUND:
                print(f"{outcome}: {kind} in {path.name}: {planted.words}", flush=True)
        if planned == given.tables or (not given.tables and chosen == given.documents):
            break
    return tallies, chosen


def became(path: Path, before: Records, changed: Document, planted: Planted | None) -> tuple[str, int]:
    """What became of an error that was planted in a document, and how many findings are new."""
    if planted is None:
        return "none to plant", 0
    outcome, new = judge(before, extracted(path, changed), planted.spots)
    return ("nothing bears on it" if outcome in _UNSEEN and not planted.borne else outcome), new


def report(tallies: dict[str, Tally], chosen: int) -> None:
    """Prints the table, and the shares that matter."""
    print(f"{chosen} documents.\n\n| planted | found | {' | '.join(OUTCOMES)} |\n|---|---|{'---|' * len(OUTCOMES)}")
    for name, tally in tallies.items():
        counts = " | ".join(str(tally.outcomes[outcome]) for outcome in OUTCOMES)
        print(f"| {name.replace('_', ' ')} | {tally.found} of {tally.planted} | {counts} |")
    planted, found = (sum(getattr(tally, name) for tally in tallies.values()) for name in ("planted", "found"))
    if found:
        each = sum(tally.findings for tally in tallies.values()) / found
        print(
            f"\n{found} of {planted} on which something bears found ({found / planted:.0%}), {each:.2f} findings each."
        )


if __name__ == "__main__":
    main()
