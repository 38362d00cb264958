"""Typed rows: what is misspelt is an error of mypy, and the classes are those of tables.yaml."""

import subprocess
import sys
from pathlib import Path

import pytest

from schemas import rows
from schemas.row_classes import FOLDER, class_name, sources
from schemas.tables import COMMON, arrow_schema, tables

ROOT = Path(__file__).parents[2]

RIGHT = """
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.place import Place
from schemas.rows import GoalRow, ProjectRow


def budget(found: Claims) -> Decimal | None:
    found.add(ProjectRow, Place(), table_no=1, coverage="all", budget_yuan=Decimal(3))
    found.add(GoalRow, Place(), scope="project", parent_no=1, goal_no=1, text="a goal")
    return found.rows["projects"][0]["budget_yuan"]
"""


def mypy(text: str, folder: Path) -> str:
    path = folder / "snippet.py"
    path.write_text(text)
    cache = ["--cache-dir", str(ROOT / ".mypy_cache")]
    command = [sys.executable, "-m", "mypy", *cache, "--config-file", str(ROOT / "pyproject.toml"), str(path)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What mypy says of rows that are right, and of each slip below."""
    slips = [RIGHT.replace("def budget", f"def budget_{n}").replace(*slip) for n, slip in enumerate(SLIPS)]
    return mypy("\n".join([RIGHT, *slips]), tmp_path_factory.mktemp("mypy"))


SLIPS = (
    ("budget_yuan=Decimal(3)", "budgt_yuan=Decimal(3)"),
    ("budget_yuan=Decimal(3)", "duty_no=3"),
    ("budget_yuan=Decimal(3)", "budget_yuan=0.5"),
    (', text="a goal"', ""),
    ('"budget_yuan"]', '"budgt_yuan"]'),
    ('rows["projects"]', 'rows["duties"][0]["duties"]'),
    ('rows["projects"]', 'rows["project"]'),
)


@pytest.mark.parametrize(
    "error",
    [
        'Unexpected keyword argument "budgt_yuan" for "add" of "Claims"',
        'Unexpected keyword argument "duty_no" for "add" of "Claims"',
        'Argument "budget_yuan" to "add" of "Claims" has incompatible type "float"; expected "Decimal | None"',
        'Missing named argument "text" for "add" of "Claims"',
        'TypedDict "ProjectRow" has no key "budgt_yuan"',
        'TypedDict "DutyRow" has no key "duties"',
        'TypedDict "Records" has no key "project"',
    ],
)
def test_a_slip_in_a_row_is_an_error_of_mypy(said: str, error: str) -> None:
    assert error in said


def test_mypy_finds_nothing_wrong_in_rows_that_are_right(said: str) -> None:
    lines = {int(line.split(":")[1]) for line in said.splitlines() if ": error:" in line}
    assert len(lines) == len(SLIPS)
    assert min(lines) > RIGHT.count("\n")


def test_the_classes_are_those_that_tables_yaml_makes() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")} == sources()


@pytest.mark.parametrize("table", tables())
def test_a_class_has_the_columns_of_its_table(table: str) -> None:
    row = getattr(rows, class_name(table))
    assert rows.TABLE_OF[row] == table
    assert [*row.__annotations__] and row.__required_keys__ <= tables()[table].always
    assert {*row.__required_keys__, *row.__optional_keys__} == {*arrow_schema(table).names} - {*COMMON}
