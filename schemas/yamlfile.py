"""Reading the YAML files in which labels, layouts and tables are kept."""

from pathlib import Path
from typing import IO, Any

import yaml

HERE = Path(__file__).parent


class DuplicateKeyError(ValueError):
    """A key stands twice in one mapping; YAML would silently keep the last."""


class _StrictLoader(yaml.CSafeLoader):
    pass


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    loader.flatten_mapping(node)
    pairs: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in pairs:
            raise DuplicateKeyError(
                f"{key_node.start_mark}: the key {key!r} stands here for the second time; remove one"
            )
        pairs[key] = loader.construct_object(value_node, deep=True)
    return pairs


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load(path: Path | str) -> Any:
    """The content of a YAML file of `schemas/` (a relative path is taken from there).

    Raises DuplicateKeyError where a mapping has a key twice.
    """
    with (HERE / path).open(encoding="utf-8") as stream:
        return parse(stream)


def parse(text: str | IO[str]) -> Any:
    """The content of YAML; raises as `load` does."""
    return yaml.load(text, Loader=_StrictLoader)
