"""Excel workbooks of today (.xlsx, .xlsm) → `Sheet`s; macros are never looked at."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.document.troubles import ReadError
from extractors.read.office.sheet import Sheet
from extractors.read.office.xlsx_conditions import hide
from extractors.read.office.xlsx_formulas import Formulas
from extractors.read.office.xlsx_parts import CellStyles, drawn_texts, pictures, styles
from extractors.read.package import main_part, open_zip, part, raw_part, related
from extractors.values.number_formats import hides_text, iso_date
from extractors.values.symbols import raised

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_FAR_COLUMN = 2_000
"""Columns behind it are not looked at for hidden ones: a width is often given to all 16,384."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets of a workbook share."""

    strings: list[str]
    struck_strings: set[int]
    """Numbers of the strings a part of which is struck out, which is left out."""
    styles: CellStyles
    from_1904: bool


def read_xlsx(data: bytes) -> Iterator[Sheet]:
    """The worksheets of a workbook, one in memory at a time; raises ReadError for a damaged or unsafe one."""
    box = open_zip(io.BytesIO(data))
    name = main_part(box)
    root = part(box, name) if name else None
    if name is None or root is None:
        raise ReadError(
            "damaged_office", "it is not a complete workbook (its list of sheets is missing); download it again"
        )
    links = list(related(box, name))
    kinds = {kind: target for _, kind, target in links}
    targets = {link: target for link, kind, target in links if kind == "worksheet"}
    properties = root.find(f"{_S}workbookPr")
    items = list(_root(part(box, kinds.get("sharedStrings", ""))))
    book = _Book(
        strings=list(map(_string, items)),
        struck_strings={number for number, item in enumerate(items) if any(map(_is_struck, item.iterfind(f"{_S}r")))},
        styles=styles(part(box, kinds.get("styles", ""))),
        from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )
    for number, element in enumerate(root.iter(f"{_S}sheet"), start=1):
        sheet = Sheet(element.get("name", ""), number, element.get("state", "visible") != "visible")
        target = targets.get(element.get(f"{_R}id", ""))
        if target is None:
            continue  # a chart or a macro sheet
        if target not in box.NameToInfo:
            sheet.trouble = "is missing in the file"
        else:
            _read_sheet(sheet, box, target, book)
            sheet.pictures = pictures(box, target)
            sheet.drawn = drawn_texts(box, target)
        yield sheet


def _read_sheet(sheet: Sheet, box: zipfile.ZipFile, target: str, book: _Book) -> None:
    tags = [f"{_S}{tag}" for tag in ("row", "mergeCell", "col", "conditionalFormatting")]
    parts = etree.iterparse(io.BytesIO(raw_part(box, target)), tag=tags, resolve_entities=False, no_network=True)
    row = -1
    formulas = Formulas()
    conditions: list[etree._Element] = []
    tinted: set[tuple[int, int]] = set()
    try:
        for _, element in parts:
            if element.tag == tags[0]:
                row = int(element.get("r") or row + 2) - 1
                _read_row(sheet, element, row, book, formulas, tinted)
                if sheet.full():
                    return
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif element.tag == tags[1]:
                ends = _ADDRESS.findall(element.get("ref", ""))
                first, last = _position(ends[0]), _position(ends[-1])
                sheet.merged.append((*first, *last))
            elif element.tag == tags[3]:
                conditions.append(element)
            elif _is_hidden(element, "width"):
                last_column = min(int(element.get("max", "0")), _FAR_COLUMN)
                sheet.hidden_columns.update(range(int(element.get("min", "1")) - 1, last_column))
        formulas.fill(sheet, book.from_1904)
        hide(sheet, conditions, book.styles.looks, tinted)
    except (etree.XMLSyntaxError, ArithmeticError, ValueError, IndexError):
        sheet.cells.clear()
        sheet.trouble = "is damaged"


def _read_row(
    sheet: Sheet, element: etree._Element, row: int, book: _Book, formulas: Formulas, tinted: set[tuple[int, int]]
) -> None:
    styles = book.styles
    if _is_hidden(element, "ht"):
        sheet.hidden_rows.add(row)
    col = -1
    for cell in element.iterfind(f"{_S}c"):
        match = _ADDRESS.fullmatch(cell.get("r", ""))
        col = _position(match.groups())[1] if match else col + 1
        style, at = int(cell.get("s", "0")), (row, col)
        known = style < len(styles.ruled)
        if known and styles.ruled[style]:
            sheet.rule(at)
        form = styles.formats[style] if known else "General"
        if (formula := cell.find(f"{_S}f")) is not None:
            formulas.note(formula, at, form, cached=_is_cached(cell))
        text = _text(sheet, cell, at, form, book)
        if text and known and styles.invisible[style]:
            sheet.invisible.append(at)
        elif text and known and styles.struck[style]:
            sheet.struck.append(at)
        elif text:
            sheet.cells[at] = text
            if known and (indent := styles.indents[style]) is not None:
                sheet.indents[at] = indent
        if text and known and styles.tinted[style]:
            tinted.add(at)


def _is_cached(cell: etree._Element) -> bool:
    """Whether the file holds a formula's value: a text may be blank."""
    return cell.get("t") in ("str", "s", "inlineStr") or bool((cell.findtext(f"{_S}v") or "").strip())


def _text(sheet: Sheet, cell: etree._Element, position: tuple[int, int], form: str, book: _Book) -> str:
    """What a cell prints; of a formula the value that it had when the file was saved."""
    value = (cell.findtext(f"{_S}v") or "").strip()
    kind = cell.get("t", "n")
    if kind == "n" and value:
        return sheet.printed_number(value, form, position, from_1904=book.from_1904)
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "d":
        return iso_date(value)
    if kind == "e":
        sheet.errors[position] = value
        return value
    text = "".join(map(_string, cell.iterfind(f"{_S}is"))) if kind == "inlineStr" else value
    text = book.strings[int(value)] if kind == "s" else text
    if int(value) in book.struck_strings if kind == "s" else any(map(_is_struck, cell.iterfind(f"{_S}is/{_S}r"))):
        sheet.struck.append(position)
    if text and hides_text(form):
        sheet.invisible.append(position)
        return ""
    return text


def _position(match: tuple[str, ...]) -> tuple[int, int]:
    column = 0
    for letter in match[0]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[1]) - 1, column - 1


def _is_hidden(element: etree._Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or float(element.get(size) or 1) == 0


def _is_struck(piece: etree._Element) -> bool:
    """Whether a piece of a text is struck out."""
    strike = piece.find(f"{_S}rPr/{_S}strike")
    return strike is not None and strike.get("val") not in ("0", "false")


def _root(element: etree._Element | None) -> Iterator[etree._Element]:
    return iter(element) if element is not None else iter(())


def _string(item: etree._Element) -> str:
    """A text, its pieces together but for those struck out, without the reading aid (rPh) beside it."""
    pieces = [piece for piece in item if piece.tag == f"{_S}r"] or [item]
    pieces = [piece for piece in pieces if not _is_struck(piece)]
    return "".join(map(_letters, pieces)).replace("_x000D_", "")


def _letters(piece: etree._Element) -> str:
    """The text of a piece; the raised number of a note behind an amount is no digit of it."""
    text, place = piece.findtext(f"{_S}t") or "", piece.find(f"{_S}rPr/{_S}vertAlign")
    return raised(text) if place is not None and place.get("val") == "superscript" else text
