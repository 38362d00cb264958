"""The notebooks run on the samples from the first cell to the last, and every plot has its Chinese."""

import base64
import os
import re
from pathlib import Path

import nbformat
import pytest
from disclosed import ROOT, Disclosed, disclose, publish
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PLOTS = {"01-one-disclosure": 3, "02-questions": 7, "03-several-years": 3, "04-one-city": 3}
REGIONS = ("shanghai", "jiangsu_2017", "central")
"""Samples of other regions: one year each, without performance tables in some."""


def executed(out: Path, ipython: Path) -> dict[str, list[nbformat.NotebookNode]]:
    """The cells of each notebook after it was run on `out`; all in one kernel, each from a clean start."""
    whole = nbformat.v4.new_notebook()
    starts = {}
    for path in NOTEBOOKS:
        whole.cells.append(nbformat.v4.new_code_cell(f"%reset -f\n%env YUSUAN_OUT={out}"))
        starts[path.stem] = len(whole.cells)
        whole.cells += nbformat.read(path, as_version=4).cells
    env = {**os.environ, "IPYTHONDIR": str(ipython)}
    NotebookClient(whole, timeout=120, resources={"metadata": {"path": str(ROOT / "notebooks")}}).execute(env=env)
    ends = [*list(starts.values())[1:], len(whole.cells) + 1]
    return {name: whole.cells[start : end - 1] for (name, start), end in zip(starts.items(), ends, strict=True)}


@pytest.fixture(scope="module")
def run(
    text_2020: Disclosed, pdf_2020: Disclosed, pdf_2021: Disclosed, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[nbformat.NotebookNode]]:
    """The notebooks on the samples."""
    out = publish(
        tmp_path_factory.mktemp("notebooks"), *((one.common, one.records) for one in (text_2020, pdf_2020, pdf_2021))
    )
    return executed(out, tmp_path_factory.mktemp("ipython"))


@pytest.mark.parametrize("region", REGIONS)
def test_the_notebooks_run_on_any_region(region: str, tmp_path: Path) -> None:
    """One year, other forms, no projects: what is not there is said, and nothing fails."""
    samples = sorted(path for path in (ROOT / "tests" / "golden" / region).glob("*.txt") if path.is_file())
    found = [disclose(path) for path in samples]
    out = publish(tmp_path / "out", *((one.common, one.records) for one in found))
    cells = executed(out, tmp_path / "ipython")
    assert list(cells) == [path.stem for path in NOTEBOOKS]
    assert any("image/png" in output.get("data", {}) for output in outputs(cells["04-one-city"]))
    said = "".join(output.text for made in cells.values() for output in outputs(made) if output.output_type == "stream")
    assert "这里没有" in said and "Traceback" not in said


def outputs(cells: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    return [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]


@pytest.mark.parametrize("name", PLOTS)
def test_a_notebook_runs_and_draws(run: dict[str, list[nbformat.NotebookNode]], name: str) -> None:
    drawn = [one.data["image/png"] for one in outputs(run[name]) if "image/png" in one.get("data", {})]
    assert len(drawn) == PLOTS[name]
    assert all(len(base64.b64decode(png)) > 5_000 for png in drawn)


@pytest.mark.parametrize("name", PLOTS)
def test_nothing_is_complained_of_not_even_a_missing_glyph(
    run: dict[str, list[nbformat.NotebookNode]], name: str
) -> None:
    assert [one.text for one in outputs(run[name]) if one.output_type == "stream" and one.name == "stderr"] == []


def test_the_first_finds_what_is_planted(run: dict[str, list[nbformat.NotebookNode]]) -> None:
    printed = "".join(one.text for one in outputs(run["01-one-disclosure"]) if one.output_type == "stream")
    assert "211.57 万元，比项目支出 211.53 万元 多 0.04 万元" in printed and "≠ 55200.00" in printed


def test_the_third_finds_the_same_project_changes_as_the_command(run: dict[str, list[nbformat.NotebookNode]]) -> None:
    shown = "".join(one.data.get("text/plain", "") for one in outputs(run["03-several-years"]) if "data" in one)
    assert "≥20场" in shown and "≥16场" in shown
    assert re.search(r"expenditure_project 2021\s+2115300", shown) and "exact" in shown


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_without_outputs(path: Path) -> None:
    """What they print depends on the data they are run on, and would hide what changed in a diff."""
    cells = nbformat.read(path, as_version=4).cells
    assert all(not cell.outputs and cell.execution_count is None for cell in cells if cell.cell_type == "code")


def test_chinese_is_drawn_with_the_package_s_own_font() -> None:
    from matplotlib import font_manager, rcParams

    from flows.desk.plots import use_chinese

    use_chinese()
    found = Path(font_manager.findfont(font_manager.FontProperties(family=rcParams["font.family"])))
    assert found.parent.name == "pylopdf_fonts_zh_cn"
