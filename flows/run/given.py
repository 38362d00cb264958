"""What the user knows of documents beside their content: said with the command, or in a `folder.yaml` beside them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractors.document.file import NOTHING_GIVEN, File, Given
from extractors.document.troubles import ReadError

NAME = "folder.yaml"
_UPWARDS = 6
"""Folders above a file that are looked into."""


class _Folder(BaseModel):
    """A `folder.yaml`: whose the files of the folder and of those below it are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: Annotated[str, Field(pattern=r"^[0-9]{6}$")] | None = None
    publisher: str | None = None
    year: Annotated[int, Field(ge=1949, le=2100)] | None = None


def with_given(file: File, path: str, asked: Given = NOTHING_GIVEN) -> File:
    """The file with what was `asked` for, and for what that leaves out what the nearest `folder.yaml` says.

    Raises ReadError where a `folder.yaml` cannot be used.
    """
    beside = _nearest(Path(path).resolve().parent) if Path(path).exists() else NOTHING_GIVEN
    given = Given(
        asked.publisher or beside.publisher, asked.fiscal_year or beside.fiscal_year, asked.region or beside.region
    )
    return file if given == NOTHING_GIVEN else replace(file, given=given)


@lru_cache(maxsize=1024)
def _nearest(folder: Path) -> Given:
    for place in [folder, *folder.parents][:_UPWARDS]:
        if (place / NAME).is_file():
            return _read(place / NAME)
    return NOTHING_GIVEN


def _read(path: Path) -> Given:
    try:
        said = _Folder.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
        first = str(error).splitlines()[-1 if isinstance(error, ValidationError) else 0]
        known = "region (six digits), publisher and year"
        raise ReadError("folder_yaml", f"{path} cannot be used ({first.strip()}); it may say {known}") from error
    return Given(said.publisher, said.year, said.region)


def same_as_read(file: File, document: Mapping[str, object]) -> bool:
    """Whether a document that was read before has what is given of it."""
    said = {"publisher": file.given.publisher, "fiscal_year": file.given.fiscal_year, "region": file.given.region}
    return all(value is None or document.get(column) == value for column, value in said.items())
