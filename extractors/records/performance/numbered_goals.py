"""Numbered goals below a heading in a line of its own (职责分类绩效目标：) → goals of the department."""

from collections.abc import Iterator, Sequence

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph, Table
from extractors.document.outline import Sections
from extractors.records.context import Context
from extractors.values.enumerators import enumerator, enumerator_value
from extractors.values.text import key
from schemas.forms import layouts
from schemas.forms.model import NumberedGoals
from schemas.rows import GoalRow

_LONGEST = 24
"""Characters of a heading without its number."""


def extract(document: Document, context: Context) -> Claims:
    """The goals below each heading that ends in one of a layout's `headings`.

    Only a list that begins with 1 right below its heading, and only its numbered paragraphs, are goals: what stands
    between them may explain them. `ends` are words of the headings behind (保障措施). Paragraphs that another
    extractor took are left to it.
    """
    found = Claims()
    used = {index for index, _, _ in context.taken.words}
    parent_no = context.numbering.department_goals()
    for prose in (prose for layout in layouts() if (prose := layout.prose.numbered_goals)):
        for goals in _lists(document, context.outline, prose):
            if any(goal.index in used for goal, _ in goals):
                continue
            for goal_no, (goal, text) in enumerate(goals, start=1):
                found.take_words(goal)
                place = goal.place()
                found.add(GoalRow, place, scope="department", parent_no=parent_no, goal_no=goal_no, text=text)
            used |= {goal.index for goal, _ in goals}
            parent_no += 1
    return found


def _lists(document: Document, sections: Sections, prose: NumberedGoals) -> Iterator[list[tuple[Paragraph, str]]]:
    for n, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and _is(block, prose.headings):
            goals = list(_listed(document, sections, n, prose))
            if goals:
                yield goals


def _is(paragraph: Paragraph, words: Sequence[str]) -> bool:
    """Whether a paragraph is a heading, numbered or not, that ends in one of the words."""
    if len(paragraph.text) > 2 * _LONGEST:
        return False
    numbered = enumerator(paragraph.text)
    name = key(numbered[2] if numbered else paragraph.text)
    return len(name) <= _LONGEST and name.endswith(tuple(words))


def _listed(
    document: Document, sections: Sections, heading: int, prose: NumberedGoals
) -> Iterator[tuple[Paragraph, str]]:
    """The paragraphs numbered 1, 2, … in one style below the heading, down to the end of its section, with their text.

    A number that two paragraphs print in a row is a slip, one that begins again is another list.
    """
    above, style, last, adjacent = sections[document.blocks[heading].index], "", 0, True
    for block in document.blocks[heading + 1 :]:
        if isinstance(block, Table) or sections[block.index][: len(above)] != above:
            return
        if _is(block, [*prose.headings, *prose.ends]):
            return
        numbered = enumerator(block.text)
        if not last and (numbered is None or enumerator_value(numbered[1]) != 1):
            return
        if numbered is None or (last and numbered[0] != style):
            adjacent = False
            continue
        value = enumerator_value(numbered[1])
        if value != last + 1 and not (adjacent and value == last):
            return
        style, last, adjacent = numbered[0], value, True
        yield block, numbered[2]
