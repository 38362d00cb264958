"""Whether all that a document says of whose it is, and of which year, agrees."""

from collections.abc import Iterator

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own
from extractors.check.rule import Side, row, rule
from extractors.identify.identity import Naming
from schemas.messages import message_words
from schemas.rows import CheckRow

_FILE = "file_name"
"""The source of a naming that no page prints."""


@rule("publisher_named")
def publisher_named(d: Disclosure) -> Iterator[CheckRow]:
    """Per other source that names a body; a short form of the name (省法院) is the same body.

    A file's name is given by whoever put it up, often after another body: that it differs is information.
    """
    return _agree(d, "publisher_named", "publisher")


@rule("year_named")
def year_named(d: Disclosure) -> Iterator[CheckRow]:
    """Per other source that says a year."""
    return _agree(d, "year_named", "fiscal_year")


def _agree(d: Disclosure, name: str, about: str) -> Iterator[CheckRow]:
    words = message_words()
    zh, en = words.named[about]
    sources = [naming for naming in d.namings if naming.about == about]
    for naming in sources[1:]:
        taken = sources[0]
        one, other = _called(naming), _called(taken)
        yield row(
            name,
            f"{naming.source} {naming.value}",
            Side(f"{zh}（{one[0]}）", one[1], None, naming.places),
            Side(f"{zh}（{other[0]}）", other[1], None, taken.places),
            "exact" if naming.agrees else "fail",
            severity="info" if about == "publisher" and _FILE in (naming.source, taken.source) else None,
            **own(
                "named_otherwise",
                about=(zh, en.capitalize()),
                one=one,
                value=naming.value,
                other=other,
                taken=taken.value,
            ),
        )


def _called(naming: Naming) -> tuple[str, str]:
    """How a source is called in Chinese and English."""
    name = naming.source.replace("_", " ")
    return message_words().sources.get(naming.source, (name, f"the {name}"))
