"""Names of public bodies: when two may be one body's."""

import re

_AREAS = re.compile(r"(?:[\u4e00-\u9fff]{2,7}?(?:自治区|省|市|区|县|旗))+(?=[\u4e00-\u9fff]{2})|^[省市区县]")
_NOTE = re.compile(r"[（(][^（）()]*[）)]")


def same_body(one: str, other: str) -> bool:
    """Whether one name may be a short form of the other: its characters stand in the other in the same order."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(character in rest for character in short)


def short_name(name: str) -> str:
    """A name to group documents by: without notes in parentheses and the areas that it begins with (江苏省, 省).

    Only to be compared within one area: 江苏省政协办公厅 and 省政协办公厅 are one body there.
    """
    bare = _NOTE.sub("", name)
    area = _AREAS.match(bare)
    return bare[area.end() :] if area else bare
