"""The budget and the final accounts of an invented body for one year, as HTML with one table of expenditure each."""

from pathlib import Path

LINES = [
    ("", "合计"), ("207", "文化旅游体育与传媒支出"), ("20701", "文化和旅游"), ("2070104", "图书馆"),
    ("2070109", "群众文化"), ("221", "住房保障支出"), ("22102", "住房改革支出"), ("2210201", "住房公积金"),
]  # fmt: skip


def amounts(library: int, culture: int, housing: int) -> list[int]:
    """The amounts of `LINES` by those of the three 项."""
    both = library + culture
    return [both + housing, both, both, library, culture, housing, housing, housing]


def budget(folder: Path, planned: list[int]) -> Path:
    """The published budget."""
    return _write(folder, "预算", "一般公共预算支出表", ("合计",), [planned])


def final_accounts(folder: Path, planned: list[int] | None, spent: list[int], head: str = "年初预算数") -> Path:
    """The final accounts, with a column of what was planned beside what was spent, or without it."""
    heads, columns = ((head, "决算数"), [planned, spent]) if planned else (("决算数",), [spent])
    return _write(folder, "决算", "一般公共预算财政拨款支出决算表", heads, columns)


def _write(folder: Path, kind: str, title: str, heads: tuple[str, ...], columns: list[list[int]]) -> Path:
    rows = [("科目编码", "科目名称", *heads)]
    for number, (code, name) in enumerate(LINES):
        rows.append((code, name, *(f"{column[number]}.00" for column in columns)))
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    name = f"云岭县图书馆2031年部门{kind}"
    path = folder / f"{name}.html"
    page = f"<h1>{name}</h1><h2>{title}</h2><p>单位：万元</p><table>{table}</table>"
    path.write_text(f"<html><meta charset=utf-8><body>{page}</body></html>", encoding="utf-8")
    return path
