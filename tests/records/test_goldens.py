"""Every layout has a sample, and every sample gives the records that were reviewed by eye."""

from functools import cache
from pathlib import Path

import forms_pdf
import golden
import pytest
from disclosed import ROOT

from extractors.document.model import Document
from extractors.recognise.forms import recognise
from schemas.forms import layouts
from schemas.tables import Row, RowsByTable

made = cache(golden.made)


def found(path: Path) -> tuple[Document, Row, RowsByTable]:
    return made(path)


def shown(layout: str) -> list[Path]:
    return [path for path, name in golden.samples().items() if name == layout]


def test_every_file_of_the_layouts_has_a_sample_and_every_sample_a_file() -> None:
    """See docs/adding-a-form.md. `national.yaml` has the words of all sets of standard tables, and is none.

    A shape (`shape_…`) has no file of its own: the words of a whole subject stand in one.
    """
    files = {path.stem for room in ("forms", "standard") for path in (ROOT / "schemas" / room).glob("*.yaml")}
    assert {name for name in golden.samples().values() if not name.startswith("shape_")} == files - {"national"}


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_every_form_of_a_layout_is_shown_by_a_sample(layout) -> None:  # type: ignore[no-untyped-def]
    forms = {(r.form.layout, r.form.kind) for path in shown(layout.name) for r in recognise(found(path)[0])}
    missing = {form.kind for form in layout.forms} - {kind for name, kind in forms if name == layout.name}
    assert not missing, f"{layout.name}: no table of a sample is recognised as {sorted(missing)}"


@pytest.mark.parametrize("path", golden.samples(), ids=lambda path: path.name)
def test_the_records_are_those_of_the_golden_files(path: Path) -> None:
    _, common, records = found(path)
    expected = golden.files(path, common, records)
    stored = {file: file.read_text(encoding="utf-8") for file in golden.folder(path).glob("*.csv")}
    assert stored == expected, "see tests/helpers/golden.py"
    assert expected


@pytest.mark.parametrize("path", golden.samples(), ids=lambda path: path.name)
def test_no_table_of_a_sample_is_given_up(path: Path) -> None:
    assert not found(path)[2]["failures"]


@pytest.mark.parametrize("source", sorted(golden.GOLDEN.glob("*/*.tsv")), ids=lambda path: path.name)
def test_a_drawn_sample_is_what_its_source_gives(source: Path) -> None:
    drawn = forms_pdf.drawn(source.read_text(encoding="utf-8"))
    assert source.with_suffix(".pdf").read_bytes() == drawn, "run tests/helpers/forms_pdf.py"
