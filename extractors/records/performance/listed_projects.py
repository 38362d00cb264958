"""Numbered projects that a line announces (重点工作活动有以下几项：⑴商贸资金40万元 …) → projects, and their goals."""

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
from schemas.rows import GoalRow, ProjectRow
from schemas.words.performance import performance_words

_AMOUNT = re.compile(rf"(?:[，,：:]|{performance_words().purpose.listed})*{amount()}[。；;]?$")
_LONGEST = 60
"""Characters of the line that announces projects."""
_NAME = 40
"""Characters of a line that may be a heading."""

Listed = tuple[Paragraph, str, str, list[Paragraph]]
"""A project's title, that without its number, what is said behind it on its line, and the paragraphs below it."""


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
        goals = re.search(prose.goals, block.text) is not None
        projects = list(_listed(below, prose.ends, with_text=goals))
        if not projects or not all(said or texts for _, _, said, texts in projects):
            continue
        found.take_words(block)
        for project in projects:
            _add(found, project, table_no, goals=goals)
            table_no += 1
    return table_no


def _add(found: Claims, project: Listed, table_no: int, *, goals: bool) -> None:
    """Adds a project; what is said of it is its goals, or else its purpose."""
    title, text, said, texts = project
    for paragraph in (title, *texts):
        found.take_words(paragraph)
    name, budget = _name_and_budget(text)
    words = [(title, said)] if said else []
    words += [(paragraph, paragraph.text) for paragraph in texts]
    found.add(
        ProjectRow,
        title.place(),
        table_no=table_no,
        title=title.text,
        project_name=name,
        budget_yuan=budget,
        purpose=None if goals else clean("\n".join(one for _, one in words)),
        coverage="selected",
    )
    for goal_no, (paragraph, goal) in enumerate(words if goals else [], start=1):
        place = paragraph.place()
        found.add(GoalRow, place, scope="project", parent_no=table_no, goal_no=goal_no, text=clean(goal))


def _announces(text: str, lead: str) -> bool:
    return len(text) <= _LONGEST and re.fullmatch(lead, text) is not None


def _listed(paragraphs: list[Paragraph], ends: tuple[str, ...], *, with_text: bool) -> Iterator[Listed]:
    """The titles numbered 1, 2, … in one style and what stands below each, up to a line that heads something else.

    `with_text` says whether a title may have its text behind a colon on its line.
    """
    style, count = "", 0
    texts: list[Paragraph] = []
    for paragraph in paragraphs:
        title, said = _divided(paragraph.text) if with_text else (paragraph.text, "")
        numbered = enumerator(title)
        if numbered and _goes_on(title, numbered, style, count):
            style, count, texts = numbered[0], count + 1, []
            yield paragraph, numbered[2].strip("、 ：:"), said, texts
        elif not count or _heads(paragraph.text, style, ends):
            return
        else:
            texts.append(paragraph)


def _divided(text: str) -> tuple[str, str]:
    """A line's title, and what is said behind its first colon; all of it where none stands there."""
    title, *said = re.split("[：:]", text, maxsplit=1)
    return (title, said[0].strip()) if said and said[0].strip() else (text, "")


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
