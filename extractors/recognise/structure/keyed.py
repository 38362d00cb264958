"""Whose child a row is, as its print tells it: by code, unit line, indentation, enumerator, place; a function a way."""

from collections.abc import Callable, Hashable, Iterator, Sequence

from extractors.recognise.structure.model import Keys

Parents = list[int | None]
"""Of each row the row that it is a part of; None for one that is part of no other (and for totals)."""

_SAME_INK = 2.0
"""Points within which two names begin at one place."""


def ways(keys: Sequence[Keys]) -> Iterator[tuple[str, Parents]]:
    """Each way to tell levels that the print of these rows allows, the simplest first, each outcome once."""
    seen: list[Parents] = []
    for name, way in WAYS:
        parents = way(keys)
        if parents is not None and parents not in seen:
            seen.append(parents)
            yield name, parents


def code_tree(keys: Sequence[Keys]) -> bool:
    """Whether codes tell the levels: most rows have one, and half of those one above them that it begins with."""
    items = [n for n, key in enumerate(keys) if not key.total and not key.unit]
    coded = [n for n in items if keys[n].code]
    parents = _codes(keys)
    return (
        parents is not None
        and len(coded) >= 0.7 * len(items)
        and sum(1 for n in coded if (p := parents[n]) is not None and keys[p].code) >= 0.5 * len(coded)
    )


def _flat(keys: Sequence[Keys]) -> Parents | None:
    return [None] * len(keys)


def _codes(keys: Sequence[Keys]) -> Parents | None:
    """The nearest row above whose code begins the row's, within one unit; else the unit's line."""
    if not any(key.code for key in keys):
        return None
    units = _ranked_units(keys)
    parents: Parents = []
    above: dict[str, int] = {}
    unit: int | None = None
    for row, key in enumerate(keys):
        parent: int | None = None
        if key.total:
            above, unit = {}, None
        elif key.unit:
            above, unit, parent = {}, row, units[row]
        elif key.code:
            starts = (key.code[:end] for end in range(len(key.code) - 1, 0, -1))
            parent = next((above[start] for start in starts if start in above), unit)
            above[key.code] = row
        else:
            parent = unit
        parents.append(parent)
    return parents


def _ranked_units(keys: Sequence[Keys]) -> Parents:
    """The unit above a unit: the nearest whose code begins its own, or that stands further left."""
    parents: Parents = [None] * len(keys)
    seen: list[int] = []
    for row, key in enumerate(keys):
        if key.total:
            seen = []
        if not key.unit:
            continue
        for other in reversed(seen):
            higher = keys[other]
            begins = bool(higher.code and key.code and higher.code != key.code and key.code.startswith(higher.code))
            if begins or higher.spaces < key.spaces:
                parents[row] = other
                break
        seen.append(row)
    return parents


def _nested(keys: Sequence[Keys], rank: Callable[[Keys], float | None]) -> Parents | None:
    """The nearest row above of a lower rank; a total closes what stands above it. None where all rank alike."""
    ranks = [None if key.total else rank(key) for key in keys]
    if len({value for value in ranks if value is not None}) < 2:
        return None
    parents: Parents = []
    stack: list[tuple[float, int]] = []
    for row, (key, value) in enumerate(zip(keys, ranks, strict=True)):
        if key.total:
            stack = []
        if value is None:
            parents.append(stack[-1][1] if stack and not key.total else None)
            continue
        while stack and stack[-1][0] >= value:
            stack.pop()
        parents.append(stack[-1][1] if stack else None)
        stack.append((value, row))
    return parents


def _outline(keys: Sequence[Keys]) -> Parents | None:
    return _nested(keys, lambda key: key.level)


def _spaces(keys: Sequence[Keys]) -> Parents | None:
    return _nested(keys, lambda key: key.spaces)


def _ink(keys: Sequence[Keys]) -> Parents | None:
    known = sorted({key.ink for key in keys if key.ink is not None and not key.total})
    classes: list[float] = []
    for x in known:
        if not classes or x - classes[-1] > _SAME_INK:
            classes.append(x)
    return _nested(keys, lambda key: None if key.ink is None else _class(classes, key.ink))


def _class(classes: Sequence[float], ink: float) -> int:
    return sum(1 for start in classes if start <= ink)


def _column(keys: Sequence[Keys]) -> Parents | None:
    return _nested(keys, lambda key: key.column)


def _column_and_spaces(keys: Sequence[Keys]) -> Parents | None:
    return _nested(keys, lambda key: key.column * 100 + key.spaces)


def _styles(keys: Sequence[Keys]) -> Parents | None:
    """Styles of enumeration nest in the order in which they appear; a name without one stands below them."""
    return _nested(keys, _rank_of(keys, lambda key: key.style))


def _styles_and_spaces(keys: Sequence[Keys]) -> Parents | None:
    return _nested(keys, _rank_of(keys, lambda key: (key.style, key.spaces)))


def _lists(keys: Sequence[Keys]) -> Parents | None:
    """A list that begins again (一、) stands below the row above it, until the list that it is in goes on."""
    parents: Parents = []
    open_lists: list[tuple[str | None, int, int | None]] = []
    above: int | None = None
    for row, key in enumerate(keys):
        if key.total or key.style is None:
            open_lists, above = [], None if key.total else row
            parents.append(None)
            continue
        at = next((n for n, one in enumerate(open_lists) if one[:2] == (key.style, key.ordinal - 1)), None)
        if at is not None:
            parent = open_lists[at][2]
            del open_lists[at:]
        else:
            parent = above
        open_lists.append((key.style, key.ordinal, parent))
        parents.append(parent)
        above = row
    return parents if any(parent is not None for parent in parents) else None


def _of_which(keys: Sequence[Keys]) -> Parents | None:
    """What follows an 其中 row without a mark of its own is part of the same row as it, where print lost the indent."""
    parents: Parents = []
    above: int | None = None
    whole: int | None = None
    for row, key in enumerate(keys):
        if key.of_which and not key.total:
            whole = above if whole is None else whole
        elif key.total or key.style is not None or whole is None:
            whole, above = None, None if key.total else row
        parents.append(whole)
    return parents if any(parent is not None for parent in parents) else None


def _rank_of(keys: Sequence[Keys], mark: Callable[[Keys], Hashable]) -> Callable[[Keys], float]:
    order: dict[Hashable, int] = {}
    for key in keys:
        if not key.total:
            order.setdefault(mark(key), len(order))
    return lambda key: order.get(mark(key), len(order))


WAYS: tuple[tuple[str, Callable[[Sequence[Keys]], Parents | None]], ...] = (
    ("flat", _flat),
    ("codes", _codes),
    ("outline", _outline),
    ("indentation", _spaces),
    ("ink", _ink),
    ("enumerators", _styles),
    ("enumerators and indentation", _styles_and_spaces),
    ("lists", _lists),
    ("merged cells", _column),
    ("merged cells and indentation", _column_and_spaces),
    ("of which", _of_which),
)
"""The ways by name, the simplest first."""
