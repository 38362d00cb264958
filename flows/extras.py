"""What is installed only with an extra: it is imported where it is needed, and asked for in one sentence."""

import importlib
from types import ModuleType

from flows.language import say


class MissingExtraError(ImportError):
    """A library of an extra is not installed; the message says how to install it."""


def need(module: str, extra: str) -> ModuleType:
    """The module, imported; raises MissingExtraError where the extra that brings it is not installed."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name != module.partition(".")[0]:
            raise
        raise MissingExtraError(
            say("{module} is not installed; install it with: pip install 'yusuan[{extra}]'", module=module, extra=extra)
        ) from error
