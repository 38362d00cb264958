"""What each visit brought, kept for those who run this for years: `OUT/visits.jsonl`, a line a visit."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flows.crawl.visit import Visit

FILE = "visits.jsonl"


def note(out: Path, visits: Iterable[Visit], snapshot: str, at: str, *, aloud: bool = False) -> None:
    """Adds a line for each visit of a run; with `aloud` the same goes to standard error as a sentence."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / FILE).open("a", encoding="utf-8") as stream:
        for visit in visits:
            line = _line(visit, snapshot, at)
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            if aloud:
                sys.stderr.write(f"{sentence(line)}\n")
    sys.stderr.flush()


def _line(visit: Visit, snapshot: str, at: str) -> dict[str, Any]:
    counts = {name: len(getattr(visit, name)) for name in ("new", "changed", "gone", "failures")}
    return {
        "at": at, "source": visit.source, **counts, "same": visit.same, "requests": visit.requests,
        "elsewhere": visit.elsewhere, "first_failure": next((one.message for one in visit.failures), None),
        "snapshot": snapshot,
    }  # fmt: skip


def sentence(line: dict[str, Any]) -> str:
    """A line for people."""
    if line["elsewhere"]:
        return f"{line['at'][:19]} {line['source']}: visited by another run"
    said = ", ".join(f"{line[name]} {name}" for name in ("new", "changed", "same", "gone", "failures", "requests"))
    failed = f"; {line['first_failure']}" if line["first_failure"] else ""
    return f"{line['at'][:19]} {line['source']}: {said}; snapshot {line['snapshot']}{failed}"
