"""Formulas whose value a workbook does not hold (a program wrote them, no spreadsheet ever computed them).

Computed is what is simple: sums, differences, products and quotients of numbers and cells of one sheet. All else is
left, and named by the reader.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, DecimalException
from typing import NamedTuple

Position = tuple[int, int]

_TOKEN = re.compile(
    r"\s*(?:(?P<range>\$?[A-Za-z]{1,3}\$?\d{1,7}:\$?[A-Za-z]{1,3}\$?\d{1,7})|(?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7})(?![\w(!.])"
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<name>SUM|ROUND)\(|(?P<sign>[-+*/(),]))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")
_DEEPEST = 200
"""Formulas that may need one another, and brackets within brackets."""

_MOST_CELLS = 20_000
"""Cells of one range."""


class NotSimpleError(Exception):
    """A formula that is not computed here."""


class _Token(NamedTuple):
    kind: str
    text: str


def position(address: str) -> Position:
    """Row and column from 0 of `B7` or `$B$7`."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise NotSimpleError(address)
    column = 0
    for letter in match[2].upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[4]) - 1, column - 1


def shifted(formula: str, rows: int, columns: int) -> str:
    """A formula that is shared with a cell so many rows and columns away: its relative addresses move along."""

    def move(match: re.Match[str]) -> str:
        row, column = position(match[0])
        column += 0 if match[1] else columns
        row += 0 if match[3] else rows
        if row < 0 or column < 0:
            raise NotSimpleError(formula)
        name = ""
        column += 1
        while column:
            column, rest = divmod(column - 1, 26)
            name = chr(ord("A") + rest) + name
        return f"{match[1]}{name}{match[3]}{row + 1}"

    return re.sub(rf"(?<![\w$!.]){_ADDRESS.pattern}(?![\w(!])", move, formula)


def compute(formula: str, value: Callable[[Position], Decimal | None]) -> Decimal:
    """The value of a formula (without its `=`); `value` gives a cell's number, None for a blank or a text.

    Raises NotSimpleError for what is not computed here.
    """
    reader = _Reader(list(_tokens(formula)), value)
    try:
        found = reader.sum(0)
    except DecimalException as error:
        raise NotSimpleError(formula) from error
    if reader.at < len(reader.tokens):
        raise NotSimpleError(formula)
    return found


def _tokens(formula: str) -> Iterator[_Token]:
    at = 0
    text = formula.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise NotSimpleError(formula)
        yield _Token(match.lastgroup, match[match.lastgroup])
        at = match.end()


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[_Token], value: Callable[[Position], Decimal | None]) -> None:
        self.tokens = tokens
        self.value = value
        self.at = 0

    def sum(self, depth: int) -> Decimal:
        """Terms that are added and taken away."""
        if depth > _DEEPEST:
            raise NotSimpleError("too deep")
        total = self._product(depth)
        while sign := self._sign("+-"):
            term = self._product(depth)
            total = total + term if sign == "+" else total - term
        return total

    def _product(self, depth: int) -> Decimal:
        total = self._one(depth)
        while sign := self._sign("*/"):
            factor = self._one(depth)
            if sign == "/" and not factor:
                raise NotSimpleError("division by zero")
            total = total * factor if sign == "*" else total / factor
        return total

    def _one(self, depth: int) -> Decimal:
        if sign := self._sign("+-"):
            return self._one(depth) * (1 if sign == "+" else -1)
        if self._sign("("):
            found = self.sum(depth + 1)
            self._close()
            return found
        if self.at >= len(self.tokens):
            raise NotSimpleError("ends early")
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "number":
            return Decimal(token.text)
        if token.kind == "cell":
            return self.value(position(token.text)) or Decimal(0)
        if token.kind == "name":
            return self._function(token.text.upper(), depth)
        raise NotSimpleError(token.text)

    def _function(self, name: str, depth: int) -> Decimal:
        found = [self._argument(depth)]
        while self._sign(","):
            found.append(self._argument(depth))
        self._close()
        if name == "SUM":
            return sum(found, Decimal(0))
        if len(found) != 2 or not 0 <= found[1] <= 10:
            raise NotSimpleError(name)
        return (
            round(found[0], int(found[1]))
            if not found[0]
            else found[0].quantize(Decimal(1).scaleb(-int(found[1])), "ROUND_HALF_UP")
        )

    def _argument(self, depth: int) -> Decimal:
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "range":
            (top, left), (bottom, right) = map(position, self.tokens[self.at].text.split(":"))
            self.at += 1
            if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
                raise NotSimpleError("range")
            cells = ((row, col) for row in range(top, bottom + 1) for col in range(left, right + 1))
            return sum((self.value(cell) or Decimal(0) for cell in cells), Decimal(0))
        return self.sum(depth + 1)

    def _sign(self, signs: str) -> str | None:
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind == "sign" and token.text in signs:
                self.at += 1
                return token.text
        return None

    def _close(self) -> None:
        if not self._sign(")"):
            raise NotSimpleError("not closed")
