"""Tables that text draws with bars (Markdown, boxes of lines) → the cells of their rows."""

import re
from collections.abc import Iterator, Sequence

_BARS = "|│┃║"
_LINES = "-─━═=+:┼┬┴╪╬╦╩╤╧├┤╠╣╟╢┌┐└┘╔╗╚╝╞╡ "
_RULING = re.compile(rf"[{_BARS}{re.escape(_LINES)}]*[-─━═]{{2,}}[{_BARS}{re.escape(_LINES)}]*")
"""A line that is only a rule."""

_BAR = re.compile(rf"[{_BARS}](?<!\\.)")
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

_FEWEST_ROWS = 2


def piped_rows(lines: Sequence[str]) -> dict[int, list[str] | None]:
    """The cells of each line that is a row of a table of bars, by its index; None for a line that is a rule of it.

    Such lines follow each other, have as many cells each, and either a rule among them or bars at both of their ends.
    """
    found: dict[int, list[str] | None] = {}
    if not _BAR.search("\n".join(lines)):  # most texts
        return found
    for start, end in _runs(lines):
        rules = [at for at in range(start, end) if _RULING.fullmatch(lines[at].strip())]
        at_rows = [at for at in range(start, end) if at not in rules]
        closed = all(_is_closed(lines[at]) for at in at_rows)
        outer = closed or any(lines[at].strip()[0] in _BARS for at in rules)
        rows = {at: _cells(lines[at], outer) for at in at_rows}
        width = max((len(_cells(lines[at], outer)) for at in rules), default=0)
        rows = {at: cells + [""] * (width - len(cells)) for at, cells in rows.items()}  # Markdown ends rows early
        if len(rows) >= _FEWEST_ROWS and (rules or closed) and len({len(cells) for cells in rows.values()}) == 1:
            found |= dict.fromkeys(rules) | rows
    return found


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where lines follow each other that hold a bar or are a rule."""
    start = None
    for at, line in enumerate([*lines, ""]):
        if line.strip() and (_BAR.search(line) or _RULING.fullmatch(line.strip())):
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None


def _is_closed(line: str) -> bool:
    text = line.strip()
    return len(text) > 1 and text[0] in _BARS and text[-1] in _BARS


def _cells(line: str, outer: bool) -> list[str]:
    """A line's cells; `outer` says that the table has bars at its sides, which begin and end no cell."""
    text = line.strip()
    if outer and text[:1] and text[0] in _BARS:
        text = text[1:]
    if outer and text.endswith(tuple(_BARS)) and not text.endswith("\\|"):
        text = text[:-1]
    return [_BREAK.sub("\n", unmarked(cell)).replace("\\|", "|").strip() for cell in _BAR.split(text)]


def unmarked(line: str) -> str:
    """A line without the marks by which Markdown makes a heading or bold text."""
    text = _HEADING.sub("", line, count=1) if line.startswith("#") else line
    return _STRONG.sub(r"\2", text) if "**" in text or "__" in text else text
