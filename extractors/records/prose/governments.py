"""When and of whom a government's report speaks: last year's budget stands beside this year's plan, a month beside the
months up to it, the whole area beside the government's own level.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from extractors.document.model import Document
from extractors.identify.evidence import ADJUSTMENT, year_in_digits
from extractors.identify.identity import Identity
from extractors.recognise.sentences.statement_parts import BASE, PLANS, PRINTED_YEAR
from extractors.records.prose.grand_totals import tell_grand_totals
from extractors.records.prose.names import in_reports
from extractors.records.prose.phrases import plan_of
from extractors.records.prose.reasons import CHANGES
from extractors.values.enumerators import without_enumerators
from extractors.values.money import AMOUNT
from extractors.values.numbers import number
from extractors.values.text import plain_prose
from schemas.codes import measure_words
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

_WORDS = prose_words().names
_LIMIT = "_limit"
"""In measures of limits, which are those of a year, whenever they are told."""
_WEAK = ("part_line", "revenue_item", "spending_item")
"""Measures of what a name says only of which kind it is."""
_NO_AMOUNTS = ("threshold", "price")
OF_NO_BUDGET = frozenset(("revenue_total", "expenditure_total"))
"""Wholes of a body's paper: a government has four budgets, and these say of none which it is."""
_REASON = re.compile(rf"(?:{prose_words().reasons.begin.pattern})[^。；]*")
_GIVEN = ("revenue_superior", "transfers_general", "transfers_special", "tax_returns")
"""Measures of what a government is given."""
_TITLE = re.compile("《[^》]*》")
_PART = re.compile("[。；]")
_YEAR = 4
"""Digits of a year."""
_FAR = 1_000
"""Characters of a paragraph before a sentence in which the area may be named that it is of."""


def settle(document: Document, rows: list[FigureRow], identity: Identity) -> None:
    """Gives each figure its year and part of the year, the area that the headings above it name, and what a 总收入 is.

    A sentence that prints none has those of its paragraph, else of the headings above; a year, where the title prints
    only one, also that of the title.
    """
    texts = [paragraph.text for paragraph in document.paragraphs]
    title = identity.title or ""
    years = set(PRINTED_YEAR.findall(title)) or set(PRINTED_YEAR.findall("".join(texts)))
    only = identity.fiscal_year if len(years) == 1 else None
    befores: dict[str, str] = {}
    goes_on = prose_words().goes_on
    for row in rows:
        sentence = row["sentence"] or ""
        if row["statement"] == "count" or not sentence:
            continue
        if sentence not in befores:
            at = next((at for at, text in enumerate(texts) if sentence in text), 0)
            before = texts[at].partition(sentence)[0] if sentence in texts[at] else ""
            begun = (before or sentence).lstrip().startswith(goes_on) and at
            befores[sentence] = f"{texts[at - 1]}{before}" if begun else before
        around = befores[sentence]
        section = row["section"] or ""
        around_it = (around, section, *([] if len(_years(title)) > 1 else [title]))
        if not _years(sentence) or _stands_before_years(row, sentence):
            printed = _years(around) or _years(year_in_digits(section)) or _years(sentence)[:1]
            _settle_year(row, printed, only, identity.fiscal_year)
        if row["measure"] in _WEAK and row["statement"] not in _NO_AMOUNTS and (measure := in_reports(row["label"])):
            row |= {"measure": measure, "part_of": None}
        stands = _stands(sentence, row)
        _settle_base(row, identity, around, sentence, stands)
        if _WORDS.years_on_end.search(sentence):
            row["year"] = None  # of several years, each of which has its own amount
        if row["year"] is None and (year := _year_of_part(title, _period(sentence) or _period(around))):
            row["year"] = year
        up_to = stands.plain[: stands.at]
        if _is_of_whole_year(row, identity, up_to):
            row["period"] = None
        else:
            dated = bool(_years(up_to))  # 2030年为8亿元: of that whole year
            said = filter(None, map(_period, (up_to, *(() if dated else around_it))))
            spoken = sentence if _period(up_to) else f"{around}{sentence}"
            row["period"] = _with_months_before(next(said, None), spoken)
        if row["unit_name"] is None and not _WORDS.below_the_area.match(row["label"]):
            headings = map(_area, reversed(section.split(" / ")))
            named = "" if _WORDS.given.search(row["label"]) else row["label"]
            spoken_of = _area_spoken_of(around, stands, row["label"], named)
            row["unit_name"] = spoken_of or next(filter(None, headings), None)
    tell_grand_totals(document, rows)


def _is_of_whole_year(row: FigureRow, identity: Identity, up_to: str) -> bool:
    """Whether a figure is of a whole year whatever months are told: a plan, a limit, what all of the year came to."""
    whole = ("level", "change") if identity.kind == ADJUSTMENT else ("level",)  # 根据上半年情况，调增2亿元
    plan = row["statement"] in whole and row["base"] in PLANS  # 上半年完成…，为预算8亿元的50%
    return plan or _LIMIT in (row["measure"] or "") or _goes_on_to_whole_year(up_to)


def _settle_base(row: FigureRow, identity: Identity, around: str, sentence: str, stands: "_Stands") -> None:
    """Tells what a figure is of, and against what, in a government's paper: of a plan, or no level but a change."""
    if row["part_of"] in OF_NO_BUDGET:
        row["part_of"] = None
    if row["statement"] == "level":
        _settle_level(row, stands.plain)
    if row["statement"] in CHANGES:
        _settle_change(row, identity, around, sentence, stands)


def _settle_level(row: FigureRow, sentence: str) -> None:
    """Makes what is given more of in the year a change, and what a sentence says was passed a plan."""
    if row["measure"] in _GIVEN and _WORDS.added.search(row["label"]):
        row |= {"statement": "change", "direction": "increase"}
    elif row["base"] is None and row["value_yuan"] is not None and _WORDS.approved_sentence.search(sentence):
        row["base"] = "planned"


def _settle_change(row: FigureRow, identity: Identity, around: str, sentence: str, stands: "_Stands") -> None:
    """Gives a change what it is against, where its own words do not tell."""
    if identity.kind == ADJUSTMENT and not (row["base"] or BASE.search(sentence)):
        row["base_year"] = None  # what is changed is the year's own budget; a percentage may be of last year
        row["base"] = "planned" if row["statement"] == "change" else None
    if row["base"] == "planned" and _of_a_balance(row, sentence):
        row["base"] = None
    if against := _against(around, sentence):
        row["base"], row["base_year"] = against
    elif _is_against_what_was_counted(stands):
        row["base"], row["base_year"] = "executed", row["year"]


def _of_a_balance(row: FigureRow, sentence: str) -> bool:
    """Whether a change is of what there was as the year began (余额较年初增长4%), where no plan is spoken of."""
    return prose_words().balance in row["label"] and prose_words().budget not in sentence


@lru_cache(maxsize=256)
def _year_of_part(title: str, period: str | None) -> int | None:
    """The year of part of a year of which a title says so: 2030年决算和2031年上半年预算执行情况."""
    years = {match[0] for match in PRINTED_YEAR.finditer(title) if period and title.startswith(period, match.end())}
    return int(years.pop()[:_YEAR]) if len(years) == 1 else None


@lru_cache(maxsize=256)
def _years(text: str) -> list[str]:
    """The years that a text prints, but for those that it compares with."""
    return PRINTED_YEAR.findall(BASE.sub("", plain_prose(text)))


def _with_months_before(period: str | None, sentence: str) -> str | None:
    """One month as that up to whose end a sentence counts (6月，…累计完成8亿元), for it is not the month's alone."""
    up_to_it = _WORDS.up_to_it in sentence
    return f"{period}{_WORDS.up_to_it}" if period and up_to_it and _WORDS.one_month.fullmatch(period) else period


def _stands_before_years(row: FigureRow, sentence: str) -> bool:
    """Whether a figure's name stands before all years of its sentence: 加调入资金5亿元后，2030年收入总计9亿元."""
    named, first = plain_prose(sentence).find(row["label"]), _first_year(sentence)
    return 0 <= named < first and row["base_year"] is None and row["statement"] == "level"


@lru_cache(maxsize=256)
def _first_year(sentence: str) -> int:
    """Where the first year of a sentence stands that is none of a comparison."""
    text = BASE.sub(lambda match: " " * len(match[0]), plain_prose(sentence))
    year = PRINTED_YEAR.search(text)
    return year.start() if year else -1


def _settle_year(row: FigureRow, printed: list[str], only: int | None, fiscal_year: int | None) -> None:
    before, row["year"] = row["year"], int(printed[-1]) if printed else only
    earlier = prose_words().last_year.search(row["sentence"] or "")
    if row["year"] and before and fiscal_year and before == fiscal_year - 1 and earlier:
        row["year"] -= 1  # 比上年同期8亿元
    if row["base_year"] and before == fiscal_year and row["base_year"] == (fiscal_year or 0) - 1:
        row["base_year"] = row["year"] - 1 if row["year"] else None


def _goes_on_to_whole_year(text: str) -> bool:
    """Whether a text goes on from a part of the year to all of it: 11-12月…，全年完成8亿元."""
    whole = list(_WORDS.whole_year.finditer(text))
    return bool(whole) and not _WORDS.period.search(text, whole[-1].end())


@lru_cache(maxsize=256)
def _period(text: str) -> str | None:
    """The last part of a year that a text names, but for those of its reasons (主要是政策在二季度兑现)."""
    found = list(_WORDS.period.finditer(_TITLE.sub("", _REASON.sub("", plain_prose(text)))))
    return found[-1][0] if found else None


@lru_cache(maxsize=256)
def _against(before: str, sentence: str) -> tuple[str | None, int | None] | None:
    """What all changes behind the beginning of a paragraph are against, its base and year: 与2030年执行数相比，一是….

    None where nothing tells.
    """
    spoken, words = plain_prose(f"{before[-_FAR:]}{sentence}"), prose_words()
    found = words.all_against.search(spoken)
    own = BASE.search(spoken, found.end()) or words.compared.search(spoken, found.end()) if found else None
    if found is None or own or (words.budget in found["what"] and not plan_of(found["what"])):
        return None
    base = next((name for name, word in words.base_words.items() if word in found["what"]), None)
    plan = plan_of(found["what"])
    return plan or base, None if plan else int(found["year"][:_YEAR])


def _is_against_what_was_counted(stands: "_Stands") -> bool:
    """Whether a change is against what was counted of the same year before: 较执行数增加2万元, in a final account."""
    compared = list(prose_words().compared.finditer(stands.plain[max(0, stands.named) : stands.at]))
    return bool(compared and compared[-1]["done"])


class _Stands(NamedTuple):
    """A sentence as `plain_prose`, where the name of a figure stands in it, the last time before its amount (-1 where
    it does not), and where that amount begins.
    """

    plain: str
    named: int
    at: int


def _stands(sentence: str, row: FigureRow) -> _Stands:
    plain, label = plain_prose(sentence), row["label"]
    amounts = (match.start() for match in AMOUNT.finditer(plain) if number(match["number"]) == row["value"])
    places = (_Stands(plain, plain.rfind(label, 0, at), at) for at in amounts)
    return next((place for place in places if place.named >= 0), _Stands(plain, plain.find(label), len(plain)))


def _area_spoken_of(before: str, stands: _Stands, label: str, named_by: str) -> str | None:
    """The area that the words that name a figure, its part of a sentence or the nearest before that in its paragraph
    begin with: 全市收入…。支出….
    """
    plain, named, _ = stands
    spoken = plain[: named + len(label)] if named >= 0 else _PART.split(plain)[0]
    own, *earlier = reversed(_PART.split(plain_prose(before[-_FAR:]) + spoken))
    if _WORDS.done.sub("", label) not in measure_words().sides:  # 其中：县本级收入3万元；支出…: of it, no other name
        earlier = [each for each in earlier if not each.lstrip().startswith(prose_words().goes_on)]
    begun = (_WORDS.area_of_sentence.match(each) for each in (named_by, own, *earlier))
    return next((match["area"] for match in begun if match), None)


def _area(heading: str) -> str | None:
    """The area that a heading begins with, or is: （二）市本级一般公共预算."""
    match = _WORDS.area_of_heading.match(without_enumerators(heading))
    return match["area"] if match else None
