"""What a sentence states: the measure it speaks of, level or change, of which year, against what.

An amount is taken only where nothing but known connecting words stands between its name and itself, and nothing that
makes the name speak of a part stands before it; what reads otherwise stays in `leftovers`, for a wrong measure is worse
than a missing one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.numbers import number
from extractors.subjects import (
    PRINTED_YEAR,
    Context,
    Statement,
    Subject,
    base_kind,
    base_year,
    last_base,
    year_of,
)
from extractors.wording import QUOTES, YEAR, Token, change, gap, neutral, tokens
from schemas.codes import measure_words
from schemas.names import same_body

_BOUNDARY = re.compile(r"[，,、；;。：:（）]")
_SHARE = re.compile(r"占(?:比(?:为)?|总[收支][入出]的?|[^，。；占]{0,12}的)?$")
_SHARE_OF = re.compile(r"占(?:当年|本年(?:度)?|其|全部)?$")
_ITEM = re.compile(
    r"(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff（）]{1,23}?)(?:\d+\s*[\u4e00-\u9fff]{1,2}[，,])?"
    r"(?:采购)?(?:金额|价值)?(?:安排支出|安排|预算|共计|共|为)?"
)
_NO_ITEM = re.compile(r"[每占较比]|合计|总计|共计|增加|减少|其中|上年|去年|执行数|单价|分别")
_NOTE = re.compile(r"[，,]?(?:功能|经济)分类(?:列|科目)?[:：]?(?P<codes>\d[\d、，,]*)")
_SCOPED = re.compile(r"(appropriation|general_public|government_fund|state_capital)(?:_|$)")
_OF_A_DAY = ("state_assets", "fixed_assets")
"""Measures of what is there on a day, which the paragraph says; what they consist of are rows of `assets`."""
_MONEY = ("revenue_", "expenditure_")
_TOTALS = ("revenue_total", "revenue_current", "expenditure_total", "expenditure_current")
_REVENUE = ("revenue_", "carried_over", "surplus_used")
_BY_ECONOMY = re.compile(r"(?:_basic|_personnel|(?<!general)_public|operating_cost)$")
"""Measures whose lines are by economic category; all others' are by function."""
_LENIENT = (
    "three_public",
    "expenditure_reserve",
    "operating_cost",
    "procurement",
    "performance",
    "meetings",
    "training",
    "planned",
)


def statements(sentence: str, context: Context) -> Iterator[tuple[Token, Statement]]:
    """The statements of a sentence with the tokens of their amounts."""
    return _Reader(sentence, context).read()


class _Reader:
    """Reads one sentence from left to right: the words since the last token decide what an amount says."""

    def __init__(self, sentence: str, context: Context) -> None:
        self.sentence, self.context = sentence, context
        self.subject, self.whole = context.head, context.whole
        self.gap, self.listing, self.share_of = "", False, ""
        self.outer: list[tuple[Subject | None, Subject | None, str, bool]] = []
        self.unchanged = False
        self.named = False
        self.spoken = False

    def read(self) -> Iterator[tuple[Token, Statement]]:
        end = 0
        for token in tokens(self.sentence):
            self.gap += self.sentence[end : token.start]
            end = token.end
            if token.kind in ("money", "zero", "flat"):
                said = self._amount(token)
                if said is not None:
                    yield token, said
            else:
                self._words(token)

    def _words(self, token: Token) -> None:
        match token.kind:
            case "open":
                self.outer.append((self.subject, self.whole, self.gap, self.listing))
                self.gap, self.listing = "", False
            case "close":
                if self.outer:
                    self.subject, self.whole, self.gap, self.listing = self.outer.pop()
            case "wherein":
                if self.subject is not None and self.subject.stated:
                    self.whole, self.listing = self.subject, self.subject.measures[0] not in _OF_A_DAY
                elif not self.spoken and self.whole is not None:
                    self.listing = self.whole.measures[0] == "operating_cost"
                self.gap = "，"
            case "because":
                self.subject, self.gap, self.listing = None, "，", False
            case _:
                self._name(token)

    def _name(self, token: Token) -> None:
        printed = self.sentence[token.start : token.end]
        before = _BOUNDARY.split(self.gap)[-1].strip(QUOTES)
        if _SHARE_OF.search(before) and self.subject:
            self.share_of, self.gap = (self._measures(token) or ("",))[-1], "占"
            return
        measures = self._measures(token)
        if not measures or self._is_cost_item(measures) or self._speaks_of_less(token, measures, before):
            self.gap += printed
            return
        turned = change().fullmatch(before[-2:]) if before else None
        year = year_of(self.sentence[: token.start], self.context.fiscal_year)
        if measures[0] in _OF_A_DAY:
            year = self.context.day or year
        label, code, part_of = re.sub(f"[{QUOTES}]", "", printed), None, None
        if token.kind in ("line", "function"):
            label, code = self._line(token, label)
            part_of = self.whole.measures[-1] if self.whole else None
            economic = token.kind == "line" and part_of is not None and _BY_ECONOMY.search(part_of)
            measures = ("economic_line",) if economic else ("function_line",)
        self.subject = Subject(
            measures, label, year, part_of, code, turned=measure_words().directions[turned[0]] if turned else None
        )
        self.gap, self.named = "", True

    def _measures(self, token: Token) -> tuple[str, ...]:
        """The measures that a name stands for; none where it is too bare to say."""
        words = measure_words()
        match token.kind:
            case "name":
                return (words.names[re.sub(f"[{QUOTES}]", "", token["name"])],)
            case "part":
                scope = words.scopes.get(token["scope"]) or self._scope()
                part = words.parts[token["part"]]
                return (f"{scope}_{part}" if scope else f"expenditure_{part}",)
            case "total":
                scope, side = words.scopes.get(token["scope"]), words.sides[token["side"]]
                current = token["current"] or token["again"]
                bare = not (scope or current or token["before"] or token["after"])
                if bare and not self.gap.endswith("安排"):
                    return ()
                end = scope or ("current" if current and self.context.apart else "total")
                return tuple(f"{one}_{end}" for one in (("revenue", "expenditure") if side == "both" else (side,)))
            case _:
                return ("function_line",)

    def _scope(self) -> str | None:
        """The scope of what the section or the list around speaks of."""
        measures = self.whole.measures if self.whole else ()
        spent = [measure for measure in measures if not measure.startswith("revenue")]
        match = _SCOPED.search(spent[0]) if spent else None
        return match[1] if match else None

    def _is_cost_item(self, measures: tuple[str, ...]) -> bool:
        """Whether a name is only one of the items of 机关运行经费 that are listed (其中：…会议费、公务接待费…)."""
        if not self.listing or self.whole is None or self.whole.measures[0] != "operating_cost":
            return False
        return measures[0].startswith(("three_public", "meetings", "training"))

    def _speaks_of_less(self, token: Token, measures: tuple[str, ...], before: str) -> bool:
        """Whether words before a name make it another's or a part's (某中心人员经费, 公务接待费预算支出)."""
        if token.kind in ("total", "name") and measures[0].startswith(_MONEY) and self._behind_a_name():
            return True
        if measures[0].startswith(_LENIENT):
            return False
        rest = neutral().sub("", before)
        return bool(rest) and not (self.context.publisher and same_body(rest, self.context.publisher) and len(rest) > 1)

    def _behind_a_name(self) -> bool:
        """Whether a name without an amount stands directly before: 机关运行经费财政拨款预算, 图书馆（款）：支出合计."""
        subject = self.subject
        if not self.named or subject is None or subject.stated or subject.measures[0].startswith(_TOTALS):
            return False
        return re.sub(rf"{YEAR}|[：:\s{QUOTES}]", "", self.gap) == ""

    def _line(self, token: Token, label: str) -> tuple[str, str | None]:
        """The full label of a subject line, the classes above it included, and the code where it is printed."""
        if token.kind == "function":
            return re.sub(r"（\d+）", "", label), token["code"] or None
        segments = re.findall(r"(.+?)（(\d*)([类款项])）", label)
        codes = "".join(code for _, code, _ in segments)
        upper = [level for level in ("类", "款", "项")[: "类款项".index(segments[0][2])] if level in self.context.path]
        printed = "".join(f"{name}（{level}）" for name, _, level in segments)
        return "".join(self.context.path[level] for level in upper) + printed, codes or None

    def _amount(self, token: Token) -> Statement | None:
        notes = list(_NOTE.finditer(self.gap))
        words = self.gap[notes[-1].end() :] if notes else self.gap
        if token.kind == "flat":
            return self._flat(words)
        self.spoken = True
        value = number(token["number"])
        unit = token["unit"].replace("％", "%") or None
        self.unchanged = False
        said = self._share(words, value) if unit == "%" and "占" in words else None
        if said is None and self.subject is not None and gap().fullmatch(words):
            said = self._plain(words, value, unit)
        if said is None and self.listing and self.whole is not None and unit and unit != "%":
            said = self._item(words, value, unit)
        self.gap, self.named, self.share_of = "", False, ""
        said = self._coded(said, token)
        self.subject = replace(said.subject, stated=True, turned=None) if said is not None else None
        return said

    def _coded(self, said: Statement | None, token: Token) -> Statement | None:
        """A line with the one code that the words behind its amount give it (经济分类列30201)."""
        note = _NOTE.match(self.sentence[token.end :])
        codes = re.findall(r"\d{3,7}", note["codes"]) if note else []
        if said is None or len(codes) != 1 or said.subject.measures[0] not in ("economic_line", "function_line"):
            return said
        return replace(said, subject=replace(said.subject, code=codes[0]))

    def _flat(self, words: str) -> Statement | None:
        if self.unchanged:  # 与上年持平，无增减变化: said once
            self.gap = ""
            return None
        base = last_base(words)
        fits = self.subject is not None and gap().fullmatch(words) and (base or self.subject.stated)
        self.gap = ""
        if not fits or self.subject is None:
            return None
        self.unchanged = True
        against = base_year(base or last_base(self.sentence), self.subject.year)
        self.subject = replace(self.subject, stated=True)
        return Statement(self.subject, "change", Decimal(0), None, "flat", self.subject.year, against, base_kind(base))

    def _share(self, words: str, value: Decimal) -> Statement | None:
        clause = re.split(r"[，,；;]", words)[-1]
        if self.subject is None or not (_SHARE.search(clause.strip(QUOTES)) or self.share_of):
            return None
        whole = self.share_of or self._whole(revenue=self.subject.measures[0].startswith(_REVENUE))
        if whole == "revenue_appropriation" and not self.subject.measures[0].startswith("revenue"):
            whole = "expenditure_appropriation"
        subject = replace(self.subject, part_of=whole)
        return Statement(subject, "share", value, "%", None, self.subject.year)

    def _whole(self, *, revenue: bool) -> str | None:
        """What a part is of; where revenue and expenditure are named together, the side that it is on."""
        return None if self.whole is None else self.whole.measures[0 if revenue else -1]

    def _plain(self, words: str, value: Decimal, unit: str | None) -> Statement | None:
        """A level, change or percentage of the subject."""
        assert self.subject is not None
        subject = self.subject
        base, changes = last_base(words), list(change().finditer(words))
        if base and changes and changes[-1].start() <= base.start():
            changes = changes if base[0].startswith(changes[-1][0]) else []
        direction = measure_words().directions[changes[-1][0]] if changes else subject.turned
        if direction:
            against = base or last_base(self.sentence[: self.sentence.find(words)] if words else self.sentence)
            kind = "percent" if unit == "%" else "change"
            return Statement(
                subject,
                kind,
                value,
                unit,
                direction,
                subject.year,
                base_year(against, subject.year),
                base_kind(against),
            )
        if unit == "%":
            return None
        if base:
            year = base_year(base, subject.year)
            return Statement(subject, "level", value, unit, year=year, base=base_kind(base))
        years = PRINTED_YEAR.findall(words)
        executed = "executed" if "执行数" in words else None
        if subject.stated and not (years and re.search("预算|安排", words)):
            return None
        return Statement(subject, "level", value, unit, year=int(years[-1]) if years else subject.year, base=executed)

    def _item(self, words: str, value: Decimal, unit: str) -> Statement | None:
        """A named part of the whole in a list behind 其中."""
        assert self.whole is not None
        label = re.sub(rf"^[，,、；;：:。\s]*(?:\d+\s*[、.．])?(?:主要)?(?:是由|由|为)?|[{QUOTES}]", "", words)
        match = _ITEM.fullmatch(label)
        if match is None or _NO_ITEM.search(label):
            return None
        measure = "economic_line" if self.whole.measures[0] == "operating_cost" else "part_line"
        subject = Subject((measure,), match["label"], self.whole.year, self._whole(revenue="收入" in match["label"]))
        return Statement(subject, "level", value, unit, year=self.whole.year)
