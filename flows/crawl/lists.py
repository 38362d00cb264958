"""The lists of a source: their pages read one after the other, and the links on them that the source describes."""

import re
from collections.abc import Callable, Iterator

from flows.crawl.access import Access, builders
from flows.crawl.answers import answer_links
from flows.crawl.errors import UNFORESEEN, FetchError, unforeseen
from flows.crawl.links import Link
from flows.crawl.pages import PageError, markup_links, moved_to, numbered, page_links, text_of, year_of
from flows.crawl.site import Held, Site
from flows.crawl.source import Source

Fail = Callable[[str, FetchError | PageError], None]
"""Is told the address of a page that cannot be read, and why."""

MOVES = 3
"""Moves by script or meta from page to page that are followed."""


def listed(site: Site, since: int | None, fail: Fail) -> Iterator[Link]:
    """The links that the source's lists have, each once.

    With `since` all pages of the lists are read, and only links of that year or later are given, or that say no year;
    without, as many pages as are usual. Of a list without a link that fits `fail` is told.
    """
    if site.source.access == "page":
        yield from (Link(url, site.source.who, "") for url in site.source.index)
        return
    taken: set[str] = set()
    for index in site.source.index:
        pages = _List(site, index, everything=since is not None, fail=fail)
        fitting = 0
        for page in pages:
            for link in page:
                if not site.source.links.take(link.text, link.url):
                    continue
                fitting += 1
                if link.url not in taken and (since is None or (year_of(link) or since) >= since):
                    taken.add(link.url)
                    yield link
        if not fitting and not pages.failed:
            fail(index, PageError(_nothing_fits(index, pages.links)))


def _nothing_fits(index: str, links: int) -> str:
    if links:
        return f"none of the {links} links of {index} is one that `links` describes; see how the site is now"
    return (
        f"{index} has no link at all, so its list may be filled in by a script: open it in a browser, and see which "
        "`access` asks for what that shows (docs/sources.md)"
    )


class _List:
    """The links of each page of a list, until its end or as many pages as this visit reads.

    When it was gone through, `failed` says whether a page could not be read, `links` how many there were in all.
    """

    def __init__(self, site: Site, index: str, *, everything: bool, fail: Fail) -> None:
        self.failed = False
        self.links = 0
        self._site, self._index, self._fail = site, index, fail
        self._most = site.source.pages_read(everything=everything)
        self._ends_without_page = False
        """Whether numbers are counted until there is no such page."""

    def __iter__(self) -> Iterator[list[Link]]:
        builder = builders().get(self._site.source.access)
        pages = _plain(self._site, self._index) if builder is None else _built(self._site, self._index, builder)
        seen: set[str] = set()
        for number in range(self._most):
            try:
                links = next(pages)
            except StopIteration:
                return
            except (FetchError, PageError) as error:
                self._end(error, number)
                return
            except UNFORESEEN as error:
                self._end(unforeseen(self._index, error), number)
                return
            if number and seen >= {link.url for link in links}:
                return  # an empty page, or the last one again, which is what some sites give beyond it
            seen.update(link.url for link in links)
            self.links = len(seen)
            yield links

    def _end(self, error: FetchError | PageError, number: int) -> None:
        source = self._site.source
        counted = source.access in builders() or (source.paging is not None and source.paging.address is not None)
        if counted and number and getattr(error, "status", None) in (400, 404, 410):
            return  # numbers are counted until there is no such page
        self.failed = True
        self._fail(getattr(error, "url", None) or self._index, error)


def _plain(site: Site, index: str) -> Iterator[list[Link]]:
    """The pages of a list that has addresses for them, or links from one to the next."""
    paging = site.source.paging
    further = numbered(paging.address, paging.first) if paging and paging.address else None
    url: str | None = index
    asked: set[str] = set()
    while url is not None and url not in asked:
        asked.add(url)
        links = _links_of(site.source, ask_on(site, Link(url, "", "")))
        yield links
        url = next(further) if further else _next(paging.next if paging else None, links)


def _built(site: Site, index: str, builder: Access) -> Iterator[list[Link]]:
    """The pages of a list of a site builder."""
    column = ask_on(site, Link(index, "", "")) if builder.find or builder.opens else None
    text = text_of(column.body) if column else ""
    where = (column.capture.redirected_to if column else None) or index
    try:
        pages = builder.pages(where, builder.values(text, site.source.parameters))
        last, read = builder.last(text), 0
        if builder.opens:
            read += 1
            yield markup_links(text, where)
        for asked in pages:
            if last is not None and read >= last:
                return
            held = ask_on(site, Link(asked.url, "", index, asked.form))
            read += 1
            last = last if last is not None else builder.last(text_of(held.body))
            yield answer_links(held.body, held.capture.redirected_to or asked.url, site.source.answer or builder.answer)
    except KeyError as error:
        message = f"{index} does not say `{error.args[0]}`, which {builder.what} needs; give it under `parameters`"
        raise PageError(message) from error


def ask_on(site: Site, link: Link) -> Held:
    """What a page of a list is, moves by script or meta followed; raises FetchError or PageError."""
    for _ in range(MOVES + 1):
        held = site.ask(link, "index")
        if held.verdict.message:
            raise PageError(held.verdict.message)
        target = moved_to(held.body, held.capture.redirected_to or link.url)
        if target is None:
            return held
        link = Link(target, link.text, link.url)
    raise PageError(f"{link.referrer} moves on by script more than {MOVES} times; name the page it leads to as `index`")


def _links_of(source: Source, held: Held) -> list[Link]:
    where = held.capture.redirected_to or (held.capture.url or "")
    return answer_links(held.body, where, source.answer) if source.answer else page_links(held.body, where)


def _next(pattern: str | None, links: list[Link]) -> str | None:
    """The page to which the link to the next page leads."""
    return next((link.url for link in links if pattern and re.search(pattern, link.text)), None)
