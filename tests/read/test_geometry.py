"""Every geometry that real disclosures have, drawn small: both parsers read the same cells from each."""

from collections.abc import Callable

import pytest
from drawing import PAGE, Drawing, Drawn, pdf, rule, write, written
from page_readers import Seen, as_read, both

from extractors.document.model import Table
from extractors.read.pdf.content import Char, PageContent
from extractors.read.pdf.dotted import dotted_rules
from extractors.read.pdf.lines import text_lines
from extractors.read.pdf.page import read_page

FORM = Drawing(
    [40, 160, 240, 320],
    [100, 140, 180, 220],
    [
        Drawn(0, 0, 1, 1, ["项目"]),
        Drawn(0, 1, 1, 2, ["预算数"]),
        Drawn(1, 0, 2, 1, ["办公用品", "购置"]),
        Drawn(1, 1, 1, 1, ["12.50"]),
        Drawn(1, 2, 1, 1, ["常常"]),
        Drawn(2, 1, 1, 1, ["0"]),
        Drawn(2, 2, 1, 1, ["1,234.00"]),
    ],
)
PLAIN = Drawing(
    [40, 160, 240, 320],
    [100, 130, 160, 190, 220],
    [
        Drawn(row, col, 1, 1, [text])
        for row, texts in enumerate((("项目", "预算数", "备注"), ("水费", "3.00", "年"), ("电费", "12.50", "月")))
        for col, text in enumerate(texts)
    ]
    + [Drawn(3, 0, 1, 1, ["合计"]), Drawn(3, 1, 1, 1, ["15.50"]), Drawn(3, 2, 1, 1, [])],
)


def whole(drawing: Drawing) -> Seen:
    """The table of a drawing in which no position is merged away."""
    cells = [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in drawing.cells]
    return len(drawing.ys) - 1, len(drawing.xs) - 1, sorted(cells)


def read_alike(data: bytes) -> list[Seen | str]:
    """What both parsers read from a page."""
    ours, theirs = both(data, 1)
    assert as_read(ours) == as_read(theirs)
    return as_read(ours)


def rules(drawing: Drawing, draw: Callable[..., str] = rule) -> str:
    return "".join(draw(e["x0"], e["top"], e["x1"], e["bottom"]) for e in drawing.edges())


def filled(x0: float, top: float, x1: float, bottom: float, thick: float = 0.6) -> str:
    """A rule drawn as a thin black rectangle."""
    return f"{x0} {PAGE[1] - bottom - thick} {x1 - x0 + thick} {bottom - top + thick} re f\n"


def dashed(x0: float, top: float, x1: float, bottom: float) -> str:
    """A rule drawn as many short lines."""
    steps = max(int((x1 - x0 + bottom - top) // 4), 1)
    dx, dy = (x1 - x0) / steps, (bottom - top) / steps
    return "".join(
        rule(x0 + n * dx, top + n * dy, x0 + (n + 0.6) * dx, top + (n + 0.6) * dy) for n in range(steps)
    ) + rule(x1 - 0.4 * dx, bottom - 0.4 * dy, x1, bottom)


def double(x0: float, top: float, x1: float, bottom: float) -> str:
    off = (0, 1.5) if top == bottom else (1.5, 0)
    return rule(x0, top, x1, bottom) + rule(x0 + off[0], top + off[1], x1 + off[0], bottom + off[1])


def hairline(x0: float, top: float, x1: float, bottom: float) -> str:
    return f"0 w {x0} {PAGE[1] - top} m {x1} {PAGE[1] - bottom} l S\n"


def white(x0: float, top: float, x1: float, bottom: float) -> str:
    return "1 G " + rule(x0, top, x1, bottom) + "0 G\n"


@pytest.mark.parametrize("draw", [rule, filled, dashed, double, hairline, white])
def test_rules_of_every_kind_make_the_same_table(draw: Callable[..., str]) -> None:
    assert read_alike(pdf(rules(FORM, draw) + written(FORM))) == [whole(FORM)]


def dotted(x0: float, top: float, x1: float, bottom: float) -> str:
    """A rule drawn as small squares, as browsers draw a dotted border."""
    steps = int((x1 - x0 + bottom - top) / 1.5)
    across = (1.5, 0) if top == bottom else (0, 1.5)
    return "".join(
        f"{x0 + n * across[0]} {PAGE[1] - top - n * across[1] - 0.75} 0.75 0.75 re f\n" for n in range(steps + 1)
    )


def test_squares_in_a_row_are_a_dotted_rule() -> None:
    ours, _ = both(pdf(rules(FORM, dotted) + written(FORM)), 1)
    assert as_read(ours) == [whole(FORM)]


def test_dots_that_fill_an_area_shade_it_and_rule_nothing() -> None:
    dots = [(x, y, x + 0.5, y + 0.5) for x in range(100, 140) for y in range(200, 240)]
    assert dotted_rules(dots) == []
    assert len(dotted_rules(dots[:40])) == 1


def test_dashes_of_a_pen_are_one_rule() -> None:
    assert read_alike(pdf("[3 2] 0 d " + rules(FORM) + written(FORM))) == [whole(FORM)]


def test_a_landscape_page_is_read_as_it_lies() -> None:
    content = f"1 0 0 1 300 -200 cm {rules(FORM)}{written(FORM)}"
    assert read_alike(pdf(content, size=(PAGE[1], PAGE[0]))) == [whole(FORM)]


@pytest.mark.parametrize(
    ("degrees", "matrix"),
    [
        (90, f"0 1 -1 0 {PAGE[1]:.0f} 0"),
        (180, f"-1 0 0 -1 {PAGE[0]:.0f} {PAGE[1]:.0f}"),
        (270, f"0 -1 1 0 0 {PAGE[0]:.0f}"),
    ],
)
def test_a_rotated_page_is_read_as_it_is_shown(degrees: int, matrix: str) -> None:
    size = (PAGE[1], PAGE[0]) if degrees in (90, 270) else PAGE
    content = f"{matrix} cm {rules(FORM)}{written(FORM)}"
    assert read_alike(pdf(content, size=size, attributes=f"/Rotate {degrees}")) == [whole(FORM)]


def test_a_cropped_page_is_read_from_its_crop() -> None:
    data = pdf(rules(FORM) + written(FORM) + write(500, 400, "outside"), attributes="/CropBox [20 300 480 760]")
    assert read_alike(data) == [whole(FORM)]


@pytest.mark.parametrize("missing", ["left", "right", "top", "bottom", "left and right", "all"])
def test_outer_lines_that_a_form_leaves_out_are_closed(missing: str) -> None:
    left, right, top, bottom = 40, 320, 100, 220
    gone = {
        "left": lambda e: e["x0"] == e["x1"] == left,
        "right": lambda e: e["x0"] == e["x1"] == right,
        "top": lambda e: e["top"] == e["bottom"] == top,
        "bottom": lambda e: e["top"] == e["bottom"] == bottom,
        "left and right": lambda e: e["x0"] == e["x1"] in (left, right),
        "all": lambda e: e["x0"] == e["x1"] in (left, right) or e["top"] == e["bottom"] in (top, bottom),
    }[missing]
    kept = "".join(rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in PLAIN.edges() if not gone(e))
    assert read_alike(pdf(kept + written(PLAIN))) == [whole(PLAIN)]


def horizontals(drawing: Drawing) -> str:
    return "".join(rule(drawing.xs[0], y, drawing.xs[-1], y) for y in drawing.ys)


def test_a_row_is_one_though_some_of_its_cells_have_no_rules_above_and_below() -> None:
    xs = [40, 90, 240, 290, 340, 390]
    drawing = Drawing(
        xs, [100, 130], [Drawn(0, col, 1, 1, [t] if t else []) for col, t in enumerate(["205", "ab", "3.00", "4", ""])]
    )
    posts = "".join(rule(x, 100, x, 130) for x in xs)
    some = rule(40, 100, 90, 100) + rule(240, 100, 340, 100) + rule(240, 130, 340, 130)
    assert read_alike(pdf(posts + some + written(drawing))) == [whole(drawing)]


def test_a_text_that_is_clipped_stays_in_its_cell() -> None:
    drawing = Drawing(
        [40, 100, 200],
        [100, 128, 160],
        [
            Drawn(0, 0, 1, 1, ["ab"]),
            Drawn(0, 1, 1, 1, ["x"]),
            Drawn(1, 0, 1, 1, ["19.50"]),
            Drawn(1, 1, 1, 1, ["y"]),
        ],
    )
    clipped = f"q 40 {PAGE[1] - 128} 60 28 re W n {write(45, 129, 'cd')}Q\n"
    data = pdf(rules(drawing) + written(drawing) + clipped)
    ours, _ = both(data, 1)
    ((_, _, cells),) = as_read(ours)
    assert [cell[-1] for cell in cells] == ["ab\ncd", "x", "19.50", "y"]


def test_a_rule_is_as_long_as_what_clips_it_shows() -> None:
    drawing = Drawing([40, 100, 200], [100, 128], [Drawn(0, 0, 1, 1, ["ab"]), Drawn(0, 1, 1, 1, ["x"])])
    clip = f"q 30 {PAGE[1] - 150} 200 100 re W n "
    longer = rule(40, 100, 40, 190) + rule(100, 100, 100, 190) + rule(200, 100, 200, 150) + rule(40, 170, 100, 170)
    ours, _ = both(pdf(rules(drawing) + written(drawing) + clip + longer + "Q\n"), 1)
    assert max(edge["bottom"] for edge in ours.edges) == pytest.approx(150)
    assert not [edge for edge in ours.edges if edge["orientation"] == "h" and edge["top"] > 130]


def test_a_hidden_line_with_another_between_is_no_next_line_of_a_cell() -> None:
    drawing = Drawing([40, 100, 200], [100, 128], [Drawn(0, 0, 1, 1, ["ab"]), Drawn(0, 1, 1, 1, ["x"])])
    page = f"q 30 {PAGE[1] - 129} 80 40 re W n {write(45, 131, 'cd')}Q\n"
    cell = f"q 40 {PAGE[1] - 128} 60 28 re W n {write(45, 162, 'ef')}Q\n"
    ours, _ = both(pdf(rules(drawing) + written(drawing) + page + cell), 1)
    ((_, _, cells),) = as_read(ours)
    assert [cell[-1] for cell in cells] == ["ab", "x"]


def test_a_line_that_hangs_out_of_its_row_is_in_one_cell() -> None:
    drawing = Drawing([40, 200, 240], [100, 118.3, 140], [Drawn(row, col, 1, 1) for row in (0, 1) for col in (0, 1)])
    # The second character is lower than the first, as 一 is: the rule between the rows lies between their hearts.
    chars = [Char("统", 44, 114, 54, 124), Char("一", 54, 115.2, 64, 123.8)]
    (table,) = read_page(PageContent("drawn", 1, *PAGE, chars, drawing.edges()))
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["统一", "", "", ""]


def test_columns_without_rules_are_where_the_texts_of_all_rows_leave_a_gap() -> None:
    assert read_alike(pdf(horizontals(PLAIN) + written(PLAIN))) == [whole(PLAIN)]


def test_prose_between_lines_is_no_table() -> None:
    lines = [
        "The reading room opens at nine",
        "and closes at six, on Monday it",
        "is closed; the stacks of books",
        "are open all week to readers",
    ]
    prose = "".join(write(42, 105 + 30 * n, line) for n, line in enumerate(lines))
    assert read_alike(pdf(horizontals(PLAIN) + prose)) == lines


def test_underlines_of_a_form_to_fill_in_are_no_table() -> None:
    blanks = "".join(rule(120, 110 + 20 * n, 180 + 15 * n, 110 + 20 * n) for n in range(5))
    labels = "".join(write(40, 99 + 20 * n, "Name:") + write(125, 99 + 20 * n, "Sun") for n in range(5))
    assert read_alike(pdf(blanks + labels)) == ["Name: Sun"] * 5


def test_a_stacked_label_reads_from_top_to_bottom() -> None:
    form = Drawing(
        [40, 60, 160],
        [100, 160, 220],
        [Drawn(0, 0, 2, 1, list("绩效指标")), Drawn(0, 1, 1, 1, ["甲"]), Drawn(1, 1, 1, 1, ["乙"])],
    )
    (table,) = read_alike(pdf(rules(form) + written(form)))
    assert table == whole(form)


def test_a_code_on_the_middle_line_of_a_wrapped_name_is_one_row_with_it() -> None:
    form = Drawing(
        [40, 100, 200, 300],
        [100, 140],
        [Drawn(0, 0, 1, 1), Drawn(0, 1, 1, 1, ["机关事业单位", "基本养老保险", "缴费"]), Drawn(0, 2, 1, 1)],
    )
    middle = write(42, 113, "30108") + write(202, 113, "1,064.46")
    (table,) = read_alike(pdf(rules(form) + written(form) + middle))
    assert [text for *_, text in table[2]] == ["30108", "机关事业单位\n基本养老保险\n缴费", "1,064.46"]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    outer = Drawing(
        [40, 120, 400],
        [100, 120, 220],
        [Drawn(0, 0, 1, 1, ["说明"]), Drawn(0, 1, 1, 1, ["表"]), Drawn(1, 0, 1, 1, ["甲"]), Drawn(1, 1, 1, 1)],
    )
    inner = Drawing([140, 200, 300], [140, 170, 200], [Drawn(r, c, 1, 1, [f"{r}{c}"]) for r in (0, 1) for c in (0, 1)])
    assert read_alike(pdf(rules(outer) + written(outer) + rules(inner) + written(inner))) == [
        whole(outer),
        whole(inner),
    ]


def watermark(text: str, size: float, turn: str = "0.866 0.5 -0.5 0.866", tint: str = "0.8 g") -> str:
    return f"q {tint} BT /F1 {size} Tf {turn} 60 600 Tm ({text}) Tj ET Q\n"


@pytest.mark.parametrize(
    "mark",
    [
        watermark("WATERMARK", 12),
        watermark("SECRET", 60),
        watermark("DRAFT", 80, "1 0 0 1"),
        watermark("DRAFT", 80, "1 0 0 1", "/Faint gs"),
        "1 0 0 RG 2 w 100 650 m 140 650 160 620 160 600 c S\n"
        + watermark("SEAL", 14, "0.5 0.866 -0.866 0.5", "1 0 0 rg"),
    ],
)
def test_what_is_stamped_over_a_table_is_not_in_its_cells(mark: str) -> None:
    for data in (pdf(rules(FORM) + written(FORM) + mark), pdf(mark + rules(FORM) + written(FORM))):
        tables = [item for item in read_alike(data) if not isinstance(item, str)]
        assert tables == [whole(FORM)]


def test_digits_that_lean_like_italics_are_read() -> None:
    leaning = "BT /F1 10 Tf 1 0 0.33 1 40 700 Tm (12.50) Tj 1 0 0.33 1 40 660 Tm (3.00) Tj ET\n"
    assert read_alike(pdf(leaning)) == ["12.50", "3.00"]


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    again = f"q 1 0 0 1 0.4 0.1 cm {written(FORM)}Q\n"
    assert read_alike(pdf(rules(FORM) + written(FORM) + again)) == [whole(FORM)]


def test_two_digits_that_are_the_same_and_stand_close_are_two() -> None:
    """Set tight in a high line their boxes overlap by half: 99 is no 9 printed twice."""
    nines = [Char("9", 115.0, 320.8, 124.2, 344.4), Char("9", 119.65, 320.8, 128.9, 344.4)]
    ((text, _),) = text_lines(nines)
    assert text == "99"


def test_full_width_digits_stay_as_printed() -> None:
    form = Drawing([40, 160, 260], [100, 140], [Drawn(0, 0, 1, 1, ["金额"]), Drawn(0, 1, 1, 1, ["１２３．５０"])])
    assert read_alike(pdf(rules(form) + written(form))) == [whole(form)]


def test_a_statutory_table_that_is_blank_is_kept() -> None:
    blank = Drawing(
        [40, 160, 260],
        [100, 140, 180],
        [Drawn(0, 0, 1, 1, ["科目编码"]), Drawn(0, 1, 1, 1, ["合计"]), Drawn(1, 0, 1, 1), Drawn(1, 1, 1, 1)],
    )
    assert read_alike(pdf(rules(blank) + written(blank))) == [whole(blank)]


def test_a_number_whose_indented_first_line_had_no_room_is_one_and_two_numbers_are_two() -> None:
    def wrapped(first: float, second: float) -> bool:
        drawing = Drawing([40, 100, 160], [100, 140], [Drawn(0, 0, 1, 1, []), Drawn(0, 1, 1, 1, ["人"])])
        digits = [Char("3", first, 102, first + 10, 112), Char("0", second, 122, second + 10, 132)]
        (table,) = read_page(PageContent("drawn", 1, *PAGE, [*drawing.chars(), *digits], drawing.edges()))
        assert isinstance(table, Table)
        assert table.cells[0].text == "3\n0"
        return table.cells[0].wrapped

    assert wrapped(88, 42)
    assert not wrapped(88, 88)
    assert not wrapped(70, 42)
    assert not wrapped(42, 42)
