"""From bytes to blocks: one module per format. `read` finds the format from the content.

A format's reader is imported where it is needed: each brings a library that is slow to import.
"""

from collections.abc import Sequence

from extractors.document.model import At, Block, Document, Table, nowhere
from extractors.document.troubles import ReadError, Trouble
from extractors.read.formats import format_of
from extractors.read.text import as_page, decode, holds_tables, read_text
from extractors.values.text import without_unseen

_REFUSED = {
    "empty": ("empty_file", "the file is empty; download it again"),
    "encrypted_office": ("encrypted_office", "the file is encrypted and asks for a password; get an open copy"),
    "cut_office": ("damaged_office", "the file is damaged or cut short; download it again"),
    "old_word": ("old_word", "it is an old Word file (.doc); save it as .docx and run again"),
    "rtf": ("old_word", "it is an RTF file; save it as .docx and run again"),
    "zip": ("archive", "it is an archive; unpack it and run again on what is in it"),
    "rar": ("unsupported_format", "it is a RAR archive; unpack it and run again on what is in it"),
    "7z": ("unsupported_format", "it is a 7z archive; unpack it and run again on what is in it"),
    "picture": ("unsupported_format", "it is a picture, which is not read yet; get the document from the publisher"),
    "ofd": ("unsupported_format", "it is an OFD file, which is not read yet; save it as PDF and run again"),
    "mail": ("archive", "it is a mail; save what is attached to it and run again on that"),
    "gzip": ("unsupported_format", "it is packed (gzip); unpack it and run again on what is in it"),
    "base64": (
        "unsupported_format",
        "it is a file written as letters (Base64); decode it and run again on what is in it",
    ),
    "json": ("unsupported_format", "it is data for programs (JSON), which is not read; get the document itself"),
    "svg": ("unsupported_format", "it is a drawing (SVG), which is not read; print it to PDF and run on that"),
    "xml": ("unsupported_format", "it is XML, often an old office file; save it as .docx or .xlsx and run again"),
    "office": ("unsupported_format", "it is an office file of a kind that is not read; save it as PDF and run again"),
}

SUFFIXES = (
    ".pdf", ".txt", ".docx", ".docm", ".doc", ".wps", ".rtf", ".xlsx", ".xlsm", ".xls", ".et", ".csv", ".html", ".htm",
    ".mht", ".mhtml", ".zip",
)  # fmt: skip
"""What `yusuan run FOLDER` takes for disclosures."""


def read(data: bytes, *, name: str = "", given_up: Sequence[Trouble] = (), at: At = nowhere) -> Document:
    """A disclosure's bytes as a `Document` whose blocks are those of its pages, still to be assembled.

    `name` is the file's, to know a web page that was saved in place of a PDF. Pages of `given_up` are left out and
    named in its troubles; `at` is told each step as it begins. Raises ReadError where nothing can be read.
    """
    document = _read(data, format_of(data), name, given_up, at)
    for block in document.blocks:
        _show(block)
    return document


def _show(block: Block) -> None:
    """Takes out of a block the signs that nothing is printed for; marks of a paragraph stay where they were."""
    if isinstance(block, Table):
        whole = "".join(cell.text for cell in block.cells)
        for cell in block.cells if without_unseen(whole) != whole else ():
            cell.text = without_unseen(cell.text)
    elif (text := without_unseen(block.text)) != block.text:
        block.marks = [(len(without_unseen(block.text[:at])), page, line) for at, page, line in block.marks]
        block.text = text


def _read(data: bytes, form: str, name: str, given_up: Sequence[Trouble], at: At) -> Document:
    if form in _REFUSED:
        raise ReadError(*_REFUSED[form])
    match form:
        case "pdf":
            from extractors.read.pdf.reader import read_pdf

            return read_pdf(data, given_up=given_up, at=at)
        case "word":
            from extractors.read.office.word import read_word

            return read_word(data)
        case "excel" | "old_excel" | "excel_xml":
            from extractors.read.office.excel import read_excel

            return read_excel(data, form)
        case "html":
            from extractors.read.html import read_html

            return read_html(data, named_pdf=name.lower().endswith(".pdf"))
        case "web_archive":
            from extractors.read.web_archive import read_web_archive

            return read_web_archive(data)
    return _read_text(data)


def _read_text(data: bytes) -> Document:
    """Text: with tables of its own, of values between separators, or of HTML among lines of Markdown."""
    from extractors.layout.piped import piped_rows
    from extractors.read.office.separated import separator_of

    text = decode(data)
    if holds_tables(text):
        from extractors.read.html import read_html

        return read_html(as_page(text))
    if separator_of(text) and not piped_rows(text.splitlines()):
        from extractors.read.office.excel import read_excel

        return read_excel(data, "csv")
    return read_text(data)
