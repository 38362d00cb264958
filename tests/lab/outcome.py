"""What is read of a composition that was typeset, beside what was composed."""

from collections import Counter
from dataclasses import dataclass

from compose import Composition
from drawn import undrawn
from engines import ENGINES
from facts import Fact, fold, plain
from style import Style

from extractors.document.file import File
from extractors.document.troubles import ReadError
from extractors.pipeline import extract, read_document
from schemas.tables import Records


@dataclass
class Outcome:
    """Facts missing, invented, missing as no page shows them; what failed; `problem` where no file was read."""

    missing: Counter[Fact]
    invented: Counter[Fact]
    not_drawn: Counter[Fact]
    errors: list[str]
    warnings: list[str]
    """What was doubted, and what is said to be not read."""
    problem: str | None = None

    def differs(self) -> bool:
        """Whether the records are not what the pages state."""
        return bool(self.missing or self.invented)


def try_one(composition: Composition, engine: str, style: Style) -> tuple[Outcome, bytes]:
    """Typesets a composition, reads it, and compares."""
    blocks = composition.blocks()
    data = ENGINES[engine][0](blocks, style)
    want = composition.facts()
    try:
        document = read_document(data)
        _, records = extract(document, File("lab", "lab", "0" * 64, len(data)), "lab")
    except ReadError as error:
        return Outcome(want, Counter(), Counter(), [], [], str(error)), data
    got = read_facts(records)
    missing = want - got
    not_drawn = undrawn(missing, data, blocks) if missing and data.startswith(b"%PDF") else Counter[Fact]()
    failed: dict[str, list[str]] = {"error": [], "warning": [], "info": []}
    for check in records["checks"]:
        if check["status"] == "fail":
            failed[check["severity"]].append(f"{check['identity']} {check['message_en']}")
    doubts = [*failed["warning"], *(f"{failure['error']} {failure['message']}" for failure in records["failures"])]
    return Outcome(missing - not_drawn, got - want, not_drawn, failed["error"], doubts), data


def read_facts(records: Records) -> Counter[Fact]:
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
