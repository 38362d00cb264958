"""Numbered projects that a line announces (重点工作活动有以下几项：⑴商贸资金40万元 …) → projects."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph
from extractors.records.context import Context
from extractors.values.enumerators import enumerator, enumerator_value, is_heading
from extractors.values.line_shapes import ends_sentence
from extractors.values.money import amount, yuan
from extractors.values.text import clean, digits
from schemas.forms import layouts
from schemas.forms.model import ListedProjects
from schemas.rows import ProjectRow
from schemas.words.performance import performance_words

_AMOUNT = re.compile(rf"(?:[，,：:]|{performance_words().purpose.listed})*{amount()}[。；;]?$")
_LONGEST = 60
"""Characters of the line that announces projects."""
_NAME = 40
"""Characters of a line that may be a heading."""

Listed = tuple[Paragraph, str, list[Paragraph]]
"""A project's title, that without its number, and the paragraphs below it."""


def extract(document: Document, context: Context) -> Claims:
    """The projects of each list that a line announces."""
    found, table_no = Claims(), context.numbering.project()
    for prose in (prose for layout in layouts() if (prose := layout.prose.listed_projects)):
        table_no = _lists(found, document, prose, table_no)
    return found


def _lists(found: Claims, document: Document, prose: ListedProjects, table_no: int) -> int:
    """Adds the projects of each list; `table_no` is the next free number, the new one is returned."""
    above = {id(line) for table in document.tables for line in table.context}
    blocks = document.blocks
    for n, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not _announces(block.text, prose.lead):
            continue
        below: list[Paragraph] = []
        for following in blocks[n + 1 :]:
            if not isinstance(following, Paragraph) or id(following) in above:
                break
            below.append(following)
        projects = list(_listed(below, prose.ends))
        if not projects or not all(texts for _, _, texts in projects):
            continue
        found.take_words(block)
        for title, text, texts in projects:
            for paragraph in (title, *texts):
                found.take_words(paragraph)
            name, budget = _name_and_budget(text)
            purpose = clean("\n".join(paragraph.text for paragraph in texts))
            found.add(
                ProjectRow,
                title.place(),
                table_no=table_no,
                title=title.text,
                project_name=name,
                budget_yuan=budget,
                purpose=purpose,
                coverage="selected",
            )
            table_no += 1
    return table_no


def _announces(text: str, lead: str) -> bool:
    return len(text) <= _LONGEST and re.fullmatch(lead, text) is not None


def _listed(paragraphs: list[Paragraph], ends: tuple[str, ...]) -> Iterator[Listed]:
    """The titles numbered 1, 2, … in one style and what stands below each, up to a line that heads something else."""
    style, count = "", 0
    texts: list[Paragraph] = []
    for paragraph in paragraphs:
        numbered = enumerator(paragraph.text)
        if numbered and _goes_on(paragraph.text, numbered, style, count):
            style, count, texts = numbered[0], count + 1, []
            yield paragraph, numbered[2].strip("、 ：:"), texts
        elif not count or _heads(paragraph.text, style, ends):
            return
        else:
            texts.append(paragraph)


def _goes_on(text: str, numbered: tuple[str, str, str], style: str, count: int) -> bool:
    return is_heading(text, _NAME) and style in ("", numbered[0]) and enumerator_value(numbered[1]) == count + 1


def _heads(text: str, style: str, ends: tuple[str, ...]) -> bool:
    """Whether a line begins something else: a heading of another style, one without a number, a measure's title."""
    numbered = enumerator(text)
    if numbered and (numbered[0] == style or is_heading(text)):
        return True
    return len(text) <= _NAME and (
        text.rstrip("：:").endswith(ends) or not ends_sentence(text) or text.endswith(("：", ":"))
    )


def _name_and_budget(text: str) -> tuple[str, Decimal | None]:
    """A title's name and the amount at its end, in yuan; None where it prints none."""
    found = _AMOUNT.search(digits(text))
    if found is None or not text[: found.start()].strip():
        return text, None
    return text[: found.start()].strip(), yuan(found)
