"""The structure of a table is found under hypotheses, and its own sums prove it."""

from collections.abc import Sequence

import pytest

from extractors.recognise.structure.alone import relations, sums_of
from extractors.recognise.structure.arithmetic import Verdict, judge
from extractors.recognise.structure.cells import amount_text, code_and_name, counts_columns
from extractors.recognise.structure.choice import solve
from extractors.recognise.structure.model import Block, Keys, Matrix
from extractors.recognise.structure.proof import Proof, prove

Row = tuple[Keys, Sequence[int | None]]


def proof(*rows: Row, heads: Sequence[tuple[str, ...]] = ()) -> tuple[str, Proof]:
    """The way that is taken to tell levels, and what it proves; amounts in whole units."""
    lines = [[None if value is None else 200 * value for value in values] for _, values in rows]
    width = len(lines[0])
    labels = list(heads) or [(f"栏{n}",) for n in range(width)]
    totals = [path[-1] in ("合计", "小计") for path in labels]
    of_which = [path[-1].startswith("其中") for path in labels]
    block = Block(Matrix(lines, width), [key for key, _ in rows], labels, [], totals, of_which)
    (structure,) = solve([block], [0])
    return structure.rows.name, prove(structure)


def failed(found: Proof) -> list[tuple[tuple[int, int], bool]]:
    """The total's cell of each sum that fails, and whether it accuses the publisher."""
    return [(one.total, one.accuses) for one in found.sums if one.verdict is Verdict.FAILED]


TOTAL = Keys("合计", role="total")


def coded(*rows: tuple[str, Sequence[int | None]]) -> list[Row]:
    return [(Keys(code, code), values) for code, values in rows]


def test_codes_tell_whose_child_a_line_is_and_every_number_is_proved() -> None:
    way, found = proof(
        (TOTAL, [60, 40, 20]),
        *coded(("207", [50, 40, 10]), ("20701", [50, 40, 10]), ("2070104", [20, 15, 5]), ("2070105", [30, 25, 5])),
        *coded(("212", [10, None, 10]), ("21203", [10, None, 10])),
        heads=[("合计",), ("基本支出",), ("项目支出",)],
    )
    assert way == "codes"
    assert found.rows and found.columns
    assert not failed(found)
    assert len(found.cells) == 19  # all that are printed


def test_a_wrong_number_below_a_code_is_the_publishers() -> None:
    """The sum fails in one column and holds in the others, and all other codes hold."""
    _, found = proof(
        (TOTAL, [60, 40]),
        *coded(("207", [50, 30]), ("20701", [50, 30]), ("2070104", [20, 15]), ("2070105", [30, 16])),
        *coded(("212", [10, 10]), ("21203", [10, 10]), ("2120301", [4, 4]), ("2120302", [6, 6])),
    )
    assert failed(found) == [((2, 1), True)]


def test_arithmetic_alone_accuses_nobody() -> None:
    """Nothing printed tells levels here: what does not add up is read otherwise, or left."""
    rows = [(Keys(f"事项{n}"), [value]) for n, value in enumerate((900, 500, 200, 300, 401))]
    _, found = proof(*rows)
    assert not any(accuses for _, accuses in failed(found))


def test_indentation_tells_levels_where_no_code_does_and_is_not_counted_twice() -> None:
    way, found = proof(
        (TOTAL, [90]),
        (Keys("甲", spaces=0), [60]),
        (Keys("甲一", spaces=2), [45]),
        (Keys("甲二", spaces=2), [15]),
        (Keys("乙", spaces=0), [30]),
        (Keys("乙一", spaces=2), [10]),
        (Keys("乙二", spaces=2), [20]),
    )
    assert way == "indentation"
    assert found.rows and not failed(found)


def test_lines_of_bodies_stand_above_their_codes() -> None:
    way, found = proof(
        (TOTAL, [100]),
        (Keys("云岭县图书馆", "701001", unit=True), [70]),
        *coded(("207", [70]), ("20701", [70]), ("2070104", [30]), ("2070199", [40])),
        (Keys("云岭县文化馆", "701002", unit=True), [30]),
        *coded(("207", [30]), ("20701", [30]), ("2070109", [10]), ("2070199", [20])),
    )
    assert way == "codes"
    assert found.rows and not failed(found)


def test_a_list_that_begins_again_stands_below_the_line_above_it() -> None:
    way, found = proof(
        (Keys("一、甲", style="chinese", ordinal=1), [300]),
        (Keys("二、乙", style="chinese", ordinal=2), [100]),
        (Keys("本年收入合计", role="current_total"), [400]),
        (Keys("上年结转"), [40]),
        (Keys("一、甲", style="chinese", ordinal=1), [30]),
        (Keys("二、乙", style="chinese", ordinal=2), [10]),
        (Keys("收入总计", role="total"), [440]),
    )
    assert way == "lists"
    assert found.rows and not failed(found)


def test_parts_that_make_twice_the_total_are_two_levels_and_no_error() -> None:
    rows = [(TOTAL, [100]), *[(Keys(f"行{n}"), [value]) for n, value in enumerate((55, 45, 60, 40))]]
    _, found = proof(*rows)
    assert not any(accuses for _, accuses in failed(found))


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        (5, [2, 3], Verdict.HELD),
        (5, [5, 0], Verdict.TRIVIAL),
        (5, [5, None], Verdict.TRIVIAL),
        (5, [4, 0], Verdict.FAILED),
        (5, [0, 0], Verdict.FAILED),
        (0, [0, 0], Verdict.VOID),
        (None, [2, 3], Verdict.VOID),
        (5, [None, None], Verdict.VOID),
    ],
)
def test_a_blank_says_nothing_and_a_printed_zero_counts(
    total: int | None, parts: list[int | None], verdict: Verdict
) -> None:
    assert judge(total, parts, 0) is verdict


def test_a_number_that_was_not_read_makes_its_sums_unknown() -> None:
    block = Block(
        Matrix([[100], [None], [50]], 1, frozenset({(1, 0)})),
        [TOTAL, Keys("甲"), Keys("乙")],
        [("金额",)],
        [],
        [False],
        [False],
    )
    (structure,) = solve([block], [0])
    assert {one.verdict for one in prove(structure).sums} <= {Verdict.UNKNOWN}


def test_a_row_that_numbers_the_columns_is_known_however_it_does() -> None:
    from extractors.document.model import Cell

    def row(*texts: str) -> list[Cell]:
        return [Cell(0, n, text) for n, text in enumerate(texts)]

    assert counts_columns(row("**", "**", "1", "2", "3"))
    assert counts_columns(row("栏次", "1", "2=3+4", "3"))
    assert counts_columns(row("7", "6", "5", "4", "3", "2", "1"))
    assert counts_columns(row("**", "**", "3", "1", "2"))
    assert counts_columns(row("栏次", "1", "3", "4", "7")), "columns that are hidden leave gaps"
    assert counts_columns(row("甲", "乙", "1", "2"))
    assert counts_columns(row("甲", "1", "乙", "2"))
    assert counts_columns(row("栏 次", "1 2", "3", "4 5 6")), "no rule parts them"
    assert not counts_columns(row("甲", "7", "12"))
    assert not counts_columns(row("乙", "1", "2"))
    assert not counts_columns(row("12", "7"))
    assert not counts_columns(row("2", "1"))
    assert not counts_columns(row("3", "1", "2"))
    assert not counts_columns(row("合计", "1", "2"))


def test_a_code_with_its_name_in_one_cell() -> None:
    assert code_and_name("[20701]文化和旅游") == ("20701", "文化和旅游")
    assert code_and_name("2070104-图书馆") == ("2070104", "图书馆")
    assert code_and_name("　　[2070104]图书馆") == ("2070104", "图书馆")
    assert code_and_name("图书馆（2070\n104）") == ("2070104", "图书馆")  # a narrow column broke the code
    assert code_and_name("2031年书展") is None


@pytest.mark.parametrize("above", [[], [TOTAL]], ids=["a total below", "totals above and below"])
def test_a_table_of_one_class_says_its_amount_in_every_line(above: list[Keys]) -> None:
    """No sum adds anything up, and none fails: neither with levels that print tells, nor where print tells none."""
    told = [Keys("类", level=1), Keys("款", level=2), Keys("项", level=3)]
    for keys in (told, [Keys("类"), Keys("款"), Keys("项")]):
        _, found = proof(*((key, [70, None, 70]) for key in (*above, *keys, TOTAL)))
        assert not failed(found)


def test_a_total_below_the_one_body_of_a_list_is_not_the_sum_of_its_lines_once_more() -> None:
    """Print tells the lines below the body: that arithmetic finds a second total for them explains no more."""
    way, found = proof(
        (Keys("云岭县图书馆", level=1), [90, 60, 30]),
        (Keys("修缮", level=2), [50, 40, 10]),
        (Keys("购书", level=2), [40, 20, 20]),
        (TOTAL, [90, 60, 30]),
    )
    assert way == "outline"
    assert found.rows and not failed(found)


def test_totals_that_stand_above_their_lines_are_sums_of_those_below_them() -> None:
    way, found = proof(
        (TOTAL, [100]),
        (Keys("人员经费合计", role="subtotal"), [70]),
        (Keys("一、工资", level=1, style="chinese"), [50]),
        (Keys("1、岗位", level=2, style="arabic"), [30]),
        (Keys("2、薪级", level=2, style="arabic"), [20]),
        (Keys("二、补助", level=1, style="chinese"), [20]),
        (Keys("公用经费合计", role="subtotal"), [30]),
        (Keys("1、水费", level=1, style="arabic"), [12]),
        (Keys("2、电费", level=1, style="arabic"), [18]),
    )
    assert way == "outline"
    assert not failed(found) and found.rows


def test_a_grid_without_labels_gives_its_sums_along_rows_and_columns() -> None:
    grid = [[2014, 4130, 6144], [1022, 3306, 4328], [3036, 7436, 10472]]
    found = set(sums_of(Matrix(grid, 3)))
    assert ((2, 0), frozenset({(0, 0), (1, 0)})) in found
    assert ((0, 2), frozenset({(0, 0), (0, 1)})) in found


def lines_as(found: list[tuple[int, tuple[int, ...]]]) -> set[tuple[int, tuple[int, ...]]]:
    return {(total, tuple(sorted(parts))) for total, parts in found}


def turned(*columns: list[int | None]) -> Matrix:
    return Matrix([list(column) for column in columns], len(columns[0]))


def test_a_sum_of_sums_stands_beside_counts_that_are_summed_in_the_same_way() -> None:
    """Two kinds of lines take turns, each with totals of its own: the grand totals add up theirs."""
    east, east_heads = [5130, 7204, 9318, 4428], [24, 62, 38, 46]
    west, west_heads = [6042, 3208, 8116, 2594], [36, 28, 54, 72]
    both, heads = ([a + b for a, b in zip(*pair, strict=True)] for pair in ((east, west), (east_heads, west_heads)))
    lines = turned(east, east_heads, west, west_heads, both, heads)
    assert lines_as(list(relations(lines))) >= {(4, (0, 2))}


def test_a_line_may_be_two_sums_and_none_of_what_follows_from_them() -> None:
    """Income is sales and interest, and it is cost and profit; profit, printed a second time, is no new sum."""
    sales, interest = [52310, 61744, 70138, 48226], [1204, 1688, 2390, 1042]
    income = [a + b for a, b in zip(sales, interest, strict=True)]
    cost = [31722, 50178, 41316, 37744]
    profit = [a - b for a, b in zip(income, cost, strict=True)]
    found = lines_as(list(relations(turned(sales, interest, income, cost, profit, profit))))
    assert found == {(2, (0, 1)), (2, (3, 4))}


def test_columns_in_proportion_are_not_sums_of_each_other() -> None:
    """Whole, half and three halves of a rate: 3 = 1 + 2 holds in each row, and says nothing but the rate."""
    whole = [2000, 2400, 3600, 5000, 6200]
    other = [17, 1, 9, 23, 5]
    lines = turned(whole, other, [n // 2 for n in whole], other, [3 * n // 2 for n in whole])
    assert not list(relations(lines))


def test_percentages_across_sums_do_not_hide_them() -> None:
    first, second = [813346, 552912, 704618, 915434, 620878, 337190], [420584, 910236, 388742, 266310, 571226, 448972]
    total = [a + b for a, b in zip(first, second, strict=True)]
    lines = turned([*total, 126, 98, 13, 77], [*first, 131, 44, 20, 5], [*second, 45, 81, 61, 19])
    assert lines_as(list(relations(lines))) == {(0, (1, 2))}


def test_one_number_that_heals_two_sums_is_the_publishers_however_few_sums_hold() -> None:
    """The part of a part: both sums above it want the same change, which a wrong reading would not."""
    _, found = proof(
        (Keys("一、本年收入", spaces=0), [125]),
        (Keys("二、上年结转", spaces=0), [67]),
        (Keys("（一）一般", spaces=2), [10]),
        (Keys("（二）基金", spaces=2), [58]),
        (Keys("收入合计", role="total"), [193]),
    )
    assert sorted(failed(found)) == [((1, 0), True), ((4, 0), True)]


def test_arithmetic_does_not_take_the_place_of_a_list_whose_total_fails() -> None:
    """It would read the other lines as well, and be silent on the one that is wrong."""
    way, found = proof(
        (Keys("甲"), [376]),
        (Keys("乙"), [16]),
        (Keys("丙"), [35]),
        (Keys("本年支出合计", role="current_total"), [441]),
        (Keys("支出总计", role="total"), [441]),
    )
    assert way == "flat"
    assert failed(found) == [((3, 0), False)]


def test_a_total_below_the_years_own_is_no_sum_of_its_lines_again() -> None:
    """What is carried over may stand nowhere: then the two totals differ, and the lines are not said to be wrong."""
    _, found = proof(
        (Keys("甲"), [376]),
        (Keys("乙"), [16]),
        (Keys("本年支出合计", role="current_total"), [392]),
        (Keys("支出总计", role="total"), [399]),
    )
    assert not any(accuses for _, accuses in failed(found))


def test_a_line_on_a_wrong_level_does_not_make_the_one_above_it_wrong() -> None:
    """The third part of 甲 is printed as far left as 甲 is: the two sums that fail want it back, no other number."""
    _, found = proof(
        (TOTAL, [90]),
        (Keys("甲", spaces=0), [60]),
        (Keys("甲一", spaces=2), [25]),
        (Keys("甲二", spaces=2), [15]),
        (Keys("甲三", spaces=0), [20]),
        (Keys("乙", spaces=0), [30]),
    )
    assert not any(accuses for _, accuses in failed(found))


@pytest.mark.parametrize(
    ("heads", "more"),
    [
        (["小计", "其中：基本支出", "项目支出"], []),
        (["合计", "基本支出", "工资", "项目支出"], [1]),
    ],
)
def test_two_numbers_in_each_others_line_do_not_undo_what_the_head_says(heads: list[str], more: list[int]) -> None:
    """Whether 其中 marks one part or all of them, and though one column of the group is no part."""
    whole = [15, 7, 30, 41, 52, 63, 74, 85, 96, 21, 32, 43, 54, 65, 76, 87, 98, 19, 28, 37, 46, 55]
    lines = [[value, value, *more, None] if n % 5 else [value, value - 3, *more, 3] for n, value in enumerate(whole)]
    lines[3][0], lines[4][0] = lines[4][0], lines[3][0]
    _, found = proof(*[(Keys(f"项目{n}"), line) for n, line in enumerate(lines)], heads=[(head,) for head in heads])
    assert failed(found) == [((3, 0), True), ((4, 0), True)]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 1, 3, 2)])
def test_of_two_columns_that_tell_nearly_the_same_the_part_is_the_one_that_adds_up(order: tuple[int, ...]) -> None:
    """项目支出 and 项目支出 without building differ in one line and the total: nobody is accused of the difference."""
    lines = [[90 + n, 60 + n, 30, 30] for n in range(20)] + [[100, 60, 40, 35]]
    lines.append([sum(column) for column in zip(*lines, strict=True)])
    heads = [("合计",), ("基本支出", "小计"), ("项目支出", "项目支出总数"), ("项目支出", "扣除基建后预算数")]
    rows = [
        (TOTAL if n == 21 else Keys(f"科目{n}"), [line[column] for column in order]) for n, line in enumerate(lines)
    ]
    _, found = proof(*rows, heads=[heads[column] for column in order])
    assert not failed(found)


def test_two_numbers_of_one_fund_in_each_others_line_are_the_publishers() -> None:
    """All the money is of one fund, so that no sum has two parts: the exchange alone tells what is wrong."""
    amounts = [96, 60, 864, 384, 35]
    below = [96, 60, 384, 864, 35]
    heads = [("合计",), ("一般公共预算",), ("政府性基金",)]
    lines = [(Keys(f"项目{n}"), [amounts[n], below[n], None]) for n in range(5)]
    _, found = proof((TOTAL, [1439, 1439, None]), *lines, heads=heads)
    assert failed(found) == [((3, 0), True), ((4, 0), True)]
    lines[2] = (Keys("项目2"), [863, 384, None])
    _, found = proof((TOTAL, [1438, 1439, None]), *lines, heads=heads)
    assert not any(accuses for (row, _), accuses in failed(found) if row in (3, 4))


def test_the_one_wrong_sum_of_two_parts_does_not_bring_back_a_column_that_is_no_part() -> None:
    """Of two columns that say the same the smaller is of which; without it one sum fails, with it every other line."""
    lines: list[list[int | None]] = [[n, n, None, None] for n in range(201, 224)]
    lines += [[n, None, n, n - 1 if n == 12 else n] for n in (12, 37, 41, 58, 63, 74)]
    whole: list[int | None] = [5161, 4786, 285, 284]
    heads = [("合计",), ("基本支出",), ("项目支出",), ("扣除后项目支出",)]
    rows = [(Keys(f"项目{n}"), line) for n, line in enumerate(lines)]
    _, found = proof(*rows, (TOTAL, whole), heads=heads)
    assert [total for total, accuses in failed(found) if accuses and total[1] == 0] == [(29, 0)]


def test_one_wrong_number_does_not_undo_which_columns_a_head_adds() -> None:
    """A column says a part of another again; that it is none shows wherever else it is filled."""
    lines: list[list[int | None]] = [[n + 50, 50, n, None if n % 3 else n] for n in (12, 37, 41, 58, 63, 74, 85, 96)]
    more: list[list[int | None]] = [[n, n, None, None] for n in range(201, 224)]
    lines[3][0] = 180
    heads = [("合计",), ("基本支出",), ("项目支出",), ("扣除后项目支出",)]
    _, found = proof(*[(Keys(f"项目{n}"), line) for n, line in enumerate([*lines, *more])], heads=heads)
    assert failed(found) == [((3, 0), True)]


@pytest.mark.parametrize(
    ("total", "accused"),
    [
        (33172, True),  # a digit of the second part
        (32972, True),  # a digit of the total
        (34285, False),  # no slip tells it: something else may stand in the total
        (36430, False),  # a number beside it makes the difference
    ],
)
def test_the_only_sum_of_a_line_fails_by_a_slip_of_the_pen_alone(total: int, accused: bool) -> None:
    heads = [("合计",), ("基本支出",), ("项目支出",), ("预留",)]
    _, found = proof((Keys("某馆"), [total, 18571, 11043, 3258]), heads=heads)
    assert any(accuses for _, accuses in failed(found)) is accused


def test_a_line_left_out_does_not_hand_a_list_to_arithmetic() -> None:
    """The total fails by either reading in as many columns: what print says stays, and accuses."""
    way, found = proof(
        (Keys("合计", role="total"), [1201, 901, 300]),
        (Keys("甲"), [500, 400, 100]),
        (Keys("乙"), [411, 211, 200]),
    )
    assert way == "flat"
    assert failed(found) == [((0, 0), True), ((0, 1), True)]


def test_a_body_left_out_below_the_one_whose_code_begins_theirs_is_the_publishers() -> None:
    """What is missing adds up over the columns; without codes the lines below may be those of another body."""
    heads = [("合计",), ("本级",), ("上级",)]
    rows = [
        ("713", "某局", 1, [9137, 6211, 2926]),
        ("713002", "某站", 2, [2017, 2017, None]),
        ("713003", "某队", 2, [1811, 611, 1200]),
    ]
    for coded_bodies in (True, False):
        _, found = proof(
            (TOTAL, rows[0][3]),
            *((Keys(name, level=level, body=code if coded_bodies else None), line) for code, name, level, line in rows),
            heads=heads,
        )
        assert [accuses for _, accuses in failed(found)] == [coded_bodies] * 3


@pytest.mark.parametrize(
    ("whole", "pay", "accused"),
    [
        (30643, 13097, [True]),
        (30643, 12380, [False, False]),  # the other list fails as well: the table may list some of the items only
        (31643, 13097, [False, False]),  # no total proves the amount above the list
    ],
)
def test_a_list_that_lacks_an_item_is_the_publishers_beside_one_that_lacks_none(
    whole: int, pay: int, accused: list[bool]
) -> None:
    first = coded(("301", [13097]), ("30101", [pay - 5021]), ("30102", [5021]))
    second = coded(("302", [17546]), ("30201", [3000]), ("30228", [3550]), ("30299", [9289]))
    _, found = proof((TOTAL, [whole]), *first, *second)
    assert [accuses for _, accuses in failed(found)] == accused


@pytest.mark.parametrize("change", [-41, 50])
def test_a_body_left_out_may_have_less_than_nothing_in_a_column_of_changes(change: int) -> None:
    """Two sums of columns tell what is left out; the column of changes is part of none."""
    group = ("合计", "本级", "上级")
    heads = [(f"{year}年", label) for year in (2031, 2032) for label in group] + [("增减",)]
    lines = [
        ("713002", "某站", [2017, 1500, 517, 1403, 1100, 303, 27]),
        ("713003", "某队", [1811, 611, 1200, 1907, 700, 1207, 31]),
        ("713004", "某所", [5309, 4100, 1209, 3701, 2500, 1201, change]),
    ]
    whole = [sum(line[n] for _, _, line in lines) for n in range(7)]
    bodies = [(Keys(name, level=2, body=code), line) for code, name, line in lines[:2]]
    _, found = proof((TOTAL, whole), (Keys("某局", level=1, body="713"), whole), *bodies, heads=heads)
    below = [accuses for (row, _), accuses in failed(found) if row == 1]
    assert below == [True] * 7


@pytest.mark.parametrize(
    ("part", "accused"),
    [
        (1996, True),  # a digit of 10996 dropped
        (1707, False),  # no slip tells it: the table may list some of the items only
    ],
)
def test_the_only_line_above_a_list_of_codes_fails_by_a_slip_of_the_pen_alone(part: int, accused: bool) -> None:
    items = coded(("302", [17546]), ("30201", [3000]), ("30228", [3550]), ("30299", [part]))
    _, found = proof((TOTAL, [17546]), *items)
    assert [accuses for _, accuses in failed(found)] == [accused]


@pytest.mark.parametrize(
    ("above", "below", "accused"),
    [
        ("137.85", "948.15", True),  # 302 stands in the line of its first item
        ("137.85", "946.15", False),  # exchanged they would not add up either: this is another error, or no list
    ],
)
def test_a_total_and_the_part_below_it_in_each_others_line_are_the_publishers(
    above: str, below: str, accused: bool
) -> None:
    """The lone sum of the table fails by more than any slip, and holds once the two are exchanged."""
    whole, first = (int(text.replace(".", "")) for text in (above, below))
    items = coded(("302", [whole]), ("30201", [first]), ("30228", [23117]), ("30299", [57913]))
    _, found = proof((TOTAL, [94815]), *items)
    assert ((1, 0), accused) in failed(found)


def test_glyphs_cut_off_a_name_are_no_amount_s_but_a_word_that_turns_its_sign_is() -> None:
    assert amount_text("出 2,022.39") == "2,022.39"
    assert amount_text("负2,022.39") == "负2,022.39"
    assert amount_text("减少2,022.39") is amount_text("减2,022.39") is None
