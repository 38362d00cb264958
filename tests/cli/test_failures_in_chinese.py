"""What could not be read is said in Chinese too: every sentence that the code makes has one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from disclosed import ROOT

from extractors.read import _REFUSED
from flows import failures
from schemas.yamlfile import load

MADE_BY = {"ReadError": 1, "Trouble": 2, "ArchiveError": 0}
"""Which argument of each is the sentence."""

COMPOSED = (
    "7 7; look at it",  # a sheet, and what is wrong with it
    "7, which is not read; look at it, and save what it holds by itself",
    "the second witness 7 and was given up; the numbers were read by one engine only",
    "reading it 7; 7",
    "page 7 7 and was given up; 7",
    "7 stopped with 7; please report it with the file",
    "it is 7 and no file; name the file itself",
    "7 is damaged or cut short; download it again",
    "page 7 shows a picture of 7, which 7; look at it",
    "none of its 7 pages has text, and 7",
    "7; it has no other text",
    "7 (`7`); look at them",
    "the extra `scan` is not installed",  # never shown: a page says it of itself
)
"""Sentences whose parts are sentences' parts again: `EXAMPLES` has what they come to."""

EXAMPLES = {
    "a.xlsx: sheet 2 `支出` is damaged; look at it": "a.xlsx: 工作表 2 `支出`已损坏；请查看",
    "b.docx: paragraph 7 holds a large picture, often a scan, which is not read; look at it, and save what it holds by "
    "itself": "b.docx: 第 7 段含大幅图片，多为扫描件，未读取；请查看，并把其内容另存为文件",
    "c.pdf: page 3 took more than 20 s and was given up; look at it": (
        "c.pdf: 第 3 页的读取超过 20 秒，已放弃；请查看该页"
    ),
    "d.pdf: table 2 (甲), page 4 row 1 column 3: `约三` stands where a number is expected; the value is left empty, "
    "look at the document": (
        "d.pdf: 第 2 张表（甲），第 4 页 第 1 行 第 3 列：应为数字之处是 `约三`；该值留空，请查看文件"
    ),
    "reading it was ended twice from outside (the system may be short of memory); run again": (
        "读取两次被外部终止（系统内存可能不足）；请重新运行"
    ),
    "e: it is a device and no file; name the file itself": "e: 这是设备，不是文件；请直接指明文件",
    "f.pdf: reading stopped with KeyError ('x'); please report it with the file": (
        "f.pdf: 读取因 KeyError ('x') 中止；请连同文件报告"
    ),
}


def texts(node: ast.expr, known: dict[str, list[ast.expr]]) -> list[str]:
    """What an expression may say, with 7 for each value."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            return ["".join(str(one.value) if isinstance(one, ast.Constant) else "7" for one in values)]
        case ast.BinOp(left=left, right=right):
            return [a + b for a in texts(left, known) for b in texts(right, known)]
        case ast.Name(id=name):
            return [text for value in known.get(name, ()) for text in texts(value, {})]
    return []


def sentences(path: Path) -> Iterator[str]:
    known: dict[str, list[ast.expr]] = {}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            name = ast.unparse(node.targets[0])
            known.setdefault(name, []).append(node.value)
            if name.endswith(".ragged"):
                yield from texts(node.value, {})
    for node in ast.walk(tree):
        place = MADE_BY.get(ast.unparse(node.func)) if isinstance(node, ast.Call) else None
        if place is not None and isinstance(node, ast.Call) and len(node.args) > place:
            yield from texts(node.args[place], known)


def test_each_sentence_of_the_code_has_its_chinese() -> None:
    paths = [path for room in ("extractors", "flows/run", "flows/archive") for path in (ROOT / room).rglob("*.py")]
    found = {sentence for path in paths for sentence in sentences(path)} - set(COMPOSED)
    found |= {sentence for _, sentence in _REFUSED.values()}
    assert len(found) > 70
    assert sorted(one for one in found if failures.said(one, "zh") == one) == []


@pytest.mark.parametrize("english", EXAMPLES)
def test_a_sentence_keeps_its_file_and_its_values(english: str) -> None:
    assert failures.said(english, "zh") == EXAMPLES[english]
    assert failures.said(english, "en") == english


def test_each_chinese_sentence_is_found_by_its_english() -> None:
    entries = load(ROOT / "flows/words/failures.zh.yaml")
    wrong = [one["en"] for one in entries if failures.said(one["en"], "zh") != one["zh"]]
    assert wrong == []
