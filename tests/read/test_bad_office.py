"""Office files that are damaged, locked or made to harm: one clear sentence each, before they cost time or memory."""

import io
import resource
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from office import docx, par, xlsx, zipped
from publishing import PROSE, rows, stage

from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read
from flows.publish import snapshots
from flows.run import old_office as office

WORD = docx(par("云岭县图书馆2031年部门预算") + par("2031年收入预算80万元。") * 200)
BOOK = xlsx({"表": [["项目", "预算数"], ["合计", 5]]})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GROWING = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY e0 "预算">{GROWING}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def ole(stream: str) -> bytes:
    """The directory of an OLE container with a stream of that name."""
    return OLE + f"{stream}\0".encode("utf-16-le") + bytes(512)


def cut_ole() -> bytes:
    """An OLE container that ends before its directory, which its header puts into the tenth sector of 512 bytes."""
    header = bytearray(OLE)
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 9)
    return bytes(header) + bytes(9 * 512)


def lying(data: bytes, name: str, says: int) -> bytes:
    """The same container, in whose directory a member says that it unpacks to so many bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        size = box.getinfo(name).file_size
    return data.replace(struct.pack("<I", size), struct.pack("<I", says))


def with_sheet(xml: str) -> bytes:
    """A workbook whose sheet is this XML."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as box:
        members = {name: box.read(name) for name in box.namelist()}
    members["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{xml}</worksheet>'
    ).encode()
    return zipped(members)


def lacking(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return zipped({member: box.read(member) for member in box.namelist() if member != name})


def spoiled(data: bytes) -> bytes:
    """The same container with a member's bytes spoiled."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        info = box.getinfo("word/document.xml")
    at = info.header_offset + 60
    return data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 20]) + data[at + 20 :]


BAD = {
    "locked.docx": (ole("EncryptedPackage"), "encrypted_office"),
    "cut.docx": (WORD[: len(WORD) // 2], "damaged_zip"),
    "spoiled.docx": (spoiled(WORD), "damaged_zip"),
    "hollow.docx": (lacking(WORD, "word/document.xml"), "damaged_office"),
    "broken.docx": (docx("<w:p>"), "damaged_office"),
    "growing.docx": (docx(par("&e9;"), head=BOMB), "xml_entities"),
    "outside.docx": (docx(par("&e;"), head=OUTSIDE), "xml_entities"),
    "strange.docx": (docx("<w:tbl><w:tblGrid><w:gridCol w:w='x'/></w:tblGrid></w:tbl>"), "damaged_office"),
    "zeros.zip": (zipped({"a.txt": bytes(16 << 20)}), "zip_bomb"),
    "zeros.docx": (docx(par("预算") + " " * (16 << 20)), "zip_bomb"),
    "many.zip": (zipped({f"{n}.txt": b"" for n in range(5_001)}), "zip_bomb"),
    "hollow.xlsx": (lacking(BOOK, "xl/workbook.xml"), "damaged_office"),
    "lost.xlsx": (lacking(BOOK, "xl/worksheets/sheet1.xml"), "sheet_given_up"),
    "broken.xlsx": (with_sheet("<sheetData><row>"), "sheet_given_up"),
    "strange.xlsx": (with_sheet("<sheetData><row><c><v>x</v></c></row></sheetData>"), "sheet_given_up"),
    "endless.xlsx": (
        with_sheet(f"<sheetData>{'<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>' * 100_000}</sheetData>"),
        "sheet_given_up",
    ),
    "hollow.xls": (ole("Workbook"), "damaged_office"),
    "cut.xls": (cut_ole(), "damaged_office"),
    "slides.pptx": (
        docx("", main="application/vnd.openxmlformats-officedocument.presentationml"),
        "unsupported_format",
    ),
    "page.ofd": (zipped({"OFD.xml": b"<OFD/>"}), "unsupported_format"),
    "page.odt": (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "unsupported_format"),
    "page.mht": (b"MIME-Version: 1.0\r\n\r\n<html></html>", "damaged_archive"),
    "old.xml": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "unsupported_format"),
}


@contextmanager
def within(seconds: float, megabytes: int) -> Iterator[None]:
    """Ends in an error where more time or memory is taken."""
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - start < seconds
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < megabytes << 10


@pytest.mark.parametrize("name", BAD)
def test_a_bad_office_file_is_one_row_of_failures_with_one_sentence(name: str, tmp_path: Path) -> None:
    content, error = BAD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(PROSE, encoding="utf-8")
    with within(seconds=10, megabytes=300):
        assert stage(tmp_path / name, tmp_path / "out").problem
    assert stage(tmp_path / "good.txt", tmp_path / "out").problem is None
    snapshots.publish(tmp_path / "out")
    (failure,) = rows(tmp_path / "out", "failures")
    message = str(failure["message"])
    assert (failure["error"], failure["stage"]) == (error, "read"), message
    assert message.startswith(f"{name}: ") and "\n" not in message and "Traceback" not in message
    assert ";" in message, "what is wrong; what to do"


def test_a_member_that_says_less_than_it_holds_is_damaged_and_not_unpacked() -> None:
    lies = lying(docx(par("预算") + " " * (16 << 20)), "word/document.xml", 5_000)
    tracemalloc.start()
    with pytest.raises(ReadError) as raised:
        read(lies)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert raised.value.error == "damaged_zip"
    assert peak < 4 << 20


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_entities_in_another_encoding_are_refused_too(encoding: str) -> None:
    mark = "\ufeff" + OUTSIDE + "<x/>"
    with zipfile.ZipFile(io.BytesIO(WORD)) as box:
        members = {name: box.read(name) for name in box.namelist()}
    with pytest.raises(ReadError) as raised:
        read(zipped({**members, "word/document.xml": mark.encode(encoding)}))
    assert raised.value.error == "xml_entities"


def test_a_hundred_thousand_blank_rows_below_a_table_cost_little() -> None:
    filled = '<row><c t="inlineStr"><is><t>合计</t></is></c><c><v>5</v></c></row>'
    blank = "<row><c s='0'/><c s='0'/></row>"
    with within(seconds=10, megabytes=300):
        (table,) = read(with_sheet(f"<sheetData>{filled * 3}{blank * 100_000}</sheetData>")).tables
    assert (table.rows, table.columns) == (3, 2)


def test_merged_cells_without_end_are_given_up() -> None:
    filled = '<row><c><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    merged = '<mergeCells><mergeCell ref="B2:XFC1048575"/></mergeCells>'
    with within(seconds=5, megabytes=100), pytest.raises(ReadError, match="merges more cells"):
        read(with_sheet(f"<sheetData>{filled}</sheetData>{merged}"))


def test_a_row_beyond_the_last_of_a_sheet_is_said() -> None:
    filled = '<row r="2147483648"><c t="inlineStr"><is><t>合计</t></is></c><c><v>5</v></c></row>'
    with pytest.raises(ReadError, match="row 2147483648, beyond the last"):
        read(with_sheet(f"<sheetData>{filled}</sheetData>"))


def test_a_sheet_that_is_damaged_is_given_up_alone() -> None:
    both = xlsx({"一": [["项目", "预算数"], ["合计", 5]], "二": [["项目", "预算数"], ["合计", 6]]})
    document = read(lacking(both, "xl/worksheets/sheet2.xml"))
    assert len(document.tables) == 1
    assert [trouble.message for trouble in document.troubles] == ["sheet 2 `二` is missing in the file; look at it"]


def test_a_password_on_an_old_workbook_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import xlrd

    def locked(**_: object) -> None:
        raise xlrd.XLRDError("Workbook is encrypted")

    monkeypatch.setattr(xlrd, "open_workbook", locked)
    with pytest.raises(ReadError) as raised:
        read(ole("Workbook"))
    assert raised.value.error == "encrypted_office"


RTF = rb"{\rtf1 budget}"


@pytest.mark.parametrize("data", [RTF, ole("WordDocument")])
def test_an_old_word_file_says_that_libreoffice_is_missing(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ReadError) as raised:
        office.read_any(data)
    assert raised.value.error == "no_libreoffice"


def soffice(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a program in LibreOffice's place."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_an_old_word_file_is_what_libreoffice_makes_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(WORD)
    script = (
        f'for last; do :; done; out="${{last%/*}}/made"; mkdir "$out"; cp {tmp_path}/made.docx "$out/document.docx"'
    )
    soffice(tmp_path, script, monkeypatch)
    (tmp_path / "old.doc").write_bytes(RTF)
    assert stage(tmp_path / "old.doc", tmp_path / "out").problem is None
    snapshots.publish(tmp_path / "out")
    (document,) = rows(tmp_path / "out", "documents")
    assert (document["reader"], document["media_type"], document["size_bytes"]) == ("word", "application/rtf", len(RTF))


@pytest.mark.parametrize(("script", "words"), [("sleep 60 & wait", "in 0.2 seconds"), ("exit 1", "could not read it")])
def test_libreoffice_that_hangs_or_fails_is_one_sentence(
    script: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice(tmp_path, script, monkeypatch)
    monkeypatch.setattr(office, "_SECONDS", 0.2)
    with pytest.raises(ReadError, match=words):
        office.read_any(RTF)


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_rtf() -> None:
    text = "".join(f"\\u{ord(char)}?" for char in "云岭县图书馆2031年部门预算")
    document = office.read_any(rf"{{\rtf1\ansi {text}\par}}".encode())
    assert [paragraph.text for paragraph in document.paragraphs] == ["云岭县图书馆2031年部门预算"]
