"""A whole run against pdfplumber's `extract_tables` alone: `python benchmarks/whole.py PATH… [--rounds 3]`.

Each is a process of its own, on one core, with all that it starts and imports: `yusuan run --workers 1` with the second
engine, records, checks, publishing and Prefect from its start to its end, and a script that opens the same PDFs with
pdfplumber. By turns, so that other work on the machine concerns both; prints the least processor seconds of each (and
of the clock) as Markdown. A run over one small text says what the start costs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

_MEASURE = """
import contextlib, ctypes, json, os, resource, subprocess, sys, time
ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: what outlives its parent is ours, and is counted
os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - start
with contextlib.suppress(ChildProcessError):
    while True:
        os.wait()
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([usage.ru_utime + usage.ru_stime, seconds, code]))
"""
_PLUMBER = """
import sys
import pdfplumber
for path in sys.argv[1:]:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
"""
_TINY = "某局2020年部门预算公开\n\n2020年预算收入1万元，支出预算1万元。\n"


class Cost(NamedTuple):
    """Processor seconds, and those of the clock."""

    spent: float
    seconds: float


def cost(*command: object, codes: tuple[int, ...] = (0,)) -> Cost:
    """What a command costs with all that it starts; raises SystemExit where it ends with another code."""
    asked = [sys.executable, "-c", _MEASURE, *map(str, command)]
    compiled_once = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(asked, capture_output=True, text=True, check=True, env=compiled_once)
    spent, seconds, code = json.loads(done.stdout)
    if code not in codes:
        raise SystemExit(f"{command[0]} ended with {code}")
    return Cost(spent, seconds)


def main() -> None:
    """Measures by turns and prints a table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("paths", nargs="+", type=Path)
    ask.add_argument("--rounds", type=int, default=3)
    given = ask.parse_args()
    files = sorted({file for path in given.paths for file in ([path] if path.is_file() else path.rglob("*.pdf"))})
    pages = 0
    for file in files:
        with pdfium.PdfDocument(file) as pdf:
            pages += len(pdf)
    found: dict[str, list[Cost]] = {"pdfplumber": [], "yusuan run": [], "yusuan run, one small text": []}
    with tempfile.TemporaryDirectory() as name:
        tiny = Path(name) / "tiny.txt"
        tiny.write_text(_TINY, encoding="utf-8")
        command = (Path(sys.executable).parent / "yusuan", "run", "--workers", 1, "--out")
        for number in range(given.rounds):
            out = Path(name) / str(number)
            found["pdfplumber"].append(cost(sys.executable, "-c", _PLUMBER, *files))
            found["yusuan run"].append(cost(*command, out, *files, codes=(0, 3)))  # 3: something was given up
            found["yusuan run, one small text"].append(cost(*command, out.with_suffix(".tiny"), tiny))
    least = {what: Cost(*map(min, zip(*costs, strict=True))) for what, costs in found.items()}
    other, ours, start = least.values()
    print(f"{pages} pages of {len(files)} PDFs, least of {given.rounds} rounds\n")
    print("| | processor seconds | seconds |\n|---|---|---|")
    for what, one in least.items():
        print(f"| {what} | {one.spent:.1f} | {one.seconds:.1f} |")
    print(f"| times as fast as pdfplumber, the start too | {other.spent / ours.spent:.2f} | ", end="")
    print(f"{other.seconds / ours.seconds:.2f} |")
    print(f"| … beyond the start | {other.spent / (ours.spent - start.spent):.2f} | |")


if __name__ == "__main__":
    main()
