"""The READMEs show what is: their blocks are those that the code makes. Of the run they show: `test_runs.py`."""

import pytest

from flows import readme


@pytest.mark.parametrize("name", readme.READMES)
def test_the_blocks_of_commands_and_tables_are_as_generated(name: str) -> None:
    assert (readme.ROOT / name).read_text(encoding="utf-8") == readme.texts()[name], "run: make docs"


@pytest.mark.parametrize("block", ["<!-- run -->\n<!-- /run -->\n" * 2, "no block"])
def test_a_block_stands_once(block: str) -> None:
    with pytest.raises(ValueError, match="one block"):
        readme.replaced(block, "run", "…")
