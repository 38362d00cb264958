"""Forms whose labels stand beside their values → projects, the goals and indicators of projects and departments."""

from decimal import Decimal

from extractors.document.claims import LABEL_NOT_KNOWN, Claims
from extractors.recognise.shapes.lines import captions, span
from extractors.recognise.shapes.performance_heads import vocabulary
from extractors.recognise.shapes.sheet_parts import Sheet, horizon
from extractors.recognise.shapes.titles import project_in
from extractors.records.performance import goal_rows, indicator_rows, names
from extractors.records.performance.sheet_amounts import amounts, take
from extractors.values.numbers import number
from extractors.values.text import clean, squeezed
from schemas.rows import ProjectRow
from schemas.words.performance import performance_words

_WORDS = performance_words()


def is_whole(sheet: Sheet) -> bool:
    """Whether a form is of a whole department: it names no project, and a department or its title says so."""
    name = sheet.pair("project_name")
    if name is not None and (name.text or sheet.pair("department") is None):
        return False
    if sheet.pair("department") is not None or sheet.tasks:
        return True
    return any(word in (sheet.title or "") for word in performance_words().title.whole) or any(
        _WORDS.whole_form in pair.label.text for pair in sheet.pairs
    )


def is_blank(sheet: Sheet) -> bool:
    """Whether a form holds nothing: no goal, no indicator, no amount; or names 无 and has no amount."""
    filled = any(indicator_rows.is_indicator(head, line) for head, line in sheet.indicators)
    amount, name = sheet.pair("budget", "period_budget"), sheet.pair("project_name")
    if amount is not None and amount.text:
        return False
    return not (sheet.goals or filled) or (name is not None and name.text in performance_words().none)


def labels(found: Claims, sheet: Sheet, kind: str) -> None:
    """Marks the labels of a form, and which kind its tables are; the first form of a table says it."""
    for table, cell in sheet.labels:
        found.label(table, [cell])
    for pair in sheet.pairs[:1]:
        found.label(pair.line.table, captions(pair.line.table, pair.line.row))
    for line in sheet.lines:
        found.kinds.setdefault(line.table.index, kind)
        found.forms.setdefault(line.table.index, "sheet")
    for head in sheet.heads:
        for cell in head.unknown(vocabulary()):
            found.leave(head.table, cell, LABEL_NOT_KNOWN)
    for table, cell in sheet.unknown:
        found.leave(table, cell, LABEL_NOT_KNOWN)
    for paragraph in sheet.context:
        found.take_words(paragraph)


def name_of(sheet: Sheet) -> tuple[str | None, str | None]:
    """Code and name of the project: beside its label, else in the title; the title is kept whole."""
    pair = sheet.pair("project_name")
    if pair is not None and pair.text:
        text = pair.inside if pair.inside is not None else "".join(cell.text for cell in pair.values[:1])
        return names.project(text)
    if not sheet.pairs and (sheet.unknown or any(head.unknown(vocabulary()) for head in sheet.heads)):
        return None, None  # of labels that nobody knows one may be the project's
    name = project_in(sheet.title)
    return names.project(name) if name else (None, None)


def add_project(found: Claims, sheet: Sheet, table_no: int, unit: str | None) -> None:
    """Adds the project of a form with its goals and indicators."""
    code, name = name_of(sheet)
    money = amounts(found, sheet, unit)
    for role in ("project_name", "nature", "period", "purpose", "unit", "supervisor", "project_code"):
        take(found, sheet.pair(role))
    printed = sheet.pair("project_code")
    unit_code, unit_name = names.body(_text(sheet, "unit") or "")
    supervisor_code, supervisor = names.body(_text(sheet, "supervisor") or "")
    if name and supervisor and names.is_body(name) and not names.is_body(supervisor):
        name, supervisor = supervisor, name  # the publisher took one cell for the other
    found.add(
        ProjectRow,
        sheet.lines[0].place,
        money,
        table_no=table_no,
        title=sheet.title,
        project_code=(printed and squeezed(printed.text)) or code,
        project_name=name,
        unit_code=unit_code,
        unit_name=unit_name,
        supervisor_code=supervisor_code,
        supervisor=supervisor,
        nature=_text(sheet, "nature"),
        period=_text(sheet, "period"),
        purpose=_text(sheet, "purpose"),
        category=names.category(sheet_label(sheet), sheet.title),
        withheld=names.is_withheld(name, *(cell.text for _, cell, _ in sheet.goals)),
        shape="sheet",
        coverage="selected",
    )
    goal_rows.add(found, sheet.goals, "project", table_no)
    weights = weights_of_all(found, sheet)
    indicator_rows.add(found, sheet.indicators, "project", table_no, _horizons(sheet), weights)


def sheet_label(sheet: Sheet) -> str | None:
    """The label beside which the project's name stands."""
    pair = sheet.pair("project_name")
    return pair.label.text if pair is not None and pair.inside is None else None


def _text(sheet: Sheet, role: str) -> str | None:
    pair = sheet.pair(role)
    return (pair.text if pair else None) or None


def _horizons(sheet: Sheet) -> list[str]:
    """The horizons of goals that stand side by side, from left to right."""
    known = {"goal_implementation": "implementation", "goal_annual": "annual"}
    labels_ = [(horizon(pair.role, pair.label.text), pair.label) for pair in sheet.pairs]
    at = sorted((span(label)[0], known[role]) for role, label in labels_ if role in known)
    return [named for _, named in at] if len({named for _, named in at}) == len(at) == 2 else []


def weights_of_all(found: Claims, sheet: Sheet) -> Decimal | None:
    """The points that a form says its indicators make: in their head, else in its row 总分."""
    in_head = next((points for head in sheet.heads if (points := indicator_rows.points_in_head(head))), None)
    if sheet.points is None:
        return in_head
    head, line = sheet.points
    values = {role: cell for role in ("weight", "score") if (cell := head.cell(line, role)) is not None}
    found.take(line.table, values.values())
    return in_head or number(clean(values["weight"].text))
