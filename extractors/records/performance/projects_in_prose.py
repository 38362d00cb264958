"""项目经费情况说明, a project in prose under fixed headings → projects and goals."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph
from extractors.records.context import Context
from extractors.records.performance.goals_and_indicators import split_goals
from extractors.values.enumerators import enumerator, is_heading
from extractors.values.line_shapes import ends_sentence
from extractors.values.money import amount, yuan
from extractors.values.text import clean, digits, key
from schemas.forms import layouts
from schemas.forms.model import DescribedProjects
from schemas.rows import GoalRow, ProjectRow
from schemas.words.performance import performance_words

_WORDS = performance_words().purpose
_AMOUNT = re.compile(rf"{_WORDS.no_price_before}{amount(bare=True)}{_WORDS.no_price_behind}")

_LONGEST_TITLE = 60


@dataclass
class _Described:
    """A project's title, and its paragraphs by heading."""

    title: Paragraph | None
    name: str | None
    headings: list[Paragraph] = field(default_factory=list)
    sections: dict[str, list[Paragraph]] = field(default_factory=dict)


def extract(document: Document, context: Context) -> Claims:
    """The projects that the document describes under the headings of a layout."""
    found, table_no = Claims(), context.numbering.project()
    for prose in (prose for layout in layouts() if (prose := layout.prose.described_projects)):
        table_no = _described(found, document, prose, table_no)
    return found


def _described(found: Claims, document: Document, prose: DescribedProjects, table_no: int) -> int:
    """Adds the projects under a layout's headings; `table_no` is the next free number, the new one is returned."""
    for project in _projects(document, prose):
        start = project.title or project.headings[0]
        texts = {
            name: clean("\n".join(p.text for p in paragraphs)) or None for name, paragraphs in project.sections.items()
        }
        for paragraph in [start, *project.headings, *(p for part in project.sections.values() for p in part)]:
            found.take_words(paragraph)
        found.add(
            ProjectRow,
            start.place(),
            table_no=table_no,
            title=project.title.text if project.title else None,
            project_name=project.name,
            implementer=texts.get("implementer"),
            budget_yuan=arranged(texts.get("arrangement") or ""),
            purpose=texts.get("purpose"),
            legal_basis=texts.get("legal_basis"),
            scheme=texts.get("scheme"),
            period=texts.get("period"),
            arrangement=texts.get("arrangement"),
            coverage="selected",
        )
        _goals(found, project.sections.get("goal", []), table_no, prose.refers)
        table_no += 1
    return table_no


def _projects(document: Document, prose: DescribedProjects) -> Iterator[_Described]:
    """A project begins at its title, or at its first heading where one follows without a title."""
    title = re.compile(prose.title)
    fields = {name: heading for heading, names in prose.headings.items() for name in names}
    project: _Described | None = None
    section: list[Paragraph] | None = None
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            section = None
            continue
        titled = _titled(block.text, title)
        heading = _heading(block.text, fields)
        if titled or (project and heading in project.sections):
            before = None if titled else _name_of_the_next(section)
            if project and project.sections:
                yield project
            name = titled["name"] if titled else before.text if before else None
            project = _Described(block if titled else before, name or None)
            section = None
        if titled:
            continue
        if heading and project:
            project.headings.append(block)
            section = project.sections.setdefault(heading, [])
        elif _chapter(block.text):
            section = None
        elif section is not None:
            section.append(block)
    if project and project.sections:
        yield project


def _titled(text: str, title: re.Pattern[str]) -> re.Match[str] | None:
    numbered = enumerator(text)
    return title.fullmatch(numbered[2] if numbered else text) if len(text) <= _LONGEST_TITLE else None


def _name_of_the_next(section: list[Paragraph] | None) -> Paragraph | None:
    """The last line of a section, taken out of it, where it names the project that begins below it."""
    return section.pop() if section and _is_name(section) else None


def _is_name(section: list[Paragraph]) -> bool:
    """Whether the last line of a section names the next project: a short line behind others, no sentence, no item."""
    text = section[-1].text
    return len(section) > 1 and len(text) <= 40 and not ends_sentence(text) and not enumerator(text)


def _heading(text: str, fields: Mapping[str, str]) -> str | None:
    numbered = enumerator(text)
    return fields.get(key(numbered[2])) if numbered and len(text) <= 20 else None


def _chapter(text: str) -> bool:
    numbered = enumerator(text)
    return bool(numbered and numbered[0] in ("part", "chinese") and is_heading(text))


def arranged(text: str) -> Decimal | None:
    """The amount that the section 年度预算安排 gives for the whole, in yuan.

    The only one there, the one that its words call the whole, or the first where the others are its parts; None
    where it only lists amounts (four quarters), for their sum is not printed.
    """
    text = digits(text)
    amounts = list(_AMOUNT.finditer(text))
    if not amounts:
        return None
    first = amounts[0]
    before, behind = text[: first.start()].strip(), text[first.end() :]
    alone = len(amounts) == 1 and _WORDS.said.search(before)
    whole = alone or _WORDS.whole.search(before) or (_WORDS.said.search(before) and _WORDS.parts_follow.match(behind))
    return yuan(first) if whole else None


def _goals(found: Claims, paragraphs: list[Paragraph], table_no: int, refers: Sequence[str]) -> None:
    goal_no = 0
    for paragraph in paragraphs:
        if paragraph.text.startswith(tuple(refers)):
            continue  # 详见…: the goals stand elsewhere
        for printed, text in split_goals(paragraph.text):
            goal_no = printed if printed and printed > goal_no else goal_no + 1
            place = paragraph.place()
            found.add(GoalRow, place, scope="project", parent_no=table_no, goal_no=goal_no, text=text)
