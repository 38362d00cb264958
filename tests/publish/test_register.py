"""Accepted findings: explained while both values stay as they are, alarms again when one changes."""

from decimal import Decimal
from pathlib import Path

import pytest
from disclosed import sample
from publishing import rows, sound, stage

from flows.cli import main as cli
from flows.cli import run_terminal
from flows.publish import register, snapshots
from flows.publish.register import Entry, RegisterError, accept, entries
from flows.run.summary import Summary

NAME = "青榆市公共文化服务中心"
FINDING = ("item_amount", "item 53 木骨架为主的椅凳类")
ENTRY = Entry(NAME, 2020, None, *FINDING, Decimal("67200"), Decimal("55200"), "按批发价", "王某", "2020-03-02")
TEXT = """# 说明
- {publisher: 某局, year: 2020, identity: a, subject: b, left: "1.50", right: 2, because: c, by: d, date: 2020-01-02}
"""


def yusuan(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(list(arguments))
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    stage(sample("2020年部门预算.txt"), folder)
    snapshots.publish(folder)
    return folder


def test_an_entry_explains_the_finding_until_either_value_changes() -> None:
    check = {"document_id": "x", "publisher": NAME, "fiscal_year": 2020, "identity": FINDING[0], "subject": FINDING[1]}
    check |= {"status": "fail", "left_value": Decimal("67200.000000"), "right_value": Decimal("55200.00")}
    assert register.explanation(check, [ENTRY]) is ENTRY
    for change in ({"left_value": Decimal(67201)}, {"right_value": None}, {"fiscal_year": 2021}, {"status": "exact"}):
        assert register.explanation({**check, **change}, [ENTRY]) is None
    assert register.state(ENTRY, [check]) == "in force"
    assert register.state(ENTRY, [{**check, "right_value": Decimal(1)}]) == "values changed"
    assert register.state(ENTRY, [{**check, "subject": "item 54"}]) == "no such finding"


def test_an_entry_of_a_document_explains_nothing_in_another_copy() -> None:
    check = {"document_id": "x", "publisher": NAME, "fiscal_year": 2020, "identity": FINDING[0], "subject": FINDING[1]}
    check |= {"status": "fail", "left_value": Decimal(67200), "right_value": Decimal(55200)}
    own = Entry(None, None, "x", *ENTRY.key[3:], "按批发价", "王某", "2020-03-02")
    assert own.explains(check) and not own.explains({**check, "document_id": "y"})


def test_accepting_leaves_what_people_wrote_and_refuses_the_same_twice(tmp_path: Path) -> None:
    (tmp_path / "register.yaml").write_text(TEXT, encoding="utf-8")
    accept(str(tmp_path), ENTRY)
    assert (tmp_path / "register.yaml").read_text(encoding="utf-8").startswith(TEXT)
    found = entries(str(tmp_path))
    assert found[1] == ENTRY and found[0].left == Decimal("1.50")
    with pytest.raises(RegisterError, match="explains this finding already"):
        accept(str(tmp_path), ENTRY)


def test_the_register_can_lie_where_fsspec_opens_it() -> None:
    accept("memory://register-test", ENTRY)
    assert entries("memory://register-test") == [ENTRY]


BAD = {
    "duplicate key": "- {publisher: 甲, publisher: 乙}",
    "explain the same": TEXT + TEXT,
    "lacks because": TEXT.replace("because: c, ", ""),
    "unknown why": TEXT.replace("because", "why"),
    "neither publisher and year nor document": TEXT.replace("publisher: 某局, ", ""),
    "or both": TEXT.replace("year: 2020", "year: 2020, document: x"),
    "are numbers": TEXT.replace('"1.50"', '"1,500"'),
    "not a list": "publisher: 某局",
    "not a mapping": "- 某局",
    "not valid YAML": "- [",
}


@pytest.mark.parametrize("said", BAD)
def test_a_register_that_cannot_be_trusted_is_refused_with_a_sentence(said: str, tmp_path: Path) -> None:
    (tmp_path / "register.yaml").write_text(BAD[said], encoding="utf-8")
    with pytest.raises(RegisterError, match="register") as refused:
        entries(str(tmp_path))
    assert said == "duplicate key" or said in str(refused.value)
    assert yusuan("checks", "--archive", str(tmp_path), "--out", str(tmp_path)) == 2


def test_where_there_is_no_register_there_are_no_entries(tmp_path: Path) -> None:
    assert entries(str(tmp_path)) == []


def test_a_person_accepts_a_finding_and_it_is_no_alarm(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--out", str(out), "--archive", str(tmp_path))
    assert yusuan("accept", NAME, *FINDING, "--because", "按批发价", "--by", "王某", *where) == 0
    assert yusuan("checks", "--status", "fail", "--severity", "error", *where) == 0
    printed = capsys.readouterr().out
    assert printed.count("fail error") == 2 and "explained error item_amount" in printed
    assert "按批发价 (王某, " in printed and "nothing published" not in printed
    assert yusuan("publish", *where) == 0
    assert [row["because"] for row in rows(out, "explanations")] == ["按批发价"]
    capsys.readouterr()
    assert yusuan("register", *where) == 0
    assert "in force item_amount" in capsys.readouterr().out


def test_what_is_no_failed_check_cannot_be_accepted(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--because", "x", "--by", "y", "--out", str(out), "--archive", str(tmp_path))
    assert yusuan("accept", NAME, "item_amount", "item 1", *where) == 2
    assert "木骨架为主的椅凳类" in capsys.readouterr().err
    assert not (tmp_path / "register.yaml").exists()


def test_entries_that_explain_nothing_any_more_are_named(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "register.yaml").write_text(TEXT, encoding="utf-8")
    where = ("--out", str(out), "--archive", str(tmp_path))
    assert yusuan("register", *where) == 0
    assert "no such finding a b, 某局 2020" in capsys.readouterr().out
    assert yusuan("checks", "--severity", "error", "--status", "fail", *where) == 0
    assert "1 of 1 entries no longer explain anything published" in capsys.readouterr().out


def test_explanations_are_published_and_end_when_a_value_changes(tmp_path: Path) -> None:
    path, folder = tmp_path / "预算.txt", tmp_path / "out"
    text = sample("2020年部门预算.txt").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    stage(path, folder)
    before, _ = snapshots.publish(folder)
    first, _ = snapshots.publish(folder, [ENTRY])
    (row,) = rows(folder, "explanations")
    assert (row["identity"], row["subject"]) == FINDING
    assert (row["because"], row["accepted_by"], row["publisher"]) == ("按批发价", "王某", NAME)
    assert sound(folder)["explanations"] == 1
    assert snapshots.publish(folder, [ENTRY])[0] == first != before  # the same parts and register: the same bytes
    path.write_text(text.replace("0.28\t5.52", "0.28\t5.53"), encoding="utf-8")
    for part in (folder / "parts").glob("2020-*/*.arrows"):
        part.unlink()
    stage(path, folder)
    snapshots.publish(folder, [ENTRY])
    assert rows(folder, "explanations") == []


def test_the_summary_of_a_run_counts_an_explained_finding_and_does_not_alarm(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    outcome = stage(sample("2020年部门预算.txt"), out)
    run_terminal.print_summary(Summary([outcome], {}, {}, "00001-x", {}), out, [ENTRY])
    printed = capsys.readouterr().out
    assert "2, 1 explained" in printed
    assert printed.count("✗") == 2 and "木骨架为主的椅凳类" not in printed


def test_a_body_of_several_documents_will_do_where_one_disclosure_has_the_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The files of one disclosure are explained together; of one of them alone, its id must be given."""
    folder, prose = tmp_path / "out", f"{NAME}2022年部门预算\n\n2022年预算收入240万元，预算支出240万元。\n"
    stage(sample("2020年部门预算.txt"), folder)
    for name, text in (("a.txt", prose), ("copy.txt", sample("2020年部门预算.txt").read_text(encoding="utf-8") + "\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        stage(tmp_path / name, folder)
    snapshots.publish(folder)
    named = next(row["name"] for row in rows(folder, "findings") if row["kind"] == "product")
    where = ("--because", "x", "--by", "y", "--out", str(folder), "--archive", str(tmp_path))
    assert yusuan("accept", NAME, named, "--only-this-file", *where) == 2
    assert yusuan("accept", NAME, "ffffff", *where) == 2
    assert "name one by its id" in capsys.readouterr().err
    assert yusuan("accept", NAME, named, *where) == 0
    assert [(one.identity, one.subject, one.year) for one in entries(str(tmp_path))] == [(*FINDING, 2020)]
