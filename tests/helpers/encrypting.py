"""PDFs that are encrypted, as their writers lock them against copying."""

import hashlib


def forbidding(data: bytes) -> bytes:
    """A PDF encrypted with an empty password for readers, and no permission to copy (ISO 32000-1, 7.6.3)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    permissions, file_id = -3904 & 0xFFFFFFFF, b"0123456789abcdef"
    owner = _rc4(hashlib.md5(padding).digest()[:5], padding)
    key = hashlib.md5(padding + owner + permissions.to_bytes(4, "little") + file_id).digest()[:5]
    user = _rc4(key, padding)
    start = data.index(b"stream\n") + 7
    end = data.index(b"\nendstream")
    number = int(data[: data.index(b" 0 obj", data.rindex(b"endobj", 0, start))].split()[-1])
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
    data = data[:start] + _rc4(own, data[start:end]) + data[end:]
    entry = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P {permissions - (1 << 32)} >> "
        f"/ID [<{file_id.hex()}> <{file_id.hex()}>] /Root"
    )
    at = data.rindex(b"/Root")
    return data[:at] + entry.encode() + data[at + 5 :]


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    found, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        found.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(found)
