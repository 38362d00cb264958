"""The drawing of docs/architecture.md is the house as it stands."""

import re
from collections.abc import Iterator

import grimp
import pytest
from disclosed import ROOT

Arrows = dict[str, set[str]]


def drawn() -> Arrows:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    block = re.search(r"```mermaid\n(.*?)```", text, re.S)
    assert block
    arrows: Arrows = {}
    for one, other in re.findall(r"(\w+) --> (\w+)", block[1]):
        arrows.setdefault(one, set()).add(other)
    return arrows


def room(module: str) -> str:
    first, *rest = module.split(".")
    return rest[0] if first == "extractors" and rest else first


def imports() -> Iterator[tuple[str, str]]:
    graph = grimp.build_graph("yusuan", "flows", "extractors", "schemas")
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            if room(module) != room(imported):
                yield room(module), room(imported)


def below(arrows: Arrows, start: str) -> set[str]:
    found: set[str] = set()
    left = [start]
    while left:
        left += (new := arrows.get(left.pop(), set()) - found)
        found |= new
    return found


def test_no_import_runs_against_the_drawing() -> None:
    arrows = drawn()
    allowed = {one: below(arrows, one) for one in arrows}
    assert sorted({(one, other) for one, other in imports() if other not in allowed.get(one, set())}) == []


@pytest.mark.parametrize("arrow", [(one, other) for one, others in drawn().items() for other in others])
def test_every_arrow_of_the_drawing_is_an_import(arrow: tuple[str, str]) -> None:
    assert arrow in set(imports())
