"""Whether all that a document says of whose it is, and of which year, agrees."""

from collections.abc import Iterator

from extractors.check.rule import Disclosure, Side, row, rule
from schemas.rows import CheckRow

_FILE = "file_name"
"""The source of a naming that no page prints."""


@rule("publisher_named")
def publisher_named(d: Disclosure) -> Iterator[CheckRow]:
    """Per other source that names a body; a short form of the name (省法院) is the same body.

    A file's name is given by whoever put it up, often after another body: that it differs is information.
    """
    return _agree(d, "publisher_named", "publisher", "公开单位")


@rule("year_named")
def year_named(d: Disclosure) -> Iterator[CheckRow]:
    """Per other source that says a year."""
    return _agree(d, "year_named", "fiscal_year", "预算年度")


def _agree(d: Disclosure, name: str, about: str, zh: str) -> Iterator[CheckRow]:
    sources = [naming for naming in d.namings if naming.about == about]
    for naming in sources[1:]:
        taken = sources[0]
        yield row(
            name,
            f"{naming.source} {naming.value}",
            Side(f"{zh}（{naming.source}）", naming.source, None, naming.places),
            Side(f"{zh}（{taken.source}）", taken.source, None, taken.places),
            "exact" if naming.agrees else "fail",
            severity="info" if about == "publisher" and _FILE in (naming.source, taken.source) else None,
            zh=f"{zh}：{naming.source} 为 {naming.value}，{taken.source} 为 {taken.value}。",
            en=f"{about}: {naming.source} says {naming.value}, {taken.source} says {taken.value}.",
        )
