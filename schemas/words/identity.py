"""The words of `identity.yaml`: by what a document says whose it is, of which year and kind."""

from functools import cache

from schemas.model import Compiled, Pattern, Strict, load_as


class Weight(Strict):
    """How much a source counts: `first` for its first mention, `per_mention` for each further one, up to `most`."""

    first: float
    per_mention: float = 0.0
    most: float | None = None

    def of(self, mentions: int) -> float:
        """The weight of so many mentions."""
        weight = self.first + self.per_mention * (mentions - 1)
        return weight if self.most is None else min(weight, self.most)


class TablesOf(Strict):
    """Patterns of the titles of a kind's tables."""

    budget: Pattern
    final_accounts: Pattern
    performance: Pattern


class AreaWords(Strict):
    """How areas are called, alone and before the names of bodies."""

    short: Compiled
    full: Compiled
    aliases: dict[str, str]
    quarter: Compiled
    of_quarters: str
    offices: Compiled
    municipalities: tuple[str, ...]
    town_quarter: Compiled
    district: Compiled
    of_organisations: Compiled
    before_title: Compiled
    town: Compiled
    street: Compiled
    ends: Compiled
    before_body: Pattern
    provincial_rule: Compiled
    seated: Compiled
    level_end: Compiled
    levels: str
    organisations: Pattern
    praised: Pattern
    branch: Compiled


class IdentityWords(Strict):
    """The file as it is; each entry is explained there."""

    source: str
    weights: dict[str, Weight]
    labels: tuple[str, ...]
    form_labels: tuple[str, ...]
    body_ends: tuple[str, ...]
    rarer_ends: tuple[str, ...]
    short_bodies: Pattern
    notes: tuple[str, ...]
    offices: tuple[str, ...]
    below: Compiled
    levels: dict[str, Pattern]
    titles: tuple[tuple[str, Pattern], ...]
    papers: tuple[tuple[str, Pattern], ...]
    tables: TablesOf
    contents: dict[str, Compiled]
    contents_sign: Compiled
    contents_parts: Compiled
    heads_of_performance: tuple[str, ...]
    subjects_of_statements: Pattern
    title: Compiled
    bare_title: Compiled
    addressee: Compiled
    approval: str
    letterhead: Compiled
    of_both: str
    whole_government: str
    of_a_body: Compiled
    governments: Compiled
    of_quarters: Compiled
    companies: tuple[str, ...]
    compilers: Compiled
    title_words: tuple[str, ...]
    title_tails: tuple[str, ...]
    title_marks: str
    title_suffix: Compiled
    pointing: Compiled
    ruled_title: Compiled
    title_dash: Compiled
    contents_leader_sign: Compiled
    contents_leader: Compiled
    no_titles: tuple[str, ...]
    file_name: Compiled
    introduced: Compiled
    composed: Compiled
    reported: Compiled
    executed: str
    reporter: Compiled
    salutation: Compiled
    prepared: Compiled
    cover_name: Compiled
    cover_year: Compiled
    signed_on: Compiled
    budget_year: Compiled
    next_label: Compiled
    behind_label: Pattern
    supervisor: str
    coded_labels: Pattern
    ambiguous: Pattern
    area_before: Compiled
    first_name: Compiled
    goes_on: Compiled
    dated: Compiled
    part_of_year: Compiled
    leading_year: Compiled
    numeral_year: Compiled
    no_name: Compiled
    called_by_amounts: Compiled
    of_every_place: Compiled
    no_body: Compiled
    bare_area: Compiled
    site: Compiled
    line_parts: Compiled
    page_lines: Compiled
    issued_by: Compiled
    before_area: Compiled
    year: Compiled
    budget_of_year: Compiled
    year_alone: Compiled
    year_of_column: Compiled
    year_of_table: Compiled
    table_title: Compiled
    unit_in_label: str
    body_before_duties: Pattern
    duties: Pattern
    statement_of_amount: Pattern
    final_accounts: str
    spent: Compiled
    planned: Compiled
    of_all_the_area: Compiled
    of_governments_alone: Compiled
    totals_of_an_area: Pattern
    news: Compiled
    of_others: Compiled
    of_an_economy: Compiled
    tables_of_others: Compiled
    adjusted: Compiled
    empty: str
    empty_note: Compiled
    quoted: Compiled
    in_budgets: Compiled
    last_year: str
    named_everywhere: Compiled
    page_source: Compiled
    links: Compiled
    table: str
    level_names: dict[str, str]
    areas: AreaWords
    own: Pattern
    longer_ends: Pattern
    committee: Pattern
    full_ends: Pattern
    towns: tuple[str, ...]
    town_ends: Pattern
    organs: dict[str, tuple[str, ...]]

    @property
    def ends(self) -> tuple[str, ...]:
        """What ends the name of a public body that is not in running text."""
        return self.body_ends + self.rarer_ends


@cache
def identity_words() -> IdentityWords:
    """The words by which a document is identified. Raises DataFileError where the file has a slip."""
    return load_as("words/identity.yaml", IdentityWords)
