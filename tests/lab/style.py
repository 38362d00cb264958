"""How the pages of a composition are laid out, varied by a seed."""

import random
from dataclasses import dataclass

WIDTHS = {
    "organisations": (46, 14, 16, 24),
    "performance": (14, 12, 15, 23, 12, 12, 12),
    "procurement": (12.5, 6.5, 12.5, 13.5, 4.5, 7.5, 7, 7, 7, 5.5, 5.5, 5.5, 5.5),
    "assets": (52, 20, 28),
    "expenditure": (16, 39, 15, 15, 15),
    "income": (32, 18, 32, 18),
    "levels": (8, 7, 7, 33, 15, 15, 15),
    "sheet": (15, 20, 30, 23, 12),
    "long": (9, 11, 9, 14, 8, 10, 15, 5, 7, 7, 5),
    "bought": (12, 18, 11, 18, 11, 11, 9, 10),
    "across": (20, 20, 20, 20, 20),
}
HEADS = {
    "organisations": 1, "performance": 0, "procurement": 2, "assets": 1, "expenditure": 1, "income": 2, "levels": 2,
    "sheet": 0, "long": 1, "bought": 1, "across": 0,
}  # fmt: skip
"""Rows at the top of each table that are its head."""

WIDE = ("procurement", "long", "bought")
PLAIN = ("income", "levels")
"""The tables that a style turns, and those between whose rows it may leave out the rules."""


@dataclass(frozen=True)
class Style:
    """How pages are laid out. Lengths in millimetres and points."""

    page: tuple[int, int] = (210, 297)
    margin: tuple[int, int] = (25, 24)
    font: str = "Noto Serif CJK SC"
    size: float = 10.0
    leading: float = 1.45
    padding: float = 1.2
    border: str = "0.75pt solid"
    align: str = "middle"
    cut_rows: bool = True
    repeat_heads: bool = False
    open_sides: bool = False
    """No rule at the left and right of a table."""
    plain_rows: bool = False
    """No rule between the rows of tables whose rows are of one line, but under their heads."""
    turned: bool = False
    """Wide tables stand on pages that lie on their sides."""
    row_height: float = 0.0
    """Least height of a row."""
    separate: bool = False
    """Each cell has a border of its own, with room between two."""
    amounts_right: bool = False
    """Texts stand at the right of their cells, as amounts do."""
    numbered: str = ""
    """The margin that has the page's number; none has."""
    watermark: bool = False
    """Pale words stand across each page."""

    def _around(self) -> str:
        """The declarations for what stands on a page beside its text, and how cells meet."""
        number = "{content:'第 ' counter(page) ' 页';font-size:8pt}"
        return (
            f".watermark{{position:fixed;{_PALE}}}"
            + (f"@page{{@{self.numbered}{number}}}" if self.numbered else "")
            + ("td{text-align:right!important}" if self.amounts_right else "")
            + ("table{border-collapse:separate!important;border-spacing:1.5pt}" if self.separate else "")
        )

    def css(self) -> str:
        """The style sheet."""
        wide, high = self.page
        keep = "auto" if self.cut_rows else "avoid"
        head = "table-header-group" if self.repeat_heads else "table-row-group"
        return (
            self._around() + f"@page{{size:{wide}mm {high}mm;margin:{self.margin[0]}mm {self.margin[1]}mm}}"
            f"html{{font:{self.size + 3}pt/1.7 '{self.font}';text-autospace:no-autospace}}body{{margin:0}}"
            "p{margin:0;text-indent:2em;orphans:1;widows:1}"
            "p.title,p.heading2,p.caption{text-align:center;text-indent:0;font-weight:bold;break-after:avoid}"
            "p.line,p.unit{text-indent:0;break-after:avoid}p.unit{text-align:right}.new-page{break-before:page}"
            "table{width:100%;border-collapse:collapse;table-layout:fixed;margin:1mm 0 4mm}"
            f"table{{font-size:{self.size}pt;line-height:{self.leading}}}"
            f"td{{border:{self.border} #000;padding:{self.padding}mm;text-align:center;vertical-align:{self.align};"
            "overflow-wrap:anywhere;orphans:1;widows:1}"
            f"tr{{break-inside:{keep}}}thead{{display:{head}}}td.prose{{text-align:left}}"
            f"table.procurement,table.long{{font-size:80%}}td{{height:{self.row_height}mm}}"
            + (f"@page wide{{size:{high}mm {wide}mm}}" if self.turned else "")
            + ("".join(f"table.{kind}{{page:wide}}" for kind in WIDE) if self.turned else "")
            + ("".join(map(_without_rules, PLAIN)) if self.plain_rows else "")
            + ("table{border-left:hidden;border-right:hidden}" if self.open_sides else "")
        )


_PALE = "top:45%;left:8%;font-size:44pt;color:#e4e4e4;transform:rotate(-30deg);z-index:-1"


def _without_rules(kind: str) -> str:
    """The declarations that leave a table without rules between the rows of its body."""
    rows = f"table.{kind} tbody tr"
    return f"{rows}:not(:first-child) td{{border-top:0}}{rows}:not(:last-child) td{{border-bottom:0}}"


def vary(rng: random.Random) -> Style:
    """A style by chance."""
    wide, high = rng.choice(((210, 297), (210, 297), (297, 210), (297, 420), (210, rng.randint(160, 330))))
    return Style(
        page=(wide, high),
        margin=(rng.randint(12, 32), rng.randint(12, 28)),
        font=rng.choice(("Noto Serif CJK SC", "Noto Sans CJK SC")),
        size=rng.choice((8.0, 9.0, 10.0, 10.5, 12.0)),
        leading=rng.choice((1.2, 1.45, 1.8)),
        padding=rng.choice((0.5, 1.2, 2.0)),
        border=rng.choice(("0.75pt solid", "0.25pt solid", "0.1pt solid", "1.5pt solid", "2.5pt double")),
        align=rng.choice(("middle", "middle", "top")),
        cut_rows=rng.random() < 0.7,
        repeat_heads=rng.random() < 0.5,
        open_sides=rng.random() < 0.2,
        turned=wide < high and rng.random() < 0.25,
        row_height=rng.choice((0.0, 0.0, 7.0, 14.0)),
        plain_rows=rng.random() < 0.15,
        separate=rng.random() < 0.12,
        amounts_right=rng.random() < 0.15,
        numbered=rng.choice(("", "", "bottom-center", "top-right", "left-middle")),
        watermark=rng.random() < 0.12,
    )
