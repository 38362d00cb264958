"""What a total lacks, where lines that are printed say it: money carried over, or lines that their subject leaves out.

A total that is more than its parts by just such an amount lacks no line: nothing is kept back, as its sentence says.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from extractors.check.messages import filled, wan, yuan
from extractors.diagnose.numbers import Numbers
from schemas.messages import Both, message_words
from schemas.rows import BudgetLineRow, CheckRow

_DIGITS = 3
"""An amount of fewer digits is met by chance."""


def told_by_lines(check: CheckRow, numbers: Numbers) -> Both | None:
    """The sentence of a total that is more than its parts, in Chinese and English; None where no printed lines make
    just what is lacking.
    """
    off, places = check["difference"], check["right_places"]
    if off is None or off >= 0 or not places or len(off.normalize().as_tuple().digits) < _DIGITS:
        return None
    table, row = places[0]["table"], places[0]["row"]
    lines = [] if table is None else numbers.lines_of(table)
    own = [line for line in lines if line["row_index"] == row and line["amount_yuan"] == check["right_value"]]
    own = [
        line for line in own if (line["name"] or "") in check["subject"]
    ] or own  # 收入总计 may stand beside 支出总计
    return (_carried_over(lines, own[0], -off) or _left_out(lines, own, check)) if own else None


def _say(name: str, off: Decimal, **names: object) -> Both:
    return filled(message_words().findings[name], {"off": (wan(off, "元"), yuan(off, "元")), **names})


def _carried_over(lines: Sequence[BudgetLineRow], own: BudgetLineRow, off: Decimal) -> Both | None:
    """Where just what the revenue carries over is lacking in the expenditure."""
    if own["side"] != "expenditure":
        return None
    carried = [line for line in lines if line["role"] == "carried" and line["side"] == "revenue"]
    named = next((line["name"] for line in carried if line["amount_yuan"] == off), None)
    return None if named is None else _say("not_carried", off, total=own["name"], carried=named)


def _left_out(lines: Sequence[BudgetLineRow], own: Sequence[BudgetLineRow], check: CheckRow) -> Both | None:
    """Where the last lines below one of the parts make what is lacking: the part's own amount leaves them out."""
    parts = {(place["table"], place["row"]) for place in check["left_places"]}
    for label in {line["column_label"] for line in own}:
        column = [line for line in lines if line["column_label"] == label and line["amount_yuan"]]
        for part, below in _below(column, parts):
            made = Decimal(0)
            for at, line in enumerate(reversed(below), 1):
                made += line["amount_yuan"] or Decimal(0)
                if made == -(check["difference"] or 0) and at < len(below):
                    first, last = below[-at]["name"], below[-1]["name"]
                    names = {"total": own[0]["name"], "part": part["name"], "first": first, "last": last}
                    return _say("lines_not_in_their_part", made, count=at, **names)
    return None


def _below(
    column: Sequence[BudgetLineRow], parts: set[tuple[int | None, int | None]]
) -> Iterator[tuple[BudgetLineRow, list[BudgetLineRow]]]:
    """Each part with the lines that stand below it, up to the next."""
    part: BudgetLineRow | None = None
    for is_part, some in groupby(column, key=lambda line: (line["table_index"], line["row_index"]) in parts):
        found = list(some)
        if is_part:
            part = found[-1]
        elif part is not None:
            yield part, found
