"""Old Excel workbooks (.xls) → `Sheet`s, read by xlrd, which gives number formats, rules and what is hidden."""

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.xldate import XLDateError

from extractors.document.troubles import ReadError
from extractors.read.office.sheet import INDENT, Sheet
from extractors.values.number_formats import hides_text

_DAMAGED = (
    xlrd.XLRDError, CompDocError, XLDateError, struct.error, ArithmeticError, AssertionError, AttributeError,
    IndexError, KeyError, NotImplementedError, TypeError, UnicodeError, ValueError,
)  # fmt: skip
"""What xlrd raises for a file that is damaged."""

_EXCEL_5 = 50
"""The version as xlrd counts; older files have no styles that would say what is hidden or how numbers print."""

_AT_LEFT = (0, 1, 5, 7)
"""Alignments of a text that begins at the left: general, left, justified, distributed."""

_WHITE = (255, 255, 255)


def read_xls(data: bytes) -> Iterator[Sheet]:
    """The worksheets of a workbook; raises ReadError for a damaged or encrypted one, or one of before Excel 5."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO())
    except _DAMAGED as error:
        if "encrypted" in str(error).lower():
            raise ReadError("encrypted_office", "the workbook asks for a password; get an open copy") from error
        raise ReadError("damaged_office", "the workbook is damaged or cut short; download it again") from error
    if book.biff_version < _EXCEL_5:
        raise ReadError("unsupported_format", "the workbook is of Excel 4 or older; save it as .xlsx and run again")
    for index, name in enumerate(book.sheet_names()):
        sheet = Sheet(name, index + 1)
        try:
            _read_sheet(sheet, book, book.sheet_by_index(index))
        except _DAMAGED:
            sheet.cells.clear()
            sheet.trouble = "is damaged"
        book.unload_sheet(index)
        yield sheet


def _read_sheet(sheet: Sheet, book: xlrd.Book, source: xlrd.sheet.Sheet) -> None:
    sheet.hidden = source.visibility != 0
    sheet.merged = [(row, col, last - 1, end - 1) for row, last, col, end in source.merged_cells]
    sheet.hidden_rows = {row for row, info in source.rowinfo_map.items() if info.hidden or info.height == 0}
    sheet.hidden_columns = {col for col, info in source.colinfo_map.items() if info.hidden or info.width == 0}
    for row in range(source.nrows):
        for col in range(source.row_len(row)):
            style = book.xf_list[source.cell_xf_index(row, col)]
            if style.border.left_line_style or style.border.right_line_style:
                sheet.rule((row, col))
            form = book.format_map[style.format_key].format_str
            text = _text(sheet, source.cell(row, col), (row, col), form, bool(book.datemode))
            if text and _is_invisible(book, style):
                sheet.invisible.append((row, col))
            elif text:
                sheet.cells[row, col] = text
                if style.alignment.hor_align in _AT_LEFT:
                    sheet.indents[row, col] = style.alignment.indent_level * INDENT
        if sheet.full():
            return


def _text(sheet: Sheet, cell: xlrd.sheet.Cell, position: tuple[int, int], form: str, from_1904: bool) -> str:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return sheet.printed_number(cell.value, form, position, from_1904=from_1904)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        sheet.errors[position] = str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
        return sheet.errors[position]
    if hides_text(form) and str(cell.value).strip():
        sheet.invisible.append(position)
        return ""
    return str(cell.value)


def _is_invisible(book: xlrd.Book, style: xlrd.formatting.XF) -> bool:
    """Whether a cell style prints white on white."""
    font = book.font_list[style.font_index].colour_index
    ground = style.background
    filled = ground.fill_pattern and book.colour_map.get(ground.pattern_colour_index) != _WHITE
    return book.colour_map.get(font) == _WHITE and not filled
