"""The forms: what the labels of each are called, in which region and years. One YAML file a layout."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.forms.model import FormOptions, LayoutFile, Prose
from schemas.model import load_as

_ANYWHERE = "00"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of table: `fields` gives the field that a label's key stands for, `options` what else its file says."""

    layout: str
    province: str
    years: tuple[int, int]
    kind: str
    requires: frozenset[str]
    excludes: frozenset[str]
    fields: Mapping[str, str]
    title: re.Pattern[str] | None
    options: Any
    """The model of its kind (`model.Forms`)."""

    def fits(self, labels: Collection[str]) -> bool:
        """Whether the label keys found in a table name every field that the form requires."""
        return self.requires <= {self.fields[label] for label in labels if label in self.fields}

    def suits(self, region: str | None, year: int | None) -> int:
        """How well it suits a document of a region and year: 2 its own province, 1 used everywhere, 0 elsewhere.

        Out of its years it suits as one of elsewhere; what is not known does not speak against it.
        """
        if year is not None and not self.years[0] <= year <= self.years[1]:
            return 0
        if self.province == _ANYWHERE:
            return 1
        return 2 if region is None or region.startswith(self.province) else 0


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: where and when it is used, its forms, and the headings and labels of its prose."""

    name: str
    province: str
    years: tuple[int, int]
    source: str
    forms: tuple[Form, ...]
    prose: Prose


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts, by file name. Raises DataFileError (file, line, fault) where one is not as its model says."""
    return tuple(read_layout(path) for path in sorted(Path(__file__).parent.glob("*.yaml")))


def read_layout(path: Path) -> Layout:
    """The layout of one file; raises as `layouts` does."""
    data = load_as(path, LayoutFile)
    kinds = [(kind, options) for kind in type(data.forms).model_fields if (options := getattr(data.forms, kind))]
    forms = tuple(_form(data, kind, options) for kind, options in kinds)
    return Layout(data.layout, data.province, data.years, data.source, forms, data.prose)


def _form(data: LayoutFile, kind: str, options: FormOptions) -> Form:
    fields = {label: field for field, labels in options.labels.items() for label in labels}
    title = re.compile(options.title) if options.title else None
    return Form(
        layout=data.layout,
        province=data.province,
        years=data.years,
        kind=kind,
        requires=frozenset(options.requires),
        excludes=frozenset(options.excludes),
        fields=fields,
        title=title,
        options=options,
    )
