"""The benchmark's own parts: the competition's files as grids, on a pair that we made up."""

from decimal import Decimal
from pathlib import Path

from benchmark_parts import module
from drawing import pdf, rule, write

COMPETITION = """<?xml version="1.0" encoding="UTF-8"?>
<document filename="library.pdf">
  <table id="1">
    <region id="1" page="1">
      <cell id="1" start-row="0" start-col="0" end-col="1"><content>Books</content></cell>
      <cell id="2" start-row="1" start-col="0"><content>maps</content></cell>
      <cell id="3" start-row="1" start-col="1"><content>6.00</content></cell>
    </region>
  </table>
</document>
"""


def test_the_files_of_the_competition_are_grids_with_merged_cells(tmp_path: Path) -> None:
    (tmp_path / "library-str.xml").write_text(COMPETITION, encoding="utf-8")
    tables = module("tables")
    (grid,) = tables.icdar_grids(tmp_path / "library-str.xml")
    assert [[text for text, _ in row] for row in grid] == [["Books", "Books"], ["maps", "6.00"]]
    assert grid[0][0] is grid[0][1]


def test_a_table_that_is_read_as_it_is_printed_scores_full(tmp_path: Path) -> None:
    """With a scorer of the same kind as the one beside the repository: cells as they are, all or nothing."""
    (tmp_path / "library-str.xml").write_text(COMPETITION, encoding="utf-8")
    lines = [rule(40, y, 240, y) for y in (200, 220, 240)] + [rule(40, 200, 40, 240), rule(240, 200, 240, 240)]
    content = "".join(lines) + rule(140, 220, 140, 240)
    content += write(44, 204, "Books") + write(44, 224, "maps") + write(144, 224, "6.00")
    (tmp_path / "library.pdf").write_bytes(pdf(content))

    class Scorer:
        @staticmethod
        def norm(text: str) -> str:
            return "".join(text.split())

        @staticmethod
        def f1(truth: list[list[list[tuple[str, int]]]], got: list[list[list[tuple[str, int]]]]) -> tuple[float, ...]:
            texts = [[[[text for text, _ in row] for row in grid] for grid in side] for side in (truth, got)]
            return (0.0, 0.0, float(texts[0] == texts[1]))

    tables = module("tables")
    truth = tables.truths([], tmp_path, Scorer)
    assert list(truth) == [tmp_path / "library.pdf"]
    assert tables.score("yusuan", truth, Scorer) == 1.0


def test_both_parsers_agree_on_a_drawn_page(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(pdf(rule(40, 40, 200, 40) + write(40, 100, "A library of the county")))
    ((number, tables, found),) = module("parity").compare(tmp_path / "page.pdf")
    assert (number, tables, found) == (1, 0, None)


def test_what_is_recorded_is_looked_for_in_the_words_of_the_page() -> None:
    """A name broken over lines is printed, also where another column stands between; one of other words is not."""
    page = module("printed").Pages(["古籍修复与 ≥ 35 册\n1,204,5 仓房换瓦工程\n66.78 数字化"])
    assert page.has("仓房换瓦工程")
    assert page.has("古籍修复与数字化")
    assert not page.has("古籍修复与仓房改造")
    assert page.has_number(Decimal("12045667800.00"))
    assert page.has_number(Decimal("350000.00"))
    assert not page.has_number(Decimal("36"))
