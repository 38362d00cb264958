"""The published tables: what is declared is what is written, and nothing that is not declared."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from disclosed import Disclosed

from schemas.codes import measure_words, regions
from schemas.codes.model import MeasuresFile
from schemas.forms import layouts, read_layout
from schemas.model import DataFileError, load_as
from schemas.tables import Row, arrow_schema, batch, tables
from schemas.yamlfile import HERE, DuplicateKeyError, load

COMMON = ("document_id", "fiscal_year", "region", "publisher")
PLACE = ("page", "line", "table_index", "row_index")
NOT_FROM_A_PLACE = {"documents", "checks", "links", "explanations", "tables", "cells", "failures"}
KNOWN: Row = {"document_id": "ab12", "fiscal_year": 2031, "region": "139900", "publisher": "云岭县图书馆"}


@pytest.mark.parametrize("name", tables())
def test_every_table_begins_with_the_common_columns(name: str) -> None:
    assert tuple(arrow_schema(name).names[:4]) == COMMON


@pytest.mark.parametrize("name", tables())
def test_a_table_of_records_ends_with_their_place(name: str) -> None:
    names = tuple(arrow_schema(name).names)
    assert (names[-4:] == PLACE) == (name not in NOT_FROM_A_PLACE)


@pytest.mark.parametrize("name", tables())
def test_money_is_decimal_in_yuan_and_nothing_but_points_is_a_float(name: str) -> None:
    for field in arrow_schema(name):
        assert (field.type == pa.decimal128(20, 2)) == field.name.endswith("_yuan")
        assert not pa.types.is_floating(field.type) or field.name in ("x0", "top", "x1", "bottom")


@pytest.mark.parametrize("name", tables())
def test_codes_are_text_and_years_are_small_integers(name: str) -> None:
    for field in arrow_schema(name):
        if field.name.endswith("code"):
            assert field.type == pa.string()
        if field.name.endswith("year"):
            assert field.type == pa.int16()


@pytest.mark.parametrize("name", tables())
def test_every_field_carries_its_chinese_label(name: str) -> None:
    schema = arrow_schema(name)
    assert schema.metadata[b"yusuan.table"].decode() == name
    for metadata in (schema.metadata, *(field.metadata for field in schema)):
        assert any("\u4e00" <= char <= "\u9fff" for char in metadata[b"label_zh"].decode())
    for field in schema:
        assert {b"label_zh", b"unit", b"description"} <= set(field.metadata)


@pytest.mark.parametrize("name", tables())
def test_the_key_of_a_table_is_made_of_its_columns(name: str) -> None:
    assert set(tables()[name].key) <= set(arrow_schema(name).names)


@pytest.mark.parametrize("name", tables())
def test_a_table_without_rows_is_still_a_table(name: str) -> None:
    assert batch(name, [], KNOWN).schema == arrow_schema(name)


@pytest.mark.parametrize("name", tables())
def test_a_column_that_is_not_declared_stops_the_writing(name: str) -> None:
    with pytest.raises(KeyError, match="colour"):
        batch(name, [{"colour": "red"}], KNOWN)


def test_rows_keep_their_values_to_the_cent_and_missing_columns_are_null() -> None:
    rows: list[Row] = [
        {"seq": 1, "item": "书架", "value_yuan": Decimal("120000.5")},
        {"seq": 2, "item": "灯", "line": 7},
    ]
    first, second = batch("assets", rows, KNOWN).to_pylist()
    assert (first["value_yuan"], first["publisher"]) == (Decimal("120000.50"), "云岭县图书馆")
    assert (second["value_yuan"], second["line"]) == (None, 7)


def test_an_amount_finer_than_a_cent_is_rounded_half_even() -> None:
    amounts = [Decimal("0.005"), Decimal("0.015"), None, Decimal("12.346")]
    made = batch("assets", [{"seq": n, "value_yuan": amount} for n, amount in enumerate(amounts)], KNOWN).to_pylist()
    assert [row["value_yuan"] for row in made] == [Decimal("0.00"), Decimal("0.02"), None, Decimal("12.35")]


def test_an_amount_that_no_column_holds_is_refused() -> None:
    with pytest.raises(pa.ArrowInvalid):
        batch("assets", [{"seq": 1, "value_yuan": Decimal(10) ** 19}], KNOWN)


@pytest.mark.parametrize("sample", ["text_2020", "pdf_2020", "pdf_2021"])
@pytest.mark.parametrize("name", tables())
def test_the_keys_of_a_document_are_unique(name: str, sample: str, request: pytest.FixtureRequest) -> None:
    made: Disclosed = request.getfixturevalue(sample)
    rows = batch(name, made.records.get(name, []), made.common).to_pylist()
    keys = [tuple(row[column] for column in tables()[name].key) for row in rows]
    assert len(set(keys)) == len(keys)
    assert not [key for key in keys if None in key]


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", "top:\n  x: [1]\n  x: [2]\n", "list:\n- {k: 1, k: 1}\n"])
def test_a_key_that_stands_twice_in_a_yaml_file_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "twice.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DuplicateKeyError, match="second time"):
        load(tmp_path / "twice.yaml")


def test_a_yaml_file_may_use_one_key_in_two_places(tmp_path: Path) -> None:
    (tmp_path / "once.yaml").write_text("a: {k: 1}\nb: {k: 2}\n", encoding="utf-8")
    assert load(tmp_path / "once.yaml") == {"a": {"k": 1}, "b": {"k": 2}}


GOOD = """
layout: 云岭
province: "00"
years: [2031, 2032]
source: invented
forms:
  assets:
    requires: [item]
    labels:
      item: [名称, 物品]
      value: [金额]
    as_of: '截至'
    categories: {land: 土地}
"""


@pytest.mark.parametrize(
    ("good", "bad", "sentence"),
    [
        (
            "      value: [金额]",
            "      value: [金额, 名称]",
            "line 11: .*labels.value has the label 名称, which stands for item already",
        ),
        (
            "      value: [金额]",
            "      valeu: [金额]",
            r"line 11: .*labels.valeu is not a field of this form; .* is value meant\?",
        ),
        ("    as_of:", "    as_off:", "line 12: forms.assets.as_off is not a key here; is as_of meant?"),
        ("    as_of: '截至'\n", "", "line 7: the key forms.assets.as_of is missing"),
        ("  assets:", "  asets:", "line 7: forms.asets is not a key here; is assets meant?"),
        ("{land: 土地}", "{land: '土（地)'}", "line 13: forms.assets.categories.land: the pattern does not compile"),
        (
            "requires: [item]",
            "requires: [quantity]",
            "line 8: .*requires names quantity, for which labels has no",
        ),
    ],
)
def test_a_form_that_is_not_as_its_model_says_is_named_with_file_and_line(
    good: str, bad: str, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_layout(path).forms[0].fields == {"名称": "item", "物品": "item", "金额": "value"}
    path.write_text(GOOD.replace(good, bad), encoding="utf-8")
    with pytest.raises(DataFileError, match=f"form.yaml, .*{sentence}"):
        read_layout(path)


def test_the_form_of_the_documents_own_place_and_time_suits_it_best() -> None:
    forms = {form.layout: form for layout in layouts() for form in layout.forms}
    assert forms["hebei_2020"].suits("130105", 2020) == 2
    assert forms["hebei_2020"].suits("310000", 2020) == forms["hebei_2020"].suits("130105", 2031) == 0


def test_a_form_requires_only_fields_that_it_labels() -> None:
    for layout in layouts():
        for form in layout.forms:
            assert form.requires <= set(form.fields.values()), f"{layout.name}.{form.kind}"
            assert form.fits(form.fields)
            assert not form.fits([])


def test_every_measure_has_a_name_and_every_region_a_code_of_six_digits() -> None:
    words = measure_words()
    assert {"three_public_total", "procurement_total"} <= set(words.names.values())
    assert set(words.sides.values()) == {"revenue", "expenditure", "both"}
    assert all(len(code) == 6 and code.isdigit() and name for code, name in regions().items())
    assert regions()["130000"] == "河北省"


@pytest.mark.parametrize(
    ("written", "slip", "sentence"),
    [
        (
            "  meetings: [会议费, ",
            "  meetings: [差旅费, ",
            r"line \d+: measures\.travel has 差旅费, which stands for meetings already",
        ),
        ("glossary:", "glosary:", r"line \d+: glosary is not a key here; is glossary meant\?"),
        ("'下属(", "'下属((", r"line \d+: counts\.units_below: the pattern does not compile"),
    ],
)
def test_a_slip_in_the_measures_is_a_sentence_with_file_and_line(
    written: str, slip: str, sentence: str, tmp_path: Path
) -> None:
    text = (HERE / "codes" / "measures.yaml").read_text(encoding="utf-8")
    assert written in text
    (tmp_path / "measures.yaml").write_text(text.replace(written, slip), encoding="utf-8")
    with pytest.raises(DataFileError, match=rf"measures\.yaml, {sentence}"):
        load_as(tmp_path / "measures.yaml", MeasuresFile)
