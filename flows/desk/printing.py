"""What `describe` prints."""

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from schemas.tables import PublishedTable


def console() -> Console:
    """A console on standard output as it is now; 120 columns wide where that is no terminal."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 120)


def print_tables(tables: Iterable[PublishedTable]) -> None:
    """All tables: name, Chinese label, what a row is."""
    shown = Table("table", "名称", "one row is")
    for table in tables:
        shown.add_row(table.name, table.label, escape(table.row))
    console().print(shown)


def print_description(table: PublishedTable) -> None:
    """One table: each column with its type, unit, Chinese label and meaning."""
    key = ", ".join(table.key)
    shown = Table(
        title=f"{table.name} {table.label}: one row is {escape(table.row)}; key in a document: {key}",
        title_justify="left",
    )
    for name in ("column", "type", "unit", "名称"):
        shown.add_column(name, no_wrap=name != "名称")
    shown.add_column("meaning")
    for column in table.columns:
        shown.add_row(column.name, column.type, column.unit, column.label, escape(column.description))
    console().print(shown)
