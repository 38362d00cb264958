"""The READMEs show what is: their blocks are those that the code makes."""

from pathlib import Path

import commands
import pytest

from flows import readme


@pytest.mark.parametrize("name", readme.READMES)
def test_the_blocks_of_commands_and_tables_are_as_generated(name: str) -> None:
    assert (readme.ROOT / name).read_text(encoding="utf-8") == readme.texts()[name], "run: make docs"


@pytest.fixture(scope="module")
def shown(prefect_home: Path) -> dict[readme.Language, str]:
    with commands.api(prefect_home):
        return readme.runs_shown()


@pytest.mark.parametrize(("name", "spoken"), readme.READMES.items())
def test_what_a_run_prints_is_what_the_readme_shows(
    name: str, spoken: readme.Language, shown: dict[readme.Language, str]
) -> None:
    text = (readme.ROOT / name).read_text(encoding="utf-8")
    assert readme.replaced(text, "run", shown[spoken]) == text, "run: make docs"


@pytest.mark.parametrize("block", ["<!-- run -->\n<!-- /run -->\n" * 2, "no block"])
def test_a_block_stands_once(block: str) -> None:
    with pytest.raises(ValueError, match="one block"):
        readme.replaced(block, "run", "…")
