"""Time, memory and growth of a run: `python benchmarks/throughput.py [--copies 10,100,1000] [--pdf-copies 10,100]`.

Makes variants of the samples (a changed digit, so that each is a document of its own), runs `yusuan run` on them in
processes of their own, and prints Markdown tables: the fixed cost, the growth with the number of documents, one process
against two, the witness on and off. Peak memory is the largest of any process of the run (ru_maxrss of its children).
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "raw" / "samples"
_MEASURE = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - start, usage.ru_maxrss / 1024, done.returncode]))
"""


def measure(paths: Sequence[Path], out: Path, *options: str) -> tuple[float, float]:
    """Seconds of one run into an empty folder, and its peak memory in MB."""
    shutil.rmtree(out, ignore_errors=True)
    command = [str(Path(sys.executable).parent / "yusuan"), "run", *map(str, paths), "--out", str(out), *options]
    answer = subprocess.run([sys.executable, "-c", _MEASURE, *command], capture_output=True, text=True, check=True)
    seconds, memory, code = json.loads(answer.stdout)
    if code != 0:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return seconds, memory


def text_copies(folder: Path, count: int, real: Path | None = None) -> int:
    """Writes so many variants of the text sample, or of a `real` text; their bytes in all."""
    path = real or max(SAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size)
    source, total = path.read_text(encoding="utf-8"), 0
    for number in range(count):
        data = source.replace("。", f"。编号{number}。", 1).encode()
        (folder / f"{number:05d}.txt").write_bytes(data)
        total += len(data)
    return total


def pdf_copies(folder: Path, count: int) -> int:
    """Writes so many variants of the PDF samples; their pages in all."""
    sources = sorted(SAMPLES.glob("*.pdf"))
    total = 0
    for number in range(count):
        source = sources[number % len(sources)]
        data = source.read_bytes().replace(b"%%EOF", b"%%EOF\n%" + str(number).encode() + b"\n%%EOF", 1)
        (folder / f"{number:05d}.pdf").write_bytes(data)
        with pdfium.PdfDocument(source) as pdf:
            total += len(pdf)
    return total


def sixty_pages(folder: Path) -> int:
    """One disclosure of about 60 pages: the samples bound together."""
    bound = pdfium.PdfDocument.new()
    for source in (sorted(SAMPLES.glob("*.pdf")) * 2)[:3]:
        bound.import_pages(pdfium.PdfDocument(source))
    bound.save(folder / "sixty.pdf")
    return len(bound)


def main() -> None:
    """Runs all measurements and prints them as Markdown."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--copies", default="10,100,1000", help="text documents")
    ask.add_argument("--pdf-copies", default="10,40", help="PDF documents")
    ask.add_argument("--text", type=Path, help="a real disclosure as UTF-8 text, copied as the sample is")
    ask.add_argument("--text-copies", default="10,400", help="documents made of it")
    given = ask.parse_args()
    print("| run | documents | size | seconds | rate beyond the row it is compared with | peak MB |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        tiny = work / "tiny.txt"
        tiny.write_text("某局2020年部门预算公开\n\n2020年预算收入1万元，支出预算1万元。\n", encoding="utf-8")
        fixed = sorted(measure([tiny], work / "out") for _ in range(5))[2]
        report("fixed cost (median of 5)", 1, "tiny", fixed)
        folder = work / "sixty"
        folder.mkdir()
        pages = sixty_pages(folder)
        for options in (["--workers", "1"], ["--workers", "1", "--no-witness"]):
            measured = measure([folder], work / "out", *options)
            report("one PDF " + " ".join(options), 1, f"{pages} pages", measured, (pages, fixed[0]), "pages/s")
        kinds: list[tuple[str, str, Callable[[Path, int], int], str]] = [
            ("text", given.copies, text_copies, "MB/s"),
            ("PDF", given.pdf_copies, pdf_copies, "pages/s"),
        ]
        if given.text:
            kinds.insert(1, ("real text", given.text_copies, partial(text_copies, real=given.text), "MB/s"))
        for kind, counts, make, unit in kinds:
            growth(work, kind, [int(part) for part in counts.split(",")], make, unit)


def growth(work: Path, kind: str, counts: list[int], make: Callable[[Path, int], int], unit: str) -> None:
    """Runs growing folders with one process and two; each rate is that of what the larger folder adds."""
    before: dict[str, tuple[float, float]] = {}
    for count in counts:
        folder = work / f"{kind}-{count}"
        folder.mkdir()
        amount = float(make(folder, count))
        amount, shown = (amount / 1e6, f"{amount / 1e6:.1f} MB") if unit == "MB/s" else (amount, f"{amount:.0f} pages")
        spent = {}
        for workers in ("1", "2"):
            measured = measure([folder], work / "out", "--workers", workers)
            known = before.get(workers)
            against = (amount - known[0], known[1]) if known else None
            report(f"{kind}, {workers} processes", count, shown, measured, against, unit)
            spent[workers] = measured[0] - (known[1] if known else 0)
            before[workers] = (amount, measured[0])
        if count != counts[0]:
            print(
                f"| {kind}, two processes against one | {count} | | | {spent['1'] / spent['2']:.2f} times | |",
                flush=True,
            )
        shutil.rmtree(folder)


def report(
    run: str,
    documents: int,
    size: str,
    measured: tuple[float, float],
    against: tuple[float, float] | None = None,
    unit: str = "",
) -> None:
    """Prints one row; `against` is the amount that came on top, and the seconds without it."""
    seconds, memory = measured
    rate = "" if against is None else f"{against[0] / max(seconds - against[1], 0.01):.2f} {unit}"
    print(f"| {run} | {documents} | {size} | {seconds:.1f} | {rate} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
