"""A form that is typed as lines, label by label, is a project like one in a table; a sentence about one is none."""

from decimal import Decimal

from contexts import context

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph
from extractors.records.performance import forms_in_prose
from schemas.rows import ProjectRow

LINES = (
    "（一）项目名称：石埠码头修缮",
    "实施单位：芦汀县航道中心",
    "预算金额：36.5万元",
    "年度绩效目标：1.修好两处码头；2.汛前完工。",
    "绩效指标：数量指标：修缮码头≥2处；质量指标：验收合格率100%；时效指标：汛前完工。",
    "（二）项目名称：渡口扶栏油漆。预算金额（万元）：4.2。绩效目标：扶栏无锈。",
    "满意度指标：乘客满意度≥90%",
    "六、其他事项",
)


def read(*lines: str) -> Claims:
    blocks = [Paragraph(text, [(0, 1, n)], index=n) for n, text in enumerate(lines)]
    return forms_in_prose.extract(Document(blocks, "text", "text/plain"), context())


def test_each_form_is_a_project_with_goals_and_indicators() -> None:
    rows = read(*LINES).rows
    assert [(row["project_name"], row["unit_name"], row["budget_yuan"]) for row in rows["projects"]] == [
        ("石埠码头修缮", "芦汀县航道中心", Decimal(365000)),
        ("渡口扶栏油漆", None, Decimal(42000)),
    ]
    goals = [(row["parent_no"], row["horizon"], row["text"]) for row in rows["goals"]]
    assert goals == [(1, "annual", "修好两处码头；"), (1, "annual", "汛前完工。"), (2, None, "扶栏无锈。")]
    indicators = [
        (row["parent_no"], row["level2"] or row["level1"], row["level3"], row["target"]) for row in rows["indicators"]
    ]
    assert indicators == [
        (1, "数量指标", "修缮码头", "≥2处"),
        (1, "质量指标", "验收合格率100%", None),
        (1, "时效指标", "汛前完工", None),
        (2, "满意度指标", "乘客满意度", "≥90%"),
    ]


def test_a_form_repeats_a_table_s_project_only_with_its_budget() -> None:
    def budgets_beside(budget: Decimal | None) -> list[Decimal | None]:
        blocks = [Paragraph(text, [(0, 1, n)], index=n) for n, text in enumerate(LINES[:5])]
        taken = Claims()
        taken.add(ProjectRow, blocks[0].place(), table_no=1, project_name="石埠码头修缮", budget_yuan=budget)
        rows = forms_in_prose.extract(Document(blocks, "text", "text/plain"), context(taken=taken)).rows
        return [row["budget_yuan"] for row in rows.get("projects", ())]

    assert budgets_beside(Decimal("365000")) == []
    assert budgets_beside(Decimal("365400")) == []  # 36.5万元 is what prose rounds it to
    assert budgets_beside(None) == []
    assert budgets_beside(Decimal("366000")) == [Decimal(365000)]


def test_a_name_without_a_goal_is_no_form() -> None:
    assert not read("项目名称：石埠码头修缮", "联系人：芦小渡").rows


HEADED = (
    "第三部分 项目绩效目标",
    "（一）石埠码头修缮",
    "1.项目概述：两处码头在汛前修好。",
    "2.预算安排：2030年安排36.5万元，全部为财政拨款。",
    "3.绩效目标：码头可以靠船。",
    "（二）渡口扶栏油漆",
    "1.预算安排：2030年安排4.2万元。",
    "2.绩效目标：扶栏无锈。",
)


def test_a_heading_in_a_chapter_about_projects_names_the_form_below_it() -> None:
    rows = read(*HEADED).rows
    assert [(row["project_name"], row["budget_yuan"]) for row in rows["projects"]] == [
        ("石埠码头修缮", Decimal(365000)),
        ("渡口扶栏油漆", Decimal(42000)),
    ]
    assert [(row["parent_no"], row["text"]) for row in rows["goals"]] == [(1, "码头可以靠船。"), (2, "扶栏无锈。")]


def test_no_project_is_made_of_another_chapter_or_of_a_heading_without_an_amount() -> None:
    assert not read("第三部分 部门整体情况", *HEADED[1:5]).rows
    assert not read(HEADED[0], HEADED[1], HEADED[2], HEADED[4]).rows
    assert not read(HEADED[0], "（一）绩效目标", *HEADED[2:5]).rows
