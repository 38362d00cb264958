"""Administrative areas in names: 河北省石家庄市…, 上海市普陀区… → the GB/T 2260 code of the most exact one."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from schemas.codes import regions

_SUFFIX = re.compile(r"(?:省|市|维吾尔自治区|壮族自治区|回族自治区|自治区)$")


@cache
def _names() -> dict[str, list[str]]:
    """Codes by name; provinces and prefectures also by their short names (石家庄), counties only by full ones."""
    names: dict[str, list[str]] = {}
    for code, name in regions().items():
        names.setdefault(name, []).append(code)
        short = _SUFFIX.sub("", name)
        if code.endswith("00") and short != name and len(short) > 1:
            names.setdefault(short, []).append(code)
    return names


def area_of(name: str) -> tuple[str | None, str]:
    """The code of the most exact area that `name` begins with, and what follows it.

    The code is None where there is none or it is ambiguous (a 普陀区 without its city).
    """
    names, code, rest = _names(), "", name
    while True:
        prefix = next(
            (rest[:end] for end in range(min(len(rest), 12), 1, -1) if _within(names.get(rest[:end], []), code)), None
        )
        if prefix is None:
            return code or None, rest
        code = _within(names[prefix], code)[0]
        rest = rest[len(prefix) :]


def _within(codes: list[str], outer: str) -> list[str]:
    """The one code that lies in the area `outer`; none where there are several."""
    stem = outer[:2] if outer.endswith("0000") else outer[:4]
    inside = [code for code in codes if code.startswith(stem) and code != outer]
    return inside if len(inside) == 1 else []


_ENDS = re.compile(r"省|自治区|市|县|旗")


def commonest_area(texts: Iterable[str]) -> str | None:
    """The area that the texts name most often in full (定州市); None where none is named twice.

    A bare 区 does not count: many a town calls its quarters 东城区 and 西城区.
    """
    found: Counter[str] = Counter()
    for text in texts:
        for end in (match.end() for match in _ENDS.finditer(text)):
            named = (_names().get(text[start:end], []) for start in range(max(0, end - 11), end - 1))
            codes = next(filter(None, named), [])
            if len(codes) == 1:
                found[codes[0]] += 1
    ranked = found.most_common(1)
    return ranked[0][0] if ranked and ranked[0][1] > 1 else None
