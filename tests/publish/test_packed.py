"""How parts lie on disk: small ones lean on what parts usually hold, and those of an older form are read."""

import hashlib
from pathlib import Path

import pyarrow as pa
import pytest
from publishing import PROSE, stage

from flows.publish import journal, packed, parts, snapshots

USUAL = {"usual_1.bin": "1dea0c242d0d3883ca0cb17a6f0fd8b029e0af96fc069c3c1be7b9ae9c9fff37"}
"""What outputs of released versions were packed with: without it none of their parts can be read."""


def in_form_4(whole: packed.Packed) -> bytes:
    head, body = whole.head(), whole.body().to_pybytes()
    squeezed = pa.Codec("zstd", compression_level=19).compress(head + body, asbytes=True)
    said = len(head).to_bytes(4, "little") + len(body).to_bytes(4, "little") + squeezed
    return b"yusuan part 4\n" + hashlib.sha256(said).digest()[:16] + said


def published(snapshot: Path) -> dict[str, bytes]:
    return {file.relative_to(snapshot).as_posix(): file.read_bytes() for file in snapshot.glob("*/*")}


@pytest.mark.parametrize("size", [0, 1, 700, 16 << 10, 90 << 10])
def test_head_and_body_come_back_whatever_their_size(size: int) -> None:
    whole = packed.unpack(packed.pack(b"{}", bytes(range(100)) * (size // 100)))
    assert whole.head() == b"{}"
    assert whole.body().to_pybytes() == bytes(range(100)) * (size // 100)


def test_what_parts_are_packed_with_is_never_changed() -> None:
    folder = Path(packed.__file__).parent
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("usual_*.bin")} == USUAL


def test_a_small_part_is_half_as_large_as_it_was_and_the_older_is_still_read(tmp_path: Path) -> None:
    path, out = tmp_path / "预算.txt", tmp_path / "out"
    path.write_text(PROSE, encoding="utf-8")
    part = Path(stage(path, out).part)
    new, rows = part.read_bytes(), list(parts.read(part))
    snapshot, _ = snapshots.publish(out)
    old = in_form_4(packed.unpack(new))
    assert len(new) < len(old) * 0.55
    part.write_bytes(old)
    assert not packed.of_older_form(part)
    assert list(parts.read(part)) == rows
    assert not journal.look(part).damaged
    again, _ = snapshots.publish(out)
    assert published(again) == published(snapshot)


def test_a_part_that_leans_on_what_only_a_newer_version_has_is_damaged_not_gone() -> None:
    data = packed.pack(b"{}", b"")
    said = data[30:38] + b"\x63" + data[39:]
    with pytest.raises(ValueError, match="newer version"):
        packed.unpack(data[:14] + hashlib.sha256(said).digest()[:16] + said)
