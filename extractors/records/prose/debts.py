"""What names of debt mean that say too little themselves: 一般债券, 余额."""

from schemas.words.prose import prose_words

_REFINANCING, _REPAID = "bonds_refinancing", "debt_repaid"
_DEBTS = ("government_debt", "debt_general", "debt_special")


def of_bonds(new: str, before: str) -> str | None:
    """What bonds are that are only called 一般债券: `new` ones, refinancing ones, or those that were paid back."""
    words = prose_words()
    told = words.bonds.findall(before)[-1:]
    if told and told[0] in words.debt_repaid:  # 偿还2026年一般债券3万元、2027年一般债券2万元
        return _REPAID
    return new if told == [words.new] else _REFINANCING if told == [words.refinanced] else None


def balance_of(before: str) -> str | None:
    """Which debt a bare 余额 is of: that whose limit its sentence names before it."""
    limit = prose_words().names.limit_named.search(before)
    if limit is None:
        return None
    general, special = limit["general"] is not None, limit["special"] is not None
    return _DEBTS[1 if general else 2 if special else 0]
