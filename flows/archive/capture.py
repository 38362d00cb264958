"""A capture: that these bytes were had from there, then; what its sidecar and its line in the index say."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

FORMAT = 1
"""Of the sidecars; a later one may say more, what a reader does not know it leaves alone."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One download or delivery of a file. `Archive.put` fills in `sha256` and `size`, and `retrieved_at` where it is
    left empty.

    `url` is what was asked for and `redirected_to` where that led; `referrer` and `link_text` are the page and the
    words of the link that named it; `source` is the source's name in the crawler's data; `retrieved_at` is UTC, ISO
    8601; `role` says what it is where it is no document to read (page, robots, refused); `agent` is who asked (the
    User-Agent), or who handed the file in; `publisher` and `note` are what a person says of a delivery;
    `file_name_bytes` is the name on the disk, hexadecimal, where `file_name` is not it (a name in GBK).
    """

    file_name: str
    url: str | None = None
    redirected_to: str | None = None
    referrer: str | None = None
    link_text: str | None = None
    source: str | None = None
    retrieved_at: str = ""
    status: int | None = None
    role: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    agent: str | None = None
    publisher: str | None = None
    note: str | None = None
    file_name_bytes: str | None = None
    sha256: str = ""
    size: int = 0

    def text(self) -> str:
        """The sidecar: JSON, the same for the same facts."""
        facts = {name: value for name in _NAMES if (value := getattr(self, name)) not in (None, {})}
        return json.dumps({"format": FORMAT, **facts}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @property
    def id(self) -> str:
        """Half of the sha256 of the sidecar, which gives the sidecar its name: what is altered in it shows."""
        return hashlib.sha256(self.text().encode()).hexdigest()[:32]

    @property
    def order(self) -> tuple[str, str]:
        """By this captures are sorted: by time, those of one moment always alike."""
        return self.retrieved_at, self.id


_NAMES = tuple(found.name for found in dataclasses.fields(Capture))


def from_facts(facts: Mapping[str, Any]) -> Capture:
    """A capture from what a sidecar or a line of the index says; raises ValueError where it says too little."""
    if not {"sha256", "file_name", "retrieved_at"} <= facts.keys():
        raise ValueError("it has no sha256, file_name and retrieved_at")
    return Capture(**{name: value for name, value in facts.items() if name in _NAMES})


def moment(text: str = "") -> str:
    """A time (ISO 8601 with its zone; now, where empty) as captures say it: UTC to the microsecond.

    Raises ValueError for a time without a zone, or none at all.
    """
    time = datetime.fromisoformat(text) if text else datetime.now(UTC)
    if time.tzinfo is None:
        raise ValueError(f"the time {text!r} has no time zone")
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def told(captures: Iterable[Capture]) -> dict[str, Capture]:
    """The capture whose facts are told of each content, by its hash: see `Archive.told`."""
    ordered = sorted(captures, key=lambda capture: capture.order)
    first: dict[str, Capture] = {}
    standing: dict[str, str] = {}
    for capture in ordered:
        known = first.setdefault(capture.sha256, capture)
        if capture.url is not None:
            came_back = standing.get(capture.url, capture.sha256) != capture.sha256
            if came_back and known.url == capture.url:
                first[capture.sha256] = capture
            standing[capture.url] = capture.sha256
    return first
