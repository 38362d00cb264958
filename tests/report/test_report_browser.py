"""The report in a real browser, where there is one: Debian's chromium, headless."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from browser import CHROMIUM, Browser, browser
from disclosed import Disclosed
from hostile_markup import KEPT, MARKUP

from flows.language import Language
from flows.publish.register import Entry
from flows.report.index import LINES, Listed, index_files
from flows.report.page import report

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; apt-get install chromium")

_CONTRAST = """(() => {
  const rgba = text => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * x + .7152 * y + .0722 * z;
  };
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const color = rgba(getComputedStyle(e).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = Array.from(element.childNodes).some(n => n.nodeType === 3 && n.data.trim());
    if (!own || element instanceof SVGElement || element.closest("script, style")) continue;
    const [a, b] = [light(rgba(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) bad.push([element.tagName, element.className, element.textContent.slice(0, 20), ratio]);
  }
  for (const text of document.querySelectorAll("svg text")) {
    const onTag = text.classList.contains("tag-text");
    const under = onTag ? rgba(getComputedStyle(text.previousElementSibling).fill) : [255, 255, 255];
    const [a, b] = [light(rgba(getComputedStyle(text).fill)), light(under)].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) bad.push(["text", text.textContent]);
  }
  return bad;
})()"""


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    with browser() as made:
        yield made


PAGES = ["page", "page_in_english", "hostile", "index", "index_in_english"]


@pytest.fixture(scope="module")
def page(pdf_2020: Disclosed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _page(pdf_2020, "zh", tmp_path_factory)


@pytest.fixture(scope="module")
def page_in_english(pdf_2020: Disclosed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _page(pdf_2020, "en", tmp_path_factory)


def _page(pdf_2020: Disclosed, language: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    failed = [one for one in pdf_2020.records["checks"] if one["status"] == "fail"]
    whose = (pdf_2020.common["publisher"], 2020, None)
    entries = [
        Entry(
            *whose, one["identity"], one["subject"], one["left_value"], one["right_value"], "理由", "某人", "2020-03-02"
        )
        for one in failed[-1:]
    ]
    path = tmp_path_factory.mktemp("report") / "报告.html"
    made = report(pdf_2020.common, pdf_2020.records, language=language, data=pdf_2020.data, entries=entries)
    path.write_text(made, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(text_2020: Disclosed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of which every text is markup and script, and which has hardly a place to break a line."""
    records = {name: [dict(row) for row in rows] for name, rows in text_2020.records.items()}
    for rows in records.values():
        for row in rows:
            row |= {
                key: MARKUP + "长" * 30 + "x" * 90
                for key, value in row.items()
                if type(value) is str and key not in KEPT
            }
    for figure in text_2020.records["figures"]:
        records["figures"][figure["seq"] - 1] |= {"statement": figure["statement"], "direction": figure["direction"]}
    common = {**text_2020.common, "publisher": MARKUP}
    records["documents"][0] |= {"document_id": common["document_id"], "source_url": "javascript:alert(9)"}
    path = tmp_path_factory.mktemp("hostile") / "r.html"
    path.write_text(report(common, records, command=MARKUP), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _index("zh", tmp_path_factory)


@pytest.fixture(scope="module")
def index_in_english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _index("en", tmp_path_factory)


def _index(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    score = {"error": 1, "warning": 0, "explained": 1, "checks": 5, "reading_doubtful": 0}
    listed = [
        Listed(
            {"publisher": name, "fiscal_year": 2031, "document_id": f"{number:064d}", "file_name": f"{name}.pdf"}
            | {"numbers_found": 9, "numbers_claimed": 9, "tables_found": 1, "tables_recognised": 1},
            score,
            f"{number}.html",
            tuple(found(3 - number, kind, name + "x" * 90) for kind in ("unit_slip", "sum")[: 1 if number else 2]),
            (f"{name}.docx",),
        )
        for number, name in enumerate(("云岭县图书馆", "云岭县文化馆", MARKUP))
    ]
    return written(listed, language, tmp_path_factory.mktemp("index"))


def found(weight: int, kind: str, message: str) -> dict[str, object]:
    """A finding as the index needs it."""
    said = {"message_zh": message, "message_en": message, "kind": kind, "severity": "error", "certainty": "likely"}
    amounts = {"weight": Decimal(weight), "amount_yuan": Decimal(weight * 10_000), "share": Decimal("0.1")}
    return said | amounts | {"page": 6, "table_index": 2}


def written(listed: list[Listed], language: Language, folder: Path) -> Path:
    for name, text in index_files(listed, language, "yusuan report … --out output"):
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "index.html"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_loads_without_a_word_of_complaint_and_fits_the_screen(
    name: str, width: int, tab: Browser, request: pytest.FixtureRequest
) -> None:
    tab.complaints.clear()
    tab.open(request.getfixturevalue(name), width)
    assert tab.run("document.documentElement.scrollWidth") == width
    assert tab.run("document.title") != ""
    assert tab.complaints == []


def test_markup_and_script_of_a_document_make_no_element(hostile: Path, tab: Browser) -> None:
    tab.open(hostile)
    assert tab.run("document.querySelectorAll('script, img, [onerror], iframe, object').length") == 0
    assert tab.run("Array.from(document.links).filter(a => a.protocol === 'javascript:').length") == 0
    assert tab.run("document.querySelectorAll('article').length") == 5
    assert MARKUP in tab.run("document.querySelector('h1').textContent")


def test_the_policy_stops_what_were_to_slip_through(hostile: Path, tab: Browser, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    text = hostile.read_text(encoding="utf-8")
    path.write_text(text.replace("</main>", "<script>document.title='run'</script></main>"), encoding="utf-8")
    tab.open(path)
    assert tab.run("document.title") != "run"
    assert "violates" in " ".join(tab.complaints)
    tab.complaints.clear()


@pytest.mark.parametrize("name", PAGES)
def test_all_text_stands_out_from_its_ground(name: str, tab: Browser, request: pytest.FixtureRequest) -> None:
    tab.open(request.getfixturevalue(name))
    tab.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert tab.run(_CONTRAST) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_in_which_language_it_is(name: str, tab: Browser, request: pytest.FixtureRequest) -> None:
    tab.open(request.getfixturevalue(name))
    assert tab.run("document.documentElement.lang.slice(0, 2)") == ("en" if name.endswith("english") else "zh")


@pytest.mark.parametrize("name", PAGES)
def test_headings_stand_in_order(name: str, tab: Browser, request: pytest.FixtureRequest) -> None:
    tab.open(request.getfixturevalue(name))
    levels = tab.run("Array.from(document.querySelectorAll('h1,h2,h3,h4,h5,h6'), h => +h.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_has_a_text_or_is_beside_one(name: str, tab: Browser, request: pytest.FixtureRequest) -> None:
    tab.open(request.getfixturevalue(name))
    mute = """Array.from(document.querySelectorAll('img, svg')).filter(one => !one.closest('[aria-hidden=true]')
        && !(one.getAttribute('alt') || one.getAttribute('aria-label') || '').trim()).length"""
    assert tab.run(mute) == 0


def test_every_link_within_the_page_reaches_an_element(page: Path, tab: Browser) -> None:
    tab.open(page)
    lost = """Array.from(document.querySelectorAll('a[href^="#"]'), a => a.getAttribute('href').slice(1))
        .filter(id => !document.getElementById(id))"""
    assert tab.run("document.querySelectorAll('a[href^=\"#c\"]').length") > 800
    assert tab.run(lost) == []


def test_a_number_brings_the_reader_to_its_cell_on_the_page(page: Path, tab: Browser) -> None:
    tab.open(page)
    tab.run("document.documentElement.style.scrollBehavior = 'auto'")
    tab.run("Array.from(document.querySelectorAll('table.printed a')).find(a => a.textContent === '5.52').click()")
    box = "document.querySelector(':target').getBoundingClientRect()"
    seen = f"(r => r.top >= 0 && r.bottom <= innerHeight && r.width > 5)({box})"
    assert tab.run("document.querySelector(':target').tagName") == "rect"
    assert tab.run(seen)
    assert tab.run("getComputedStyle(document.querySelector(':target')).stroke") != "none"


def test_the_pictures_of_pages_are_there(page: Path, tab: Browser) -> None:
    tab.open(page)
    decoded = """Promise.all(Array.from(document.querySelectorAll('image'), i => {
        const made = new Image();
        made.src = i.getAttribute('href');
        return made.decode().then(() => made.naturalWidth); }))"""
    widths = tab.run(decoded)
    assert len(widths) > 10 and min(widths) > 700


def test_the_keyboard_skips_to_the_content_and_reaches_the_findings(page: Path, tab: Browser) -> None:
    tab.open(page)
    tab.press("Tab")
    assert tab.run("document.activeElement.className") == "skip"
    assert tab.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert tab.run("document.activeElement.getBoundingClientRect().left") >= 0
    tab.press("Enter")
    tab.press("Tab")
    assert tab.run("!!document.activeElement.closest('main')")
    for _ in range(20):
        if tab.run("!!document.activeElement.closest('article')"):
            break
        tab.press("Tab")
    assert tab.run("!!document.activeElement.closest('article')")


def test_details_open_with_the_keyboard(page: Path, tab: Browser) -> None:
    tab.open(page)
    tab.run("document.querySelector('main summary').focus()")
    tab.press("Enter")
    assert tab.run("document.querySelector('main details').open")


def test_it_prints_whole(page: Path, tab: Browser) -> None:
    tab.open(page, 688, media="print")  # A4 within its margins
    clipped = """Array.from(document.querySelectorAll('body *')).filter(e => e.getBoundingClientRect().width
        && !e.closest('svg, .skip, .defs, thead') && e.getBoundingClientRect().right > innerWidth + 1).length"""
    assert tab.run(clipped) == 0
    assert tab.run("getComputedStyle(document.querySelector('.pages')).display") == "none"
    with pdfium.PdfDocument(tab.pdf()) as printed:
        pages = [printed[number] for number in range(len(printed))]
        assert 4 < len(pages) < 30
        assert {tuple(map(round, one.get_size())) for one in pages} == {(595, 842)}
        words = "".join(one.get_textpage().get_text_bounded() for one in pages)
        for one in pages:
            one.close()
    assert "211.57 万元" in words and "木骨架为主的椅凳类" in words
    assert "".join(words.split()).count("页面图像") == 1


def test_without_script_the_index_is_a_list_and_with_it_a_search(index: Path, tab: Browser) -> None:
    tab.open(index)
    shown = "Array.from(document.querySelectorAll('tbody tr')).filter(r => !r.hidden).length"
    assert tab.run(shown) == 3
    tab.run("document.getElementById('search').focus()")
    tab.call("Input.insertText", text="云岭 图书馆")
    assert tab.run(shown) == 1
    assert tab.run("document.getElementById('shown').textContent") == "1"
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.open(index)
        document = tab.call("DOM.getDocument")["root"]["nodeId"]
        count = tab.call("DOM.querySelectorAll", nodeId=document, selector="tbody tr")["nodeIds"]
        hidden = tab.call("DOM.querySelectorAll", nodeId=document, selector="p.find[hidden]")["nodeIds"]
        assert (len(count), len(hidden)) == (3, 1)
    finally:
        tab.call("Emulation.setScriptExecutionDisabled", value=False)
    assert tab.complaints == []


def test_the_index_begins_with_the_ten_weightiest_findings_of_all_documents(index: Path, tab: Browser) -> None:
    tab.open(index)
    links = tab.run("Array.from(document.querySelectorAll('.largest a'), a => a.getAttribute('href'))")
    assert links == ["0.html#finding-1", "0.html#finding-2", "1.html#finding-1", "2.html#finding-1"]
    first = tab.run("document.querySelector('.largest li').textContent")
    assert all(said in first for said in ("云岭县图书馆 2031", "金额单位有误", "3 万元", "10.00%", "第 6 页"))


def test_the_index_is_sorted_by_a_column_and_shows_a_kind_of_findings(index: Path, tab: Browser) -> None:
    tab.open(index)
    heads = "Array.from(document.querySelectorAll('tbody th a'), a => a.getAttribute('href'))"
    assert tab.run(heads) == ["0.html", "1.html", "2.html"]
    press = "Array.from(document.querySelectorAll('thead th')).find(h => h.dataset.sort === 'number')"
    tab.run(f"{press}.querySelector('button').click()")
    assert tab.run(heads) == ["2.html", "1.html", "0.html"]
    assert tab.run(f"{press}.getAttribute('aria-sort')") == "ascending"
    tab.run("kind.value = 'sum'; kind.dispatchEvent(new Event('change'))")
    assert tab.run("Array.from(document.querySelectorAll('tbody tr')).filter(r => !r.hidden).length") == 1
    assert tab.complaints == []


def test_an_index_of_many_documents_is_light_and_searches_and_sorts_them_all(tab: Browser, tmp_path: Path) -> None:
    count = 2 * LINES + 300
    made = [
        Listed(
            {"publisher": f"第{number}单位", "fiscal_year": 2031, "document_id": f"{number:064d}"}
            | {"file_name": f"{MARKUP}{number}.pdf", "numbers_found": 9, "numbers_claimed": 9, "tables_found": 1}
            | {"tables_recognised": 1},
            {"error": number % 7, "warning": 0, "explained": 0, "checks": number, "reading_doubtful": 0},
            f"{number}.html",
            (found(count - number, "sum" if number % 1_000 == 7 else "unit_slip", "合计不符"),),
            ("旧稿.docx",) if number == count - 1 else (),
        )
        for number in range(count)
    ]
    index = written(made, "zh", tmp_path)
    assert index.stat().st_size < 1_000_000
    tab.complaints.clear()
    heads = "Array.from(document.querySelectorAll('tbody th a'), a => a.getAttribute('href'))"
    listed = set()
    for page in (index, tmp_path / "index-2.html", tmp_path / "index-3.html"):
        tab.open(page)
        listed |= set(tab.run(heads))
    assert len(listed) == count
    tab.run(f"search.value = '第{count - 1}单位'; show()")
    assert tab.run(heads) == [f"{count - 1}.html"]
    cells = tab.run("Array.from(document.querySelectorAll('tbody tr > *'), cell => cell.textContent)")
    tab.open(tmp_path / "index-3.html")
    last = "Array.from(document.querySelector('tbody').lastElementChild.cells, cell => cell.textContent)"
    assert cells == tab.run(last)  # a row out of a piece is as one of a page
    tab.open(index)
    tab.run("kind.value = 'sum'; show()")
    assert tab.run(heads) == ["7.html", "1007.html", "2007.html"]
    tab.run("kind.value = ''; sort(document.querySelectorAll('thead th')[5])")
    assert tab.run(f"{heads}[0]") == f"{count - 1}.html"
    assert tab.run("[shown.textContent, first.hidden, document.getElementById('pages').hidden]") == [
        str(count), False, True
    ]  # fmt: skip
    assert tab.run("document.querySelectorAll('img').length") == 0
    assert tab.complaints == []
