"""Planted errors: one digit of one amount changed, all read anew; is it found, and is its cell named?

    python benchmarks/planted.py FOLDER [--tables N] [--seed N] [--missed]

FOLDER holds disclosures (searched recursively). In each of N standard tables whose structure is proved and in which no
sum fails one amount that is not zero gets one other digit, one table at a time, and the document is extracted,
checked and diagnosed again. *Named alone*: the finding names the cell and no other explains as much. *In a sum*: a
finding tells the sum that the cell stands in. *Wrong*: another cell is named.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from extractors.document.file import File
from extractors.document.model import Cell, Document, Table
from extractors.pipeline import extract, read_document
from extractors.read import ReadError

Spot = tuple[Path, Document, int, Cell]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tables", type=int, default=180)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="print each planted error that was not found")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    spots = list(_spots(arguments.folder, chance))
    chance.shuffle(spots)
    counts: Counter[str] = Counter()
    for path, document, sums, cell in spots[: arguments.tables]:
        printed, cell.text = cell.text, _another_digit(cell.text, chance)
        outcome = _outcome(_extracted(document, path), document, cell)
        if arguments.missed and outcome in ("not found", "wrong"):
            print(f"{outcome}: {path.name} page {cell.page} row {cell.row} column {cell.col}: {printed} → {cell.text}")
        cell.text = printed
        counts[outcome] += 1
        counts[f"{outcome}, in {'two sums or more' if sums > 1 else 'one sum'}"] += 1
    planted = sum(count for outcome, count in counts.items() if "," not in outcome)
    for outcome in sorted(counts):
        print(f"{outcome}: {counts[outcome]}")
    found = planted - counts["not found"]
    print(f"planted {planted}: found {found / max(planted, 1):.3f}, wrong cell named {counts['wrong']}")


def _spots(folder: Path, chance: random.Random) -> Iterator[Spot]:
    """One amount of each proved table, with how many sums it stands in."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        try:
            document = read_document(path.read_bytes(), name=path.name)
        except ReadError:
            continue
        records = _extracted(document, path)
        failing = {
            place["table"]
            for check in records["checks"]
            if check["status"] in ("fail", "reading_doubtful")
            for place in check["right_places"]
        }
        sums = _sums(records)
        for table, row in zip(document.tables, records["tables"], strict=True):
            proved = row["rows_proved"] or row["columns_proved"]
            if proved and table.index not in failing and (row["sums_held"] or 0) > 2:
                at = [at for at in sums if at[0] == table.index and _changeable(table, at)]
                if at:
                    chosen = chance.choice(sorted(at))
                    yield path, document, sums[chosen], table.grid[chosen[1]][chosen[2]]


def _sums(records: dict[str, Any]) -> Counter[tuple[int, int, int]]:
    """In how many sums that hold each cell stands."""
    found: Counter[tuple[int, int, int]] = Counter()
    for check in records["checks"]:
        if check["identity"] in ("table_total", "table_parent", "table_columns") and check["status"] != "not_checkable":
            for place in (*check["left_places"], *check["right_places"]):
                if place["column"] is not None:
                    found[place["table"], place["row"], place["column"]] += 1
    return found


def _changeable(table: Table, at: tuple[int, int, int]) -> bool:
    text = table.grid[at[1]][at[2]].text
    return any(char in "123456789" for char in text) and "\n" not in text.strip()


def _another_digit(text: str, chance: random.Random) -> str:
    at = chance.choice([n for n, char in enumerate(text) if char.isdigit()])
    return text[:at] + chance.choice([digit for digit in "123456789" if digit != text[at]]) + text[at + 1 :]


def _extracted(document: Document, path: Path) -> dict[str, Any]:
    return extract(document, File(str(path), path.name, "0" * 64, 0), "planted")[1]


def _outcome(records: dict[str, Any], document: Document, cell: Cell) -> str:
    table = next(table.index for table in document.tables if any(cell is other for other in table.cells))
    here = (table, cell.row)
    outcome = "not found"
    for finding in records["findings"]:
        named = (finding["table_index"], finding["row_index"]) if finding["col"] is not None else None
        if named == here and finding["col"] == cell.col:
            return "named alone" if not finding["ties"] else "named among equals"
        told = {(place["table"], place["row"], place["column"]) for place in finding["places"]}
        if (*here, cell.col) in told:
            outcome = "in a sum" if named is None or finding["ties"] else "wrong"
    return outcome


if __name__ == "__main__":
    main()
