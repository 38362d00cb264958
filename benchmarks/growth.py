"""What publishing costs as an output grows: `python benchmarks/growth.py [--documents 2000 20000] [--keep DIR]`.

Stages so many small documents (a sample's part, written again as those of other publishers, over five years),
publishes them, publishes again with nothing new, and with one new document; each in a process of its own, as is
loading one publisher's figures. Prints a Markdown table: processor seconds (and those of the clock), the most memory
that the publishing process held, bytes of parts and snapshot; `--plot FILE` draws it.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from flows.publish import packed
from flows.run import worker

_TEXT = (
    "青榆市图书馆{year}年部门预算\n\n{year}年预算收入80万元，其中：一般公共预算收入80万元。\n\n"
    "机构设置\n图书馆一个单位。\n"
)
_NAME = "青榆市图书馆"
_PUBLISH = """
import json, resource, sys, time
from pathlib import Path
from flows.publish import snapshots
began, spent = time.perf_counter(), time.process_time()
snapshots.publish(Path(sys.argv[1]))
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
print(json.dumps([time.process_time() - spent, time.perf_counter() - began, held]))
"""

_LOAD = """
import json, sys, time
import yusuan
import flows.desk
began, spent = time.perf_counter(), time.process_time()
yusuan.load("figures", years=2031, publisher=sys.argv[2], out=sys.argv[1])
print(json.dumps([time.process_time() - spent, time.perf_counter() - began, 0]))
"""


def template(folder: Path, year: int) -> tuple[Path, packed.Packed]:
    """The part of a small document of a year; the folder of its partition."""
    source = folder / f"{year}.txt"
    source.write_text(_TEXT.format(year=year), encoding="utf-8")
    (folder / "out" / "parts").mkdir(parents=True, exist_ok=True)
    outcome = worker.process(worker.Job(str(source), str(folder / "out"), "growth", witness="none"))
    part = Path(outcome.part)
    return part, packed.unpack(part.read_bytes())


def publisher(number: int) -> str:
    """A name of as many characters, another for each number."""
    return "".join(chr(0x4E00 + number // 200**step % 200 + 300 * step) for step in range(3)) + "图书馆"


def stage(out: Path, templates: list[tuple[str, bytes, bytes, str]], first: int, last: int) -> None:
    """Writes the parts of so many documents."""
    for number in range(first, last):
        partition, head, body, own = templates[number % len(templates)]
        document_id = hashlib.sha256(f"{number}".encode()).hexdigest()
        pairs = ((_NAME, publisher(number)), (own, document_id))
        made = [_renamed(data, pairs) for data in (head, body)]
        target = out / "parts" / partition / f"{document_id}.arrows"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(packed.pack(made[0], made[1]))


def _renamed(data: bytes, pairs: tuple[tuple[str, str], ...]) -> bytes:
    """Bytes with one text in the place of another, as text and as JSON has it."""
    for old, new in pairs:
        data = data.replace(old.encode(), new.encode())
        data = data.replace(json.dumps(old)[1:-1].encode(), json.dumps(new)[1:-1].encode())
    return data


class Cost(NamedTuple):
    """Processor seconds and those of the clock, megabytes held at most."""

    spent: float
    seconds: float
    held: int

    def __str__(self) -> str:
        return f"{self.spent:.1f} ({self.seconds:.1f})"


def measured(program: str, *arguments: str) -> Cost:
    """What a program costs in a process of its own."""
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return Cost(*json.loads(done.stdout))


def plot(rows: list[dict[str, float]], target: Path) -> None:
    """Draws time, memory and disk against the number of documents."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    shown = {
        "processor seconds": ("nothing new", "one new document"),
        "MB held by the publishing process": ("held",),
        "MB on disk": ("parts", "snapshot"),
    }
    figure, places = pyplot.subplots(1, len(shown), figsize=(12, 3.4), layout="constrained")
    for place, (title, names) in zip(places, shown.items(), strict=True):
        for name in names:
            place.plot([row["documents"] for row in rows], [row[name] for row in rows], marker="o", label=name)
        place.set(title=title, xlabel="documents", xscale="log", ylim=(0, None))
        if len(names) > 1:
            place.legend(frameon=False)
    figure.savefig(target, dpi=110)


def size(folder: Path) -> int:
    """Bytes of all files below, one that is linked twice once."""
    found = {stat.st_ino: stat.st_size for path in folder.rglob("*") if path.is_file() and (stat := path.stat())}
    return sum(found.values())


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--documents", type=int, nargs="+", default=[500, 2000, 20000])
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--plot", type=Path)
    given = asked.parse_args()
    print("| documents | first, s | nothing new, s | one new, s | load, s | MB held | parts MB | snapshot MB | files |")
    print("|---|---|---|---|---|---|---|---|---|")
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = given.keep or Path(name)
        made = []
        for year in range(2027, 2032):
            part, whole = template(folder, year)
            made.append((part.parent.name, whole.head(), whole.body().to_pybytes(), part.stem))
            part.unlink()
        staged, out = 0, folder / "grown"
        for documents in given.documents:
            stage(out, made, staged, documents)
            first = measured(_PUBLISH, str(out))
            again = measured(_PUBLISH, str(out))
            stage(out, made, documents, documents + 1)
            one = measured(_PUBLISH, str(out))
            load = measured(_LOAD, str(out), publisher(4))
            staged = documents + 1
            latest = (out / "latest").resolve()
            files = sum(1 for path in latest.rglob("*.parquet"))
            held, parts_mb, snapshot_mb = max(first.held, one.held), size(out / "parts") / 1e6, size(latest) / 1e6
            print(
                f"| {documents:,} | {first} | {again} | {one} | {load.spent:.2f} ({load.seconds:.2f}) | {held} "
                f"| {parts_mb:.1f} | {snapshot_mb:.1f} | {files} |",
                flush=True,
            )
            figures = {"nothing new": again.spent, "one new document": one.spent, "held": held}
            rows.append({"documents": documents, "parts": parts_mb, "snapshot": snapshot_mb, **figures})
    if given.plot:
        plot(rows, given.plot)


if __name__ == "__main__":
    main()
