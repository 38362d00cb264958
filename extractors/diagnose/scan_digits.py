"""Arithmetic judges what was recognised: which other reading of a scanned number makes its identities hold.

A cell that stands in an identity that fails is taken for what else the recogniser saw there, one after the other, and
the identities that it stands in are evaluated anew. Where exactly one reading makes all of them hold, it is offered,
with them as its proof. What was read stays as it is, in the cell and in every record.
"""

from decimal import Decimal

from extractors.check.evaluation import evaluate_one
from extractors.diagnose.numbers import Key, Numbers
from extractors.diagnose.relation import Relation
from extractors.diagnose.relations import relations
from extractors.document.model import Cell, Document
from extractors.values.numbers import number
from schemas.rows import Records

_SUM_FAILS = "sum_fails"
_HOLDS = ("exact", "rounding", "truncated")


def suggest(document: Document, records: Records) -> None:
    """Adds `suggested_value` and its proof to the rows of `cells`, and marks those that a failing identity is about."""
    suspects = {
        (table.index, cell.row, cell.col): cell for table in document.tables for cell in table.cells if cell.choices
    }
    if not suspects:
        return
    numbers = Numbers(records)
    judged = [check for check in records["checks"] if check["status"] in (*_HOLDS, "fail")]
    bound = list(relations(judged, numbers))
    values = {key: printed.value for key, printed in numbers.by_key.items()}
    marked = False
    for row in records["cells"]:
        key = (row["table_index"], row["row"], row["col"])
        concerned = [relation for relation in bound if key in suspects and key in relation.keys]
        failing = [relation for relation in concerned if relation.check["status"] == "fail"]
        touched = [relation for relation in failing if _changes(relation, key, suspects[key], values)]
        if not touched:
            continue
        row["doubt"], marked = row["doubt"] or _SUM_FAILS, True
        healing = [choice for choice in suspects[key].choices if _heals(concerned, key, number(choice), values)]
        if len(healing) == 1:
            row["suggested_value"] = number(healing[0])
            proofs = (f"{relation.check['identity']} {relation.check['subject']}".strip() for relation in concerned)
            row["suggested_because"] = "；".join(proofs)
    if marked:
        others = [check for check in records["checks"] if check["identity"] != "recognition"]
        records["checks"] = others + evaluate_one("recognition", records)


def _changes(relation: Relation, key: Key, cell: Cell, values: dict[Key, Decimal]) -> bool:
    """Whether another reading of a cell changes what a relation compares."""
    before = relation.difference(values)
    return any(relation.difference({**values, key: number(choice)}) != before for choice in cell.choices)


def _heals(concerned: list[Relation], key: Key, value: Decimal, values: dict[Key, Decimal]) -> bool:
    """Whether all that a number stands in holds where it is another."""
    return all(relation.holds({**values, key: value}) for relation in concerned)
