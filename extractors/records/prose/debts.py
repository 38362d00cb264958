"""What names of debt mean that say too little themselves: 一般债券, 余额."""

from extractors.values.money import AMOUNT
from extractors.values.text import last_match
from schemas.codes import measure_words
from schemas.words.prose import prose_words

_REFINANCING, _REPAID = "bonds_refinancing", "debt_repaid"
_DEBTS = ("government_debt", "debt_general", "debt_special")


def of_bonds(new: str, before: str) -> str | None:
    """What bonds are that are only called 一般债券: `new` ones, refinancing ones, or those that were paid back."""
    words = prose_words()
    told = last_match(words.bonds, before)
    if told is None:
        return None
    if told[0] in words.debt_repaid:  # 偿还2026年一般债券3万元、2027年一般债券2万元
        return _REPAID
    if _is_beside(before[told.end() :]):
        return None
    return new if told[0] == words.new else _REFINANCING if told[0] == words.refinanced else None


def _is_beside(between: str) -> bool:
    """Whether bonds stand beside what was told of other bonds: 再融资债券3万元，专项债券2万元.

    They are of these where they are parts (再融资债券3万元，其中专项债券2万元) or of the other kind (再融资一般债券…).
    """
    kinds = measure_words().listed["bonds_new"]
    parts = prose_words().among.search(between) or any(kind in between for kind in kinds)
    return AMOUNT.search(between) is not None and not parts


def balance_of(before: str) -> str | None:
    """Which debt a bare 余额 is of: that whose limit its sentence names before it."""
    limit = prose_words().names.limit_named.search(before)
    if limit is None:
        return None
    general, special = limit["general"] is not None, limit["special"] is not None
    return _DEBTS[1 if general else 2 if special else 0]
