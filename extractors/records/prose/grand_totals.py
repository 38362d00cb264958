"""What a 总收入 of a government's general budget has in it: what is handed up to those above, or what they give.

Both are called so. Some provinces count the taxes that are shared with those above; others add to the budget's own
revenue what other governments and years give it, so that it makes the 总支出.
"""

from extractors.document.model import Document
from extractors.values.text import plain_prose
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

_WORDS = prose_words().names
_WITH_GIVEN, _WITH_HANDED_UP = "revenue_general_public_total", "revenue_fiscal_total"
_FAR, _SENTENCES = 300, 2
"""Characters, and sentences, behind the name in which what it has in it is told."""


def tell_grand_totals(document: Document, rows: list[FigureRow]) -> None:
    """Gives each 总收入 the measure that the document tells, in all of its places the same; none where it tells none,
    or one here and the other there.
    """
    own = [row for row in rows if row["measure"] == _WITH_GIVEN and _WORDS.grand_revenue.search(row["label"])]
    told = {each for paragraph in document.paragraphs for each in _told(paragraph.text)} if own else set()
    measure = told.pop() if len(told) == 1 else None
    for row in own:
        row["measure"] = measure


def _told(text: str) -> set[str]:
    """The measures that its sentence before each 总收入 of a paragraph, or the sentences behind it, tell it to be."""
    found = set()
    if _WORDS.grand_revenue.search(text):
        plain = plain_prose(text)
        for name in _WORDS.grand_revenue.finditer(plain):
            if _WORDS.grand_made_of.search(plain[: name.start()]):
                found.add(_WITH_GIVEN)
                continue
            behind = "。".join(plain[name.end() : name.end() + _FAR].split("。")[:_SENTENCES])
            first = {_WITH_HANDED_UP: _WORDS.grand_handed_up, _WITH_GIVEN: _WORDS.grand_given}
            places = {at.start(): measure for measure, words in first.items() if (at := words.search(behind))}
            found |= {places[min(places)]} if places else set()
    return found
