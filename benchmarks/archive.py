"""A year's archive: `python benchmarks/archive.py [--counts 500,5000] [--kills 3] [--work DIR]`.

Makes documents of ten years and five provinces out of the samples' text: another body, year, province and amounts, so
that each is a document of its own; a fifth are the large sample of 37 KB, the others that of 4 KB. Ingests them
undisturbed and again with so many SIGKILLs of the whole process group on the way, compares what was published byte for
byte, then publishes one new document into it. Prints Markdown: time, rate, disk, memory and how they grow, and which
files the new document changed.
"""

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "raw" / "samples"
YEARS = range(2016, 2026)
PROVINCES = ("河北省", "江苏省", "浙江省", "四川省", "广东省")
_SYLLABLES = "青云石松竹梅兰秋春晴溪泉岭川林谷湖江泽原"
_MEASURE = """
import json, os, resource, subprocess, sys, time
from pathlib import Path
start, spent, peaks = time.perf_counter(), {}, {}
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, process_group=0)
while child.poll() is None:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == child.pid:
                spent[folder.name] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
                status = (folder / "status").read_text()
                peaks[folder.name] = int(status.partition("VmHWM:")[2].split()[0]) / 1024
        except (OSError, IndexError):
            pass
    time.sleep(0.3)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
others = sum(cpu for process, cpu in spent.items() if process != str(child.pid))
own = peaks.get(str(child.pid), 0)
cpu = usage.ru_utime + usage.ru_stime + others
print(json.dumps([time.perf_counter() - start, cpu, own, max(peaks.values(), default=0), child.returncode]))
"""
_STAGE = """
import sys
from flows.run import worker
worker.process(worker.Job(*sys.argv[1:], worker.stamp("all")))
"""


def yusuan(*arguments: object) -> list[str]:
    """The command line of this installation."""
    return [str(Path(sys.executable).parent / "yusuan"), *map(str, arguments)]


def variant(number: int) -> tuple[str, bytes]:
    """File name and bytes of the document of that number; its year and province turn with it."""
    year, province = YEARS[number % 10], PROVINCES[number // 10 % 5]
    body = "".join(_SYLLABLES[number // 50 // 20**power % 20] for power in range(3))
    source, old_name, old_year, old_province = (
        ("青榆市公共文化服务中心2020年部门预算.txt", "青榆市公共文化服务中心", 2020, "河北省"),
        ("江苏省潮音石刻馆2018年度部门预算公开.txt", "江苏省潮音石刻馆", 2018, "江苏省"),
    )[number // 50 % 5 > 0]
    name = f"{province}{body}{'石刻馆' if number // 50 % 5 else '文化服务中心'}"
    text = (SAMPLES / source).read_text(encoding="utf-8").replace(old_name, name).replace(old_province, province)
    factor = 1 + number // 50 % 8
    text = re.sub(r"\d+\.\d\d(?![\d%])", lambda amount: f"{float(amount[0]) * factor:.2f}", text)
    for shift in (1, 0, -1):
        text = text.replace(str(old_year + shift), f"<{shift}>")
    for shift in (1, 0, -1):
        text = text.replace(f"<{shift}>", str(year + shift))
    return f"{name}{year}年部门预算-{number:05d}.txt", text.encode()


def write_variants(folder: Path, start: int, count: int) -> int:
    """Writes so many variants from number `start`, a folder a year; their bytes in all."""
    total = 0
    for number in range(start, start + count):
        name, data = variant(number)
        target = folder / str(YEARS[number % 10]) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        total += len(data)
    return total


def measure(*arguments: object) -> dict[str, float]:
    """Seconds, processor seconds, and peak MB of the publishing process and of any, of one command."""
    answer = subprocess.run(
        [sys.executable, "-c", _MEASURE, *yusuan(*arguments)], capture_output=True, text=True, check=True
    )
    seconds, cpu, own, peak, code = json.loads(answer.stdout)
    if code:
        raise SystemExit(f"yusuan {' '.join(map(str, arguments))} ended with {code}: {answer.stderr[-2000:]}")
    return {"seconds": seconds, "cpu": cpu, "own": own, "any": peak}


def killed(source: Path, out: Path, count: int, kills: int) -> None:
    """Ingests, killed with its whole process group when a share of the documents is staged, and finishes."""
    moments = random.Random(2031)
    for kill in range(kills):
        wanted = count * (kill + moments.uniform(0.3, 0.9)) / (kills + 1)
        child = subprocess.Popen(
            yusuan("run", source, "--out", out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
        )
        while child.poll() is None and staged(out) < wanted:
            time.sleep(0.05)
        time.sleep(moments.uniform(0, 0.3))
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        print(f"killed with {staged(out)} of {count} staged", file=sys.stderr, flush=True)
    measure("run", source, "--out", out)


def staged(out: Path) -> int:
    """The documents that have a part."""
    return sum(1 for _ in out.glob("parts/[0-9]*/*.arrows"))


def published(out: Path) -> dict[str, str]:
    """The sha256 of each file of the latest snapshot, its manifest included."""
    latest = (out / "latest").resolve()
    return {
        str(path.relative_to(latest)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(latest.rglob("*"))
        if path.is_file()
    }


def disk(folder: Path) -> float:
    """MB below a folder, hard links counted once."""
    files = {path.stat().st_ino: path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file()}
    return sum(files.values()) / 1e6


def grow(work: Path, count: int, kills: int) -> None:
    """All of it for one size of archive; prints its rows."""
    source, out, other = work / f"raw-{count}", work / "out", work / "killed"
    for folder in (out, other):
        shutil.rmtree(folder, ignore_errors=True)
    size = write_variants(source, 0, count) / 1e6
    spent = measure("run", source, "--out", out)
    row(f"{count:,} documents", size, spent, f"{count / spent['seconds']:.0f}/s", out)
    row(f"{count:,}: run again", 0, measure("run", source, "--out", out), "nothing to do", out)
    if kills:
        killed(source, other, count, kills)
        same = published(out) == published(other)
        print(f"| {count:,}, killed {kills} times | | | | {'the same bytes' if same else 'DIFFERENT'} | | | |")
        shutil.rmtree(other)
    for number, what in ((0, "one new document, read and published"), (1, "one new document, staged before: publish")):
        before, added = published(out), work / f"new-{count}-{number}"
        size = write_variants(added, count + number, 1) / 1e6
        if number:
            (path,) = added.rglob("*.txt")
            subprocess.run([sys.executable, "-c", _STAGE, path, out], check=True)
        spent = measure(*(["publish"] if number else ["run", added]), "--out", out)
        after = published(out)
        changed = sorted({Path(path).name for path in after if before.get(path) != after[path]})
        row(f"{count:,}: {what}", size, spent, f"rewritten: {', '.join(changed)}", out)
    row(f"{count:,}: publish, nothing new", 0, measure("publish", "--out", out), "", out)


def row(what: str, size: float, spent: dict[str, float], rate: str, out: Path) -> None:
    """Prints one row."""
    print(
        f"| {what} | {size:.1f} | {spent['seconds']:.1f} | {spent['cpu']:.1f} | {rate} | {disk(out):.0f} "
        f"| {spent['own']:.0f} | {spent['any']:.0f} |",
        flush=True,
    )


def main() -> None:
    """Runs the sizes one after the other."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--counts", default="500,5000", help="documents")
    ask.add_argument("--kills", type=int, default=3, help="SIGKILLs on the way")
    ask.add_argument("--work", type=Path, help="a folder that stays; default a temporary one")
    given = ask.parse_args()
    print("| run | MB read | seconds | processor s | | MB on disk | MB, publishing process | MB, any process |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        for count in map(int, given.counts.split(",")):
            grow(given.work or Path(name), count, given.kills)


if __name__ == "__main__":
    main()
