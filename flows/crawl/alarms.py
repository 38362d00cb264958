"""Alarms as data: `OUT/alarms.jsonl`, a line when one is raised and one when it is over; and as Prefect events.

Two runs at once take turns at the file. A line that a killed process left unfinished is left out and ended.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from flows.crawl.monitors import Alarm
from flows.locks import exclusive

FILE = "alarms.jsonl"
Key = tuple[str, str, str]


def update(out: Path, sources: Iterable[str], found: Iterable[Alarm], moment: str) -> list[Alarm]:
    """Notes what is new and what is over among the alarms of these sources; gives the new ones."""
    now = {_key(asdict(alarm)): alarm for alarm in found}
    judged = set(sources)
    with _file(out) as stream:
        lines = _lines(stream)
        before = {key: line for key, line in _open(lines).items() if line["source"] in judged}
        raised = [alarm for key, alarm in now.items() if key not in before]
        over = [line for key, line in before.items() if key not in now]
        new = [{"state": "raised", "at": moment, **asdict(alarm)} for alarm in raised]
        new += [{**line, "state": "over", "at": moment} for line in over]
        if new:
            stream.seek(0, os.SEEK_END)
            stream.write("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in new).encode())
            stream.flush()
            os.fsync(stream.fileno())
    return raised


def standing(out: Path) -> list[dict[str, Any]]:
    """The alarms that are not over, in the order in which they were raised."""
    try:
        data = (out / FILE).read_bytes()
    except FileNotFoundError:
        return []
    return list(_open(_whole(data)).values())


def emit(alarm: Alarm) -> None:
    """Sends an alarm as an event to Prefect, where automations may act on it."""
    from prefect.events import emit_event

    emit_event(
        f"yusuan.alarm.{alarm.monitor}",
        resource={"prefect.resource.id": f"yusuan.source.{alarm.source}", "prefect.resource.name": alarm.source},
        payload=asdict(alarm),
    )


def _open(lines: Iterable[dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    found: dict[Key, dict[str, Any]] = {}
    for line in lines:
        if line["state"] == "raised":
            found[_key(line)] = line
        else:
            found.pop(_key(line), None)
    return found


def _key(line: dict[str, Any]) -> Key:
    return line["monitor"], line["source"], line["subject"]


def _lines(stream: IO[bytes]) -> list[dict[str, Any]]:
    """The whole lines; an unfinished one at the end is cut off, for what it said is said again."""
    stream.seek(0)
    data = stream.read()
    stream.truncate(data.rfind(b"\n") + 1)
    return _whole(data)


def _whole(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data[: data.rfind(b"\n") + 1].splitlines()]


@contextmanager
def _file(out: Path) -> Iterator[IO[bytes]]:
    out.mkdir(parents=True, exist_ok=True)
    with (out / FILE).open("ab+") as stream:
        exclusive(stream)
        yield stream
