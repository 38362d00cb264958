"""Sums in other people's tables, found without labels: how many of those that people marked, and how many are right.

    python benchmarks/aggregations.py FILE.jl.gz [--worst N]

FILE has a JSON object a line: `table_array` (rows of strings) and `aggregation_annotations` (`operator`,
`aggregator_index` as [row, column], `aggregatee_indices`); a `Subtract` a = b − c says b = a + c. The solver is that of
budget tables (extractors/recognise/structure), without a label, a code or a form: numbers alone. A sum counts as found
where its total and all its parts that are not blank are the same cells. Each number is an interval: half of its last
printed place up and down.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from extractors.recognise.structure.alone import sums_of
from extractors.recognise.structure.model import Matrix

_NUMBER = re.compile(r"\(?[-−+]?[$€£¥]?\s*\(?(\d{1,3}(?:[,\s]\d{3})+|\d+)?(\.\d+)?\)?\s*")

Sum = tuple[tuple[int, int], frozenset[tuple[int, int]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="name so many files in which most is wrong")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    faults: list[tuple[int, str]] = []
    started = time.process_time()
    with gzip.open(arguments.file, "rt", encoding="utf-8") as stream:
        for line in stream:
            table = json.loads(line)
            values, wanted = numbers(table["table_array"]), set(annotated(table))
            found = set(printed(values, sums_of(matrix(values))))
            wanted = set(printed(values, wanted))
            counts.update(files=1, found=len(found), wanted=len(wanted), right=len(found & wanted))
            faults.append(
                (
                    len(found ^ wanted),
                    f"{table['file_name']}: {len(found - wanted)} wrong, {len(wanted - found)} of {len(wanted)} missed",
                )
            )
    for _, fault in sorted(faults, reverse=True)[: arguments.worst]:
        print(fault)
    spent = 1000 * (time.process_time() - started) / max(counts["files"], 1)
    print(f"{counts['files']} files, {counts['wanted']} sums marked, {counts['found']} found; {spent:.1f} ms a file")
    precision, recall = counts["right"] / max(counts["found"], 1), counts["right"] / max(counts["wanted"], 1)
    print(f"sums: precision {precision:.3f} recall {recall:.3f}")


def numbers(rows: list[list[str]]) -> list[list[Decimal | None]]:
    return [[number(text) for text in row] for row in rows]


def number(text: str) -> Decimal | None:
    match = _NUMBER.fullmatch(text.strip())
    if match is None or not (match[1] or match[2]):
        return None
    value = Decimal(re.sub(r"[,\s]", "", match[1] or "0") + (match[2] or ""))
    return -value if re.match(r"\(?[-−]|\(", text.strip()) else value


def matrix(values: list[list[Decimal | None]]) -> Matrix:
    places = [max(-int(value.as_tuple().exponent), 0) for row in values for value in row if value is not None]
    finest = min(max(places, default=0), 8)
    lines = [[None if value is None else int(2 * value.scaleb(finest)) for value in row] for row in values]
    halves = [
        [1 if value is None else 10 ** max(finest - max(-int(value.as_tuple().exponent), 0), 0) for value in row]
        for row in values
    ]
    return Matrix(lines, max(map(len, values), default=0), halves=halves)


def annotated(table: dict) -> Iterator[Sum]:
    for marked in table["aggregation_annotations"]:
        total, parts = tuple(marked["aggregator_index"]), [tuple(part) for part in marked["aggregatee_indices"]]
        if marked["operator"] == "Sum":
            yield total, frozenset(parts)
        elif marked["operator"] == "Subtract":
            yield parts[0], frozenset((total, *parts[1:]))


def printed(values: list[list[Decimal | None]], sums: set[Sum]) -> Iterator[Sum]:
    """The sums without their blank parts; one whose total is blank is none."""
    for total, parts in sums:
        filled = frozenset(part for part in parts if values[part[0]][part[1]] is not None)
        if values[total[0]][total[1]] is not None and filled:
            yield total, filled


if __name__ == "__main__":
    main()
