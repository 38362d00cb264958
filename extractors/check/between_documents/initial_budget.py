"""年初预算数 of final accounts against the budget that the same body published for the same year, line by line.

Only a column whose head says 年初预算 is compared: 全年预算, 调整预算 and a bare 预算数, which in the table of 三公
is the adjusted one, may lawfully differ.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from extractors.check.between_documents.rules import Others, Published
from extractors.check.disclosure import plain
from extractors.check.rule import Side, compare, places, row, rule_across
from extractors.recognise.standard.words import FINAL
from schemas.rows import BudgetLineRow, CheckRow
from schemas.words.checks import check_words

_UNITS = tuple(Decimal(10) ** power for power in range(4, -3, -1))
"""The places that amounts are printed to, in yuan: 万元 to the cent."""

_WHOLES = ("total", "current_total")
_KINDS = ("revenue_expenditure", "expenditure", "general_expenditure", "appropriation_expenditure")
"""Tables of expenditure that budgets and final accounts both have."""

_OURS = Side("年初预算数", "the initial budget of the final accounts", None)
_THEIRS = Side("公开的预算数", "the published budget", None)

Key = tuple[str, str | None, str, str]
"""Unit, measure, role of a total (else nothing), and the code, or the name where there is none."""

Lines = Mapping[Key, BudgetLineRow]


@rule_across("initial_budget")
def initial_budget(final: Published, others: Others) -> Iterator[CheckRow]:
    """Per line of a table of expenditure with 年初预算数 in final accounts that the same table of the published
    budget has, totals by their role, subjects by code, else by name. Sums hold in both tables and none fails. What
    lines above a subject differ by for it alone is information. A table of which no more lines agree than differ, these
    aside, is of another scope, and not checkable.
    """
    for kind in _KINDS if others.budgets else ():
        ours = _lines(final, FINAL + kind, initial=True)
        candidates = [(budget, _lines(budget, kind, initial=False)) for budget in others.budgets]
        compared = [found for budget, theirs in candidates if (found := _compared(final, budget, ours, theirs))]
        if compared:
            yield from _of_one_scope(kind, final, max(compared, key=_agreeing))


def _compared(final: Published, budget: Published, ours: Lines, theirs: Lines) -> list[CheckRow]:
    """A check for each line that both have and that is not 0 in both."""
    if final.document["level"] != budget.document["level"]:
        return []
    tolerance = max(_last_place(ours.values()), _last_place(theirs.values())) / 2
    checks = []
    for key, line in ours.items():
        other = theirs.get(key)
        if other is None or not (line["amount_yuan"] or other["amount_yuan"]):
            continue
        left = Side(f"{line['name']}{_OURS.zh}", f"{_OURS.en} for {line['name']}", line["amount_yuan"], places([line]))
        right = _THEIRS._replace(value=other["amount_yuan"], places=places([other]))
        subject, sides = f"{line['name']} {final.year}", (final.side(left), budget.side(right))
        checks.append((key, compare("initial_budget", subject, *sides, "=", tolerance=tolerance)))
    return _lowest_told(checks)


def _lowest_told(compared: Sequence[tuple[Key, CheckRow]]) -> list[CheckRow]:
    """The checks, those that fail for a subject below them by as much as information: the subject's tells it."""
    below: dict[Decimal | None, list[str]] = {}
    for (*_, role, code), check in compared:
        if check["status"] == "fail" and not role:
            below.setdefault(check["difference"], []).append(code)
    checks = []
    for (*_, role, code), check in compared:
        lower = below.get(check["difference"], []) if check["status"] == "fail" else []
        told = any(role or (one.startswith(code) and one != code) for one in lower)
        checks.append(check | {"severity": "info"} if told else check)
    return checks


def _agreeing(checks: list[CheckRow]) -> int:
    return sum(check["status"] != "fail" for check in checks)


def _differing(checks: list[CheckRow]) -> int:
    return sum(check["status"] == "fail" and check["severity"] != "info" for check in checks)


def _of_one_scope(kind: str, final: Published, checks: list[CheckRow]) -> Iterator[CheckRow]:
    if _agreeing(checks) > _differing(checks):
        yield from checks
        return
    yield row("initial_budget", f"{kind} {final.year}", _OURS, _THEIRS, "not_checkable", unit="元")


def _lines(one: Published, kind: str, *, initial: bool) -> Lines:
    """The lines of expenditure of a kind whose table is proved; what stands twice and differently is left out."""
    lines = [line for line in one.disclosure.rows["budget_lines"] if line["table_kind"] == kind]
    proved = _proved(one, lines)
    found: dict[Key, BudgetLineRow] = {}
    twice: set[Key] = set()
    for line in lines:
        if line["table_no"] not in proved or not _is_budget(line, one.year, initial):
            continue
        key = line_key(line)
        if found.setdefault(key, line)["amount_yuan"] != line["amount_yuan"]:
            twice.add(key)
    return {key: line for key, line in found.items() if key not in twice}


def _proved(one: Published, lines: Iterable[BudgetLineRow]) -> set[int]:
    """The standard tables of lines, by number, in whose parts on all pages sums hold and none fails."""
    parts: dict[int, set[int | None]] = {}
    for line in lines:
        parts.setdefault(line["table_no"], set()).add(line["table_index"])
    rows = {table["table_index"]: table for table in one.disclosure.rows["tables"]}
    found = set()
    for number, indices in parts.items():
        tables = [rows[index] for index in indices if index in rows]
        held = sum(table["sums_held"] or 0 for table in tables)
        if held and not any(table["sums_failed"] for table in tables):
            found.add(number)
    return found


def _is_budget(line: BudgetLineRow, year: int | None, initial: bool) -> bool:
    """Whether an amount is this year's budget for an expenditure; `initial`: as its head says."""
    said = not initial or bool(check_words().initial_budget.search(plain(line["column_label"])))
    ours = line["side"] == "expenditure" and line["base"] == "budget" and line["year"] in (None, year)
    return said and ours and line["amount_yuan"] is not None and not line["of_which"]


def line_key(line: BudgetLineRow) -> Key:
    """What a row of `budget_lines` is known by elsewhere: a total by its role, a subject by code, else by name."""
    role = line["role"] if line["role"] in _WHOLES else ""
    return plain(line["unit_name"]), line["measure"], role, "" if role else line["code"] or plain(line["name"])


def _last_place(lines: Iterable[BudgetLineRow]) -> Decimal:
    """The last place that amounts are printed to, in yuan: the largest that divides all of them."""
    amounts = [line["amount_yuan"] or Decimal(0) for line in lines]
    return next((unit for unit in _UNITS if not any(amount % unit for amount in amounts)), _UNITS[-1])
