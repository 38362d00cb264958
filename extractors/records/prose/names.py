"""Which measure a name in prose stands for, or which figure of its sentence an amount without one speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from extractors.identify.identity import Identity
from extractors.recognise.sentences.measure_names import LENIENT, OF_TARGETS, REVENUE, is_body
from extractors.recognise.sentences.measures_named import Around, any_scope, in_a_limit, measures_of
from extractors.recognise.sentences.statement_parts import PLANS
from extractors.recognise.sentences.tokens import tokens, without_quotes
from extractors.records.prose.debts import balance_of, of_bonds
from extractors.records.prose.meanings import Meaning
from extractors.records.prose.reasons import CHANGES
from extractors.values.enumerators import enumerator
from extractors.values.numbers import number
from schemas.codes import measure_words
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

CHANGES_AND_SHARES = (*CHANGES, "share")
_NAMES = ("total", "part", "name")
_TOGETHER, _SEVERAL, _MOST = "named_together", 2, 12
"""The measure of what is named together, and how many things that is."""
_LISTED = "、"
_WORD = 4
"""Characters of the longest word for what is done with money."""
_OF_ANY = ("revenue_total", "expenditure_total")
_NEW_BONDS, _SERVICE = "bonds_new", "debt_service"
_PAYING = (*REVENUE, "bonds_", "transfers_general", "transfers_special", "carried_over")
"""Beginnings of measures of what other things are paid from."""
_NAMES_WORDS = prose_words().names


@dataclass(frozen=True, slots=True)
class Spoken:
    """What stands around an amount: whose paper it is, the figures of its sentence that have a measure (`told`), the
    `level` in yuan that it speaks of, the headings and words `before` it, and the number and unit `beside` it, of the
    amount before.
    """

    identity: Identity
    told: tuple[FigureRow, ...] = ()
    level: Decimal | None = None
    before: str = ""
    beside: tuple[Decimal, str] | None = None

    @property
    def spent(self) -> bool:
        """Whether it tells what was spent."""
        return self.identity.kind == "final_accounts"


def amount_beside(text: str, amounts: list[re.Match[str]], position: int) -> tuple[Decimal, str] | None:
    """The number and unit of the amount before one in its clause."""
    if position == 0 or "；" in text[amounts[position - 1].end() : amounts[position].start()]:
        return None
    amount = amounts[position - 1]
    return number(amount["number"]), amount["unit"]


def planned_and_spent(row: FigureRow, around: Spoken) -> str | None:
    """The measure of what a final account says of a plan and of what was spent, by the name before either.

    财政拨款安排会议费预算5万元，支出决算4万元，完成预算的80%.
    """
    if row["statement"] == "level" and row["base"] is None and _NAMES_WORDS.planned_behind.search(row["label"]):
        row["base"] = "planned"
    if row["statement"] != "completion" and row["base"] not in (*PLANS, "final", "executed"):
        return None
    if row["statement"] == "completion" and row["label"] in measure_words().parts:
        return None  # 基本支出完成预算的98%: of what fund was told before
    measure = core_measure(row["label"], around)
    return None if measure in OF_TARGETS else measure


def core_measure(label: str, around: Spoken) -> str | None:
    """The measure of a name, whatever says before and behind it that money is planned or spent."""
    label = prose_words().inner_note.sub("", without_quotes(label))
    names = (name for start in (label, _NAMES_WORDS.core_before.sub("", label)) for name in _shorter(start))
    found = next((measure for name in names if (measure := called(name, around))), None)
    if found and found.startswith(_PAYING) and _NAMES_WORDS.paid_from.search(label):
        return None
    return found or lenient(label, around.identity)


def lenient(label: str, identity: Identity) -> str | None:
    """The measure of what is bought or held down in a name, as of the words of a plan: …安排的“三公”经费预算."""
    names = _shorter(prose_words().inner_note.sub("", without_quotes(label)))
    office = identity.level == "unit"
    return next((one for name in names if (one := _at_the_end(name, identity.publisher, office=office))), None)


def called(name: str, around: Spoken) -> str | None:
    """The measure that a name as a whole stands for where it stands."""
    government = around.identity.of_government
    measure = _of_a_government(_summed(name, around.before), around.before) if government else measure_called(name)
    return in_a_limit(measure, around.before) if measure else None


def _summed(name: str, before: str) -> str:
    """A side as it stands before its amount, with the word for its total: 收入合计."""
    words = measure_words()
    if not name.removesuffix(prose_words().budget).endswith(tuple(words.sides)):
        return name  # 收入, 收入预算
    done = f"(?:{prose_words().tokens.done})?"
    together = prose_words().together
    after = "|".join((*words.after, together))
    total = re.search(rf"{re.escape(name)}{done}((?:{after})+)(?=(?:调整)?(?:为|达|是|完成)?$)", before.rstrip())
    return f"{name}{total[1].replace(together, prose_words().sum_of_year)}" if total else name


def _of_a_government(name: str, before: str) -> str | None:
    """What a name is in a government's report, where a total has what other governments give it."""
    if bonds := measure_words().listed[_NEW_BONDS].get(name):
        return of_bonds(bonds, before.removesuffix(name))
    service = measure_words().listed[_SERVICE].get(name)
    paid = service if service and _NAMES_WORDS.of_debt.search(before.removesuffix(name)) else None
    if debt := paid or (balance_of(before) if name == prose_words().balance else None):
        return debt
    if _NAMES_WORDS.given_below.search(name):
        return "transfers_paid"
    if _NAMES_WORDS.given_from_above.search(name) and name not in measure_words().names:
        return "revenue_superior"
    found = list(tokens(name))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(name)) or found[0].kind not in _NAMES:
        return _done_with(name, before) or _in_reports(name)
    measures = measures_of(found[0], Around(before=before.removesuffix(name), government=True))
    measures = measures or _side_of_a_fund(name, before.removesuffix(name))
    measures = _of_its_budget(measures, before)
    return measures[0] if len(measures) == 1 else _done_with(name, before) or _in_reports(name)


def _done_with(name: str, before: str) -> str | None:
    """What money is by the word for what is done with it, which noun phrases leave out: 安排预算稳定调节基金."""
    led = _NAMES_WORDS.led.search(before.removesuffix(name)[-_WORD:])
    return _in_reports(f"{led[0]}{name}") if led else None


def _of_its_budget(measures: tuple[str, ...], before: str) -> tuple[str, ...]:
    """Totals that say not of which budget they are (全区预算支出), of the one that was named last before them."""
    named = any_scope().findall(before)
    scope = measure_words().scopes[named[-1]] if named else None
    return tuple(one.replace("_total", f"_{scope}") if one in _OF_ANY and scope else one for one in measures)


def _side_of_a_fund(name: str, before: str) -> tuple[str, ...]:
    """The measure of a bare 收入 or 支出 in a sentence that has named one fund: 一般公共预算收入8亿元，支出9亿元; else
    of the fund that the paragraph begins with: 1.一般公共预算。…安排支出9亿元；一般公共预算：….
    """
    words = measure_words()
    sentence, begun = before.rpartition("。")[2], before.rpartition(" / ")[2].partition("。")[0]
    first = any_scope().match(begun)
    heading = first[0] if first and begun[first.end() :].startswith("：") else ""
    parts: tuple[str, ...] = (sentence.rpartition("；")[2], sentence, begun if enumerator(begun) else heading)
    own = _NAMES_WORDS.own_level.match(name)
    parts += tuple(reversed(before.split(" / ")[:-1])) if own else ()  # 本级收入, below the heading of a budget
    clauses = (any_scope().findall(part) for part in parts)
    named = {words.scopes[scope] for scope in next(filter(None, clauses), ())}
    side = words.sides.get(_NAMES_WORDS.own_level.sub("", name))
    return (f"{side}_{named.pop()}",) if side and len(named) == 1 else ()


@lru_cache(maxsize=512)
def _in_reports(name: str) -> str | None:
    """What only a government calls so."""
    return next((measure for measure, words in measure_words().governments.items() if words.fullmatch(name)), None)


def in_reports(label: str) -> str | None:
    """The measure of a name that only a government's report has, whatever says before it whose and when it is."""
    names = (name for start in (label, _NAMES_WORDS.core_before.sub("", label)) for name in _shorter(start))
    found = next((measure for name in names if (measure := _in_reports(name))), None)
    return None if found and found.startswith(_PAYING) and _NAMES_WORDS.paid_from.search(label) else found


@lru_cache(maxsize=512)
def _at_the_end(name: str, publisher: str | None, *, office: bool) -> str | None:
    """The measure of what is bought or held down that a name ends in, whoever of the publisher's is named before it."""
    last = list(tokens(name))[-1:]
    if not last or last[0].kind != "name" or last[0].end != len(name):
        return None
    measures = measures_of(last[0], Around())
    behind = name[: last[0].start]
    lenient = len(measures) == 1 and measures[0].startswith(LENIENT)
    return measures[0] if lenient and not is_body(behind, publisher, office=office) else None


def _shorter(name: str) -> Iterator[str]:
    """A name, and what is left of it as one word after the other behind it is left out."""
    while name:
        yield name
        rest = _NAMES_WORDS.core_behind.sub("", name)
        name = "" if rest == name else rest


def spoken_of(said: Meaning, label: str, around: Spoken) -> FigureRow | None:
    """The figure of the sentence whose change, share or plan this is; a plan may stand between what was spent and its
    change. In a government's report what is done of a plan is of the level before it, not of another that was
    understood. Of several the one that the `label` has in it.
    """
    if said.name and said.statement != "share":
        return None
    level, levels = around.level, [row for row in around.told if row["statement"] == "level"]
    plain = without_quotes(label)
    named = levels if level is None else [row for row in levels if without_quotes(row["label"]) in plain]
    same = [row for row in levels if level is not None and row["value_yuan"] == level]
    if said.statement in (*CHANGES, "share"):
        same = same or (named if around.spent else [])
        if said.statement in CHANGES and said.own and level is None and not levels:
            same = [row for row in around.told if row["statement"] != "share"]
            # 较上年减少5万元；较预算减少6万元: of one thing, where all that is told is
    elif said.statement == "completion" or (said.statement == "level" and said.base in PLANS):
        other = named or ([] if measure_called(plain) else levels)  # 调整预算数 names nothing else
        same = same or ([] if around.identity.of_government and level is not None else other)
    else:
        return None
    alike = {(row["measure"], row["label"], row["part_of"]): row for row in same}
    if len(alike) > 1:
        within = [row for row in alike.values() if without_quotes(row["label"]) in plain]
        if not within and said.statement in CHANGES:  # 较上年减少2万元，较年初预算减少1万元
            within = [
                row for row in same if row["statement"] in CHANGES and (row["value"], row["unit"]) == around.beside
            ]
        return within[0] if len(within) == 1 else None
    return next(iter(alike.values()), None)


@lru_cache(maxsize=512)
def measure_called(name: str | None) -> str | None:
    """The measure that a name stands for as a whole (公用经费, 项目支出, 支出预算)."""
    found = list(tokens(name)) if name else []
    if not name or len(found) != 1 or (found[0].start, found[0].end) != (0, len(name)):
        return "expenditure_total" if name == prose_words().budget else None
    measures = measures_of(found[0], Around()) if found[0].kind in _NAMES else ()
    return measures[0] if len(measures) == 1 else None


def of_kinds_of_revenue(label: str) -> str | None:
    """What a name of revenue is that no measure is of: an office's that has collected it, or a kind."""
    done = _NAMES_WORDS.done.sub("", label)
    if _NAMES_WORDS.collectors.fullmatch(label) or _NAMES_WORDS.collectors.fullmatch(done):
        return "revenue_by_collector"  # 财政完成3万元: without 完成 no office is meant
    label = done
    rest = _NAMES_WORDS.rest.match(label)  # 其他各项税收收入 is what no measure of 税收收入 is
    sided = not rest and any(
        token.kind == "name" or (token.kind == "total" and token["scope"]) for token in tokens(label)
    )
    return "revenue_item" if _NAMES_WORDS.revenue_items.search(label) and not sided else None


def named_together(label: str, around: Spoken) -> str | None:
    """What a government sums up of several things that each have a measure: 上年结转、调入资金等."""
    first = _NAMES_WORDS.and_more.sub("", label)
    names = [part for piece in first.split(_LISTED) for part in _whole_or_parts(piece, around)]
    if (len(names) < _SEVERAL and first == label) or len(names) > _MOST:
        return None
    begun = replace(around, before=f"{around.before.rstrip().removesuffix(label)}{names[0]}")
    unknown = [name for name in names if not core_measure(name, begun if name == names[0] else around)]
    told = len(unknown) <= len(names) - _SEVERAL and all(map(_NAMES_WORDS.also_given.fullmatch, unknown))
    return _TOGETHER if told or not unknown else None


def _whole_or_parts(name: str, around: Spoken) -> list[str]:
    """A name of several words that is one measure's (税收返还和转移支付), else its parts."""
    return [name] if core_measure(name, around) else prose_words().and_.split(name)
