"""How we behave as a guest: who we say we are, how patient we are, and one run at a source at a time."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from flows.archive.store import Archive
from flows.crawl.fetch import Fetcher, Patience
from flows.crawl.network import Resolve, resolve
from flows.crawl.robots import TOKEN
from flows.crawl.site import Site
from flows.crawl.source import Source
from flows.crawl.turns import Turns, state_folder
from flows.crawl.visit import Visit, Visitor
from flows.locks import exclusive

_CONTACT = re.compile(r"\S+@\S+\.\S+|https?://\S+")


@dataclass(frozen=True, slots=True)
class Manners:
    """`contact` is a mail or web address of who runs this; `state` the folder of turns and of what was asked when."""

    contact: str
    state: Path = field(default_factory=state_folder)
    patience: Patience = field(default_factory=Patience)
    find: Resolve = resolve

    def __post_init__(self) -> None:
        if not _CONTACT.fullmatch(self.contact):
            raise ValueError(
                "the sites must be able to reach who asks them: give a mail or web address with --contact "
                "or in YUSUAN_CONTACT"
            )

    @property
    def agent(self) -> str:
        """The User-Agent."""
        return f"{TOKEN}/{version('yusuan')} (archive of budget disclosures; +{self.contact})"


def visit_source(
    source: Source,
    archive: Archive,
    manners: Manners,
    since: int | None = None,
    *,
    dry: bool = False,
    tell: Callable[[int], None] = lambda _: None,
    step: Callable[[str], None] = lambda _: None,
) -> Visit:
    """Visits a source as `Visitor` does; with `dry` its lists only, keeping nothing.

    Where another run of this machine is at the source, it is left alone. Raises OSError where the archive or the
    state cannot be written.
    """
    with _alone(manners.state, source) as alone:
        if not alone:
            return Visit(source.name, elsewhere=True)
        fetcher = Fetcher(source, Turns(manners.state), manners.agent, manners.patience, manners.find)
        site = Site(source, archive, fetcher, manners.state, dry)
        try:
            return Visitor(site, since, tell, step).visit(only_list=dry)
        finally:
            site.close()


@contextmanager
def _alone(state: Path, source: Source) -> Iterator[bool]:
    """Whether no other run is at the source; the lock goes with the process."""
    folder = state / "visits"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / source.name).open("w") as stream:
        try:
            exclusive(stream, wait=False)
        except BlockingIOError:
            yield False
            return
        yield True
