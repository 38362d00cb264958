"""What the cells of a table look like, whatever its labels are called: amounts, codes, the numbering of columns."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.document.model import Cell
from extractors.values.money import ONE_YUAN, UNIT_BEHIND
from extractors.values.numbers import NULL_SYMBOLS, is_number
from extractors.values.text import code_form, digits, squeezed
from schemas.codes import measure_words
from schemas.words.heads import head_words
from schemas.words.values import value_words

_STRAY = re.compile(r"^[\u4e00-\u9fff）)]{1,2}\s*(?=[-−]?\d[\d,，]*\.\d+$)")
"""Glyphs of the name before it, that a column's rule cut off and left in the cell of an amount: `出 2,022.39`."""

_LESS = (*value_words().minus, *(word for word, way in measure_words().directions.items() if way == "decrease"))
"""Words that say which way a number goes (`减少12.00`) are no stray glyphs: what they make of it is not told."""

_CODE = re.compile(r"\d{2,9}")
_CODED = re.compile(  # `behind`: a name that wraps out of the cell above leaves its last glyphs before the code
    r"\s*(?:[\[【(（]\s*(?P<bracketed>\d{2,12})\s*[\]】)）]\s*[-—–]?|(?P<dashed>\d{2,12})\s*[-—–]|[\u4e00-\u9fff]{1,2}\s*(?P<behind>\d{5}|\d{7})\s*[-—–]|(?P<bare>\d{3}|\d{5}|\d{7})[.．]?)"
    r"\s*(?=[\u4e00-\u9fff])"
)

_BROKEN = re.compile(r"(?<=\d)[ \t]*\n[ \t]*(?=\d)")
"""Where a narrow column broke a code in two."""

_CODED_BEHIND = re.compile(
    r"\s*(?P<name>[\u4e00-\u9fff].*?)\s*"
    r"(?:[\[【(（]\s*(?P<bracketed>\d{3}|\d{5}|\d{7})\s*[\]】)）]|[-—–]\s*(?P<dashed>\d{5}|\d{7}))\s*",
    re.DOTALL,
)


@lru_cache(maxsize=16384)
def amount_text(text: str) -> str | None:
    """The number in a cell that holds an amount and no more than its unit or stray glyphs; None for others."""
    joined = code_form(text)
    if is_number(joined):
        return joined
    if joined.endswith(ONE_YUAN) and is_number(bare := UNIT_BEHIND.sub("", joined)):
        return bare
    stray = _STRAY.match(joined)
    return joined[stray.end() :] if stray and not stray[0].rstrip().endswith(_LESS) else None


def amount_like(cell: Cell) -> bool:
    """Whether a cell holds a number and nothing else, wrapped or not."""
    return amount_text(cell.text) is not None


def unit_in_cell(cell: Cell) -> str | None:
    """The unit of money that a cell prints behind its amount; None for none."""
    behind = UNIT_BEHIND.search(squeezed(cell.text)) if cell.text.rstrip().endswith(ONE_YUAN) else None
    return behind[1] if behind and amount_like(cell) else None


@lru_cache(maxsize=8192)
def code_and_name(text: str) -> tuple[str, str] | None:
    """Code and name of a cell that holds both (`[20502]普通教育`, `2010601-行政运行`, `行政运行（2010601）`)."""
    text = _BROKEN.sub("", text)
    in_digits = digits(text)
    if behind := _CODED_BEHIND.fullmatch(in_digits):
        return behind["bracketed"] or behind["dashed"], text[: behind.end("name")]
    match = _CODED.match(in_digits)
    code = next(filter(None, match.groups()), None) if match else None
    return (code, text[match.end() :]) if match and code else None


def counts_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns (栏次, `**`, 甲, 1 2 3 = 1+2): one number more, or fewer, from cell to
    cell; beside 栏次 or `**` with gaps, for columns may be hidden, and in any order, for columns that were moved took
    their numbers along.
    """
    words, texts, letters = head_words(), [], ""
    for cell in cells:
        marks = _marks(cell)
        if not marks:  # most rows: their first text is no number
            return False
        texts += [mark for mark in marks if words.column_number.fullmatch(mark)]
        letters += "".join(mark for mark in marks if mark in words.column_stems)
    if not texts or not words.column_stems.startswith(letters):
        return False
    numbers = [int(text.partition("=")[0]) for text in texts if text[0].isdigit()]
    marked = any("*" in text or words.column_mark in text for text in texts)
    steps = {b - a for a, b in pairwise(numbers)}
    gaps = marked and min(steps, default=1) > 0
    moved = marked and sorted(numbers) == list(range(min(numbers, default=0), max(numbers, default=-1) + 1))
    even = steps <= {1} or (steps == {-1} and len(numbers) > 2) or gaps or moved
    lettered = marked or bool(letters)
    return even and (len(numbers) > 1 or lettered) and (not numbers or lettered or min(numbers) <= 2)


def _marks(cell: Cell) -> list[str]:
    """The numbers and letters of columns that a cell holds, of several where no rule parts them; none where it holds
    anything else.
    """
    words = head_words()
    for texts in (cell.text.split(), [squeezed(cell.text)]):
        if all(words.column_number.fullmatch(one) or (len(one) == 1 and one in words.column_stems) for one in texts):
            return texts
    return []


def holds_amounts(cells: Iterable[Cell]) -> bool:
    """Whether a column holds numbers, blanks and null symbols left out: no texts but few, and not only codes."""
    texts = [text for cell in cells if (text := code_form(cell.text)) not in NULL_SYMBOLS]
    numbers = [text for text in texts if amount_text(text) is not None]
    return bool(numbers) and 2 * len(numbers) > len(texts) and not holds_codes(numbers)


def holds_codes(texts: Sequence[str]) -> bool:
    """Whether numbers are codes of budget subjects: digits only, of its lengths, most beginning as another one does."""
    lengths = {len(text) for text in texts if _CODE.fullmatch(text)}
    first = {text[0] for text in texts if len(text) > 2}
    subjects = bool(lengths & {3, 5, 7}) and lengths <= {2, 3, 5, 6, 7, 9} and len(first) <= 2
    return all(_CODE.fullmatch(text) for text in texts) and (subjects or lengths == {6})


def holds_coded_names(cells: Iterable[Cell]) -> bool:
    """Whether most cells of a column hold a code with its name; digits alone before a name are codes where some are
    longer than others, for else they may be a number that the name begins with.
    """
    texts = [_BROKEN.sub("", digits(cell.text)) for cell in cells if cell.text.strip()]
    coded = [match for text in texts if (match := _CODED.match(text))]
    behind = sum(1 for text in texts if _CODED_BEHIND.fullmatch(text))
    marked = behind > 0 or any(match["bare"] is None for match in coded)
    lengths = {len(match["bare"] or "") for match in coded}
    return 2 * (len(coded) + behind) > len(texts) and (marked or len(lengths) > 1)
