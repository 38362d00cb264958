"""Whether what is recorded of performance and procurement is printed: `python benchmarks/printed.py SNAPSHOT FOLDER…`.

Each name, target, weight and amount of the projects, indicators and items of a snapshot is looked for on the pages
around its row, in what another program reads there (poppler's `pdftotext`, which knows nothing of tables; without the
package poppler-data it lacks the letters of some files). What is broken over lines or pages is put together from whole
words of those pages. Scans are left out. Then rows that stand in one place and say the same. Prints a line a field;
`--each` prints what was not found. Exit code 1 where there is any.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from extractors.values.text import compact

WORDS = {
    "projects": ("project_name", "project_code", "unit_name"),
    "indicators": ("level1", "level2", "level3", "target", "actual"),
    "goals": ("text",),
    "procurement_items": ("item_name", "unit_name", "project_name"),
    "purchased_services": ("service", "directory3"),
}
NUMBERS = {
    "projects": ("budget_yuan", "fiscal_yuan", "other_yuan"),
    "indicators": ("weight", "target_value"),
    "procurement_items": ("amount_yuan", "quantity"),
    "purchased_services": ("amount_yuan",),
}
CARRIED = {"unit_name"}
"""Printed once for many lines: looked for in the whole table."""
UNITS = (1, 100, 1000, 10_000, 1_000_000, 100_000_000)
"""Of money; what is no money is printed as it is recorded."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DIGITS = 18
_AROUND = 2
"""Pages before and after the row's: cells go on over page breaks."""
_SHORT = 4
"""Characters; a number as short as that is not broken over lines."""
_LONG = 120
"""Characters; of a longer text the beginning and the end are looked for."""


class Pages:
    """What `pdftotext` reads on some pages: in reading order, and as the file has it."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.whole = [compact(text) for text in texts]

    @cached_property
    def words(self) -> set[str]:
        """What stands between spaces, and whole lines."""
        lines = {compact(line) for text in self.texts for line in text.splitlines()}
        return (lines | {compact(word) for text in self.texts for word in text.split()}) - {""}

    @cached_property
    def numbers(self) -> set[Decimal]:
        """Every number, wherever it stands, in every unit of money, to the cent; longer strings of digits are codes."""
        found = {one.replace(",", "") for text in (*self.texts, *self.whole) for one in _NUMBER.findall(text)}
        plain = {Decimal(one) for one in found if len(one) < _DIGITS}
        return plain | {(one * unit).quantize(Decimal("0.01")) for one in plain for unit in UNITS}

    def has(self, text: str) -> bool:
        """Whether a text is printed, or made up of whole words that are."""
        wanted = compact(text)
        if len(wanted) > _LONG:
            return self.has(wanted[: _LONG // 2]) and self.has(wanted[-_LONG // 2 :])
        return any(wanted in page for page in self.whole) or self._made_of_words(wanted)

    def _made_of_words(self, wanted: str) -> bool:
        """The first may be the end of a word and the last a beginning: a long text was cut there."""
        reached = {0} | {at for at in range(1, len(wanted)) if any(w.endswith(wanted[:at]) for w in self.words)}
        for start in range(len(wanted)):
            if start in reached:
                rest = wanted[start:]
                if any(word.startswith(rest) for word in self.words):
                    return True
                reached |= {start + end for end in range(1, len(rest)) if rest[:end] in self.words}
        return False

    def has_number(self, value: Decimal) -> bool:
        """Whether a number is printed in whichever unit of money, or broken over two lines."""
        if value in self.numbers:
            return True
        shown = [f"{(value / unit).normalize():{how}f}" for unit in UNITS for how in ("", ",")]
        return any(len(one) > _SHORT and self._made_of_words(one) for one in shown)


class Reader:
    """The pages of the PDFs below some folders, read once a document."""

    def __init__(self, folders: list[Path]) -> None:
        self._files = {
            hashlib.sha256(path.read_bytes()).hexdigest(): path for folder in folders for path in folder.rglob("*.pdf")
        }
        self._texts: dict[str, list[list[str]]] = {}
        self._pages: dict[tuple[str, int, int], Pages] = {}

    def name(self, document: str) -> str:
        """The file's name with its folder."""
        return "/".join(self._files[document].parts[-2:])

    def pages(self, document: str, first: int, last: int) -> Pages | None:
        """Pages `first` to `last`; None of a document that is no PDF of the folders, or where there is no text."""
        path = self._files.get(document)
        if path is None:
            return None
        if document not in self._texts:
            read = [self._read(path, *option) for option in ((), ("-raw",))]
            self._texts[document] = [list(texts) for texts in zip(*read, strict=True)]
        if (document, first, last) not in self._pages:
            between = self._texts[document][max(first, 1) - 1 : last]
            self._pages[document, first, last] = Pages([text for texts in between for text in texts])
        found = self._pages[document, first, last]
        return found if any(found.whole) else None

    @staticmethod
    def _read(path: Path, *option: str) -> list[str]:
        done = subprocess.run(["pdftotext", *option, str(path), "-"], capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace").split("\f")


def main() -> int:
    """Reads the command line and prints what was found."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("snapshot", type=Path)
    ask.add_argument("folders", nargs="+", type=Path)
    ask.add_argument("--each", action="store_true", help="what was not found or stands twice, a line each")
    given = ask.parse_args()
    if shutil.which("pdftotext") is None:
        print("pdftotext (poppler-utils) is needed.", file=sys.stderr)
        return 2
    reader = Reader(given.folders)
    asked: Counter[str] = Counter()
    absent: dict[str, list[str]] = defaultdict(list)
    tables = {(one["document_id"], one["table_index"]): one for one in _rows(given.snapshot, "tables")}
    for table in WORDS:
        seen: Counter[tuple[object, ...]] = Counter()
        for row in _rows(given.snapshot, table):
            if (page := row["page"]) is None:
                continue
            pages = reader.pages(row["document_id"], page - _AROUND, page + _AROUND)
            if pages is None:
                continue
            of = tables.get((row["document_id"], row["table_index"]))
            whole = reader.pages(row["document_id"], of["first_page"] - 1, page + _AROUND) if of else pages
            where = f"{reader.name(row['document_id'])} p. {page} table {row['table_index']} row {row['row_index']}"
            for name, printed in _printed(row, table, pages, whole or pages):
                asked[f"{table}.{name}"] += 1
                if not printed:
                    absent[f"{table}.{name}"].append(f"{where}: {row[name]}")
            asked[f"{table} twice"] += 1
            seen[_identity(row)] += 1
            if seen[_identity(row)] > 1:
                absent[f"{table} twice"].append(f"{where}: {_said(row)}")
    print("| field | looked for | not printed |\n|---|---|---|")
    for what, count in asked.items():
        print(f"| {what} | {count:,} | {len(absent[what])} |")
    if given.each:
        print(*(f"{what}: {one}" for what, lines in absent.items() for one in lines), sep="\n")
    return 1 if any(absent.values()) else 0


def _rows(snapshot: Path, table: str) -> list[dict[str, Any]]:
    return pq.read_table(snapshot / table).to_pylist() if (snapshot / table).is_dir() else []


def _printed(row: dict[str, Any], table: str, pages: Pages, whole: Pages) -> list[tuple[str, bool]]:
    """Each field that a row has, and whether it is printed."""
    words = [(name, (whole if name in CARRIED else pages).has(row[name])) for name in WORDS[table] if row[name]]
    return words + [(name, pages.has_number(row[name])) for name in NUMBERS.get(table, ()) if row[name]]


def _identity(row: dict[str, Any]) -> tuple[object, ...]:
    """What a row says and where it stands, but for its own number."""
    return tuple(str(value) for name, value in row.items() if name not in {"table_no", "row_no", "goal_no", "seq"})


def _said(row: dict[str, Any]) -> str:
    return " | ".join(str(value) for name, value in list(row.items())[4:] if value is not None)[:160]


if __name__ == "__main__":
    sys.exit(main())
