"""The recogniser of printed lines: rapidocr's Chinese model on onnxruntime, one thread, one session a process.

The model's own output is decoded here and not by rapidocr, whose pipeline keeps one reading a line: what else the
recogniser thought of each character is what arithmetic judges later.
"""

import importlib.util
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from extractors.document.troubles import ReadError
from extractors.read.pdf.content import Glyph

Image = np.ndarray[Any, np.dtype[Any]]
"""A gray picture or a mask, 0 to 255."""

_MODEL = "PP-OCRv6_rec_small.onnx"
_HEIGHT = 48
"""Pixels to which the model's lines are scaled."""

_WIDEST = 3200
"""Pixels of a line at most; longer ones are squeezed."""

_STEP = 8
"""Pixels of a line's width behind each step of the model's output."""

_LIKELY, _LOST = 0.002, 0.02
"""Readings of a character less likely than this are no alternatives, nor is what may stand where none was read (a point
that is hardly to be seen)."""

_CHOICES = 4
"""Readings of a character that are kept, the first one included."""


def installed() -> bool:
    """Whether the extra `scan` is there."""
    return bool(importlib.util.find_spec("onnxruntime") and _model())


def recognise(line: Image) -> list[Glyph]:
    """The characters of a line's picture from left to right; raises ReadError where the extra is missing."""
    session, characters = _session()
    height, width = line.shape
    wide = max(_STEP, min(_WIDEST, round(width * _HEIGHT / height)))
    how = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_CUBIC
    scaled = cv2.resize(line, (wide, _HEIGHT), interpolation=how)
    gray = scaled.astype(np.float32) / 127.5 - 1
    (said,) = session.run(None, {session.get_inputs()[0].name: np.repeat(gray[None, None], 3, axis=1)})
    return list(_decode(said[0], characters))


def _decode(said: Any, characters: Sequence[str]) -> Iterator[Glyph]:
    """CTC: steps that say the same are one character, steps that say nothing part two.

    Where a step that says nothing may be a character, it is one whose likeliest reading is empty.
    """
    best = said.argmax(axis=1)
    start, steps = 0, len(best)
    while start < steps:
        end = start + 1
        while end < steps and best[end] == best[start]:
            end += 1
        run = said[start:end]
        peak = run[int(run[:, best[start]].argmax() if best[start] else run[:, 0].argmin())]
        if best[start] or 1 - peak[0] > _LOST:
            yield Glyph((start + end) / 2 / steps, _choices(peak, characters))
        start = end


def _choices(peak: Any, characters: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """What a step may be, the likeliest first; an empty text is no character."""
    likely = np.argpartition(peak, -_CHOICES)[-_CHOICES:]
    likely = likely[np.argsort(-peak[likely])]
    return tuple((characters[n], float(peak[n])) for n in likely if n == likely[0] or peak[n] > _LIKELY)


@cache
def _session() -> tuple[Any, list[str]]:
    model = _model()
    try:
        import onnxruntime
    except ImportError:
        model = None
    if model is None:
        raise ReadError("no_scan_extra", "the extra `scan` is not installed")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # a worker a core
    options.enable_cpu_mem_arena = False  # lines of all widths would each leave their memory in it
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, ["", *characters, " "]


def _model() -> Path | None:
    """The model's file in rapidocr's wheel, which is not imported: its own imports take longer than a page."""
    found = importlib.util.find_spec("rapidocr")
    path = Path(found.origin).parent / "models" / _MODEL if found and found.origin else None
    return path if path and path.is_file() else None
