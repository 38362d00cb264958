"""The expected records of the samples, as CSV: one folder a sample, one file a table, columns without a value left out.

python tests/helpers/golden.py             compare what is extracted now with the stored files
python tests/helpers/golden.py --update    write them again, after a change that was meant: read the diff

A sample stands in `tests/golden/<layout>/` beside its folder; the larger ones that `make run` reads in `raw/samples/`.
"""

import csv
import hashlib
import io
import sys
from pathlib import Path

from extractors.document.file import File
from extractors.document.model import Document
from extractors.pipeline import extract
from extractors.pipeline import read_document as read
from flows.desk.lines import item_text
from schemas.model import DataFileError
from schemas.tables import Row, RowsByTable, tables

HERE = Path(__file__).resolve().parents[1]
SAMPLES = HERE.parent / "raw" / "samples"
GOLDEN = HERE / "golden"
LARGE = {
    "青榆市公共文化服务中心2020年部门预算.txt": "hebei_2020",
    "青榆市公共文化服务中心2021年部门预算.pdf": "hebei_2020",
    "江苏省潮音石刻馆2018年度部门预算公开.txt": "jiangsu",
}
"""The samples of `raw/samples/` that have a golden, with the layout that they show."""
_LEFT = ("no_record", "no_money_unit", "table_not_recognised")
"""Reasons of the numbers that a record should have taken, or could not."""
NO_RECORDS = ("documents", "checks", "findings", "links", "explanations", "tables", "cells", "failures", "leftovers")


def samples() -> dict[Path, str]:
    """Every sample that has a golden, with the layout that it shows."""
    small = sorted(path for path in GOLDEN.glob("*/*") if path.suffix in (".txt", ".pdf") and path.is_file())
    return {SAMPLES / name: layout for name, layout in LARGE.items()} | {path: path.parent.name for path in small}


def record_tables() -> list[str]:
    """The tables that hold what a document says, not how it was read."""
    return [name for name in tables() if name not in NO_RECORDS]


def as_csv(table: str, rows: list[Row], common: Row) -> str:
    """The rows of a table as CSV; a null is an empty field, a column of nulls is left out."""
    names = [column.name for column in tables()[table].columns if column.name != "document_id"]
    columns = [name for name in names if any((common | row).get(name) is not None for row in rows)]
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_shown((common | row).get(column)) for column in columns] for row in rows)
    return sink.getvalue()


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(item_text, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def folder(path: Path) -> Path:
    """Where the golden of a sample stands."""
    return GOLDEN / samples()[path] / (path.name if path.parent == SAMPLES else path.stem)


def files(path: Path, common: Row, records: RowsByTable) -> dict[Path, str]:
    """What should be stored of a sample: content by path, for each table that has rows, and the numbers left."""
    left = [row for row in records["leftovers"] if row["kind"] == "number" and row["reason"] in _LEFT]
    kept = {table: records.get(table, []) for table in record_tables()} | {"leftovers": left}
    made = {table: as_csv(table, rows, common) for table, rows in kept.items() if rows}
    return {folder(path) / f"{table}.csv": content for table, content in made.items()}


def made(path: Path) -> tuple[Document, Row, RowsByTable]:
    """A sample as it is read and extracted now."""
    data = path.read_bytes()
    document = read(data)
    file = File(path.name, path.name, hashlib.sha256(data).hexdigest(), len(data))
    return (document, *extract(document, file, "golden"))


def main(arguments: list[str]) -> int:
    """Compares, or writes with --update; the exit code is 1 where something differs."""
    update, wrong = "--update" in arguments, 0
    for sample in samples():
        _, common, records = made(sample)
        expected = files(sample, common, records)
        stored = set(folder(sample).glob("*.csv"))
        for path in sorted(stored | expected.keys()):
            content = expected.get(path)
            if path in stored and path.read_text(encoding="utf-8") == content:
                continue
            wrong += not update
            print(f"{'written' if update else 'differs'}: {path.relative_to(HERE.parent)}")
            if update and content is None:
                path.unlink()
            elif update and content is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8", newline="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except DataFileError as error:  # a slip in a form: the sentence is enough
        sys.exit(str(error))
