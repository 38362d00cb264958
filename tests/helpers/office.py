"""Small office files, written part by part, for departments of our own invention."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

import openpyxl
from openpyxl.styles import Border, Side

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_REL}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """An archive of some members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(name, content)
    return stream.getvalue()


def docx(body: str, *, numbering: str = "", styles: str = "", head: str = "", main: str = _WORD, **more: str) -> bytes:
    """A Word file with this body; `more` are further parts of its own kind (footnotes, header), `head` a prolog."""
    parts = {"numbering": numbering, "styles": styles, **more}
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_REL}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(parts)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": f"{head}<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
    }
    members.update({f"word/{kind}.xml": f"<w:{kind} {_NAMES}>{xml}</w:{kind}>" for kind, xml in parts.items()})
    return zipped(members)


def run(text: str) -> str:
    """A run of text."""
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def par(content: str, properties: str = "") -> str:
    """A paragraph of text or of XML."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(content: str, span: int = 1, merge: str = "", ruled: bool = True) -> str:
    """A table cell; `merge` is restart or continue."""
    sides = '<w:left w:val="single"/><w:right w:val="single"/>' if ruled else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = content if content.startswith("<") else par(content)
    properties = f'<w:gridSpan w:val="{span}"/>{down}<w:tcBorders>{sides}</w:tcBorders>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: str, columns: int = 0, properties: str = "") -> str:
    """A table of rows, each the XML of its cells."""
    grid = '<w:gridCol w:w="1000"/>' * columns
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def plain_row(*texts: str, ruled: bool = True) -> str:
    """A row of unmerged cells."""
    return "".join(cell(text, ruled=ruled) for text in texts)


def xlsx(sheets: Mapping[str, Iterable[Iterable[Any]]], *, ruled_from: int | None = None, **settings: Any) -> bytes:
    """A workbook of values by sheet; cells have rules from row `ruled_from` on (from 1).

    `settings`: unruled_rows, merged (addresses), formats (by address), hidden_rows, hidden_columns, hidden_sheets.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    side = Side(style="thin")
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for address in settings.get("merged", ()):
            sheet.merge_cells(address)
        for address, form in settings.get("formats", {}).items():
            sheet[address].number_format = form
        for row in sheet.iter_rows(min_row=ruled_from) if ruled_from else ():
            for one in row:
                if one.row not in settings.get("unruled_rows", ()):
                    one.border = Border(left=side, right=side, top=side, bottom=side)
        for number in settings.get("hidden_rows", ()):
            sheet.row_dimensions[number].hidden = True
        for letter in settings.get("hidden_columns", ()):
            sheet.column_dimensions[letter].hidden = True
        if name in settings.get("hidden_sheets", ()):
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
