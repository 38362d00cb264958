"""Mutations of our own documents in all formats, and what must hold of each.

python tests/helpers/mutations.py [--count 5000] [--seed 1]

A mutation is read as a run reads it, in a worker within limits. What comes out is a document, of which every amount
stands on its pages, or one sentence. Nothing else: no traceback, no end of the run, no value that was not there.
"""

import argparse
import io
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import docx
import hostile
import openpyxl

from extractors.document.troubles import ReadError
from flows.publish import parts
from flows.run import origins
from flows.run.old_office import read_any
from flows.run.pool import Pool
from flows.run.worker import Job, Outcome

TITLE = "云岭县图书馆2031年部门预算"
PROSE = "2031年预算收入80万元，其中：一般公共预算收入80万元，比2030年预算增加6.5万元。"
CAPTION, UNIT = "部门支出总表", "单位：万元"
ROWS = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("207", "文化旅游体育与传媒支出", "80.00", "61.25", "18.75"),
    ("20701", "文化和旅游", "80.00", "61.25", "18.75"),
    ("2070104", "图书馆", "80.00", "61.25", "18.75"),
    ("合计", "", "80.00", "61.25", "18.75"),
)
SCALES = tuple(map(Decimal, ("1", "100", "1000", "10000", "100000000", "0.01")))
AMOUNTS = (("budget_lines", "amount_yuan"), ("figures", "value_yuan"))
_CENT = Decimal("0.01")
"""Money has two decimals; what is printed finer is rounded."""

_SECONDS = 60
_TOLD = 250
"""After so many mutations a line says how far it is."""

_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
_TAG = re.compile(rb"<[^<>]+>")
_DIGITS = re.compile(rb"\d+")


def text() -> bytes:
    table = "\n".join("\t".join(row) for row in ROWS)
    return f"{TITLE}\n\n{PROSE}\n\n{CAPTION}\n{UNIT}\n{table}\n".encode()


def page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    head = f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{PROSE}</p>"
    return f"{head}<p>{CAPTION}</p><p>{UNIT}</p><table>{rows}</table></body></html>".encode()


def word() -> bytes:
    document = docx.Document()
    for line in (TITLE, PROSE, CAPTION, UNIT):
        document.add_paragraph(line)
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for cells, row in zip(table.rows, ROWS, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ((TITLE,), (PROSE,), (CAPTION,), (UNIT,)):
        sheet.append(row)
    for row in ROWS:
        sheet.append([float(cell) if "." in cell else cell for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def values() -> bytes:
    """Comma-separated values, as a portal of data gives them."""
    lines = ((TITLE,), (PROSE.replace(",", "，"),), (CAPTION,), (UNIT,), *ROWS)
    return "".join(",".join(line) + "\r\n" for line in lines).encode("gb18030")


def sheet_of_2003() -> bytes:
    """A workbook as XML, which is called `.xls`."""
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in ((TITLE,), (PROSE,), (CAPTION,), (UNIT,), *ROWS)
    )
    names = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    sheet = f'<Worksheet ss:Name="支出"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Workbook {names}>{sheet}</Workbook>'.encode()


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("一.txt", text())
        box.writestr("二.docx", word())
    return stream.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "a.txt": text,
    "a.html": page,
    "a.docx": word,
    "a.xlsx": workbook,
    "a.csv": values,
    "a.xls": sheet_of_2003,
    "a.pdf": lambda: hostile.huge_page(600),
    "a.zip": archive,
}

Mutation = Callable[[bytes, random.Random], bytes]


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    begin = chance.randrange(max(1, len(data)))
    return begin, min(len(data), begin + chance.choice((1, 2, 9, 90, 900)))


def flipped(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 30))):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def dropped(data: bytes, chance: random.Random) -> bytes:
    begin, end = _stretch(data, chance)
    return data[:begin] + data[end:]


def doubled(data: bytes, chance: random.Random) -> bytes:
    begin, end = _stretch(data, chance)
    return data[:end] + data[begin:end] * chance.choice((1, 2, 40)) + data[end:]


def zeroed(data: bytes, chance: random.Random) -> bytes:
    begin, end = _stretch(data, chance)
    return data[:begin] + bytes(end - begin) + data[end:]


def renumbered(data: bytes, chance: random.Random) -> bytes:
    """Another number where one stands: a length, a place, a count, a code point, an amount."""
    found = list(_DIGITS.finditer(data))
    if not found:
        return flipped(data, chance)
    at = chance.choice(found)
    new = chance.choice((b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e9", at[0] * 3))
    return data[: at.start()] + new + data[at.end() :]


def untagged(data: bytes, chance: random.Random) -> bytes:
    """A tag dropped, doubled, or put elsewhere."""
    found = list(_TAG.finditer(data))
    if not found:
        return doubled(data, chance)
    one, other = chance.choice(found), chance.choice(found)
    new = chance.choice((b"", one[0] * 2, one[0] * 300, other[0]))
    return data[: one.start()] + new + data[one.end() :]


def shuffled(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


BYTES: tuple[Mutation, ...] = (flipped, cut, dropped, doubled, zeroed)
SHAPE: tuple[Mutation, ...] = (renumbered, untagged, shuffled, dropped, doubled)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A mutation of bytes, of shape, or of a part within a container."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _within(data, chance)
    return chance.choice(BYTES + SHAPE)(data, chance)


def _within(data: bytes, chance: random.Random) -> bytes:
    """A container of which one part is mutated, dropped or there twice."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as box, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        names = box.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = box.read(name)
            if name != chosen:
                made.writestr(name, part)
            elif chance.random() < 0.9:
                made.writestr(name, chance.choice(BYTES + SHAPE)(part, chance) if part else part)
    return stream.getvalue()


def mutations(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many mutations, the formats in turn; the same for the same seed."""
    chance = random.Random(seed)
    samples = {name: make() for name, make in SAMPLES.items()}
    for number in range(count):
        name = list(samples)[number % len(samples)]
        yield name, mutated(samples[name], chance)


def judge(pool: Pool, folder: Path, name: str, data: bytes) -> str:
    """What became of a mutation: `read` or the code of a sentence; raises AssertionError where neither holds."""
    path, out = folder / name, folder / "out"
    path.write_bytes(data)
    (out / "parts").mkdir(parents=True, exist_ok=True)
    try:
        members = origins.archive_members(str(path)) or [str(path)]
    except ReadError as error:
        return error.error
    codes = {_judged(pool, member, out) for member in members}
    return min(codes, key=lambda code: (code == "read", code))


def _judged(pool: Pool, path: str, out: Path) -> str:
    began = time.monotonic()  # the worker's time is none of this process's
    outcome = pool.process(Job(path, str(out), "mutation", "none"))
    taken = time.monotonic() - began
    assert taken < _SECONDS, f"it took {taken:.0f} s"
    rows = _rows(outcome)
    if outcome.problem is not None:
        (failure,) = rows["failures"]
        assert "\n" not in outcome.problem and "Traceback" not in outcome.problem
        assert failure["error"] not in ("reader_error", "extractor_error"), outcome.problem
        return str(failure["error"])
    printed = _printed(path)
    for table, column in AMOUNTS:
        for row in rows.get(table, ()):
            value = row[column]
            assert not value or any(
                abs(number * scale - abs(value)) <= _CENT for number in printed for scale in SCALES
            ), f"{table}: {value} is not printed: {row}"
    return "read"


def _rows(outcome: Outcome) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for table, made in parts.read(Path(outcome.part)):
        found.setdefault(table, []).extend(made.to_pylist())
    return found


def _printed(path: str) -> set[Decimal]:
    """All numbers that a document prints."""
    try:
        document = read_any(origins.load(path), name=origins.name(path))
    except ReadError:
        return set()
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for cell in table.cells]
    found = set()
    for number in _NUMBER.findall("\n".join(texts)):
        try:
            found.add(Decimal(number.replace(",", "").replace("，", "").replace("．", ".")))
        except InvalidOperation:
            continue
    return found


def main() -> None:
    """Reads so many mutations, and says what became of them."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--count", type=int, default=5000)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    found: dict[str, Counter[str]] = {}
    broken = 0
    slowest, began = (0.0, ""), time.monotonic()
    pool = Pool(1)
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, data) in enumerate(mutations(given.count, given.seed), 1):
            since = time.monotonic()
            try:
                found.setdefault(name, Counter())[judge(pool, Path(folder), name, data)] += 1
            except Exception as error:  # whatever it is, a mutation must not end what reads it
                broken += 1
                kept = Path(tempfile.gettempdir()) / f"mutation-{given.seed}-{number}-{name}"
                kept.write_bytes(data)
                print(f"✗ {kept}: {type(error).__name__}: {str(error)[:300]}", flush=True)
            slowest = max(slowest, (time.monotonic() - since, f"number {number}, {name}"))
            if number % _TOLD == 0:
                told = f"{number} of {given.count} mutations, {broken} that broke a rule"
                print(f"{told}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    pool.close()
    print("| format | mutations | read | refused with a sentence, by its code |\n|---|---|---|---|")
    for name, counts in found.items():
        said = ", ".join(f"{code} {count}" for code, count in counts.most_common() if code != "read")
        print(f"| {name[2:]} | {counts.total()} | {counts['read']} | {said or '—'} |")
    print(f"slowest: {slowest[0]:.1f} s ({slowest[1]})")
    print(f"{given.count} mutations, {broken} that broke a rule")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
