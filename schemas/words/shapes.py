"""The gallery of shapes, `shapes.yaml`: what docs/shapes.md shows of each."""

from functools import cache
from typing import Literal

from pydantic import RootModel

from schemas.model import Strict, load_as


class Shape(Strict):
    """A shape: how it is called in `tables.form`, what decides it, a drawing, where it was seen, its golden."""

    name: str
    subject: Literal["performance", "procurement"]
    label: str
    chosen: str
    drawing: str
    also: str
    seen: tuple[str, ...]
    golden: str


class _Shapes(RootModel[tuple[Shape, ...]]):
    pass


@cache
def shapes() -> tuple[Shape, ...]:
    """The shapes in the order of the gallery."""
    return load_as("words/shapes.yaml", _Shapes).root
