"""The words of `heads.yaml`: what stands in the heads of tables beside labels."""

from functools import cache

from schemas.model import Compiled, Strict, load_as


class HeadWords(Strict):
    """The file as it is; each entry is explained there."""

    source: str
    label_end: Compiled
    label_start: Compiled
    column_number: Compiled
    column_mark: str
    column_stems: str
    column_letter: Compiled


@cache
def head_words() -> HeadWords:
    """What stands in heads. Raises DataFileError where the file is not as its model says."""
    return load_as("words/heads.yaml", HeadWords)
