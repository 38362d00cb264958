"""Who published the document, for which year, of which kind and level, and where."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document.model import Document, Place
from extractors.identify.areas import area_in, area_of, only_area
from extractors.identify.evidence import Said, file_name, introduced, labels, labels_inside, titles, unit_codes
from extractors.values.body_names import same_body
from extractors.values.text import digits

_YEAR_BUDGET = re.compile(r"(20(?<![比较与同\d]20)\d\d)年(?:度)?(?!末|底)[^，。；]{0,12}?(?:预算|决算)")
_PROVINCIAL_RULE = re.compile(r"《([\u4e00-\u9fff]{2,8}?(?:省|自治区|市))[^》]{0,20}预算公开办法》")
_SEATED = re.compile(r"(?:主体|校区|机关|单位)?(?:位于|坐落于|地处)([\u4e00-\u9fff]{4,20})")
_LEVELS = {"部门": "department", "单位": "unit", "本级": "unit", "政府": "government", "财政": "government"}
_FIRST = 60
"""Paragraphs at the beginning that may say of whom the document is."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is; None for what it does not say. `sources` are all that say something of it."""

    title: str | None
    publisher: str | None
    fiscal_year: int | None
    kind: str
    level: str | None
    region: str | None
    department_code: str | None
    sources: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """What one source (title, label, file_name, …) says of the publisher or the year; `agrees` with the one taken."""

    about: str
    source: str
    value: str
    agrees: bool = True
    places: tuple[Place, ...] = ()


def identify(document: Document, name: str = "") -> Identity:
    """Weighs the title, the labels above the tables, the cover and the file's `name`; the first that speaks wins."""
    heads = [paragraph.text for paragraph in document.paragraphs[:_FIRST]]
    from_name = file_name(name)
    title = _title(list(titles(document)))
    order = [
        *([title] if title else []),
        *introduced(document),
        *_by_number(list(labels(document))),
        *([from_name] if from_name else []),
        *_by_number(list(labels_inside(document))),
    ]
    codes = unit_codes(document)
    publisher = next((said.name for said in order if said.name), _one(codes))
    counted = _commonest_year(document)
    year = next((said.year for said in order if said.year), counted)
    return Identity(
        title=title.text if title else None,
        publisher=publisher,
        fiscal_year=year,
        kind=_kind(next((said.kind for said in order if said.kind), None), heads),
        level=_level(order, codes, heads),
        region=_region(publisher, order, document),
        department_code=_department_code(set(codes)),
        sources=(*order, *([Said("statements", None, counted)] if counted else [])),
    )


def namings(identity: Identity) -> tuple[Naming, ...]:
    """What each source says of publisher and year, the one that was taken first, to be compared by identities."""
    found: list[Naming] = []
    labels = [source for source in identity.sources if source.source == "label" and source.name]
    of_units = labels[1:]  # the commonest label is the publisher's, others may be its units'
    for about, taken in (("publisher", identity.publisher), ("fiscal_year", identity.fiscal_year)):
        said = [
            (source, source.name if about == "publisher" else source.year)
            for source in identity.sources
            if source not in of_units
        ]
        for source, value in said:
            if value is not None and taken is not None:
                agrees = value == taken if about == "fiscal_year" else _one_body(str(value), str(taken))
                places = (source.paragraph.place(),) if source.paragraph else ()
                found.append(Naming(about, source.source, str(value), agrees, places))
    return tuple(found)


def _one_body(one: str, other: str) -> bool:
    """Whether two names are one body's: one a short form of the other, notes in parentheses (汇总) left out."""
    return same_body(re.sub("（[^）]*）", "", one), re.sub("（[^）]*）", "", other))


def _title(found: list[Said]) -> Said | None:
    """The first title that names a publisher, else the first."""
    return next((said for said in found if said.name), found[0] if found else None)


def _by_number(found: list[Said]) -> list[Said]:
    """Each name that labels give, once, the commonest first; covers before tables."""
    counts = Counter(said.name for said in found)
    once = {said.name: said for said in reversed(found)}
    return sorted(once.values(), key=lambda said: (said.source != "cover", -counts[said.name], found.index(said)))


def _one(codes: dict[str, str]) -> str | None:
    names = set(codes.values())
    return names.pop() if len(names) == 1 else None


def _commonest_year(document: Document) -> int | None:
    """The year whose budget is spoken of most often, those left out that another is compared with."""
    years = Counter(int(y) for p in document.paragraphs for y in _YEAR_BUDGET.findall(digits(p.text)))
    return max(years, key=lambda year: (years[year], year)) if years else None


def _kind(word: str | None, heads: list[str]) -> str:
    if word is None:
        text = "".join(heads)
        word = max(("预算", "决算"), key=text.count) if "预算" in text or "决算" in text else ""
    return {"决算": "final_accounts", "预算": "budget"}.get(word, "other")


def _level(order: list[Said], codes: dict[str, str], heads: list[str]) -> str | None:
    """By the title or the file's name; else by what the first pages call their own budget."""
    printed = next((said.level for said in order if said.level), None)
    if printed:
        return _LEVELS[printed]
    if len(codes) > 1:
        return "department"
    text = "".join(heads)
    counts = {
        "department": len(re.findall("[本我]部门|部门预算|部门职责", text)),
        "unit": len(re.findall("[本]单位|单位预算", text)),
    }
    return max(counts, key=lambda level: counts[level]) if any(counts.values()) else None


def _department_code(codes: set[str]) -> str | None:
    """The three-digit code that every unit's code begins with."""
    departments = {code[:3] for code in codes}
    return departments.pop() if len(departments) == 1 else None


def _region(publisher: str | None, order: list[Said], document: Document) -> str | None:
    """The most exact area that the publisher's name, the title or another source begins with.

    Else where the text says that it lies, the only area that it names, the province whose rule it obeys.
    """
    return next((code for code in _areas(publisher, order, document) if code), None)


def _areas(publisher: str | None, order: list[Said], document: Document) -> Iterator[str | None]:
    for name in (publisher, *(said.name for said in order)):
        yield area_in(name) if name else None
    for said in order:
        yield area_of(re.sub(r"^20\d\d年(?:度)?", "", said.text))[0]
    texts = [paragraph.text for paragraph in document.paragraphs]
    seated = next((found for text in texts[:_FIRST] if (found := _SEATED.search(text))), None)
    yield area_of(seated[1])[0] if seated else None
    yield only_area((*texts, *(cell.text for table in document.tables for cell in table.cells)))
    rule = next((found for text in texts[:_FIRST] if (found := _PROVINCIAL_RULE.search(text))), None)
    yield area_of(rule[1])[0] if rule else None
