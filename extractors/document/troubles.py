"""What goes wrong while an input is read: the whole that cannot be read, or a page or table of it."""

from dataclasses import dataclass

NOTES = frozenset(
    {
        "hidden_cells",
        "conditional_cells",
        "rounded_cells",
        "blank_page",
        "hidden_pages",
        "error_cells",
        "embedded_picture",
        "struck_out",
        "recognised_characters",
    }
)
"""Errors of troubles that only say how something was read; by the others something was given up."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A page or table that had to be given up while the rest was read: one row of `failures`.

    `again` says that the next run tries it again by itself, since what was wrong may pass.
    """

    stage: str
    error: str
    message: str
    page: int | None = None
    again: bool = False


class ReadError(Exception):
    """An input that cannot be read: `error` is a short code, the message one sentence (what, where, what to do)."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(message)
        self.error = error
