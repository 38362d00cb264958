"""The full name of a body: the area and the ending that a title leaves out and the text prints."""

import re
from collections import Counter
from collections.abc import Sequence

from extractors.document.model import Document
from extractors.identify.areas import area_ahead, area_of, is_area, located, only_areas, organisation_ahead
from extractors.identify.evidence import is_name
from extractors.values.body_names import same_body
from extractors.values.text import compact
from schemas.words.identity import identity_words

_WORDS = identity_words()
_DASHES = "-—－"
_SHORT = re.compile(r"（([^（）]{2,8})）$")
"""What a body is called for short, behind its name: 云岭县残疾人联合会（县残联）."""


def without_notes(name: str) -> str:
    """A name without what says that all its units are in it (某某局（汇总）), or what it is called for short."""
    for note in _WORDS.notes:
        name = name.replace(note, "")
    short = _SHORT.search(name) if not name.endswith(_WORDS.offices) else None
    return name[: short.start()] if short and same_body(short[1], name[: short.start()]) else name


def of_its_own(name: str, level: str | None) -> str:
    """The name of a unit without the department's before it: 某某市灯塔局所属某某市水泵站.

    Where nothing but the area stands between the two, only a title of a unit's (`level`) tells that these are not both.
    """
    rest = _WORDS.below.sub("", name)
    if rest == name and level and _WORDS.level_names[level] == "unit" and (area := area_ahead(name)):
        above, _, below = name[len(area) :].rpartition(area)
        rest = f"{area}{below}" if above.rstrip(_DASHES).endswith(_WORDS.ends) else name
    return rest if located(rest) and rest.endswith(_WORDS.ends) else name


def as_printed_in_full(name: str, others: Sequence[str], document: Document) -> str:
    """A name as it is printed in full: with its area (定州市公安局), and with the ending of a body (公安 → 公安局).

    `others` are its forms in other sources, the weightiest first; else the running text is asked, where it prints a
    longer form more than once. A name that has both stays as it is, but for an organ's short name (国资委) of
    which the text prints the full one.
    """
    name = next((full for form in _forms(name, 1) if (full := _below_its_area(form, document))), name)
    name = _unabridged(name, document)
    bare = _WORDS.areas.of_organisations.sub("", name)
    in_area = area_of(bare)[0] is not None
    has_area = in_area and _WORDS.areas.level_end.search(area_ahead(bare)) is not None
    if has_area and _has_end(name):
        return name
    fuller = (other for other in others if len(other) > len(name) and same_body(name, other) and is_name(other))
    longer = (o for o in fuller if (name in o and located(o)) or (not in_area and area_of(o)[0]))
    return next(longer, None) or _unabridged(_in_running_text(name, document, has_area), document)


def _has_end(name: str) -> bool:
    return name.endswith(_WORDS.ends) or "（" in name


def _in_running_text(name: str, document: Document, has_area: bool) -> str:
    """The longer form that the text prints more than once, or once before what hardly follows another's name."""
    before = f"(?P<of>{_WORDS.areas.organisations})?(?P<area>{_WORDS.areas.before_body})(?:{_WORDS.committee})?"
    area = "(?P<of>)(?P<area>)" if has_area else before
    town = f"(?:{_WORDS.town_ends})?" if name.endswith(_WORDS.towns) else ""
    end = f"{town}(?:{_WORDS.longer_ends})?" if _has_end(name) else f"(?:{_WORDS.full_ends})"
    forms = (name, *_WORDS.organs.get(name, ()))
    printed = "|".join((f"{re.escape(name)}{end}", *map(re.escape, forms[1:])))
    pattern = re.compile(rf"{area}(?:{printed})(?P<own>{_WORDS.own})?")
    found, followed = Counter[str](), set[str]()
    for paragraph in document.paragraphs:
        if any(form in paragraph.text for form in forms):
            for match in pattern.finditer(compact(paragraph.text)):
                full = _from_its_area(match)
                if full:
                    found[full] += 1
                    followed |= {full} if match["own"] else set()
    (best, count), *rest = found.most_common() or [(name, 0)]
    return best if count > 1 or (best in followed and not rest) else name


def _unabridged(name: str, document: Document) -> str:
    """A name whose organ is called for short behind its area, with the organ's full name, if the text prints it."""
    forms = _forms(name, len(name) - len(area_of(name)[1]))
    return next((form for form in forms if form != name and _prints(document, form)), name)


def _forms(name: str, area: int) -> list[str]:
    """A name, and behind the characters of its area the full names of an organ that is called for short there."""
    return [name, *(f"{name[:area]}{full}" for full in _WORDS.organs.get(name[area:], ()))] if area else [name]


def _prints(document: Document, name: str) -> bool:
    return any(name in compact(paragraph.text) for paragraph in document.paragraphs if name[:2] in paragraph.text)


def _below_its_area(name: str, document: Document) -> str | None:
    """县委党校 as the text prints it with its county: 中共云岭县委党校; None where it prints none or several."""
    if name[0] not in _WORDS.areas.levels or area_of(name)[0] or is_area(name[:2]):
        return None
    pattern = re.compile(rf"(?P<of>{_WORDS.areas.organisations})?[\u4e00-\u9fff]{{1,12}}{re.escape(name)}")
    found = set[str]()
    for paragraph in document.paragraphs:
        if name in paragraph.text:
            for match in pattern.finditer(compact(paragraph.text)):
                printed, of = match[0].removeprefix(match["of"] or ""), match["of"] or ""
                starts = (start for start in range(len(printed) - len(name)) if _ends_in(printed[start:], name))
                start = next(starts, None)
                if start is not None:
                    found.add(f"{organisation_ahead(printed[:start]) if start else of}{printed[start:]}")
    longest = max(found, key=len, default="")
    return longest if longest and all(longest.endswith(other) for other in found) else None


def _ends_in(printed: str, name: str) -> bool:
    """Whether what is printed is an area and, from its last letter on, the name: 云岭县 and 县委党校."""
    code, rest = area_of(printed)
    return code is not None and rest == name[1:]


def _from_its_area(match: re.Match[str]) -> str | None:
    """What is printed from the first area on that the name follows directly; None where there is none."""
    printed = match[0].removesuffix(match["own"] or "")
    of, area = match["of"] or "", match["area"]
    if not area:
        return printed
    start = next((at for at in range(len(area) - 1) if only_areas(area[at:])), None)
    if start is None:
        return None
    return printed if start == 0 else printed[len(of) + start :]
