"""From a PDF page's own space to the page as it is shown: points from its upper left corner, upright."""

import math

import pypdfium2 as pdfium

Matrix = tuple[float, float, float, float, float, float]

_SLANT = 0.05
"""Radians by which upright text may lean."""


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point by a matrix."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    x, y = apply(outer, e, f)
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        x,
        y,
    )


def to_top_left(page: pdfium.PdfPage) -> Matrix:
    """From the page's own space (origin bottom left, unrotated) to points from the top left of the page as shown."""
    x0, y0, x1, y1 = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return (0.0, 1.0, 1.0, 0.0, -y0, -x0)
        case 180:
            return (-1.0, 0.0, 0.0, 1.0, x1, -y0)
        case 270:
            return (0.0, -1.0, -1.0, 0.0, y1, x1)
        case _:
            return (1.0, 0.0, 0.0, -1.0, -x0, y1)


def upright(matrix: Matrix, quarters: int, width: float, height: float) -> tuple[Matrix, float, float]:
    """The matrix and size of a page that is turned back by quarters of a turn, clockwise as its text runs."""
    match quarters % 4:
        case 1:  # text that runs downwards
            return multiply(matrix, (0.0, -1.0, 1.0, 0.0, 0.0, width)), height, width
        case 2:
            return multiply(matrix, (-1.0, 0.0, 0.0, -1.0, width, height)), width, height
        case 3:  # text that runs upwards
            return multiply(matrix, (0.0, 1.0, -1.0, 0.0, height, 0.0)), height, width
    return matrix, width, height


def is_aslant(a: float, b: float) -> bool:
    """Whether text with this matrix runs along none of the page's sides; letters that only lean are italic."""
    return abs(math.remainder(math.atan2(b, a), math.pi / 2)) > _SLANT


def quarters_of(matrix: Matrix, a: float, b: float) -> int:
    """In which direction text runs on the page as shown: 0 to the right, 1 down, 2 to the left, 3 up."""
    x, y = matrix[0] * a + matrix[2] * b, matrix[1] * a + matrix[3] * b
    return round(math.atan2(y, x) / (math.pi / 2)) % 4
