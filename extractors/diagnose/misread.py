"""What our own reading may have lost, doubled or taken for granted: then nobody is accused of what is lacking.

A column that was not read, head and all, lacks in every line that has an amount in it; a line at a page's foot may be
read again at the next one's head; a blotted digit makes an amount no number; and a unit that only other tables of the
document print may not be this one's.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.diagnose.lines import lacks_a_line
from extractors.diagnose.numbers import Numbers
from extractors.diagnose.scope import Doubts
from extractors.values.money import YUAN
from extractors.values.numbers import is_number
from extractors.values.text import compact
from schemas.findings import finding_rules
from schemas.rows import CellRow, CheckRow
from schemas.words.unit_proofs import unit_proof_words

_FEWEST = 3
"""Lines that lack something across; of fewer a publisher's slip is likelier, and its subject's."""

_NEAR = Decimal("0.001")


def of_misreading(failed: Sequence[CheckRow], numbers: Numbers) -> Doubts:
    """Doubts about checks whose failing looks like a misreading of ours, by their `id`."""
    found = {id(check): reason for check in failed if (reason := next(_reasons(check, numbers), None))}
    return found | _lost_columns(failed)


def _reasons(check: CheckRow, numbers: Numbers) -> Iterator[str]:
    places = [place for side in ("left_places", "right_places") for place in check[side] if place["document"] is None]
    rows = [
        (place["table"], place["row"]) for place in places if place["table"] is not None and place["row"] is not None
    ]
    yield from (
        f"digits: no number in table {table}" for table, row in rows if any(map(_blotted, numbers.cells(table, row)))
    )
    yield from _read_twice(check, dict.fromkeys(rows), numbers)
    yield from _by_a_unit(check, {table for table, _ in rows}, numbers)


def _blotted(cell: CellRow) -> bool:
    """Whether a cell has an amount but for one or two signs that are no digits: 16,916.5#."""
    text = compact(cell["text"])
    return not cell["header"] and _BLOTTED.fullmatch(text) is not None and not is_number(text)


_BLOTTED = re.compile(
    r"(?=(?:\D*\d){3})[\d,.]*\d[\d,.]*[^\w\s,.%％()（）/:：*×-]{1,2}[\d,.]*|[\d,]{3,}\.\d*[A-Za-z]\d*"
)


def _read_twice(check: CheckRow, rows: Iterable[tuple[int, int]], numbers: Numbers) -> Iterator[str]:
    """Of two lines that follow each other and print the same, where the difference is an amount of theirs."""
    off, known = abs(check["difference"] or Decimal(0)), set(rows)
    if not off or check["unit"] != "元":
        return
    for table, row in known:
        following = (table, row + 1) in known and _texts(numbers, table, row) == _texts(numbers, table, row + 1)
        if following and _inferred(table, numbers) and off in _amounts(numbers, table, row):
            yield f"twice: two lines of table {table} print the same"


def _inferred(table: int, numbers: Numbers) -> bool:
    """Whether the lines of a table are told by where its words stand, and not by the file itself."""
    return table in numbers.tables and numbers.tables[table]["engine"] not in finding_rules().doubt.true_cells


def _amounts(numbers: Numbers, table: int, row: int) -> set[Decimal]:
    return {abs(one.value * one.unit) for one in numbers.row(table, row)}


def _texts(numbers: Numbers, table: int, row: int) -> list[tuple[int, str]]:
    return [(cell["col"], compact(cell["text"])) for cell in numbers.cells(table, row) if cell["row_span"] == 1]


def _by_a_unit(check: CheckRow, tables: set[int], numbers: Numbers) -> Iterator[str]:
    """Of two amounts that are one but for their units, where a table's unit is only that of the others."""
    left, right = check["left_value"], check["right_value"]
    if check["unit"] != "元" or not left or not right:
        return
    ratio = max(left / right, right / left)
    if any(abs(ratio / unit - 1) < _NEAR for unit in set(YUAN.values()) if unit > 1):
        proofs = (numbers.tables[table]["unit_proof"] or "" for table in sorted(tables) if table in numbers.tables)
        yield from ("unit: a table prints none of its own" for proof in proofs if proof.endswith(_OF_THE_OTHERS))


_OF_THE_OTHERS = unit_proof_words().the_only_one
"""How a unit is called proved that is only the one that the document's other tables print."""


def _lost_columns(failed: Iterable[CheckRow]) -> Doubts:
    """Doubts about the columns of a table that make less than their total in several lines at once, what those of a
    subject lack being what it lacks itself.
    """
    lacking: dict[tuple[int | None, int | None], dict[int | None, CheckRow]] = defaultdict(dict)
    for check in failed:
        if check["identity"] == "table_columns" and check["right_places"]:
            at = check["right_places"][0]
            lacking[at["table"], at["column"]][at["row"]] = check
    return {
        id(check): "structure: a column may not have been read"
        for by_row in lacking.values()
        if len(by_row) >= _FEWEST and lacks_a_line(list(by_row.values()))
        for check in by_row.values()
    }
