"""Totals with and without what is carried over: 支出总预算 800, of which 结转下年 100, and 支出预算 700.

Which of two totals a sentence speaks of is told by its label, or by amounts that the document states and that explain
the difference to the last digit. Where only the sum of its own parts speaks for one, the statement is withdrawn: its
numbers are left, for it may be this year's as well as a total that is printed wrong.
"""

from decimal import Decimal
from itertools import product

from extractors.document.claims import Claims
from schemas.codes import measure_words
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

_TOTAL, _SUM = prose_words().total, prose_words().sum_of_year
_BALANCED = prose_words().balanced
_EARLIER = {"revenue": ("carried_over", "surplus_used", "account_balance"), "expenditure": ("carried_forward",)}


def tell_apart(found: Claims, fiscal_year: int | None, *, spent: bool) -> list[FigureRow]:
    """Tells what is this year's from what has earlier years' money in it; `spent` for a final account.

    Gives the statements that could be either and were withdrawn from the figures.
    """
    rows = [row for row in found.rows.get("figures", ()) if row["year"] == fiscal_year]
    unclear = _current(rows)
    _appropriated(rows, spent=spent)
    if unclear:
        gone = set(map(id, unclear))
        found.rows["figures"] = [row for row in found.rows["figures"] if id(row) not in gone]
    return unclear


def tell_sums(found: Claims, fiscal_year: int | None) -> None:
    """Renames 收入合计 of a final account to this year's where a higher 收入总计 is stated: so its form calls the two.

    What is said of it in the same sentence, and the shares up to the next total, are then of that.
    """
    rows = [row for row in found.rows.get("figures", ()) if row["year"] == fiscal_year]
    if _are_sums(rows) or _do_not_balance(rows):
        for side in _EARLIER:
            _rename(rows, None, f"{side}_total", f"{side}_current")
    _more_than_the_year(rows)
    _shares_of_the_year(rows)
    for side in _EARLIER:
        whole, current = f"{side}_total", f"{side}_current"
        most = max((yuan for row, yuan in _levels(rows, whole) if _TOTAL in row["label"]), default=None)
        sums = {
            row["label"]
            for row, yuan in _levels(rows, whole)
            if most is not None and yuan < most and row["label"].endswith(_SUM) and _TOTAL not in row["label"]
        }
        of_the_year = False
        for row in rows:
            if row["measure"] == whole:
                of_the_year = row["label"] in sums
            if of_the_year:
                _rename([row], None, whole, current)


def _more_than_the_year(rows: list[FigureRow]) -> None:
    """Renames to the total what this year's is told of: 本单位收入97万元，其中：本年收入90万元，占总收入93%."""
    for side in _EARLIER:
        whole, current = f"{side}_total", f"{side}_current"
        levels = _levels(rows, current)
        for row, yuan in levels:
            same = (less for other, less in levels if other["sentence"] == row["sentence"] and _of_this_year(other))
            if not _of_this_year(row) and any(less < yuan for less in same):
                near = [other for other in rows if other["sentence"] == row["sentence"] and not _of_this_year(other)]
                _rename([row, *(other for other in near if other["label"] == row["label"])], None, current, whole)
                _rename([other for other in rows if other["sentence"] == row["sentence"]], "", current, whole)


def _of_this_year(row: FigureRow) -> bool:
    return row["label"].startswith(measure_words().current)


def _are_sums(rows: list[FigureRow]) -> bool:
    """Whether what is called 总计 of either side is what the document calls 本年 too, and the two sides differ: a 总计
    has on both sides what makes them equal.
    """
    totals = [{yuan for _, yuan in _levels(rows, f"{side}_total")} for side in _EARLIER]
    sums = [
        {yuan for row, yuan in _levels(rows, f"{side}_total", f"{side}_current") if _is_sum(row)} for side in _EARLIER
    ]
    return len(totals[0]) == len(totals[1]) == 1 and totals == sums and totals[0] != totals[1]


def _is_sum(row: FigureRow) -> bool:
    """Whether a total is this year's by its measure, or called 合计, as forms call those."""
    return (row["measure"] or "").endswith("_current") or (_SUM in row["label"] and _TOTAL not in row["label"])


def _shares_of_the_year(rows: list[FigureRow]) -> None:
    """Makes shares ones of this year's sum where their sentence states that: 本年收入合计80万元，…占收入合计50%."""
    for side in _EARLIER:
        whole, current = f"{side}_total", f"{side}_current"
        stated: dict[str | None, set[str | None]] = {}
        for row, _ in _levels(rows, whole, current):
            stated.setdefault(row["sentence"], set()).add(row["measure"])
        _rename([row for row in rows if stated.get(row["sentence"]) == {current}], None, whole, current)


def _do_not_balance(rows: list[FigureRow]) -> bool:
    """Whether the totals of the two sides differ and neither is called 总计: no form makes 总收入 and 总支出 equal."""
    sides = [_levels(rows, f"{side}_total") for side in _EARLIER]
    named = any(_BALANCED in row["label"] for levels in sides for row, _ in levels)
    amounts = [{yuan for _, yuan in levels} for levels in sides]
    return not named and len(amounts[0]) == len(amounts[1]) == 1 and amounts[0] != amounts[1]


def _appropriated(rows: list[FigureRow], *, spent: bool) -> None:
    """Renames 财政拨款收入总计 (`…_total`) where 财政拨款收入 is less by no more than what is carried over.

    In a final account nothing carried over needs to be stated: the form's 总计 has it in it.
    """
    sums = _carried(rows, "revenue")
    most = max(sums, default=None)
    sections = set()
    for side in _EARLIER if spent or most else ():
        levels = _levels(rows, f"{side}_appropriation")
        bare = {yuan for row, yuan in levels if _TOTAL not in row["label"]}
        for row, yuan in levels if len(bare) == 1 else ():
            more = yuan - max(bare)
            if _TOTAL in row["label"] and more > 0 and (most is None or more <= most):
                sections.add(row["section"])
    same = [row for row in rows if row["section"] in sections and _TOTAL in row["label"]]
    for side in _EARLIER:
        _rename(same, None, f"{side}_appropriation", f"{side}_appropriation_total")


def _current(rows: list[FigureRow]) -> list[FigureRow]:
    """Renames a total to this year's (`revenue_current`, `expenditure_current`) where the document says that it is one.

    It must not be called 总, another that is must differ from it, and it must be what the document calls 本年, or what
    the other leaves without the sums stated as carried over. Shares and changes in its sentence go with it.
    """
    unclear: list[FigureRow] = []
    for side in _EARLIER:
        whole, current = f"{side}_total", f"{side}_current"
        totals = _levels(rows, whole)
        grand = {yuan for row, yuan in totals if _TOTAL in row["label"]}
        if len(grand) != 1:
            continue
        values = {yuan for _, yuan in _levels(rows, current)}
        carried = _carried(rows, "revenue") | (_carried(rows, "expenditure") if side == "expenditure" else set())
        values |= {max(grand) - amount for amount in carried}
        for total, yuan in totals:
            if _TOTAL in total["label"] or yuan in grand:
                continue
            near = [row for row in rows if row["sentence"] == total["sentence"]]
            if yuan in values:
                _rename(near, total["label"], whole, current)
            elif _made_of_its_parts(total, near) and any(_carried(rows, "revenue")):
                unclear += [row for row in near if (row["measure"], row["label"]) == (whole, total["label"])]
                _rename(near, total["label"], whole, None)
    return unclear


def _carried(rows: list[FigureRow], side: str) -> set[Decimal]:
    """What is carried over or forward in all; several sums where one of its parts is stated differently."""
    stated = [{yuan for _, yuan in _levels(rows, measure)} for measure in _EARLIER[side]]
    return {sum(values, Decimal(0)) for values in product(*filter(None, stated))} if any(stated) else set()


def _made_of_its_parts(total: FigureRow, near: list[FigureRow]) -> bool:
    """Whether 基本支出 and 项目支出 in its own sentence make an expenditure."""
    parts = ("expenditure_basic", "expenditure_project")
    values = {row["measure"]: yuan for row, yuan in _levels(near, *parts)}
    return len(values) == len(parts) and sum(values.values(), Decimal(0)) == total["value_yuan"]


def _levels(rows: list[FigureRow], *measures: str) -> list[tuple[FigureRow, Decimal]]:
    """The statements of a measure's level, with their amounts."""
    return [
        (row, yuan)
        for row in rows
        if row["measure"] in measures and row["statement"] == "level" and (yuan := row["value_yuan"]) is not None
    ]


def _rename(rows: list[FigureRow], label: str | None, whole: str, current: str | None) -> None:
    for row in rows:
        if row["measure"] == whole and label in (None, row["label"]) and current:
            row["measure"] = current
        if row["part_of"] == whole:
            row["part_of"] = current
