"""One byte of a PDF changed, many times: the same rows, or others with a sentence; never others in silence.

    python benchmarks/one_byte.py FILE.pdf … [--count 500] [--seed 1] [--show]

The changes are shared out evenly among the files. Each is read in a process of its own, for 60 seconds at most.
"""

import argparse
import os
import pickle
import random
import signal
from collections import Counter
from pathlib import Path

from extractors.document.file import File
from extractors.document.troubles import ReadError
from extractors.pipeline import extract, read_document

_TABLES = (
    "budget_lines", "projects", "indicators", "goals", "procurement_items", "procurement_totals", "figures", "assets",
    "payment_plans", "project_lines",
)  # fmt: skip
_PLACES = {"page", "line", "table_index", "row_index", "places", "place", "sentence", "table_no", "parent_no", "seq"}
_SECONDS = 60

Rows = Counter[tuple[object, ...]]


def records(data: bytes) -> tuple[Rows, Counter[str]]:
    """The rows that a file gives, without their places, and its failures by code."""
    try:
        document = read_document(data)
        _, found = extract(document, File("file", "file.pdf", "0" * 64, len(data)), "bytes")
    except ReadError as error:
        return Counter(), Counter([error.error])
    rows: Rows = Counter()
    for table in _TABLES:
        for row in found.get(table, ()):
            rows[table, *(str(value) for name, value in sorted(row.items()) if name not in _PLACES)] += 1
    return rows, Counter(failure["error"] for failure in found.get("failures", ()))


def apart(data: bytes) -> tuple[Rows, Counter[str]]:
    """The same in a process of its own; one that ends by itself, or too late, is a failure as a run says it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(_SECONDS)
        with os.fdopen(writing, "wb") as out:
            pickle.dump(records(data), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as source:
        said = source.read()
    _, status = os.waitpid(child, 0)
    if status or not said:
        return Counter(), Counter(["worker_ended"])
    rows, failures = pickle.loads(said)
    return rows, failures


def main() -> None:
    """Changes bytes and counts what came of it."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("files", nargs="+", type=Path)
    ask.add_argument("--count", type=int, default=500)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--show", action="store_true")
    options = ask.parse_args()
    chance = random.Random(options.seed)
    print("| file | changes | the same rows | others, with a sentence | others, in silence |")
    print("|---|---|---|---|---|")
    for path in options.files:
        data = path.read_bytes()
        rows, failures = records(data)  # here, so that what is imported then is there for all
        results: Counter[str] = Counter()
        for _ in range(options.count // len(options.files)):
            at, byte = chance.randrange(len(data)), chance.randrange(1, 256)
            changed, said = apart(data[:at] + bytes([data[at] ^ byte]) + data[at + 1 :])
            result = "same" if changed == rows else "said" if said - failures else "silent"
            results[result] += 1
            if options.show and result == "silent":
                print(f"   byte {at} ^ {byte:#x}: {len(rows - changed)} rows gone, {len(changed - rows)} others")
        counts = " | ".join(str(results[name]) for name in ("same", "said", "silent"))
        print(f"| {path.name} | {results.total()} | {counts} |", flush=True)


if __name__ == "__main__":
    main()
