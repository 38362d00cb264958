"""What to mind when the rows of a table are counted or summed; the sentences stand in `hazards.yaml` beside this."""

from functools import cache
from pathlib import Path

from flows.language import Language
from schemas.tables import tables
from schemas.yamlfile import load


def hazards(table: str, language: Language) -> list[str]:
    """The hazards of a table, a sentence each; an empty list where there is none."""
    return [sentence[language] for sentence in _all().get(table, [])]


@cache
def _all() -> dict[str, list[dict[Language, str]]]:
    """Raises ValueError where the file names a table that there is not, or a sentence lacks a language."""
    data: dict[str, list[dict[Language, str]]] = load(Path(__file__).with_suffix(".yaml"))
    for name, sentences in data.items():
        if name not in tables() or any(sentence.keys() != {"zh", "en"} for sentence in sentences):
            raise ValueError(f"hazards.yaml: {name} is not a table, or a sentence of it lacks zh or en")
    return data
