"""Findings as a report tells them: the sentence, the figures of its checks, what is printed there, places marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from extractors.check.rule import box_of
from extractors.document.place import Box, Place
from flows.publish.register import Entry, explanation_of
from flows.report.evidence import Evidence, Passage, SideName, side_of
from flows.report.images import Picture, Pictures
from flows.report.words import LANGUAGES, Words
from schemas.findings import finding_rules
from schemas.rows import CellRow, CheckRow, FigureRow, FindingRow, PlaceColumns, PublishedCheck

_SEVERITIES = ("error", "warning", "info")
_MOST_PLACES, _MOST_PASSAGES, _MOST_CROPS = 12, 4, 3
_MARGIN, _LOWEST, _HIGHEST = 44.0, 130.0, 400.0
"""Points around the marks of a picture, and its height at least and at most."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place on a page: of side `a` or `b`; `strong` where the figure itself stands, else its row."""

    side: str
    page: int
    box: Box
    strong: bool


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a page from `top` on, `height` points high, with its marks."""

    picture: Picture
    top: float
    height: float
    marks: tuple[Mark, ...]
    tags: tuple[Mark, ...]
    """The first mark of each side, which bears its letter."""
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a finding; `links` are its places with what they link to, `more` how many are not listed."""

    letter: str
    label: str
    value: str
    links: tuple[tuple[str, str | None], ...]
    more: int
    passages: tuple[Passage, ...]
    printed: bool


@dataclass(frozen=True, slots=True)
class Evidenced:
    """A check that a finding explains: its sentence, both sides, by how much they differ."""

    check: CheckRow
    message: str
    rule: str
    sides: tuple[Side, Side]
    difference: str | None
    tolerance: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: `row` is that of `findings`, `checks` are those that it explains, the one that says most first."""

    number: int
    row: FindingRow
    message: str
    kind: str
    advice: str
    facts: tuple[str, ...]
    """How certain it is, the amount, its share of the total."""
    checks: tuple[Evidenced, ...]
    explained: Entry | None
    crops: tuple[Crop, ...]


class Teller:
    """Tells findings from a document's evidence and the pictures of its pages."""

    def __init__(self, evidence: Evidence, pictures: Pictures, words: Words) -> None:
        self.evidence, self.pictures, self.words = evidence, pictures, words

    def findings(
        self, found: Iterable[FindingRow], checks: Sequence[PublishedCheck], entries: Sequence[Entry]
    ) -> list[Finding]:
        """The findings, the weightiest first, those that are explained last; `checks` have their common columns."""
        of: dict[int, list[PublishedCheck]] = {}
        for check in checks:
            if check["finding"] is not None:
                of.setdefault(check["finding"], []).append(check)
        pairs = [(row, explanation_of(row, of.get(row["seq"], ()), entries)) for row in found]
        pairs.sort(key=lambda pair: (pair[1] is not None, pair[0]["trivial"], -pair[0]["weight"]))
        return [
            self._finding(number, row, of.get(row["seq"], []), entry) for number, (row, entry) in enumerate(pairs, 1)
        ]

    def _finding(self, number: int, row: FindingRow, checks: list[PublishedCheck], explained: Entry | None) -> Finding:
        checks.sort(key=lambda check: (_SEVERITIES.index(check["severity"]), -abs(check["difference"] or Decimal(0))))
        evidenced = tuple(map(self._evidenced, checks))
        marks = [mark for one in evidenced for side in one.sides for mark in self._marks(side)]
        kind = finding_rules().kinds.get(row["kind"])
        at = LANGUAGES.index(self.words.language)
        return Finding(
            number=number,
            row=row,
            message=self.words.found(row),
            kind=kind.name[at] if kind else row["kind"],
            advice=kind.advice[at] if kind else "",
            facts=tuple(self.words.facts(row)),
            checks=evidenced,
            explained=explained,
            crops=tuple(self._crops(list(dict.fromkeys(marks)), evidenced[0].sides)) if evidenced else (),
        )

    def _evidenced(self, check: CheckRow) -> Evidenced:
        off, tolerance = check["difference"], check["tolerance"]
        return Evidenced(
            check=check,
            message=self.words.message(check),
            rule=self.words.rule(check["identity"]),
            sides=(self._side("left", check), self._side("right", check)),
            difference=None if off is None else self.words.apart(off, check["unit"] or ""),
            tolerance=self.words.value(tolerance, check["unit"] or "") if tolerance else None,
        )

    def _side(self, name: SideName, check: CheckRow) -> Side:
        (label, value, _), unit = side_of(check, name), check["unit"]
        passages = self.evidence.passages(check, name)
        links: dict[str, str | None] = {}
        for passage in passages:
            links.setdefault(self.words.place(passage.spot), self.target(passage))
        return Side(
            letter=self.words[name],
            label=label,
            value=self.words.value(value, unit),
            links=tuple(links.items())[:_MOST_PLACES],
            more=max(0, len(links) - _MOST_PLACES),
            passages=tuple(passage for passage in passages if passage.pieces)[:_MOST_PASSAGES],
            printed=any(piece.marked for passage in passages for pieces in passage.pieces for piece in pieces),
        )

    def target(self, passage: Passage) -> str | None:
        """What a place links to: its cell or its sentence on the page, else in the report; None where it has none."""
        if passage.figure is not None:
            return self.of_figure(passage.figure)
        cell = next(iter(passage.hits), None) or next(iter(passage.cells), None)
        return self.of_cell(cell) if cell is not None else self._of_spot(passage.spot)

    def of_cell(self, cell: CellRow) -> str:
        """What a cell links to: itself on the page, without a picture itself in the table."""
        seen = cell["page"] in self.pictures.pages and cell["x0"] is not None
        return f"#{'c' if seen else 't'}{cell['table_index']}-{cell['row']}-{cell['col']}"

    def of_figure(self, figure: FigureRow) -> str:
        """What a statement in prose links to: its amount on the page, else the page, else its sentence."""
        if figure["seq"] in self.pictures.boxes:
            return f"#f{figure['seq']}"
        return f"#page-{figure['page']}" if figure["page"] in self.pictures.pages else f"#s{figure['seq']}"

    def of_record(self, row: PlaceColumns | FigureRow, value: Decimal | None) -> str | None:
        """What a value of a record links to: the cell that prints it, else the first of its row, else its sentence."""
        if row.get("table_index") is None:
            return self.of_figure(cast("FigureRow", row)) if row.get("sentence") else None
        row_cells = self.evidence.row(row["table_index"], row["row_index"])
        cell = self.evidence.cell_of(row, value) or next(iter(row_cells), None)
        return None if cell is None else self.of_cell(cell)

    def of_place(self, where: Place) -> str | None:
        """What a place links to: the first cell of its row, else its page or table; None where it has none."""
        where = self.evidence.in_table(where)
        cell = next(iter(self.evidence.row(where.table, where.row)), None)
        return self._of_spot(where) if cell is None else self.of_cell(cell)

    def _of_spot(self, where: Place) -> str | None:
        if where.document is not None:
            return None
        if where.page in self.pictures.pages:
            return f"#page-{where.page}"
        return f"#table-{where.table}" if where.table in self.evidence.tables else None

    def _marks(self, side: Side) -> Iterator[Mark]:
        name = "a" if side.letter == self.words["left"] else "b"
        for passage in side.passages:
            for page, box in self._boxes(passage):
                yield Mark(name, page, box, passage.figure is None or passage.same)
            if not any(True for _ in passage.hits):
                yield from (Mark(name, page, box, False) for page, box in _row_boxes(passage.cells))

    def _boxes(self, passage: Passage) -> Iterator[tuple[int, Box]]:
        """Where the figure of a passage itself is printed, or of a sentence that does not give it the one it gives."""
        if passage.figure is not None:
            yield from self.pictures.boxes.get(passage.figure["seq"], ())
        for cell in passage.hits:
            if (box := box_of(cell)) and cell["page"] is not None:
                yield cell["page"], box

    def _crops(self, marks: list[Mark], sides: tuple[Side, Side]) -> Iterator[Crop]:
        """Pictures of the marked places, of at most so many places, each side once before others."""
        near: list[list[Mark]] = []
        for mark in sorted(marks, key=lambda mark: (mark.page, mark.box[1], mark.box[0], mark.side)):
            if mark.page not in self.pictures.pages:
                continue
            fits = near and near[-1][0].page == mark.page and mark.box[3] - near[-1][0].box[1] < _HIGHEST - 2 * _MARGIN
            if fits:
                near[-1].append(mark)
            else:
                near.append([mark])
        seen: set[str] = set()
        chosen: list[list[Mark]] = []
        others: list[list[Mark]] = []
        for group in sorted(near, key=lambda group: -len({mark.side for mark in group})):
            new = {mark.side for mark in group} - seen
            (chosen if new else others).append(group)
            seen |= new
        picked = [*chosen, *others][:_MOST_CROPS]
        for group in (group for group in near if group in picked):
            yield self._crop(group, sides)

    def _crop(self, marks: list[Mark], sides: tuple[Side, Side]) -> Crop:
        picture = self.pictures.pages[marks[0].page]
        first, last = marks[0].box[1], max(mark.box[3] for mark in marks)
        height = min(max(last - first + 2 * _MARGIN, _LOWEST), _HIGHEST, picture.height)
        top = min(max((first + last - height) / 2, first - _MARGIN, 0.0), picture.height - height)
        tags = [next((mark for mark in marks if mark.side == name), None) for name in ("a", "b")]
        said = [
            self.words.say("crop_mark", side=side.letter, label=side.label, value=side.value)
            if any(mark.strong for mark in marks if mark.side == tag.side)
            else self.words.say("crop_place", side=side.letter)
            for side, tag in zip(sides, tags, strict=True)
            if tag is not None
        ]
        text = self.words.say("crop", page=picture.number, marks="；".join(said))
        shown = tuple(tag for tag in tags if tag is not None)
        return Crop(picture, round(top, 1), round(height, 1), tuple(dict.fromkeys(marks)), shown, text)


def _row_boxes(cells: Iterable[CellRow]) -> Iterator[tuple[int, Box]]:
    """The box of a row's cells on each page that they stand on; of one merged down from above only what they span."""
    found: dict[int, list[tuple[CellRow, Box]]] = {}
    for cell in cells:
        if (box := box_of(cell)) and cell["page"] is not None:
            found.setdefault(cell["page"], []).append((cell, box))
    for page, there in found.items():
        boxes = [box for _, box in there]
        low = [box for cell, box in there if cell["row_span"] == 1] or boxes
        yield (
            page,
            (
                min(box[0] for box in boxes),
                max(min(box[1] for box in low), 0.0),
                max(box[2] for box in boxes),
                max(box[3] for box in low),
            ),
        )
