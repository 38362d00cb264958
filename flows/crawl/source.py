"""Sources as data: one YAML a publisher or site says who publishes what where, and how we may ask.

The keys are the fields below; `docs/sources.md` shows a site in ten lines. A file's name is the source's name.
"""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

import yaml
from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from flows.crawl.access import Holding, builders
from schemas.yamlfile import DuplicateKeyError, load

HERE = Path(__file__).parent / "sources"
"""The sources that come with the project."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_SLOWEST = 3600
_OWN = ("list", "json", "page", "html")
"""The ways of publishing that need no builder."""


class SourceError(ValueError):
    """A source's file is not valid; the message says where, what, and what to do."""


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"`{value}` is not a valid regular expression ({error})") from error
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"`{value}` is not an http or https address")
    return value


def _cron(value: str) -> str:
    try:
        CronSim(value, datetime(2031, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise ValueError(
            f"`{value}` is not a cron schedule ({error}); it takes five fields, such as `0 6 * * *`"
        ) from error
    return value


def _network(value: str) -> str:
    try:
        ipaddress.ip_network(value)
    except ValueError as error:
        raise ValueError(f"`{value}` is not an address or network, such as 10.1.2.3 or 10.1.2.0/24") from error
    return value


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Pattern = Annotated[str, AfterValidator(_pattern)]
Address = Annotated[str, AfterValidator(_address)]
Network = Annotated[str, AfterValidator(_network)]
Month = Annotated[int, Field(ge=1, le=12)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Links(_Data):
    """Which links of a page count: the text and the address must match where given, `unless` must not match either."""

    text: Pattern = ""
    href: Pattern = ""
    unless: Pattern | None = None

    def take(self, text: str, href: str) -> bool:
        """Whether a link with this text and address is meant."""
        if self.unless and (re.search(self.unless, text) or re.search(self.unless, href)):
            return False
        return bool(re.search(self.text, text) and re.search(self.href, href))


class Paging(_Data):
    """How a list goes on: a link whose text matches `next`, or addresses with `{n}` counted from `first`."""

    next: Pattern | None = None
    address: str | None = None
    first: int = 2
    most: Annotated[int, Field(ge=1)] = 200
    """Pages of a list that are read at most."""
    usual: Annotated[int, Field(ge=1)] = 3
    """Pages that a usual visit reads; a backfill reads all."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.next is not None and self.address is not None:
            raise ValueError("give either `next` or `address`")
        if self.address is not None and "{n}" not in self.address:
            raise ValueError("`address` has no `{n}` for the page's number")
        return self


class Expected(_Data):
    """At least so many new documents in that month of each year."""

    month: Month
    at_least: int = Field(ge=1)


class Silence(_Data):
    """In these months so many days without a new document are too many."""

    months: tuple[Month, ...] = Field(min_length=1)
    days: int = Field(ge=1)


class Limits(_Data):
    """What one file may take; after how many `minutes` a usual visit leaves the rest to the next."""

    megabytes: Annotated[int, Field(ge=1, le=1024)] = 200
    seconds: Annotated[float, Field(gt=0)] = 600
    minutes: Annotated[float, Field(gt=0)] = 120


class Source(_Data):
    """A publisher or site.

    `access` is the way in which it publishes: `list` pages that lead to articles or files, `json` lists, one `page`
    with attachments, `html` where the articles are the disclosures, or the name of a site builder
    (`flows/crawl/builders/`), to which `parameters` may be told. `documents` says whether what a list leads to is read
    for its files or is the disclosure itself. `old_https` are hosts that may speak TLS 1.0, `unproved_https` those
    whose certificate nobody proves. `rate` is requests per second; `recheck_days`
    is after how many days a document that we hold is asked for again; `private_addresses` are networks without which
    no address that is not public is spoken to.
    """

    name: str
    who: str = Field(min_length=1)
    region: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    access: str
    index: Annotated[tuple[Address, ...], BeforeValidator(_several)] = Field(min_length=1)
    links: Links = Links()
    attachments: Links | None = None
    paging: Paging | None = None
    answer: Holding | None = None
    parameters: Mapping[str, str] = Field(default_factory=dict)
    documents: Literal["files", "articles"] = "files"
    hosts: tuple[str, ...] = ()
    old_https: tuple[str, ...] = ()
    unproved_https: tuple[str, ...] = ()
    cron: Annotated[str, AfterValidator(_cron)] = "0 6 * * *"
    rate: float = Field(0.5, gt=1 / _SLOWEST, le=1000)
    recheck_days: float = Field(7, ge=0)
    limits: Limits = Limits()
    expect: tuple[Expected, ...] = ()
    silence: Silence | None = None
    claimed_drop: float = Field(0.05, gt=0, le=1)
    """A fall of the share of claimed numbers by more than this is an alarm."""
    active: bool = True
    private_addresses: tuple[Network, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _of_json(cls, data: Any) -> Any:
        answer = data.get("answer") if isinstance(data, dict) else None
        if isinstance(answer, dict) and data.get("access") == "json":
            return {**data, "answer": {"form": "json", **answer}}
        return data

    @model_validator(mode="after")
    def _fits(self) -> Self:
        known = (*_OWN, *builders())
        if self.access not in known:
            raise ValueError(f"`access` is `{self.access}`; known are {', '.join(known)}")
        if self.access in _OWN and (self.access == "json") != (self.answer is not None):
            raise ValueError("`answer` says where a JSON list keeps its links: needed for `access: json`, only there")
        if self.access in _OWN and self.paging and (self.paging.next is None) == (self.paging.address is None):
            raise ValueError("in `paging` give either `next` or `address`")
        if self.access in builders() and self.paging and (self.paging.next or self.paging.address):
            raise ValueError("a builder knows its pages: `paging` has only `usual` and `most`")
        if self.access not in ("json", "page") and not (self.links.text or self.links.href):
            raise ValueError("`links` says which links of the list are disclosures: give it `text`, `href` or both")
        if self.access == "page" and self.paging:
            raise ValueError("`access: page` reads one page and has no `paging`")
        return self

    @property
    def articles(self) -> bool:
        """Whether what a list leads to is itself the disclosure."""
        return self.access == "html" or self.documents == "articles"

    def pages_read(self, *, everything: bool) -> int:
        """How many pages of a list a visit reads at most."""
        if self.paging is None and self.access in _OWN:
            return 1
        paging = self.paging or Paging()
        return paging.most if everything else paging.usual

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """The hosts that may be spoken to, with their port where it is not the usual one; those of the index too."""
        return frozenset(urlsplit(address).netloc.lower() for address in self.index) | {h.lower() for h in self.hosts}


def read_source(path: Path) -> Source:
    """The source of a YAML file; raises SourceError with one sentence."""
    if not _NAME.fullmatch(path.stem):
        raise SourceError(f"{path}: a source's name has small letters, digits and hyphens only; rename the file")
    try:
        data = load(path.resolve())
    except DuplicateKeyError as error:
        raise SourceError(str(error).strip()) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: it is not YAML ({' '.join(str(error).split())}); correct it") from error
    if not isinstance(data, Mapping):
        raise SourceError(f"{path}: it has no keys; begin with `who:` (docs/sources.md)")
    if "name" in data:
        raise SourceError(f"{path}: the key `name` is not known; the file's name is the source's")
    try:
        return Source(name=path.stem, **data)
    except ValidationError as error:
        raise SourceError(f"{path}: {_sentence(error)}") from error


def _sentence(error: ValidationError) -> str:
    """The first thing that is wrong, in one sentence."""
    first = min(error.errors(include_url=False), key=lambda found: found["type"] != "extra_forbidden")
    key = ".".join(str(step) for step in first["loc"])
    match first["type"]:
        case "extra_forbidden":
            known = ", ".join(sorted(_model_at(first["loc"][:-1]).model_fields.keys() - {"name"}))
            return f"the key `{key}` is not known; known are {known}"
        case "missing":
            return f"the key `{key}` is missing; add it (docs/sources.md)"
        case "value_error":
            said = str(first["ctx"]["error"])
            return f"`{key}`: {said}; correct it" if key else f"{said}; correct it"
    given = first["input"]
    return f"`{key}` is `{given}`, but {first['msg'][0].lower()}{first['msg'][1:]}; correct it"


def _model_at(steps: Iterable[str | int]) -> type[BaseModel]:
    """The model in which a key stands."""
    models: dict[str, type[BaseModel]] = {"links": Links, "attachments": Links, "paging": Paging, "answer": Holding}
    models |= {"expect": Expected, "silence": Silence, "limits": Limits}
    return models.get(str(next(iter(steps), "")), Source)


def read_sources(folder: Path = HERE, names: Iterable[str] = ()) -> list[Source]:
    """The sources of a folder by name: the named ones, or all.

    Raises SourceError for a file that is not valid, for a name that no file has, and for an empty folder.
    """
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    if not paths:
        raise SourceError(f"{folder} has no sources; write one (docs/sources.md) or name another folder with --sources")
    wanted = list(dict.fromkeys(names)) or list(paths)
    if unknown := [name for name in wanted if name not in paths]:
        raise SourceError(f"{folder} has no source {', '.join(unknown)}; there are: {', '.join(paths)}")
    return [read_source(paths[name]) for name in wanted]
