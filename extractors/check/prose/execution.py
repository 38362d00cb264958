"""That what a final account says of its plan is what its sentence's two amounts make: 完成年初预算的98%."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractors.check.disclosure import Disclosure, is_compared, plain
from extractors.check.messages import own
from extractors.check.prose.doubts import doubted
from extractors.check.prose.statements import topic_of, value_of
from extractors.check.rule import Side, equal, percentage, places, row, rule
from extractors.recognise.sentences.statement_parts import PLANS
from extractors.values.money import YUAN
from extractors.values.numbers import half_place
from schemas.rows import CheckRow, FigureRow
from schemas.words.checks import check_words

_SEVERAL_PLANS = "the sentence names more than one plan"


@dataclass(frozen=True, slots=True)
class _Executed:
    """What one sentence says was planned and spent for one thing."""

    name: str
    """English, as it stands in a check's subject."""
    plan: FigureRow
    spent: FigureRow

    @property
    def plan_value(self) -> Decimal:
        """In yuan."""
        return self.plan["value_yuan"] or Decimal(0)

    @property
    def spent_value(self) -> Decimal:
        """In yuan."""
        return self.spent["value_yuan"] or Decimal(0)

    @property
    def more(self) -> Decimal:
        """What was spent beyond the plan, in yuan."""
        return self.spent_value - self.plan_value

    def rate(self, amount: Decimal) -> Decimal:
        """An amount as a percentage of the plan."""
        return amount / self.plan_value * 100


@rule("completion_percent")
def completion_percent(d: Disclosure) -> Iterator[CheckRow]:
    """For each rate of completion whose plan and spending its sentence states, one each; a rate of no plan is odd.

    It is of 年初预算 or of 调整预算, as its words say. The tolerance is half of the rate's last place, and what the
    rounding of the two amounts can make of it.
    """
    for subject, one, rate in _told(d, "completion"):
        left = Side(f"{rate['label']}完成率", f"{one.name} completion", rate["percent"], places([rate]))
        where = places([one.spent, one.plan])
        if one.spent_value and left.value and not one.plan_value:
            plan = Side("预算数", "plan", one.plan_value, where)
            yield row(
                "completion_percent",
                subject,
                left,
                plan,
                "fail",
                severity="warning",
                **own("completion_of_zero", side=left.zh, subject=subject),
            )
        elif one.plan_value > 0:
            right = Side("计算的完成率", "computed completion", None, where)
            rated = percentage("completion_percent", subject, left, one.rate(one.spent_value), right)
            yield _judged(rated, one, rate)


@rule("completion_change")
def completion_change(d: Disclosure) -> Iterator[CheckRow]:
    """For each change against the plan whose plan and spending its sentence states, one each, and for its percentage:
    that is of the change that is printed, where one is.
    """
    changes: dict[tuple[str, Decimal], Decimal] = {}
    for subject, one, figure in _told(d, "change", "percent"):
        value, at = value_of(figure), places([one.spent, one.plan])
        zh, en = ("增减额", "change") if figure["statement"] == "change" else ("增减幅度", "percentage")
        left = Side(f"{figure['label']}较预算{zh}", f"{one.name} {en}", value, places([figure]))
        if value is None:
            continue
        if figure["statement"] == "change":
            changes[figure["sentence"] or "", one.plan_value] = value
            halves = _half(one.plan) + _half(one.spent) + _half(figure)
            right = Side("决算数减预算数", "spent less planned", one.more, at)
            yield _judged(equal("completion_change", subject, left, right, tolerance=halves), one, figure)
        elif one.plan_value > 0:
            more = changes.get((figure["sentence"] or "", one.plan_value), one.more)
            right = Side("计算的幅度", "computed percentage", None, at)
            yield _judged(percentage("completion_change", subject, left, one.rate(more), right), one, figure)


def _told(d: Disclosure, *kinds: str) -> Iterator[tuple[str, _Executed, FigureRow]]:
    """What sentences say of those kinds of what they planned and spent, with a subject of its own each."""
    used: Counter[str] = Counter()
    for name, figures in _sentences(d):
        levels = [figure for figure in figures if figure["statement"] == "level"]
        spent = _single([level for level in levels if level["base"] not in PLANS])
        meant: dict[str | None, tuple[str, ...]] = {None: PLANS} | {base: (base,) for base in PLANS}
        plans = {base: _single([level for level in levels if level["base"] in of]) for base, of in meant.items()}
        for figure in figures if spent else ():
            told = figure["statement"] in kinds and (figure["statement"] == "completion" or figure["base"] in PLANS)
            if told and spent and (plan := plans.get(figure["base"])):
                used[name] += 1
                number = f" #{used[name]}" if used[name] > 1 else ""
                yield f"{name} {figure['year']}{number}", _Executed(name, plan, spent), figure


def _sentences(d: Disclosure) -> Iterator[tuple[str, list[FigureRow]]]:
    """The figures of each sentence of one thing, body and year, with its name: also of what no other rule compares."""
    said: dict[tuple[str | None, ...], list[FigureRow]] = {}
    for figure in d.records.get("figures", ()):
        label = plain(figure["label"])
        if figure["sentence"]:
            name = f"{figure['measure']} {label}" if figure["measure"] else f"spending of {label}"
            name = topic_of(figure).name if is_compared(figure) else name
            whose = (figure["unit_name"], name, str(figure["year"]))
            said.setdefault((figure["sentence"], *whose), []).append(figure)
    for (_, unit, thing, _), figures in said.items():
        yield " ".join(filter(None, (unit, thing))), figures


def _single(levels: list[FigureRow]) -> FigureRow | None:
    """The first of levels that are all one amount."""
    return levels[0] if len({level["value_yuan"] for level in levels}) == 1 else None


def _half(figure: FigureRow) -> Decimal:
    """Half of the last place that an amount is printed to, in yuan."""
    value, unit = figure["value"], figure["unit"]
    return half_place(value) * YUAN[unit] if value is not None and unit in YUAN else Decimal(0)


def _judged(check: CheckRow, one: _Executed, figure: FigureRow) -> CheckRow:
    """A failed check as rounding where the unrounded amounts may have made its percentage; in doubt where its words
    leave open which of several plans that its sentence names is meant.
    """
    if check["status"] != "fail" or check["difference"] is None:
        return check
    if check["unit"] == "%":
        rounded = one.rate(_half(one.spent)) + one.rate(one.rate(one.spent_value) / 100 * _half(one.plan))
        if abs(check["difference"]) <= check["tolerance"] + rounded:
            return check | {"status": "rounding", "tolerance": check["tolerance"] + rounded}
    return check if figure["base"] or _plans_named(figure["sentence"]) < 2 else doubted(check, _SEVERAL_PLANS)


@lru_cache(maxsize=64)  # a sentence may hold many amounts
def _plans_named(sentence: str | None) -> int:
    return len(set(check_words().plan_named.findall(plain(sentence))))
