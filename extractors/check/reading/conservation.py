"""What a row of a performance table must end in: no indicator, project or amount of one is lost on the way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.messages import listed, own, phrase, where_zh
from extractors.check.procurement.levels import shaped
from extractors.check.rule import Side, cell_place, places, row, rule
from extractors.document.place import Place
from extractors.values.numbers import is_number
from extractors.values.targets import is_sign
from extractors.values.text import clean
from schemas.rows import CellRow, CheckRow

_SHOWN = 3


@rule("indicators_kept")
def indicators_kept(d: Disclosure) -> Iterator[CheckRow]:
    """Once a document with two such rows in a table: cells that hold only a sign, in whatever table they stand."""
    rows: dict[tuple[int, int], CellRow] = {}
    for cell in d.rows["cells"]:
        if cell["text"] and len(cell["text"]) < 5 and is_sign(cell["text"]):
            rows.setdefault((cell["table_index"], cell["row"]), cell)
    tables = Counter(index for index, _ in rows)
    asked = {at: cell for at, cell in rows.items() if tables[at[0]] > 1}
    if not asked:
        return
    read = {(one["table_index"], one["row_index"]) for one in d.rows["indicators"]}
    lost = [cell for at, cell in asked.items() if at not in read]
    where = tuple(cell_place(cell) for cell in lost)
    left = Side("读作指标的行", "rows read", Decimal(len(asked) - len(lost)), where)
    right = Side("有比较符的行", "rows with a sign", Decimal(len(asked)))
    yield row(
        "indicators_kept",
        f"{len(asked)} rows",
        left,
        right,
        "fail" if lost else "exact",
        unit="行",
        difference=Decimal(-len(lost)),
        **own("rows_of_targets", count=len(asked), lost=len(lost), where=_first_of(lost)),
    )


@rule("projects_complete")
def projects_complete(d: Disclosure) -> Iterator[CheckRow]:
    """Once a document with projects in tables: those that lack their name, or an amount without saying why (涉密)."""
    projects = [project for project in d.rows["projects"] if project["shape"] is not None]
    if not projects:
        return
    lacking = [p for p in projects if not p["project_name"] or (p["budget_yuan"] is None and not p["withheld"])]
    yield row(
        "projects_complete",
        f"{len(projects)} projects",
        Side("有名称和金额的项目", "complete", Decimal(len(projects) - len(lacking)), places(lacking)),
        Side("项目", "projects", Decimal(len(projects))),
        "fail" if lacking else "exact",
        unit="个",
        difference=Decimal(-len(lacking)),
        **own("projects_complete", count=len(projects), lacking=len(lacking)),
    )


@rule("items_kept")
def items_kept(d: Disclosure) -> Iterator[CheckRow]:
    """Once a document with procurement tables of any shape: each row that prints an amount is an item or a total."""
    tables = shaped(d)
    rows: dict[tuple[int, int], CellRow] = {}
    for cell in d.rows["cells"] if tables else ():
        if cell["table_index"] in tables and "." in cell["text"] and is_number(clean(cell["text"])):
            rows.setdefault((cell["table_index"], cell["row"]), cell)
    if not rows:
        return
    read = {
        (one["table_index"], one["row_index"])
        for one in (*d.rows["procurement_items"], *d.rows["procurement_totals"], *d.rows["purchased_services"])
    }
    lost = [cell for at, cell in rows.items() if at not in read]
    yield row(
        "items_kept",
        f"{len(rows)} rows",
        Side("读作明细或合计的行", "rows read", Decimal(len(rows) - len(lost)), tuple(map(cell_place, lost))),
        Side("印有金额的行", "rows with an amount", Decimal(len(rows))),
        "fail" if lost else "exact",
        unit="行",
        difference=Decimal(-len(lost)),
        **own("rows_bought", count=len(rows), lost=len(lost), where=_first_of(lost)),
    )


def _first_of(lost: Sequence[CellRow]) -> tuple[str, str]:
    """Where the first lost rows stand, in Chinese and English."""
    shown = [Place(table=cell["table_index"], row=cell["row"]) for cell in lost[:_SHOWN]]
    return phrase("rows_where", listed=listed((where_zh(at), str(at)) for at in shown)) if shown else ("", "")
