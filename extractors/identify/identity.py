"""Who published the document, for which year, of which kind and level, and where: by evidence from its content."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document.file import NOTHING_GIVEN, Given
from extractors.document.model import Document
from extractors.document.place import Place
from extractors.identify.areas import in_year
from extractors.identify.content import (
    from_codes,
    from_forms,
    from_notes,
    from_sentences,
    from_statements,
    from_tables,
)
from extractors.identify.covers import covers
from extractors.identify.evidence import ADJUSTMENT, GOVERNMENT, OTHER, Said, is_name
from extractors.identify.full_names import as_printed_in_full, of_its_own, without_notes
from extractors.identify.kinds import kind_of
from extractors.identify.labels import file_name, introduced, labels, labels_inside, unit_codes
from extractors.identify.levels import SEVERAL, level_of
from extractors.identify.mentions import body_mentioned, names_somebody, year_mentioned
from extractors.identify.printed import apart_from_the_page, headings, own_title, without_a_name
from extractors.identify.regions import region_of
from extractors.identify.titles import papers, titles
from extractors.identify.weighing import heaviest, in_words
from extractors.values.body_names import same_body
from schemas.words.identity import identity_words

_COMPARED = ("stated", "source", "title", "introduction", "cover", "label", "tables", "statements", "file_name")
"""What must agree with what was taken."""
_OF_TWO_YEARS = {"statements", "tables"}
"""What a government's report has of last year as well, whose budget it accounts for."""
_DATED = ("stated", "source", "title", "introduction", "label")
"""What says the year of a paper that is no disclosure: （2031年度） above a questionnaire is no year of a budget."""
_SHORTEST = 3
"""Characters of a name that is never that of a field alone."""
_TITLES = ("title", "heading", "file_name")
_NOTE = re.compile("（[^）]*）")
_GOVERNMENTS = "government"
"""The level of what is no department's and no unit's."""
_OF_GOVERNMENTS = (GOVERNMENT, ADJUSTMENT)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is; None for what it does not say. `sources` are all that say something of it.

    `evidence` says for each part what it rests on.
    """

    title: str | None
    publisher: str | None
    fiscal_year: int | None
    kind: str
    level: str | None
    region: str | None
    department_code: str | None
    sources: tuple[Said, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)

    @property
    def of_government(self) -> bool:
        """Whether it is a whole government's: its budget, what has become of it, or a change of it."""
        return self.kind == GOVERNMENT or self.level == _GOVERNMENTS


@dataclass(frozen=True, slots=True)
class Naming:
    """What one source (title, label, file_name, …) says of the publisher or the year; `agrees` with the one taken."""

    about: str
    source: str
    value: str
    agrees: bool = True
    places: tuple[Place, ...] = ()


def identify(document: Document, name: str = "", given: Given = NOTHING_GIVEN) -> Identity:
    """Weighs what its title, labels, forms, tables and sentences say, and what is `given`; last the file's `name`."""
    from_name = file_name(name)
    printed, path = apart_from_the_page([*papers(document), *titles(document)])
    title = own_title(printed)
    code, treasury = from_codes(document)
    order = [
        *_given(given),
        *([title] if title else []),
        *without_a_name(printed, title, document),
        *covers(document, printed),
        *introduced(document),
        *headings(printed, title, document),
        *_by_number([*labels(document), *labels_inside(document)]),
        *from_forms(document),
        *from_tables(document),
        *from_sentences(document),
        *from_notes(document),
        *(said for said in (code, from_statements(document), *path[:1], from_name) if said),
    ]
    codes = unit_codes(document)
    order += _of_coded_units(codes, order)
    kind, because = kind_of([said for said in order if said.kind or said is title], document)
    publisher, who = _publisher(order, document)
    if (
        publisher is None
        and kind != OTHER
        and len(codes) < SEVERAL
        and not any(names_somebody(said.text) for said in printed if said.source == "title")
        and (body := body_mentioned(document, kind in _OF_GOVERNMENTS))
    ):
        order.append(body)
        publisher, who = _publisher(order, document)
    if kind == OTHER:
        order = [said for said in order if said.source != "file_name"]
    year, when = _year(order, document, kind, publisher)
    region, where = region_of(publisher, order, document, treasury, given.region)
    if region and year and not given.region:
        region = in_year(region, year)
    evidence = {"publisher": who, "fiscal_year": when, "kind": because, "region": where}
    return Identity(
        title=title.text if title else None,
        publisher=publisher,
        fiscal_year=year,
        kind=kind,
        level=_GOVERNMENTS if _of_government(kind, publisher) else level_of(publisher, order, codes, document),
        region=region,
        department_code=_department_code(set(codes)),
        sources=tuple(order),
        evidence={about: why for about, why in evidence.items() if why},
    )


def _of_government(kind: str, publisher: str | None) -> bool:
    """Whether a whole government is spoken of, as is where a change of a budget names no other body."""
    words, name = identity_words(), _NOTE.sub("", publisher or "")
    governs = not name.endswith(words.ends) or words.governments.search(name) is not None  # 云岭: 县 is left out
    return kind == GOVERNMENT or (kind == ADJUSTMENT and governs)


def _given(given: Given) -> list[Said]:
    return [Said(given.by, given.publisher, given.fiscal_year)] if given.publisher or given.fiscal_year else []


def _of_coded_units(codes: dict[str, str], order: Sequence[Said]) -> list[Said]:
    """The names printed with a code above the tables: the only one, or those that another source names too."""
    names = set(codes.values())
    named = [said.name for said in order if said.name]
    return [
        Said("unit_line", name, text=f"{code}{name}")
        for code, name in codes.items()
        if is_name(name) and (len(names) == 1 or any(one_body(name, other) for other in named))
    ]


def _publisher(order: Sequence[Said], document: Document) -> tuple[str | None, str]:
    """The body that most speaks for; a short name as the document prints it in full elsewhere."""
    found = heaviest(order, _own_name, one_body)
    if found is None:
        return None, ""
    name, sources = found
    if sources[0].source == "stated":
        return name, "stated"
    full = as_printed_in_full(name, [own for said in sources if (own := _own_name(said))], document)
    return (None, "") if _of_a_field(full, sources) else (full, in_words(sources))


def _own_name(said: Said) -> str | None:
    return without_notes(of_its_own(said.name, said.level)) if said.name else None


def _of_a_field(name: str, sources: Sequence[Said]) -> bool:
    """Whether all that calls somebody so are titles of a whole field's departments: 教育部门决算."""
    words = identity_words().of_a_body
    behind = [said.text.partition(name)[2] for said in sources if said.source in _TITLES]
    return len(name) < _SHORTEST and len(behind) == len(sources) and all(map(words.match, behind))


def _year(order: Sequence[Said], document: Document, kind: str, publisher: str | None) -> tuple[int | None, str]:
    """The year that most speaks for; what names another body counts only where nothing else says one."""
    dated = [said for said in order if kind != OTHER or said.source in _DATED]
    own = [said for said in dated if not (said.name and publisher) or one_body(said.name, publisher)]
    found = _heaviest_year(own) or _heaviest_year(dated)
    if found is None and kind != OTHER and (mentioned := year_mentioned(document)):
        found = mentioned.year or 0, [mentioned]
    return (found[0], in_words(found[1])) if found else (None, "")


def _heaviest_year(said: Sequence[Said]) -> tuple[int, list[Said]] | None:
    return heaviest(said, lambda one: one.year, lambda one, other: one == other)


def one_body(one: str, other: str) -> bool:
    """Whether two names are one body's: one a short form of the other, notes in parentheses (汇总) left out."""
    return same_body(_NOTE.sub("", one), _NOTE.sub("", other))


def namings(identity: Identity) -> tuple[Naming, ...]:
    """What each source says of publisher and year, those that say what was taken first, to be compared by identities.

    What is only a sign (the duties of a body, the year in which a project was set up) contradicts nothing.
    """
    labels = [source for source in identity.sources if source.source == "label" and source.name]
    of_units = labels[1:]  # the commonest label is the publisher's, others may be its units'
    compared = set(_COMPARED) - (_OF_TWO_YEARS if identity.kind == GOVERNMENT else set())
    said = [one for one in identity.sources if one.source in compared and one not in of_units]
    found: dict[tuple[str, str, str], Naming] = {}
    for about, taken in (("publisher", identity.publisher), ("fiscal_year", identity.fiscal_year)):
        for source in said:
            value = source.name if about == "publisher" else source.year
            if value is not None and taken is not None:
                agrees = value == taken if about == "fiscal_year" else one_body(str(value), str(taken))
                places = (source.paragraph.place(),) if source.paragraph else ()
                naming = Naming(about, source.source, str(value), agrees, places)
                found.setdefault((about, naming.source, naming.value), naming)
    return tuple(sorted(found.values(), key=lambda naming: not naming.agrees))


def _by_number(found: list[Said]) -> list[Said]:
    """Each name that labels give, once, the commonest first; covers before tables, who is above the body after it."""
    counts = Counter(said.name for said in found)
    once = {said.name: said for said in reversed(found)}
    above = identity_words().supervisor
    return sorted(
        once.values(),
        key=lambda said: (said.source != "cover", -counts[said.name], said.text.startswith(above), found.index(said)),
    )


def _department_code(codes: set[str]) -> str | None:
    """The three-digit code that every unit's code begins with."""
    departments = {code[:3] for code in codes}
    return departments.pop() if len(departments) == 1 else None
