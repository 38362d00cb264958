"""What validates the data files of `schemas/`: strict models, patterns that compile, errors that name the line."""

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from schemas.yamlfile import HERE, DuplicateKeyError, load


class Strict(BaseModel):
    """A part of a data file: a key that it does not declare is an error; nothing changes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_PART = re.compile(r"\$\{(\w+)\}")
_BREAK = re.compile(r"\n\s*")
"""Where a long pattern goes on in the next line of its file: that and the blanks behind it are no part of it."""


@cache
def pattern_parts() -> dict[str, str]:
    """The parts that patterns share, by name, as `words/parts.yaml` has them."""
    return {str(name): str(part) for name, part in load("words/parts.yaml").items()}


def _part(match: re.Match[str]) -> str:
    parts = pattern_parts()
    if match[1] not in parts:
        raise ValueError(f"words/parts.yaml has no part {match[1]} of patterns{meant(match[1], parts)}")
    return parts[match[1]]


def _compiled(text: object) -> re.Pattern[str]:
    if isinstance(text, list) and text and all(isinstance(word, str) and word for word in text):
        return re.compile("|".join(map(re.escape, sorted(text, key=len, reverse=True))))
    if not isinstance(text, str):
        raise ValueError("it is a list of words, or a pattern, which is text; put each in quotes")
    try:
        return re.compile(_PART.sub(_part, _BREAK.sub("", text)))
    except re.error as error:
        raise ValueError(f"the pattern does not compile: {error}") from error


Pattern = Annotated[str, BeforeValidator(lambda text: _compiled(text).pattern)]
"""A regular expression to be put into another, its shared parts written out; a list of words is any of them."""

Compiled = Annotated[re.Pattern[str], BeforeValidator(_compiled)]
"""A regular expression to be matched as it is; a list of words is any of them. One over several lines is one."""

Model = TypeVar("Model", bound=BaseModel)


class KeyFaultError(ValueError):
    """A fault of a key below the part that a validator checks: `keys` lead to it from there."""

    def __init__(self, keys: Sequence[str], message: str) -> None:
        super().__init__(message)
        self.keys = tuple(keys)


def meant(word: str, known: Iterable[str]) -> str:
    """`; is … meant?` for the nearest known word; nothing where none is near."""
    near = _nearest(word, known)
    return f"; is {near[0]} meant?" if near else ""


def _nearest(word: str, known: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(word, list(known), n=1)


class DataFileError(ValueError):
    """A data file that is not as its model says: one sentence with file and line."""


def load_as(path: Path | str, model: type[Model]) -> Model:
    """A YAML file of `schemas/` (a relative path is taken from there), validated.

    Raises DataFileError with one sentence a fault (file, line, key, what is wrong, what may be meant).
    """
    try:
        data = load(path)
    except (DuplicateKeyError, yaml.YAMLError) as error:
        raise DataFileError(" ".join(str(error).split())) from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = _without_misspelt(model, error.errors())
        raise DataFileError("\n".join(_sentence(HERE / path, model, one) for one in faults)) from error


def _without_misspelt(model: type[BaseModel], errors: list[Any]) -> list[Any]:
    """The faults without those of keys that are missing only because they are misspelt."""
    extra = [[str(key) for key in one["loc"]] for one in errors if one["type"] == "extra_forbidden"]
    intended = {(*keys[:-1], *_nearest(keys[-1], _keys(model, keys[:-1]))) for keys in extra}
    return [one for one in errors if one["type"] != "missing" or tuple(map(str, one["loc"])) not in intended]


def _sentence(path: Path, model: type[BaseModel], error: Any) -> str:
    cause = error.get("ctx", {}).get("error")
    keys = [*map(str, error["loc"]), *(cause.keys if isinstance(cause, KeyFaultError) else ())]
    where, key = f"{_shown(path)}, line {line_of(path, keys)}", ".".join(keys)
    match error["type"]:
        case "extra_forbidden":
            return f"{where}: {key} is not a key here{meant(keys[-1], _keys(model, keys[:-1]))}"
        case "missing" if keys[-1].isdigit():
            return f"{where}: {'.'.join(keys[:-1])} has too few values"
        case "missing":
            return f"{where}: the key {key} is missing"
        case "string_type":
            return f"{where}: {key} is text; put it in quotes"
        case _:
            return f"{where}: {key}{' ' if isinstance(cause, KeyFaultError) else ': '}{cause or error['msg']}"


def _shown(path: Path) -> str:
    return path.relative_to(HERE.parent).as_posix() if path.is_relative_to(HERE.parent) else str(path)


def _keys(model: type[BaseModel], path: list[str]) -> list[str]:
    """The keys that a model declares at a path of keys."""
    for key in path:
        kind = model.model_fields[key].annotation if key in model.model_fields else None
        inner = [one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, BaseModel)]
        if not inner:
            return []
        model = inner[0]
    return list(model.model_fields)


def line_of(path: Path, keys: list[str]) -> int:
    """The line on which the innermost known key of a path of keys stands, from 1."""
    node = yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    line = 1
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            found = next(((name, value) for name, value in node.value if name.value == key), None)
            if found is None:
                continue  # a step that only the model has: the kind of a union
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and key.isdigit() and int(key) < len(node.value):
            node = node.value[int(key)]
            line = node.start_mark.line + 1
    return line
