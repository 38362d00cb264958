"""Reading what was published: only what is asked for, with exact money, and every column explained."""

import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from disclosed import Disclosed, publish

from flows import extras
from flows.desk import describe, load, once, selection
from flows.desk.views import ViewsError, write_views
from flows.publish.errors import NotFoundError
from schemas.tables import Row, arrow_schema, tables


@pytest.fixture(scope="module")
def many(text_2020: Disclosed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six publishers of one province and year, one of another province, one of another year."""
    own = [(f"{number:064x}", 2020, "130100", f"柳川市第{number}图书馆") for number in range(6)]
    own += [("a" * 64, 2020, "320500", "江苏省潮音馆"), ("b" * 64, 2021, "130100", "柳川市第0图书馆")]
    commons: list[Row] = [
        dict(zip(("document_id", "fiscal_year", "region", "publisher"), values, strict=True)) for values in own
    ]
    return publish(tmp_path_factory.mktemp("many"), *((common, text_2020.records) for common in commons))


def test_pandas_comes_with_arrow_types_and_money_is_exact(published: Path, text_2020: Disclosed) -> None:
    projects = load("projects", published, years=2020)
    assert projects["budget_yuan"].dtype == pd.ArrowDtype(pa.decimal128(17, 2))
    assert projects["budget_yuan"].sum() == sum(row["budget_yuan"] for row in text_2020.records["projects"])
    assert isinstance(projects["budget_yuan"].iloc[0], Decimal)
    assert projects["page"].isna().all() and projects["line"].dtype == pd.ArrowDtype(pa.int32())


def test_plain_pandas_reads_money_as_exact_decimals_too(published: Path, text_2020: Disclosed) -> None:
    projects = pd.read_parquet(published / "latest" / "projects")
    ours = projects[projects["fiscal_year"] == 2020]["budget_yuan"]
    assert {type(value) for value in ours} == {Decimal}
    assert ours.sum() == sum(row["budget_yuan"] for row in text_2020.records["projects"])


def test_polars_and_arrow_give_the_same_rows(published: Path, text_2020: Disclosed, pdf_2021: Disclosed) -> None:
    arrow = load("indicators", published, as_="arrow")
    assert arrow.schema.equals(arrow_schema("indicators"))
    assert load("indicators", published, as_="polars").to_arrow().num_rows == arrow.num_rows > 100
    amounts = [row["budget_yuan"] for one in (text_2020, pdf_2021) for row in one.records["projects"]]
    assert load("projects", published, as_="polars")["budget_yuan"].to_list() == amounts


def test_year_region_and_publisher_ask_for_their_rows_alone(many: Path) -> None:
    def publishers(**asked: object) -> list[str]:
        rows = load("projects", many, columns=["publisher"], **asked)  # type: ignore[call-overload]
        return sorted(rows["publisher"].unique())

    assert publishers(region="32") == publishers(region="320500") == publishers(region="320000") == ["江苏省潮音馆"]
    assert publishers(years=2021) == ["柳川市第0图书馆"]
    assert publishers(publisher=["第3", "潮音"]) == ["柳川市第3图书馆", "江苏省潮音馆"]
    assert publishers(years=2021, publisher="潮音") == []
    assert len(publishers(years=[2020, 2021], region="13")) == 6


def test_what_is_not_asked_for_is_not_read(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the publisher's own file one row group, of the other years and provinces not even the file."""
    path = many / "latest" / "cells" / "2020-13.parquet"
    rows = pq.read_table(path)
    path.unlink()
    pq.write_table(rows, path, row_group_size=rows.num_rows // 6)
    opened, groups = [], []

    class Watched(pq.ParquetFile):
        def __init__(self, source: Path) -> None:
            opened.append(f"{source.parent.name}/{source.name}")
            super().__init__(source)

        def read_row_group(self, i: int, *arguments: object, **options: object) -> pa.Table:
            if "col" in options["columns"]:  # type: ignore[operator]
                groups.append(i)
            return super().read_row_group(i, *arguments, **options)

    monkeypatch.setattr(selection.pq, "ParquetFile", Watched)
    wanted = load("cells", many, years=2020, region="13", publisher="柳川市第4图书馆", as_="arrow")
    assert wanted.num_rows == rows.num_rows / 6
    assert {name.partition("/")[2] for name in opened} <= {"2020-13.parquet", "none.parquet"}
    assert groups == [4]


def test_a_frame_says_what_its_columns_are(published: Path) -> None:
    frame = load("projects", published, columns=["project_name", "budget_yuan"])
    assert (frame.attrs["table"], frame.attrs["label"], frame.attrs["key"]) == (
        "projects",
        "项目绩效目标表",
        ["document_id", "table_no"],
    )
    about = frame.attrs["columns"]["budget_yuan"]
    assert (about["type"], about["unit"], about["label"]) == ("money", "元", "预算数")
    assert "all sources together" in about["meaning"]
    assert list(frame.columns) == list(frame.attrs["columns"])


def test_describe_is_a_frame_of_label_unit_and_meaning() -> None:
    plans = describe("payment_plans")
    assert tuple(plans.loc["percent"]) == ("number", "%", "计划支出进度", "null where blank or without a column")
    assert "cumulative" in plans.attrs["hazards"][0]
    everything = describe()
    assert list(everything.index) == list(tables())
    assert everything.loc["projects", "名称"] == "项目绩效目标表"


def test_a_year_or_region_of_which_nothing_is_published_is_no_empty_answer(many: Path) -> None:
    with pytest.raises(NotFoundError, match="nothing of 1999 is published; years: 2020, 2021"):
        load("projects", many, years=[2020, 1999])
    for area in ("1302", "44"):
        with pytest.raises(NotFoundError, match=f"nothing of region {area} is published; provinces: 13, 32"):
            load("projects", many, region=area)


def test_a_disclosure_in_two_files_counts_once_and_the_pdf_stays(both: Path, pdf_2020: Disclosed) -> None:
    assert len(load("projects", both)) == 15 and len(load("projects", both, once=False)) == 30
    assert list(load("documents", both)["document_id"]) == [pdf_2020.common["document_id"]]
    assert len(load("links", both)) == 2


def test_duckdb_counts_it_once_too_and_has_all_files_beside(both: Path, tmp_path: Path) -> None:
    write_views(both, tmp_path / "views.duckdb")
    with duckdb.connect(str(tmp_path / "views.duckdb"), read_only=True) as tool:

        def count(view: str) -> object:
            return tool.sql(f"SELECT count(*) FROM {view}").fetchall()

        assert (count("projects"), count("all_files.projects")) == ([(15,)], [(30,)])
        assert (count("failures"), count("links")) == ([(0,)], [(2,)])
        kept = tool.sql("SELECT document_id FROM documents").fetchall()
    assert kept == [(one,) for one in load("documents", both)["document_id"]]


def test_views_of_what_an_older_version_published_lack_what_it_did_not_know(both: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(both / "latest", out / "latest")
    shutil.rmtree(out / "latest" / "goals")
    for path in (out / "latest" / "projects").glob("*.parquet"):
        pq.write_table(pq.read_table(path).drop(["purpose"]), path)
    assert write_views(out, tmp_path / "views.duckdb") == len(tables()) - 1
    with duckdb.connect(str(tmp_path / "views.duckdb"), read_only=True) as tool:
        assert tool.sql("SELECT count(*) FROM projects").fetchall() == [(15,)]


def test_an_earlier_version_does_not_count(text_2020: Disclosed, pdf_2020: Disclosed) -> None:
    old = {"document_id": "a", "superseded_by": "b", "numbers_claimed": 9, "pages": 3}
    new = {"document_id": "b", "superseded_by": None, "numbers_claimed": 5, "pages": 3}
    word = {"document_id": "c", "superseded_by": None, "numbers_claimed": 5, "pages": None}
    link = {"relation": "rendition", "linked": True}
    links = [
        {**link, "document_id": "c", "linked_document_id": "b"},
        {**link, "document_id": "c", "linked_document_id": "a"},
        {**link, "document_id": "b", "linked_document_id": "elsewhere"},
    ]
    assert once.not_counted([old, new, word], links) == {"a", "c"}
    assert once.counted_instead([old, new, word], links) == {"a": "b", "c": "b"}
    assert once.not_counted([old, new, word], [{**one, "linked": False} for one in links]) == {"a"}
    assert once.not_counted([old, new, word], [{**one, "relation": "tables"} for one in links]) == {"a"}


def test_money_comes_as_decimal_float_or_fen_and_its_name_says_the_unit(published: Path, text_2020: Disclosed) -> None:
    exact = [row["budget_yuan"] for row in text_2020.records["projects"]]
    fen = load("projects", published, years=2020, money="int_fen")
    assert fen["budget_fen"].tolist() == [int(value * 100) for value in exact]
    wan = load("projects", published, years=2020, unit="万元", as_="arrow")
    assert wan["budget_wanyuan"].to_pylist() == [value / 10_000 for value in exact]
    plain = load("projects", published, years=2020, money="float", unit="万元", as_="polars")
    assert plain["budget_wanyuan"].to_list() == [float(value / 10_000) for value in exact]
    assert plain["other_wanyuan"].null_count() == sum(
        row["other_yuan"] is None for row in text_2020.records["projects"]
    )
    assert fen.attrs["columns"]["budget_fen"]["unit"] == "分"
    with pytest.raises(ValueError, match="counts in 分"):
        load("projects", published, money="int_fen", unit="万元")
    with pytest.raises(ValueError, match="money='double' is not known"):
        load("projects", published, money="double")  # type: ignore[call-overload]


def test_pandas_can_divide_and_multiply_money(published: Path) -> None:
    projects = load("projects", published, years=2020)
    assert (projects["budget_yuan"] / 10_000).sum() == Decimal("211.53")
    assert (projects["budget_yuan"] * 3).sum() == 3 * projects["budget_yuan"].sum()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"table": "project"}, "no table 'project' .is it projects"),
        ({"table": "projects", "columns": ["budget"]}, "projects has no column 'budget' .is it budget_yuan"),
        ({"table": "projects", "region": "河北"}, "'河北' is not a region code; give 2, 4 or 6 digits"),
        ({"table": "projects", "as_": "excel"}, "use pandas, polars or arrow"),
    ],
)
def test_a_wrong_question_is_answered_with_what_there_is(many: Path, asked: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        load(out=many, **asked)  # type: ignore[call-overload]


def test_a_publisher_is_never_guessed(many: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"several publishers have '图书馆'.*柳川市第0图书馆"):
        load("projects", many, publisher="图书馆")
    with pytest.raises(NotFoundError, match="no publisher has '财政局'"):
        load("projects", many, publisher="财政局")
    with pytest.raises(NotFoundError, match="nothing is published in"):
        load("projects", tmp_path)


def test_without_the_extra_one_sentence_says_what_to_install(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(extras.importlib, "import_module", absent)
    with pytest.raises(extras.MissingExtraError, match=r"^polars is not installed; .* pip install 'yusuan\[polars\]'$"):
        load("projects", many, as_="polars")
    with pytest.raises(extras.MissingExtraError, match="duckdb is not installed"):
        write_views(many, many / "views.duckdb")
    assert len(load("projects", many, years=2021)) == 15


def test_duckdb_views_show_the_next_snapshot_and_carry_comments(
    text_2020: Disclosed, pdf_2021: Disclosed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From whatever folder they are opened, and however strange the name of theirs."""
    out = publish(tmp_path / "it's [here]", (text_2020.common, text_2020.records))
    write_views(out, out / "views.duckdb")
    monkeypatch.chdir("/")
    with duckdb.connect(str(out / "views.duckdb")) as connection:
        assert connection.sql("SELECT count(*), sum(budget_yuan) FROM projects").fetchall() == [
            (15, sum(row["budget_yuan"] for row in text_2020.records["projects"]))
        ]
        ours = "FROM duckdb_columns() WHERE (database_name, schema_name) = ('views', 'main')"
        commented = f"SELECT count(*), count(comment) {ours}"
        assert connection.sql(commented).fetchall() == [(sum(len(t.columns) for t in tables().values()),) * 2]
        about = f"SELECT comment {ours} AND (table_name, column_name) = ('projects', 'budget_yuan')"
        ((comment,),) = connection.sql(about).fetchall()
        assert comment.startswith("预算数 (元): what the year budgets")
        connection.execute("CREATE TABLE mine AS SELECT 1 AS kept")
    publish(out, (pdf_2021.common, pdf_2021.records))
    write_views(out, out / "views.duckdb")
    with duckdb.connect(str(out / "views.duckdb"), read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM projects").fetchall() == [(29,)]
        assert connection.sql("SELECT kept FROM mine").fetchall() == [(1,)]


def test_a_file_that_is_no_duckdb_file_is_left_as_it_is(published: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.duckdb"
    path.write_text("my notes " * 1000)
    with pytest.raises(ViewsError, match="cannot be opened as a DuckDB file"):
        write_views(published, path)
    assert path.read_text() == "my notes " * 1000
