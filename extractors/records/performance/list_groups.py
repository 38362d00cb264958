"""Which groups of lines in a list are projects, and which are totals, of all or of a unit."""

from decimal import Decimal

from extractors.recognise.shapes.groups import Group
from extractors.records.performance import names
from extractors.records.performance.list_amounts import unit_of_entry
from extractors.values.money import YUAN
from extractors.values.text import compact


def divide(found_groups: list[Group], shape: str) -> tuple[list[Group], list[tuple[str, Group]]]:
    """The groups that are projects, and those that are totals with their level: of all, or of a unit."""
    projects: list[Group] = []
    totals: list[tuple[str, Group]] = []
    for n, group in enumerate(found_groups):
        if group.total or (not group.name and not group.indicators):
            totals.append(("total", group))
        elif shape == "long_list":
            bare = not group.indicators and group.first("goal") is None
            (totals.append(("unit", group)) if bare else projects.append(group))
        elif _is_unit(group, found_groups[n + 1 :], shape):
            totals.append(("unit", group))
        else:
            projects.append(group)
    return projects, totals


def _is_unit(group: Group, below: list[Group], shape: str) -> bool:
    """Whether a line without goal and indicators is the subtotal of a unit: the lines below it make its amount.

    A body's name is enough where each project packs its indicators, or with a blank before the lines below it; and one
    line below may make the amount of a body.
    """
    if any(group.first(role) is not None for role in ("goal", "packed", *_of_levels(group))):
        return False
    is_body = names.is_body(group.name)
    if is_body and (shape == "packed" or (below and not _indented(group) and _indented(below[0]))):
        return True
    if group.amount is None:
        return is_body
    total, count = Decimal(0), 0
    for other in below:
        if other.total or other.amount is None:
            continue
        total, count = total + other.amount, count + 1
        if total == group.amount and count >= (1 if is_body else 2) and group.amount:
            return True
        if total > group.amount:
            return False
    return False


def _indented(group: Group) -> bool:
    cell = group.first("project_name")
    return cell is not None and cell.text[:1].isspace()


def repeats(group: Group, known: list[tuple[str, Decimal | None]], unit: dict[int, str | None]) -> bool:
    """Whether a project stands in an earlier list: the same name, or that without a bracket and the same amount."""
    name = compact(group.name)
    bare = name.split("（")[0].split("(")[0]
    in_unit = YUAN.get(unit_of_entry(group.entries[0], unit) or "", Decimal(1))
    yuan = None if group.amount is None else group.amount * in_unit
    return any(name == other or (bool(bare) and other.startswith(bare) and yuan == amount) for other, amount in known)


def _of_levels(group: Group) -> list[str]:
    """The roles of the columns that hold the indicators of a level each."""
    return [column.role for column in group.entries[0].head.of_levels if column.role]
