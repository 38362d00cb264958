"""The rows of HTML tables put as a browser shows them, where the markup says them otherwise (HTML Standard, 4.9)."""

from collections.abc import Iterator

from lxml import etree

from extractors.read.html_shown import takes_no_place
from extractors.read.html_style import Styles

_CELLS = ("td", "th")
_SECTIONS = ("thead", "tbody", "tfoot")


def settle_rows(root: etree._Element, styles: Styles) -> None:
    """Changes the tables of a page so that their markup has the rows that are shown, in their order.

    A cell that is not displayed takes no column: the next one stands in its place. Cells outside a row make one; a head
    stands first and a foot last, wherever they are written; a cell that spans 0 rows reaches to the end of its section.
    """
    for table in root.iter("table"):
        for holder in (table, *table.iterchildren(*_SECTIONS)):
            _imply_rows(holder)
        for kind, place in (("thead", 0), ("tfoot", len(table))):
            if (section := table.find(kind)) is not None:
                _take_out(section)
                table.insert(place, section)
        for cell in [cell for cell in table.iter(*_CELLS) if takes_no_place(cell, styles)]:
            _take_out(cell)
        for rows in _sections(table):
            for number, row in enumerate(rows):
                for cell in row.iterchildren(*_CELLS):
                    if (cell.get("rowspan") or "").strip() == "0":
                        cell.set("rowspan", str(len(rows) - number))


def _imply_rows(holder: etree._Element) -> None:
    """Puts each run of cells that stand outside a row into one."""
    row: etree._Element | None = None
    for child in list(holder):
        if child.tag not in _CELLS:
            row = None
            continue
        if row is None:
            row = etree.Element("tr")
            child.addprevious(row)
        row.append(child)


def _take_out(element: etree._Element) -> None:
    """Takes an element out of its place without the text behind it, which is of no cell."""
    element.tail = None
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _sections(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The rows of each section; those that stand in none make one."""
    yield list(table.iterchildren("tr"))
    for section in table.iterchildren(*_SECTIONS):
        yield list(section.iterchildren("tr"))
