"""What several sources say, weighed: the value that most weight speaks for, and which sources those are."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from extractors.identify.evidence import Said
from schemas.words.identity import identity_words

Value = TypeVar("Value", str, int)


def heaviest(
    said: Sequence[Said], value_of: Callable[[Said], Value | None], alike: Callable[[Value, Value], bool]
) -> tuple[Value, list[Said]] | None:
    """The value with the most weight, in the words of its weightiest source, and all sources that say it.

    Values that are `alike` are one; where two weigh the same, the one that was said first stands. A file's name alone
    says nothing.
    """
    groups: list[tuple[Value, list[Said]]] = []
    for one in said:
        value = value_of(one)
        if value is None:
            continue
        group = next((sources for known, sources in groups if alike(known, value)), None)
        if group is None:
            groups.append((value, [one]))
        else:
            group.append(one)
    borne_out = [group for group in groups if any(one.source != "file_name" for one in group[1])]
    if not borne_out:
        return None
    value, sources = max(borne_out, key=lambda group: weight(group[1]))
    return value, sources


def weight(sources: Iterable[Said]) -> float:
    """What so many mentions in these sources weigh together; each source's further mentions weigh less."""
    weights = identity_words().weights
    return sum(weights[source].of(count) for source, count in Counter(one.source for one in sources).items())


def in_words(sources: Iterable[Said]) -> str:
    """The sources for a reader: `title (page 1), label ×12`."""
    first: dict[str, Said] = {}
    counts = Counter[str]()
    for one in sources:
        first.setdefault(one.source, one)
        counts[one.source] += 1
    return ", ".join(_one(said, counts[source]) for source, said in first.items())


def _one(said: Said, count: int) -> str:
    place = said.paragraph.place() if said.paragraph else None
    page = f" (page {place.page})" if place and place.page else ""
    return said.source.replace("_", " ") + (f" ×{count}" if count > 1 else page)
