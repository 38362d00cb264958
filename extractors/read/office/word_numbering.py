"""The numbers that Word computes in front of paragraphs ("一、", "1.1", "（3）"), as text.

ECMA-376 part 1, 17.9: a paragraph or its style names a numbering and a level; levels count, restart and print by
`numbering.xml`.
"""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from extractors.read.office.word_xml import W, is_on, value
from extractors.read.package import whole
from extractors.values.counting import print_number


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts and prints; `restart` is the level (from 1) after which it begins anew, 0 for never."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    gap: str = " "
    style: str | None = None


@dataclass(slots=True)
class Numbering:
    """The numberings of a file and how far each has counted."""

    levels: dict[str, dict[int, Level]]
    """By numId."""
    family: dict[str, str]
    """The abstract numbering of each numId: those of one family count on together."""
    fresh: dict[str, set[int]]
    """Levels that a numId starts anew when it is first used."""
    styles: dict[str, tuple[str | None, int | None]]
    """The numId and level of each paragraph style."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, properties: etree._Element | None) -> str:
        """The number printed before the next paragraph, of these properties; "" for none."""
        number, at = self._place(properties)
        levels = self.levels.get(number or "", {})
        if number is None or at not in levels:
            return ""
        counts = self.counts.setdefault(self.family[number], {})
        for fresh in self.fresh.pop(number, ()):
            counts.pop(fresh, None)
        counts[at] = counts[at] + 1 if at in counts else levels[at].start
        for deeper, level in levels.items():
            if deeper > at and level.restart != 0 and (level.restart is None or at < level.restart):
                counts.pop(deeper, None)
        level = levels[at]
        if level.format in ("bullet", "none"):
            return ""

        def print_level(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            shown = levels.get(other, level)
            count = counts.get(other, shown.start)
            return print_number(count, "decimal" if level.legal else shown.format)

        text = re.sub(r"%([1-9])", print_level, level.text)
        return text + level.gap if text else ""

    def _place(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """The numId and level of a paragraph: its own, else its style's."""
        if properties is None:
            return None, 0
        style = value(properties.find(f"{W}pStyle")) or ""
        number, level = self.styles.get(style, (None, None))
        own = properties.find(f"{W}numPr")
        if own is not None:
            number = value(own.find(f"{W}numId")) or number
            given = value(own.find(f"{W}ilvl"))
            level = whole(given, 0) if given is not None else level
        if level is None:
            level = next((n for n, made in self.levels.get(number or "", {}).items() if made.style == style), 0)
        return number, level


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """The numberings of `numbering.xml` and of the styles; either part may be missing."""
    abstract: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}
    for element in numbering.findall(f"{W}abstractNum") if numbering is not None else ():
        name = element.get(f"{W}abstractNumId", "")
        abstract[name] = {whole(e.get(f"{W}ilvl"), 0): _level(e) for e in element.findall(f"{W}lvl")}
        for tag in ("styleLink", "numStyleLink"):
            style = value(element.find(f"{W}{tag}"))
            if style:
                linked[f"{tag} {style}"] = name
    for key, name in linked.items():
        kind, _, style = key.partition(" ")
        if kind == "numStyleLink" and f"styleLink {style}" in linked:
            abstract[name] = abstract[linked[f"styleLink {style}"]]
    made = Numbering({}, {}, {}, {})
    for element in numbering.findall(f"{W}num") if numbering is not None else ():
        number, name = element.get(f"{W}numId", ""), value(element.find(f"{W}abstractNumId")) or ""
        made.levels[number], made.family[number] = dict(abstract.get(name, {})), name
        for override in element.findall(f"{W}lvlOverride"):
            at = whole(override.get(f"{W}ilvl"), 0)
            own, start = override.find(f"{W}lvl"), value(override.find(f"{W}startOverride"))
            if own is not None:
                made.levels[number][at] = _level(own)
            if start is not None:
                made.levels[number][at] = replace(made.levels[number].get(at, Level()), start=whole(start, 0))
                made.fresh.setdefault(number, set()).add(at)
    made.styles = _styles(styles)
    return made


def _level(element: etree._Element) -> Level:
    restart, legal = value(element.find(f"{W}lvlRestart")), element.find(f"{W}isLgl")
    return Level(
        start=whole(value(element.find(f"{W}start")), 0),
        format=value(element.find(f".//{W}numFmt")) or "decimal",
        text=value(element.find(f"{W}lvlText")) or "",
        restart=whole(restart, 0) if restart is not None else None,
        legal=is_on(legal),
        gap="" if value(element.find(f"{W}suff")) == "nothing" else " ",
        style=value(element.find(f"{W}pStyle")),
    )


def _styles(root: etree._Element | None) -> dict[str, tuple[str | None, int | None]]:
    """The numId and level of each paragraph style, those that it inherits included."""
    own: dict[str, tuple[str | None, str | None, str | None]] = {}
    for style in root.findall(f"{W}style") if root is not None else ():
        found = style.find(f"{W}pPr/{W}numPr")
        given = [value(found.find(f"{W}{tag}")) if found is not None else None for tag in ("numId", "ilvl")]
        own[style.get(f"{W}styleId", "")] = (given[0], given[1], value(style.find(f"{W}basedOn")))
    return {name: _inherited(own, name) for name in own}


def _inherited(own: dict[str, tuple[str | None, str | None, str | None]], name: str) -> tuple[str | None, int | None]:
    """The numId and level of a style, those of the styles that it is based on where it has none."""
    number: str | None = None
    level: str | None = None
    seen: set[str] = set()
    at: str | None = name
    while at in own and at not in seen and number is None:
        seen.add(at)
        number, given, at = own[at]
        level = level or given
    return number, whole(level, 0) if level is not None else None
