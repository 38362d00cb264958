"""What a name in a sentence stands for, and whether it speaks of the publisher's own whole."""

import re

from extractors.recognise.sentences.statement_parts import Context, Subject, year_before
from extractors.recognise.sentences.tokens import QUOTES, YEAR, Token, change, neutral, without_quotes
from extractors.values.body_names import same_body
from schemas.codes import measure_words
from schemas.words.prose import prose_words
from schemas.words.values import value_words

BOUNDARY = re.compile(r"[，,、；;。：:（）]")
REVENUE = ("revenue_", "carried_over", "surplus_used", "account_balance")
OF_A_DAY = ("state_assets", "fixed_assets")
"""Measures of what is there on a day, which the paragraph says; what they consist of are rows of `assets`."""
EARLIER = ("carried_over", "surplus_used", "account_balance", "carried_forward")
_MONEY = ("revenue_", "expenditure_")
BESIDE = re.compile(r"_(?:basic|project)$")
_TOTALS = ("revenue_total", "revenue_current", "expenditure_total", "expenditure_current")
_SCOPES = "appropriation|general_public|government_fund|state_capital|social_insurance"
_SCOPED = re.compile(rf"({_SCOPES})(?:_|$)")
SCOPED_TOTAL = re.compile(rf"(revenue|expenditure)_({_SCOPES})")
BY_ECONOMY = re.compile(r"(?:_basic|_personnel|(?<!general)_public|operating_cost)$")
"""Measures whose lines are by economic category; all others' are by function."""
_BY_CODE = {"2": "function_line", "3": "economic_line", "5": "government_economic_line"}
"""Lines by the first digit of their code: function, the departments' economic category, the government's."""
LINES = ("function_line", "economic_line", "government_economic_line", "part_line")
"""Measures of which a document states many, told apart by their labels."""
OF_TARGETS = ("performance_funds", "performance_funds_whole", "evaluation_funds")
"""Funds that have targets, or that were evaluated: of a paper on what was spent no plan beside it."""
LENIENT = (
    "three_public",
    "expenditure_reserve",
    "operating_cost",
    "procurement",
    "performance",
    "purchased",
    "meetings",
    "training",
    "outsourcing",
    "travel",
    "planned",
)
"""Beginnings of measures of what is bought or held down, which have their name whoever is named before it."""
_GAINED = "revenue"
"""Beginning of measures of what is gained, which no line of spending is a part of."""
_WORDS = prose_words().names
_BESIDE_A_BODY = re.compile(rf"{_WORDS.beside_a_body}|[{QUOTES}\s]")


def scope_of(whole: Subject | None) -> str | None:
    """The scope of what the section, the list around or the reason speaks of."""
    spent = [measure for measure in whole.measures if not measure.startswith("revenue")] if whole else []
    match = _SCOPED.search(spent[0]) if spent else None
    return match[1] if match else None


def explains(explained: Subject | None, measures: tuple[str, ...]) -> bool:
    """Whether a name in a reason is a part of what it explains, and not of another thing (压减某项目的公用经费)."""
    if explained is None:
        return False
    whole, part = explained.measures[-1], measures[0]
    if whole.startswith("three_public"):
        return part.startswith("three_public")
    if whole in _TOTALS:
        return part.startswith((*_MONEY, *EARLIER)) or _SCOPED.search(part) is not None
    inside = part == "expenditure_reserve" or _SCOPED.search(part)  # reserves are all appropriated
    return bool(SCOPED_TOTAL.fullmatch(whole) and inside)


def is_item(whole: Subject | None, measures: tuple[str, ...]) -> bool:
    """Whether a name in a list is only an item of what is listed.

    其中：…会议费、公务接待费… of 机关运行经费 or 公用经费; 上年结转 of what is appropriated, which is not all that is
    carried over; 当年财政拨款 of an expenditure.
    """
    if whole is None:
        return False
    if measures[0] == "revenue_appropriation" and scope_of(whole):
        return True
    if measures[0] in EARLIER:
        return scope_of(whole) is not None or SCOPED_TOTAL.fullmatch(whole.measures[0]) is not None
    return BY_ECONOMY.search(whole.measures[0]) is not None and measures[0].startswith(
        ("three_public", "meetings", "training", "outsourcing", "travel")
    )


def is_of_a_part(whole: Subject | None, measures: tuple[str, ...]) -> bool:
    """Whether what is carried over is told of a part only: below 项目支出 or 财政拨款收支, behind a project's name."""
    if whole and not whole.stated and measures[0] in EARLIER and SCOPED_TOTAL.fullmatch(whole.measures[0]):
        return True
    spends = whole is not None and whole.measures[0].startswith("expenditure_")
    return spends and measures[0] in EARLIER and whole is not None and whole.measures[0] not in _TOTALS


def is_anothers(measures: tuple[str, ...], behind: str, context: Context) -> bool:
    """Whether the words `behind` a name make it another's or a part's (某中心人员经费, 公务接待费预算支出)."""
    rest = neutral().sub("", clause(behind))
    publisher = context.publisher
    if not rest or (len(rest) > 1 and _is_own(rest, publisher)):
        return False
    return not measures[0].startswith(LENIENT) or is_body(behind, publisher, office=context.unit)


def is_body(behind: str, publisher: str | None, *, office: bool = False) -> bool:
    """Whether the words `behind` a name end as the name of another body, or of the publisher's own office, does.

    `office` where the document is that of the office alone.
    """
    words = _BESIDE_A_BODY.sub("", clause(behind))
    if not _WORDS.anothers.search(words) or _WORDS.together.search(behind):
        return False
    if _WORDS.office.search(words):
        return not (office or (publisher and _WORDS.office.search(publisher)))
    if _WORDS.own.search(words):
        return False
    return not _is_own(words, publisher)


def is_the_publishers(behind: str, publisher: str | None) -> bool:
    """Whether nothing but the publisher's name and a year stands before a side, which is then the whole one."""
    return publisher is not None and _BESIDE_A_BODY.sub("", clause(behind)) == publisher


def _is_own(words: str, publisher: str | None) -> bool:
    """Whether words end in the publisher's name or a short form of it; what is below it has a longer one."""
    if publisher is None:
        return False
    shorter = len(words) <= len(publisher) or words[-2:] == publisher[-2:]
    return words.endswith(publisher) or (shorter and same_body(words, publisher))


def clause(words: str) -> str:
    """What follows the last mark in the words."""
    return BOUNDARY.split(words)[-1].strip(QUOTES)


def is_behind_a_name(token: Token, measures: tuple[str, ...], subject: Subject | None, words: str) -> bool:
    """Whether a name without an amount stands directly before: 机关运行经费财政拨款预算, 图书馆（款）：支出合计."""
    if token.kind not in ("total", "name") or not measures[0].startswith(_MONEY):
        return False
    if subject is None or subject.stated or subject.measures[0].startswith(_TOTALS):
        return False
    return re.sub(rf"{YEAR}|[：:\s{QUOTES}]", "", words) == ""


def is_beside(whole: str, measure: str) -> bool:
    """Whether two measures are parts of one whole, so that neither is a part of the other: 项目支出, 基本支出."""
    return whole != measure and BESIDE.search(whole) is not None and BESIDE.search(measure) is not None


def is_evaluated(before: str) -> bool:
    """Whether what is before a name speaks of evaluating what was done, not of targets."""
    words = re.split("[；;]", before)[-1]
    return _WORDS.evaluated.search(words) is not None and _WORDS.targets not in words


def subject_of(
    token: Token, measures: tuple[str, ...], sentence: str, before: str, context: Context, whole: Subject | None
) -> Subject:
    """The subject that a name in a sentence makes; `before` is its clause up to it, `whole` what it is a part of."""
    turned = change().fullmatch(before.removesuffix(_WORDS.perfective)[-2:]) if before else None
    planned = measures[0] == "planned_asset_purchases"  # behind the day that counts what is there already
    since = token.start - len(before) if planned else 0
    year = year_before(sentence[since:] if since else sentence, token.start - since, context.fiscal_year)
    if measures[0] in OF_A_DAY:
        year = context.day or year
    label, code, part_of = without_quotes(sentence[token.start : token.end]), None, None
    if token.kind in ("line", "function", "coded"):
        label, code = line_of(token, label, context)
        of_a_line = token.kind == "function" and whole and whole.measures[0] in LINES  # a class is of no other line
        part_of = whole.measures[-1] if whole and not (of_a_line or whole.measures[-1].startswith(_GAINED)) else None
        economic = token.kind == "line" and part_of is not None and BY_ECONOMY.search(part_of)
        measures = ("economic_line",) if economic else ("function_line",)
        if token.kind == "coded" and code:
            measures = (_BY_CODE[code[0]],)
    direction = measure_words().directions[turned[0]] if turned else None
    return Subject(measures, label, year, part_of, code, turned=direction)


def line_of(token: Token, label: str, context: Context) -> tuple[str, str | None]:
    """The full label of a subject line, the classes above it included, and the code where it is printed."""
    if token.kind == "function":
        return re.sub(r"（\d+）", "", label), token["code"] or None
    if token.kind == "coded":
        return token["coded"] or token["named"], token["its_code"] or token["code_of"]
    segments = _WORDS.segment.findall(label)
    codes = "".join(before or inside for before, _, inside, _ in segments)
    levels = value_words().subject_levels
    upper = [level for level in levels[: levels.index(segments[0][3])] if level in context.path]
    printed = "".join(f"{name}（{level}）" for _, name, _, level in segments)
    return "".join(context.path[level] for level in upper) + printed, codes or None
