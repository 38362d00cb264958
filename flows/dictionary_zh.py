"""docs/zh/dictionary.md: the published tables and columns in Chinese, made from schemas/ and flows/words/."""

from collections.abc import Iterator

from flows import language
from flows.columns import meaning
from flows.desk.hazards import hazards
from schemas.tables import Column, tables

_NOTE = "<!-- Generated from schemas/ and flows/words/ by `python -m flows.docs`; edit there. -->\n"


def page() -> str:
    """The page as Markdown."""
    language.use("zh")
    try:
        return "\n".join(_lines())
    finally:
        language.use(None)


def _lines() -> Iterator[str]:
    yield _NOTE
    yield "# 数据字典\n\n[English](../dictionary.md)\n"
    yield "每张表是 `output/latest/` 下的一个 Parquet 文件夹，字段元数据带有名称、说明和单位。"
    yield "金额为 `decimal128(20, 2)`，一律以元计，无论文件以何单位印出；数量、目标值和百分比为 `decimal128(20, 6)`；"
    yield "代码是字符串；空白和横线为空，`0` 就是 0。⚠ 为计数或求和时要注意的事。\n"
    first, *others = tables().values()
    yield from ("## 各表共有的列\n", *_columns(first.name, first.columns[:4]))
    yield from ("## 位置\n", *_columns("organizations", tables()["organizations"].columns[-4:]))
    for table in (first, *others):
        placed = table.columns[-1].name == "row_index"
        yield f"## {table.name} · {table.label}\n"
        yield f"一行是{language.row_of(table.name)}。键：{'、'.join(table.key)}。\n"
        yield from (*(f"- ⚠ {said}" for said in hazards(table.name, "zh")), "")
        yield from _columns(table.name, table.columns[4:-4] if placed else table.columns[4:])


def _columns(table: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield "| 列 | 名称 | 单位 | 类型 | 含义 |\n|---|---|---|---|---|"
    for one in columns:
        yield f"| {one.name} | {one.label} | {one.unit} | {one.type} | {meaning(table, one, 'zh')} |"
    yield ""
