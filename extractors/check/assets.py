"""Identities of the fixed assets: their parts, the prose, the date."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise, takewhile

from extractors.check.disclosure import Disclosure
from extractors.check.messages import apart, own
from extractors.check.parts import Parts, adds_up
from extractors.check.rule import Side, equal, places, row, rule
from schemas.rows import AssetRow, CheckRow


def _deeper(whole: AssetRow, asset: AssetRow) -> bool:
    return asset["level"] > whole["level"]


@rule("assets_parts")
def assets_parts(d: Disclosure) -> Iterator[CheckRow]:
    """Per row that has kinds or parts below it (资产总额, 固定资产); blanks add nothing, 其中 rows are left out."""
    assets = d.rows["assets"]
    for number, whole in enumerate(assets):
        below = takewhile(partial(_deeper, whole), assets[number + 1 :])
        direct = [asset for asset in below if asset["level"] == whole["level"] + 1 and not asset["of_which"]]
        parts = [asset for asset in direct if asset["value_yuan"] is not None]
        if parts and not whole["of_which"]:
            kinds = Parts(parts, [part["value_yuan"] for part in parts], "类资产", "kinds")
            right = Side(whole["item"], f"their total ({whole['item']})", whole["value_yuan"], places([whole]))
            subject = whole["item"] if whole["table_index"] is not None else f"{whole['item']} (prose)"
            check = adds_up("assets_parts", subject, kinds, right, half=d.half_unit)
            slip = _slip(assets, parts, check) if check["status"] == "fail" else None
            if slip:
                part, of_which = slip
                check["difference"] = None  # a quantity is no amount that could be off
                check["message_zh"] += (
                    f"若“{part['item']}”取其中“{of_which['item']}”的数，则相符：数量可能误填在价值栏。"
                )
                check["message_en"] += (
                    f" With the value of {of_which['item']} in the place of {part['item']} it would hold: "
                    "a quantity may stand in the column of values."
                )
            yield check


def _slip(assets: list[AssetRow], parts: list[AssetRow], check: CheckRow) -> tuple[AssetRow, AssetRow] | None:
    """The part and its 其中 row whose values, taken for one another, explain a difference to the cent."""
    for part, below in pairwise(assets):
        own = below["of_which"] and any(part is other for other in parts)
        value, other = part["value_yuan"], below["value_yuan"]
        if own and value is not None and other is not None and value - other == check["difference"]:
            return part, below
    return None


def _of_tables(d: Disclosure) -> list[AssetRow]:
    """The assets of the form; what prose tells of them may be of another day, and is what is compared with."""
    return [asset for asset in d.rows["assets"] if asset["table_index"] is not None]


@rule("assets_stated")
def assets_stated(d: Disclosure) -> Iterator[CheckRow]:
    """The row 固定资产 where there is one, else 资产总额; the prose speaks of the end of the prior year."""
    figures = [f for f in d.rows["figures"] if f["measure"] == "fixed_assets" and f["statement"] == "level"]
    wholes = [asset for asset in _of_tables(d) if asset["category"] == "total"]
    for whole in wholes[-1:]:
        for figure in figures[:1]:
            left = Side(whole["item"], "total of the asset table", whole["value_yuan"], places([whole]))
            right = Side(figure["label"], "stated fixed assets", figure["value_yuan"], places([figure]))
            yield equal("assets_stated", str(figure["year"]), left, right, tolerance=d.half_unit)


@rule("assets_date")
def assets_date(d: Disclosure) -> Iterator[CheckRow]:
    """Once a document whose asset table prints a date."""
    dated = [(asset, as_of) for asset in _of_tables(d) if (as_of := asset["as_of"]) is not None]
    if not dated or d.fiscal_year is None:
        return
    (asset, as_of), expected = dated[0], date(d.fiscal_year - 1, 12, 31)
    days = Decimal((as_of - expected).days)
    yield row(
        "assets_date",
        as_of.isoformat(),
        Side("截止时间", "date", None, places([asset])),
        Side("上年末", "end of the year before", None),
        "fail" if days else "exact",
        unit="天",
        difference=days,
        **own(
            "dated_otherwise" if days else "dated", as_of=as_of, expected=expected, off=apart(days, Decimal(0), "天")
        ),
    )
