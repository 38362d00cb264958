"""What is found of errors that are planted: `python benchmarks/planted.py FOLDER… [--documents 60] [--each 5]`.

Of each document below the folders so many single changes are made to what was read, one at a time (`planting.py`). The
document is extracted and diagnosed anew, and what the findings say is compared with what they said before. Only what a
record took is changed: nobody promises to see the rest. The same seed plants the same errors.

named        a finding names the changed number itself (`alone`: it is the only new one, and nothing else explains it)
shown        a finding is about it, and names no number
doubted      a check fails and accuses nobody
missed       nothing fails; `unbound`: it stands in no check
wrong cell   a finding names another number as the wrong one
"""

import argparse
import copy
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planting import PLANTS, Spot, spots_taken

from extractors.diagnose.numbers import Numbers
from extractors.diagnose.relations import relations
from extractors.document.file import File
from extractors.document.model import Document, ReadError
from extractors.pipeline import extract, read_document
from schemas.tables import Records, Row

OUTCOMES = ("alone", "named", "shown", "doubted", "missed", "unbound", "wrong cell", "none to plant")
FOUND = OUTCOMES[:3]


@dataclass
class Tally:
    """What became of the errors of one kind, and how many new findings those that were found made."""

    outcomes: Counter[str] = field(default_factory=Counter)
    findings: int = 0

    @property
    def planted(self) -> int:
        """How many errors of the kind were planted."""
        return self.outcomes.total() - self.outcomes["none to plant"]

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
    prose = any(place["figure"] is not None for place in finding["places"])
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
    ask.add_argument("--documents", type=int, default=60)
    ask.add_argument("--each", type=int, default=5)
    ask.add_argument("--seed", type=int, default=2031)
    ask.add_argument("--misses", action="store_true", help="name each error that is not found")
    given = ask.parse_args()
    tallies, chosen = plant_all(documents(given.folders), given.documents, given.each, given.seed, given.misses)
    report(tallies, chosen)


def plant_all(
    found: Iterator[tuple[Path, Document]], most: int, each: int, seed: int, misses: bool = False
) -> tuple[dict[str, Tally], int]:
    """Plants the errors in turn, and says what became of those of each kind, and of how many documents."""
    dice = random.Random(seed)
    tallies = {plant.__name__: Tally() for plant in PLANTS}
    chosen = turn = 0
    for path, document in found:
        before = extracted(path, document)
        taken = spots_taken(document, before)
        if not taken.cells:
            continue
        chosen += 1
        for _ in range(each):
            plant = PLANTS[turn % len(PLANTS)]
            turn += 1
            changed = copy.deepcopy(document)
            planted = plant(changed, taken, dice)
            tally = tallies[plant.__name__]
            if planted is None:
                tally.outcomes["none to plant"] += 1
                continue
            outcome, new = judge(before, extracted(path, changed), planted.spots)
            tally.outcomes[outcome] += 1
            tally.findings += new if outcome in FOUND else 0
            if misses and outcome not in FOUND:
                print(f"{outcome}: {plant.__name__} in {path.name}: {planted.words}", flush=True)
        if chosen == most:
            break
    return tallies, chosen


def report(tallies: dict[str, Tally], chosen: int) -> None:
    """Prints the table, and the shares that matter."""
    print(f"{chosen} documents.\n\n| planted | found | {' | '.join(OUTCOMES)} |\n|---|---|{'---|' * len(OUTCOMES)}")
    for name, tally in tallies.items():
        counts = " | ".join(str(tally.outcomes[outcome]) for outcome in OUTCOMES)
        print(f"| {name.replace('_', ' ')} | {tally.found} of {tally.planted} | {counts} |")
    planted, found = (sum(getattr(tally, name) for tally in tallies.values()) for name in ("planted", "found"))
    if found:
        bound = planted - sum(tally.outcomes["unbound"] for tally in tallies.values())
        each = sum(tally.findings for tally in tallies.values()) / found
        print(
            f"\n{found} of {planted} found ({found / planted:.0%}; {found / bound:.0%} of those that a check compares),"
        )
        print(f"{each:.2f} findings each.")


if __name__ == "__main__":
    main()
