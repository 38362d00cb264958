"""Project performance tables (绩效目标表) → projects, payment_plans, goals, indicators."""

import re
from collections.abc import Mapping
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.cell_values import no_unit, read_code, read_money, read_text
from extractors.recognise.forms import Recognised, first_row, money_unit, organisation, preamble, right_of, value_right
from extractors.records.context import Context
from extractors.records.performance import goals_and_indicators as objectives
from extractors.records.performance.payment_plans import payment_plan
from extractors.records.performance.points import beside_label, in_label
from extractors.values.money import AMOUNT, YUAN
from extractors.values.numbers import is_number, number
from extractors.values.text import clean, digits, key
from schemas.rows import ProjectRow
from schemas.words.performance import performance_words

_MONEY = (
    "budget",
    "fiscal",
    "general",
    "fund",
    "state_capital",
    "carried_over",
    "other",
    "period_budget",
    "period_fiscal",
    "period_other",
)
_CODE_AND_NAME = re.compile(
    r"[\[【(（]?(?P<code>\d{3,9})[\]】)）]?[-—\s]*(?P<name>\D.*)|(?P<name2>.*\D)\s*[-—]?(?P<code2>\d{3,9})"
)
_WORDS = performance_words()


def extract(recognised: Recognised, context: Context) -> Claims:
    """The records of one table, under the number that its title prints."""
    found, table, table_no = Claims(), recognised.table, context.numbering.project(_title_number(recognised))
    unit = money_unit(recognised, *recognised.label_cells(), *preamble(recognised))
    if unit is None:
        found.troubles.append(no_unit(table))
    found.kinds[table.index] = "project_performance"
    found.label(table, recognised.label_cells())
    for line in table.context:
        found.take_words(line)
    purpose = _purpose(found, recognised)
    code = _add(found, recognised, unit, table_no, purpose)
    payment_plan(found, recognised, table_no, code, purpose)
    objectives.goals(found, recognised, "project", table_no)
    objectives.indicators(found, recognised, "project", table_no)
    return found


def _title_number(recognised: Recognised) -> int | None:
    """The number that the table's title prints."""
    pattern, title = recognised.form.title, recognised.table.title
    match = pattern.fullmatch(title) if pattern and title else None
    return int(match["number"]) if match else None


def _add(found: Claims, recognised: Recognised, unit: str | None, table_no: int, purpose: str | None) -> str | None:
    """Adds the project; gives its code."""
    table = recognised.table
    unit_code, unit_name = _named(found, recognised, "unit") or organisation(table, preamble(recognised))
    supervisor_code, supervisor = _named(found, recognised, "supervisor") or (None, None)
    code = read_code(found, table, value_right(recognised, "project_code"))
    amounts = {f"{field}_yuan": read_money(found, table, _money_cell(recognised, field), unit) for field in _MONEY}
    stated = {f"stated_{field}_yuan": value for field, value in _stated(recognised, purpose).items()}
    found.add(
        ProjectRow,
        table.place(0),
        {**amounts, **stated},
        table_no=table_no,
        title=table.title,
        unit_code=unit_code,
        unit_name=unit_name,
        project_code=code,
        project_name=read_text(found, table, value_right(recognised, "project_name")),
        supervisor_code=supervisor_code,
        supervisor=supervisor,
        nature=read_text(found, table, value_right(recognised, "nature")),
        period=read_text(found, table, value_right(recognised, "period")),
        execution_weight=_execution_weight(found, recognised),
        coverage=recognised.form.options.coverage,
        purpose=purpose,
        stated_use_yuan=stated_use(purpose),
    )
    return code


def _named(found: Claims, recognised: Recognised, field: str) -> tuple[str | None, str | None] | None:
    """Code and name of a body from the cell beside its label (`教育部  105`); None where the form lacks the label."""
    if field not in recognised.labels:
        return None
    text = read_text(found, recognised.table, value_right(recognised, field)) or ""
    match = _CODE_AND_NAME.fullmatch(text)
    if match is None:
        return None, text or None
    return match["code"] or match["code2"], (match["name"] or match["name2"]).strip()


def _money_cell(recognised: Recognised, field: str) -> Cell | None:
    """The cell of an amount; of labels that stand twice (实施期 left, 年度 right) the one below its own total."""
    name, of_period = field.removeprefix("period_"), field.startswith("period_")
    total = recognised.labels.get("period_budget" if of_period else "budget", ())[:1]
    if field in ("budget", "period_budget"):
        return right_of(recognised, total[0]) if total else None
    labels = recognised.labels.get(name, [])
    below = [label for label in labels if total and label.col == total[0].col and label.row > total[0].row]
    chosen = below or ([] if of_period else labels)
    return right_of(recognised, chosen[0]) if chosen else None


def _execution_weight(found: Claims, recognised: Recognised) -> Decimal | None:
    """The points of 执行率, printed in its label or beside it."""
    labels = recognised.labels.get("execution")
    if not labels:
        return None
    if (points := in_label(clean(labels[0].text))) is not None:
        return points
    cell = right_of(recognised, labels[0])
    points = beside_label(clean(cell.text)) if cell else None
    found.take(recognised.table, [cell] if points is not None else [])
    return points


def _purpose(found: Claims, recognised: Recognised) -> str | None:
    """The prose that says what the money is for: beside its label, else in the rows below the amounts."""
    if "funds" not in recognised.labels and "purpose" not in recognised.labels:
        return None
    table = recognised.table
    labelled = value_right(recognised, "purpose")
    end = min(first_row(recognised, field, table.rows) for field in ("plan", "goal", "level1", "target"))
    cells = [labelled] if labelled else _prose_below(recognised, first_row(recognised, "budget", 0) + 1, end)
    found.take(table, cells)
    return clean("".join(cell.text for cell in cells)) or None


def _prose_below(recognised: Recognised, first: int, last: int) -> list[Cell]:
    """The filled cells that begin in the rows from `first` up to `last`, labels and rows of amounts left out."""
    found = []
    for row in range(first, last):
        cells = recognised.table.begun[row]
        if not any(is_number(clean(cell.text)) for cell in cells):
            found += [cell for cell in cells if id(cell) not in recognised.label_ids]
    return found


def _stated(recognised: Recognised, purpose: str | None) -> dict[str, Decimal]:
    """The amounts that the purpose text gives for the whole and for each fund, in yuan; the first of each."""
    stated: dict[str, Decimal] = {}
    text, end = digits(purpose or ""), 0
    for match in AMOUNT.finditer(text):
        before, end = text[end : match.start()], match.end()
        field = _fund(recognised.form.options.stated, before) if match["unit"] in YUAN else None
        if field and field not in stated:
            stated[field] = number(match["number"]) * YUAN[match["unit"]]
    return stated


def _fund(names: Mapping[str, tuple[str, ...]], before: str) -> str | None:
    """The field whose name ends the words before an amount (`…，一般预算`, `预算数预计`)."""
    words = key(_WORDS.purpose.filler.sub("", before.strip()))
    near = [(field, labels) for field, labels in names.items() if words.endswith(labels)]
    ending = [(len(name), field) for field, labels in near for name in labels if words.endswith(name)]
    return max(ending)[1] if ending else None


def stated_use(purpose: str | None) -> Decimal | None:
    """The amounts in the sentence that begins with 主要用于, summed, in yuan (`主要用于：网络费 9600 元。`).

    None where it names none, or where the words leave open whether they are parts of the budget.
    """
    sentence = _WORDS.purpose.use.search(digits(purpose or ""))
    amounts = [match for match in AMOUNT.finditer(sentence[0]) if match["unit"] in YUAN] if sentence else []
    if not amounts or sentence is None or _WORDS.purpose.no_part.search(sentence[0]):
        return None
    return sum((number(match["number"]) * YUAN[match["unit"]] for match in amounts), Decimal(0))
