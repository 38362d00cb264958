"""Goals and indicators in prose: 分项绩效目标 → duties; 重点任务 and 总体绩效目标 → goals of the department."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph
from extractors.document.outline import Sections
from extractors.records.context import Context
from extractors.values import targets
from extractors.values.enumerators import enumerator
from extractors.values.numbers import NUMBER
from extractors.values.text import digits
from schemas.forms import layouts
from schemas.forms.model import DutiesProse
from schemas.rows import DutyRow, GoalRow, IndicatorRow
from schemas.words.performance import performance_words

_WORDS = performance_words().promises
_PROMISE = re.compile(
    rf"(?P<operator>{_WORDS.operator})?\s*(?P<number>{NUMBER.pattern})\s*(?P<unit>{_WORDS.counters}){_WORDS.tail}"
)
_LABEL = re.compile(r"([\u4e00-\u9fff]{2,8})[:：]\s*")
_CLAUSE = re.compile(r"[^，,。；;：]+")


def extract(document: Document, context: Context) -> Claims:
    """Duties, goals and indicators stated below the headings that a layout names."""
    found, sections = Claims(), context.outline
    used = {row["duty_no"] for row in context.taken.rows.get("duties", ())}
    for prose in (layout.prose for layout in layouts()):
        if prose.duties is None:
            continue
        _duties(found, document, sections, prose.duties, used)
        for parent_no, headings in enumerate(prose.department_goals, start=1):
            paragraphs = list(_below(document, sections, headings))
            _department_goals(found, paragraphs, parent_no)
    return found


def _below(document: Document, sections: Sections, words: Sequence[str]) -> Iterator[Paragraph]:
    """The paragraphs below the innermost heading that contains one of `words`, the heading itself left out."""
    named: dict[tuple[str, ...], list[str]] = {}
    for paragraph in document.paragraphs:
        headings = sections[paragraph.index]
        if headings not in named:
            named[headings] = [heading for heading in headings if any(word in heading for word in words)]
        if any(not paragraph.text.startswith(heading) for heading in named[headings]):
            yield paragraph


def _duties(
    found: Claims, document: Document, sections: Sections, labels: DutiesProse, others: Collection[int]
) -> None:
    title: tuple[Paragraph, int, str] | None = None
    duty_no = goal_no = row_no = 0
    before = ("", "")
    for paragraph in _below(document, sections, labels.section):
        label, body, offset = _labelled(paragraph.text)
        if not label and not enumerator(paragraph.text) and before[1].endswith(("；", ";", "，")):
            label = before[0]  # a page break behind a semicolon
        before = (label, paragraph.text)
        numbered = enumerator(paragraph.text)
        if numbered and label not in labels.goal:
            printed = re.search(r"\d+", numbered[1])
            title = (paragraph, int(printed[0]) if printed else duty_no + 1, numbered[2].rstrip("：:"))
        elif label in labels.goal and title is not None:
            heading, printed_no, name = title
            used = {*others, *(row["duty_no"] for row in found.rows.get("duties", ()))}
            duty_no = printed_no if printed_no not in used else 1 + max(used)
            goal_no = row_no = 0
            title = None
            found.take_words(heading)
            found.add(DutyRow, heading.place(), duty_no=duty_no, level="duty", title=name)
        if label in labels.goal and duty_no:
            goal_no += 1
            found.take_words(paragraph)
            found.add(GoalRow, paragraph.place(), scope="duty", parent_no=duty_no, goal_no=goal_no, text=body)
        elif label in labels.indicators and duty_no:
            promised = stated_targets(body, labels.target)
            row_no = _add_indicators(found, paragraph, offset, promised, ("duty", duty_no), row_no)
            found.take_words(paragraph)


def _add_indicators(
    found: Claims,
    paragraph: Paragraph,
    offset: int,
    promised: Iterable[tuple[int, str, str | None]],
    parent: tuple[str, int],
    row_no: int,
) -> int:
    """Adds indicators (offset, description, target) below their scope and number; the number of the last row."""
    for start, description, target in promised:
        row_no += 1
        found.add(
            IndicatorRow,
            paragraph.place(offset + start),
            scope=parent[0],
            parent_no=parent[1],
            row_no=row_no,
            description=description,
            **targets.columns(target),
        )
    return row_no


def _labelled(text: str) -> tuple[str, str, int]:
    """The label before a colon (empty without one), the text behind it, and where that begins."""
    match = _LABEL.match(text)
    return (match[1], text[match.end() :], match.end()) if match else ("", text, 0)


def stated_targets(text: str, labels: Sequence[str]) -> Iterator[tuple[int, str, str | None]]:
    """Offset, description and printed target of each `…，指标值 95%；`; the target is None where none is given.

    A target ends at a semicolon, and at another mark where a further target follows: `…，指标值 95%，…，指标值 90%`.
    """
    label = "|".join(labels)
    split = re.compile(rf"[，,]?\s*(?:{label})\s*(?:{_WORDS.linked})?[:：]?\s*")
    further = rf"(?=[^；;]*(?:{label}))"
    for piece in re.finditer(rf"(?:(?!{label})[^；;])*(?:(?:{label})(?:(?![，,。]{further})[^；;])*)?", text):
        words = piece[0].strip("，, 。；;").rstrip("。.").strip()
        if not words:
            continue
        parts = split.split(words)
        target = parts[-1].strip() if len(parts) > 1 else None
        yield piece.start(), "".join(parts[:-1]).strip() if len(parts) > 1 else words, target


def _department_goals(found: Claims, paragraphs: list[Paragraph], parent_no: int) -> None:
    row_no = 0
    numbered_only = any(enumerator(paragraph.text) for paragraph in paragraphs)
    for goal_no, paragraph in enumerate(paragraphs, start=1):
        numbered = enumerator(paragraph.text)
        if numbered_only and (numbered is None or (goal_no > 1 and _restarts(numbered[1], goal_no - 1))):
            break
        text = numbered[2] if numbered else paragraph.text
        found.take_words(paragraph)
        found.add(GoalRow, paragraph.place(), scope="department", parent_no=parent_no, goal_no=goal_no, text=text)
        shift = len(paragraph.text) - len(text)
        row_no = _add_indicators(found, paragraph, shift, promises(text), ("department", parent_no), row_no)


def _restarts(printed: str, goal_no: int) -> bool:
    match = re.search(r"\d+", printed)
    return match is not None and int(match[0]) <= goal_no


def promises(text: str) -> Iterator[tuple[int, str, str]]:
    """Offset, description and target of each count that a goal promises (`新引进企业 100 家以上`)."""
    for clause in _CLAUSE.finditer(digits(text)):
        match = _PROMISE.search(clause[0])
        if match is None or _WORDS.no_promise.search(clause[0][: match.start()]):
            continue
        start = clause.start() + match.start()
        printed = text[start : clause.start() + match.end()]
        description = text[clause.start() : start] + text[clause.start() + match.end() : clause.end()]
        yield start, _WORDS.begin.sub("", description).strip(), printed
