"""The words of `prose.yaml`: how sentences state amounts."""

from functools import cache

from schemas.model import Compiled, Pattern, Strict, load_as


class TokensWords(Strict):
    """Parts of sentences as tokens."""

    quoted: str
    inner: Pattern
    code: Pattern
    level: Pattern
    level_sign: Pattern
    class_level: Pattern
    coded: Pattern
    coded_sign: Pattern
    spending: str
    arranged: Pattern
    not_counted: Pattern
    units: Pattern
    unit_sign: Pattern
    wherein: Pattern
    open: Pattern
    close: Pattern
    of_a_year: Pattern
    compared_next: Pattern
    parted_thousands: Compiled
    bracketed_change: Compiled
    open_change: str
    either_change: Compiled
    reached: Pattern
    since_last_year: Pattern
    short_change: Pattern
    before_amounts: tuple[str, ...]
    page_number: Compiled
    factor: Compiled
    because: Pattern
    because_sign: Pattern
    done: Pattern
    counted: Pattern
    no_neutral: Pattern
    own: Pattern
    class_code: Pattern
    compared: Pattern
    units_below: Pattern


class StatementsWords(Strict):
    """What the words between a subject and an amount make of it."""

    clause_end: Compiled
    says_something: Compiled
    counted: Compiled
    apart: Compiled
    bare_units: tuple[str, ...]
    year: Compiled
    base: Compiled
    base_of_level: Compiled
    no_base_of_level: Compiled
    last_year_end: Compiled
    share_of: Compiled
    share: Compiled
    each: Compiled
    predicate: Compiled
    side: Compiled
    joined: Pattern
    item: Compiled
    no_item: Compiled
    before_item: Pattern
    planned: Compiled
    spent: Compiled
    its_plan: Compiled
    note: Compiled
    prior: Compiled
    counted_change: Compiled
    become: Compiled
    own_budget: Compiled
    plans: Compiled
    lead: Compiled
    arrived: Compiled
    reached: Compiled


class NamesWords(Strict):
    """Names of subjects, and whose they are."""

    arranged: Pattern
    anothers: Compiled
    evaluated: Compiled
    targets: str
    office: Compiled
    own: Compiled
    own_whole: Compiled
    beside_a_body: Pattern
    together: Compiled
    segment: Compiled
    climb: Compiled
    core_before: Compiled
    core_behind: Compiled
    given_below: Compiled
    given_from_above: Compiled
    perfective: str
    evaluated_project: Compiled
    evaluated_money: Compiled
    evaluated_rate: Compiled
    indicator: Compiled
    indicator_behind: Compiled
    targets_counted: Compiled
    counted: Compiled
    asset: Compiled
    fund_before: Compiled
    mostly: Compiled
    funds_of_procurement: Compiled
    bought: Compiled
    spent_on: Compiled
    evaluated_sentence: Compiled
    evaluated_whole: Compiled
    evaluated_levels: Compiled
    subject_joints: Compiled
    of_three_public: Compiled
    source_note: Compiled
    item_note: Compiled
    item_behind: Compiled
    held_before: Compiled
    line_behind: Compiled
    rest: Compiled
    revenue_heading: Compiled
    own_level: Compiled
    whole_year: Compiled
    revenue_items: Compiled
    collectors: Compiled
    period: Compiled
    one_month: Compiled
    up_to_it: str
    price_limit: Compiled
    told_as_spent: Compiled
    planned_behind: Compiled
    paid_from: Compiled
    area: Compiled
    area_named: Compiled
    grand_revenue: Compiled
    grand_handed_up: Compiled
    grand_given: Compiled
    grand_made_of: Compiled
    other_side: Compiled
    given: Compiled
    added: Compiled
    approved_sentence: Compiled
    limit_named: Compiled
    led: Compiled
    also_given: Compiled
    of_debt: Compiled
    and_more: Compiled
    granted: Compiled
    national: Compiled
    the_rest: str
    tier: Compiled
    below_the_area: Compiled
    area_of_sentence: Compiled
    area_of_heading: Compiled
    years_on_end: Compiled
    done: Compiled
    leads: Compiled
    bare_start: Compiled
    goes_on: Compiled
    probe: str
    no_body: Compiled
    office_note: Pattern
    body_note: Compiled
    level_note: Compiled
    before_body: Compiled
    behind_body: Pattern


class PhrasesWords(Strict):
    """Noun phrases around amounts."""

    times: Compiled
    use: Compiled
    unnamed_money: Compiled
    spent_on: Compiled
    closed: Compiled
    sum: Compiled
    note: Compiled
    made_of: Compiled
    product: Compiled
    formula: Compiled
    boundary: Compiled
    adjusted: Compiled
    became: Compiled
    adjusted_from: Compiled
    adjusted_plan: Compiled
    initial_plan: str
    closed_note: Compiled
    by_function: Compiled
    by_economy: Compiled
    economic_list: Compiled
    residual: str
    no_direction: Compiled
    quantity: Compiled
    said_twice: Compiled
    stray: Compiled
    no_name: Compiled
    predicate: Compiled
    reason: Compiled
    earlier: Compiled
    own: Pattern


class ReasonsWords(Strict):
    """Why something changed."""

    begin: Compiled
    end: Compiled
    of_what: Compiled
    plain: Compiled
    against_plan: Compiled


class ProseWords(Strict):
    """The file as it is, its patterns compiled; each entry is explained there."""

    source: str
    before_names: Compiled
    behind_names: Compiled
    bare: Compiled
    compared: Compiled
    like_for_like: Compiled
    left_out: Compiled
    as_counted: str
    planned: Compiled
    executed: Compiled
    final: Compiled
    threshold_behind: Compiled
    threshold_before: Compiled
    price_behind: Compiled
    price_before: Compiled
    completed: Compiled
    of_plan: Compiled
    target: Compiled
    target_behind: Compiled
    approved: Compiled
    share: Compiled
    whole_department: Compiled
    items: Compiled
    no_items: Compiled
    base_words: dict[str, str]
    planned_years: tuple[str, ...]
    percentage_point: str
    adjusting: tuple[str, ...]
    growth: str
    rates: tuple[str, ...]
    amount_signs: tuple[str, ...]
    of: str
    among: Compiled
    share_note: Compiled
    goes_on: str
    all_against: Compiled
    inner_note: Compiled
    portion: Compiled
    shared: str
    and_: Compiled
    last_year: Compiled
    and_names: Pattern
    joints: tuple[str, ...]
    reason: str
    share_sign: str
    shares: tuple[str, ...]
    revenue: str
    balanced: str
    sums: tuple[str, ...]
    total: str
    sum_of_year: str
    together: str
    budget: str
    assets: str
    debt_repaid: tuple[str, ...]
    debt_flows: tuple[str, ...]
    new: str
    limit: str
    balance: str
    refinanced: str
    bonds: Compiled
    new_limit: Compiled
    tokens: TokensWords
    statements: StatementsWords
    names: NamesWords
    phrases: PhrasesWords
    reasons: ReasonsWords


@cache
def prose_words() -> ProseWords:
    """The words by which sentences state amounts. Raises DataFileError where the file has a slip."""
    return load_as("words/prose.yaml", ProseWords)
