"""The part of a published table that is asked for, read without the rest.

Three things are skipped: files whose name says another year or province, row groups whose statistics show that none of
the publisher's documents is in them, and columns that nobody asked for.
"""

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.desk.once import DOCUMENT_COLUMNS, LINK_COLUMNS, not_counted
from flows.language import say
from flows.publish.errors import PUBLISH_ANEW, NotFoundError, reading
from schemas.tables import arrow_schema, tables

_PARTITION = re.compile(r"(\d{4})-(\d\d)")
_AREA = re.compile(r"(?:\d\d){1,3}")
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows of a snapshot: years, beginnings of region codes, sorted document ids; None where all are.

    `left_out` are documents that do not count, since another file of the same disclosure does.
    """

    snapshot: Path
    years: frozenset[int] | None = None
    regions: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    left_out: frozenset[str] = frozenset()


def select(
    out: Path | str,
    *,
    years: int | Iterable[int] | None = None,
    region: str | Iterable[str] | None = None,
    publisher: str | Iterable[str] | None = None,
    once: bool = False,
) -> Selection:
    """What `years`, `region` and `publisher` ask for; each is one value, several, or None for all.

    A region is a GB/T 2260 code or its beginning: 13 and 130000 are all of Hebei, 1301 and 130100 one city of it. A
    publisher is a name, or a part of it that only one publisher has. With `once` a disclosure that is there in several
    files counts once (`flows.desk.once`). The snapshot is the one that is the latest now, so that what is published
    meanwhile does not mix with it. Raises NotFoundError where nothing was published, or nothing of such a year, region
    or publisher; ValueError for a region that is no code.
    """
    latest = Path(out) / "latest"
    if not (latest / "manifest.json").exists():
        raise NotFoundError(say("nothing is published in {out}; run: yusuan run PATH --out {out}", out=out))
    asked = Selection(
        latest.resolve(),
        None if years is None else frozenset([years] if isinstance(years, int) else years),
        None if region is None else tuple(_area(code) for code in _several(region)),
    )
    _known(asked)
    if publisher is not None:
        asked = replace(asked, documents=_documents(asked, _several(publisher)))
    return replace(asked, left_out=_left_out(asked)) if once else asked


def _left_out(asked: Selection) -> frozenset[str]:
    documents, links = _rows("documents", asked, DOCUMENT_COLUMNS), _rows("links", asked, LINK_COLUMNS)
    return not_counted(documents.to_pylist(), links.to_pylist())


def _rows(table: str, asked: Selection, columns: Iterable[str]) -> pa.Table:
    return pa.concat_tables(read(table, asked, columns))


def _known(asked: Selection) -> None:
    """Raises NotFoundError for a year or region of which nothing is published, so that a slip is no empty answer."""
    there = [named for path in _files("documents", Selection(asked.snapshot)) if (named := _PARTITION.match(path.stem))]
    years, provinces = {int(named[1]) for named in there} - {0}, {named[2] for named in there} - {"00"}
    for year in sorted((asked.years or frozenset()) - years):
        listed = ", ".join(map(str, sorted(years))) or "—"
        raise NotFoundError(say("nothing of {year} is published; years: {listed}", year=year, listed=listed))
    for area in asked.regions or ():
        if area[:2] not in provinces or (len(area) > 2 and not _has(asked.snapshot, area)):
            listed = ", ".join(sorted(provinces)) or "—"
            sentence = "nothing of region {area} is published; provinces: {listed}"
            raise NotFoundError(say(sentence, area=area, listed=listed))


def _has(snapshot: Path, area: str) -> bool:
    """Whether a document is of an area."""
    return len(_rows("documents", Selection(snapshot, regions=(area,)), ["region"])) > 0


def read(table: str, asked: Selection, columns: Iterable[str] | None = None) -> Iterator[pa.Table]:
    """The rows that are asked for, a row group at a time; at least one table, which may be empty.

    Of `links` no row is left out: they say which files are of one disclosure.
    Raises ValueError for a table or a column that is not declared.
    """
    names = known_columns(table, columns)
    if table == "links":
        asked = replace(asked, left_out=frozenset())
    needed = [
        column
        for column, wanted in (
            ("fiscal_year", asked.years),
            ("region", asked.regions),
            ("document_id", asked.documents if asked.documents is not None else asked.left_out or None),
        )
        if wanted is not None
    ]
    empty = True
    for path in _files(table, asked):
        with reading(path, PUBLISH_ANEW), pq.ParquetFile(path) as file:
            for number in _groups(file, asked):
                group = _group(file, number, list(dict.fromkeys([*names, *needed])), table)
                rows = _filtered(group, asked).select(names)
                if rows.num_rows:
                    empty = False
                    yield rows
    if empty:
        yield arrow_schema(table).empty_table().select(names)


def known_columns(table: str, columns: Iterable[str] | None = None) -> list[str]:
    """The columns of a table, or those of them that are named; ValueError where one is not declared."""
    if table not in tables():
        sentence = "there is no table {name}{near}; there are: {tables}"
        raise ValueError(say(sentence, name=repr(table), near=_near(table, tables()), tables=", ".join(tables())))
    declared = [column.name for column in tables()[table].columns]
    names = declared if columns is None else [columns] if isinstance(columns, str) else list(columns)
    for name in names:
        if name not in declared:
            sentence = "{table} has no column {name}{near}; see describe({table!r})"
            raise ValueError(say(sentence, table=table, name=repr(name), near=_near(name, declared)))
    return names


def _near(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(names), 1)
    return say(" (is it {name}?)", name=near[0]) if near else ""


def _several(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _area(code: str) -> str:
    """The digits that all codes of the area begin with."""
    if not _AREA.fullmatch(code):
        sentence = "{code} is not a region code; give 2, 4 or 6 digits, such as 13, 1301 or 130100"
        raise ValueError(say(sentence, code=repr(code)))
    return code[:2] + re.sub("(?:00){1,2}$", "", code[2:])


def _files(table: str, asked: Selection) -> Iterator[Path]:
    """The files of a table but those whose name says that nothing in them is asked for."""
    for path in sorted((asked.snapshot / table).glob("*.parquet")):
        named = _PARTITION.match(path.stem)
        year, province = (int(named[1]), named[2]) if named else (None, None)
        if year is not None and asked.years is not None and year not in asked.years:
            continue
        if province and asked.regions is not None and not any(area[:2] == province for area in asked.regions):
            continue
        yield path


def _groups(file: pq.ParquetFile, asked: Selection) -> Iterator[int]:
    """The row groups of a file that may hold one of the documents; all of them where none is asked for."""
    index = file.schema_arrow.get_field_index("document_id")
    for number in range(file.num_row_groups):
        statistics = file.metadata.row_group(number).column(index).statistics
        if asked.documents is not None and statistics is not None and statistics.has_min_max:
            first = bisect_left(asked.documents, statistics.min)
            if first == len(asked.documents) or asked.documents[first] > statistics.max:
                continue
        yield number


def _group(file: pq.ParquetFile, number: int, columns: list[str], table: str) -> pa.Table:
    """A row group; a column that the version which wrote the file did not know yet is null in all its rows."""
    there = [name for name in columns if file.schema_arrow.get_field_index(name) >= 0]
    rows = file.read_row_group(number, columns=there)
    schema = arrow_schema(table)
    for name in columns:
        if name not in there:
            rows = rows.append_column(schema.field(name), pa.nulls(rows.num_rows, schema.field(name).type))
    return rows


def _filtered(rows: pa.Table, asked: Selection) -> pa.Table:
    if asked.years is not None:
        rows = rows.filter(pc.is_in(rows["fiscal_year"], pa.array(sorted(asked.years), pa.int16())))
    if asked.regions is not None:
        rows = rows.filter(pc.match_substring_regex(rows["region"], f"^(?:{'|'.join(asked.regions)})"))
    if asked.documents is not None:
        rows = rows.filter(pc.is_in(rows["document_id"], pa.array(asked.documents, pa.string())))
    if asked.left_out:
        rows = rows.filter(pc.invert(pc.is_in(rows["document_id"], pa.array(sorted(asked.left_out), pa.string()))))
    return rows


def _documents(asked: Selection, names: list[str]) -> tuple[str, ...]:
    """The ids of the publishers' documents among those that are asked for, sorted."""
    rows = pa.concat_tables(read("documents", asked, ["document_id", "publisher"]))
    here = set(rows["publisher"].to_pylist())
    wanted = [name if name in here else _publisher(asked, name) for name in names]
    return tuple(sorted(rows.filter(pc.is_in(rows["publisher"], pa.array(wanted)))["document_id"].to_pylist()))


def _publisher(asked: Selection, name: str) -> str:
    """The one publisher, of whatever year, that is called so or has this in its name."""
    everyone = pa.concat_tables(read("documents", Selection(asked.snapshot), ["publisher"]))
    names = sorted({found for found in everyone["publisher"].to_pylist() if found and name in found})
    if name in names or len(names) == 1:
        return name if name in names else names[0]
    listed = ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")
    if names:
        sentence = "several publishers have {name} in their names ({listed}); name one of them"
        raise NotFoundError(say(sentence, name=repr(name), listed=listed))
    sentence = "no publisher has {name} in its name; load('documents')['publisher'] lists them"
    raise NotFoundError(say(sentence, name=repr(name)))
