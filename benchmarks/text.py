"""Text disclosures one after another in one process: MB a second and core of the whole line, and of its stages.

    python -P benchmarks/text.py FILE… [--rounds 12]

Each round reads, extracts and writes a variant (a number behind the first sentence), as a worker of `run` does. To
compare two commits, run it in a checkout of each, alternately.
"""

import argparse
import gc
import hashlib
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

from extractors.identify.identity import identify
from extractors.pipeline import File, extract, read_document
from extractors.records.registry import take
from flows.publish import parts

_STAGES = ("read", "identify", "records", "all of it")


def seconds(data: bytes, out: Path) -> tuple[float, ...]:
    """Processor seconds of each of the stages; the last is the whole line, which runs them once more."""
    clock = [time.process_time()]
    document = read_document(data, name="text.txt")
    clock.append(time.process_time())
    identity = identify(document, "text.txt")
    clock.append(time.process_time())
    take(document, identity)
    clock.append(time.process_time())
    file = File("text.txt", "text.txt", hashlib.sha256(data).hexdigest(), len(data))
    common, records = extract(read_document(data, name="text.txt"), file, "benchmark")
    parts.write(parts.document_part(out, common), common, records, "benchmark")
    clock.append(time.process_time())
    return tuple(end - start for start, end in pairwise(clock))


def main() -> None:
    """Prints a line a file."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("files", nargs="+", type=Path)
    ask.add_argument("--rounds", type=int, default=12)
    given = ask.parse_args()
    gc.set_threshold(50_000, 20, 20)  # as a worker
    for path in given.files:
        text = path.read_text(encoding="utf-8")
        rounds = [text.replace("。", f"。编号{number}。", 1).encode() for number in range(given.rounds + 1)]
        with tempfile.TemporaryDirectory() as folder:
            found = [seconds(data, Path(folder)) for data in rounds][1:]  # the first compiles patterns
        size = sum(map(len, rounds[1:])) / 1e6
        by_stage = zip(_STAGES, zip(*found, strict=True), strict=True)
        rates = (f"{name} {size / sum(times):.2f}" for name, times in by_stage)
        print(f"{path.name}: {size / given.rounds:.3f} MB; MB a second: {', '.join(rates)}")


if __name__ == "__main__":
    main()
