"""Selectors of style sheets: which elements they name, and what they weigh (Selectors Level 4, sections 3 to 17).

Known are tags, classes, ids, attributes, `:not()`, `:is()`, `:where()`, an element's place among its siblings, and the
four combinators. What depends on a reader's hand (`:hover`) names nothing; a selector that asks anything else is not
known, and its rule is left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

_SIMPLE = re.compile(
    r"(?P<tag>(?:[a-z][\w-]*|\*)(?![\w-]))|\#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)|:(?P<pseudo>[a-z-]+)(?P<open>\()?"
    r"|\[\s*(?P<name>[\w-]+)\s*(?:(?P<sign>[~|^$*]?=)\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\]\s]*)\s*(?:[is]\s*)?)?\]",
    re.IGNORECASE,
)
_NTH = re.compile(r"\s*(?:(?P<step>[+-]?\d*)n\s*(?:(?P<sign>[+-])\s*(?P<shift>\d+))?|(?P<only>[+-]?\d+))\s*", re.I)
_NAMED = {"odd": "2n+1", "even": "2n"}
_COMBINATORS = " >+~"
_LISTS = {"not", "is", "where", "matches", "-webkit-any", "-moz-any"}
_PLACES = {"first-child": "1", "last-child": "1", "first-of-type": "1", "last-of-type": "1"}
_BY_HAND = ("hover", "active", "focus", "focus-within", "focus-visible", "target", "visited")
_ID, _CLASS, _TAG = 30_000, 5_000, 1_000

Test = Callable[[etree._Element], bool]


@dataclass(frozen=True, slots=True)
class Compound:
    """What is asked of one element; `combinator` says where the one at its left in the selector stands."""

    tag: str | None
    names: tuple[str, ...]
    """Ids and classes, each with its sign."""
    tests: tuple[Test, ...]
    weight: int
    combinator: str = " "


@dataclass(frozen=True, slots=True)
class Selector:
    """The compounds of a selector from the last one up."""

    compounds: tuple[Compound, ...]
    weight: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", sum(compound.weight for compound in self.compounds))

    @property
    def key(self) -> str:
        """The id, class or tag that an element has which it names; `*` where any may."""
        last = self.compounds[0]
        ids = [name for name in last.names if name.startswith("#")]
        return next(iter(ids or last.names), last.tag or "*")

    def matches(self, element: etree._Element, number: int = 0) -> bool:
        """Whether it names an element, which its compound `number` is asked of."""
        compound = self.compounds[number]
        if not _is(element, compound):
            return False
        if number + 1 == len(self.compounds):
            return True
        return any(self.matches(other, number + 1) for other in _at(element, compound.combinator))


def selector(text: str) -> Selector | None:
    """A selector that stands between commas; None where it asks what is not known here."""
    compounds: list[Compound] = []
    combinator, at = "", 0
    text = text.strip() or "*"
    while at < len(text):
        end = at
        while end < len(text) and text[end] in _COMBINATORS + "\n\t\r":
            end += 1
        between = text[at:end].split()
        if len(between) > 1 or (end and not compounds):
            return None
        combinator = between[0] if between else " "
        found = _compound(text, end, combinator)
        if found is None:
            return None
        compound, at = found
        compounds.insert(0, compound)
    return Selector(tuple(compounds))


def split(text: str, sign: str = ",") -> list[str]:
    """A text's parts between signs that stand in no brackets and no quotes."""
    parts, depth, quote = [""], 0, ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        else:
            depth += (char in "([") - (char in ")]")
            if char == sign and depth <= 0:
                parts.append("")
                continue
        parts[-1] += char
    return parts


def _compound(text: str, at: int, combinator: str) -> tuple[Compound, int] | None:
    """The compound that begins at a place, and where it ends."""
    tag, names, tests, weight = None, [], [], 0
    start = at
    while at < len(text) and text[at] not in _COMBINATORS + "\n\t\r":
        match = _SIMPLE.match(text, at)
        if match is None or (match["tag"] and at > start):
            return None
        at = match.end()
        if match["tag"]:
            tag = None if match["tag"] == "*" else match["tag"].lower()
            weight += _TAG * (tag is not None)
        elif match["id"] or match["class"]:
            names.append(match[0])
            weight += _ID if match["id"] else _CLASS
        elif match["name"]:
            tests.append(_attribute(match["name"].lower(), match["sign"] or "", (match["value"] or "").strip("\"'")))
            weight += _CLASS
        else:
            argument = split(text[at:], ")")[0] if match["open"] else ""
            at += len(argument) + 1 if match["open"] else 0
            asked = _pseudo(match["pseudo"].lower(), argument)
            if asked is None:
                return None
            tests.append(asked[0])
            weight += asked[1]
    return Compound(tag, tuple(names), tuple(tests), weight, combinator), at


def _attribute(name: str, sign: str, value: str) -> Test:
    def test(element: etree._Element) -> bool:
        own = element.get(name)
        if own is None or not sign:
            return own is not None
        if sign == "=":
            return own == value
        if sign == "~=":
            return value in own.split()
        if sign == "|=":
            return own == value or own.startswith(f"{value}-")
        if not value:
            return False
        return own.startswith(value) if sign == "^=" else own.endswith(value) if sign == "$=" else value in own

    return test


def _pseudo(name: str, argument: str) -> tuple[Test, int] | None:
    """What a pseudo-class asks of an element, and its weight; None where it is not known."""
    if name in _LISTS:
        return _listed(name, argument)
    if name in _STATES:
        return _STATES[name], _CLASS
    place = _nth(_PLACES.get(name, argument))
    if place is None or not (name in _PLACES or name.startswith("nth-")):
        return None
    return (lambda element: place(_place(element, name))), _CLASS


def _listed(name: str, argument: str) -> tuple[Test, int] | None:
    """Whether an element is one of several, or none of them (`:not`)."""
    inner = [selector(part) for part in split(argument)]
    known = [one for one in inner if one is not None]
    if len(known) < len(inner):
        return None
    weight = 0 if name == "where" else max(one.weight for one in known)
    return (lambda element: any(one.matches(element) for one in known) != (name == "not")), weight


def _nth(text: str) -> Callable[[int], bool] | None:
    match = _NTH.fullmatch(_NAMED.get(text.strip().lower(), text))
    if match is None:
        return None
    if match["only"]:
        return lambda place: place == int(match["only"])
    step = int(match["step"] + "1" if match["step"] in ("", "+", "-") else match["step"])
    shift = int(f"{match['sign']}{match['shift']}") if match["shift"] else 0
    if step == 0:
        return lambda place: place == shift
    return lambda place: (place - shift) % step == 0 and (place - shift) // step >= 0


def _place(element: etree._Element, name: str) -> int:
    """Where an element stands among its siblings, from 1; from the last one, or of its own tag, as a name says."""
    tags: Sequence[str] = (str(element.tag),) if "of-type" in name else ()
    return 1 + sum(
        isinstance(other.tag, str) and (not tags or other.tag in tags)
        for other in element.itersiblings(preceding="last" not in name)
    )


def _is(element: etree._Element, compound: Compound) -> bool:
    if compound.tag is not None and str(element.tag) != compound.tag:
        return False
    classes = (element.get("class") or "").split()
    named = all(name[1:] in classes if name[0] == "." else element.get("id") == name[1:] for name in compound.names)
    return named and all(test(element) for test in compound.tests)


def _at(element: etree._Element, combinator: str) -> Iterator[etree._Element]:
    """The elements that may be what stands at the left of a combinator."""
    parent = element.getparent()
    if combinator == ">":
        yield from () if parent is None else (parent,)
    elif combinator == " ":
        yield from element.iterancestors()
    else:
        before = (other for other in element.itersiblings(preceding=True) if isinstance(other.tag, str))
        yield from before if combinator == "~" else list(before)[:1]


_STATES: dict[str, Test] = {
    **dict.fromkeys(_BY_HAND, lambda _: False),
    "root": lambda element: element.getparent() is None,
    "empty": lambda element: not len(element) and not element.text,
    "only-child": lambda element: _place(element, "") == _place(element, "last") == 1,
}
