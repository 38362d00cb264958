"""A `Document` to its records: who published it, what it says, what adds up."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

from extractors.check import evaluate
from extractors.document.claims import Claims
from extractors.document.model import Cell, Document, Table, Trouble
from extractors.document.outline import Sections, sections
from extractors.identify.identity import Identity, identify, namings
from extractors.recognise import units
from extractors.recognise.empty_tables import empty_note
from extractors.recognise.forms import NO_UNIT, Recognised, money_unit, printed_unit, recognise
from extractors.records import assets_in_prose as estate
from extractors.records import leftovers as ledger
from extractors.records import organizations as holdings
from extractors.records.performance import department, duties, duty_tables, listed_projects, numbered_goals
from extractors.records.performance import project_tables as performance
from extractors.records.performance import projects_in_prose as described
from extractors.records.procurement import items as procurement
from extractors.records.procurement import nested as procurement_nested
from extractors.records.procurement import prose as procurement_prose
from extractors.records.prose import figures as narrative
from extractors.records.standard import tables as budget
from extractors.values.numbers import YUAN, is_number
from extractors.values.text import clean, digits
from schemas.forms import layouts
from schemas.tables import Records, Row


@dataclass(frozen=True, slots=True)
class File:
    """What is known of a file beside its content; `path` is as the user gave it.

    `url` and `retrieved_at` are where and when it was downloaded, None for a local file.
    """

    path: str
    name: str
    sha256: str
    size: int
    url: str | None = None
    retrieved_at: datetime | None = None


def extract(document: Document, file: File, extractor_version: str) -> tuple[Row, Records]:
    """The common columns of a document and its rows for every published table."""
    identity = identify(document, file.name)
    outline = sections(document)
    found = _take_all(document, outline, identity)
    records = found.rows
    _number(records)
    leftovers, numbers, claimed = ledger.account(document, found, outline)
    records["tables"] = _table_rows(document, found)
    records["cells"] = [_cell_row(table, cell, found) for table in document.tables for cell in table.cells]
    records["leftovers"] = leftovers
    records["failures"] = failure_rows(file, [*document.troubles, *_ragged(document), *found.troubles])
    records["checks"] = evaluate(records, identity.fiscal_year, _half_unit(document), namings(identity))
    records["documents"] = [
        {
            "file_name": file.name,
            "source_url": file.url,
            "retrieved_at": file.retrieved_at,
            "media_type": document.media_type,
            "size_bytes": file.size,
            "pages": document.pages,
            "reader": document.reader,
            "title": identity.title,
            "kind": identity.kind,
            "level": identity.level,
            "region_code": identity.region,
            "department_code": identity.department_code,
            "extractor_version": extractor_version,
            "tables_found": len(document.tables),
            "tables_recognised": len(found.kinds),
            "numbers_found": numbers,
            "numbers_claimed": claimed,
            "checks_run": len(records["checks"]),
            "checks_failed": sum(1 for check in records["checks"] if check["status"] == "fail"),
        }
    ]
    return _common(file.sha256, identity), records


def _common(sha256: str, identity: Identity) -> Row:
    return {
        "document_id": sha256,
        "fiscal_year": identity.fiscal_year,
        "region": identity.region,
        "publisher": identity.publisher,
    }


def _take_all(document: Document, outline: Sections, identity: Identity) -> Claims:
    """Lets every extractor take what it understands."""
    found = _captions(document)
    year = identity.fiscal_year
    told = narrative.extract(document, outline, year, identity.publisher, kind=identity.kind, level=identity.level)
    said = units.stated(told.rows.get("figures", ()), year)
    for recognised in recognise(document):
        take = partial(_take, recognised, found, year)
        taken = take()
        if any(trouble.error == NO_UNIT for trouble in taken.troubles):
            taken = units.prove(recognised.table, take, said, identity.publisher) or taken
        found.merge(taken)
    found.merge(budget.extract(document, set(found.kinds), year, said))
    _take_prose(found, document, outline)
    found.merge(told)
    found.merge(estate.extract(document, year))
    return found


def _take(recognised: Recognised, found: Claims, year: int | None) -> Claims:
    """What the extractor of its form finds in a table; `found` is what was found before."""
    taken = Claims()
    match recognised.form.kind:
        case "project_performance":
            taken = performance.extract(recognised, _table_no(recognised, found))
        case "procurement":
            taken = procurement.extract(recognised, year, len(found.rows.get("procurement_items", ())))
        case "procurement_nested":
            taken = procurement_nested.extract(recognised, len(found.rows.get("procurement_items", ())))
        case "duty_activity":
            taken = duty_tables.extract(recognised, _highest(found, "duties", "duty_no"))
        case "department_performance":
            tables = sum(1 for kind in found.kinds.values() if kind == "department_performance")
            taken = department.extract(recognised, department.FIRST_NO + tables, _highest(found, "duties", "duty_no"))
        case "organizations":
            taken = holdings.organizations(recognised, len(found.rows.get("organizations", ())), year)
        case "assets":
            taken = holdings.assets(recognised, len(found.rows.get("assets", ())))
    return taken


def _take_prose(found: Claims, document: Document, outline: Sections) -> None:
    """What the words outside the tables say, after the tables: a number that a table took is its own."""
    for layout in layouts():
        if "duties" in layout.prose:
            used = {row["duty_no"] for row in found.rows.get("duties", ())}
            found.merge(duties.extract(document, outline, layout.prose, used))
        if "described_projects" in layout.prose:
            prose = layout.prose["described_projects"]
            found.merge(described.extract(document, prose, _highest(found, "projects", "table_no")))
        if "listed_projects" in layout.prose:
            listed = layout.prose["listed_projects"]
            found.merge(listed_projects.extract(document, listed, _highest(found, "projects", "table_no")))
        if "procurement_listed" in layout.prose and "procurement_items" not in found.rows:
            found.merge(procurement_prose.extract(document, outline, layout.prose["procurement_listed"]))
    for prose in (layout.prose["numbered_goals"] for layout in layouts() if "numbered_goals" in layout.prose):
        parent_no = max(department.FIRST_NO - 1, _highest(found, "goals", "parent_no", scope="department"))
        found.merge(numbered_goals.extract(document, outline, prose, parent_no, found))


def _highest(found: Claims, table: str, column: str, **having: str) -> int:
    rows = (row for row in found.rows.get(table, ()) if having.items() <= row.items())
    return max((row[column] for row in rows), default=0)


def _captions(document: Document) -> Claims:
    """The rows of tables that are only their captions, as labels."""
    found = Claims()
    for table in document.tables:
        found.label(table, (cell for cell in table.cells if cell.row < table.captions))
    return found


def _table_no(recognised: Recognised, found: Claims) -> int:
    """The number that a performance table's title prints; the next one where it prints none or one seen before."""
    used = {row["table_no"] for row in found.rows.get("projects", ())}
    printed = performance.title_number(recognised)
    return printed if printed is not None and printed not in used else 1 + max(used, default=0)


def _number(records: Records) -> None:
    """Numbers the rows whose key is their order in the document."""
    for table in ("organizations", "figures", "procurement_items", "procurement_totals", "assets"):
        for seq, row in enumerate(records.get(table, ()), start=1):
            row["seq"] = seq


def failure_rows(file: File, troubles: list[Trouble], before: int = 0) -> list[Row]:
    """Troubles as rows of `failures`, numbered after so many others."""
    return [
        {
            "seq": seq,
            "path": file.path,
            "sha256": file.sha256 or None,
            "stage": trouble.stage,
            "page": trouble.page,
            "error": trouble.error,
            "message": f"{file.name}: {trouble.message}",
        }
        for seq, trouble in enumerate(troubles, start=before + 1)
    ]


def _ragged(document: Document) -> list[Trouble]:
    return [Trouble("extract", "ragged_table", table.ragged) for table in document.tables if table.ragged]


def _table_rows(document: Document, found: Claims) -> list[Row]:
    lines = [
        line for line in found.rows.get("budget_lines", ()) if found.kinds[line["table_index"]] == line["table_kind"]
    ]
    standard = {line["table_index"]: False for line in lines}
    standard |= {line["table_index"]: True for line in lines if line["amount_yuan"] is not None}
    return [
        _table_row(block, found, empty_note(document, position), standard.get(block.index))
        for position, block in enumerate(document.blocks)
        if isinstance(block, Table)
    ]


def _table_row(table: Table, found: Claims, note: str | None, amounts: bool | None) -> Row:
    """A row of `tables`; `amounts` says whether a standard table has any."""
    pages = {cell.page for cell in table.cells if cell.page is not None}
    kind = found.kinds.get(table.index)
    heads = [cell for cell in table.cells if cell.text and (table.index, cell.row, cell.col) in found.headers]
    values = [cell for cell in table.cells if cell.text and (table.index, cell.row, cell.col) not in found.headers]
    top = [cell for cell in table.cells if cell.row == 0]
    filled = any(map(_holds_a_number, values)) if amounts is None else amounts
    filled = filled or (kind is None and any(clean(cell.text) for cell in values))
    return {
        "table_index": table.index,
        "kind": kind,
        "title": table.title,
        "unit_printed": printed_unit(table, *top, *heads),
        "unit_proof": f"{table.unit}: {table.unit_reason}" if table.unit else None,
        "first_page": min(pages, default=None),
        "last_page": max(pages, default=None),
        "rows": table.rows,
        "columns": table.columns,
        "engine": table.engine,
        "witness_agreement": None,
        "witness_cells": None,
        "state": "filled" if filled else "declared_empty" if note or _says_none(values) else "empty",
        "empty_note": note,
    }


def _holds_a_number(cell: Cell) -> bool:
    """Names in the first column may have digits of their own (1、房屋, 单价在20万元以上的设备)."""
    return any(char.isdigit() for char in cell.text) and (cell.col > 0 or is_number(clean(cell.text)))


def _says_none(values: list[Cell]) -> bool:
    return any(clean(cell.text) == "无" for cell in values)


def _cell_row(table: Table, cell: Cell, found: Claims) -> Row:
    x0, top, x1, bottom = cell.box or (None, None, None, None)
    return {
        "table_index": table.index,
        "row": cell.row,
        "col": cell.col,
        "row_span": cell.row_span,
        "col_span": cell.col_span,
        "text": cell.text,
        "page": cell.page,
        "line": cell.line,
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "header": (table.index, cell.row, cell.col) in found.headers,
        "witness_text": None,
        "confidence": None if cell.confidence is None else Decimal(f"{cell.confidence:.4f}"),
        "doubt": cell.doubt,
        "suggested_value": None,
        "suggested_because": None,
    }


def _half_unit(document: Document) -> Decimal:
    """Half of the last place that the document's amounts are printed to, in yuan.

    The precision is the document's, not that of the digits of one number: prose drops trailing zeros (607.5), and
    with the digits printed its half unit would hide a real difference.
    """
    places: Counter[tuple[str, int]] = Counter()
    for table in document.tables:
        unit = money_unit(table)
        for cell in table.cells if unit else ():
            if "." not in cell.text and "．" not in cell.text:
                continue
            text = clean(digits(cell.text))
            if is_number(text) and not text.endswith("%"):
                places[unit or "", len(text.rpartition(".")[2])] += 1
    unit, decimals = places.most_common(1)[0][0] if places else ("万元", 2)
    return YUAN[unit] * Decimal(5).scaleb(-decimals - 1)
