"""What the style sheets within a page declare of its elements, as far as it says whether, where and what text is shown.

Of the cascade the order, the weight of selectors and `!important` are known; rules may be nested. Sheets that the page
only links to are not in the file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from extractors.read.html_selectors import Selector, selector, split
from extractors.values.text import squeezed

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_ON_SCREEN = re.compile(
    r"@(?:media\s+(?:only\s+)?(?:screen|all)\b(?:\s*,\s*\w+)*|supports\b.*|layer\b.*)", re.IGNORECASE | re.DOTALL
)
"""Rules that hold where a page is shown on a screen, of whatever size, by a browser of today."""

_CUSTOM = re.compile(r"(?<![\w-])(--[\w-]+)\s*:\s*([^;{}]*)")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_SIGN = re.compile(r"[{};]|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\"']|\"[^\"]*\"|'[^']*')*\)")
"""What parts the pieces of a block, and what may hold such signs and parts none: quotes, and what is in brackets."""

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
    """What holds for the elements that a selector names; the later of two rules weighs more."""

    selector: Selector
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
            self._rules.setdefault(rule.selector.key, []).append(rule)
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
            if rule.pseudo == pseudo and rule.selector.matches(element):
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
    """Sheets without comments, variables replaced."""
    text = _COMMENT.sub("", sheets)
    values: dict[str, str] = dict(_CUSTOM.findall(text)) if "var(" in text else {}
    return _VARIABLE.sub(lambda match: values.get(match[1], match[2] or ""), text)


def _rules(sheet: str) -> Iterator[_Rule]:
    for order, (selectors, body) in enumerate(_flat(sheet, "")):
        declared = _declarations(body)
        for text in split(selectors) if declared else ():
            name = text.strip()
            pseudo = _PSEUDO.search(name)
            found = selector(_PSEUDO.sub("", name))
            if found is not None:
                weight = found.weight + min(order, 999)
                yield _Rule(found, weight, declared, pseudo[1].lower() if pseudo else None)


def _flat(text: str, above: str) -> Iterator[tuple[str, str]]:
    """The rules of a sheet, or of a block below the selectors `above`: their selectors in full, and declarations."""
    own, inner = "", list[tuple[str, str]]()
    for head, block in _pieces(text):
        if block is None:
            own += f"{head};"
        elif not head.startswith("@"):
            inner += _flat(block, _in_full(head, above) if above else head)
        elif _ON_SCREEN.fullmatch(head):
            inner += _flat(block, above)
    if above:
        yield above, own
    yield from inner


def _in_full(head: str, above: str) -> str:
    """Nested selectors with those above them: in the place of `&`, else before them."""
    parent = f":is({above})"
    return ",".join(part.replace("&", parent) if "&" in part else f"{parent} {part.strip()}" for part in split(head))


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """What a block holds: declarations, and rules with their blocks; one that is not closed ends with the text."""
    start = at = 0
    while (sign := _SIGN.search(text, at)) is not None:
        at = sign.end()
        if sign[0] == "{":
            head, start = text[start : sign.start()].strip(), at
            depth = 1
            while depth and (brace := _SIGN.search(text, at)) is not None:
                depth += (brace[0] == "{") - (brace[0] == "}")
                at = brace.end()
            yield head, text[start : at - 1] if depth == 0 else text[start:]
            start = at = at if depth == 0 else len(text)
        elif sign[0] in ";}":
            yield text[start : sign.start()].strip(), None
            start = at
    yield text[start:].strip(), None


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
