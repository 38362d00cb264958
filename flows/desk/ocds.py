"""Procurement rows as OCDS 1.1 releases: planning only, which is all that a budget knows.

Each item to buy is a planning process of its own: `planning` has its budget and the document it stands in, `tender`,
with the status `planning`, what is to be bought, as the standard asks of items that are not yet tendered. No tender,
award or contract is known, and each release says so. https://standard.open-contracting.org/1.1/
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from extractors.check.rule import place
from flows.desk.lines import json_text
from flows.desk.whole import written
from schemas.rows import PublishedDocument, PublishedProcurementItem

PREFIX = "ocds-yusuan"
"""Of the ocids; not registered with the Open Contracting Partnership: register one before you publish."""

NOTE = "Planning only: an item of a budget disclosure (部门预算公开). No tender, award or contract is known of it."
_Fund = Literal["general_yuan", "fund_yuan", "state_capital_yuan", "special_account_yuan", "other_yuan"]
_FUNDS: dict[_Fund, str] = {
    "general_yuan": "一般公共预算拨款",
    "fund_yuan": "政府性基金预算拨款",
    "state_capital_yuan": "国有资本经营预算拨款",
    "special_account_yuan": "财政专户核拨",
    "other_yuan": "其他来源收入",
}


def write_releases(
    items: Iterable[pa.Table], documents: dict[str, PublishedDocument], published: datetime, target: Path
) -> int:
    """Writes rows of `procurement_items` as one OCDS release package; the number of its releases.

    `documents` are the rows of `documents` by id; `published` is when the snapshot was, the date of what bears none. A
    package must have a release: where there is no row nothing is written.
    """
    count = 0
    with written(target) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
        head = {
            "uri": f"urn:yusuan:ocds:planning:{published:%Y%m%dT%H%M%SZ}",
            "version": "1.1",
            "publishedDate": _time(published),
            "publisher": {"name": f"yusuan, from published budgets. {NOTE}"},
        }
        stream.write(json_text(head)[:-1] + ', "releases": [')
        for table in items:
            for row in table.to_pylist():
                stream.write(
                    (",\n" if count else "\n") + json_text(release(row, documents[row["document_id"]], published))
                )
                count += 1
        stream.write("\n]}\n")
    if not count:
        target.unlink()
    return count


def release(row: PublishedProcurementItem, document: PublishedDocument, published: datetime) -> dict[str, Any]:
    """The release of one row of `procurement_items`."""
    number = f"{row['document_id'][:16]}-{row['seq']}"
    unit = row["unit_name"] or row["publisher"]
    buyer = {"id": unit, "name": unit} if unit else None
    made: dict[str, Any] = _said(
        {
            "ocid": f"{PREFIX}-{number}",
            "id": f"{number}-planning",
            "date": _date(document, published),
            "tag": ["planning"],
            "initiationType": "tender",
            "language": "zh",
            "parties": [{**buyer, "roles": ["buyer"]}] if buyer else None,
            "buyer": buyer,
            "planning": {
                "rationale": NOTE,
                "budget": {
                    "description": "、".join(
                        f"{label} {row[fund]:f} 元" for fund, label in _FUNDS.items() if row[fund] is not None
                    ),
                    "amount": _money(row["amount_yuan"]),
                    "project": row["project_name"],
                },
                "documents": [
                    {
                        "id": row["document_id"],
                        "title": document["file_name"],
                        "description": str(place(row)),
                        "url": document["source_url"],
                        "format": document["media_type"],
                        "language": "zh",
                    }
                ],
            },
            "tender": {
                "id": number,
                "title": row["item_name"],
                "status": "planning",
                "value": _money(row["amount_yuan"]),
                "mainProcurementCategory": row["category"],
                "items": [_item(row)],
            },
        }
    )
    return made


def _item(row: PublishedProcurementItem) -> dict[str, Any]:
    scheme = f"CN-政府采购品目分类目录-{row['catalogue_edition'] or ''}".rstrip("-")
    return {
        "id": str(row["seq"]),
        "description": row["item_name"],
        "classification": {"scheme": scheme, "id": row["catalogue_code"]} if row["catalogue_code"] else None,
        "quantity": row["quantity"],
        "unit": {"name": row["quantity_unit"], "value": _money(row["unit_price_yuan"])},
    }


def _money(amount: Decimal | None) -> dict[str, Any] | None:
    return None if amount is None else {"amount": amount, "currency": "CNY"}


def _date(document: PublishedDocument, published: datetime) -> str:
    """When the disclosure was published or fetched, else when it was published here."""
    if document["published_on"]:
        return f"{document['published_on'].isoformat()}T00:00:00+08:00"
    return _time(document["retrieved_at"] or published)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _said(value: Any) -> Any:
    """The value without what is null or empty: OCDS takes a null for a removal."""
    if isinstance(value, dict):
        kept = {name: _said(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", {}, [])}
    return [_said(one) for one in value] if isinstance(value, list) else value
