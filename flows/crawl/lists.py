"""The lists of a source: their pages read one after the other, and the links on them that the source describes."""

import re
from collections.abc import Callable, Iterator

from flows.crawl.fetch import FetchError
from flows.crawl.pages import Link, PageError, answer_links, numbered, page_links, year_of
from flows.crawl.site import Site

Fail = Callable[[str, FetchError | PageError], None]
"""Is told the address of a page that cannot be read, and why."""


def listed(site: Site, since: int | None, fail: Fail) -> Iterator[Link]:
    """The links that the source's lists have, each once.

    With `since` all pages of the lists are read, and only links of that year or later are given, or that say no year;
    without, as many pages as are usual.
    """
    if site.source.access == "page":
        yield from (Link(url, site.source.who, "") for url in site.source.index)
        return
    taken: set[str] = set()
    read = 0
    for index in site.source.index:
        for page in _pages(site, index, everything=since is not None, fail=fail):
            read += len(page)
            for link in page:
                if link.url in taken or not site.source.links.take(link.text, link.url):
                    continue
                taken.add(link.url)
                if since is None or (year_of(link) or since) >= since:
                    yield link
    if read and not taken:
        first = site.source.index[0]
        message = f"none of the {read} links of {first} is one that `links` describes; see how the site is now"
        fail(first, PageError(message))


def _pages(site: Site, index: str, *, everything: bool, fail: Fail) -> Iterator[list[Link]]:
    """The links of each page of a list, until its end or as many pages as this visit reads."""
    paging = site.source.paging
    most = 1 if paging is None else paging.most if everything else paging.usual
    further = numbered(paging.address, paging.first) if paging and paging.address else None
    url: str | None = index
    asked: set[str] = set()
    seen: set[str] = set()
    while url is not None and url not in asked and len(asked) < most:
        asked.add(url)
        try:
            links = _links(site, url)
        except (FetchError, PageError) as error:
            ended = further is not None and len(asked) > 1 and getattr(error, "status", None) in (400, 404, 410)
            if not ended:  # numbers are counted until there is no such page
                fail(url, error)
            return
        if seen >= {link.url for link in links}:
            return  # an empty page, or the last one again, which is what some sites give beyond it
        seen.update(link.url for link in links)
        yield links
        url = next(further) if further else _next(paging.next if paging else None, links)


def _links(site: Site, url: str) -> list[Link]:
    held = site.ask(Link(url, "", ""), "index")
    if held.verdict.message:
        raise PageError(held.verdict.message)
    where = held.capture.redirected_to or url
    answer = site.source.answer
    return answer_links(held.body, where, answer) if answer else page_links(held.body, where)


def _next(pattern: str | None, links: list[Link]) -> str | None:
    """The page to which the link to the next page leads."""
    return next((link.url for link in links if pattern and re.search(pattern, link.text)), None)
