"""The notebooks run on the samples from the first cell to the last, and every plot has its Chinese."""

import base64
import os
import re
from itertools import product
from pathlib import Path

import nbformat
import pytest
from accounts import amounts, budget, final_accounts
from disclosed import ROOT, Disclosed, disclose, publish
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PLOTS = {"01-one-disclosure": 3, "02-questions": 7, "03-several-years": 3, "04-one-city": 3}
REGIONS = ("shanghai", "central")
"""Samples of other regions: one year each, without performance tables in some."""


Cells = dict[str, list[nbformat.NotebookNode]]
"""The cells of each notebook after it was run."""


def executed(outs: dict[str, Path], ipython: Path) -> dict[str, Cells]:
    """The notebooks run on each folder; all in one kernel, each from a clean start."""
    whole = nbformat.v4.new_notebook()
    spans = {}
    for (of, out), path in product(outs.items(), NOTEBOOKS):
        whole.cells.append(nbformat.v4.new_code_cell(f"%reset -f\n%env YUSUAN_OUT={out}"))
        own = nbformat.read(path, as_version=4).cells
        spans[of, path.stem] = slice(len(whole.cells), len(whole.cells) + len(own))
        whole.cells += own
    env = {**os.environ, "IPYTHONDIR": str(ipython)}
    NotebookClient(whole, timeout=120, resources={"metadata": {"path": str(ROOT / "notebooks")}}).execute(env=env)
    return {of: {path.stem: whole.cells[spans[of, path.stem]] for path in NOTEBOOKS} for of in outs}


@pytest.fixture(scope="module")
def runs(
    text_2020: Disclosed, pdf_2020: Disclosed, pdf_2021: Disclosed, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Cells]:
    """The notebooks on the samples, and on those of each region."""
    found = {"samples": [text_2020, pdf_2020, pdf_2021]}
    for region in REGIONS:
        texts = sorted(path for path in (ROOT / "tests" / "golden" / region).glob("*.txt") if path.is_file())
        found[region] = [disclose(path) for path in texts]
    folder = tmp_path_factory.mktemp("notebooks")
    planned, spent = amounts(200, 50, 50), amounts(190, 50, 45)
    pair = (budget(folder, planned), final_accounts(folder, planned, spent))
    found[REGIONS[0]] += [disclose(path) for path in pair]
    outs = {
        of: publish(folder / of, *((one.common, one.records) for one in disclosed)) for of, disclosed in found.items()
    }
    return executed(outs, tmp_path_factory.mktemp("ipython"))


@pytest.fixture
def run(runs: dict[str, Cells]) -> Cells:
    """The notebooks on the samples."""
    return runs["samples"]


@pytest.mark.parametrize("region", REGIONS)
def test_the_notebooks_run_on_any_region(region: str, runs: dict[str, Cells]) -> None:
    """One year, other forms, no projects: what is not there is said, and nothing fails."""
    cells = runs[region]
    assert any("image/png" in output.get("data", {}) for output in outputs(cells["04-one-city"]))
    said = "".join(output.text for made in cells.values() for output in outputs(made) if output.output_type == "stream")
    assert "这里没有" in said and "Traceback" not in said


def test_final_accounts_are_drawn_beside_their_budget(runs: dict[str, Cells]) -> None:
    cells = outputs(runs[REGIONS[0]]["05-final-accounts"])
    assert sum("image/png" in output.get("data", {}) for output in cells) == 2
    shown = "".join(output.data.get("text/plain", "") for output in cells if "data" in output)
    assert "2070104 图书馆" in shown and "exact" in shown


def outputs(cells: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    return [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]


@pytest.mark.parametrize("name", PLOTS)
def test_a_notebook_runs_and_draws(run: Cells, name: str) -> None:
    drawn = [one.data["image/png"] for one in outputs(run[name]) if "image/png" in one.get("data", {})]
    assert len(drawn) == PLOTS[name]
    assert all(len(base64.b64decode(png)) > 5_000 for png in drawn)


@pytest.mark.parametrize("name", PLOTS)
def test_nothing_is_complained_of_not_even_a_missing_glyph(run: Cells, name: str) -> None:
    assert [one.text for one in outputs(run[name]) if one.output_type == "stream" and one.name == "stderr"] == []


def test_the_first_finds_what_is_planted(run: Cells) -> None:
    printed = "".join(one.text for one in outputs(run["01-one-disclosure"]) if one.output_type == "stream")
    assert "211.57 万元，比项目支出 211.53 万元多 0.04 万元" in printed and "≠ 55200.00" in printed


def test_the_third_finds_the_same_project_changes_as_the_command(run: Cells) -> None:
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
