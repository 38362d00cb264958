"""What is wrong with a command line, in the language in force: cyclopts speaks English only."""

import difflib
from collections.abc import Iterable
from typing import Any, get_args

from cyclopts import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from flows.language import say

_OF_ALL = ("--quiet", "--verbose", "--language", "--version", "--help")


def wrong_words(error: CycloptsError) -> str:
    """What is wrong, as `yusuan: …` like all else that is wrong, and which help tells more."""
    chain = [one for one in error.command_chain or () if not one.startswith("-")]
    command = " ".join(["yusuan", *chain, "--help"])
    return f"yusuan: {say('wrong use')}: {_said(error)}{say('; see {command}', command=command)}"


def _said(error: CycloptsError) -> str:
    match error:
        case UnknownOptionError():
            names = [name for argument in error.argument_collection for name in argument.names]
            return _unknown((error.token.keyword or error.token.value).partition("=")[0], names)
        case UnknownCommandError():
            return _unknown(str((error.unused_tokens or [""])[0]), error.app or ())
        case UnusedCliTokensError():
            return say("too many arguments: {given}", given=" ".join(map(str, error.unused_tokens or ())))
        case MissingArgumentError():
            without_value = error.keyword or (error.argument and error.argument.tokens)
            sentence = "{name} needs a value" if without_value else "{name} is missing"
            return say(sentence, name=error.keyword or _name(error))
        case _:
            return _of_value(error)


def _of_value(error: CycloptsError) -> str:
    if isinstance(error, RepeatArgumentError):
        return say("{name} is given more than once", name=error.token.keyword or _name(error))
    if isinstance(error, CoercionError) and error.token is not None and error.msg is None:
        return _no_value(error.token.value, _name(error), error.target_type)
    return " ".join(str(error).split()).rstrip(".")


def _unknown(given: str, known: Iterable[str]) -> str:
    if given.startswith("-"):
        return say("there is no option {given}", given=given) + _meant(given, (*known, *_OF_ALL))
    return say("there is no command {given}", given=given) + _meant(given, known)


def _no_value(value: str, name: str, kind: Any) -> str:
    choices = [one for one in get_args(kind) if isinstance(one, str)]
    if choices:
        sentence = "{name} cannot be {value}; it can be {choices}"
        return say(sentence, name=name, value=repr(value), choices=", ".join(choices))
    if kind is int:
        return say("{name} is a whole number, and {value} is none", name=name, value=repr(value))
    return say("{name} cannot be {value}", name=name, value=repr(value))


def _name(error: CycloptsError) -> str:
    """What a parameter is called: its option, or its argument in capital letters, as `--help` has it."""
    if error.argument is None:
        return ""
    name = error.argument.name
    return name.lstrip("-").upper() if error.argument.field_info.is_positional else name


def _meant(given: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(given, list(known), n=1, cutoff=0.65)
    return say(" (is {name} meant?)", name=near[0]) if near else ""
