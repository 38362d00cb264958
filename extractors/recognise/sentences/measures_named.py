"""Which measures a name in a sentence stands for, by the name itself and by what is spoken of around it."""

import re
from dataclasses import dataclass
from functools import cache

from extractors.recognise.sentences.measure_names import SCOPED_TOTAL, clause, is_evaluated
from extractors.recognise.sentences.statement_parts import Subject, last_base
from extractors.recognise.sentences.tokens import Token, without_quotes
from extractors.values.enumerators import enumerator
from schemas.codes import measure_words
from schemas.words.prose import prose_words

_LIMITS = {"debt_general": "debt_limit_general", "debt_special": "debt_limit_special"}
_LIMIT = "debt_limit"
_NEW = {"debt_general": "bonds_new_general", "debt_special": "bonds_new_special"}
_NEW_LIMIT = prose_words().new_limit
_REPAID = "debt_repaid"
_SOCIAL_INSURANCE = "social_insurance"
_LIMIT_OR_DEBT = re.compile(
    "|".join((prose_words().limit, prose_words().balance, *prose_words().debt_flows, *prose_words().debt_repaid))
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a name: the words `behind` it since the last amount, all `before` it in the sentence, the
    `scope` of what it is a part of or explains, the `whole` itself, what the sentence began with (`first`), what the
    `heading` above names, `alone` where that says nothing of a bare total, whether the document sets this year's money
    `apart`, and whether the publisher's `own` name stands before it. `side` is what a name without either may be of:
    revenue or expenditure, None where nothing tells; `government` whether the document is of a government, whose
    总收入 has transfers in it.
    """

    behind: str = ""
    before: str = ""
    scope: str | None = None
    whole: Subject | None = None
    first: Subject | None = None
    heading: Subject | None = None
    alone: bool = False
    apart: bool = False
    own: bool = False
    side: str | None = None
    government: bool = False


def measures_of(token: Token, around: Around) -> tuple[str, ...]:
    """The measures that a name stands for; none where it is too bare to say."""
    words = measure_words()
    match token.kind:
        case "name":
            measures = _of_a_limit(_of_whole_department(_named(token), around.before), token, around.before)
            return _of_side(measures, around.side) if has_no_side(token) else measures
        case "part":
            within = words.scopes.get(token["scope"]) or around.scope or _scope_of_revenue(around.whole)
            part = words.parts[token["part"]]
            return (f"{within}_{part}" if within else f"expenditure_{part}",)
        case "total":
            return () if _is_a_class(token, around.before) else _of_one_fund(_total(token, around), around.heading)
        case _:
            return () if _is_left_of_another_list(token, around.before) else ("function_line",)


def _is_left_of_another_list(token: Token, before: str) -> bool:
    """Whether 其他支出 is what is left of a list that has no functions in it: 管理费用3万元，其他支出1万元.

    One that is numbered is taken for the last of the functions.
    """
    if token.match[0] != prose_words().phrases.residual or token["code"] or enumerator(before.strip() + token.match[0]):
        return False
    return _any_function().search(before) is None


def _is_a_class(token: Token, before: str) -> bool:
    """Whether 社会保险基金支出 is one of the classes that its sentence lists, and no total of those funds."""
    sentence = before.rpartition("。")[2]
    fund = token["scope"] if measure_words().scopes.get(token["scope"]) == _SOCIAL_INSURANCE else None
    return fund is not None and fund not in sentence and _any_function().search(sentence) is not None


@cache
def _any_function() -> re.Pattern[str]:
    return re.compile("|".join((prose_words().phrases.by_function.pattern, *measure_words().functions)))


def _named(token: Token) -> tuple[str, ...]:
    return (measure_words().names[without_quotes(token["name"])],)


def has_no_side(token: Token) -> bool:
    """Whether a name says only which fund money is of, not whether it comes in or goes out (一般公共预算财政拨款)."""
    sided = SCOPED_TOTAL.fullmatch(_named(token)[0]) if token.kind == "name" else None
    return (
        sided is not None and sided[1] == "revenue" and not any(side in token["name"] for side in measure_words().sides)
    )


def _of_side(measures: tuple[str, ...], side: str | None) -> tuple[str, ...]:
    """The measures of a name without a side, where what is spoken of around it tells the side."""
    return tuple(SCOPED_TOTAL.sub(rf"{side}_\2", measure) for measure in measures) if side else ()


def _total(token: Token, around: Around) -> tuple[str, ...]:
    """The measures of a total of revenue or of expenditure; none for a bare 收入 or 支出 that nothing makes a total."""
    words = measure_words()
    scope, side = words.scopes.get(token["scope"]), words.sides[token["side"]]
    current = token["current"] or token["again"]
    begins = token.match["compared"] is not None and not clause(around.behind)  # …；支出比上年增加5万元
    bare = not (scope or current or token["before"] or token["after"])
    own = around.own or prose_words().names.own_whole.fullmatch(clause(around.behind)) is not None  # 本单位收入80万元
    if bare and not (begins or own or _is_planned(around.behind)):
        return ()
    scope = scope or _scope_that_goes_on(around, side, begins=begins)
    if around.government and not current and (_total_of_all(token) or (scope is None and _sums_up(token))):
        return _with_transfers(side, scope, around)
    this_year = current or (bare and own)  # which a bare name is where the two are told apart
    end = scope or ("current" if this_year and around.apart else "total")
    return tuple(f"{one}_{end}" for one in (("revenue", "expenditure") if side == "both" else (side,)))


def _sums_up(token: Token) -> bool:
    """Whether a total is called one, not only planned (支出预算)."""
    return bool(token["after"]) and not prose_words().statements.plans.fullmatch(token["after"])


def _total_of_all(token: Token) -> bool:
    said = (words for words in (token["before"], token["after"]) if not words.endswith(prose_words().sums))
    return any(prose_words().total in words for words in said)


def _with_transfers(side: str, scope: str | None, around: Around) -> tuple[str, ...]:
    """The total of one of a government's budgets with what other governments and years give it; none of an unknown one.

    全县一般公共预算收入8亿元，加上级补助收入5亿元，收入总计13亿元: of the budget that was named last.
    """
    named = any_scope().findall(prose_words().phrases.closed_note.sub("", around.before))
    scope = scope or _scope_of_revenue(around.first) or (measure_words().scopes[named[-1]] if named else None)
    scope = scope or _scope_of_revenue(around.heading)
    if scope is None:
        return ()
    return tuple(f"{one}_{scope}_total" for one in (("revenue", "expenditure") if side == "both" else (side,)))


@cache
def any_scope() -> re.Pattern[str]:
    """A fund's name: 一般公共预算, 政府性基金."""
    return re.compile("|".join(sorted(measure_words().scopes, key=len, reverse=True)))


def _is_planned(behind: str) -> bool:
    """Whether a side is what is arranged now (安排支出100万元), not in another year (较上年预算安排支出100万元)."""
    return behind.endswith(prose_words().names.arranged) and not last_base(clause(behind))


def _scope_that_goes_on(around: Around, side: str, *, begins: bool) -> str | None:
    """The scope of the heading or the total before: 财政拨款收入总计…，支出总计…; all below 财政拨款收支情况."""
    first, heading = around.first, None if around.alone else around.heading
    above = heading if heading and not heading.stated and first is None else None
    named = first or above
    begun = SCOPED_TOTAL.fullmatch(named.measures[0]) if named else None
    if begun is None or side == "both":
        return None
    again = above or (first and (len(first.measures) > 1 or begins or last_base(clause(around.behind)) is not None))
    return begun[2] if again or begun[1] != side else None


def _scope_of_revenue(whole: Subject | None) -> str | None:
    """The scope of a revenue whose parts are expenditure: 一般公共预算财政拨款收入80万元，其中：基本支出50万元."""
    match = SCOPED_TOTAL.fullmatch(whole.measures[0]) if whole else None
    return match[2] if match else None


def _of_one_fund(measures: tuple[str, ...], heading: Subject | None) -> tuple[str, ...]:
    """The measures of the one fund that the heading names, where the text says 财政拨款 for short."""
    fund = SCOPED_TOTAL.fullmatch(heading.measures[-1]) if heading and not heading.stated else None
    if fund is None or fund[2] == "appropriation":
        return measures
    return tuple(
        f"{side[1]}_{fund[2]}" if (side := SCOPED_TOTAL.fullmatch(one)) and side[2] == "appropriation" else one
        for one in measures
    )


def _of_a_limit(measures: tuple[str, ...], token: Token, before: str) -> tuple[str, ...]:
    """The parts of a debt's limit, where that was spoken of last: 政府债务限额9亿元，其中一般债务4亿元."""
    if _LIMIT_OR_DEBT.search(token["name"]) and not set(measures) & set(_LIMITS.values()):
        return measures
    return tuple(meant for one in measures if (meant := in_a_limit(one, before)))


def in_a_limit(measure: str, before: str) -> str | None:
    """A part of the government's debt, of its limit, of its new bonds or of what was repaid, whichever the words
    `before` it speak of last; none of what was issued or paid as interest.
    """
    if measure in _LIMITS.values():
        return _of_a_new_limit(measure, before)
    if measure not in _LIMITS:
        return measure
    told = _LIMIT_OR_DEBT.findall(before)[-1:]
    if told == [prose_words().limit]:
        return _of_a_new_limit(_LIMITS[measure], before)
    if told == [prose_words().new]:
        return _NEW[measure]
    if told and told[0] in prose_words().debt_repaid:
        return _REPAID
    return None if told and told[0] in prose_words().debt_flows else measure


def _of_a_new_limit(measure: str, before: str) -> str:
    """A part of a debt's limit, or of what is added to it, where that was named last: 新增债务限额9亿元，其中…."""
    named = list(_NEW_LIMIT.finditer(before))
    new = bool(named) and named[-1]["new"] is not None
    return measure.replace(_LIMIT, f"{_LIMIT}_new") if new else measure


def _of_whole_department(measures: tuple[str, ...], before: str) -> tuple[str, ...]:
    """Tells the funds with targets of a whole department, of its projects and of what was evaluated apart, by the words
    before their name.
    """
    if measures == ("performance_funds",):
        if is_evaluated(before):
            return ("evaluation_funds",)
        if prose_words().whole_department.search(re.split("[；;]", before)[-1]):
            return ("performance_funds_whole",)
    return measures
