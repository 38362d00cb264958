"""Who published the document, for which year, of which kind and level, and where."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from extractors.document import Document
from extractors.patterns import ORGANISATION_LINE
from schemas.codes import regions

_TITLE = re.compile(
    r"(?P<publisher>[\u4e00-\u9fff（）()“”、·]{2,50}?)\s*(?P<year>20\d\d)年(?:度)?"
    r"(?:部门|单位|政府|本级|市级|省级|县级)*(?P<kind>预算|决算)"
)
_YEAR_BUDGET = re.compile(r"(20\d\d)年(?:度)?[^，。；]{0,12}?(?:预算|决算)")
_PROVINCIAL_RULE = re.compile(r"《([\u4e00-\u9fff]{2,8}?(?:省|自治区|市))[^》]{0,20}预算公开办法》")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is; None for what it does not say."""

    title: str | None
    publisher: str | None
    fiscal_year: int | None
    kind: str
    level: str | None
    region: str | None
    department_code: str | None


def identify(document: Document) -> Identity:
    """Reads the title line, the legal sentence and the unit codes above the tables."""
    heads = [paragraph.text for paragraph in document.paragraphs[:40]]
    title, match = next(
        ((text, found) for text in heads if len(text) <= 70 and (found := _TITLE.match(text))), (None, None)
    )
    if match is None:
        match = next((found for text in heads if (found := re.search(rf"现将{_TITLE.pattern}", text))), None)
    publisher = match["publisher"].strip() if match else None
    year = int(match["year"]) if match else _commonest_year(document)
    codes = _unit_codes(document)
    return Identity(
        title=title,
        publisher=publisher,
        fiscal_year=year,
        kind=_kind(match["kind"] if match else None, heads),
        level=_level(title, codes),
        region=_region(publisher, heads),
        department_code=_department_code(codes),
    )


def _commonest_year(document: Document) -> int | None:
    years = Counter(int(y) for p in document.paragraphs for y in _YEAR_BUDGET.findall(p.text))
    return years.most_common(1)[0][0] if years else None


def _kind(word: str | None, heads: list[str]) -> str:
    text = word or "".join(heads)
    return "final_accounts" if "决算" in text else "budget" if "预算" in text else "other"


def _unit_codes(document: Document) -> set[str]:
    lines = (line.text for table in document.tables for line in table.context)
    return {match["code"] for line in lines if (match := ORGANISATION_LINE.fullmatch(line))}


def _level(title: str | None, codes: set[str]) -> str | None:
    if title and "部门" in title:
        return "department"
    if title and "单位" in title:
        return "unit"
    return "department" if len(codes) > 1 else None


def _department_code(codes: set[str]) -> str | None:
    """The three-digit code that every unit's code begins with."""
    departments = {code[:3] for code in codes}
    return departments.pop() if len(departments) == 1 else None


def _region(publisher: str | None, heads: list[str]) -> str | None:
    """The most exact area that the publisher's name begins with, else the province whose rule the text obeys."""
    if publisher:
        code = _area_of(publisher)
        if code:
            return code
    rule = next((found for text in heads if (found := _PROVINCIAL_RULE.search(text))), None)
    return _area_of(rule[1]) if rule else None


@cache
def _area_names() -> dict[str, list[str]]:
    """Codes by name; provinces and prefectures also by their short names (石家庄), counties only by full ones."""
    names: dict[str, list[str]] = {}
    for code, name in regions().items():
        names.setdefault(name, []).append(code)
        short = re.sub(r"(?:省|市|维吾尔自治区|壮族自治区|回族自治区|自治区)$", "", name)
        if code.endswith("00") and short != name and len(short) > 1:
            names.setdefault(short, []).append(code)
    return names


def _area_of(name: str) -> str | None:
    """The code of the most exact area that `name` begins with (河北省石家庄市…); None where it is ambiguous."""
    names, code, rest = _area_names(), "", name
    while True:
        prefix = next(
            (rest[:end] for end in range(min(len(rest), 12), 1, -1) if _within(names.get(rest[:end], []), code)), None
        )
        if prefix is None:
            return code or None
        code = _within(names[prefix], code)[0]
        rest = rest[len(prefix) :]


def _within(codes: list[str], outer: str) -> list[str]:
    """The one code that lies in the area `outer`; none where there are several."""
    stem = outer[:2] if outer.endswith("0000") else outer[:4]
    inside = [code for code in codes if code.startswith(stem) and code != outer]
    return inside if len(inside) == 1 else []
