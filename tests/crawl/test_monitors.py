"""What should worry us about a source, by what is archived, what was read, and the date; and how it is noted."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.archive.store import Capture
from flows.crawl import alarms, deployments, monitors
from flows.crawl.monitors import Alarm
from flows.crawl.source import Expected, Silence, Source, read_sources
from schemas.tables import Row


def captured(*days: str, name: str = "qingyu", role: str | None = None) -> list[Capture]:
    """A new document on each of the days (UTC)."""
    return [
        Capture(f"{n}.pdf", url=f"http://q.example/{day}/{n}", source=name, retrieved_at=f"{day}T01:00:00Z", role=role)
        for n, day in enumerate(days)
    ]


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T01:00:00+00:00")


SEASON = Silence(months=(12, 1, 2, 3), days=14)


@pytest.mark.parametrize(
    ("last", "today", "quiet"),
    [
        ("2031-02-10", "2031-02-24", None),
        ("2031-02-10", "2031-02-25", "15 days in season (the last came on 2031-02-10)"),
        ("2030-03-01", "2030-12-15", None),  # the season began fourteen days ago
        ("2030-03-01", "2031-01-10", "40 days in season (the last came on 2030-03-01)"),
        ("2030-12-30", "2031-04-20", None),  # out of season
    ],
)
def test_silence_in_season(last: str, today: str, quiet: str | None) -> None:
    alarm = monitors.silence("qingyu", SEASON, captured(last), date.fromisoformat(today))
    assert (alarm is None) if quiet is None else (alarm is not None and quiet in alarm.message)


def test_a_source_from_which_nothing_ever_came_is_silent() -> None:
    pages = captured("2031-01-10", role="page")
    alarm = monitors.silence("qingyu", SEASON, pages, date(2031, 2, 1))
    assert alarm is not None and "22 days in season (none ever came)" in alarm.message


def test_a_first_visit_raises_no_alarm() -> None:
    """The source is as it is; what comes later is compared with that."""
    source = Source.model_validate(
        {"name": "qingyu", "who": "x", "region": "130000", "access": "page", "index": "http://q.example/"}
        | {"expect": [{"month": 1, "at_least": 9}], "silence": {"months": [1, 2, 3], "days": 5}}
    )
    first = captured("2031-02-20")
    odd = read(2, tables_recognised=0, numbers_claimed=10, retrieved_at=at("2031-02-20"))
    rows = [read(1, retrieved_at=at("2031-02-20")), odd]
    assert monitors.alarms(source, first, rows, date(2031, 2, 20)) == []
    assert monitors.alarms(source, [], [], date(2031, 2, 20)) == []
    later = read(3, tables_recognised=0, numbers_claimed=10, retrieved_at=at("2031-02-24"))
    found = monitors.alarms(source, first, [*rows, later], date(2031, 2, 24))
    assert {(alarm.monitor, alarm.subject[-1]) for alarm in found} == {("unrecognised", "3"), ("claimed_less", "3")}


def test_a_new_version_is_no_new_document() -> None:
    old, new = captured("2031-01-05", "2031-02-20")
    versions = [old, Capture("0.pdf", url=old.url, source="qingyu", retrieved_at=new.retrieved_at)]
    assert monitors.silence("qingyu", SEASON, versions, date(2031, 2, 22)) is not None


@pytest.mark.parametrize(
    ("came", "today", "alarm"),
    [
        (["2031-02-03", "2031-02-04"], "2031-02-28", False),  # the month is not over
        (["2031-02-03", "2031-02-04"], "2031-03-01", True),
        (["2031-02-03", "2031-02-04", "2031-02-28"], "2031-03-01", False),
        (["2031-02-03", "2031-02-04", "2031-04-09"], "2031-05-01", False),  # a late one ends the alarm
        (["2031-01-31", "2031-02-03", "2031-02-04"], "2031-03-01", True),  # January's does not count
        (["2031-03-02"], "2031-03-09", False),  # not visited before the month was over
    ],
)
def test_fewer_than_expected(came: list[str], today: str, alarm: bool) -> None:
    expected = Expected(month=2, at_least=3)
    found = monitors.too_few("qingyu", expected, captured(*came), date.fromisoformat(today))
    assert (found is not None) is alarm


def test_days_are_those_of_china() -> None:
    """At 17:00 UTC on the last of January it is February there."""
    late = [Capture("a.pdf", url="u", source="qingyu", retrieved_at="2031-01-31T17:00:00Z")]
    assert monitors.too_few("qingyu", Expected(month=2, at_least=1), late, date(2031, 3, 1)) is None


def read(number: int, **changes: Any) -> Row:
    row = {"document_id": f"{number:064d}", "file_name": f"{number}.pdf", "source_url": "http://q.example/2031-02-20/0"}
    row |= {
        "fiscal_year": 2030,
        "retrieved_at": at(f"2031-02-{number:02d}"),
        "publisher": "青榆市图书馆",
        "tables_found": 9,
    }
    return {**row, "tables_recognised": 9, "numbers_found": 100, "numbers_claimed": 100, **changes}


def test_a_layout_that_nothing_recognises() -> None:
    rows = [read(1), read(2, tables_recognised=0), read(3, tables_found=0, tables_recognised=0)]
    assert [alarm.subject[-1] for alarm in monitors.unrecognised("qingyu", rows)] == ["2"]


def test_a_drop_of_claimed_numbers() -> None:
    rows = [
        read(1),
        read(2, numbers_claimed=96),
        read(3, numbers_claimed=90),
        read(4, publisher="青榆市档案馆", numbers_claimed=80),
        read(5, publisher="青榆市档案馆", numbers_claimed=80),
        read(6, numbers_found=4, numbers_claimed=0),
    ]
    found = list(monitors.claimed_less("qingyu", 0.05, rows))
    assert [alarm.subject[-1] for alarm in found] == ["3", "4"]
    assert "90.0% of its numbers claimed, 98.0% in earlier documents of 青榆市图书馆" in found[0].message
    assert "95.3% in earlier documents of the source" in found[1].message


def test_only_what_is_of_the_source_counts() -> None:
    source = Source.model_validate(
        {"name": "qingyu", "who": "x", "region": "130000", "access": "page", "index": "http://q.example/"}
        | {"expect": [{"month": 1, "at_least": 2}]}
    )
    captures = captured("2031-01-03") + captured("2031-01-04", name="other") + captured("2031-01-05", role="page")
    rows = [read(1, source_url="http://elsewhere.example/", tables_recognised=0)]
    found = monitors.alarms(source, captures, rows, date(2031, 2, 3))
    assert [(alarm.monitor, alarm.subject) for alarm in found] == [("too_few", "2031-01")]


def test_an_alarm_is_noted_when_it_is_raised_and_when_it_is_over(tmp_path: Path) -> None:
    one, two = Alarm("silence", "qingyu", "2031-02", "静"), Alarm("silence", "yunling", "2031-02", "quiet")
    assert alarms.update(tmp_path, ["qingyu", "yunling"], [one, two], "t1") == [one, two]
    assert alarms.update(tmp_path, ["qingyu"], [one], "t2") == []
    assert [line["source"] for line in alarms.standing(tmp_path)] == ["qingyu", "yunling"]
    alarms.update(tmp_path, ["qingyu"], [], "t3")
    assert [(line["source"], line["at"]) for line in alarms.standing(tmp_path)] == [("yunling", "t1")]
    assert (tmp_path / "alarms.jsonl").read_text().count("\n") == 3


def test_an_unfinished_line_of_a_killed_process_is_said_again(tmp_path: Path) -> None:
    one = Alarm("silence", "qingyu", "2031-02", "quiet")
    (tmp_path / "alarms.jsonl").write_text('{"state": "rai')
    assert alarms.standing(tmp_path) == []
    assert alarms.update(tmp_path, ["qingyu"], [one], "t1") == [one]
    assert len(alarms.standing(tmp_path)) == 1


def test_the_deployments_are_what_the_sources_say() -> None:
    assert deployments.main(["--check"]) == 0
    listed = yaml.safe_load(deployments.FILE.read_text(encoding="utf-8"))["deployments"]
    assert [one["name"] for one in listed] == [source.name for source in read_sources()]
    for one in listed:
        module, function = one["entrypoint"].split(":")
        assert f"def {function}(" in (deployments.FILE.parent / module).read_text(encoding="utf-8")
