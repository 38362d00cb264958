"""Composes disclosures, typesets each in every way, and compares the records with what was composed.

python tests/lab/laboratory.py [N] [--first SEED] [--engines chromium,text,…] [--keep FOLDER]

Prints a table by engine: rows composed, missing, invented, and those that its pages do not show. A failure is shrunk to
the kinds of blocks that it needs and printed with its seed; with --keep its file is kept in a folder. Several runs side
by side (each its --first or its --engines) add up.
"""

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "samples")]

from compose import Composition, clean, compose, without  # noqa: E402
from engines import ENGINES  # noqa: E402
from outcome import Outcome, try_one  # noqa: E402
from style import Style, vary  # noqa: E402

KINDS = (
    "performance", "procurement", "expenditure", "organisations", "assets", "paragraph", "heading", "subheading",
    "income", "levels", "sheet", "long", "bought", "across",
)  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """What fails in a composition and is no false alarm: what follows in its plain text from what was planted."""

    failed: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, composition: Composition, style: Style) -> "Expected":
        """Nothing where nothing is planted."""
        if not (composition.planted or composition.restated):
            return cls(frozenset())
        planted, _ = try_one(composition, "text", style)
        right, _ = try_one(clean(composition), "text", style)
        before, after = (frozenset(map(_gist, one.errors + one.warnings)) for one in (right, planted))
        return cls(after - before)

    def explains(self, message: str) -> bool:
        """Whether a check failed because of what is planted."""
        return _gist(message) in self.failed


def _gist(message: str) -> tuple[str, ...]:
    """The rule that failed and the figures it names, without places, which each form has its own way to tell."""
    return message.split(" ", 1)[0], *re.findall(r"[\d,]+(?= yuan)", message)


@dataclass
class Tally:
    """What an engine's documents gave: facts composed, those missing and invented, documents with a difference."""

    composed: int = 0
    missing: int = 0
    invented: int = 0
    not_drawn: int = 0
    documents: int = 0
    faulty: list[int] = field(default_factory=list)
    false_errors: int = 0
    false_warnings: int = 0
    planted: int = 0
    unfound: list[int] = field(default_factory=list)

    def add(self, composition: Composition, outcome: Outcome, expected: Expected) -> bool:
        """Counts a document; whether there is something to tell of it.

        Where rows are not drawn, the sums of the page do not hold, and saying so is no false alarm.
        """
        self.documents += 1
        self.composed += sum(composition.facts().values())
        self.missing += sum(outcome.missing.values())
        self.invented += sum(outcome.invented.values())
        self.not_drawn += sum(outcome.not_drawn.values())
        if outcome.differs():
            self.faulty.append(composition.seed)
        alarms = [] if outcome.not_drawn else [one for one in outcome.errors if not expected.explains(one)]
        doubts = [] if outcome.not_drawn else [one for one in outcome.warnings if not expected.explains(one)]
        self.false_errors += len(alarms)
        self.false_warnings += len(doubts)
        lost = self._count_planted(composition, outcome, expected)
        return outcome.differs() or bool(alarms or doubts or outcome.not_drawn) or lost

    def _count_planted(self, composition: Composition, outcome: Outcome, expected: Expected) -> bool:
        if not (composition.planted or composition.restated):
            return False
        self.planted += 1
        found = any(expected.explains(one) for one in outcome.errors + outcome.warnings)
        if not found:
            self.unfound.append(composition.seed)
        return not found


def shrink(composition: Composition, engine: str, style: Style) -> Composition:
    """The composition without the kinds of blocks that its failure does not need, and with one project if it does."""
    for kind in KINDS:
        smaller = without(composition, frozenset({kind}))
        outcome, _ = try_one(smaller, engine, style)
        if outcome.differs():
            composition = smaller
    for unit in range(len(composition.data.get("units", ()))):
        for number in range(len(composition.data["units"][unit]["projects"])):
            smaller = without(composition, frozenset())
            kept = smaller.data["units"][unit]["projects"][number]
            smaller.data["units"] = [smaller.data["units"][unit]]
            smaller.data["units"][0]["projects"] = [kept]
            bought = smaller.data["units"][0]["procurement"]
            smaller.data["units"][0]["procurement"] = [s for s in bought if s.get("project") in (None, kept["code"])]
            outcome, _ = try_one(smaller, engine, style)
            if outcome.differs():
                return smaller
    return composition


def main() -> int:
    """Runs the laboratory."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("count", type=int, nargs="?", default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--no-shrink", action="store_true")
    options = parser.parse_args()
    tallies = {name: Tally() for name in options.engines.split(",") if ENGINES[name][1]}
    for seed in range(options.first, options.first + options.count):
        composition, style = compose(seed), vary(random.Random(seed + 1_000_003))
        expected = Expected.of(composition, style)
        print(f"seed {seed}", end="\r", file=sys.stderr, flush=True)
        for engine, tally in tallies.items():
            outcome, data = try_one(composition, engine, style)
            if tally.add(composition, outcome, expected):
                _tell(composition, engine, style, outcome, None if options.no_shrink else options)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{seed}.{engine}").write_bytes(data)
    print(table(tallies))
    return 1 if any(tally.faulty for tally in tallies.values()) else 0


def _tell(composition: Composition, engine: str, style: Style, outcome: Outcome, options: object | None) -> None:
    print(f"seed {composition.seed} {engine}: {outcome.problem or ''}", flush=True)
    if composition.planted:
        print(f"   planted: {composition.planted}")
    for sign, facts in (("-", outcome.missing), ("+", outcome.invented), ("not drawn", outcome.not_drawn)):
        for fact in list(facts)[:4]:
            print(f"   {sign} {fact}"[:220])
    for mark, messages in (("!", outcome.errors), ("?", outcome.warnings)):
        for message in messages[:2]:
            print(f"   {mark} {message}"[:260])
    if options is not None and outcome.differs():
        smallest = shrink(composition, engine, style)
        left = Counter(block.kind for block in smallest.blocks())
        print(f"   smallest: {dict(left)}", flush=True)


def table(tallies: dict[str, Tally]) -> str:
    """The result as Markdown."""
    heads = (
        "typeset as", "documents", "rows composed", "missing", "invented", "not drawn", "false errors",
        "false warnings", "planted", "not found",
    )  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name, t in tallies.items():
        share = f"{t.missing} ({t.missing / max(t.composed, 1):.2%})"
        counts = (
            name, t.documents, t.composed, share, t.invented, t.not_drawn, t.false_errors, t.false_warnings, t.planted,
            len(t.unfound),
        )  # fmt: skip
        lines.append(f"| {' | '.join(map(str, counts))} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
