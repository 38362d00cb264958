"""The expected records of the samples, as CSV: one folder a sample, one file a table, `document_id` left out.

python tests/golden.py             compare what is extracted now with the stored files
python tests/golden.py --update    write them again, after a change that was meant: read the diff before committing it
"""

import csv
import hashlib
import io
import sys
from pathlib import Path

from extractors.extract import File, extract
from extractors.readers import read
from schemas.tables import Records, Row, tables

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "raw" / "samples"
GOLDEN = HERE / "golden"
NAMES = ("青榆市公共文化服务中心2020年部门预算.txt", "青榆市公共文化服务中心2021年部门预算.pdf")
NO_RECORDS = ("documents", "checks", "tables", "cells", "failures", "leftovers", "budget_lines")


def record_tables() -> list[str]:
    """The tables that hold what a document says, not how it was read."""
    return [name for name in tables() if name not in NO_RECORDS]


def as_csv(table: str, rows: list[Row], common: Row) -> str:
    """The rows of a table as CSV; a null is an empty field."""
    columns = [column.name for column in tables()[table].columns if column.name != "document_id"]
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_shown((common | row).get(column)) for column in columns] for row in rows)
    return sink.getvalue()


def _shown(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def files(name: str, common: Row, records: Records) -> dict[Path, str]:
    """What should be stored of a sample: content by path."""
    made = {table: as_csv(table, records.get(table, []), common) for table in record_tables()}
    return {GOLDEN / name / f"{table}.csv": content for table, content in made.items()}


def main(arguments: list[str]) -> int:
    """Compares, or writes with --update; the exit code is 1 where something differs."""
    update, wrong = "--update" in arguments, 0
    for name in NAMES:
        data = (SAMPLES / name).read_bytes()
        file = File(name, name, hashlib.sha256(data).hexdigest(), len(data))
        for path, content in files(name, *extract(read(data, witness=False), file, "golden")).items():
            if path.exists() and path.read_text(encoding="utf-8") == content:
                continue
            wrong += not update
            print(f"{'written' if update else 'differs'}: {path.relative_to(HERE.parent)}")
            if update:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8", newline="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
