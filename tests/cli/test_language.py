"""What people are told is in their language: each sentence, each command, each option."""

import ast
import re
import string
from pathlib import Path

import pytest
import yaml
from disclosed import ROOT

from extractors.document.place import Place
from flows import language
from flows.cli import main as cli
from flows.cli import printed
from flows.cli.help import chinese
from flows.columns import chinese as columns_in_chinese
from flows.desk import describe
from flows.desk.hazards import hazards
from schemas.tables import tables

_SAYING = ("say", "language.say", "spoken.say")


def _texts(node: ast.expr, known: dict[str, list[str]]) -> list[str]:
    """The sentences that an expression may be: a constant, either of two, or what a name was given in that module."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _texts(node.body, known) + _texts(node.orelse, known)
    return known.get(node.id, []) if isinstance(node, ast.Name) else []


def sentences() -> list[str]:
    """All sentences that the code says."""
    found = []
    for path in (ROOT / "flows").rglob("*.py"):
        if path.is_relative_to(ROOT / "flows" / "report"):
            continue  # its words stand in flows/report/words.yaml
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known: dict[str, list[str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                known.setdefault(node.targets[0].id, []).extend(_texts(node.value, {}))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in _SAYING:
                found += _texts(node.args[0], known)
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_each_sentence_has_its_chinese() -> None:
    said = sentences()
    assert len(said) > 150
    assert [one for one in said if one not in language.words()] == []


def test_a_translation_has_the_values_of_its_sentence() -> None:
    assert [english for english, words in language.words().items() if fields(english) != fields(words)] == []


def test_the_locale_decides_unless_somebody_asked_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "YUSUAN_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for locale, spoken in (("zh_CN.UTF-8", "zh"), ("en_US.UTF-8", "en"), ("C", "en"), ("", "en")):
        monkeypatch.setenv("LANG", locale)
        assert language.language() == spoken
    monkeypatch.setenv("YUSUAN_LANGUAGE", "zh")
    assert language.language() == "zh"
    language.use("en")
    assert language.language() == "en"
    language.use(None)


def _helped(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        cli.main([*arguments, "--help", "--language", "zh"])
    assert ended.value.code == 0
    language.use(None)
    return capsys.readouterr().out


@pytest.mark.parametrize("command", [command.__name__ for command in cli.COMMANDS])
def test_the_help_of_each_command_is_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What stays Latin are names: of options, files, formats and values."""
    printed = _helped(capsys, command)
    assert "用法：yusuan" in printed and "示例：" in printed
    words = re.findall(r"(?<![\w./:-])[a-z]+ [a-z]+ [a-z]+(?![\w./-])", printed.partition("示例：")[0])
    assert words == []
    assert chinese()["commands"][command]["help"].split()[0][:6] in printed


def test_each_option_has_its_chinese() -> None:
    """Of each command each parameter, by the name that the help shows."""
    own = {**chinese()["options"]}
    lacking = []
    for command in cli.COMMANDS:
        said = chinese()["commands"][command.__name__]["options"]
        for argument in cli.app[command.__name__].assemble_argument_collection():
            name = argument.name
            if argument.show and not {name, name.removeprefix("--").lower()} & {*own, *said}:
                lacking.append((command.__name__, name))
    assert lacking == []


def test_a_language_that_is_not_spoken_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["snapshots", "--language", "fr"])
    language.use(None)
    assert ended.value.code == 2 and capsys.readouterr().err == "yusuan: --language is 'fr'; it can be zh or en\n"


def test_show_is_in_chinese_with_the_columns_labels(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["show", "2020", "--out", str(published), "--language", "zh"])
    language.use(None)
    printed = capsys.readouterr().out
    assert "项目名称" in printed and "project_name" not in printed
    assert "不符" in printed and "前后不一致" in printed and "第 71 行" in printed


def test_codes_are_shown_by_their_names_in_chinese_and_as_they_are_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUSUAN_LANGUAGE", "zh")
    assert [printed.shown(value) for value in ("current_total", "three_public_total", True, "合计", None)] == [
        "本年合计", "“三公”经费", "是", "合计", ""
    ]  # fmt: skip
    monkeypatch.setenv("YUSUAN_LANGUAGE", "en")
    assert printed.shown("current_total") == "current_total"


def test_places_are_named_once_and_rows_of_a_table_together(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Place(9, table=3, row=row, column=column) for row in (3, 4, 5) for column in (1, 2)]
    monkeypatch.setenv("YUSUAN_LANGUAGE", "zh")
    assert printed.places([*rows, Place(22), Place(22)]) == "第 9 页 第 3 张表 第 4、5、6 行; 第 22 页"
    assert printed.places([Place(9, table=3, row=row) for row in range(30)]).endswith("另有 22 项")
    monkeypatch.setenv("YUSUAN_LANGUAGE", "en")
    assert printed.places(rows) == "page 9 table 3 rows 4, 5, 6"


def test_each_table_s_row_is_said_in_chinese_and_hazards_in_both() -> None:
    language.use("zh")
    assert [name for name in tables() if language.row_of(name) == tables()[name].row] == []
    language.use(None)
    assert all(len(hazards(name, "zh")) == len(hazards(name, "en")) for name in tables())


def test_each_column_has_a_meaning_in_both_languages() -> None:
    data = yaml.safe_load((ROOT / "schemas" / "tables.yaml").read_text(encoding="utf-8"))
    columns = {name: table["columns"] for name, table in data["tables"].items()}
    columns |= {"common": data["common"], "place": data["place"]}
    assert [(name, column) for name, own in columns.items() for column, about in own.items() if not about[3]] == []
    assert {name: set(own) for name, own in columns_in_chinese().items()} == {
        name: set(own) for name, own in columns.items()
    }


def test_what_a_column_means_is_told_in_the_language_in_force() -> None:
    language.use("zh")
    assert describe("payment_plans").loc["month", "meaning"] == "计划到该月末的累计进度"
    assert describe("figures").loc["page", "meaning"].startswith("页码")
    language.use("en")
    assert "cumulative" in describe("payment_plans").loc["month", "meaning"]
    language.use(None)


def test_what_must_be_given_is_said_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["show", "--help", "--language", "zh"])
    language.use(None)
    printed = capsys.readouterr().out
    assert "〔必填〕" in printed and "required" not in printed


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (["rnu"], "没有命令 rnu（是否为 run？）；用法见 yusuan --help", "there is no command rnu (is run meant?)"),
        (["run", "--wrkers", "3"], "没有选项 --wrkers（是否为 --workers？）", "there is no option --wrkers"),
        (["run", "x", "--workers", "drei"], "--workers 应为整数，'drei' 不是", "--workers is a whole number"),
        (["run", "x", "--witness", "some"], "可用 all, doubtful, none", "it can be all, doubtful, none"),
        (["show"], "缺少 DOCUMENT；用法见 yusuan show --help", "DOCUMENT is missing; see yusuan show --help"),
        (["show", "a", "b"], "多余的参数：b", "too many arguments: b"),
        (["run", "--out"], "--out 后面缺少值", "--out needs a value"),
    ],
)
def test_wrong_use_is_told_in_the_language_asked_for(
    given: list[str], zh: str, en: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    for spoken, said in (("zh", zh), ("en", en)):
        with pytest.raises(SystemExit) as ended:
            cli.main([*given, "--language", spoken])
        printed = capsys.readouterr()
        assert ended.value.code == 2 and said in printed.out + printed.err
