"""A slip in any data file is told before anything is read."""

from pathlib import Path

import pytest

from flows.cli import main as cli
from schemas import forms, model, whole


def test_every_model_of_a_data_file_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[str] = set()
    for module in {loader.__module__ for loader in whole.LOADERS}:
        for line in (Path(model.HERE) / f"{module.removeprefix('schemas').replace('.', '/').strip('/')}.py",):
            source = line if line.exists() else line.with_suffix("") / "__init__.py"
            read.add(source.relative_to(model.HERE).as_posix())
    there = {
        path.relative_to(model.HERE).as_posix()
        for path in model.HERE.rglob("*.py")
        if "load_as(" in path.read_text(encoding="utf-8") and path.name != "model.py"
    }
    assert there <= read


def test_a_run_stops_at_a_misspelt_key_and_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def slip() -> None:
        raise model.DataFileError("schemas/forms/ferries_2033.yaml, line 14: forms.assets.asof is not a key here")

    (tmp_path / "a.txt").write_text("甲局2031年部门预算\n", encoding="utf-8")
    monkeypatch.setattr(whole, "LOADERS", (forms.layouts, slip))
    with pytest.raises(SystemExit) as ended:
        cli.main(["run", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")])
    assert ended.value.code == 2 and "asof is not a key here" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
