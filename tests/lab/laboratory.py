"""Composes disclosures, typesets each in every way, and compares the records with what was composed.

python tests/lab/laboratory.py [N] [--first SEED] [--engines chromium,text,…] [--keep FOLDER]

Prints a table by engine: rows composed, missing, invented. A failure is shrunk to the kinds of blocks that it needs and
printed with its seed; with --keep its file is kept in a folder.
"""

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "samples")]

from compose import Composition, compose, without  # noqa: E402
from engines import ENGINES  # noqa: E402
from facts import Fact, fold, plain  # noqa: E402
from style import Style, vary  # noqa: E402

from extractors.document.file import File  # noqa: E402
from extractors.document.model import ReadError  # noqa: E402
from extractors.pipeline import extract, read_document  # noqa: E402
from schemas.tables import RowsByTable  # noqa: E402

PLANTED = "restated"
KINDS = (
    "performance", "procurement", "expenditure", "organisations", "assets", "paragraph", "heading", "subheading",
    "income", "levels", "sheet", "long", "bought",
)  # fmt: skip


@dataclass
class Tally:
    """What an engine's documents gave: facts composed, those missing and invented, documents with a difference."""

    composed: int = 0
    missing: int = 0
    invented: int = 0
    documents: int = 0
    faulty: list[int] = field(default_factory=list)
    false_errors: int = 0
    unfound: int = 0


def read_facts(records: RowsByTable) -> Counter[Fact]:
    """The facts that records state, as a composition states its own."""
    facts: Counter[Fact] = Counter()
    names = {row["table_no"]: row["project_name"] for row in records.get("projects", ())}
    for row in records.get("projects", ()):
        facts["project", fold(row["project_name"] or ""), _value(row["budget_yuan"])] += 1
    for row in records.get("indicators", ()):
        if row["scope"] == "project":
            texts = (row["level1"], row["level2"], row["level3"], row["target"])
            facts["indicator", fold(names.get(row["parent_no"]) or ""), *(fold(text or "") for text in texts)] += 1
    for row in records.get("procurement_items", ()):
        numbers = (_value(row["quantity"]), _value(row["amount_yuan"]))
        names_of = (fold(row["project_name"] or ""), fold(row["item_name"] or ""), row["catalogue_code"])
        facts["item", *names_of, *numbers] += 1
    for row in records.get("budget_lines", ()):
        if row["amount_yuan"]:
            facts["line", row["code"], fold(row["name"] or ""), row["measure"], _value(row["amount_yuan"])] += 1
    return facts


def _value(value: object) -> str | None:
    return None if value is None else plain(value)  # type: ignore[arg-type]


@dataclass
class Outcome:
    """Facts missing and invented, errors raised; `problem` where the file was not read at all."""

    missing: Counter[Fact]
    invented: Counter[Fact]
    errors: list[str]
    problem: str | None = None


def try_one(composition: Composition, engine: str, style: Style) -> tuple[Outcome, bytes]:
    """Typesets a composition, reads it, and compares."""
    data = ENGINES[engine][0](composition.blocks(), style)
    want = composition.facts()
    try:
        document = read_document(data)
        _, records = extract(document, File("lab", "lab", "0" * 64, len(data)), "lab")
    except ReadError as error:
        return Outcome(want, Counter(), [], str(error)), data
    got = read_facts(records)
    errors = [
        f"{check['identity']} {check['message_en']}"
        for check in records["checks"]
        if check["status"] == "fail" and check["severity"] == "error"
    ]
    return Outcome(want - got, got - want, errors), data


def shrink(composition: Composition, engine: str, style: Style) -> Composition:
    """The composition without the kinds of blocks that its failure does not need, and with one project if it does."""
    for kind in KINDS:
        smaller = without(composition, frozenset({kind}))
        outcome, _ = try_one(smaller, engine, style)
        if outcome.missing or outcome.invented:
            composition = smaller
    for unit in range(len(composition.data.get("units", ()))):
        for number in range(len(composition.data["units"][unit]["projects"])):
            smaller = without(composition, frozenset())
            (kept,) = [smaller.data["units"][unit]["projects"][number]]
            smaller.data["units"] = [smaller.data["units"][unit]]
            smaller.data["units"][0]["projects"] = [kept]
            bought = smaller.data["units"][0]["procurement"]
            smaller.data["units"][0]["procurement"] = [s for s in bought if s.get("project") in (None, kept["code"])]
            outcome, _ = try_one(smaller, engine, style)
            if outcome.missing or outcome.invented:
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
        print(f"seed {seed}", end="\r", file=sys.stderr, flush=True)
        for engine, tally in tallies.items():
            outcome, data = try_one(composition, engine, style)
            _count(tally, composition, outcome)
            if outcome.missing or outcome.invented or (outcome.errors and not composition.planted):
                _tell(composition, engine, style, outcome, None if options.no_shrink else options)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{seed}.{engine}").write_bytes(data)
    print(table(tallies))
    return 1 if any(tally.faulty for tally in tallies.values()) else 0


def _count(tally: Tally, composition: Composition, outcome: Outcome) -> None:
    tally.documents += 1
    tally.composed += sum(composition.facts().values())
    tally.missing += sum(outcome.missing.values())
    tally.invented += sum(outcome.invented.values())
    found = any(error.startswith(PLANTED) for error in outcome.errors)
    tally.unfound += composition.planted and not found
    known = PLANTED if composition.planted else "\0"
    tally.false_errors += sum(not error.startswith(known) for error in outcome.errors)
    if outcome.missing or outcome.invented:
        tally.faulty.append(composition.seed)


def _tell(composition: Composition, engine: str, style: Style, outcome: Outcome, options: object | None) -> None:
    print(f"seed {composition.seed} {engine} {style}: {outcome.problem or ''}", flush=True)
    for sign, facts in (("-", outcome.missing), ("+", outcome.invented)):
        for fact in list(facts)[:4]:
            print(f"   {sign} {fact}"[:220])
    for error in outcome.errors[:2]:
        print(f"   ! {error}"[:260])
    if options is not None and (outcome.missing or outcome.invented):
        smallest = shrink(composition, engine, style)
        left = Counter(block.kind for block in smallest.blocks())
        print(f"   smallest: {dict(left)}", flush=True)


def table(tallies: dict[str, Tally]) -> str:
    """The result as Markdown."""
    heads = ("typeset as", "documents", "rows composed", "missing", "invented", "false errors", "planted, not found")
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name, t in tallies.items():
        share = f"{t.missing} ({t.missing / max(t.composed, 1):.2%})"
        counts = (name, t.documents, t.composed, share, t.invented, t.false_errors, t.unfound)
        lines.append(f"| {' | '.join(map(str, counts))} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
