"""What is found of errors that are planted: `python benchmarks/planted.py FOLDER… [--documents 60] [--each 5]`.

Of each document below the folders so many single changes are made to what was read, one at a time: a digit, the unit of
an amount, two lines changed for one another, a line left out, an amount in a sentence. The document is extracted and
diagnosed anew, and what the findings say is compared with what they said before. Amounts in tables that no record took
are not changed: nobody promises to see those. The same seed plants the same errors.
"""

import argparse
import copy
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from extractors.document.file import File
from extractors.document.model import Cell, Document, ReadError, Table
from extractors.pipeline import extract, read_document
from schemas.tables import Records, Row

_AMOUNT = re.compile(r"[\d,]*\d\.\d{2}")
_SAID = re.compile(r"(?<![\d.])\d+\.\d{2}(?=万元)")

Spot = tuple[int, int, int]
"""Table, row and column of a changed cell; (-1, paragraph, 0) for a sentence."""


def _digit(text: str, dice: random.Random) -> str:
    """One digit other than it was."""
    at = dice.choice([n for n, char in enumerate(text) if char.isdigit()])
    return text[:at] + dice.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def _amounts(table: Table, taken: set[tuple[int, int]]) -> list[Cell]:
    return [
        cell
        for cell in table.cells
        if (table.index, cell.row) in taken and _AMOUNT.fullmatch(cell.text) and cell.text.strip("0.,")
    ]


def wrong_digit(document: Document, taken: set[tuple[int, int]], dice: random.Random) -> Spot | None:
    """A digit of an amount in a table."""
    found = [(table, cell) for table in document.tables for cell in _amounts(table, taken)]
    if not found:
        return None
    table, cell = dice.choice(found)
    cell.text = _digit(cell.text, dice)
    return table.index, cell.row, cell.col


def wrong_unit(document: Document, taken: set[tuple[int, int]], dice: random.Random) -> Spot | None:
    """An amount in 元 in a table of 万元."""
    found = [(table, cell) for table in document.tables for cell in _amounts(table, taken)]
    if not found:
        return None
    table, cell = dice.choice(found)
    cell.text = f"{float(cell.text.replace(',', '')) * 10_000:.2f}"
    return table.index, cell.row, cell.col


def shifted_line(document: Document, taken: set[tuple[int, int]], dice: random.Random) -> Spot | None:
    """The amounts of two neighbouring lines changed for one another in one column."""
    pairs = []
    for table in document.tables:
        cells = {(cell.row, cell.col): cell for cell in _amounts(table, taken)}
        below = [(one, cells.get((row + 1, col))) for (row, col), one in cells.items()]
        pairs += [(table, one, other) for one, other in below if other is not None and other.text != one.text]
    if not pairs:
        return None
    table, one, other = dice.choice(pairs)
    one.text, other.text = other.text, one.text
    return table.index, one.row, one.col


def dropped_line(document: Document, taken: set[tuple[int, int]], dice: random.Random) -> Spot | None:
    """All numbers of a line left out."""
    found = [(table, cell) for table in document.tables for cell in _amounts(table, taken) if cell.row > 3]
    if not found:
        return None
    table, cell = dice.choice(found)
    for other in table.cells:
        if other.row == cell.row and _AMOUNT.fullmatch(other.text):
            other.text = ""
    return table.index, cell.row, cell.col


def stale_sentence(document: Document, taken: set[tuple[int, int]], dice: random.Random) -> Spot | None:
    """A digit of an amount in a sentence."""
    del taken
    found = [(paragraph, match) for paragraph in document.paragraphs for match in _SAID.finditer(paragraph.text)]
    if not found:
        return None
    paragraph, match = dice.choice(found)
    wrong = _digit(match[0], dice)
    paragraph.text = paragraph.text[: match.start()] + wrong + paragraph.text[match.end() :]
    return -1, paragraph.index, 0


PLANTS: tuple[Callable[[Document, set[tuple[int, int]], random.Random], Spot | None], ...] = (
    wrong_digit, wrong_unit, wrong_digit, shifted_line, wrong_digit, dropped_line, stale_sentence,
)  # fmt: skip


def _documents(folders: list[Path]) -> Iterator[tuple[Path, Document]]:
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        try:
            yield path, read_document(path.read_bytes(), name=path.name)
        except ReadError:
            continue


def _extracted(path: Path, document: Document) -> Records:
    return extract(copy.deepcopy(document), File(str(path), path.name, "0" * 64, 0), "benchmark")[1]


def _same(finding: Row) -> tuple[object, ...]:
    return finding["kind"], finding["printed"], finding["label"], finding["amount_yuan"]


def judge(before: Records, after: Records, spot: Spot) -> tuple[str, int]:
    """How a planted error was found (`named`, `shown`, `doubted`, `missed` or `wrong cell`), and the new findings."""
    known = {_same(finding) for finding in before["findings"]}
    new = [finding for finding in after["findings"] if _same(finding) not in known]
    table, row, _ = spot
    at = [(finding["table_index"], finding["row_index"], finding["col"]) for finding in new if finding["printed"]]
    if spot in at or (table == -1 and any(finding["printed"] and finding["table_index"] is None for finding in new)):
        return "named", len(new)
    places = {(place["table"], place["row"]) for finding in new for place in finding["places"]}
    if any(finding["certainty"] == "certain" for finding in new if finding["printed"]):
        return "wrong cell", len(new)
    if (table, row) in places or (table == -1 and any(place["figure"] for f in new for place in f["places"])):
        return "shown", len(new)
    more = after["documents"][0]["checks_doubtful"] > before["documents"][0]["checks_doubtful"]
    return ("doubted" if more else "missed"), len(new)


def main() -> None:
    """Prints a Markdown table, a line a kind of error."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="+", type=Path)
    ask.add_argument("--documents", type=int, default=60)
    ask.add_argument("--each", type=int, default=5)
    ask.add_argument("--seed", type=int, default=2031)
    given = ask.parse_args()
    dice = random.Random(given.seed)
    counts: dict[str, Counter[str]] = {plant.__name__: Counter() for plant in PLANTS}
    findings: Counter[str] = Counter()
    chosen = 0
    for path, document in _documents(given.folders):
        before = _extracted(path, document)
        taken = {(line["table_index"], line["row_index"]) for line in before.get("budget_lines", ())}
        if not taken:
            continue
        chosen += 1
        for _ in range(given.each):
            plant = PLANTS[sum(map(Counter.total, counts.values())) % len(PLANTS)]
            changed = copy.deepcopy(document)
            spot = plant(changed, taken, dice)
            if spot is None:
                counts[plant.__name__]["none to plant"] += 1
                continue
            outcome, new = judge(before, _extracted(path, changed), spot)
            counts[plant.__name__][outcome] += 1
            findings[outcome] += new
        if chosen == given.documents:
            break
    outcomes = ("named", "shown", "doubted", "missed", "wrong cell", "none to plant")
    print(f"{chosen} documents.\n\n| planted | {' | '.join(outcomes)} |\n|---|{'---|' * len(outcomes)}")
    for name, found in counts.items():
        print(f"| {name} | {' | '.join(str(found[outcome]) for outcome in outcomes)} |")
    hit = sum(counts[name][outcome] for name in counts for outcome in ("named", "shown"))
    if hit:
        print(f"\n{(findings['named'] + findings['shown']) / hit:.2f} findings a planted error that is found.")


if __name__ == "__main__":
    main()
