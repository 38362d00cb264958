"""How the great site builders list what they publish, as data: a file of `flows/crawl/builders/` a builder.

A source names one as its `access` and gives the address of the column as people see it. What the builder's own
requests need is found in that page (`find`), or given by the source (`parameters`); the addresses of the list's pages
are then counted, and each answer read as the links that it holds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from schemas.yamlfile import load

HERE = Path(__file__).with_name("builders")


def _pattern(value: str) -> str:
    re.compile(value)
    return value


Pattern = Annotated[str, AfterValidator(_pattern)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Finding(_Data):
    """A value that stands in the column's page: the group of `pattern`; `default` where it is not there."""

    pattern: Pattern
    default: str | None = None


class Holding(_Data):
    """What an answer is, and where its links stand.

    `html` and `xml` are pages; of `json`, `html` is the step to markup, or `rows`, `href` and `text` are those to a
    list and in it to address and words. Steps have dots between them.
    """

    form: Literal["html", "xml", "json"] = "html"
    html: str | None = None
    rows: str | None = None
    href: str = "url"
    text: str = "title"


class Total(_Data):
    """How much there is: the group of `pattern` in the column's page or in an answer, counted in `pages` or `rows`."""

    pattern: Pattern
    counts: Literal["pages", "rows"] = "rows"


class Access(_Data):
    """A builder's lists.

    `request` is the address of a page of the list, beside that of the column: with {n} counted from `first`, or the
    numbers of its first and last row as {start} and {end}, with {size} rows a page, and what was found. `query`
    replaces parameters of the column's own address instead. `form` is posted, where there is one. `opens` says that the
    column's page itself is the first page of the list.
    """

    what: str
    find: Mapping[str, Finding] = Field(default_factory=dict)
    request: str = ""
    query: Mapping[str, str] = Field(default_factory=dict)
    form: Mapping[str, str] = Field(default_factory=dict)
    first: int = 1
    size: int = Field(20, ge=1)
    opens: bool = False
    answer: Holding = Holding()
    total: Total | None = None

    def values(self, page: str, given: Mapping[str, str]) -> dict[str, str]:
        """What was found in the column's page; raises KeyError with the name of what is neither there nor given."""
        made = dict(given)
        for name, finding in self.find.items():
            found = re.search(finding.pattern, page)
            value = made.get(name) or (found[1] if found else finding.default)
            if value is None:
                raise KeyError(name)
            made[name] = value
        return made

    def pages(self, column: str, values: Mapping[str, str]) -> Iterator["Asked"]:
        """The pages of the list without end; raises KeyError for a name in a template that has no value."""
        number = self.first
        while True:
            start = (number - self.first) * self.size + 1
            here = {**values, "n": str(number), "size": str(self.size)}
            here |= {"start": str(start), "end": str(start + self.size - 1)}
            address = urljoin(column, _filled(self.request, here)) if self.request else column
            query = [(name, _filled(value, here)) for name, value in self.query.items()]
            form = [(name, _filled(value, here)) for name, value in self.form.items()]
            yield Asked(_with(address, query) if query else address, urlencode(form))
            number += 1

    def last(self, text: str) -> int | None:
        """How many pages there are, by what a page says; None where it does not."""
        found = re.search(self.total.pattern, text) if self.total else None
        if found is None or self.total is None:
            return None
        count = int(found[1])
        return count if self.total.counts == "pages" else -(-count // self.size)


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of a list to ask for: its address, and what is posted there."""

    url: str
    form: str = ""


def _filled(template: str, values: Mapping[str, str]) -> str:
    """A template with its {names} filled in; braces around anything else stay."""
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], template)


def _with(address: str, query: list[tuple[str, str]]) -> str:
    """An address with these parameters in the place of its own of those names."""
    parts = urlsplit(address)
    names = {name for name, _ in query}
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in names]
    return urlunsplit(parts._replace(query=urlencode([*kept, *query]), fragment=""))


@cache
def builders() -> dict[str, Access]:
    """The builders by name."""
    return {path.stem: Access.model_validate(load(path)) for path in sorted(HERE.glob("*.yaml"))}


def step(value: Any, path: str) -> Any:
    """What stands behind steps of keys with dots between them; raises KeyError, IndexError, TypeError or ValueError."""
    for key in path.split(".") if path else ():
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value
