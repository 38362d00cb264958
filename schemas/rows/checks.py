"""Rows of checks, made from `tables.yaml` by `python -m schemas.row_classes`: edit there."""

from decimal import Decimal
from typing import Required, TypedDict

from schemas.rows.places import PlaceColumns, PlaceStruct


class CheckRow(TypedDict, total=False):
    """核对结果: a row of `checks`."""

    identity: Required[str]
    subject: Required[str]
    left_label: Required[str]
    left_value: Decimal | None
    right_label: Required[str]
    right_value: Decimal | None
    unit: Required[str]
    difference: Decimal | None
    tolerance: Required[Decimal]
    status: Required[str]
    severity: Required[str]
    message_zh: Required[str]
    message_en: Required[str]
    left_places: Required[list[PlaceStruct]]
    right_places: Required[list[PlaceStruct]]
    doubt: str | None
    finding: int | None


class FindingRow(PlaceColumns, total=False):
    """发现: a row of `findings`."""

    seq: Required[int]
    name: Required[str]
    kind: Required[str]
    certainty: Required[str]
    severity: Required[str]
    label: Required[str]
    printed: str | None
    printed_value: Decimal | None
    proposed_value: Decimal | None
    amount_yuan: Decimal | None
    points: Decimal | None
    share: Decimal | None
    weight: Required[Decimal]
    trivial: Required[bool]
    checks_explained: Required[int]
    ties: Required[int]
    checks: Required[list[str]]
    message_zh: Required[str]
    message_en: Required[str]
    places: Required[list[PlaceStruct]]
    col: int | None


class LinkRow(TypedDict, total=False):
    """同一公开的文件: a row of `links`."""

    relation: Required[str]
    linked_document_id: Required[str]
    linked_file_name: Required[str]
    linked: Required[bool]
    agreeing: Required[int]
    differing: Required[int]
    reasons: Required[list[str]]
    decided_by: Required[str]
    because: str | None


class ExplanationRow(TypedDict, total=False):
    """已说明的不符: a row of `explanations`."""

    identity: Required[str]
    subject: Required[str]
    left_value: Decimal | None
    right_value: Decimal | None
    unit: Required[str]
    because: Required[str]
    accepted_by: Required[str]
    accepted_on: Required[str]
