"""Invented performance tables, and what is read of them."""

from decimal import Decimal

from contexts import context
from ruled import ruled

from extractors.document.claims import Claims
from extractors.document.model import Document, Table
from extractors.records.performance import shapes

SHEET = [
    ["项目名称", "<", "渡船更新", "<", "<", "<", "<"],
    ["主管部门及代\n码", "<", "航运局  407", "<", "实施单位", "东渡口", "<"],
    ["项目资金\n（万元）", "<", "年度资金总额：", "<", "12.76 ", "<", "执行率\n分值\n（10）"],
    ["^", "<", "  其中：财政拨款", "<", "12.00 ", "<", "^"],
    ["^", "<", "  上年结转", "<", "0.76 ", "<", "^"],
    ["^", "<", "  其他资金", "<", "0 ", "<", "^"],
    ["年\n度\n总\n体\n目\n标", "目标1：换新船。目\n标 2：老船退役；3.船员持证。", "<", "<", "<", "<", "<"],
    ["绩\n效\n指\n标", "一级\n指标", "二级指标", "三级指标", "<", "指标值", "分值\n（90）"],
    ["^", "产出指标", "数量指标", "新船", "<", "2艘", "50"],
    ["^", "^", "^", "退役的船", "<", "≥1艘", "20"],
    ["^", "效益指标", "社会效益指标", "候船时间", "<", "不超过20分钟", "20"],
]
LIST_HEAD = [
    ["项目名称", "项目总额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
]


def read(*tables: Table) -> Claims:
    for index, table in enumerate(tables, start=1):
        table.index = index
    document = Document(list(tables), "pdf", "application/pdf")
    return shapes.extract(document, context(document=document))


def on_page(page: int, rows: list[list[str]], *context: str) -> Table:
    table = ruled(rows, *context)
    for cell in table.cells:
        cell.page = page
    return table


def rows(found: Claims, table: str, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in found.rows.get(table, ())]


def wan(amount: str) -> Decimal:
    return Decimal(amount) * 10_000
