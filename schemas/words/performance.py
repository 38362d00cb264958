"""The words of `performance.yaml`: what the labels of performance tables of any shape are called."""

from collections.abc import Mapping
from functools import cache

from schemas.model import Compiled, Pattern, Strict, load_as


class RoleWords(Strict):
    """How a role's labels are called: to the letter, as the words of which they are made, by their end or a part."""

    exact: tuple[str, ...]
    made_of: Compiled | None = None
    suffix: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()


class TitleWords(Strict):
    """What the titles of a subject's tables hold (`performance`), and how they end (`end`)."""

    performance: tuple[str, ...]
    whole: tuple[str, ...]
    end: Compiled


class ProjectTableWords(Strict):
    """What the titles of tables of projects hold, and do not hold; the kinds of standard tables that such may be."""

    titles: tuple[str, ...]
    excluded: tuple[str, ...]
    kinds: tuple[str, ...]
    own: tuple[str, ...]
    weak: tuple[str, ...]


class PackedWords(Strict):
    """What stands before the targets of indicators that are packed in one cell."""

    implementation: tuple[str, ...]
    annual: tuple[str, ...]


class PurposeWords(Strict):
    """What the purpose of a project, and the heading of a project in prose, say of amounts."""

    filler: Compiled
    use: Compiled
    no_part: Compiled
    listed: Pattern
    no_price_before: Pattern
    no_price_behind: Pattern
    whole: Compiled
    said: Compiled
    parts_follow: Compiled


class PromiseWords(Strict):
    """The counts that goals in prose promise."""

    operator: Pattern
    counters: Pattern
    tail: Pattern
    linked: Pattern
    no_promise: Compiled
    begin: Compiled


class PerformanceWords(Strict):
    """`performance.yaml`: roles in the order in which they are tried, names of levels, endings of names."""

    source: str
    roles: Mapping[str, RoleWords]
    annual: tuple[str, ...]
    levels: Mapping[int, tuple[str, ...]]
    totals: tuple[str, ...]
    bodies: tuple[str, ...]
    title: TitleWords
    project_tables: ProjectTableWords
    packed: PackedWords
    categories: Mapping[str, tuple[str, ...]]
    withheld_note: Pattern
    none: tuple[str, ...]
    withheld: tuple[str, ...]
    level_end: str
    placeholder: Compiled
    points: Compiled
    points_signs: str
    point: str
    execution: str
    share_sign: Pattern
    goal_number: Compiled
    projects_chapter: Compiled
    form_number: Compiled
    whole_form: str
    title_year: Compiled
    title_generic: Compiled
    plan_month: Pattern
    purpose: PurposeWords
    promises: PromiseWords


@cache
def performance_words() -> PerformanceWords:
    """The words of performance tables. Raises DataFileError where the file has a key that is not known."""
    return load_as("words/performance.yaml", PerformanceWords)
