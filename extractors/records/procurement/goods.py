"""What is bought by a line of a procurement table of any shape: its name, code, class, and what is set aside."""

from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.lines import Line
from extractors.recognise.shapes.procurement import DIRECTORY
from extractors.records.money import read
from extractors.values.numbers import is_number, number
from extractors.values.text import clean, compact, squeezed
from schemas.words.performance import performance_words
from schemas.words.procurement import procurement_words

Cells = dict[str, Cell]
Money = dict[str, Decimal | None]
"""Amounts in yuan, and shares in percent, by column."""


def text(cells: Cells, role: str) -> str | None:
    """The text of a cell; None for a blank or none."""
    cell = cells.get(role)
    return clean(cell.text) or None if cell is not None else None


def code(cells: Cells, role: str) -> str | None:
    """The code of a cell, without white space."""
    value = text(cells, role)
    return squeezed(value) if value else None


def named(head: Head, cells: Cells) -> Cell | None:
    """The cell that names what a line buys, by the most special label that the head has; None for a blank.

    Of a catalogue in several columns it is the deepest that the line fills.
    """
    if "item_name" in head.roles:
        roles: tuple[str, ...] = ("item_name",)
    elif head.roles & {*DIRECTORY}:
        roles = DIRECTORY[::-1]
    else:
        roles = ("purchase",) if "purchase" in head.roles else ("project_name",)
    role = next((role for role in roles if text(cells, role)), None)
    return cells[role] if role and text(cells, role) not in procurement_words().none else None


def project(cells: Cells, item: Cell | None) -> Cell | None:
    """The cell that names the project of a line: 项目名称, or 采购项目名称 beside a more special label."""
    cell = cells.get("project_name") or cells.get("purchase")
    return cell if cell is not item or "project_name" in cells else None


def line_kind(name: str | None) -> str | None:
    """Whether what a line is bought for is a project, or routine (日常公用经费)."""
    if name is None:
        return None
    return "routine" if any(word in name for word in procurement_words().routine) else "project"


def is_body(cell: Cell) -> bool:
    """Whether a cell ends as the name of a body does."""
    return compact(cell.text).endswith(performance_words().bodies)


def set_aside(found: Claims, line: Line, cells: Cells, unit: str | None) -> Money:
    """What is set aside for small enterprises, and of it for micro ones: amounts in yuan, or shares in percent."""
    row: Money = {}
    for role in ("sme", "micro"):
        row[f"{role}_yuan"] = row[f"{role}_percent"] = None
        for column in (role, f"{role}_share"):
            value, cell = text(cells, column), cells.get(column)
            if value is None or cell is None or not is_number(share := value.rstrip("%％")):
                continue
            if share != value or column != role:
                row[f"{role}_percent"] = number(share)
                found.take(line.table, [cell])
            else:
                row[f"{role}_yuan"] = read(found, line.table, cell, unit)
    return row


def set_aside_in_words(found: Claims, line: Line, cells: Cells) -> str | None:
    """What the columns of small enterprises hold that is no number: 是, 否."""
    roles = ("sme", "micro", "sme_asked", "micro_asked")
    said = {value: cells[role] for role in roles if (value := text(cells, role))}
    words = {value: cell for value, cell in said.items() if not is_number(value.rstrip("%％"))}
    found.take(line.table, words.values())
    return "；".join(words) or None


def quantity(found: Claims, line: Line, cell: Cell | None) -> Decimal | None:
    """A quantity, taken; None for what is no number."""
    if cell is None or not is_number(clean(cell.text)):
        return None
    found.take(line.table, [cell])
    return number(clean(cell.text))
