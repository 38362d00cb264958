"""Where a row stands, made from `tables.yaml` by `python -m schemas.row_classes`: edit there."""

from typing import TypedDict


class PlaceStruct(TypedDict):
    """A place as it is published, an element of a column of `places`."""

    page: int | None
    line: int | None
    table: int | None
    row: int | None
    column: int | None
    box: list[float] | None
    figure: int | None
    document: str | None
    file: str | None


class PlaceColumns(TypedDict, total=False):
    """The columns that say where a row stands in its document."""

    page: int | None
    line: int | None
    table_index: int | None
    row_index: int | None
