"""Summary figures stated in prose (预算收入1683.86万元 … 增加12.10%) → figures."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph
from extractors.document.outline import Sections
from extractors.identify.evidence import EVALUATION
from extractors.identify.identity import Identity
from extractors.recognise.sentences.headings import end_list, head_of, lead
from extractors.recognise.sentences.statement_parts import Context, Statement, Subject
from extractors.recognise.sentences.statements import statements
from extractors.records.assets_in_prose import as_of
from extractors.records.prose.carried_over import tell_apart, tell_sums
from extractors.records.prose.figure_rows import add_figure, quoted
from extractors.records.prose.governments import OF_NO_BUDGET, settle
from extractors.records.prose.narrower import tell_narrower
from extractors.records.prose.reasons import give_late_reason, give_reasons
from extractors.records.prose.text import prose_of
from extractors.records.prose.whose import other_body, owners
from extractors.values.enumerators import enumerator
from extractors.values.money import ONE_YUAN, YUAN
from schemas.codes import measure_words
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_ENDED = re.compile("[。！？]")
_WORDS = prose_words().statements
_PERCENT = re.compile(r"(\d(?<![\d.]\d)\d{0,2}(?:\.\d+)?)\s*%")
_OF_WHAT_WAS_SPENT = ("final_accounts", EVALUATION)
_CHART = 60
"""Characters of the longest line of chart labels."""
_YUAN = YUAN | {short: YUAN[short + ONE_YUAN] for short in _WORDS.bare_units}  # 1493.28万，: the 元 left out


def extract(document: Document, sections: Sections, identity: Identity) -> Claims:
    """The figures of all paragraphs; those below 名词解释 only explain words."""
    fiscal_year = identity.fiscal_year
    found = Claims()
    spent = identity.kind == "final_accounts"
    apart = spent or any(_WORDS.apart.search(paragraph.text) for paragraph in document.paragraphs)
    context = Context(fiscal_year, identity.publisher, apart=apart, spent=spent, unit=identity.level == "unit")
    context.government = identity.of_government
    spans: dict[int, tuple[int, int, int]] = {}
    shares: dict[str, set[Decimal]] = {}
    lately: list[list[FigureRow]] = [[], []]
    chapter: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    above_it = ""
    others = owners(document, sections, identity.publisher)
    for paragraph in document.paragraphs:
        headings = sections[paragraph.index]
        if _only_explains(headings) or paragraph.index in others:
            continue
        above, chapter = chapter, tuple(filter(_begins_chapter, headings))
        if chapter != above or headings[: len(below)] != below:
            context.whole, context.path, context.led = None, {}, None
        text, section = prose_of(paragraph), " / ".join(headings)
        end_list(text, context)
        whole = context.whole
        before = len(found.rows.get("figures", ()))
        here = _figures(found, paragraph, text, context, section, above_it)
        above_it = text if headings and paragraph.text.rstrip("：:") == headings[-1] else ""
        if not here and prose_words().reason in text:
            give_late_reason(found, paragraph, text, lately)
        lately = (
            lately if not here else [*lately[1:], [row for row in found.rows["figures"][before:] if id(row) in here]]
        )
        spans |= here
        below = headings if context.whole is not whole else below if context.whole else ()
        _counts(found, paragraph, text, fiscal_year, section)
        for row in found.rows.get("figures", [])[before:]:
            if row["statement"] == "share" and row["percent"] is not None:
                shares.setdefault(section, set()).add(row["percent"])
        _chart(found, paragraph, text, shares.get(section, set()))
    if identity.kind in _OF_WHAT_WAS_SPENT:
        tell_sums(found, fiscal_year)
    tell_narrower(found.rows.get("figures", []), fiscal_year)
    for row in tell_apart(found, fiscal_year, spent=spent):
        found.leave_words(spans[id(row)], "this_year_or_total")
    if identity.of_government:
        settle(document, found.rows.get("figures", []), identity)
    return found


@lru_cache(maxsize=256)
def _begins_chapter(heading: str) -> bool:
    """Whether a heading is one of those under which a document begins anew: 第三部分, 四、."""
    numbered = enumerator(heading)
    return numbered is not None and numbered[0] in ("part", "chinese")


def _only_explains(headings: tuple[str, ...]) -> bool:
    return any(word in heading for heading in headings for word in measure_words().glossary)


def _chart(found: Claims, paragraph: Paragraph, text: str, stated: set[Decimal]) -> None:
    """The labels of a chart repeat the shares `stated` in its section: those that do are taken with them. A sentence is
    no label.
    """
    if len(text) > _CHART or _ENDED.search(text) or not _PERCENT.search(text):
        return
    for match in _PERCENT.finditer(text):
        if Decimal(match[1]) in stated:
            found.take_words(paragraph, match.start(), match.end())


def _figures(
    found: Claims, paragraph: Paragraph, text: str, context: Context, section: str, above: str
) -> dict[int, tuple[int, int, int]]:
    """Adds the statements of a paragraph; gives the words of each row, by the row's identity."""
    context.head, context.last = head_of(text, above, context), None
    context.listed = None
    day = as_of(text, context.fiscal_year) if prose_words().assets in text else None
    context.day = day.year if day else None
    heads: list[Subject] = []
    spoken: set[tuple[tuple[str, ...], str]] = set()
    stated: list[tuple[int, FigureRow]] = []
    spans: dict[int, tuple[int, int, int]] = {}
    if _WORDS.says_something.search(text):
        for sentence in _SENTENCE.finditer(text):
            first, ended = True, context.last
            if len(spoken) > 1:
                context.head = None
            if other_body(sentence[0], context.publisher):
                continue
            printed = paragraph.text[sentence.start() : sentence.end()]
            for token, said in statements(sentence[0], context):
                if context.government and OF_NO_BUDGET.intersection(said.subject.measures):
                    continue  # of one of its budgets: which is told where all that stands before it is read
                start, end = sentence.start() + token.start, sentence.start() + token.end
                rows = _add(found, paragraph, start, said, quoted(printed, token.start).strip(), section)
                stated += [(start, row) for row in rows]
                spans |= {id(row): (paragraph.index, start, end) for row in rows}
                found.take_words(paragraph, start, end)
                if first:
                    context.head = replace(said.subject, stated=True)
                    heads.append(said.subject)
                    spoken.add((said.subject.measures, said.subject.label))
                first, ended = False, said.subject
            context.last = ended
        give_reasons(found, paragraph, text, stated)
    context.told = heads[0] if len({head.measures for head in heads}) == 1 else None
    lead(text, context, heads)
    return spans


def _counts(found: Claims, paragraph: Paragraph, text: str, fiscal_year: int | None, section: str) -> None:
    """Counts (编报绩效目标的项目 50 个)."""
    if not _WORDS.counted.search(text) or not _any_count().search(text):
        return
    for measure, pattern in _count_patterns():
        for match in pattern.finditer(text):
            count, unit = (group for group in match.groups() if group)
            start = match.start((match.lastindex or 2) - 1)
            add_figure(
                found,
                paragraph,
                start,
                measure=measure,
                label=match[0].lstrip("，,；、"),
                statement="count",
                year=fiscal_year,
                section=section,
                sentence=quoted(paragraph.text, start),
                value=Decimal(count),
                unit=unit,
            )
            found.take_words(paragraph, match.start(), match.end())


@cache
def _count_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((measure, re.compile(pattern)) for measure, pattern in measure_words().counts.items())


@cache
def _any_count() -> re.Pattern[str]:
    return re.compile("|".join(measure_words().counts.values()))


def _add(
    found: Claims, paragraph: Paragraph, start: int, said: Statement, sentence: str, section: str
) -> list[FigureRow]:
    subject, percent = said.subject, said.kind in ("percent", "share")
    money = None if percent else _YUAN.get(said.unit or "", Decimal(1))
    return [
        add_figure(
            found,
            paragraph,
            start,
            measure=measure,
            label=subject.label,
            statement=said.kind,
            year=said.year,
            section=section,
            sentence=sentence,
            part_of=subject.part_of,
            code=subject.code,
            value_yuan=None if money is None else said.value * money,
            percent=said.value if percent else None,
            value=said.value,
            unit=said.unit,
            direction=said.direction,
            base_year=said.base_year,
            base=said.base,
        )
        for measure in subject.measures
    ]
