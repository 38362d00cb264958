"""Administrative areas in names: 河北省石家庄市…, 上海市普陀区… → the GB/T 2260 code of the most exact one."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from schemas.codes import region_editions, regions
from schemas.words.identity import identity_words

_WORDS = identity_words().areas
_PREFIXES = re.compile(f"{_WORDS.organisations}|{_WORDS.praised}")


@cache
def _names() -> dict[str, list[str]]:
    """Codes by name; provinces and prefectures also by their short names (石家庄), counties only by full ones."""
    names: dict[str, list[str]] = {name: [code] for name, code in _WORDS.aliases.items()}
    begun = {(region.name, region.code[:2]): region.first for region in region_editions() if region.last is None}
    for code, name, _, last in region_editions():
        if last is not None and (begun.get((name, code[:2])) or last) > last:
            continue  # its code alone has changed
        for each in {name, _WORDS.short.sub("", name) if code.endswith("00") else name}:
            if len(each) > 1 and code not in names.setdefault(each, []):
                names[each].append(code)
    return names


@cache
def _longest() -> int:
    """Characters of the longest name of an area."""
    return max(map(len, _names()))


def _beginnings(name: str, shortest: int = 2) -> Iterator[str]:
    """The names of areas that a name begins with, the longest first."""
    ends = range(min(len(name), _longest()), shortest - 1, -1)
    return (name[:end] for end in ends if name[:end] in _names())


def area_ahead(name: str) -> str:
    """The longest name of an area that a name begins with, of one or of several (普陀区); empty where it has none."""
    return next(_beginnings(name), "")


def only_areas(text: str) -> bool:
    """Whether a text is the names of areas and nothing more: 河北省定州市."""
    while ahead := area_ahead(text):
        text = text[len(ahead) :]
    return not text


def located(name: str) -> bool:
    """Whether a body's name tells an area, of one place or of several: 普陀区图书局, 中共定州市委图书部."""
    return bool(area_ahead(_WORDS.of_organisations.sub("", name)))


def area_of(name: str) -> tuple[str | None, str]:
    """The code of the most exact area that `name` begins with, and what follows it.

    The code is None where there is none or it is ambiguous (a 普陀区 without its city).
    """
    code, rest = "", name
    while prefix := _ahead_within(rest, code):
        code = _within(_names()[prefix], code)[0]
        rest = rest[len(prefix) :]
    return code or None, rest


def _ahead_within(name: str, outer: str) -> str:
    """The longest name of an area of `outer` that a name begins with; none for a town called after a city: 长治镇."""
    ahead = next((area for area in _beginnings(name) if _within(_names()[area], outer)), "")
    town = not _WORDS.level_end.search(ahead) and _WORDS.town.match(name, len(ahead))
    return "" if town else ahead


@lru_cache(maxsize=256)
def in_year(code: str, year: int) -> str:
    """The code that an area had in a year: 公主岭市 lay in 四平市 until 2019, and since lies in 长春市."""
    editions = [
        region for region in region_editions() if region.name == regions()[code] and region.code[:2] == code[:2]
    ]
    now = next((region for region in editions if region.code == code), None)
    if now is None or now.first is None or now.first <= year:
        return code
    then = [r.code for r in editions if r.last is not None and (r.first or year) <= year <= r.last]
    return then[0] if len(then) == 1 else code


def is_area(name: str) -> bool:
    """Whether a name is that of an area, or of several, and nothing more."""
    return name in _names()


def full_area(name: str) -> str | None:
    """The area that a name begins with in full or from its first full name on (中共河北省委…, 中共定州市委…).

    None where it begins with a bare district (西城区: many a town calls its quarter so) or with a short name (石家庄,
    which a street or a school far away may have too).
    """
    if name.startswith(tuple(_WORDS.aliases)):
        return area_of(name)[0]
    name = _without_prefixes(name)
    for match in _WORDS.full.finditer(name):
        for start in range(match.start(), match.end() - 2):
            code, _ = area_of(name[start:])
            if code and len(_names().get(name[start : match.end()], ())) == 1:
                return code
    return None


def unique_district(name: str) -> str | None:
    """The district that a name begins with, where none in China but it has that name and no quarter could have it.

    Not for a sub-district office: 某某区办事处 is that of a town's quarter.
    """
    for area in _beginnings(name, 3):
        codes, rest = _names()[area], name[len(area) :]
        if len(codes) == 1 and not codes[0].endswith("00"):
            proper = not (_WORDS.quarter.fullmatch(area) or _WORDS.offices.match(rest))
            return codes[0] if proper and rest else None
    return None


def district_of_two(name: str, text: str) -> str | None:
    """The county called by two characters (云县) that a name begins with; None where it may be another's end.

    So it may where the text names a county that ends in it (祥云县), or where its first character is that of a quarter
    (新县城), unless the text also names what it lies in.
    """
    codes = _names().get(name[:2], [])
    if len(codes) != 1 or codes[0].endswith("00") or not name[2:] or not _WORDS.ends.fullmatch(name[1:2]):
        return None
    doubtful = _WORDS.quarter.fullmatch(f"{name[0]}{_WORDS.of_quarters}") or _ends_a_longer(name[:2], text)
    return codes[0] if not doubtful or _names_around(text, codes[0]) else None


def _ends_a_longer(name: str, text: str) -> bool:
    """Whether a text names an area whose name ends in another's."""
    text = _without_prefixes(text)
    ends = (match.end() for match in re.finditer(name, text))
    return any(
        text[start:end] in _names() for end in ends for start in range(max(0, end - _longest()), end - len(name))
    )


def organisation_ahead(text: str) -> str:
    """The party or the like that a text ends in, which stands before an area in the name of its committee."""
    found = re.search(f"(?:{_WORDS.organisations})$", text)
    return found[0] if found else ""


def short_area(name: str) -> tuple[str, str] | None:
    """The code and full name of the area that a name begins with by its short name; none for a street called so."""
    code, rest = area_of(name)
    if code is None or _WORDS.street.match(rest):
        return None
    return code, regions()[code]


def short_district(name: str) -> tuple[str, str] | None:
    """The code and name of the district whose short name stands behind a city's in a name (某某市铜山中学).

    It may be the district's own, or the city's, which lies there.
    """
    outer, rest = area_of(name)
    of_province = outer is not None and outer.endswith("0000") and not outer.startswith(_WORDS.municipalities)
    if outer is None or of_province or not outer.endswith("00"):
        return None
    inside = ((code, area) for code, area in regions().items() if lies_in(code, outer) and not code.endswith("00"))
    named = (found for found in inside if len(found[1]) > 2 and rest.startswith(found[1][:-1]))
    return next((found for found in named if len(rest) > len(found[1])), None)  # 荆州市|公安|局 is not of 公安县


def district_in(name: str, outer: str) -> str | None:
    """The one district or county of the area `outer` that a name begins with."""
    inside = (_within(_names()[area], outer) for area in _beginnings(name))
    return next((codes[0] for codes in inside if codes), None)


_STOP = "。"
"""In every line that is running text."""


def districts_named(text: str) -> set[str]:
    """The districts and counties named in a text that no other in China shares its name with, with the area around.

    A district counts where the text also names the prefecture or the province that it lies in. Where only one sentence
    names it (a project carried out together with another county), it does not: a line that is none, or another must.
    """
    found, text = Counter[str](), _without_prefixes(text)
    for end, code in _named(text, _WORDS.district):
        if not code.endswith("00") and _names_around(text, code):
            found[code] += 1 if _STOP in text[text.rfind("\n", 0, end) + 1 :].partition("\n")[0] else 2
    return set(found) if len(found) > 1 else {code for code, count in found.items() if count > 1}


def _named(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Where a text names areas of more than two characters that no other shares its name with, and their codes."""
    names = _names()
    for end in (match.end() for match in ends.finditer(text)):
        starts = range(max(0, end - _longest()), end - 2)
        codes = next((names[text[start:end]] for start in starts if text[start:end] in names), [])
        if len(codes) == 1:
            yield end, codes[0]


def _without_prefixes(text: str) -> str:
    """A text without what stands before areas: 中共和县县委 does not name 共和县, nor 平安吉县 安吉县."""
    return _PREFIXES.sub(_STOP, text)


def _names_around(text: str, code: str) -> bool:
    return any((name := regions().get(outer)) and name in text for outer in (f"{code[:4]}00", f"{code[:2]}0000"))


def _within(codes: list[str], outer: str) -> list[str]:
    """The one code that lies in the area `outer`; none where there are several."""
    inside = [code for code in codes if code.startswith(_stem(outer)) and code != outer]
    return inside if len(inside) == 1 else []


_OFTEN = 3
"""Mentions of an area that are more than a coincidence."""

_CLEARLY = 5
"""How many times more often an area is named than any other that it does not lie in."""


def only_area(text: str) -> str | None:
    """The area that a text names in full again and again (定州市), and hardly any but those that it lies in.

    A bare 区 does not count: many a town calls its quarters 东城区 and 西城区; nor do names of two characters, which
    other words make too (城区和县直).
    """
    found = Counter(code for _, code in _named(_without_prefixes(text), _WORDS.ends))
    (code, count), *others = found.most_common() or [("", 0)]
    apart = [number for other, number in others if not lies_in(code, other)]
    return code if count >= _OFTEN and all(number * _CLEARLY <= count for number in apart) else None


def lies_in(code: str, outer: str) -> bool:
    """Whether an area is `outer` or lies in it."""
    return code.startswith(_stem(outer))


def _stem(code: str) -> str:
    """What the codes of all areas in an area begin with."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
