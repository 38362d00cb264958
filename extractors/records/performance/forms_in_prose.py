"""Forms written as lines, each label before a colon (项目名称：…, 绩效目标：…) → projects, goals, indicators.

What a sheet prints in cells some publishers type as text. The labels are those of sheets; a form begins where a line
names a project, or a heading in a chapter about projects that labels follow, and ends at a heading or where another
begins.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph
from extractors.recognise.shapes.labels import is_level
from extractors.recognise.shapes.performance_heads import vocabulary
from extractors.recognise.shapes.sheet_parts import horizon
from extractors.records.context import Context
from extractors.records.performance import names
from extractors.records.performance.goals_and_indicators import split_goals
from extractors.records.performance.packed import unpack
from extractors.records.performance.projects_in_prose import arranged
from extractors.values.enumerators import is_heading, without_enumerators
from extractors.values.money import YUAN, amount, unit_printed, yuan
from extractors.values.numbers import half_place, is_number, number
from extractors.values.text import clean, compact, digits
from schemas.rows import GoalRow, IndicatorRow, ProjectRow
from schemas.words.performance import performance_words

_FIELD = re.compile(r"(?:^|(?<=[。；;\s]))(?P<label>[^：:。；;，,\s]{2,20}(?:[（(][^）)]{1,8}[）)])?)\s*[:：]\s*")
_AMOUNT = re.compile(rf"(?:{amount()})[^\d]{{0,20}}")
_GOALS = ("goal", "goal_implementation")
_HORIZONS = {"goal_implementation": "implementation", "goal_annual": "annual"}
_INDICATORS = ("packed", "level3")
_TEXTS = ("unit", "supervisor", "period", "purpose", "nature", "project_code")
_LONGEST_NAME = 60
_MOST_ROUNDING = Decimal(5_000)
"""Yuan: half of what amounts are rounded to at most; 500万元 need not be rounded because it ends in zeros."""
_GOES_ON = (*_GOALS, *_INDICATORS, "purpose", "level")
"""What may go on in lines without a label."""


@dataclass
class _Field:
    """A label's role, the label, and what the lines say behind it."""

    role: str
    label: str
    texts: list[tuple[Paragraph, str]]


@dataclass
class _Form:
    """The fields of one form, the first of which names its project."""

    fields: list[_Field] = field(default_factory=list)

    def text(self, role: str) -> str | None:
        """What stands behind the first label of a role."""
        return next((clean(one.texts[0][1]).rstrip("。；;") or None for one in self.fields if one.role == role), None)


def extract(document: Document, context: Context) -> Claims:
    """The projects of forms in lines that no table of the document has.

    A name is no key: a second batch, or another unit's project, has the name of the first and a budget of its own. A
    form repeats a project of the document only where it has that one's budget, or either of the two has none.
    """
    found, table_no = Claims(), context.numbering.project()
    known: dict[str, list[Decimal | None]] = {}
    for row in context.taken.rows.get("projects", ()):
        known.setdefault(compact(row["project_name"] or ""), []).append(row["budget_yuan"])
    for form in _forms(document):
        budgets = known.get(compact(form.text("project_name") or ""), [])
        if _says_something(form) and not _repeats(_budget(form), budgets):
            _add(found, form, table_no)
            table_no += 1
    return found


def _repeats(budget: Decimal | None, known: Sequence[Decimal | None]) -> bool:
    """Whether a form's budget is that of a project of its name, as far as its digits go, which prose may round."""
    if budget is None or None in known:
        return bool(known)
    rounding = min(half_place(budget.normalize()), _MOST_ROUNDING)
    return any(one is not None and abs(budget - one) <= rounding for one in known)


def _says_something(form: _Form) -> bool:
    """Whether a form has an amount and a goal, or indicators: a sentence with 项目名称：某某 alone is none."""
    roles = {one.role for one in form.fields}
    if not form.fields[0].label and _budget(form) is None:
        return False
    return bool(roles & {*_GOALS}) and bool(roles & {"budget", "level", *_INDICATORS})


def _forms(document: Document) -> Iterator[_Form]:
    """The forms of a document in order."""
    form: _Form | None = None
    for block, fields in _labelled(document):
        if form and (block is None or (not fields and _ends(form, block))):
            yield form
            form = None
        for one in fields:
            if one.role == "project_name":
                if form:
                    yield form
                form = _Form()
            if form:
                form.fields.append(one)
        if form and block and not fields:
            form.fields[-1].texts.append((block, block.text))
    if form:
        yield form


def _ends(form: _Form, block: Paragraph) -> bool:
    """Whether a line without labels goes on with nothing of a form."""
    return is_heading(block.text) or form.fields[-1].role not in _GOES_ON


def _labelled(document: Document) -> Iterator[tuple[Paragraph | None, list[_Field]]]:
    """The paragraphs with their labels, the name that a heading gives them first; None for a table and what is its."""
    above = {id(line) for table in document.tables for line in table.context}
    heading = _Headings()
    for block in document.blocks:
        if isinstance(block, Paragraph) and id(block) not in above:
            fields = list(_fields(block))
            name = heading.names(block, fields)
            yield block, [name, *fields] if name else fields
        else:
            heading.last = None
            yield None, []


class _Headings:
    """The heading right above, which may name a project, and the last one that named none: the chapter."""

    def __init__(self) -> None:
        self.chapter = ""
        self.last: Paragraph | None = None

    def names(self, block: Paragraph, fields: list[_Field]) -> _Field | None:
        """The name of the project whose labels begin in a paragraph, where the heading right above it is one."""
        above, self.last = self.last, None
        if fields:
            about = above is not None and re.search(performance_words().projects_chapter, compact(self.chapter))
            if above is None or not about or fields[0].role == "project_name":
                return None
            said = without_enumerators(above.text.strip())
            return None if _role(said) or len(said) > _LONGEST_NAME else _Field("project_name", "", [(above, said)])
        if above is not None:
            self.chapter = above.text
        if is_heading(block.text):
            self.last = block
        return None


def _fields(paragraph: Paragraph) -> Iterator[_Field]:
    """The labels of a paragraph with what stands behind each, up to the next."""
    text = without_enumerators(paragraph.text.strip())
    marks = [(match, role) for match in _FIELD.finditer(text) if (role := _role(match["label"]))]
    if not marks or marks[0][0].start():
        return
    ends = [*(match.start() for match, _ in marks[1:]), len(text)]
    for (match, role), end in zip(marks, ends, strict=True):
        said = text[match.end() : end].strip()
        if role == "project_name" and (not said or len(said) > _LONGEST_NAME):
            return
        yield _Field(role, match["label"], [(paragraph, said)])


def _role(label: str) -> str | None:
    """The role of a label; `level` for the name of a level."""
    if is_level(label):
        return "level"
    known = [role for role in vocabulary().known(label) if role not in ("block", "target_unit", "activity")]
    return known[0] if known else None


def _add(found: Claims, form: _Form, table_no: int) -> None:
    first = form.fields[0].texts[0][0]
    for one in form.fields:
        for paragraph, _ in one.texts:
            found.take_words(paragraph)
    code, name = names.project(form.text("project_name") or "")
    texts = {role: form.text(role) for role in _TEXTS}
    unit_code, unit_name = names.body(texts.pop("unit") or "")
    found.add(
        ProjectRow,
        first.place(),
        {**texts, "project_code": texts["project_code"] or code},
        table_no=table_no,
        project_name=name,
        unit_code=unit_code,
        unit_name=unit_name,
        budget_yuan=_budget(form),
        category=names.category(form.fields[0].label),
        coverage="selected",
    )
    _add_goals(found, form, table_no)
    _add_indicators(found, form, table_no)


def _add_goals(found: Claims, form: _Form, table_no: int) -> None:
    goal_no = 0
    for one in (one for one in form.fields if one.role in _GOALS):
        told = _HORIZONS.get(horizon(one.role, one.label))
        for paragraph, said in one.texts:
            for _, text in split_goals(said):
                goal_no += 1
                found.add(
                    GoalRow,
                    paragraph.place(),
                    scope="project",
                    parent_no=table_no,
                    goal_no=goal_no,
                    horizon=told,
                    text=text,
                )


def _add_indicators(found: Claims, form: _Form, table_no: int) -> None:
    row_no = 0
    for one in (one for one in form.fields if one.role in ("level", *_INDICATORS)):
        label = f"{one.label}：" if one.role == "level" else ""
        for part in unpack(label + "\n".join(said for _, said in one.texts)):
            row_no += 1
            found.add(
                IndicatorRow,
                one.texts[0][0].place(),
                scope="project",
                parent_no=table_no,
                row_no=row_no,
                **part.columns,
            )


def _budget(form: _Form) -> Decimal | None:
    """The amount in yuan, by the unit behind it or in its label; None where neither says one."""
    one = next((one for one in form.fields if one.role == "budget"), None)
    if one is None:
        return None
    said = digits(one.texts[0][1]).rstrip("。；; ")
    if match := _AMOUNT.match(said):
        return yuan(match)
    unit = unit_printed(one.label, label=True)
    return number(said) * YUAN[unit] if unit and is_number(said) else arranged(said)
