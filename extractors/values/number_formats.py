"""Numbers and dates as a workbook prints them (ECMA-376 part 1, 18.8.31), exactly and without binary noise.

A plain decimal format rounds as it prints (half away from zero), so that a workbook says what its PDF says. `General`
and whatever is not understood (fractions, exponents, conditions, Chinese digits) give the number itself to the 15
digits that a workbook holds, so 0.1 + 0.2 is 0.3.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from schemas.words.numerals import numerals

_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<width>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<plain>.)'
)
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_COLOUR = re.compile(r"\[(?:red|blue|green|magenta|yellow|cyan|black|color ?\d+)\]", re.IGNORECASE)
_MINUS = re.compile(r"[-−(（△▲]")
_LONGEST = 300
"""Digits of the longest number that a workbook holds."""

_MOST_PLACES = 30
"""Decimals that a format prints at most."""

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-",
    42: "#,##0;-#,##0;-", 43: "#,##0.00;-#,##0.00;-", 44: "#,##0.00;-#,##0.00;-",
    **numerals().date_formats,
}  # fmt: skip
"""Formats that a file names by their number alone (31, 57 and 58: dates of Chinese editions)."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A decimal format: what stands before, within and behind the digits."""

    before: str
    behind: str
    whole: tuple[str, ...]
    """Digit placeholders (`0`, `#`) and literals of the integer part."""
    places: tuple[int, int]
    """Decimals printed always, and at most."""
    grouped: bool
    scale: int
    """Power of ten that the number is multiplied with before it prints."""


@lru_cache(maxsize=4096)
def plain(value: float | str) -> str:
    """A stored number to 15 digits, never with an exponent; raises ArithmeticError for what is no number."""
    number = _FIFTEEN.create_decimal(value if isinstance(value, str) else repr(value))
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return str(number)
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def printed(value: float | str, form: str, *, from_1904: bool = False) -> str:
    """A stored number as its format prints it."""
    exact = plain(value)
    number = Decimal(exact)
    if not number.is_finite() or number.adjusted() > _LONGEST:
        return exact
    sections = _sections(form)
    section = sections[min(len(sections) - 1, 1 if number < 0 else 2 if number == 0 else 0)]
    if len(sections) < 3 and number == 0:
        section = sections[0]
    tokens = _tokens(section)
    if tokens is None:
        return exact
    if any(kind == "plain" and _DATE.match(text) for kind, text in tokens):
        return _date(number, tokens, from_1904) or exact
    made = _decimal(tokens)
    if made is None:
        return exact
    sign = "-" if number < 0 and (len(sections) == 1 or _only_red(sections[1])) else ""
    return _print(abs(number), made, sign)


def _only_red(section: str) -> bool:
    """Whether a format tells negative numbers by their colour alone, which a text does not have."""
    return _COLOUR.search(section) is not None and not _MINUS.search(section)


def hides_text(form: str) -> bool:
    """Whether a format prints nothing for a text: its fourth section is there and blank (`;;;`)."""
    sections = _all_sections(form)
    return len(sections) > 3 and not sections[3].strip()


def loses(text: str, value: float | str, form: str) -> bool:
    """Whether a number printed so holds digits that are not printed; a date never does."""
    exact = plain(value)
    if text == exact:
        return False
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    if found is None:
        return exact != "0"
    tokens = _tokens(_sections(form)[0])
    if tokens and any(kind == "plain" and _DATE.match(mark) for kind, mark in tokens):
        return False
    digits = found[0].replace(",", "").replace(".", "").strip("0")
    return digits != exact.lstrip("-").replace(".", "").strip("0")


def _sections(form: str) -> tuple[str, ...]:
    """A format's sections for positive numbers, negative ones and zero."""
    return _all_sections(form)[:3]


@lru_cache(maxsize=1024)
def _all_sections(form: str) -> tuple[str, ...]:
    """A format's sections: for positive numbers, negative ones, zero and text."""
    found = [""]
    for match in _TOKEN.finditer(form):
        if match["plain"] == ";":
            found.append("")
        else:
            found[-1] += match[0]
    return tuple(found)


@lru_cache(maxsize=1024)
def _tokens(section: str) -> tuple[tuple[str, str], ...] | None:
    """A section's placeholders and literals; None where it is General or says more than is understood."""
    found: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or ""
        if kind == "bracket":
            bracket = match["bracket"]
            if bracket.startswith("$"):
                found.append(("literal", bracket[1:].partition("-")[0]))
            elif re.match(r"[<>=]|DBNum|[hms]+$", bracket, re.IGNORECASE):
                return None
        elif kind in ("quoted", "escaped"):
            found.append(("literal", match[kind]))
        elif kind == "plain":
            found.append(("plain", match["plain"]))
    text = "".join(value for kind, value in found if kind == "plain")
    return None if re.search(r"general|/\?|e[+-]|@", text, re.IGNORECASE) else tuple(found)


def _decimal(tokens: tuple[tuple[str, str], ...]) -> _Section | None:
    """A decimal format; None where it is none. Text alone is one without digits: it prints in a number's place."""
    at = [n for n, (kind, text) in enumerate(tokens) if kind == "plain" and text in "0#?"]
    if not at:
        return _Section("".join(text for _, text in tokens), "", (), (0, 0), False, 0)
    first, last = at[0], at[-1]
    while last + 1 < len(tokens) and tokens[last + 1] in (("plain", ","), ("plain", ".")):
        last += 1
    before, core, behind = tokens[:first], list(tokens[first : last + 1]), tokens[last + 1 :]
    scale = 2 * sum(token == ("plain", "%") for token in (*before, *behind))
    while core and core[-1] == ("plain", ","):
        core.pop()
        scale -= 3
    point = core.index(("plain", ".")) if ("plain", ".") in core else len(core)
    fraction = "".join(text for _, text in core[point + 1 :])
    if fraction.strip("0#?"):
        return None
    whole = tuple("#" if text == "?" else text for kind, text in core[:point] if (kind, text) != ("plain", ","))
    return _Section(
        "".join(text for _, text in before),
        "".join(text for _, text in behind),
        whole,
        (min(fraction.count("0"), _MOST_PLACES), min(len(fraction), _MOST_PLACES)),
        ("plain", ",") in core[:point],
        scale,
    )


def _print(number: Decimal, section: _Section, sign: str) -> str:
    if not section.whole and not section.places[1]:
        return section.before.strip()
    least, most = section.places
    rounded = number.scaleb(section.scale).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, Context(prec=400))
    digits, _, fraction = f"{rounded:f}".partition(".")
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    least_whole = section.whole.count("0")
    digits = digits.lstrip("0").rjust(least_whole, "0")
    whole = _fill(digits, section.whole)
    if section.grouped:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
    body = whole + (f".{fraction}" if fraction else "")
    sign = sign if body.strip("0.,") else ""
    return f"{section.before}{sign}{'0' if body.startswith('.') else ''}{body}{section.behind}".strip()


def _fill(digits: str, places: tuple[str, ...]) -> str:
    """Digits in their placeholders from the right, literals between them kept (`0!.0000` prints 12345 as 1.2345)."""
    out: list[str] = []
    rest = list(digits)
    for place in reversed(places):
        if place not in ("0", "#"):
            out.append(place)
        elif rest:
            out.append(rest.pop())
    return "".join(rest) + "".join(reversed(out))


def _date(number: Decimal, tokens: tuple[tuple[str, str], ...], from_1904: bool) -> str | None:
    """A day number as a date; None outside the calendar or in a form with names of months."""
    try:
        moment = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
        moment += timedelta(seconds=round(float(number) * 86_400))
    except OverflowError:
        return None
    text = "".join(value if kind == "plain" else f"\0{value}\0" for kind, value in tokens)
    clock = iter(re.split(r"(\0[^\0]*\0|y+|m+|d+|h+|s+)", text, flags=re.IGNORECASE))
    out, hours = "", False
    for piece in clock:
        letter = piece[:1].lower()
        if letter == "h":
            hours = True
        if piece.startswith("\0"):
            out += piece.strip("\0")
        elif letter in tuple("ymdhs"):
            shown = _moment(moment, letter, len(piece), hours)
            if shown is None:
                return None
            out += shown
        else:
            out += piece
    return out.strip()


def _moment(moment: datetime, letter: str, length: int, hours: bool) -> str | None:
    if letter == "y":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if letter in "md" and length > 2:
        return None
    value = {"d": moment.day, "h": moment.hour, "s": moment.second}.get(
        letter, moment.minute if hours else moment.month
    )
    return f"{value:0{length}d}"


def iso_date(text: str) -> str:
    """A date stored as text (`2020-12-31T00:00:00`) as it is usually printed."""
    try:
        moment = datetime.fromisoformat(text.rstrip("Z"))
    except ValueError:
        return text
    return date(moment.year, moment.month, moment.day).isoformat()
