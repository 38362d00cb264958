"""Codes in cells of their own (类, 款, 项), of functions and of both economic classifications, put together."""

import re

from extractors.document.claims import Claims
from extractors.recognise.shapes.head_columns import Column
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.lines import Line
from extractors.values.text import compact, squeezed
from schemas.words.procurement import procurement_words
from schemas.words.values import value_words

_DIGITS = re.compile(r"\d{2,9}")


class Codes:
    """The columns of codes of a head; a level that a row leaves blank is that of the row above."""

    def __init__(self, head: Head) -> None:
        self._columns: dict[str, list[Column]] = {}
        for column in head.columns:
            whole_code = compact(column.label) in procurement_words().codes and _which(column) != "function_code"
            if whole_code or compact(column.label) in value_words().subject_levels:
                self._columns.setdefault(_which(column), []).append(column)
        whole = head.column("code")
        if whole is not None and not self._columns.get("function_code"):
            self._columns["function_code"] = [whole]
        self._above: dict[str, list[str]] = {}

    def of(self, found: Claims, line: Line) -> dict[str, object]:
        """The columns of a row's codes, and the level of its function code (1 类, 2 款, 3 项)."""
        row: dict[str, object] = {}
        for name, columns in self._columns.items():
            cells = [line.at(column.where) for column in columns]
            texts = [squeezed(cell.text) if cell is not None else "" for cell in cells]
            if any(text and not _DIGITS.fullmatch(text) for text in texts):
                continue
            found.take(line.table, cells)
            code = self._joined(name, texts)
            row[name] = code or None
            if name == "function_code" and code:
                row["level"] = {3: 1, 5: 2}.get(len(code), 3)
        return row

    def _joined(self, name: str, texts: list[str]) -> str:
        filled = [n for n, text in enumerate(texts) if text]
        if not filled:
            return ""
        above = self._above.get(name, [""] * len(texts))
        last = max(filled)
        parts = [text or (above[n] if n < min(filled) else "") for n, text in enumerate(texts[: last + 1])]
        self._above[name] = [*parts, *[""] * (len(texts) - len(parts))]
        return "".join(parts)


def _which(column: Column) -> str:
    """Which classification a column of 类, 款 or 项 belongs to, by the labels above it."""
    words = procurement_words()
    above = "".join(compact(cell.text) for cell in column.labels[:-1])
    if not any(word in above for word in words.economic):
        return "function_code"
    return "government_economic_code" if any(word in above for word in words.governments_codes) else "economic_code"
