"""Cleaning printed text, and the keys by which labels are compared."""

import re
import unicodedata
from functools import lru_cache

# Where one neighbour is an ideograph or full-width punctuation, white space is only layout: those scripts have none.
_WIDE = r"\u2e80-\u303f\u3100-\u31bf\u3200-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·"
_LAYOUT_SPACE = re.compile(rf"\s(?:(?<=[{_WIDE}]\s)\s*|(?<!\s\s)\s*(?=[{_WIDE}]))")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff]")
"""Signs that nothing is printed for: where a line may break, which way letters run (no overriding of it)."""

_KEY_DROP = re.compile(r"[\s:：]+")
_KEY_PARENS = re.compile(r"[(（][^()（）]*[)）]")


# Fonts whose ToUnicode table names radicals where ideographs are printed; Unicode's EquivalentUnifiedIdeograph.
_SUPPLEMENT = (
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀聿肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_IDEOGRAPHS = _KANGXI | str.maketrans(*_SUPPLEMENT)
_RADICAL = re.compile("[\u2e80-\u2fdf]")


def ideographs(text: str) -> str:
    """The text with Kangxi and supplement radicals as the ideographs that they look like, its length kept."""
    return text.translate(_IDEOGRAPHS) if _RADICAL.search(text) else text


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Printed text without HTML tags, radicals for ideographs, and white space that only the layout put there."""
    text = ideographs(text)
    if "<" in text:
        text = TAG.sub("", text)
    return _SPACE.sub(" ", _LAYOUT_SPACE.sub("", text)).strip()


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """A form to compare labels by: NFKC, no white space, no colons, no parenthesised unit or note.

    Only for comparing: NFKC turns ㎡ into m2 and full-width parentheses into others, so what is stored stays raw.
    """
    folded = _KEY_DROP.sub("", unicodedata.normalize("NFKC", ideographs(text)))
    return _KEY_PARENS.sub("", folded) or folded


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """NFKC without white space: to compare names that must be the same to the letter."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", ideographs(text)))


def without_unseen(text: str) -> str:
    """The text without signs that nothing is printed for."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def is_ideograph(character: str) -> bool:
    """Whether a character is one of the common ideographs."""
    return "\u4e00" <= character <= "\u9fff"


def squeezed(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


@lru_cache(maxsize=4096)
def in_full_width(text: str) -> str:
    """What `compact` gives, its parentheses full-width: the form in which titles and names of bodies are compared."""
    return compact(text).replace("(", "（").replace(")", "）")


def digits(text: str) -> str:
    """The text with full-width digits, signs and letters made half-width, the rest untouched, its length kept."""
    return text if text.isascii() or not _FULL_WIDTH.search(text) else text.translate(_HALF)


def code_form(text: str) -> str:
    """A code or a number as they are compared: without white space, digits half-width."""
    return squeezed(digits(text))


@lru_cache(maxsize=1024)  # a paragraph is asked for by figures, by whose they are, and by what figures left
def plain_prose(text: str) -> str:
    """Prose to be matched by patterns: digits half-width, marks full-width; its length is kept."""
    return _MARK.sub(lambda match: _WIDE_MARKS[match[0]], digits(text))


_WIDE_MARKS = dict(zip("(),;:.", "（），；：。", strict=True))
_MARK = re.compile(r"[(),;:.](?:(?<=[();])|(?<=[,:])(?:(?<!\d.)|(?!\d))|(?<=[\u4e00-\u9fff）%]\.)(?!\d))")
"""Marks that are not within a number; a point only where a sentence can end."""


_HALF = {code: code - 0xFEE0 for code in range(0xFF0B, 0xFF5F) if chr(code) not in "，：；？（）＜＝＞［］"}
_HALF[ord("−")] = ord("-")
_FULL_WIDTH = re.compile(f"[{''.join(map(chr, _HALF))}]")


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that begins last; None where there is none."""
    return max(pattern.finditer(text), key=re.Match.start, default=None)
