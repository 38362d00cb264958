"""The language that people are spoken to in: Chinese or English.

    say("{count} documents in {folder}", count=3, folder=out)

gives the sentence in the language in force. Sentences are written in English in the code; `flows/words/zh.yaml` has the
Chinese beside each. A sentence that it lacks stays English, and a test names it. What a document says is never
translated.

In force is what `--language` asks for, else `YUSUAN_LANGUAGE`, else the locale (LC_ALL, LC_MESSAGES, LANG).
"""

import os
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from schemas.yamlfile import load

Language = Literal["zh", "en"]

_FILE = Path(__file__).parent / "words" / "zh.yaml"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_asked: list[Language] = []


class UnknownLanguageError(ValueError):
    """A language that is not spoken here."""


def use(language: str | None) -> None:
    """Has everything said in a language from here on; with None in that of the environment."""
    _asked.clear()
    if language is not None:
        _asked.append(_known(language, "--language"))


def language() -> Language:
    """The language in force. Raises UnknownLanguageError where YUSUAN_LANGUAGE names none that is spoken here."""
    if asked := chosen():
        return asked
    said = next((os.environ[name] for name in _LOCALE if os.environ.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"


def chosen() -> Language | None:
    """The language that somebody asked for, None where only the locale tells."""
    if _asked:
        return _asked[0]
    wanted = os.environ.get("YUSUAN_LANGUAGE")
    return _known(wanted, "YUSUAN_LANGUAGE") if wanted else None


def _known(wanted: str, where: str) -> Language:
    for one in get_args(Language):
        if wanted == one:
            found: Language = one
            return found
    raise UnknownLanguageError(f"{where} is {wanted!r}; it can be zh or en")


def say(sentence: str, /, **values: Any) -> str:
    """The sentence in the language in force, with its values put in."""
    template = words().get(sentence, sentence) if language() == "zh" else sentence
    return template.format(**values) if values else template


def row_of(table: str) -> str:
    """What one row of a published table is, in the language in force."""
    from schemas.tables import tables  # brings Arrow and pydantic, which `--help` does not need

    return _rows()[table] if language() == "zh" and table in _rows() else tables()[table].row


def code_name(code: str) -> str:
    """What a code in a published column is called, in the language in force; the code where it has no name."""
    return _codes().get(code, code) if language() == "zh" else code


def column_name(table: str, column: str) -> str:
    """What a column is called: by its name, in Chinese by its 名称 with the unit."""
    if language() == "en":
        return column
    from schemas.tables import tables

    found = next(one for one in tables()[table].columns if one.name == column)
    return found.label + (f"（{found.unit}）" if found.unit else "")


@cache
def _rows() -> dict[str, str]:
    data: dict[str, str] = load(_FILE.with_name("tables.zh.yaml"))
    return data


@cache
def words() -> dict[str, str]:
    """The Chinese of each English sentence."""
    return {entry["en"]: entry["zh"] for entry in load(_FILE)}


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = load(_FILE.with_name("values.zh.yaml"))
    return found
