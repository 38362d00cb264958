"""The amounts and percentages in prose that no other extractor took: each a figure, by the words that name it.

Their `measure` is null where the words stand for none of `measures.yaml` with certainty; `label` has the words. Rules
that compare measures do not see them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph
from extractors.recognise.sentences.statement_parts import PLANS
from extractors.records.assets_in_prose import as_of
from extractors.records.context import Context
from extractors.records.prose.amounts_said import read_sentence, year_of, year_told
from extractors.records.prose.figure_rows import add_figure, quoted
from extractors.records.prose.governments import settle
from extractors.records.prose.items import name_row
from extractors.records.prose.kinds import ASSETS
from extractors.records.prose.levels import Levels
from extractors.records.prose.meanings import Meaning
from extractors.records.prose.names import Spoken, amount_beside
from extractors.records.prose.noun_phrases import noun_phrase
from extractors.records.prose.reasons import CHANGES, give_reasons
from extractors.records.prose.text import prose_of
from extractors.records.prose.tiers import Tiers
from extractors.records.prose.topics import Topic
from extractors.records.prose.wherein import Wherein
from extractors.records.prose.whose import other_body, owners
from extractors.values.enumerators import enumerator
from extractors.values.money import AMOUNT, YUAN
from extractors.values.numbers import number
from extractors.values.text import plain_prose
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_CLAUSE = re.compile("；")
_AND = prose_words().and_
_FAR = 500
"""Characters that words may stand before the amount that they are of: a paragraph is never looked through for each."""
_MOST_TOLD = 200
"""Figures of its sentence of which an amount may speak: of a sentence of ten thousand not all are tried for each."""
_LONGEST_HEADING = 40
"""Characters of a heading that a paragraph begins with."""
_WHOLE = 100
"""Percent that no share exceeds."""
_SHORT = 12
"""Characters of the words that stand for a name where there is none."""
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]")


def extract(document: Document, context: Context, /) -> Claims:
    """The figures of all amounts in paragraphs that are not taken yet."""
    found = Claims()
    spans: dict[int, list[tuple[int, int]]] = {}
    for index, start, end in context.taken.words:
        spans.setdefault(index, []).append((start, end))
    told: dict[str, list[FigureRow]] = {}
    for row in context.told.rows.get("figures", ()):
        told.setdefault(row["sentence"] or "", []).append(row)
    others = owners(document, context.outline, context.identity.publisher)
    above = _Above()
    for paragraph in document.paragraphs:
        above.go_on(paragraph, context.outline.get(paragraph.index, ()))
        if any(sign in paragraph.text for sign in prose_words().amount_signs):
            owner = others.get(paragraph.index)
            _paragraph(found, paragraph, context, spans.get(paragraph.index, []), told, owner, above.run_in)
    if context.identity.of_government:
        settle(document, found.rows.get("figures", []), context.identity)
    return found


@dataclass(slots=True)
class _Above:
    """The heading that a paragraph before began with, up to the next heading: 1.一般公共预算。全县收入…."""

    run_in: str = ""
    headings: tuple[str, ...] = ()

    def go_on(self, paragraph: Paragraph, headings: tuple[str, ...]) -> None:
        """Reads what the next paragraph begins with."""
        first, stop, _ = plain_prose(paragraph.text[:_LONGEST_HEADING]).partition("。")
        begins = stop and enumerator(first) and not AMOUNT.search(first)
        if begins or headings != self.headings:
            self.run_in, self.headings = f"{first}。" if begins else "", headings


def _paragraph(
    found: Claims,
    paragraph: Paragraph,
    context: Context,
    taken: list[tuple[int, int]],
    told: dict[str, list[FigureRow]],
    owner: str | None,
    run_in: str,
) -> None:
    text = prose_of(paragraph)
    amounts = list(AMOUNT.finditer(text))
    taken = _reaching(taken)
    if not _WORD.search(AMOUNT.sub("", text)):
        return  # an amount alone states nothing: a cell of a table that was not made out
    if all(_within(amount, taken) for amount in amounts):
        return
    starts, ends = [amount.start() for amount in amounts], [amount.end() for amount in amounts]
    headings, publisher = context.outline.get(paragraph.index, ()), context.identity.publisher
    topic, rows, levels, tiers = Topic(_heading(headings, paragraph)), [], Levels(text), Tiers()
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        printed = paragraph.text[start:end]
        here = amounts[bisect_left(starts, start) : bisect_right(ends, end)]
        read, last_year = list(read_sentence(text, start, here, context, year_of(sentence[0], context))), None
        years, of_levels, wherein, since = set[int](), set[int](), Wherein(), start
        clauses = [0, *(mark.end() for mark in _CLAUSE.finditer(sentence[0]))]
        of_sentence = other_body(sentence[0], publisher)
        for position, (amount, heard) in enumerate(read):
            words = text[since : amount.start()]
            wherein.go_on(words)
            topic.hear(words, levels)
            said, since = topic.with_its_own_name(heard), amount.end()
            topic.share_out(said, levels, here, position)
            shared = bool(topic.names)
            label = topic.label(said)
            label, level = _of_what(levels, read, position, label, shared=shared)
            topic.goes_on(said, label, known=level is not None and not shared)
            levels.add(amount, said, label)
            years |= {said.year} if said.year else set()
            only = min(years) if len(years) == 1 and max(of_levels | years) in years else context.year
            year = year_told(said, last_year, only, context.year)
            last_year = said.year or last_year
            of_levels |= {year} if year and said.statement == "level" else set()
            if _within(amount, taken):
                wherein.whole = None
                tiers.hear(told.get(quoted(printed, amount.start() - start).strip(), ()), number(amount["number"]))
                continue
            row = _add(found, paragraph, amount, said, label, " / ".join(headings))
            row_sentence = quoted(printed, amount.start() - start).strip()
            whose = _clause_owner(sentence[0], clauses, amount.start() - start, publisher) or of_sentence or owner
            row |= {"unit_name": whose, "sentence": row_sentence, "year": year}
            if said.relative and row["base_year"]:
                row["base_year"] = year - 1 if year else None
            before = f"{row['section']} / {run_in}{text[max(0, amount.start() - _FAR) : amount.start()]}"
            spoken, beside = tuple(told.get(row_sentence, ())[:_MOST_TOLD]), amount_beside(text, here, position)
            around = Spoken(context.identity, spoken, level, before, beside)
            if (topic.found or not shared) and (words.strip() or not position):  # 8万元9万元: a word is lost between
                name_row(row, said, whose, around)
            _tell(row, said, wherein, tiers, words, context)
            rows.append((amount.start(), row))
            found.take_words(paragraph, amount.start(), amount.end())
    _date_assets([row for _, row in rows], text, context)
    give_reasons(found, paragraph, text, rows)


def _date_assets(rows: list[FigureRow], text: str, context: Context) -> None:
    """Gives classes of assets the year at whose end their paragraph counts them."""
    held = [row for row in rows if row["measure"] == ASSETS]
    if held and (day := as_of(text, context.year)):
        for row in held:
            row["year"] = day.year


def _of_what(
    levels: Levels, read: list[tuple[re.Match[str], Meaning]], position: int, label: str, *, shared: bool
) -> tuple[str, Decimal | None]:
    """The label and level that an amount speaks of: behind parts in parentheses those of what stands before these."""
    said = read[position][1]
    if said.name or shared:
        return label, levels.last(label)
    if said.statement in CHANGES:
        return levels.of_change(read, position, label)
    whole = levels.before_parentheses(read, position) if said.statement == "completion" else None
    return whole or (label, levels.last(label))


def _tell(row: FigureRow, said: Meaning, wherein: Wherein, tiers: Tiers, words: str, context: Context) -> None:
    """Gives a part of what was stated before it what it has of that."""
    if context.identity.of_government:
        wherein.tell_revenue(row)
    wherein.tell(row, compared=not said.name and said.base in PLANS and bool(prose_words().compared.search(words)))
    if context.identity.of_government:
        tiers.tell(row, words)


def _clause_owner(sentence: str, clauses: list[int], at: int, publisher: str | None) -> str | None:
    """The other body that the clause of an amount begins with (甲馆收入3万元；乙馆收入2万元), by their starts."""
    start = clauses[bisect_right(clauses, at) - 1]
    return other_body(sentence[start : min(at, start + _FAR)], publisher)


def _reaching(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in the order of their starts, each with the furthest end up to it."""
    reach, found = 0, []
    for first, last in sorted(spans):
        reach = max(reach, last)
        found.append((first, reach))
    return found


def _within(amount: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Whether an amount lies in one of the spans, which are `_reaching`."""
    at = bisect_right(spans, amount.start(), key=itemgetter(0))
    return at > 0 and amount.end() <= spans[at - 1][1]


def _heading(headings: tuple[str, ...], paragraph: Paragraph) -> str:
    """The innermost heading above a paragraph, or the one that it begins with, without its number."""
    above = headings[-1] if headings else ""
    first = re.split("[。：:]", plain_prose(paragraph.text), maxsplit=1)[0]
    if enumerator(first) and len(first) <= 40 and not AMOUNT.search(first):
        above = first
    return noun_phrase(above) or above


def _words_before(text: str) -> str:
    """The last words before an amount that nothing names, up to the mark or number before them."""
    words = _LETTERS.findall(text[-_FAR:])
    return words[-1][-_SHORT:] if words else ""


def _add(
    found: Claims, paragraph: Paragraph, amount: re.Match[str], said: Meaning, label: str, section: str
) -> FigureRow:
    value, unit = number(amount["number"]), amount["unit"].replace("％", "%")
    value = abs(value) if amount.start() and paragraph.text[amount.start() - 1].isdigit() else value  # 5-10%
    return add_figure(
        found,
        paragraph,
        amount.start(),
        measure=None,
        label=label or _words_before(paragraph.text[: amount.start()]) or paragraph.text[:_SHORT],
        statement=said.statement,
        year=None,
        section=section,
        sentence="",
        value_yuan=value * YUAN[unit] if unit in YUAN else None,
        percent=None if unit in YUAN else value,
        value=value,
        unit=unit,
        direction=said.direction or ("flat" if value == 0 and said.statement in CHANGES else None),
        base_year=said.base_year if said.statement in ("change", "percent") else None,
        base=said.base,
    )
