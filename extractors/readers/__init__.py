"""From bytes to `Document`: one module per format. `read` finds the format from the content."""

from extractors.document import Document, ReadError
from extractors.readers.text import read_text

_OFFICE = {
    b"PK\x03\x04": "a Word, Excel or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}

SUFFIXES = (".pdf", ".txt")
"""What `yusuan run FOLDER` takes for disclosures."""


def read(data: bytes, *, witness: bool = True) -> Document:
    """A disclosure's bytes as a `Document`.

    `witness` asks the second engine about every PDF table. Raises ReadError where nothing can be read.
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not head:
        raise ReadError("empty_file", "the file is empty; download it again")
    if b"%PDF-" in data[:1024]:
        from extractors.readers.pdf import read_pdf  # pdfplumber is slow to import, and text does not need it

        return read_pdf(data, witness=witness)
    if head[:1] == b"<" and any(mark in head.lower() for mark in (b"<html", b"<!doctype html", b"<head", b"<body")):
        raise ReadError(
            "html_page",
            "the content is an HTML page, whatever the name says (often the site's error page); "
            "open the address in a browser and save the attachment itself",
        )
    for magic, what in _OFFICE.items():
        if data.startswith(magic):
            raise ReadError("unsupported_format", f"{what} is not read yet; save it as PDF or text and run again")
    return read_text(data)
