"""Indicators packed in one cell → their parts.

`1、1-产出指标；11-数量指标；培训次数；实施周期指标值:≥4；年度指标值:≥4。2、…`; below the name of a level only
`1.培训次数≥4次；2.…`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.recognise.shapes.labels import is_level
from extractors.values.targets import TargetColumns, columns
from extractors.values.text import code_form, compact
from schemas.words.performance import performance_words

_LEVEL = re.compile(r"\d{1,2}-(?P<name>[^；;]+)[；;]")
_LEVELS_NAME_TARGET = re.compile(
    r"(?P<one>[^-—:：]+)[-—](?P<two>[^-—:：]+)[-—:：](?P<name>[^:：]+?)[:：]?(?P<target>[≥≤=＝<>][^:：]*|(?<=[:：])[^:：]+)"
)
_NAME_TARGET = re.compile(r"([^≥≤=＝<>:：]*)[:：]?([≥≤=＝<>].*|(?<=[:：]).+)")
_ENDS = "；;。. "


@dataclass(frozen=True, slots=True)
class Packed:
    """An indicator of a packed cell, each part as printed; a target that is not given is None."""

    level1: str | None
    level2: str | None
    level3: str
    annual: str | None
    implementation: str | None
    run_together: bool = False
    """Nothing parts its target from its name (完工时间11月底前): `level3` is both."""

    @property
    def columns(self) -> "PackedColumns":
        """The columns of a row of `indicators` that the cell tells."""
        return {
            "level1": self.level1,
            "level2": self.level2,
            "level3": self.level3 or None,
            "target_implementation": self.implementation,
            **self.target,
        }

    @property
    def target(self) -> TargetColumns:
        """The columns of its target."""
        told = columns(self.annual or self.implementation)
        return {**told, "operator": "text"} if self.run_together else told


class PackedColumns(TargetColumns):
    """The columns of an `indicators` row that a packed cell tells."""

    level1: str | None
    level2: str | None
    level3: str | None
    target_implementation: str | None


def unpack(text: str) -> list[Packed]:
    """The indicators of a cell in order. Line breaks fall anywhere; a value may hold a number with 、 of its own."""
    joined = code_form(text)
    numbered = [_indicator(piece) for piece in _pieces(joined)]
    return numbered or list(_by_levels(joined)) or list(_labelled(text)) or _plain(text)


def _labelled(text: str) -> Iterator[Packed]:
    """Indicators behind the names of their levels: 数量指标：培训次数≥4次；质量指标：…"""
    marks = list(_level_labels().finditer(text))
    one: str | None = None
    ends = [*(mark.start() for mark in marks), len(text)][1:]
    for mark, end in zip(marks, ends, strict=True):
        one = mark["level"] if is_level(mark["level"], 1) else one
        yield from below_levels([one or mark["level"], mark["level"]], text[mark.end() : end])


def _plain(text: str) -> list[Packed]:
    """Indicators without the names of levels, where most have a target that a sign begins."""
    found = [replace(part, level2=None) for part in below_levels([""], text)]
    return found if sum(part.annual is not None for part in found) * 2 > len(found) else []


@cache
def _level_labels() -> re.Pattern[str]:
    """The name of a level before a colon, at the beginning of a line or sentence."""
    end = performance_words().level_end
    names = {name.removesuffix(end) for level in performance_words().levels.values() for name in level}
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[\s；;。，,、.．:：)）]))(?P<level>(?:{either})(?:{end})?)\s*[:：]")


def _by_levels(text: str) -> Iterator[Packed]:
    """Indicators without numbers, each with the names of both its levels: 产出指标-数量指标-NAME：≥30公里；…"""
    for piece in filter(None, re.split("[；;。]", text)):
        match = _LEVELS_NAME_TARGET.fullmatch(piece)
        if match is None or not (is_level(match["one"], 1) and is_level(match["two"], 2)):
            return
        yield Packed(match["one"], match["two"], match["name"], match["target"] or None, None)


def below_levels(names: Sequence[str], text: str) -> Iterator[Packed]:
    """The indicators of a cell in the column of a level; `names` are its labels from the top down.

    Where no sign and no colon parts the target from the name, the whole is the name.
    """
    one = next((compact(name) for name in names if is_level(name, 1)), None)
    two = None if compact(names[-1]) == one else compact(names[-1])
    for piece in filter(None, (code_form(piece).strip(_ENDS) for piece in _enumerated().split(text))):
        if piece in performance_words().none:
            continue
        match = _NAME_TARGET.fullmatch(piece)
        name, target = (match[1], match[2]) if match else (piece, None)
        yield Packed(one, two, name, target, None, run_together=match is None)


def numbered_lines(text: str) -> list[str]:
    """The lines of a cell that are numbered from 1 on, without their numbers; [] where they are not."""
    parts = re.split(r"(?:^|(?<=[\n；;。]))\s*(\d{1,2})\s*[、.．](?!\d)", text)
    numbers, lines = parts[1::2], [code_form(part).strip(_ENDS) for part in parts[2::2]]
    counted = numbers == [str(n) for n in range(1, len(numbers) + 1)]
    return lines if not parts[0].strip() and counted and all(lines) else []


@cache
def _enumerated() -> re.Pattern[str]:
    """What parts indicators: a stop, or the number of the next at the beginning of a line."""
    return re.compile(
        rf"[；;。]|(?:^|(?<=[\n；;。]))\s*(?:{performance_words().level_end})?\d{{1,2}}\s*[、.．:：](?!\d)"
    )


def _pieces(text: str) -> Iterator[str]:
    """The text cut where the next number stands before a level: only the counter tells it from a number in a value."""
    starts = []
    at, expected = 0, 1
    while match := re.compile(rf"(?:^|(?<=[。；;.])|(?<=\D)){expected}、(?=\d{{1,2}}-)").search(text, at):
        starts.append((match.start(), match.end()))
        at, expected = match.end(), expected + 1
    for (_, begin), (end, _) in zip(starts, [*starts[1:], (len(text), 0)][: len(starts)], strict=True):
        yield text[begin:end]


@cache
def _targets() -> re.Pattern[str]:
    words = performance_words().packed
    named = {"implementation": words.implementation, "annual": words.annual}
    either = "|".join(f"(?P<{name}>{'|'.join(map(re.escape, labels))})" for name, labels in named.items())
    return re.compile(rf"(?:{either})[:：]")


def _indicator(piece: str) -> Packed:
    levels: list[str] = []
    while len(levels) < 2 and (match := _LEVEL.match(piece)):
        levels.append(match["name"])
        piece = piece[match.end() :]
    marks = list(_targets().finditer(piece))
    name = piece[: marks[0].start()] if marks else piece
    values = {
        str(mark.lastgroup): piece[mark.end() : end].strip(_ENDS) or None
        for mark, end in zip(marks, [*(m.start() for m in marks[1:]), len(piece)], strict=True)
    }
    one, two = [*levels, None, None][:2]
    return Packed(one, two, name.strip(_ENDS), values.get("annual"), values.get("implementation"))
