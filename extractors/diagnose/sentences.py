"""The sentence of a finding, in Chinese and English: what is wrong, by how much, and where.

The sentences are those of `schemas/messages.yaml`, below `findings`.
"""

from collections.abc import Sequence
from decimal import Decimal

from extractors.check.messages import apart, directed, filled, readable, wan, where_zh, yuan
from extractors.diagnose.model import CERTAIN, LIKELY, Finding
from extractors.diagnose.numbers import Printed
from extractors.diagnose.repair import EXCHANGED
from extractors.document.place import Place
from extractors.values.enumerators import without_enumerators
from schemas.findings import finding_rules
from schemas.messages import message_words
from schemas.rows import CheckRow

Both = tuple[str, str]
"""In Chinese and in English."""

_LONG = 40
"""A title of more characters has taken in what stands beside it, and is not told."""

_NAMED = 6
"""Of findings alike so many are named."""


def sentences(finding: Finding) -> Both:
    """The sentence in Chinese and in English."""
    said = finding.main
    if finding.said is not None:
        return finding.said
    if finding.kind == "rounding" or (finding.kind == "restatement" and len(finding.checks) == 1):
        return _alike_too(finding, _restated(finding))
    if finding.kind == EXCHANGED:
        return _exchanged(finding)
    if finding.number is not None and finding.proposed is not None:
        return _of_number(finding, finding.number, finding.proposed)
    tell = _TOLD.get(finding.kind)
    if said["identity"] in finding_rules().computed and said["unit"] == "%":
        tell = tell or _computed
    first = tell(finding) if tell is not None and said["right_value"] is not None else _message(said)
    return _alike_too(finding, _listed_elsewhere(finding, first))


def _say(name: str, /, **values: object) -> Both:
    return filled(message_words().findings[name], values)


def _message(check: CheckRow) -> Both:
    return str(check["message_zh"]), str(check["message_en"])


def _open(said: Both) -> Both:
    """A sentence without its full stop, to go on."""
    return said[0].rstrip("。"), said[1].rstrip(".")


def _at(place: Place) -> Both:
    return where_zh(place), str(place)


def _amount(value: Decimal, unit: str) -> Both:
    return wan(value, unit), yuan(value, unit)


def _alike_too(finding: Finding, first: Both) -> Both:
    """The gravest of several alike, and where the others are."""
    others = [check for check in finding.checks if check is not finding.main]
    one_rule = len({check["identity"] for check in finding.checks}) == 1
    alike = finding.kind == "rounding" or (one_rule and finding.main["identity"] in finding_rules().alike)
    if not others or not alike:
        return first
    more = _say("more_alike" if len(others) > 1 else "one_alike", count=len(others))
    return _say("gravest", first=_open(first), count=len(others), more=more, named=_subjects(others))


def _subjects(others: Sequence[CheckRow]) -> Both:
    """What the first of the checks were evaluated on; nothing where that has no words or is the same of two."""
    subjects = dict.fromkeys(said for check in others if (said := readable(check["subject"])))
    if not subjects or len(subjects) != len(others):
        return "", ""
    rest = _say("rest") if len(others) > _NAMED else ("", "")
    zh, en = [*subjects][:_NAMED], [check["subject"] for check in others[:_NAMED]]
    return _say("named_alike", zh="、".join(zh), en=", ".join(en), rest=rest)


def _cut(finding: Finding) -> Both:
    said = finding.main
    printed, exact = (yuan(abs(said[side] or Decimal(0)), "%") for side in ("left_value", "right_value"))
    off = apart(said["difference"] or Decimal(0), Decimal(0), "%")
    return _say("cut", count=len(finding.checks), printed=printed, exact=exact, off=off)


def _computed(finding: Finding) -> Both:
    """A percentage, and what the amounts make it, with as many decimals: which of them is wrong is open."""
    check = finding.main
    said = (str(check["left_label"]), check["left_value"]), (str(check["right_label"]), check["right_value"])
    (left, printed), (_, exact), _ = directed(*said, None)
    if printed is None or exact is None:
        return _message(check)
    decimals = max(2, -int(printed.normalize().as_tuple().exponent))
    return _say(
        "computed",
        left=(left, check["message_en"].partition(":")[0]),
        printed=wan(printed, "%"),
        exact=f"{exact:.{decimals}f}%",
        off=apart(printed, exact, "%"),
    )


def _of_number(finding: Finding, number: Printed, proposed: Decimal) -> Both:
    count, meant = len(finding.checks), _printed(number, proposed)
    line = _say("in_column" if finding.column else "of_line", label=finding.label, column=finding.column)
    name = "labelled" if finding.label else "not_labelled"
    said = _say(name, place=_at(number.place), label=line, printed=number.text)
    if finding.kind == "percentage":
        return _say("percentage", number=said, meant=meant, off=apart(number.value, proposed, "%"))
    kind_zh, kind_en = finding_rules().kinds[finding.kind].name
    must = {CERTAIN: "must_certain", LIKELY: "must_likely"}.get(finding.certainty, "must_open")
    healed = _say("heals_many" if count > 1 else "heals_one", count=count)
    return _say("meant", number=said, must=_say(must), meant=meant, kind=(kind_zh, kind_en.lower()), healed=healed)


def _restated(finding: Finding) -> Both:
    """Both figures with as many decimals, and where each stands."""
    check = finding.main
    values, unit = (check["left_value"] or Decimal(0), check["right_value"] or Decimal(0)), check["unit"]
    places = [[Place.of(place) for place in side[:1]] for side in (check["left_places"], check["right_places"])]
    shown = [(zh, yuan(value, unit)) for zh, value in zip(_alike(values, unit), values, strict=True)]
    placed = [
        _say("placed", place=_at(at[0]), value=said) if at else said for at, said in zip(places, shown, strict=True)
    ]
    off = apart(*values, unit)
    if check["left_label"] == check["right_label"]:
        return _say("restated", label=check["left_label"], one=placed[0], other=placed[1], off=off)
    named = f"{check['left_label']} {check['right_label']}"
    once = bool(places[0]) and places[0] == places[1]
    one, other = shown if once else placed
    return _say(
        "restated_otherwise",
        label="" if finding.label in named else _say("of_label", label=finding.label),
        place=_say("at_place", place=_at(places[0][0])) if once else "",
        left=check["left_label"],
        right=check["right_label"],
        one=one,
        other=other,
        off=off,
        message=check["message_en"],
    )


def _alike(values: tuple[Decimal, Decimal], unit: str) -> list[str]:
    """Two amounts in 万元 with as many decimals, both; other values as they are."""
    if unit != "元" or max(map(abs, values)) < 100:
        return [wan(value, unit) for value in values]
    places = max(2, *(-int((value / 10_000).normalize().as_tuple().exponent) for value in values))
    return [f"{value / 10_000:.{places}f} 万元" for value in values]


def _printed(number: Printed, value: Decimal) -> str | Both:
    """A value as the number is printed: with its unit where it has one."""
    text = number.text.strip()
    tail = text.lstrip("-−0123456789.,，（(¥￥ ").rstrip(")） ")
    places = max(number.decimals, -int(value.normalize().as_tuple().exponent))
    if tail == "元" and abs(value) >= 10_000:
        return _amount(value, "元")
    return f"{value:,.{places}f}{tail}" if "," in text else f"{value:.{places}f}{tail}"


def _missing_line(finding: Finding) -> Both:
    off = abs(finding.main["difference"] or Decimal(0))
    tables = {place.table for place in finding.places if place.table is not None}
    again = _say("in_tables", count=len(tables)) if len(tables) > 1 else ("", "")
    title = finding.table if len(finding.table) <= _LONG else ""
    within = _say("within", table=title) if title and title not in finding.label else ("", "")
    return _say("missing_line", within=within, label=finding.label, off=_amount(off, "元"), again=again)


def _listed_elsewhere(finding: Finding, first: Both) -> Both:
    """With what another table says of the line that is left out."""
    told = [check for check in finding.checks if check["identity"] == "tables_subjects" and check is not finding.main]
    if not told or finding.kind != "missing_line":
        return first
    return _say("and_also", first=_open(first), also=_open(_message(told[0])))


def _of_files(finding: Finding) -> Both:
    """What one file says and what the other one does, and where that is."""
    check = finding.main
    place = next((Place.of(place) for place in check["right_places"] if place["file"]), None)
    left, right, unit = check["left_value"], check["right_value"], check["unit"]
    if place is None or left is None or right is None:
        return _message(check)
    return _say(
        "of_files",
        one=check["left_label"],
        left=_amount(left, unit),
        file=place.file,
        place=_at(place._replace(document=None, file=None)),
        other=without_enumerators(check["right_label"]),
        right=_amount(right, unit),
        off=apart(left, right, unit),
    )


def _exchanged(finding: Finding) -> Both:
    number, other = finding.number, finding.other
    if number is None or other is None:
        return _say("exchanged_label", first=_open(_message(finding.main)), label=finding.label)
    return _say(
        "exchanged",
        place=_at(number.place),
        label=finding.label,
        printed=number.text,
        other_place=_at(other.number.place._replace(page=None)),
        other=other.label,
        other_printed=other.number.text,
        count=len(finding.checks),
    )


def _moved(finding: Finding) -> Both:
    """What is too much on the left of one check, and on the right of the other: there the amount stands."""
    less, more = sorted((finding.checks[0], finding.checks[-1]), key=lambda check: check["difference"] or Decimal(0))
    off = more["difference"] or Decimal(0)
    return _say("moved", off=_amount(off, "元"), one=more["left_label"], other=less["right_label"])


_TOLD = {
    "missing_line": _missing_line,
    "moved_amount": _moved,
    "cut_percentage": _cut,
    "between_files": _of_files,
}
"""The kinds that have a sentence of their own, where no number is named."""
