"""What `load` reads and takes: `python benchmarks/load.py [--documents 5000] [--provinces 2] [--keep DIR]`.

Reads the samples once, writes their parts again as those of other publishers, years and provinces (the names are of
one length, so the bytes of a part are changed in place), publishes them, and asks for parts of the whole. Each question
is put in a process of its own, after an empty table, which has the libraries loaded: seconds of the first call, of the
median of the next five, processor seconds of the first, megabytes read from files, and those that Arrow held at most.
Prints a Markdown table.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from flows.publish import packed, parts, snapshots
from flows.run import worker
from flows.run.worker import Job

SAMPLES = Path(__file__).parent.parent / "raw" / "samples"
YEARS = range(2018, 2023)
_CITY = "青榆市"
_QUESTION = """
import json, sys, time
import pyarrow as pa
from flows.desk import load
asked = json.loads(sys.argv[1])
def once():
    start, spent = time.perf_counter(), time.process_time()
    rows = load(**asked)
    return time.perf_counter() - start, time.process_time() - spent, len(rows)
def told(file, name):
    return int(next(line for line in open(f"/proc/self/{file}") if line.startswith(name)).split()[1])
held = pa.default_memory_pool()
load("failures", asked["out"])
before = told("io", "rchar")
first, spent, rows = once()
read = told("io", "rchar") - before
peak = held.max_memory()
again = sorted(once()[0] for _ in range(5))[2]
print(json.dumps([rows, first, again, spent, read / 1e6, peak / 1e6]))
"""


def city(number: int) -> str:
    """A name of three characters, another for each number."""
    return "".join(chr(0x4E00 + part) for part in (number // 100 + 100, number % 100 + 300)) + "市"


def build(out: Path, documents: int, provinces: int) -> None:
    """Publishes so many documents: publishers with one document in each of the years."""
    stage = out / "stage"
    (stage / "parts").mkdir(parents=True)
    for path in sorted(SAMPLES.glob("青榆市*.pdf")):
        worker.process(Job(str(path), str(stage), "benchmark", witness="none"))
    sources = []
    for path in sorted((stage / "parts").glob("*/*.arrows")):
        common = parts.look(path)[1].document
        whole = packed.unpack(path.read_bytes())
        sources.append((whole.head(), whole.body().to_pybytes(), common["document_id"], common["fiscal_year"]))
    for number in range(documents):
        publisher, year = divmod(number, len(YEARS))
        *made, document, own = sources[number % len(sources)]
        name, region = city(publisher), f"{13 + publisher % provinces}0000"
        new = hashlib.sha256(f"{number}".encode()).hexdigest()
        for old, put in (
            (document, new),
            (f'"fiscal_year": {own}', f'"fiscal_year": {YEARS[year]}'),
            ('"region": "130000"', f'"region": "{region}"'),
            (json.dumps(_CITY)[1:-1], json.dumps(name)[1:-1]),
        ):
            made = [data.replace(old.encode(), put.encode()) for data in made]
        folder = out / "parts" / f"{YEARS[year]}-{region[:2]}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{new}.arrows").write_bytes(packed.pack(made[0], made[1]))
    snapshots.publish(out)


def main() -> None:
    """Builds the documents and puts the questions."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--documents", type=int, default=5000)
    ask.add_argument("--provinces", type=int, default=2)
    ask.add_argument("--keep", type=Path, help="a folder to build in, or one that an earlier call built")
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        out = given.keep or Path(name)
        if not (out / "latest").exists():
            build(out, given.documents, given.provinces)
        one = {"years": 2020, "publisher": city(7)}
        print("| table | asked for | rows | first s | then s | processor s | MB read | Arrow MB |")
        print("|---|---|---|---|---|---|---|---|")
        for table, said, asked in (
            ("projects", "one publisher and year", one),
            ("indicators", "one publisher and year", one),
            ("cells", "one publisher and year", one),
            ("cells", "the same, two columns", {**one, "columns": ["row", "text"]}),
            ("projects", "one publisher, all years", {"publisher": city(7)}),
            ("cells", "one publisher, all years", {"publisher": city(7)}),
            ("projects", "one year and province", {"years": 2020, "region": "13"}),
            ("cells", "one year and province", {"years": 2020, "region": "13"}),
            ("projects", "all", {}),
        ):
            question = json.dumps({"table": table, "out": str(out), **asked})
            answer = subprocess.run(
                [sys.executable, "-c", _QUESTION, question], capture_output=True, text=True, check=True
            )
            figures = json.loads(answer.stdout)
            shown = " | ".join(f"{figure:.3f}" for figure in figures[1:4])
            sizes = " | ".join(f"{figure:.1f}" for figure in figures[4:])
            print(f"| {table} | {said} | {figures[0]:,} | {shown} | {sizes} |", flush=True)


if __name__ == "__main__":
    main()
