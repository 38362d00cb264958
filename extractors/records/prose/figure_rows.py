"""The rows of `figures`: one statement of one measure."""

from extractors.document.claims import Claims
from extractors.document.model import Paragraph
from schemas.tables import Row

_COLUMNS = ("part_of", "code", "value_yuan", "percent", "value", "unit", "direction", "base_year", "base", "reason")


def add_figure(
    found: Claims,
    paragraph: Paragraph,
    start: int,
    *,
    measure: str | None,
    label: str,
    statement: str,
    year: int | None,
    section: str,
    sentence: str,
    **columns: object,
) -> Row:
    """Adds a statement that stands at `start` of a paragraph and gives its row; columns left out are null."""
    said = {"measure": measure, "label": label, "statement": statement, "year": year}
    context = {"sentence": sentence, "section": section}
    found.add("figures", paragraph.place(start), **{**dict.fromkeys(_COLUMNS), **said, **context, **columns})
    return found.rows["figures"][-1]
