"""What the published columns mean, in the language of who asks: schemas/tables.yaml, or flows/words/columns.zh.yaml."""

from functools import cache
from importlib.resources import files

import yaml

from schemas.tables import Column

SHARED = ("common", "place")
"""Under these stands what is in each table."""


def meaning(table: str, column: Column, language: str) -> str:
    """What a column of a table means."""
    if language != "zh":
        return column.description
    said = chinese()
    return next(said[name][column.name] for name in (table, *SHARED) if column.name in said.get(name, {}))


@cache
def chinese() -> dict[str, dict[str, str]]:
    """The Chinese meanings by table and column."""
    text = files("flows").joinpath("words/columns.zh.yaml").read_text(encoding="utf-8")
    said: dict[str, dict[str, str]] = yaml.safe_load(text)
    return said
