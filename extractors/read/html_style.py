"""What the style sheets within a page declare of its elements, as far as it says whether, where and what text is shown.

Of the cascade the order, the weight of selectors and `!important` are known; rules may be nested. Sheets that the page
only links to are not in the file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import cssselect2
import tinycss2
from cssselect2 import ElementWrapper
from lxml import etree

from extractors.values.text import squeezed

_ON_SCREEN = re.compile(
    r"@(?:media\s+(?:only\s+)?(?:screen|all)\b(?:\s*,\s*\w+)*|supports\b.*|layer\b.*)", re.IGNORECASE | re.DOTALL
)
"""Rules that hold where a page is shown on a screen, of whatever size, by a browser of today."""

_CUSTOM = re.compile(r"(?<![\w-])(--[\w-]+)\s*:\s*([^;{}]*)")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
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

_AS_TABLE = {
    "table": "table", "inline-table": "table", "table-row": "tr", "table-cell": "td", "table-row-group": "tbody",
    "table-header-group": "tbody", "table-footer-group": "tbody",
}  # fmt: skip
BOXES = "made-of-boxes"
"""Marks the elements that only a style sheet makes a table; no cell of theirs can span others."""

_OWN = {"table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "body", "html"}

Declared = Mapping[str, str]


class _Element(ElementWrapper):  # type: ignore[misc]
    """An element as selectors see it; those around it are looked up and not kept, however deep or long a page is."""

    @property
    def ancestors(self) -> Iterator["_Element"]:
        """The elements that it stands in, the innermost first."""
        return self._one_by_one("parent")

    @property
    def previous_siblings(self) -> Iterator["_Element"]:
        """The elements before it that stand in the same one, the nearest first."""
        return self._one_by_one("previous")

    def _one_by_one(self, way: str) -> Iterator["_Element"]:
        other = getattr(self, way)
        while other is not None:
            yield other
            other = getattr(other, way)


class Styles:
    """The declarations that hold for the elements of a page."""

    def __init__(self, root: etree._Element) -> None:
        self.linked = any("stylesheet" in (link.get("rel") or "").lower() for link in root.iter("link"))
        """Whether the page has sheets that are not in the file."""
        self._matcher = cssselect2.Matcher()
        self._rules: list[tuple[str | None, Declared]] = []
        for selector, declared in _rules("\n".join(sheet.text or "" for sheet in root.iter("style"))):
            self._matcher.add_selector(selector, declared)
            self._rules.append((selector.pseudo_element, declared))
        elements = _Element.from_html_root(root).iter_subtree() if self._rules else ()
        self._elements = {element.etree_element: element for element in elements}
        self._known: dict[etree._Element, Declared] = {}

    def of(self, element: etree._Element) -> Declared:
        """The declarations for an element, its own style included; values in lower case."""
        known = self._known.get(element)
        if known is None:
            known = self._known[element] = self._declared(element, None)
        return known

    def _declared(self, element: etree._Element, pseudo: str | None) -> Declared:
        best: dict[str, str] = {}
        seen = self._elements.get(element)
        for _, _, of, declared in self._matcher.match(seen) if seen is not None else ():
            if of == pseudo:
                _add(best, declared)
        if pseudo is None and (style := element.get("style")):
            _add(best, _declarations(style))
        return {name: _IMPORTANT.sub("", value) for name, value in best.items()}

    def write_generated(self, root: etree._Element) -> None:
        """Writes into the page what its sheets print before and after elements (`content`), as browsers show it."""
        if not any(pseudo for pseudo, _ in self._rules):
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
        sheets = any("table" in declared.get("display", "") for _, declared in self._rules)
        if not sheets and not root.xpath("//*[contains(@style, 'table')]"):
            return
        for element in root.iter(etree.Element):
            if element.tag not in _OWN and (tag := _AS_TABLE.get(self.of(element).get("display", ""))):
                element.tag = tag
                element.set(BOXES, tag)


def _rules(sheet: str) -> Iterator[tuple[Any, Declared]]:
    """The selectors of a sheet, compiled, with what holds for their elements; one that is not known is left out."""
    values: dict[str, str] = dict(_CUSTOM.findall(sheet)) if "var(" in sheet else {}
    text = _VARIABLE.sub(lambda match: values.get(match[1], match[2] or ""), sheet)
    for selectors, body in _flat(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), ()):
        declared = _declarations(body)
        for name in selectors if declared else ():
            with suppress(cssselect2.SelectorError):
                yield from ((selector, declared) for selector in cssselect2.compile_selector_list(name))


def _flat(block: Sequence[Any], above: Sequence[str]) -> Iterator[tuple[Sequence[str], str]]:
    """The rules of a sheet, or of a block below the selectors `above`: their selectors in full, and declarations."""
    own = [one.serialize() for one in block if one.type == "declaration"]
    if above and own:
        yield above, ";".join(own)
    for one in block:
        if one.type in ("qualified-rule", "at-rule") and one.content is not None:
            inner = tinycss2.parse_blocks_contents(one.content, skip_comments=True, skip_whitespace=True)
            if one.type == "qualified-rule":
                yield from _flat(inner, [_in_full(name, above) for name in _apart(one.prelude)])
            elif _ON_SCREEN.fullmatch(f"@{one.lower_at_keyword}{tinycss2.serialize(one.prelude)}".strip()):
                yield from _flat(inner, above)


def _apart(prelude: Sequence[Any]) -> list[str]:
    """The selectors that a rule lists."""
    listed: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            listed.append([])
        else:
            listed[-1].append(token)
    return [tinycss2.serialize(tokens).strip() for tokens in listed]


def _in_full(name: str, above: Sequence[str]) -> str:
    """A nested selector with those above it: in the place of `&`, else before it."""
    if not above:
        return name
    parent = f":is({','.join(above)})"
    return name.replace("&", parent) if "&" in name else f"{parent} {name}"


def _declarations(body: str) -> dict[str, str]:
    """The declarations of a rule that say anything here; `content` keeps its case."""
    found: dict[str, str] = {}
    for part in re.split(r";(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)", body) if ";" in body else [body]:
        name, sign, value = part.partition(":")
        name = name.strip().lower()
        if sign and name in _KNOWN:
            found[name] = value.strip() if name == "content" else value.strip().lower()
    return found


def _add(best: dict[str, str], declared: Declared) -> None:
    """Declarations that weigh more than those before them, but for what is `!important`."""
    for name, value in declared.items():
        if _IMPORTANT.search(value) or not _IMPORTANT.search(best.get(name, "")):
            best[name] = value


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text) if text else ""


def is_white(color: str) -> bool:
    """Whether a colour is white, however it is written."""
    return squeezed(color) in ("white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)")
