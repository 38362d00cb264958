"""Scans: numeric cells read right, how many wrong ones are marked, seconds and memory, beside tesseract.

    python benchmarks/scans.py FOLDER [SCAN.pdf TWIN.pdf …] [--pages N] [--cases TEXT] [--no-tesseract]

FOLDER holds PDFs with a text layer, the truth; they are scanned here (`scanning.py`). Scans of one's own are given with
their twins. A numeric cell is right where the cell at its place holds the same number; its page must be set upright.
"""

import argparse
import re
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
from scanning import CLEAN, ROUGH, Scanner, scan

from extractors.document.model import Cell, Table
from extractors.read.pdf.page import read_page
from extractors.read.pdf.pdfium import page_content
from extractors.read.scan.numbers import judge
from extractors.read.scan.page import scanned
from extractors.values.numbers import is_number
from extractors.values.text import compact

_NUMBER = re.compile(r"[-−]?\d[\d.,]*%?")

CASES: dict[str, Scanner] = {
    "150 dpi": CLEAN,
    "150 dpi, rough": ROUGH,
    "100 dpi": replace(CLEAN, dpi=100),
    "200 dpi": replace(CLEAN, dpi=200),
    "300 dpi": replace(CLEAN, dpi=300),
    "turned by 90°": replace(CLEAN, quarters=1),
    "turned by 180°": replace(CLEAN, quarters=2),
    "turned by 270°": replace(CLEAN, quarters=3),
    "askew by 3°": replace(CLEAN, degrees=3.0),
    "askew by 3° at 100 dpi": replace(CLEAN, degrees=3.0, dpi=100),
    "JPEG quality 30": replace(CLEAN, quality=30),
    "red stamps over figures": replace(CLEAN, stamp=True),
    "gray watermark": replace(CLEAN, watermark=True),
    "all: 100 dpi, 3°, noise, blur, JPEG 30, stamps": Scanner(
        dpi=100, degrees=3.0, blur=0.6, noise=8, quality=30, stamp=True
    ),
}


def numeric(page: pdfium.PdfPage) -> list[Cell]:
    """The numeric cells of a page with text."""
    tables = [item for item in read_page(page_content(page, 1)) if isinstance(item, Table)]
    return [cell for table in tables for cell in table.cells if is_number(compact(cell.text))]


def cells(page: pdfium.PdfPage) -> list[Cell]:
    """The cells of a scanned page."""
    content = scanned(page, 1)
    items = read_page(content)
    judge(items, content.readings)
    return [cell for item in items if isinstance(item, Table) for cell in item.cells]


def by_tesseract(page: pdfium.PdfPage) -> list[tuple[float, float, str]]:
    """The words that tesseract reads, with their middles in points."""
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        page.render(scale=300 / 72).to_pil().save(file.name)
        command = ["tesseract", file.name, "-", "-l", "chi_sim", "--psm", "6", "--dpi", "300", "tsv"]
        said = subprocess.run(command, capture_output=True, text=True, check=True, env={"OMP_THREAD_LIMIT": "1"})
    found = []
    for line in said.stdout.splitlines()[1:]:
        *_, left, top, width, height, _, text = line.split("\t")
        if text.strip():
            found.append(((int(left) + int(width) / 2) * 0.24, (int(top) + int(height) / 2) * 0.24, text.strip()))
    return found


def middle(cell: Cell) -> tuple[float, float]:
    x0, top, x1, bottom = cell.box or (0.0, 0.0, 0.0, 0.0)
    return (x0 + x1) / 2, (top + bottom) / 2


def ours(twin: pdfium.PdfDocument, scans: pdfium.PdfDocument, indices: list[int]) -> tuple[list[int], list[float]]:
    """How many numeric cells there are, are wrong, are wrong without a mark, are right with one; and seconds a page."""
    counts, seconds = [0, 0, 0, 0], []
    for at, index in enumerate(indices):
        truth = numeric(twin[index])
        start = time.process_time()
        found = cells(scans[at])
        seconds.append(time.process_time() - start)
        for cell in truth:
            x, y = middle(cell)
            near = min(found, key=lambda c: abs(middle(c)[0] - x) + abs(middle(c)[1] - y), default=None)
            right = near is not None and compact(near.text) == compact(cell.text)
            marked = near is None or near.doubt is not None or not is_number(compact(near.text))
            counts[0] += 1
            counts[1] += not right
            counts[2] += not right and not marked
            counts[3] += right and marked
    return counts, seconds


def theirs(twin: pdfium.PdfDocument, scans: pdfium.PdfDocument, indices: list[int]) -> tuple[list[int], list[float]]:
    """The same of tesseract: numeric cells, wrong ones; and seconds a page."""
    counts, seconds = [0, 0], []
    for at, index in enumerate(indices):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        words = by_tesseract(scans[at])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        for cell in numeric(twin[index]):
            x0, top, x1, bottom = cell.box or (0.0, 0.0, 0.0, 0.0)
            own = "".join(text for x, y, text in words if x0 <= x <= x1 and top <= y <= bottom)
            counts[0] += 1
            counts[1] += compact(cell.text) not in _NUMBER.findall(own)  # the rules around it are read as | and _
    return counts, seconds


def say(name: str, counts: list[int], seconds: list[float]) -> None:
    all_, wrong, *marks = counts
    unmarked, false = marks or ("", "")
    share = 100 * (all_ - wrong) / max(all_, 1)
    times = f"{sum(seconds) / len(seconds):.1f} | {max(seconds):.1f}"
    print(f"| {name} | {all_} | {share:.2f} % | {wrong} | {unmarked} | {false} | {times} |", flush=True)


def chosen(folder: Path, count: int) -> Iterator[tuple[bytes, list[int]]]:
    """The PDFs of a folder with their pages that hold numeric cells, the fullest ones, `count` in all."""
    pages = []
    for path in sorted(folder.glob("*.pdf")):
        data = path.read_bytes()
        pdf = pdfium.PdfDocument(data)
        pages += [(len(numeric(pdf[index])), path, index) for index in range(len(pdf))]
    pages = sorted(pages, key=lambda page: (-page[0], page[1], page[2]))[:count]
    for path in sorted({path for _, path, _ in pages}):
        yield path.read_bytes(), sorted(index for _, own, index in pages if own == path)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("pairs", nargs="*", type=Path)
    asked.add_argument("--pages", type=int, default=12)
    asked.add_argument("--cases", default="", help="only the ways to scan whose name holds this")
    asked.add_argument("--no-tesseract", action="store_true")
    args = asked.parse_args()
    print("| scan | numeric cells | right | wrong | wrong, not marked | right, marked | s a page | slowest |")
    print("|---|---|---|---|---|---|---|---|")
    for path, twin_path in zip(args.pairs[::2], args.pairs[1::2], strict=True):
        scans, twin = pdfium.PdfDocument(path), pdfium.PdfDocument(twin_path)
        indices = list(range(len(twin)))
        say(path.stem, *ours(twin, scans, indices))
        if not args.no_tesseract:
            say(f"{path.stem}, tesseract", *theirs(twin, scans, indices))
    documents = list(chosen(args.folder, args.pages))
    cases = {name: how for name, how in CASES.items() if args.cases in name}
    for name, how in cases.items() if documents else ():
        total, spent = [0, 0, 0, 0], []
        for data, indices in documents:
            found, seconds = ours(pdfium.PdfDocument(data), pdfium.PdfDocument(scan(data, how, indices)), indices)
            total = [a + b for a, b in zip(total, found, strict=True)]
            spent += seconds
        say(name, total, spent)
    print(f"\nmemory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")


if __name__ == "__main__":
    main()
