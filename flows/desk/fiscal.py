"""Budget tables as a Fiscal Data Package: phase, direction, functional, economic and administrative classification.

    TO/datapackage.json
    TO/<table kind>.csv       a line an amount: revenue.csv, expenditure.csv, general_expenditure.csv, …

The columns have the column types of the specification's taxonomy for budgets. The descriptor says what its JSON Schema
(fiscal-data-package.json) asks for too: the profile of a tabular package, and a model of measures and dimensions.
Each file can be added up: it has the lowest lines of a table only (no totals, no 其中), their whole amount of the
disclosed year, once a document and direction, and of each table only those whose lines add up to a total that it
prints. The tables overlap: the same money stands in several, so files are never added to each other.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from flows.desk.lines import csv_line
from flows.desk.selection import Selection, read
from flows.desk.whole import written
from flows.language import say
from schemas.rows import PublishedBudgetLine

TAXONOMY = "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json"
_KINDS = {"budget": ("approved", "预算"), "final_accounts": ("executed", "决算")}
_LAST_DIGITS = (Decimal(100), Decimal(1))
"""Of 万元 with two decimals, and of whole yuan."""

_NEEDED = (
    "document_id", "fiscal_year", "region", "publisher", "table_kind", "table_no", "seq", "unit_code", "unit_name",
    "side", "scheme", "code", "function_code", "line_no", "level", "role", "of_which", "name", "measure",
    "year", "amount_yuan",
)  # fmt: skip

_FIELDS: tuple[tuple[str, str, str, str], ...] = (
    ("id", "string", "budget-line-id", "line"),
    ("fiscal_year", "integer", "date:fiscal-year", "year"),
    ("phase", "string", "phase:id", "phase"),
    ("phase_name", "string", "phase:label", "phase"),
    ("direction", "string", "direction", "direction"),
    ("region", "string", "geo:source:code", "region"),
    ("body", "string", "administrative-classification:generic:level1:label", "administrative"),
    ("unit_code", "string", "administrative-classification:generic:level2:code", "administrative"),
    ("unit", "string", "administrative-classification:generic:level2:label", "administrative"),
    ("function_code", "string", "functional-classification:generic:code", "functional"),
    ("function", "string", "functional-classification:generic:label", "functional"),
    ("economic_code", "string", "economic-classification:generic:code", "economic"),
    ("economic", "string", "economic-classification:generic:label", "economic"),
    ("fund_source", "string", "fin-source:generic:label", "fund_source"),
    ("project", "string", "activity:generic:project:label", "project"),
    ("expenditure_type", "string", "expenditure-type:label", "expenditure_type"),
    ("amount", "number", "value", ""),
)
"""A file's columns: name, type, column type, and the dimension of the model that it is a part of."""

_DIMENSION_TYPES = {
    "line": "fact",
    "year": "datetime",
    "region": "location",
    "administrative": "classification",
    "functional": "classification",
    "economic": "classification",
    "project": "activity",
}
"""What kind of dimension each is, in the words of the specification; the others are `other`."""


@dataclass
class Written:
    """What was written: rows by file, and how many tables were left out since their lines add up to no total."""

    rows: dict[str, int] = field(default_factory=dict)
    unequal: int = 0


def write_fiscal_package(asked: Selection, to: Path, step: Callable[[str], None]) -> Written:
    """Writes a file a table kind and their description; `step` is told each document."""
    phases = {
        row["document_id"]: _KINDS[row["kind"]]
        for group in read("documents", asked, ("document_id", "kind"))
        for row in group.to_pylist()
        if row["kind"] in _KINDS
    }
    made = Written()
    with ExitStack() as files:
        streams: dict[str, Any] = {}
        for document_id, rows in groupby(_rows(asked), key=lambda row: row["document_id"]):
            for kind, lines in _tables(rows, made) if document_id in phases else ():
                if kind not in streams:
                    path = files.enter_context(written(to / f"{kind}.csv"))
                    streams[kind] = files.enter_context(path.open("w", encoding="utf-8", newline=""))
                    streams[kind].write(csv_line([name for name, *_ in _FIELDS]))
                for line in lines:
                    streams[kind].write(csv_line(_record(line, phases[document_id])))
                    made.rows[kind] = made.rows.get(kind, 0) + 1
            step(document_id)
        for stream in streams.values():
            stream.flush()
    with written(to / "datapackage.json") as path:
        path.write_text(json.dumps(_described(asked, made), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return made


def _rows(asked: Selection) -> Iterator[PublishedBudgetLine]:
    for group in read("budget_lines", asked, _NEEDED):
        yield from group.to_pylist()


def _tables(rows: Iterable[PublishedBudgetLine], made: Written) -> Iterator[tuple[str, list[PublishedBudgetLine]]]:
    """The lowest lines of each table of a document, with the file that they belong to; of one without proof nothing.

    A file has one table of a document and direction. One of the same kind by another classification has a file of its
    own; a further one by the same would have the same money again.
    """
    ours = [row for row in rows if row["measure"] == "total" and row["year"] in (None, row["fiscal_year"])]
    taken: dict[tuple[str, str | None], set[str | None]] = {}
    for _, whole in groupby(ours, key=lambda row: (row["table_kind"], row["table_no"], row["side"])):
        lines = summed(list(whole))
        if lines is None:
            made.unequal += 1
        elif lines:
            kind, side, scheme = lines[0]["table_kind"], lines[0]["side"], lines[0]["scheme"]
            known = taken.setdefault((kind, side), set())
            if scheme not in known:
                yield (kind if not known else f"{kind}_by_{scheme}"), lines
            known.add(scheme)


def summed(rows: list[PublishedBudgetLine]) -> list[PublishedBudgetLine] | None:
    """The lowest lines of a table that add up to a total that it prints; None where none do, nothing where none are.

    A line has one amount, though two columns may have its total (合计, and 小计 of the year's own). Bodies are lines
    among lines, or each has lines of its own, whose codes then stand once a body.
    """
    table = list({row["line_no"]: row for row in reversed(rows) if row["amount_yuan"] is not None}.values())[::-1]
    lines = [row for row in table if row["role"] == "item" and not row["of_which"]]
    totals = {row["amount_yuan"] or Decimal(0) for row in table if row["role"] in ("current_total", "total")}
    totals.add(_sum(row for row in table if row["role"] == "unit"))
    by_body: dict[str | None, list[PublishedBudgetLine]] = {}
    for row in lines:
        by_body.setdefault(row["unit_code"] or row["unit_name"], []).append(row)
    ways = (lowest(lines), [row for own in by_body.values() for row in lowest(own)])
    near = _rounding(table)
    return next((way for way in ways if any(abs(_sum(way) - total) <= near for total in totals)), None) if lines else []


def _rounding(table: list[PublishedBudgetLine]) -> Decimal:
    """By how much a sum may differ from its total, since each amount was rounded to the last digit that is printed."""
    last = next(
        (step for step in _LAST_DIGITS if all((row["amount_yuan"] or 0) % step == 0 for row in table)), Decimal(0)
    )
    return last / 2 * (len(table) + 1)


def _sum(rows: Iterable[PublishedBudgetLine]) -> Decimal:
    return sum((row["amount_yuan"] or Decimal(0) for row in rows), Decimal(0))


def lowest(lines: list[PublishedBudgetLine]) -> list[PublishedBudgetLine]:
    """The lines that no other line is a part of: by their codes, else by the level of the line below."""
    found = []
    codes = {row["code"] for row in lines if row["code"]}
    for number, row in enumerate(lines):
        if row["code"]:
            parent = any(code != row["code"] and code.startswith(row["code"]) for code in codes)
        else:
            below = lines[number + 1]["level"] if number + 1 < len(lines) else None
            parent = below is not None and row["level"] is not None and below > row["level"]
        if not parent:
            found.append(row)
    return found


def _record(row: PublishedBudgetLine, phase: tuple[str, str]) -> list[Any]:
    code, name, scheme = row["code"], row["name"], row["scheme"]
    by_function, by_economy = scheme == "function", scheme == "economic"
    unclassified = scheme not in ("function", "economic", "fund_source")
    project = unclassified and row["table_kind"] == "project_expenditure"
    return [
        f"{row['document_id'][:16]}-{row['table_kind']}-{row['seq']}",
        row["fiscal_year"],
        *phase,
        row["side"],
        row["region"],
        row["publisher"],
        row["unit_code"],
        row["unit_name"],
        code if by_function else row["function_code"],
        name if by_function else None,
        code if by_economy else None,
        name if by_economy else None,
        name if scheme == "fund_source" else None,
        name if project else None,
        name if unclassified and not project else None,
        row["amount_yuan"],
    ]


def _described(asked: Selection, made: Written) -> dict[str, Any]:
    """The descriptor; the currency is a constant of every file."""
    fields = [{"name": name, "type": kind, "columnType": concept} for name, kind, concept, _ in _FIELDS]
    currency = {"name": "currency", "type": "string", "columnType": "value-currency:code", "constant": "CNY"}
    return {
        "profile": "tabular-data-package",
        "name": "yusuan-budgets",
        "title": "部门预算公开（标准预算表）",
        "description": "The lowest lines of each kind of budget table. One amount stands in tables of several kinds: "
        "add up one file, never two.",
        "countryCode": "CN",
        "columnTypes": [TAXONOMY],
        "model": _model(),
        "yusuan": {"snapshot": asked.snapshot.name, "tables_left_out": made.unequal},
        "resources": [
            {
                "name": kind.replace("_", "-"),
                "path": f"{kind}.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": {"fields": fields, "extraFields": [currency], "primaryKey": "id"},
            }
            for kind in sorted(made.rows)
        ],
    }


def _model() -> dict[str, Any]:
    """Measure and dimensions as columns of each file; the first column of a dimension is its key."""
    dimensions: dict[str, dict[str, Any]] = {}
    for name, _, _, dimension in _FIELDS:
        if dimension:
            kind = _DIMENSION_TYPES.get(dimension, "other")
            made = dimensions.setdefault(dimension, {"dimensionType": kind, "primaryKey": name, "attributes": {}})
            made["attributes"][name] = {"source": name}
    for dimension in ("administrative", "functional", "economic"):
        dimensions[dimension]["classificationType"] = dimension
    return {"measures": {"amount": {"source": "amount", "currency": "CNY"}}, "dimensions": dimensions}


def sentences(made: Written, to: Path) -> list[str]:
    """What was written, and what could not be."""
    total = f"{sum(made.rows.values()):,}"
    said = [say("{path}: {files} files, {rows} lines", path=to / "datapackage.json", files=len(made.rows), rows=total)]
    if made.unequal:
        sentence = "tables left out, since their lines add up to no total that they print: {count}"
        said.append(say(sentence, count=made.unequal))
    return said
