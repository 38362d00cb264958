"""What the sums of a structure prove, and which of those that fail are the publisher's rather than a wrong reading.

Keys see errors, arithmetic reads: a relation that arithmetic alone found accuses nobody, and a key accuses only where
it is borne out, by its own sums in other positions or by those of the other rows that are keyed alike.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.recognise.structure.arithmetic import Cell, Evidence, Verdict, evidence, verdict
from extractors.recognise.structure.covering import closure, equal_cells, proved_cells
from extractors.recognise.structure.healing import exchanged, healed_together, slip_in, slipped
from extractors.recognise.structure.keyed import code_tree
from extractors.recognise.structure.model import Matrix, Relation, Structure, Tally
from extractors.recognise.structure.rows import missed_level

_LEVEL_HELD, _LEVEL_FAILED = 2, 1 / 3
_TREE_HELD = 3
_KEYS_HELD, _KEYS_FAILED = 3, 0.1
_OTHER_TOTALS = 5
_PROVED_SHARE = 0.9
_AGAIN = 2
"""In so many columns a line must be the same as the only one below it for the one in which it is not to be a slip."""

_TOLD_TWICE = 2
"""Where so many sums of columns tell what a line that is left out has, it may have less than nothing in another."""

_LACKING = 0.2
"""Of the rows in which a column is the sum of others, so many may have its amount alone."""


@dataclass(frozen=True)
class Proof:
    """What a block's sums prove: each sum that says something, the cells proved, and pairs of cells that are equal by a
    sum of a single part.

    `rows` and `columns` tell whether the sums of rows, and of columns, prove that side of the structure: at least one
    sum of two parts holds, nine tenths of all do, and they cover nine tenths of the numbers that are not zero.
    """

    sums: tuple[Evidence, ...]
    cells: frozenset[Cell]
    equal: tuple[tuple[Cell, Cell], ...]
    rows: bool
    columns: bool

    @property
    def held(self) -> int:
        """Sums of two parts or more that hold."""
        return sum(1 for one in self.sums if one.verdict is Verdict.HELD)

    @property
    def failed(self) -> int:
        """Sums that fail, whoever's they are."""
        return sum(1 for one in self.sums if one.verdict is Verdict.FAILED)


def prove(structure: Structure, other_totals: int = 0, beside: bool = False) -> Proof:
    """What a block's sums prove; `other_totals` of the document hold, or (`beside`) one in a block beside it."""
    matrix = structure.block.matrix
    sums = list(evidence(structure))
    together = healed_together(matrix, sums) | exchanged(matrix, sums)
    several = dict.fromkeys(one.relation for one in sums)
    borne_out = {relation: _borne_out(structure, relation, other_totals, beside) for relation in several}
    sums = [_judged(matrix, one, borne_out[one.relation], one in together) for one in sums]
    equal = tuple(equal_cells(matrix, sums))
    covered = frozenset(closure(proved_cells(matrix, sums), equal))
    rows = [one for one in sums if one.relation.kind != "columns"]
    columns = [one for one in sums if one.relation.kind == "columns"]
    return Proof(tuple(sums), covered, equal, _proves(matrix, rows), _proves(matrix, columns))


def _borne_out(structure: Structure, relation: Relation, other_totals: int, beside: bool) -> int:
    """Whether a relation's failures may be the publisher's: 0 no, 1 where the single sum is plausible, 2 yes."""
    counted = relation.tally
    if not counted.failed or not relation.keyed or (not structure.rows.keyed and relation.kind != "columns"):
        return 0
    matrix = structure.block.matrix
    if relation.kind == "columns":
        return 2 if _columns_understood(matrix.turned(), relation) else 1
    lost = relation.kind == "total" and any(key.misprinted for key in structure.block.keys)
    if lost or missed_level(matrix, relation):
        return 0
    if counted.held or _line_left_out(structure, relation):
        return 2
    parents = _all([one for one in structure.rows.relations if one.kind == "parent" and one.keyed])
    if relation.kind == "parent":
        return _level_borne_out(structure, relation, parents)
    keys = parents.held >= _KEYS_HELD and parents.failed <= _KEYS_FAILED * (parents.held + parents.failed)
    elsewhere = not parents.failed and (beside or other_totals >= _OTHER_TOTALS)
    return 1 if keys or elsewhere or _line_again(relation) else 0


def _level_borne_out(structure: Structure, relation: Relation, parents: Tally) -> int:
    """The same of a line and those below it, by all such sums of the block; a lone one fails by a slip of the pen."""
    tree = code_tree(structure.block.keys)
    if parents.held >= _LEVEL_HELD and parents.failed <= _LEVEL_FAILED * (parents.held + parents.failed):
        return 2
    if tree and parents.held >= _TREE_HELD:
        return 2
    beside = tree and _listed_beside(structure, relation, parents)
    return int(_line_again(relation) or beside or (tree and _one_slip(structure.block.matrix, relation)))


def _listed_beside(structure: Structure, relation: Relation, parents: Tally) -> bool:
    """Whether the only line above a list that fails is part of a total that holds, beside lines whose lists hold: its
    amount is proved, and the table lists all items.
    """
    if parents.failed > relation.tally.failed or parents.held < relation.tally.failed:
        return False
    totals = (one for one in structure.rows.relations if one.kind == "total" and one.tally.held)
    return any(relation.total in one.parts and not one.tally.failed for one in totals)


def _line_again(relation: Relation) -> bool:
    """Whether a line repeats the only line below it (合计 of one body) in all columns that it fills but one."""
    line = relation.kind != "columns" and len(relation.parts) == 1
    return line and relation.tally.trivial >= _AGAIN and relation.tally.failed == 1


def _one_slip(matrix: Matrix, relation: Relation) -> bool:
    """Whether one sum alone of a line fails, by what one slip of the pen makes."""
    failing = [n for n in range(matrix.width) if verdict(matrix, relation.total, relation.parts, n) is Verdict.FAILED]
    return len(failing) == 1 and slip_in(
        matrix, (relation.total, failing[0]), [(part, failing[0]) for part in relation.parts]
    )


def _columns_understood(turned: Matrix, relation: Relation) -> bool:
    """Whether the rows show that a column is the sum of just these: some fill two of them, or now one, now another.

    A row that has the total and none of them speaks of a column that is missing among them.
    """
    seen: set[int] = set()
    lacking = 0
    for row, total in enumerate(turned.lines[relation.total]):
        filled = [part for part in relation.parts if turned.lines[part][row]]
        lacking += bool(total and not filled)
        if verdict(turned, relation.total, relation.parts, row) in (Verdict.HELD, Verdict.TRIVIAL):
            seen.update(filled)
    counted = relation.tally
    return (bool(counted.held) or len(seen) > 1) and lacking <= _LACKING * (counted.held + counted.trivial)


def _line_left_out(structure: Structure, relation: Relation) -> bool:
    """Whether a line is left out of a sum: what its parts lack adds up over the columns as the amounts of a line do.

    No other line of the table has that amount: one that has it was taken for another's part.
    """
    matrix = structure.block.matrix
    if relation.kind == "parent" and not (code_tree(structure.block.keys) or _bodies_below(structure, relation)):
        return False
    total = matrix.lines[relation.total]
    lacking = [
        (total[n] or 0) - sum(matrix.lines[part][n] or 0 for part in relation.parts) for n in range(matrix.width)
    ]
    sums = [one for one in structure.columns if one.tally.held and lacking[one.total] > 0]
    obeyed = [one for one in sums if lacking[one.total] == sum(lacking[part] for part in one.parts)]
    known = {column for one in obeyed for column in (one.total, *one.parts)}
    below = {column for column, off in enumerate(lacking) if off < 0}  # a change, where other columns tell enough
    if not obeyed or len(obeyed) < len(sums) or below & known or (below and len(obeyed) < _TOLD_TWICE):
        return False
    at = obeyed[0].total
    others = (line[at] for n, line in enumerate(matrix.lines) if n != relation.total and n not in relation.parts)
    return lacking[at] not in others


def _bodies_below(structure: Structure, relation: Relation) -> bool:
    """Whether a line is a body, and its parts are those below it: their codes begin with its own."""
    keys = structure.block.keys
    code = keys[relation.total].body
    below = [keys[part].body or "" for part in relation.parts]
    return code is not None and len(below) > 1 and all(one != code and one.startswith(code) for one in below)


def _judged(matrix: Matrix, one: Evidence, borne_out: int, healed: bool) -> Evidence:
    """A sum with whether its failure is the publisher's."""
    if one.verdict is not Verdict.FAILED or not (borne_out or healed):
        return one
    accuses = borne_out == 2 or (borne_out == 1 and _plausible(matrix, one)) or (healed and one.relation.keyed)
    return one._replace(accuses=accuses)


def _plausible(matrix: Matrix, one: Evidence) -> bool:
    """Two parts that are not zero, and off by less than half: else the parts are likelier not the parts.

    Of columns, and where one part alone is not zero, a slip of the pen must explain it.
    """
    values = [matrix.lines[row][column] or 0 for row, column in one.parts]
    total = matrix.lines[one.total[0]][one.total[1]] or 0
    several = one.relation.kind != "columns" and sum(1 for value in values if value) > 1
    if _line_again(one.relation):
        return bool(total and values[0]) and slipped(total, values[0])
    return (several and 2 * abs(sum(values) - total) < abs(total)) or slip_in(matrix, one.total, one.parts)


def _all(relations: Iterable[Relation]) -> Tally:
    found = Tally()
    for relation in relations:
        found = found.plus(relation.tally)
    return found


def _proves(matrix: Matrix, sums: Sequence[Evidence]) -> bool:
    held = sum(1 for one in sums if one.verdict is Verdict.HELD)
    failed = sum(1 for one in sums if one.verdict is Verdict.FAILED)
    filled = set(_filled(matrix))
    holding = (one for one in sums if one.verdict in (Verdict.HELD, Verdict.TRIVIAL))
    covered = {cell for one in holding for cell in (one.total, *one.parts)} & filled
    return held > 0 and held >= _PROVED_SHARE * (held + failed) and len(covered) >= _PROVED_SHARE * len(filled)


def _filled(matrix: Matrix) -> Iterator[Cell]:
    return ((row, n) for row, line in enumerate(matrix.lines) for n, value in enumerate(line) if value)
