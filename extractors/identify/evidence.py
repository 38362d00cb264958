"""What titles, file names and the labels above tables say of a document: whose it is, of which year and kind."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.document.model import Document, Paragraph
from extractors.identify.areas import area_of
from extractors.values.line_shapes import BODY, ORGANISATION_LINE, enumerator
from extractors.values.text import compact
from schemas.words.identity import identity_words

_CJK = r"[\u4e00-\u9fff（）“”、·]"
_YEAR = r"20\d\d年(?:度)?"
_TITLE = re.compile(
    rf"(?:第[一二三四五六七八九十]+部分|关于(?:公开|公布|印发)?)?(?:(?P<before>20\d\d)年(?:度)?)?(?P<name>{_CJK}{{2,50}}?)??"
    r"(?:(?P<after>20\d\d)年(?:度)?)?(?:[省市区县乡镇]级)?(?P<level>部门|单位|政府|财政|本级)*"
    r"(?P<kind>预算|决算)(?P<tail>(?:（草案）|草案|信息|情况|公开|说明|报告|有关事项|的|表|相关|编制|[（）])*)"
)
_FILE_NAME = re.compile(
    rf"(?:(?P<before>20\d\d|(?<!\d)\d\d)年(?:度)?)?(?P<name>{_CJK}{{2,50}}?)"
    r"(?:(?P<after>20\d\d|(?<!\d)\d\d)年?(?:度)?)?(?:[省市区县乡镇]级)?(?P<level>部门|单位|政府|财政|本级)*(?P<kind>预算|决算)"
)
_INTRODUCED = re.compile(
    rf"现将(?P<name>{_CJK}{{2,50}}?)\s*(?P<year>20\d\d)年(?:度)?(?:部门|单位|政府|本级)*(?P<kind>预算|决算)"
)
_BUDGET_YEAR = re.compile(r"(?:预算)?年度[:：](?P<year>20\d\d)年?(?:度)?")
_NEXT_LABEL = re.compile(r"(?<=.)(?=(?:预算)?年度[:：]20\d\d|[（(]?(?:金额)?单位[:：](?:人民币)?[百千万亿]*元)")
"""Where another label begins in a line: `部门编码及名称：[435]某某局 预算年度：2031 金额单位：万元`."""
_OFTEN = 3
"""Tables above which a bare name must stand to be the publisher's."""
_RULED_ABOVE = 2
"""Rows of a table that may hold its title, and whose and of when it is."""
_PREPARED = re.compile(rf"(?P<name>{_CJK}{{2,40}}?)编制")
_NOT_A_NAME = re.compile(
    r"^(?:人民币)?[百千万亿]*元|收入|支出|收支|采购|经费|项目|基本|拨款|公共预算|基金|绩效|目录|附件|附表|本表|[我本各](?:部门|单位|校|局|委|院|厅|办|镇|区)|"
    r"^(?:部门|单位|年度|说明|关于|年|的|[省市区县乡镇]级|[省市区县]直)|^.?部分|预算|决算|^第"
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says; None for what it leaves out. `source` is one of those that `identity.yaml` weighs."""

    source: str
    name: str | None
    year: int | None = None
    kind: str | None = None
    level: str | None = None
    text: str = ""
    paragraph: Paragraph | None = None


def is_name(name: str | None) -> bool:
    """Whether the words can be an organisation's name: no kind of table, no 我校, no bare area or level (市级)."""
    if not name or len(name) < 2 or _NOT_A_NAME.search(name):
        return False
    code, rest = area_of(name)
    return not (code and re.fullmatch(r"(?:[\u4e00-\u9fff]{1,3}[区县市])?", rest))


def titles(document: Document) -> Iterator[Said]:
    """The lines, or up to three lines one below the other, that read as a title, in document order."""
    lines = [(paragraph, _in_digits(compact(paragraph.text))) for paragraph in document.paragraphs]
    for start, (paragraph, first) in enumerate(lines):
        if enumerator(first) and not first.startswith("第"):
            continue
        joined = ""
        for _, line in lines[start : start + 3]:
            joined += line.replace("(", "（").replace(")", "）")
            if len(joined) > _LONGEST or not line or "。" in line:
                break
            match = _TITLE.fullmatch(joined) if "算" in joined else None
            if match and (match["before"] or match["after"] or "公开" in match["tail"] or "说明" in match["tail"]):
                year = match["before"] or match["after"]
                name = match["name"] if is_name(match["name"]) else None
                if (name or year) and not first.startswith("目录"):
                    yield Said(
                        "title",
                        name,
                        int(year) if year else None,
                        kind_in(joined),
                        match["level"],
                        joined,
                        paragraph,
                    )
                    break


def kind_in(title: str) -> str | None:
    """The kind that the words of a title name."""
    return next((kind for kind, pattern in _kinds_by_title() if pattern.search(title)), None)


@cache
def _kinds_by_title() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in identity_words().titles)


def papers(document: Document) -> Iterator[Said]:
    """The title of a report, an evaluation or a notice, over up to three of the first lines.

    A report on what was carried out and what is planned is of the year that it plans.
    """
    lines = [paragraph for paragraph in document.paragraphs[:_FIRST_LINES] if len(paragraph.text) <= _LONGEST_PAPER]
    for start in range(len(lines)):
        joined = ""
        for paragraph in lines[start : start + 3]:
            joined += _in_digits(compact(paragraph.text)).replace("(", "（").replace(")", "）")
            kind = next((kind for kind, pattern in _papers() if pattern.fullmatch(joined)), None)
            if kind and "。" not in joined and len(joined) <= _LONGEST_PAPER:
                years = [int(year) for year in re.findall(r"(20\d\d)年", joined)]
                named = _FIRST_NAME.match(joined)
                name = named[1] if named and is_name(named[1]) else None
                yield Said("title", name, max(years, default=None), kind, None, joined, lines[start])
                return


@cache
def _papers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf".*(?:{pattern})")) for kind, pattern in identity_words().papers)


_FIRST_LINES, _LONGEST_PAPER = 8, 80
_FIRST_NAME = re.compile(
    rf"(?:关于)?(?:20\d\d年(?:度)?)?({_CJK}{{2,40}}?)(?=20\d\d年|的|部门|项目|财政|预算|绩效|政府采购|采购)"
)


def _in_digits(text: str) -> str:
    """The text with a year in Chinese numerals (二〇一八年) in digits."""
    return _NUMERAL_YEAR.sub(lambda match: match[0].translate(_NUMERALS), text) if "二" in text else text


_NUMERAL_YEAR = re.compile(r"二[〇○OＯ0Ο零][一二三][〇○OＯ0Ο零一二三四五六七八九](?=年)")
_NUMERALS = str.maketrans("〇○OＯΟ零一二三四五六七八九", "000000123456789")


def introduced(document: Document) -> Iterator[Said]:
    """The sentence that introduces the disclosure: 现将某某局2020年部门预算公开如下."""
    for paragraph in document.paragraphs[:40]:
        match = _INTRODUCED.search(paragraph.text)
        if match:
            kind = kind_in(match["kind"])
            yield Said("introduction", match["name"], int(match["year"]), kind, None, match[0], paragraph)


def labels(document: Document) -> Iterator[Said]:
    """The names behind 编制部门： and the like above tables and on covers, and on covers before 编制.

    Also a name that stands alone above several tables, and the year behind 预算年度：.
    """
    above = Counter(compact(line.text) for table in document.tables for line in table.context)
    for paragraph in document.paragraphs:
        text = compact(paragraph.text).replace("(", "（").replace(")", "）")
        if len(text) > _LONGEST:
            continue
        if above[text] >= _OFTEN and BODY.fullmatch(text) and is_name(text):
            yield Said("label", text, text=text, paragraph=paragraph)
        else:
            yield from _labelled(text, paragraph)
    for paragraph in document.paragraphs[:12]:
        match = _PREPARED.fullmatch(compact(paragraph.text))
        if match and is_name(match["name"]):
            yield Said("cover", match["name"], text=match[0], paragraph=paragraph)


def labels_inside(document: Document) -> Iterator[Said]:
    """What the same labels say in the first cells of tables: some rule what others print above."""
    for table in document.tables:
        for cell in (cell for cell in table.cells if cell.row < _RULED_ABOVE and "主管部门" not in cell.text):
            for line in cell.text.split("\n"):
                if len(line) <= _LONGEST and (":" in line or "：" in line):
                    text = compact(line).replace("(", "（").replace(")", "）")
                    yield from _labelled(text, Paragraph(line, [(0, cell.page, cell.line)]))


def _labelled(text: str, paragraph: Paragraph) -> Iterator[Said]:
    for part in _NEXT_LABEL.split(text) if ":" in text or "：" in text else ():
        match = _labelled_name().fullmatch(part)
        if match and is_name(match["name"]):
            yield Said("label", match["name"], text=part, paragraph=paragraph)
        elif match := _BUDGET_YEAR.fullmatch(part):
            yield Said("label", None, int(match["year"]), text=part, paragraph=paragraph)


@cache
def _labelled_name() -> re.Pattern[str]:
    labels = "|".join(
        f"(?<!金额){label}" if label == "单位" else re.escape(label)
        for label in sorted(identity_words().labels, key=len, reverse=True)
    )
    return re.compile(
        rf"(?:{labels})[:：](?:\[(?P<code>\d{{3,9}})\])?(?P<name>{_CJK}{{2,40}}?)"
        r"(?:目录|（?(?:金额)?单位[:：].*|(?:保密审查|公开审查)情况[:：].*|20\d\d.*|\d.*)?"
    )


def file_name(name: str) -> Said | None:
    """What the file's name says (某某局26年部门预算.pdf); a year of two digits is one of this century."""
    match = _FILE_NAME.search(_in_digits(re.sub(r"[\s_-]", "", name.rpartition(".")[0] or name)))
    if match is None:
        return None
    year = match["before"] or match["after"]
    return Said(
        "file_name",
        match["name"] if is_name(match["name"]) else None,
        None if year is None else int(year) if len(year) == 4 else 2000 + int(year),
        kind_in(match["kind"]),
        match["level"],
        name,
    )


def unit_codes(document: Document) -> dict[str, str]:
    """Names by the codes printed with them above the tables (435002 某某管理处, 部门编码及名称：[435]某某局).

    Some rule that line as the first row of the table; there it must be a body's name, for subjects have codes too.
    """
    lines = [line.text for table in document.tables for line in table.context]
    found = {match["code"]: match["name"] for line in lines if (match := ORGANISATION_LINE.fullmatch(line))}
    parts = (part for line in lines for part in _NEXT_LABEL.split(compact(line)))
    labelled = (match for part in parts if (match := _labelled_name().fullmatch(part)) and match["code"])
    found |= {match["code"]: match["name"] for match in labelled}
    ends = identity_words().body_ends
    ruled = (t.cells[0].text for t in document.tables if t.cells and t.cells[0].col_span > 1)
    heads = (match for text in ruled if (match := ORGANISATION_LINE.fullmatch(compact(text))))
    return {match["code"]: match["name"] for match in heads if match["name"].endswith(ends)} | found
