"""What a worksheet holds that is not read, or not as it is held: one row of `failures` each."""

from collections.abc import Iterator, Sequence

from extractors.document.troubles import Trouble
from extractors.read.office.sheet import Sheet, address

_LISTED = 5
"""Places named in a sentence."""


def listed(names: Sequence[str]) -> str:
    """Names for a sentence: the first ones, and how many more there are."""
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"{', '.join(names[:_LISTED])}{more}"


def unread(sheet: Sheet, where: str) -> Iterator[Trouble]:
    """Pictures, rounded numbers, formulas without a value and errors on a sheet; `where` names it."""
    rounded = [at for at in sheet.rounded if not sheet.is_hidden(at)]
    if rounded:
        message = (
            f"{where}: {len(rounded)} cells hold more digits than they print (first {address(rounded[0])}, which "
            f"prints `{sheet.cells.get(rounded[0], '')}`); what is printed is taken, look at the workbook for the rest"
        )
        yield Trouble("read", "rounded_cells", message, sheet.number)
    formulas = [f"{address(at)} (={text[:30]})" for at, text in sheet.formulas.items() if not sheet.is_hidden(at)]
    if formulas:
        message = (
            f"{where}: {listed(formulas)}: formulas whose value the file does not hold, and which are not computed "
            "here; open and save it with a spreadsheet program and run again"
        )
        yield Trouble("read", "formula_without_value", message, sheet.number)
    errors = [f"{address(at)} ({text})" for at, text in sheet.errors.items() if not sheet.is_hidden(at)]
    if errors:
        message = f"{where}: {listed(errors)}: cells that hold an error in place of a value; ask the publisher"
        yield Trouble("read", "error_cells", message, sheet.number)
    struck = [address(at) for at in sheet.struck if not sheet.is_hidden(at)]
    if struck:
        message = (
            f"{where}: {listed(struck)}: cells that are struck out, whole or in part, which is left out; look at them"
        )
        yield Trouble("read", "struck_out", message, sheet.number)
    uncertain = [address(at) for at in sheet.uncertain if not sheet.is_hidden(at)]
    if uncertain:
        message = (
            f"{where}: {listed(uncertain)}: cells whose value is read, and which a conditional format may take out of "
            "sight; look at them"
        )
        yield Trouble("read", "conditional_cells", message, sheet.number)
    if sheet.pictures:
        message = (
            f"{where} has {sheet.pictures} pictures on it, which are not read; look at it, and run on the pages in "
            "them by themselves"
        )
        yield Trouble("read", "embedded_picture", message, sheet.number)
