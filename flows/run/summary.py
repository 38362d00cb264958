"""The summary of a run, as data and as Markdown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.identify.kinds import UNREAD_KINDS
from flows.language import language
from flows.publish import parts
from flows.publish.register import Entry, explanation_of
from flows.run.files import shown
from flows.run.worker import Outcome
from schemas.rows import FindingRow
from schemas.tables import as_published


def alarms(outcome: Outcome, entries: Sequence[Entry] = ()) -> Counter[str]:
    """How many findings of a document are neither trivial nor explained by the register, by severity."""
    if not any(entry.about(outcome.publisher, outcome.year, Path(outcome.part).stem) for entry in entries):
        return Counter(dict(outcome.failed))
    return Counter(row["severity"] for row in _unexplained(outcome, entries))


def errors(outcome: Outcome, entries: Sequence[Entry] = ()) -> list[str]:
    """The sentences of a document's findings that are errors, neither trivial nor explained, by weight."""
    if not dict(outcome.failed).get("error"):
        return []
    return [
        row["message_zh"] if language() == "zh" else row["message_en"]
        for row in _unexplained(outcome, entries)
        if row["severity"] == "error"
    ]


def _unexplained(outcome: Outcome, entries: Sequence[Entry]) -> list[FindingRow]:
    read = as_published(
        {name: made.to_pylist() for name, made in parts.read(Path(outcome.part), ("checks", "findings"))}
    )
    found = (finding for finding in read.get("findings", ()) if not finding["trivial"])
    return [finding for finding in found if explanation_of(finding, read["checks"], entries) is None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: the outcome of each file, files with another's bytes, what folders held besides, the snapshot."""

    outcomes: list[Outcome]
    twins: dict[str, str]
    skipped: dict[str, int]
    snapshot: str
    rows: dict[str, int]
    held: bool = False
    """Whether what was read is staged only, since somebody went back to an earlier snapshot."""

    set_aside: tuple[str, ...] = ()
    """Sentences on documents that were read once and whose parts were found damaged."""
    healed: tuple[str, ...] = ()
    """Sentences on published files that were found altered and written again."""

    forgotten: list[str] = field(default_factory=list)
    """The paths of documents that a person took out."""

    @property
    def failed(self) -> list[Outcome]:
        """The inputs that could not be read."""
        return [outcome for outcome in self.outcomes if outcome.problem]

    @property
    def lost(self) -> bool:
        """Whether an input could not be read, or a part of one was given up."""
        return bool(self.failed or self.set_aside or any(outcome.given_up for outcome in self.outcomes))

    def as_data(self) -> dict[str, Any]:
        """The summary as plain data, for `--json`."""
        read = [outcome for outcome in self.outcomes if not outcome.problem]
        return {
            "snapshot": Path(self.snapshot).name,
            "published": not self.held,
            "documents": [outcome.as_data() for outcome in read],
            "failures": [{"path": shown(outcome.path), "message": outcome.problem} for outcome in self.failed],
            "set_aside": list(self.set_aside),
            "healed": list(self.healed),
            "same_bytes": self.twins,
            "no_disclosures": sum(outcome.kind in UNREAD_KINDS for outcome in read),
            "skipped": self.skipped,
            "forgotten": self.forgotten,
            "rows": self.rows,
        }

    def markdown(self, listed: int) -> str:
        """The summary as Markdown, naming at most so many documents."""
        lines = [f"{len(self.outcomes)} files, {len(self.failed)} not read. Snapshot `{Path(self.snapshot).name}`.", ""]
        lines += ["| file | publisher | year | checks failed | numbers claimed |", "|---|---|---|---|---|"]
        for outcome in self.outcomes[:listed]:
            name = outcome.name.replace("|", "\\|")
            if outcome.problem:
                lines.append(f"| {name} | not read: {outcome.problem.replace('|', ' ')} | | | |")
            else:
                found, claimed = outcome.numbers
                failed = dict(outcome.status).get("fail", 0)
                lines.append(f"| {name} | {outcome.publisher} | {outcome.year} | {failed} | {claimed} of {found} |")
        if len(self.outcomes) > listed:
            lines.append(f"| … and {len(self.outcomes) - listed} more | | | | |")
        lines += ["", "| table | rows |", "|---|---|", *(f"| {name} | {rows} |" for name, rows in self.rows.items())]
        return "\n".join(lines)
