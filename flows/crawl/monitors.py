"""What should worry us about a source. Pure functions of what is archived, what was read of it, and the date."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from flows.archive.store import Capture
from flows.crawl.source import Expected, Silence, Source
from schemas.rows import PublishedDocument

CHINA = ZoneInfo("Asia/Shanghai")
"""The days and months of sources are those of their publishers."""

_FEW = 20
"""A document with fewer numbers says nothing by the share that was claimed."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """What worries: which monitor, of which source, about what (a month, an address, a document), in one sentence."""

    monitor: str
    source: str
    subject: str
    message: str


def alarms(
    source: Source, captures: Iterable[Capture], documents: Iterable[PublishedDocument], today: date
) -> list[Alarm]:
    """All alarms of a source. What its first visit brought is what it is compared with, and raises none.

    `captures` are all of the source, `documents` the published rows of that table; those that were not read out of
    its captures are left aside.
    """
    own = sorted((c for c in captures if c.source == source.name), key=lambda capture: capture.order)
    begun = _day(own[0]) if own else today
    addresses = {capture.url for capture in own}
    read = [row for row in documents if row["source_url"] in addresses]
    read.sort(key=lambda row: (row["fiscal_year"] or 0, row["retrieved_at"], row["document_id"]))
    found = [silence(source.name, source.silence, own, today)] if source.silence else []
    found += [too_few(source.name, expected, own, today) for expected in source.expect]
    judged = [*unrecognised(source.name, read), *claimed_less(source.name, source.claimed_drop, read)]
    old = {
        row["document_id"]
        for row in read
        if row["retrieved_at"] and row["retrieved_at"].astimezone(CHINA).date() <= begun
    }
    return [alarm for alarm in found if alarm] + [alarm for alarm in judged if alarm.subject not in old]


def silence(name: str, rule: Silence, captures: Sequence[Capture], today: date) -> Alarm | None:
    """No new document for too many days of the season; those before it began or before the first visit do not count."""
    if today.month not in rule.months:
        return None
    begin = today.replace(day=1)
    while (before := begin - timedelta(days=1)).month in rule.months and (today - before).days < 365:
        begin = before.replace(day=1)
    days = _first_seen(captures).values()
    since = max((day for day in days if day <= today), default=date.min)
    visited = min(map(_day, captures), default=today)
    quiet = (today - max(since, begin, visited)).days
    if quiet <= rule.days:
        return None
    last = f"the last came on {since}" if since > date.min else "none ever came"
    return Alarm(
        "silence",
        name,
        f"{begin:%Y-%m}",
        f"{name}: no new document for {quiet} days in season ({last}); see whether the site or its links have changed",
    )


def too_few(name: str, expected: Expected, captures: Sequence[Capture], today: date) -> Alarm | None:
    """Fewer new documents since the beginning of the last such month that is over than were expected in it.

    What came later counts too, so that the alarm ends when the late ones are there. A month in which the source was
    not visited yet is not judged.
    """
    year = today.year if expected.month < today.month else today.year - 1
    begin = date(year, expected.month, 1)
    end = (begin + timedelta(days=31)).replace(day=1)
    if not captures or min(map(_day, captures)) >= end:
        return None
    came = sum(begin <= day <= today for day in _first_seen(captures).values())
    if came >= expected.at_least:
        return None
    return Alarm(
        "too_few",
        name,
        f"{begin:%Y-%m}",
        f"{name}: {came} new documents since {begin:%Y-%m}, {expected.at_least} were expected in that month; "
        "see whether the site has changed",
    )


def unrecognised(name: str, documents: Iterable[PublishedDocument]) -> Iterator[Alarm]:
    """Documents with tables of which not one was recognised: a layout that nobody has described yet."""
    for row in documents:
        if row["tables_found"] and not row["tables_recognised"]:
            yield Alarm(
                "unrecognised",
                name,
                row["document_id"],
                f"{row['file_name']}: none of its {row['tables_found']} tables is of a known form; "
                "describe its layout (docs/adding-a-form.md)",
            )


def claimed_less(name: str, drop: float, documents: Sequence[PublishedDocument]) -> Iterator[Alarm]:
    """Documents of whose numbers a smaller share was claimed than of those before: of the publisher, else the source.

    `documents` are in their order; `drop` is the fall that is too much.
    """
    before: dict[str | None, tuple[int, int]] = {}
    for row in documents:
        found, claimed = row["numbers_found"], row["numbers_claimed"]
        if found < _FEW:
            continue
        of, known = next(((key, before[key]) for key in (row["publisher"], None) if key in before), (None, (0, 0)))
        if known[0] and Fraction(known[1], known[0]) - Fraction(claimed, found) > Fraction(str(drop)):
            yield Alarm(
                "claimed_less",
                name,
                row["document_id"],
                f"{row['file_name']}: {claimed / found:.1%} of its numbers claimed, {known[1] / known[0]:.1%} in "
                f"earlier documents of {of or 'the source'}; see what its layout has that theirs had not",
            )
        for key in {row["publisher"], None}:
            total, taken = before.get(key, (0, 0))
            before[key] = total + found, taken + claimed


def _first_seen(captures: Iterable[Capture]) -> dict[str, date]:
    """The day on which each document's address was first captured."""
    seen: dict[str, date] = {}
    for capture in captures:
        if capture.role is None:
            day = _day(capture)
            key = capture.url or capture.sha256
            seen[key] = min(day, seen.get(key, day))
    return seen


def _day(capture: Capture) -> date:
    return datetime.fromisoformat(capture.retrieved_at).astimezone(CHINA).date()
