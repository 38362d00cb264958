"""The sentence of a finding, in Chinese and English: what is wrong, by how much, and where."""

from decimal import Decimal

from extractors.check.messages import apart, readable, wan, where_zh, yuan
from extractors.diagnose.model import CERTAIN, LIKELY, Finding
from extractors.diagnose.numbers import Printed
from extractors.diagnose.repair import EXCHANGED
from extractors.document.model import Place
from schemas.findings import finding_rules


def sentences(finding: Finding) -> tuple[str, str]:
    """The sentence in Chinese and in English."""
    said = finding.main
    if finding.kind == "rounding" or (finding.kind == "restatement" and len(finding.checks) == 1):
        return _alike_too(finding, *_restated(finding))
    if finding.kind == EXCHANGED:
        return _exchanged(finding)
    if finding.number is not None and finding.proposed is not None:
        return _of_number(finding, finding.number, finding.proposed)
    tell = {"missing_line": _missing_line, "moved_amount": _moved, "cut_percentage": _cut}.get(finding.kind)
    if tell is not None and said["right_value"] is not None:
        zh, en = tell(finding)
    else:
        zh, en = str(said["message_zh"]), str(said["message_en"])
    return _alike_too(finding, *_listed_elsewhere(finding, zh, en))


_NAMED = 6
"""Of findings alike so many are named."""


def _alike_too(finding: Finding, zh: str, en: str) -> tuple[str, str]:
    """The gravest of several alike, and where the others are."""
    others = [check for check in finding.checks if check is not finding.main]
    one_rule = len({check["identity"] for check in finding.checks}) == 1
    alike = finding.kind == "rounding" or (one_rule and finding.main["identity"] in finding_rules().alike)
    if not others or not alike:
        return zh, en
    subjects = dict.fromkeys(said for check in others if (said := readable(check["subject"])))
    named = list(subjects)[:_NAMED] if len(subjects) == len(others) else []
    where_also = f"（{'、'.join(named)}{'等' if len(named) < len(others) else ''}）" if named else ""
    places_also = ", ".join(check["subject"] for check in others[: len(named)])
    also = f" ({places_also}{', …' if len(named) < len(others) else ''})" if named else ""
    more = f"{len(others)} more like it" if len(others) > 1 else "one more like it"
    return f"{zh.rstrip('。')}；另有 {len(others)} 处相同{where_also}。", f"{en.rstrip('.')}; and {more}{also}."


def _cut(finding: Finding) -> tuple[str, str]:
    said = finding.main
    printed, exact = (yuan(said[side], "%") for side in ("left_value", "right_value"))
    off = apart(said["difference"] or Decimal(0), Decimal(0), "%")
    count = len(finding.checks)
    return (
        f"{count} 个百分比只截取前几位，没有四舍五入；相差最大的一个印为 {printed}，计算为 {exact}，相差 {off[0]}。",
        f"{count} percentages are cut off instead of rounded; the one furthest off is printed as {printed} and is "
        f"{exact}, {off[1]} apart.",
    )


def _of_number(finding: Finding, number: Printed, proposed: Decimal) -> tuple[str, str]:
    count = len(finding.checks)
    label = f"“{finding.label}”" if finding.label else ""
    kind_zh, kind_en = finding_rules().kinds[finding.kind].name
    printed, meant = number.text, _printed(number, proposed)
    zh = f"{where_zh(number.place)}{label}印为 {printed}"
    en = f"{finding.label or 'A number'} ({number.place}) is printed as {printed}"
    if finding.kind == "percentage":
        off = apart(number.value, proposed, "%")
        return (
            f"{zh}，按所列金额计算为 {meant}，相差 {off[0]}。",
            f"{en}; from the amounts it is {meant}, {off[1]} apart.",
        )
    must_zh = {CERTAIN: "应为", LIKELY: "疑应为"}.get(finding.certainty, "可能应为")
    must_en = {CERTAIN: "it must be", LIKELY: "it is likely meant to be"}.get(
        finding.certainty, "it may be meant to be"
    )
    healed_zh = f"改后与其有关的 {count} 项核对都相符" if count > 1 else "改后相符"
    healed_en = f"with that the {count} sums that fail hold" if count > 1 else "with that the sum holds"
    return (
        f"{zh}，{must_zh} {meant}（{kind_zh}）：{healed_zh}。",
        f"{en}; {must_en} {meant} ({kind_en.lower()}): {healed_en}.",
    )


def _restated(finding: Finding) -> tuple[str, str]:
    """Both figures with as many decimals, and where each stands."""
    check = finding.main
    values, unit = (check["left_value"] or Decimal(0), check["right_value"] or Decimal(0)), check["unit"]
    places = [[Place.of(place) for place in side[:1]] for side in (check["left_places"], check["right_places"])]
    shown = _alike(values, unit)
    zh = [f"{where_zh(at[0])} {text}" if at else text for at, text in zip(places, shown, strict=True)]
    en = [
        f"{yuan(value, unit)} ({at[0]})" if at else yuan(value, unit) for value, at in zip(values, places, strict=True)
    ]
    off = apart(*values, unit)
    if check["left_label"] != check["right_label"]:
        once = f"{where_zh(places[0][0])}，" if places[0] and places[0] == places[1] else ""
        zh = shown if once else zh
        return (
            f"{once}{check['left_label']} {zh[0]}，{check['right_label']} {zh[1]}，相差 {off[0]}。",
            check["message_en"],
        )
    label = check["left_label"]
    return (
        f"{label}前后不一致：{zh[0]}，{zh[1]}，相差 {off[0]}。",
        f"{label} is stated twice and differently: {en[0]} and {en[1]}, {off[1]} apart.",
    )


def _alike(values: tuple[Decimal, Decimal], unit: str) -> list[str]:
    """Two amounts in 万元 with as many decimals, both; other values as they are."""
    if unit != "元" or max(map(abs, values)) < 100:
        return [wan(value, unit) for value in values]
    places = max(2, *(-int((value / 10_000).normalize().as_tuple().exponent) for value in values))
    return [f"{value / 10_000:.{places}f} 万元" for value in values]


def _printed(number: Printed, value: Decimal) -> str:
    """A value as the number is printed: with its unit where it has one."""
    text = number.text.strip()
    tail = text.lstrip("-−0123456789.,，（(¥￥ ").rstrip(")） ")
    places = max(number.decimals, -int(value.normalize().as_tuple().exponent))
    if tail == "元" and abs(value) >= 10_000:
        return wan(value, "元")
    return f"{value:,.{places}f}{tail}" if "," in text else f"{value:.{places}f}{tail}"


def _missing_line(finding: Finding) -> tuple[str, str]:
    check = finding.main
    off = abs(check["difference"] or Decimal(0))
    tables = dict.fromkeys(place.table for place in finding.places if place.table is not None)
    again_zh = f"（{len(tables)} 张表中相同）" if len(tables) > 1 else ""
    again_en = f", the same in {len(tables)} tables" if len(tables) > 1 else ""
    zh = f"“{finding.label}”下所列各项比其合计少 {wan(off, '元')}{again_zh}：漏列一项，或有一项依法不公开。"
    en = (
        f"What is listed under {finding.label} is {yuan(off, '元')} less than its total{again_en}: a line is left out, "
        "or lawfully kept secret."
    )
    return zh, en


def _listed_elsewhere(finding: Finding, zh: str, en: str) -> tuple[str, str]:
    """With what another table says of the line that is left out."""
    told = [check for check in finding.checks if check["identity"] == "tables_subjects" and check is not finding.main]
    if not told or finding.kind != "missing_line":
        return zh, en
    also_zh, also_en = (str(told[0][side]).rstrip("。.") for side in ("message_zh", "message_en"))
    return f"{zh.rstrip('。')}；{also_zh}。", f"{en.rstrip('.')}; {also_en}."


def _exchanged(finding: Finding) -> tuple[str, str]:
    number, other, count = finding.number, finding.other, len(finding.checks)
    if number is None or other is None:
        zh, en = str(finding.main["message_zh"]), str(finding.main["message_en"])
        return (
            f"{zh.rstrip('。')}；“{finding.label}”两行的数疑互相错行。",
            f"{en.rstrip('.')}; the amounts of {finding.label} seem to stand in each other's line.",
        )
    here, there = number.place, other.number.place._replace(page=None)
    return (
        f"{where_zh(here)}“{finding.label}”的 {number.text} 与{where_zh(there)}“{other.label}”的 {other.number.text} "
        f"疑互相错行：对调后有关的 {count} 项核对都相符。",
        f"{number.text} of {finding.label} ({here}) and {other.number.text} of {other.label} ({there}) seem to stand "
        f"in each other's line: exchanged, the {count} sums that fail hold.",
    )


def _moved(finding: Finding) -> tuple[str, str]:
    one, other = finding.checks[0], finding.checks[-1]
    off = abs(one["difference"] or Decimal(0))
    names = one["left_label"], other["left_label"]
    zh = f"{wan(off, '元')}在两张表中列入不同的行：{names[0]}，{names[1]}。"
    en = f"{yuan(off, '元')} stands under different lines in two tables: {names[0]}; {names[1]}."
    return zh, en
