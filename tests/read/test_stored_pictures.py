"""A scan whose picture is not what was stored is said to be damaged: each packing tells it in its own way."""

import io
import re
import zlib

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from extractors.read.scan.jpeg import is_whole
from extractors.read.scan.stored import damaged_pictures

PRINT = (np.random.default_rng(2031).random((40, 72)) > 0.7).astype(np.uint8) * 255


def jpeg(picture: np.ndarray, **how: object) -> bytes:
    out = io.BytesIO()
    mode = {1: "L", 3: "RGB", 4: "CMYK"}[picture.shape[2] if picture.ndim > 2 else 1]
    Image.fromarray(picture, mode).save(out, "JPEG", **how)
    return out.getvalue()


def packed(form: str, picture: Image.Image) -> bytes:
    """A PDF with one page, a picture packed as its writer packs pictures of that form."""
    if form != "FlateDecode":
        out = io.BytesIO()
        picture.save(out, "PDF")
        return out.getvalue()
    stored = zlib.compress(picture.tobytes())
    size = f"/Width {picture.width} /Height {picture.height} /ColorSpace /DeviceGray /BitsPerComponent 8"
    drawn = b"200 0 0 100 50 50 cm /I Do"
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources <</XObject <</I 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
        b"<</Subtype /Image %b /Filter /FlateDecode /Length %d>>stream\n%b\nendstream"
        % (size.encode(), len(stored), stored),
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer <</Root 1 0 R>>\n%%EOF"


def said(data: bytes) -> list[str]:
    with pdfium.PdfDocument(data) as file:
        return [trouble.error for trouble in damaged_pictures(file[0], data, 1)]


def with_changes(data: bytes, first: int, count: int = 12) -> list[bytes]:
    """The same with one bit of a byte changed, here and there behind the first."""
    places = np.linspace(first, len(data) - 3, count).astype(int)
    return [data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :] for at in map(int, places)]


@pytest.mark.parametrize("quality", [5, 60, 100])
@pytest.mark.parametrize(
    "how", [{}, {"optimize": True}, {"restart_marker_blocks": 3}, {"subsampling": 2}], ids=" ".join
)
@pytest.mark.parametrize("bands", [1, 3, 4])
def test_a_jpeg_as_it_was_written_is_whole(bands: int, how: dict[str, object], quality: int) -> None:
    for height, width in ((40, 72), (33, 7), (1, 1)):
        picture = PRINT[:height, :width]
        picture = picture if bands == 1 else np.stack([np.roll(picture, n, 0) for n in range(bands)], axis=2)
        assert is_whole(jpeg(picture, quality=quality, **how))


def test_a_jpeg_that_is_coded_in_passes_is_not_judged() -> None:
    assert is_whole(jpeg(PRINT, progressive=True)) is None


def test_of_a_jpeg_that_lost_or_gained_a_byte_or_has_one_changed_most_are_told() -> None:
    whole = jpeg(PRINT)
    start = whole.index(b"\xff\xda") + 12
    assert not is_whole(whole[:-40]) and not is_whole(whole[:-2] + b"\x15" + whole[-2:])
    shorter = [is_whole(whole[:at] + whole[at + 1 :]) for at in range(start, len(whole) - 4, 40)]
    assert shorter.count(False) > 0.8 * len(shorter)
    changed = with_changes(whole, start, 40)
    assert sum(is_whole(data) is False for data in changed) > len(changed) // 2


@pytest.mark.parametrize("form", ["FlateDecode", "DCTDecode", "CCITTFaxDecode"])
def test_a_page_with_a_changed_picture_is_named_and_one_as_it_was_stored_is_not(form: str) -> None:
    picture = Image.fromarray(PRINT).convert("1" if form == "CCITTFaxDecode" else "L")
    data = packed(form, picture)
    assert said(data) == []
    start = data.index(b"stream", data.index(form.encode())) + 8
    start += 700 if form == "DCTDecode" else 0
    end = data.index(b"\nendstream", start)
    named = [said(one + data[end:]) for one in with_changes(data[:end], start)]
    few = len(named) // 3 if form == "DCTDecode" else len(named) - 2
    assert sum(one == ["damaged_picture"] for one in named) >= few


@pytest.mark.parametrize(("was", "written"), [(rb"/K -1", b"/K 0 "), (rb"/Columns 72", b"/Columns 80")])
def test_a_facsimile_of_another_kind_is_not_judged(was: bytes, written: bytes) -> None:
    data = packed("CCITTFaxDecode", Image.fromarray(PRINT).convert("1"))
    assert re.search(was, data)
    assert said(re.sub(was, written, data)) == []
