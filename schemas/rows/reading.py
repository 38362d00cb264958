"""Rows of reading, made from `tables.yaml` by `python -m schemas.row_classes`: edit there."""

from datetime import date, datetime
from decimal import Decimal
from typing import Required, TypedDict

from schemas.rows.places import PlaceColumns


class DocumentRow(TypedDict, total=False):
    """文件: a row of `documents`."""

    file_name: Required[str]
    source_url: str | None
    media_type: Required[str]
    size_bytes: Required[int]
    pages: int | None
    reader: Required[str]
    title: str | None
    kind: Required[str]
    not_extracted: str | None
    identity_evidence: str | None
    level: str | None
    region_code: str | None
    department_code: str | None
    published_on: date | None
    retrieved_at: datetime | None
    supersedes: str | None
    superseded_by: str | None
    extractor_version: Required[str]
    tables_found: Required[int]
    tables_recognised: Required[int]
    numbers_found: Required[int]
    numbers_claimed: Required[int]
    figures_named: Required[int]
    figures_unnamed: Required[int]
    checks_run: Required[int]
    checks_failed: Required[int]
    checks_doubtful: Required[int]
    findings: Required[int]


class TableRow(TypedDict, total=False):
    """表格: a row of `tables`."""

    table_index: Required[int]
    kind: str | None
    other_kinds: str | None
    form: str | None
    title: str | None
    unit_printed: str | None
    unit_proof: str | None
    first_page: int | None
    last_page: int | None
    rows: Required[int]
    columns: Required[int]
    structure: str | None
    sums_held: int | None
    sums_failed: int | None
    rows_proved: bool | None
    columns_proved: bool | None
    engine: Required[str]
    witness_agreement: Decimal | None
    witness_cells: int | None
    state: Required[str]
    empty_note: str | None


class CellRow(TypedDict, total=False):
    """单元格: a row of `cells`."""

    table_index: Required[int]
    row: Required[int]
    col: Required[int]
    row_span: Required[int]
    col_span: Required[int]
    text: Required[str]
    page: int | None
    line: int | None
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    header: Required[bool]
    proved: bool | None
    witness_text: str | None
    confidence: Decimal | None
    doubt: str | None
    suggested_value: Decimal | None
    suggested_because: str | None


class FailureRow(TypedDict, total=False):
    """失败记录: a row of `failures`."""

    seq: Required[int]
    path: Required[str]
    sha256: str | None
    stage: Required[str]
    page: int | None
    error: Required[str]
    message: Required[str]
    tried_again: Required[bool]


class LeftoverRow(PlaceColumns, total=False):
    """未归属内容: a row of `leftovers`."""

    seq: Required[int]
    kind: Required[str]
    text: Required[str]
    reason: Required[str]
