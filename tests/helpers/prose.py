"""What the invented disclosure's prose states beside its totals: lines, shares, changes, counts, names."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from extractors.document.place import Place
from extractors.identify.identity import Naming
from schemas.tables import Row

YEAR = 2031
WHOLE = "expenditure_appropriation"
CULTURE, SCHOOLS = "文化支出（类）图书馆（项）", "教育支出（类）"

TOTALS = {
    "revenue_current": 290,
    "carried_over": 10,
    "expenditure_current": 295,
    "carried_forward": 5,
    "expenditure_appropriation": 300,
    "expenditure_general_public": 280,
    "expenditure_government_fund": 20,
    "procurement_sme": 12,
    "procurement_micro": 6,
    "performance_funds": 100,
}
"""In 万元."""

SENTENCES = {"performance_funds": "项目支出均实行绩效目标管理，涉及资金100万元。"}

COUNTS = {
    "units_below": 5,
    "units_administrative": 1,
    "units_civil_service": 1,
    "units_institutional": 4,
    "performance_projects": 5,
}

AREAS = "新馆建筑面积900平方米，其中书库建筑面积650平方米；报告厅建筑面积250平方米。"

LISTED = {"巡展": "9.5", "运输费": "4.5", "其他费用": "5.0"}
LIST = "巡展9.5万元，其中：运输费4.5万元、其他费用5.0万元。"

NAMINGS = (
    Naming("publisher", "title", "云岭县图书馆"),
    Naming("publisher", "file_name", "云岭图书馆"),
    Naming("fiscal_year", "title", "2031"),
    Naming("fiscal_year", "statements", "2031"),
)


def figures(figure: Callable[..., Row]) -> list[Row]:
    """The statements, made with `figure` from a line, a measure, a value in yuan and a kind."""
    made = [
        figure(40 + n, measure, yuan(wan), sentence=SENTENCES.get(measure, ""))
        for n, (measure, wan) in enumerate(TOTALS.items())
    ]
    made += [
        figure(60, "function_line", yuan(200), label=CULTURE, part_of=WHOLE),
        figure(60, "function_line", yuan(160), label=CULTURE, part_of=WHOLE, year=YEAR - 1, base="executed"),
        figure(60, "function_line", yuan(40), "change", label=CULTURE, part_of=WHOLE, base="executed"),
        figure(60, "function_line", Decimal("25.00"), "percent", label=CULTURE, part_of=WHOLE, base="executed"),
        figure(61, "function_line", yuan(100), label=SCHOOLS, part_of=WHOLE),
        figure(61, "function_line", yuan(20), "change", label=SCHOOLS, part_of=WHOLE),
        figure(62, WHOLE, yuan(60), "change", reason="人员增加"),
        figure(62, "carried_forward", yuan(0), "change", direction="flat"),
        figure(63, "part_line", yuan(12), label="设备", part_of="procurement_goods", sentence="设备4台×3万元=12万元。"),
        figure(63, "part_line", yuan(8), label="图书", part_of="procurement_goods"),
        share(figure, 64, "expenditure_personnel", "75.00"),
        share(figure, 65, "expenditure_public", "25.00"),
        *executed(figure, 66),
        *(figure(67, "spending_item", yuan(wan), label=label, sentence=LIST) for label, wan in LISTED.items()),
    ]
    for line, (measure, count) in enumerate(COUNTS.items(), start=70):
        made.append(figure(line, measure, None, "count") | {"value": Decimal(count), "unit": "个"})
    return (
        made
        + [
            figure(90, "floor_area", None, "count", label=f"建筑面积{area}平方米")
            | {"value": Decimal(area), "unit": "平方米", "sentence": AREAS}
            for area in ("900", "650", "250")
        ]
        + [
            figure(95, "staff_institutional", None, "count")
            | {"value": Decimal(12), "unit": "人", **STAFF, "row_index": 3}
        ]
    )


def executed(figure: Callable[..., Row], line: int) -> list[Row]:
    """A project's plan and what was spent of it."""
    return [
        figure(line, "evaluated_project", yuan(50), base="planned"),
        figure(line, "evaluated_project", yuan(45), base="executed"),
        figure(line, "evaluated_project", None, "completion") | printed("90.00") | {"unit": "%"},
        figure(line, "evaluated_project", yuan(5), "change", direction="decrease", base="planned"),
    ]


def share(figure: Callable[..., Row], line: int, measure: str, percent: str) -> Row:
    value = Decimal(percent)
    printed = {"value_yuan": None, "percent": value, "value": value, "unit": "%"}
    return figure(line, measure, None, "share", part_of="expenditure_basic") | printed


STAFF = {"table_index": 14}
"""The table of units and their staff."""


def units() -> list[Row]:
    """The units and their staff; the 合计 below them is a figure."""
    counts = (("云岭县图书馆本级", 9), ("云岭县分馆", 3))
    return [
        {"name": name, "staff_institutional": count, "line": 92 + row, **STAFF, "row_index": row}
        for row, (name, count) in enumerate(counts, start=1)
    ]


def assets() -> list[Row]:
    """Vehicles told in prose: their number, and by use."""
    told = ((1, "车辆", 7), (2, "执法执勤用车", 3), (2, "其他用车", 4))
    common: dict[str, Any] = {"category": "vehicles", "of_which": False, "value_yuan": None, "line": 520}
    return [
        {"item": item, "level": level, "quantity": Decimal(quantity), "quantity_unit": "辆", **common}
        for level, item, quantity in told
    ]


def yuan(wan: str | int) -> Decimal:
    return Decimal(wan) * 10_000


Change = Callable[[dict[str, Any]], None]


def telling(measure: str, kind: str = "level", label: str | None = None, year: int = YEAR, **columns: Any) -> Change:
    """A change of the first statement of a measure, or of the line with a label."""

    def change(records: dict[str, Any]) -> None:
        said = (measure, kind, year)
        rows = (row for row in records["figures"] if (row["measure"], row["statement"], row["year"]) == said)
        next(row for row in rows if label in (None, row["label"])).update(columns)

    return change


def both(*changes: Change) -> Change:
    def change(records: dict[str, Any]) -> None:
        for one in changes:
            one(records)

    return change


def naming(about: str, value: str) -> Change:
    """A change by which a label says something else."""
    return lambda records: records.update(namings=[*NAMINGS, Naming(about, "label", value, False, (Place(1),))])


def printed(percent: str) -> dict[str, Decimal]:
    return {"percent": Decimal(percent), "value": Decimal(percent)}


PLANTED: list[tuple[str, Change]] = [
    ("revenue_years", telling("revenue_current", value_yuan=yuan(291))),
    ("expenditure_years", telling("carried_forward", value_yuan=yuan(6))),
    ("appropriation_parts", telling("expenditure_government_fund", value_yuan=yuan(21))),
    ("procurement_reserved", telling("procurement_micro", value_yuan=yuan(13))),
    ("performance_within", telling("performance_funds", value_yuan=yuan(1001))),
    ("performance_all", telling("performance_funds", value_yuan=yuan(95))),
    ("lines_total", telling("function_line", label=SCHOOLS, value_yuan=yuan(101))),
    ("lines_change", telling("function_line", "change", SCHOOLS, value_yuan=yuan(1))),
    (
        "sentence_list",
        both(
            *(telling("spending_item", label=label, sentence=LIST.replace("4.5", "3.5")) for label in LISTED),
            telling("spending_item", label="运输费", value=Decimal("3.5"), value_yuan=yuan("3.5")),
        ),
    ),
    ("parts_within", telling("part_line", label="图书", value_yuan=yuan(9))),
    ("product", telling("part_line", label="设备", sentence="设备4台×3万元=13万元。")),
    ("share_percent", telling("expenditure_personnel", "share", **printed("75.02"))),
    (
        "shares_total",
        both(
            telling("expenditure_basic", statement="not stated"),
            telling("expenditure_personnel", "share", **printed("75.50")),
        ),
    ),
    (
        "percent_of_zero",
        both(
            telling("function_line", label=CULTURE, year=YEAR - 1, value_yuan=yuan(0)),
            telling("function_line", "change", CULTURE, value_yuan=yuan(200)),
        ),
    ),
    ("completion_percent", telling("evaluated_project", "completion", **printed("95.00"))),
    ("completion_change", telling("evaluated_project", "change", value_yuan=yuan(9))),
    ("change_levels", telling("function_line", "change", CULTURE, value_yuan=yuan(41))),
    ("increase_within", telling(WHOLE, "change", value_yuan=yuan(301))),
    ("reason_direction", telling(WHOLE, "change", reason="退休人员减少")),
    ("comparison_year", telling(WHOLE, "change", base_year=YEAR)),
    ("units_counted", telling("units_institutional", "count", value=Decimal(5))),
    ("staff_total", telling("staff_institutional", "count", value=Decimal(13))),
    ("performance_counted", telling("performance_projects", "count", value=Decimal(1))),
    ("vehicles_by_use", lambda records: records["assets"][-1].update(quantity=Decimal(5))),
    ("areas_within", telling("floor_area", "count", value=Decimal(899))),
    ("publisher_named", naming("publisher", "乙局")),
    ("year_named", naming("fiscal_year", "2030")),
]
