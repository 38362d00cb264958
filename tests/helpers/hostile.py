"""Hostile pages, each the second of a PDF of three; the first and the third are ordinary."""

import random
import zlib
from dataclasses import replace

from drawing import FIRST_PAGE, Sheet, pdf, rule, stream, write

_TABLE = "".join(rule(40, y, 240, y) + rule(x, 200, x, 240) for x, y in ((40, 200), (140, 220), (240, 240)))
FIRST = _TABLE + write(44, 204, "books") + write(144, 204, "45.00") + write(44, 224, "first") + write(144, 224, "1")
LAST = _TABLE + write(44, 204, "maps") + write(144, 204, "6.00") + write(44, 224, "last") + write(144, 224, "3")
SAID = b"\n" + write(40, 780, "What the second page says").encode()
_OBJECT = FIRST_PAGE + 2 * 3
"""The number of the first object that is no page."""


def bound(sheet: Sheet, *objects: bytes) -> bytes:
    """An ordinary page, the hostile one, and an ordinary page."""
    return pdf(FIRST, sheet if sheet.entries else replace(sheet, content=sheet.content + SAID), LAST, objects=objects)


def deflated(data: bytes) -> Sheet:
    return Sheet(zlib.compress(data + SAID), "/Filter /FlateDecode")


def rules(count: int) -> bytes:
    """Short rules in both directions, no two on one line."""
    places = random.Random(count)
    lines = []
    for number in range(count):
        x, y = 20 + 540 * places.random(), 20 + 740 * places.random()
        lines.append(f"{x:.1f} {y:.1f} m {x + 9 * (number % 2):.1f} {y + 9 * (1 - number % 2):.1f} l S\n")
    return bound(deflated("".join(lines).encode()))


def mesh(count: int) -> bytes:
    """So many rules from edge to edge on a page on which half of them fit beside each other: a table of millions."""
    side = 2.0 * count + 40
    lines = []
    for number in range(count // 2):
        at = 20 + 4 * number
        lines.append(f"20 {at} m {side - 20:.0f} {at} l S {at} 20 m {at} {side - 20:.0f} l S\n")
    return bound(replace(deflated("".join(lines).encode()), size=(side, side)))


def huge_page(side: float) -> bytes:
    return bound(Sheet(write(40, 100, "A wall of a page").encode(), size=(side, side)))


def huge_image(side: int) -> bytes:
    """An image of `side` × `side` pixels, three bytes each, of one colour."""
    row = zlib.compressobj()
    data = b"".join(row.compress(bytes(3 * side)) for _ in range(side)) + row.flush()
    entries = (
        f"/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceRGB /BitsPerComponent 8"
        " /Filter /FlateDecode"
    )
    sheet = Sheet(b"q 500 0 0 500 40 100 cm /Im1 Do Q", resources=f"/XObject << /Im1 {_OBJECT} 0 R >>")
    return bound(sheet, stream(data, entries))


def characters(count: int) -> bytes:
    content = "".join(write(20, 20 + n % 700, f"{n:090d}", 4) for n in range(count // 90))
    return bound(deflated(content.encode()))


def bomb(megabytes: int, operators: bytes = b"0 0 m 500 500 l S 0 0 500 500 re f\n") -> bytes:
    """A content stream that a filter blows up to so many megabytes of operators."""
    block = operators * (1_000_000 // len(operators))
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.compress(SAID) + packer.flush()
    return bound(Sheet(data, "/Filter /FlateDecode"))


def nested_forms(depth: int, each: int) -> bytes:
    """Forms of which each draws the next one `each` times."""
    objects = []
    for level in range(depth):
        entries = "/Type /XObject /Subtype /Form /BBox [0 0 600 800]"
        if level < depth - 1:
            entries += f" /Resources << /XObject << /Fm {_OBJECT + level + 1} 0 R >> >>"
        content = b"/Fm Do\n" * each if level < depth - 1 else b"0 0 m 500 500 l S"
        objects.append(stream(content, entries))
    return bound(Sheet(b"/Fm Do", resources=f"/XObject << /Fm {_OBJECT} 0 R >>"), *objects)
