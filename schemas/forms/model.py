"""What a file of `schemas/forms/` may say: a kind of form, its options, and the fields that its labels may stand for.

A misspelt field would make a form lose a column in silence, and the document would be accused of it; so the fields of
each kind are listed here, and any other is refused.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from schemas.model import KeyFaultError, Pattern, Strict, meant

Words = tuple[str, ...]

_GOALS = ("goal", "goal_annual", "goal_implementation")
_INDICATORS = (
    "level1", "level2", "level3", "description", "operator", "target", "target_annual", "target_implementation",
    "target_unit", "basis", "weight", "indicator_group",
)  # fmt: skip
_FUNDS = ("general", "fund", "state_capital", "special_account", "other")


class FormOptions(Strict):
    """What every form says; `fields` are those that its labels may stand for."""

    fields: ClassVar[tuple[str, ...]] = ()

    labels: Mapping[str, Words]
    """Field → the labels that stand for it."""
    requires: Words
    """Fields without whose labels a table is not this form."""
    excludes: Words = ()
    """Labels with which a table is another form, however many labels they share."""
    title: Pattern | None = None
    """The name above the table, with groups `number` and `name`."""
    total: Words = ()
    subtotal: Words = ()
    end: Words = ()
    """Labels below which no indicator stands."""

    @model_validator(mode="after")
    def _known(self) -> "FormOptions":
        seen: dict[str, str] = {}
        for field, labels in self.labels.items():
            if field not in self.fields:
                fields = f"its fields are {', '.join(self.fields)}{meant(field, self.fields)}"
                raise KeyFaultError(("labels", field), f"is not a field of this form; {fields}")
            for label in labels:
                if label in seen:
                    raise KeyFaultError(
                        ("labels", field), f"has the label {label}, which stands for {seen[label]} already"
                    )
                seen[label] = field
        missing = [field for field in self.requires if field not in self.labels]
        if missing:
            raise KeyFaultError(("requires",), f"names {missing[0]}, for which labels has no words")
        return self


class Organizations(FormOptions):
    """机构设置, 基本情况: units and their staff."""

    fields = (
        "name", "nature", "rank", "funding", "posts", "staff", "vehicle_posts", "administrative", "institutional",
        "off_post", "retired_group", "retired_cadres", "retired", "discharged",
    )  # fmt: skip
    below: Words = ()
    """Fields that mean something only below one of `groups`."""
    groups: Words = ()


class ProjectPerformance(FormOptions):
    """项目绩效目标表: a project, its money, goals and indicators."""

    fields = (
        "project_code", "project_name", "supervisor", "unit", "nature", "period", "money_group", "funds", "budget",
        "period_budget", "fiscal", "period_fiscal", "carried_over", *_FUNDS, "period_other", "execution", "purpose",
        "plan", *_GOALS, *_INDICATORS,
    )  # fmt: skip
    coverage: Literal["all", "selected"] = "selected"
    """Whether every project has its table, or only some."""
    plan_month: Pattern | None = None
    plan_months: tuple[tuple[int, ...], ...] = ()
    """The months of each edition of the form; a table is of the first that has all of its months."""
    stated: Mapping[str, Words] = Field(default_factory=dict)
    """Amounts in the purpose text, by the words before them."""


class DutyActivity(FormOptions):
    """职责—工作活动绩效目标: duties with graded indicators."""

    fields = (
        "title", "budget", "description", "goal", "indicator", "criteria", "grade_excellent", "grade_good",
        "grade_fair", "grade_poor",
    )  # fmt: skip


class Procurement(FormOptions):
    """政府采购预算, an item a row."""

    fields = (
        "unit", "project_name", "project_budget", "item_name", "catalogue_code", "quantity_unit", "quantity",
        "unit_price", "amount", *_FUNDS, "current", "other_channel", "sme", "micro", "source_group", "amount_group",
        "current_group",
    )  # fmt: skip
    routine: Words = ()
    """What is bought from basic expenditure, in place of a project's name."""


class ProcurementNested(FormOptions):
    """政府采购预算 by category, project and economic subject, amounts only."""

    fields = ("category", "project_name", "economic_name", "item_name", "organisation_form", "amount")
    categories: Mapping[str, str] = Field(default_factory=dict)


class Assets(FormOptions):
    """固定资产占用情况表."""

    fields = ("item", "quantity", "quantity_unit", "value")
    as_of: Pattern
    categories: Mapping[str, Pattern]
    """Patterns; the first that a row's name holds is its category."""


class Forms(Strict):
    """The kinds of forms; `extractors/records/form_tables.py` has the extractor of each."""

    organizations: Organizations | None = None
    project_performance: ProjectPerformance | None = None
    duty_activity: DutyActivity | None = None
    procurement: Procurement | None = None
    procurement_nested: ProcurementNested | None = None
    assets: Assets | None = None


class DutiesProse(Strict):
    """分项绩效目标 in prose: the words of headings and labels."""

    section: Words
    goal: Words
    indicators: Words
    target: Words


class DescribedProjects(Strict):
    """项目经费情况说明: a project under fixed headings."""

    title: Pattern
    headings: Mapping[str, Words]
    refers: Words
    """Words with which a goal only refers to another place."""


class NumberedGoals(Strict):
    """Numbered goals below a heading that ends in one of `headings`, before one that ends in one of `ends`."""

    headings: Words
    ends: Words


class ListedProjects(Strict):
    """Numbered projects below a line that fits `lead`; with `goals` in it, what is said of each is its goals."""

    lead: Pattern
    goals: Pattern
    ends: Words


class ProcurementListed(Strict):
    """Items to buy in prose: the words before quantity, price, amount, and the whole, in sections named so."""

    section: Words
    quantity: Words
    each: Words
    amount: Words
    total: Words


class Prose(Strict):
    """What a form's narrative says under which headings."""

    duties: DutiesProse | None = None
    department_goals: tuple[Words, ...] = ()
    """Headings, in the order that `parent_no` counts."""
    described_projects: DescribedProjects | None = None
    numbered_goals: NumberedGoals | None = None
    listed_projects: ListedProjects | None = None
    procurement_listed: ProcurementListed | None = None


class LayoutFile(Strict):
    """A file of `schemas/forms/`: which region and years it is of, what it was read off, its forms and its prose."""

    layout: str
    province: Annotated[str, Field(pattern=r"^\d{2}$")]
    """The first two digits of GB/T 2260; 00 is used everywhere."""
    years: tuple[int, int]
    source: str
    forms: Forms
    prose: Prose = Prose()
