"""Workbooks as XML of 2003 (SpreadsheetML, often named .xls) → `Sheet`s, as provincial systems export them.

`ss:Index` leaves cells and rows out; `ss:MergeAcross` and `ss:MergeDown` say how many more a cell covers.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from extractors.document.troubles import ReadError
from extractors.read.indents import declared
from extractors.read.office.sheet import INDENT, Sheet
from extractors.read.package import whole
from extractors.values.number_formats import BUILT_IN, hides_text, iso_date

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_FORMATS = {
    "General Number": "General",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Currency": "#,##0.00",
    "Short Date": "yyyy/m/d",
    "General Date": "yyyy/m/d h:mm",
    "Long Date": BUILT_IN[31],
}
"""Formats that have names; others are written as in workbooks of today."""

_LARGEST = 64 << 20
_FAR = 2_000
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_WHITE = "FFFFFF"
_AT_LEFT = ("Automatic", "Left", "Justify", "Distributed", "JustifyDistributed")


class _Style:
    """A cell style: its number format, whether it has a rule at a side, whether it prints white on white.

    `indent` are the points by which it moves a text in that begins at the left, None for one that does not.
    """

    def __init__(self, element: etree._Element, parent: "_Style | None") -> None:
        form = element.find(f"{_SS}NumberFormat")
        given = form.get(f"{_SS}Format") if form is not None else None
        self.form: str = _FORMATS.get(given, given) if given else parent.form if parent else "General"
        sides = [b for b in element.iterfind(f"{_SS}Borders/{_SS}Border") if b.get(f"{_SS}LineStyle", "None") != "None"]
        ruled = any(side.get(f"{_SS}Position") in ("Left", "Right") for side in sides)
        self.ruled: bool = ruled or (parent is not None and parent.ruled)
        aligned = element.find(f"{_SS}Alignment")
        self.indent: float | None = _indent(aligned) if aligned is not None else parent.indent if parent else 0.0
        font, fill = element.find(f"{_SS}Font"), element.find(f"{_SS}Interior")
        color = (font.get(f"{_SS}Color") or "") if font is not None else ""
        ground = (fill.get(f"{_SS}Color") or f"#{_WHITE}") if fill is not None else f"#{_WHITE}"
        self.invisible = color[1:].upper() == _WHITE == ground[1:].upper()


def _indent(alignment: etree._Element) -> float | None:
    at_left = alignment.get(f"{_SS}Horizontal", "Automatic") in _AT_LEFT
    return declared(alignment.get(f"{_SS}Indent")) * INDENT if at_left else None


def read_spreadsheetml(data: bytes) -> Iterator[Sheet]:
    """The worksheets of a workbook; raises ReadError for a damaged or unsafe one."""
    if len(data) > _LARGEST:
        raise ReadError(
            "too_large", f"the workbook has {len(data) >> 20} MB, more than any disclosure; look at what it is"
        )
    if _DOCTYPE.search(data.replace(b"\x00", b"")):
        raise ReadError("xml_entities", "the workbook declares XML entities; get another copy from the publisher")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = "the workbook (XML of 2003) is damaged or cut short; download it again"
        raise ReadError("damaged_office", message) from error
    styles: dict[str, _Style] = {}
    for element in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        styles[element.get(f"{_SS}ID", "")] = _Style(element, styles.get(element.get(f"{_SS}Parent", "")))
    for number, element in enumerate(root.iterfind(f"{_SS}Worksheet"), start=1):
        visible = element.findtext(f"{_X}WorksheetOptions/{_X}Visible", "SheetVisible")
        sheet = Sheet(element.get(f"{_SS}Name", ""), number, visible != "SheetVisible")
        table = element.find(f"{_SS}Table")
        if table is not None:
            _read_table(sheet, table, styles)
        yield sheet


def _read_table(sheet: Sheet, table: etree._Element, styles: dict[str, _Style]) -> None:
    column = 0
    for element in table.iterfind(f"{_SS}Column"):
        column = whole(element.get(f"{_SS}Index"), column + 1)
        span = min(whole(element.get(f"{_SS}Span"), 0), _FAR)
        if _is_hidden(element, "Width"):
            sheet.hidden_columns.update(range(column - 1, column + span))
        column += span
    row = 0
    for element in table.iterfind(f"{_SS}Row"):
        row = whole(element.get(f"{_SS}Index"), row + 1)
        span = min(whole(element.get(f"{_SS}Span"), 0), _FAR)
        if _is_hidden(element, "Height"):
            sheet.hidden_rows.update(range(row - 1, row + span))
        _read_row(sheet, element, row - 1, styles)
        row += span
        if sheet.full():
            return


def _read_row(sheet: Sheet, element: etree._Element, row: int, styles: dict[str, _Style]) -> None:
    col = 0
    for cell in element.iterfind(f"{_SS}Cell"):
        col = whole(cell.get(f"{_SS}Index"), col + 1)
        across, down = (min(whole(cell.get(f"{_SS}{name}"), 0), _FAR) for name in ("MergeAcross", "MergeDown"))
        at = row, col - 1
        style = styles.get(cell.get(f"{_SS}StyleID") or element.get(f"{_SS}StyleID") or "Default")
        if across or down:
            sheet.merged.append((row, col - 1, row + down, col - 1 + across))
        if style and style.ruled:
            sheet.rule(at)
        text = _text(sheet, cell, at, style.form if style else "General")
        if text and style and style.invisible:
            sheet.invisible.append(at)
        elif text:
            sheet.cells[at] = text
            if (indent := style.indent if style else 0.0) is not None:
                sheet.indents[at] = indent
        col += across


def _text(sheet: Sheet, cell: etree._Element, at: tuple[int, int], form: str) -> str:
    data = cell.find(f"{_SS}Data")
    value = "".join(map(str, data.itertext())).strip() if data is not None else ""
    if not value:
        if formula := cell.get(f"{_SS}Formula"):
            sheet.formulas[at] = formula.lstrip("=")
        return ""
    kind = data.get(f"{_SS}Type", "String") if data is not None else ""
    if kind == "Number":
        return sheet.printed_number(value, form, at, from_1904=False)
    if kind == "Boolean":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "Error":
        sheet.errors[at] = value
    elif kind == "DateTime" and _is_date(value):
        value = iso_date(value)
    elif hides_text(form):
        sheet.invisible.append(at)
        return ""
    return value


def _is_date(value: str) -> bool:
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_hidden(element: etree._Element, size: str) -> bool:
    return element.get(f"{_SS}Hidden") == "1" or element.get(f"{_SS}{size}") == "0"
