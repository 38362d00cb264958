"""What a changed byte takes off a PDF's pages without a word of its reader: the file's own lists tell."""

import pytest

from extractors.read.pdf import file
from extractors.read.pdf.file import facts
from extractors.read.pdf.objects import lost_objects, wrong_lengths

GLYPHS = b"/CharProcs << /g0 5 0 R /g7A 6 0 R >>"
FONT = (
    b"4 0 obj\n<< /Type /Font /Subtype /Type3 /Encoding << /Differences [0 /g0 /g0 2 /g7A] >> "
    + GLYPHS
    + b"  >>\nendobj\n5 0 obj\n6 0 obj\n"
)


def listed(*objects: bytes) -> bytes:
    """A file of objects numbered from 1, with its table of them."""
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"trailer\n<< /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


WHOLE = listed(b"<< /Type /Catalog >>", b"<< >>", b"[0]", b"(a)", b"(b)")


def test_a_whole_file_misses_nothing() -> None:
    assert lost_objects(WHOLE) == lost_objects(b"\r\n" + WHOLE) == lost_objects(FONT) == 0


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"2 0 obj", b"2a0 obj"),
        (b"3 0 obj", b"8 0 obj"),
        (b"00000 n \n", b"00000 m \n"),
        (b"0000000009", b"0000000019"),
    ],
)
def test_an_object_that_is_not_where_the_table_says_is_lost(right: bytes, wrong: bytes) -> None:
    assert right in WHOLE
    assert lost_objects(WHOLE.replace(right, wrong, 1)) == 1


def test_a_table_that_is_wrong_throughout_is_made_anew_by_readers() -> None:
    assert lost_objects(WHOLE.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%%\n")) == 0


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b" /g7A]", b" /g7B]"), (b"/g0 /g0", b"/g0 zg0"), (b"/g0 2 ", b"/g0 //"), (b"/g7A 6 0 R", b"/g7A 6a0 R"),
        (b"6 0 obj", b"6 0 o~j"), (b"/Differences", b"/Differenpes"), (b"/CharProcs", b"/ChasProcs"),
    ],
)  # fmt: skip
def test_a_font_that_names_glyphs_it_does_not_draw_is_damaged(right: bytes, wrong: bytes) -> None:
    assert right in FONT
    assert lost_objects(FONT.replace(right, wrong, 1)) == 1


def test_a_space_without_a_drawing_is_no_damage() -> None:
    assert lost_objects(FONT.replace(b" /g7A]", b" /g7A /space /.notdef]")) == 0


def test_a_filter_that_is_not_called_one_is_damage() -> None:
    stream = b"7 0 obj\n<< /%s /ASCIIHexDecode /Length 2 >>\nstream\n41\nendstream\nendobj\n"
    assert [facts(stream % key).damaged for key in (b"Filter", b"-ilter")] == [0, 1]


@pytest.mark.parametrize(("length", "wrong"), [(b"2", 0), (b"8 0 R", 0), (b"1", 1), (b"2222", 1)])
def test_a_stream_that_does_not_end_where_it_says_is_damaged(length: bytes, wrong: int) -> None:
    head = b"7 0 obj\n<< /Length " + length + b" >>\n"
    data = head + b"stream\n41\r\nendstream\nendobj\n"
    assert wrong_lengths(data, [(len(head) + len(b"stream\n"), head)]) == wrong


def test_the_list_of_an_encrypted_files_objects_never_was_encrypted_and_is_not_called_damaged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """pdfium decrypts it with the rest, into nothing that unpacks (ISO 32000-1, 7.5.8.2)."""
    decrypted = listed(b"<< /Type /XRef /Filter /FlateDecode /Length 9 >>\nstream\nno flate!\nendstream")
    monkeypatch.setattr(file, "_decrypted", lambda data: decrypted)
    assert facts(decrypted).damaged == 1
    assert facts(listed(b"<< /Type /Catalog >>", b"<< /Encrypt 1 0 R >>")).damaged == 0
