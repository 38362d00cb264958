"""What a changed byte makes of a PDF's objects, so that readers go on without them: they no longer parse."""

import time

import pytest

from extractors.read.pdf.syntax import spoiled_objects

FONTS = (
    b"4 0 obj\n<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Song%20One/Widths [500 -12.5 .25]/FontDescriptor 5 0 R>>\n"
    b"endobj\n5 0 obj <</Type /FontDescriptor /FontFamily (Song \\(one (two)\\)) /Panose <0A 1F>\r/FontFile2 37 0 R "
    b"% a word\n>> endobj\n6 0 obj\n[<</A <</B []>> /C <<>>>> true null]\nendobj\n"
)
WHOLE = b"%PDF-1.7\n%\xe2\xe3(\n" + FONTS + b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 7>>\n%%EOF\n"


def spoiled(data: bytes) -> int:
    return spoiled_objects(data, ())


def test_a_whole_file_is_written_as_it_should_be() -> None:
    assert spoiled(WHOLE) == spoiled(b"\r\nnoise<<" + WHOLE) == spoiled(WHOLE + b"<!-- of a gateway") == 0


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"37 0 R", b"37 \xb6 R"), (b"37 0 R", b"37 0&R"), (b"37 0 R", b"3\x10 0 R"), (b"5 0 obj", b"5O0 obj"),
        (b"/Subtype/", b"/Subtypex"), (b"/Widths [", b"/Widths ("), (b".25]", b".25}"),
        (b"/Panose", b"!Panose"), (b"(Song", b"\x00Song"), (b"/C <<", b"/C /<"), (b">>\nendobj", b">>\nend\x01bj"),
        (b"0A 1F", b"0A zF"),
    ],
)  # fmt: skip
def test_an_object_that_no_longer_parses_is_counted(right: bytes, wrong: bytes) -> None:
    assert right in WHOLE
    assert spoiled(WHOLE.replace(right, wrong, 1)) >= 1


@pytest.mark.parametrize(
    "name", [b"/Suxtype", b"/FontFile\xd4", b"/\xf4ype", b"/BaseFogt", b"/F\x103", b"/F\xde3", b"/Tlpe3"]
)
def test_a_name_that_is_a_known_one_but_for_a_byte_is_damaged(name: bytes) -> None:
    assert spoiled(WHOLE.replace(b"/Panose", name)) == 1


@pytest.mark.parametrize(
    "name",
    [b"/image", b"/Page1", b"/Foot", b"/FontFile4", b"/F37", b"/\xcb\xce\xcc\xe5", b"/ProcSet[/ImageB/ImageC]/Panose"],
)
def test_a_name_that_its_writer_chose_is_none(name: bytes) -> None:
    assert spoiled(WHOLE.replace(b"/Panose", name)) == 0


@pytest.mark.parametrize("wrong", [b"/FontDescriptor|/", b"/FontDescriptor\xbe/", b"/FontDescriptorQ/"])
def test_a_name_that_runs_on_where_a_blank_was_is_damaged(wrong: bytes) -> None:
    assert spoiled(WHOLE.replace(b"/FontDescriptor /", wrong)) >= 1


def test_a_box_has_four_sides() -> None:
    page = b"%PDF-1.7\n1 0 obj<</MediaBox[0 0 595.303 841]>>endobj\n%%EOF"
    assert (spoiled(page), spoiled(page.replace(b"303", b" 03"))) == (0, 1)


def test_a_writer_who_writes_all_objects_his_own_way_has_not_damaged_them() -> None:
    assert spoiled(b"%PDF-1.7\n" + b"".join(b"%d 0 obj <</A {1}{2} >> endobj\n" % n for n in range(20)) + b"%%EOF") == 0


def test_what_is_in_a_stream_is_not_parsed() -> None:
    data = b"%PDF-1.7\n1 0 obj <</Length 9>> stream\n<< ) & ]]\nendstream endobj\n%%EOF"
    start = data.find(b"<< )")
    assert spoiled_objects(data, [(start, data.find(b"endstream"))]) == 0
    assert spoiled_objects(data, ()) >= 1


@pytest.mark.parametrize("piece", [b"<<", b"[", b"(", b"<</A ", b"[1 ", b"(a", b"1 ", b"/Tipe ", b"1 0 obj ", b"<"])
def test_long_nonsense_costs_no_more_than_its_length(piece: bytes) -> None:
    began = time.process_time()
    spoiled(b"%PDF-1.7\n" + piece * 30_000 + b"%%EOF")
    assert time.process_time() - began < 1
