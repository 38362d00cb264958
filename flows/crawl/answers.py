"""What the answers of a site's lists link to: JSON, markup within JSON, records of XML, pages. Functions of bytes."""

import json
import re

from extractors.document.troubles import ReadError
from extractors.values.text import clean
from flows.crawl.access import Holding, step
from flows.crawl.links import Link, absolute
from flows.crawl.pages import PageError, markup_links, text_of

_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL | re.IGNORECASE)


def answer_links(data: bytes, url: str, holding: Holding) -> list[Link]:
    """The links of an answer; raises PageError where it is not what the source or its builder says it is."""
    try:
        text = text_of(data)
        match holding.form:
            case "json":
                return _of_json(text, url, holding)
            case "xml":
                records = _RECORD.findall(text)
                return markup_links("\n".join(records), url) if records else []
        return markup_links(text, url)
    except PageError:
        raise
    except (ReadError, ValueError, KeyError, IndexError, TypeError) as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        raise PageError(f"the answer of {url} is not as `answer` says ({said}); see what it gives now") from error


def _of_json(text: str, url: str, holding: Holding) -> list[Link]:
    answer = json.loads(text)
    if holding.html is not None:
        markup = step(answer, holding.html)
        return markup_links(str(markup), url) if str(markup or "").strip() else []
    found = step(answer, holding.rows or "")
    if not isinstance(found, list):
        raise TypeError(f"`{holding.rows}` is not a list")
    pairs = [(str(step(row, holding.href)), clean(str(step(row, holding.text)))) for row in found]
    addresses = ((absolute(url, href), words) for href, words in pairs)
    return [Link(address, words, url) for address, words in addresses if address]
