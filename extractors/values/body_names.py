"""Names of public bodies: when two may be one body's."""

import re

from schemas.words.values import value_words

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
    area = value_words().areas.match(bare)
    return bare[area.end() :] if area else bare
