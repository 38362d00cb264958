"""What the style sheets within a page declare of its elements, as far as it says whether, where and what text is shown.

Selectors are known that name an element by its tag, class, id or attribute, below others or not; of the cascade the
order, the weight of selectors and `!important`. Sheets that the page only links to are not in the file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from extractors.values.text import squeezed

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = r"\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}"
_HOLDS = re.compile(
    rf"@(?:media\s+(?:only\s+)?(?:screen|all)\b(?:\s*,\s*\w+)*\s*|supports\b[^{{}};]*|layer\b[^{{}};]*){_BLOCK}",
    re.IGNORECASE,
)
"""Rules that hold where a page is shown on a screen, of whatever size, by a browser of today."""

_AT_RULE = re.compile(rf"@[^{{}};]*(?:;|{_BLOCK})")
_CUSTOM = re.compile(r"(?<![\w-])(--[\w-]+)\s*:\s*([^;{}]*)")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMPOUND = re.compile(
    r"(?P<tag>[a-z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+|\[[\w-]+(?:[~|^$*]?=[^\]]*)?\])*)", re.IGNORECASE
)
_CONDITION = re.compile(r"([.#])([\w-]+)|\[([\w-]+)")
_PSEUDO = re.compile(r"::?(before|after)$", re.IGNORECASE)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_CONTENT = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|attr\(\s*([\w-]+)\s*\)")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
_PRINTED = re.compile(r"\w")

_KNOWN = {
    "display", "visibility", "opacity", "font-size", "color", "position", "left", "top", "bottom", "text-indent",
    "text-align", "padding", "padding-left", "margin", "margin-left",
    "content", "text-decoration", "text-decoration-line", "mso-hide", "clip", "background", "background-color",
    "background-image", "width", "height", "max-width", "max-height", "overflow", "clip-path", "transform", "direction",
    "unicode-bidi",
}  # fmt: skip
_IMPORTANT_WEIGHT, _INLINE_WEIGHT = 1_000_000, 100_000

_AS_TABLE = {
    "table": "table", "inline-table": "table", "table-row": "tr", "table-cell": "td", "table-row-group": "tbody",
    "table-header-group": "tbody", "table-footer-group": "tbody",
}  # fmt: skip
BOXES = "made-of-boxes"
"""Marks the elements that only a style sheet makes a table; no cell of theirs can span others."""

_OWN = {"table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "body", "html"}

Declared = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Rule:
    """`steps` are the compounds of its selector from the last one up, each with whether it must be the parent."""

    steps: tuple[tuple[str, bool], ...]
    weight: int
    declared: dict[str, str]
    pseudo: str | None


class Styles:
    """The declarations that hold for the elements of a page."""

    def __init__(self, root: etree._Element) -> None:
        self.linked = any("stylesheet" in (link.get("rel") or "").lower() for link in root.iter("link"))
        """Whether the page has sheets that are not in the file."""
        self._rules: dict[str, list[_Rule]] = {}
        sheets = "\n".join(sheet.text or "" for sheet in root.iter("style"))
        for rule in _rules(_plain(sheets)):
            self._rules.setdefault(_key(rule.steps[0][0]), []).append(rule)
        self._known: dict[etree._Element, Declared] = {}

    def of(self, element: etree._Element) -> Declared:
        """The declarations for an element, its own style included; values in lower case."""
        known = self._known.get(element)
        if known is None:
            known = self._known[element] = self._declared(element, None)
        return known

    def _declared(self, element: etree._Element, pseudo: str | None) -> Declared:
        best: dict[str, tuple[int, str]] = {}
        for rule in self._for(element):
            if rule.pseudo == pseudo and _matches(element, rule.steps):
                _add(best, rule.declared, rule.weight)
        if pseudo is None and (style := element.get("style")):
            _add(best, _declarations(style), _INLINE_WEIGHT)
        return {name: value for name, (_, value) in best.items()}

    def _for(self, element: etree._Element) -> Iterator[_Rule]:
        """The rules whose last compound may be an element."""
        if self._rules:
            keys = [f"#{element.get('id')}", *(f".{name}" for name in (element.get("class") or "").split())]
            for key in (*keys, str(element.tag), "*"):
                yield from self._rules.get(key, ())

    def write_generated(self, root: etree._Element) -> None:
        """Writes into the page what its sheets print before and after elements (`content`), as browsers show it."""
        if not any(rule.pseudo for rules in self._rules.values() for rule in rules):
            return
        for element in list(root.iter(etree.Element)):
            if before := self._generated(element, "before"):
                element.text = before + (element.text or "")
            if after := self._generated(element, "after"):
                last = element[-1] if len(element) else None
                if last is None:
                    element.text = (element.text or "") + after
                else:
                    last.tail = (last.tail or "") + after

    def _generated(self, element: etree._Element, pseudo: str) -> str:
        declared = self._declared(element, pseudo)
        if declared.get("display") == "none":
            return ""
        pieces = _CONTENT.findall(declared.get("content", ""))
        text = "".join(_unescaped(double or single) or element.get(name) or "" for double, single, name in pieces)
        return text if _PRINTED.search(text) else ""

    def make_tables(self, root: etree._Element) -> None:
        """Makes tables of elements that a sheet shows as such (`display: table`)."""
        sheets = any("table" in rule.declared.get("display", "") for rules in self._rules.values() for rule in rules)
        if not sheets and not root.xpath("//*[contains(@style, 'table')]"):
            return
        for element in root.iter(etree.Element):
            if element.tag not in _OWN and (tag := _AS_TABLE.get(self.of(element).get("display", ""))):
                element.tag = tag
                element.set(BOXES, tag)


def _plain(sheets: str) -> str:
    """Sheets without comments, with the rules that hold on a screen out of their brackets, and variables replaced."""
    text = _AT_RULE.sub("", _HOLDS.sub(r"\1", _COMMENT.sub("", sheets)))
    values: dict[str, str] = dict(_CUSTOM.findall(text)) if "var(" in text else {}
    return _VARIABLE.sub(lambda match: values.get(match[1], match[2] or ""), text)


def _rules(sheet: str) -> Iterator[_Rule]:
    for order, (selectors, body) in enumerate(_RULE.findall(sheet)):
        declared = _declarations(body)
        for selector in selectors.split(",") if declared else ():
            name = selector.strip()
            pseudo = _PSEUDO.search(name)
            steps = _steps(_PSEUDO.sub("", name))
            if steps:
                weight = sum(_weight(compound) for compound, _ in steps) + min(order, 999)
                yield _Rule(steps, weight, declared, pseudo[1].lower() if pseudo else None)


def _steps(selector: str) -> tuple[tuple[str, bool], ...]:
    """A selector's compounds from the last one up; nothing where it asks what is not known here."""
    words = selector.replace(">", " > ").split() or ["*"]
    steps: list[tuple[str, bool]] = []
    parent = False
    for word in reversed(words):
        if word == ">":
            parent = True
        elif _COMPOUND.fullmatch(word):
            steps.append((word, parent))
            parent = False
        else:
            return ()
    return tuple(steps)


def _weight(compound: str) -> int:
    """The weight of a compound: an id, then classes and attributes, then a tag; below it the order of rules counts."""
    ids, classes = compound.count("#"), compound.count(".") + compound.count("[")
    return 1_000 * (30 * ids + 5 * classes + compound[:1].isalpha())


def _key(compound: str) -> str:
    """The id, class or tag by which the elements that a compound may name are found."""
    match = _COMPOUND.fullmatch(compound)
    rest = _CONDITION.findall(match["rest"]) if match else []
    named = [f"{sign}{name}" for sign, name, _ in rest if sign]
    ids = [name for name in named if name.startswith("#")]
    return next(iter(ids or named), (match["tag"] or "*").lower() if match else "*")


def _matches(element: etree._Element, steps: tuple[tuple[str, bool], ...]) -> bool:
    """Whether an element is what a selector names."""
    at: etree._Element | None = element
    for number, (compound, parent) in enumerate(steps):
        while at is not None and not _is(at, compound):
            at = at.getparent() if number and not parent else None
        if at is None:
            return False
        at = at.getparent()
    return True


def _is(element: etree._Element, compound: str) -> bool:
    match = _COMPOUND.fullmatch(compound)
    if match is None or (match["tag"] not in (None, "*") and str(element.tag) != match["tag"].lower()):
        return False
    classes = (element.get("class") or "").split()
    for sign, name, attribute in _CONDITION.findall(match["rest"]):
        if not (name in classes if sign == "." else element.get("id") == name if sign else element.get(attribute)):
            return False
    return True


def _declarations(body: str) -> dict[str, str]:
    """The declarations of a rule that say anything here; `content` keeps its case."""
    found: dict[str, str] = {}
    for part in re.split(r";(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)", body) if ";" in body else [body]:
        name, sign, value = part.partition(":")
        name = name.strip().lower()
        if sign and name in _KNOWN:
            found[name] = value.strip() if name == "content" else value.strip().lower()
    return found


def _add(best: dict[str, tuple[int, str]], declared: Declared, weight: int) -> None:
    for name, value in declared.items():
        own = weight + (_IMPORTANT_WEIGHT if _IMPORTANT.search(value) else 0)
        if name not in best or own >= best[name][0]:
            best[name] = own, _IMPORTANT.sub("", value)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text) if text else ""


def is_white(color: str) -> bool:
    """Whether a colour is white, however it is written."""
    return squeezed(color) in ("white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)")
