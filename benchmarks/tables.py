"""Accuracy and speed of table readers, in one run on one core:

    python benchmarks/tables.py --tools ../shared/tools --word FOLDER… --speed FOLDER… [--icdar FOLDER] [--write]

`--word` folders hold NAME.docx + NAME.pdf, the Word file's own grid being the truth; `--icdar` one the files of the
ICDAR-2013 competition (NAME.pdf + NAME-str.xml). Both are scored by F1 over adjacency relations (`gridscore.py` in
`--tools`), a document at a time, then the mean. `--speed` counts pages per second over all PDFs below its folders: the
processor time of a process that does nothing else, imports left out. `--memory` gives the peak memory of ours for files
of 100, 300 and 1,000 pages. `--write` puts the table and the plot into benchmarks/README.md.

It needs what benchmarks/requirements.txt lists, in an environment of its own.
"""

import argparse
import importlib
import json
import logging
import subprocess
import sys
import tempfile
import time
import warnings
import xml.etree.ElementTree as Xml
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
peers: Any = importlib.import_module("peers")

Grid = list[list[tuple[str, int]]]
"""A table as rows of (text, number of the cell); a merged cell stands in each position it covers."""

_BEGIN, _END = "<!-- tables.py: begin -->", "<!-- tables.py: end -->"
_MEASURED = """
import json, sys
sys.path[:0] = [{here!r}, {root!r}]
import tables
print(json.dumps([tables.pace({name!r}, {files!r}), tables.peak()]))
"""


def icdar_grids(path: Path) -> list[Grid]:
    """The tables of a competition's NAME-str.xml; the regions of a table are parts of one on several pages."""
    return [
        _grid([cell for region in table.iter("region") for cell in region.iter("cell")])
        for table in Xml.parse(path).getroot().iter("table")
    ]


def _grid(cells: list[Xml.Element]) -> Grid:
    rows = columns = 0
    placed = []
    for number, cell in enumerate(cells):
        first = int(cell.get("start-row", 0)), int(cell.get("start-col", 0))
        last = int(cell.get("end-row", first[0])), int(cell.get("end-col", first[1]))
        placed.append((first, last, (cell.findtext("content") or "", number)))
        rows, columns = max(rows, last[0] + 1), max(columns, last[1] + 1)
    grid: Grid = [[("", -1)] * columns for _ in range(rows)]
    for first, last, content in placed:
        for row in range(first[0], last[0] + 1):
            grid[row][first[1] : last[1] + 1] = [content] * (last[1] + 1 - first[1])
    return grid


def truths(words: Iterable[Path], icdar: Path | None, gridscore: Any) -> dict[Path, list[Grid]]:
    """The true tables of each PDF."""
    found = {}
    for folder in words:
        for path in sorted(folder.glob("*.docx")):
            if path.with_suffix(".pdf").exists():
                found[path.with_suffix(".pdf")] = gridscore.docx_grids(path)
    for path in sorted(icdar.rglob("*-str.xml")) if icdar else ():
        tables = icdar_grids(path)
        found[path.with_name(path.name.replace("-str.xml", ".pdf"))] = [
            [[(gridscore.norm(text), number) for text, number in row] for row in table] for table in tables
        ]
    return found


def score(name: str, truth: dict[Path, list[Grid]], gridscore: Any) -> float:
    """A reader's mean F1; 0 for a document that it fails on."""
    total = 0.0
    for path, tables in truth.items():
        try:
            got = ours(path, gridscore) if name == "yusuan" else map(gridscore.plain, peers.READERS[name](path))
            total += gridscore.f1(tables, got)[2]
        except Exception as error:
            print(f"{name} failed on {path.name}: {type(error).__name__} {error}", file=sys.stderr)
    return total / max(1, len(truth))


def ours(path: Path, gridscore: Any) -> list[Grid]:
    """Our tables with their spans, which the others do not give."""
    from extractors.pipeline import read_document as read

    return [[[(gridscore.norm(c.text), id(c)) for c in row] for row in t.grid] for t in read(path.read_bytes()).tables]


def pace(name: str, files: list[str]) -> float:
    """Pages per second of processor time, after a first file that pays for the imports."""
    quiet()
    pages = 0
    for file in files:
        with pdfium.PdfDocument(file) as pdf:
            pages += len(pdf)
    peers.READERS[name](Path(min(files, key=lambda file: Path(file).stat().st_size)))
    start = time.process_time()
    for file in files:
        peers.READERS[name](Path(file))
    return pages / (time.process_time() - start)


def measured(name: str, files: list[str]) -> tuple[float, float]:
    """`pace` and the peak memory in MB, in a process of its own."""
    code = _MEASURED.format(here=str(HERE), root=str(HERE.parent), name=name, files=files)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: {done.stderr[-300:]}", file=sys.stderr)
        return float("nan"), float("nan")
    speed, memory = json.loads(done.stdout.splitlines()[-1])
    return speed, memory


def peak() -> float:
    """The most memory that this process held, in MB; ru_maxrss would begin with that of the one that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def memory(sources: list[str], counts: Iterable[int]) -> list[str]:
    """A line of Markdown for each file of so many pages, bound from the sources."""
    lines = ["| pages | pages/s | peak MB |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            bound = pdfium.PdfDocument.new()
            while len(bound) < count:
                for source in sources:
                    with pdfium.PdfDocument(source) as pdf:
                        bound.import_pages(pdf, list(range(min(len(pdf), count - len(bound)))))
            path = Path(folder) / f"{count}.pdf"
            bound.save(path)
            bound.close()
            speed, peak = measured("yusuan", [str(path)])
            lines.append(f"| {count:,} | {speed:.0f} | {peak:.0f} |")
    return lines


def plot(rows: list[tuple[str, float, float, float]], target: Path) -> None:
    """Speed against accuracy, a point a reader."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.6))
    for name, accuracy, speed, _ in rows:
        axes.scatter(speed, accuracy, color="tab:red" if name == "yusuan" else "tab:blue")
        axes.annotate(name, (speed, accuracy), xytext=(5, 4), textcoords="offset points", fontsize=9)
    axes.set(xscale="log", xlabel="pages per second, one core", ylabel="mean F1", ylim=(0, 1.05))
    axes.margins(x=0.25)
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(target, dpi=110)


def quiet() -> None:
    """Silences what the readers say of odd files."""
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)


def write(lines: list[str]) -> None:
    """Puts lines between the marks of benchmarks/README.md."""
    page = HERE / "README.md"
    text = page.read_text(encoding="utf-8")
    head, _, rest = text.partition(_BEGIN)
    tail = rest.partition(_END)[2]
    page.write_text(f"{head}{_BEGIN}\n" + "\n".join(lines) + f"\n{_END}{tail}", encoding="utf-8")


def main() -> None:
    """Runs what is asked for and prints it as Markdown."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--tools", type=Path, default=HERE.parent.parent / "shared" / "tools", help="has gridscore.py")
    ask.add_argument("--word", type=Path, nargs="*", default=[], help="folders of NAME.docx + NAME.pdf")
    ask.add_argument("--icdar", type=Path, help="folder of NAME.pdf + NAME-str.xml")
    ask.add_argument("--speed", type=Path, nargs="*", default=[], help="folders of PDFs")
    ask.add_argument("--readers", default=",".join(peers.READERS))
    ask.add_argument("--memory", action="store_true")
    ask.add_argument("--write", action="store_true")
    given = ask.parse_args()
    quiet()
    sys.path.insert(0, str(given.tools))
    gridscore = importlib.import_module("gridscore")
    truth = truths(given.word, given.icdar, gridscore)
    files = sorted(str(path) for folder in given.speed for path in folder.rglob("*.pdf"))
    rows = []
    for name in given.readers.split(","):
        accuracy = score(name, truth, gridscore) if truth else float("nan")
        rows.append((name, accuracy, *(measured(name, files) if files else (float("nan"),) * 2)))
        print(rows[-1], file=sys.stderr, flush=True)
    lines = [f"{len(truth)} documents with a known grid; speed over {len(files)} files.", ""]
    lines += ["| reader | mean F1 | pages/s, one core | peak MB |", "|---|---|---|---|"]
    lines += [f"| {name} | {accuracy:.4f} | {speed:.1f} | {peak:.0f} |" for name, accuracy, speed, peak in rows]
    if given.memory:
        lines += ["", "Ours on one file:", "", *memory(files, (100, 300, 1_000))]
    print("\n".join(lines))
    if given.write:
        plot(rows, HERE / "tables.png")
        write([*lines, "", "![speed against accuracy](tables.png)"])


if __name__ == "__main__":
    main()
