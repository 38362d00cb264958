"""The layouts: what the labels of each form are called, in which region and years. One YAML file a layout."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.yamlfile import load


@dataclass(frozen=True, slots=True)
class Form:
    """A form of table: `fields` gives the field that a label's key stands for, `data` what else the YAML says.

    A table with a label of `excludes` is another form, however many labels they share (自评表 against 绩效目标表).
    """

    layout: str
    kind: str
    requires: frozenset[str]
    excludes: frozenset[str]
    fields: Mapping[str, str]
    title: re.Pattern[str] | None
    data: Mapping[str, Any]

    def fits(self, labels: Collection[str]) -> bool:
        """Whether the label keys found in a table name every field that the form requires."""
        return self.requires <= {self.fields[label] for label in labels if label in self.fields}


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: its forms, and the headings and labels of its prose."""

    name: str
    province: str
    years: tuple[int, int]
    source: str
    forms: tuple[Form, ...]
    prose: Mapping[str, Any]


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts, by file name. Raises ValueError where one label stands for two fields of a form."""
    return tuple(_layout(load(path)) for path in sorted(Path(__file__).parent.glob("*.yaml")))


def _layout(data: Mapping[str, Any]) -> Layout:
    forms = tuple(_form(data["layout"], kind, entry) for kind, entry in data["forms"].items())
    first, last = data["years"]
    return Layout(data["layout"], data["province"], (first, last), data["source"], forms, data.get("prose", {}))


def _form(layout: str, kind: str, entry: Mapping[str, Any]) -> Form:
    fields: dict[str, str] = {}
    for field, labels in entry["labels"].items():
        for label in labels:
            if label in fields:
                raise ValueError(f"{layout}.{kind}: {label} stands for both {fields[label]} and {field}")
            fields[label] = field
    title = re.compile(entry["title"]) if "title" in entry else None
    return Form(layout, kind, frozenset(entry["requires"]), frozenset(entry.get("excludes", ())), fields, title, entry)
