"""Lines that are printed upright above or below a table that lies on its side: its name, its unit, a page's number.

Such a page is read with its table upright. The lines would run up or down beside the table then, where none is read:
they are put above and below it, in the room that is left there.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.read.pdf.content import Char

_TOUCH = 1.0
"""Points by which a line may reach into what lies on its side."""

_EDGE = 2.0
"""Points that are left between the lines and the page's edge, and the table."""

_LEAST = 0.25
"""Share of its height that a line keeps at least; in less room none is put."""


def put_upright(
    chars: Sequence[Char],
    sideways: Sequence[int],
    edges: Sequence[Mapping[str, Any]],
    quarters: int,
    size: tuple[float, float],
) -> tuple[list[Char], list[int]]:
    """The characters of a page that was turned back by `quarters` of a turn, and the numbers of those still sideways.

    `sideways` are the numbers of those that run another way than the page as it is read, whose `size` is given.
    """
    aside = set(sideways)
    lying = [c for at, c in enumerate(chars) if at not in aside]
    if not lying or quarters not in (1, 3):
        return list(chars), list(sideways)
    sheet = {at: _on_sheet(chars[at], quarters, size) for at in sideways}
    body = [(c.x0, c.x1) for c in lying] + [(edge["x0"], edge["x1"]) for edge in edges]
    start, end = min(x0 for x0, _ in body), max(x1 for _, x1 in body)
    start, end = (start, end) if quarters == 1 else (size[0] - end, size[0] - start)
    tops = [c.top for c in lying] + [edge["top"] for edge in edges]
    bottoms = [c.bottom for c in lying] + [edge["bottom"] for edge in edges]
    above = {at: char for at, char in sheet.items() if char.bottom <= start + _TOUCH}
    below = {at: char for at, char in sheet.items() if char.top >= end - _TOUCH}
    placed = dict(_placed(above, _EDGE, min(tops) - _EDGE))
    placed.update(_placed(below, max(bottoms) + _EDGE, size[1] - _EDGE))
    return [placed.get(at, char) for at, char in enumerate(chars)], [at for at in sideways if at not in placed]


def _on_sheet(char: Char, quarters: int, size: tuple[float, float]) -> Char:
    """A character of the page as it is read, where it stands on the sheet as it is shown."""
    if quarters == 1:
        return Char(char.text, size[1] - char.bottom, char.x0, size[1] - char.top, char.x1)
    return Char(char.text, char.top, size[0] - char.x1, char.bottom, size[0] - char.x0)


def _placed(chars: Mapping[int, Char], top: float, bottom: float) -> Iterator[tuple[int, Char]]:
    """Lines of the sheet between two heights of the page, the last at the lower one, closer where they have less room.

    A name stands right above its table, a page's number at the foot.
    """
    if not chars:
        return
    first, last = min(c.top for c in chars.values()), max(c.bottom for c in chars.values())
    scale = min(1.0, (bottom - top) / (last - first))
    if scale < _LEAST:
        return
    for at, char in chars.items():
        yield at, char._replace(top=bottom - scale * (last - char.top), bottom=bottom - scale * (last - char.bottom))
