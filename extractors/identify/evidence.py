"""What one source says of a document: whose it is, of which year and kind; and what can be the name of a body."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document.model import Document, Paragraph
from extractors.identify.areas import area_ahead, area_of, is_area
from extractors.values.text import in_full_width
from schemas.words.identity import identity_words
from schemas.words.numerals import numerals

_WORDS = identity_words()
_LONGEST_LINE = 120
"""Characters of a line that tells only of a page."""
_RULED = 8
"""Rows of a table above a paper that may tell of its page."""
OTHER = "other"
"""The kind of a paper that is no disclosure."""
GOVERNMENT = "government_budget"
"""The kind of a government's budget, its final accounts and the reports on either."""
ADJUSTMENT = "adjustment"
"""The kind of a change of a budget within its year."""
EVALUATION = "performance_evaluation"
"""The kind of what tells how a project, or a body's spending, was evaluated."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says; None for what it leaves out. `source` is one of those that `identity.yaml` weighs."""

    source: str
    name: str | None
    year: int | None = None
    kind: str | None = None
    level: str | None = None
    text: str = ""
    paragraph: Paragraph | None = None


def is_name(name: str | None, *, alone: bool = False) -> bool:
    """Whether the words can be an organisation's name: no kind of table, no 我校, no bare area or level (市级).

    What every place has one of (妇联) is a name where it stands `alone`: on a cover, in a title with its year.
    """
    if not name or len(name) < 2 or _refused(name) or _WORDS.site.search(name):
        return False
    if not alone and _WORDS.of_every_place.fullmatch(name):
        return False
    code, rest = area_of(name)
    return not is_area(name) and (_of_a_quarter(code, rest) or not (code and _WORDS.bare_area.fullmatch(rest)))


def _refused(name: str) -> bool:
    """Whether words in it are no name's; letters of the area that it begins with are none of them: 贵州省, 和田地区."""
    ahead, name = len(area_ahead(name)), _WORDS.called_by_amounts.sub("", name)
    refused = _WORDS.no_name.search(name)
    while refused and refused.end() <= ahead:
        refused = _WORDS.no_name.search(name, refused.end())
    return refused is not None


def _of_a_quarter(code: str | None, rest: str) -> bool:
    """Whether a name is that of a quarter of a county's town (定州市南城区), which has an office and no districts."""
    return code is not None and not code.endswith("00") and _WORDS.areas.town_quarter.fullmatch(rest) is not None


def of_the_page(text: str) -> bool:
    """Whether a line tells of the page that a paper stands on, or links to another paper."""
    if len(text) > _LONGEST_LINE:
        return False
    text = in_full_width(text)
    return _WORDS.page_lines.fullmatch(text) is not None or _WORDS.links.match(text) is not None


def page_heads(document: Document, count: int) -> Iterator[tuple[str, Paragraph | None]]:
    """The first `count` lines and the rows of the first table: some sites rule into one who issues a page, and when."""
    for paragraph in document.paragraphs[:count]:
        yield paragraph.text, paragraph
    rows: dict[int, list[str]] = {}
    for cell in document.tables[0].cells if document.tables else ():
        if cell.text and cell.row < _RULED:
            rows.setdefault(cell.row, []).append(cell.text)
    yield from (("|".join(cells), None) for cells in rows.values())


def closed_years(text: str) -> list[int]:
    """The years that a title or a sentence names, those left out of which it tells a part (2031年上半年), if others are
    there: accounts come with how the next year's budget was carried out until then.
    """
    parts = {match[0][:4] for match in _WORDS.part_of_year.finditer(text)}
    years = _WORDS.dated.findall(text)
    return [int(year) for year in years if year not in parts] or [int(year) for year in years]


def year_in_digits(text: str) -> str:
    """The text with a year in Chinese numerals (二〇一八年) in digits."""
    return _WORDS.numeral_year.sub(lambda match: match[0].translate(_NUMERALS), text)


_NUMERALS = str.maketrans(numerals().zeros + numerals().digits[1:], "0" * len(numerals().zeros) + "123456789")
