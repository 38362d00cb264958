"""A document's records as rules see them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from extractors.check.precision import half_of_stated
from extractors.document.sums import Structure, Sum
from extractors.identify.identity import Naming
from extractors.recognise.sentences.measure_names import LINES
from extractors.values.text import compact
from schemas.codes import measure_words
from schemas.rows import FigureRow, ProjectRow, Records
from schemas.tables import by_table, tables, typed


def is_compared(figure: FigureRow) -> bool:
    """Whether rules may compare a figure with others of its body: one with a measure, and of a line with its whole,
    which is not itself one of many (each subject has its 基本支出).
    """
    measure, whole = figure["measure"], figure["part_of"]
    if measure is None or measure in measure_words().uncompared:
        return False
    if measure == "part_line" and (whole in LINES or whole in measure_words().uncompared):
        return False
    return measure != "economic_line" or whole is not None


@dataclass
class Disclosure:
    """A document's records, as identities see them.

    `half_unit` is half of the last printed place in yuan; `settled` gives the value of what is stated twice and
    differently, as `statements.settle` decides.
    """

    records: Records
    fiscal_year: int | None
    half_unit: Decimal
    settled: dict[Hashable, Decimal] = field(default_factory=dict)
    namings: tuple[Naming, ...] = ()
    grouped: dict[Any, list[FigureRow]] = field(default_factory=dict)
    """The figures by what they state, as `statements` groups them once."""
    standard: list[Any] = field(default_factory=list)
    """The standard budget tables, as `standard` reads them once."""
    sums: Sequence[Sum] = ()
    """The sums of the tables of amounts, and (`structures`) how the lines of each table belong together."""
    structures: Mapping[int, Structure] = field(default_factory=dict)

    @cached_property
    def rows(self) -> Records:
        """The rows of every table; of the figures those that state a measure, and of the publisher itself."""
        given = typed({table: by_table(self.records).get(table, []) for table in tables()})
        stated = [row for row in given["figures"] if is_compared(row) and not row.get("unit_name")]
        return {**given, "figures": stated}

    @cached_property
    def stated_half(self) -> Decimal:
        """Half of the last place that amounts in prose are printed to, in yuan: tables may print other units."""
        return half_of_stated(self.rows["figures"]) or self.half_unit

    @cached_property
    def projects(self) -> dict[str, list[ProjectRow]]:
        """The performance tables by the name of their project."""
        named: dict[str, list[ProjectRow]] = {}
        for project in self.rows["projects"]:
            named.setdefault(plain(project["project_name"]), []).append(project)
        return named

    def gave_up(self) -> bool:
        """Whether a table or page of the document could not be read, so that a sum over all may lack parts."""
        return any(row["error"] not in ("witness", "blank_page") for row in self.rows["failures"])


@lru_cache(maxsize=4096)
def plain(text: str | None) -> str:
    """A name to compare; "" for none."""
    return compact(text or "")
