"""The words around an amount, and what they make of it."""

import re
from dataclasses import replace

from extractors.recognise.sentences.statement_parts import BASE, COMPARABLE, PRINTED_YEAR
from extractors.recognise.sentences.tokens import change
from extractors.records.prose.meanings import Meaning
from extractors.records.prose.noun_phrases import ENUMERATOR_FIRST, noun_phrase
from extractors.values.text import last_match
from schemas.codes import measure_words
from schemas.words.prose import prose_words

_WORDS = prose_words().phrases
_REASON = re.compile(rf"(?:{prose_words().reasons.begin.pattern})[^；]*；")


def meaning(words: str, unit: str, behind: str, year: int | None) -> Meaning:
    """As `_meaning`, with the year that the words print."""
    own = _WORDS.closed_note.sub("", words)  # 项目15个（含2030年的5个）: the year is that of the note
    own = _REASON.sub("；", own)  # 因2030年撤并；…: that of what is explained
    printed = PRINTED_YEAR.findall(BASE.sub("", prose_words().compared.sub("", own)))
    said = _meaning(words, unit, behind, year)
    return replace(said, year=int(printed[-1])) if printed else said


def _meaning(words: str, unit: str, behind: str, year: int | None) -> Meaning:
    """What an amount in `unit` says between `words` (from the last amount or the sentence's beginning on) and what
    stands `behind` it; `year` is the one that the sentence speaks of.
    """
    pieces = [piece for piece in _WORDS.boundary.split(re.split("[；。]", words)[-1]) if piece.strip()]
    clause = _given(pieces[-1]) if pieces else ""
    percent = unit in prose_words().rates
    part = percent and unit != prose_words().percentage_point
    said = _limited(clause, behind, percent=percent) or (_portion(clause) if part else None)
    if said:
        return said
    turned = last_match(change(), clause)
    reached = turned and prose_words().statements.reached.match(clause[turned.end() :])  # 增加至237万元: what it is now
    compared = next((m for p in reversed(pieces[-2:]) if (m := last_match(prose_words().compared, p))), None)
    open_ = _WORDS.no_direction.search(clause.rstrip())  # 比上年变化0万元; alone: …，变动0万元
    unturned = open_ and (compared or not clause[: open_.start()].strip())
    if (turned and not reached) or unit == prose_words().percentage_point or unturned:
        alike = any(map(prose_words().like_for_like.search, pieces[-2:]))
        said = _change(clause, turned, compared, percent=percent, year=year, reason=_explains(pieces), alike=alike)
        counted = _counted(pieces) if not said.name else None
        named = noun_phrase(counted["name"]) if counted else said.name or _subject_before(pieces, compared)
        return said if named == said.name else replace(said, name=named, own=False)
    name = noun_phrase(clause[: turned.start()] if turned else clause)
    if percent:
        return Meaning("rate", name, own=False)
    level = _level(words, clause, name, year, own=not _explains(pieces), reached=bool(reached))
    if not name and level.base is None and any(map(prose_words().like_for_like.search, pieces[-2:])):
        level = replace(level, base=COMPARABLE)  # 8万元（剔除退税因素，完成9万元）
    counted = _counted(pieces) if not (name or reached) else None
    if counted and _has_a_price(counted["name"]):  # 续建项目3个，预算资金9万元; 车辆2辆，价值20万元
        level = replace(level, name=noun_phrase(counted["name"]), own=False)
    if not (name or counted or reached) and ENUMERATOR_FIRST.match(words.strip()) and _is_item(pieces):
        level = replace(level, name=noun_phrase(pieces[-2]))  # 2.装备购置项目，预算资金9万元
    behind = behind.lstrip("， ")
    changed = level.base_year is None and _WORDS.adjusted_from.search(clause) and _WORDS.adjusted.match(behind)
    return replace(level, base=plan_of(clause) or "planned") if changed else level


def _subject_before(pieces: list[str], compared: re.Match[str] | None) -> str:
    """What the piece before the last one speaks of without an amount: 收入较上年有所减少，降低5%."""
    if compared and compared.string in pieces[-2:-1]:
        return noun_phrase(compared.string[: compared.start()])
    said_of = _WORDS.predicate.match(pieces[-2]) if len(pieces) > 1 else None
    name = noun_phrase(said_of["name"]) if said_of else ""
    return name if name in measure_words().names else ""


def _given(clause: str) -> str:
    """What a clause gives as the reason, where it does: 减少的主要原因是购置设备9万元 says of no decrease."""
    begun = last_match(prose_words().reasons.begin, clause)
    return clause[begun.end() :] if begun else clause


def _counted(pieces: list[str]) -> re.Match[str] | None:
    """What the words before the last piece count: 采血总量84.71吨."""
    return _WORDS.quantity.fullmatch(_WORDS.closed_note.sub("", pieces[-2])) if len(pieces) > 1 else None


def _is_item(pieces: list[str]) -> bool:
    """Whether the piece before the last is the name of something that money is spent for, and nothing else."""
    return len(pieces) > 1 and bool(prose_words().items.search(pieces[-2])) and not re.search(r"\d{2}", pieces[-2])


def _has_a_price(name: str) -> bool:
    """Whether what is counted is what money is spent for, or is held."""
    words = prose_words()
    return bool(words.items.search(name) or words.names.asset.search(noun_phrase(name)))


def _limited(clause: str, behind: str, *, percent: bool) -> Meaning | None:
    """A limit or a price, which is no amount of the budget; None for what is neither."""
    limit = _limit(clause, behind, percent=percent)
    if not limit:
        return None
    times = limit == "price" and (_WORDS.times.match(behind.lstrip()) or _WORDS.times.search(clause[-1:]))
    return Meaning(limit, noun_phrase(clause), own=times is not None and bool(times))


def _portion(clause: str) -> Meaning | None:
    """What a percentage says that is part of something: how much of a plan is done, or a share; else None."""
    if done := prose_words().completed.search(clause):
        carried_out = noun_phrase(clause[: done.start()])
        titled = noun_phrase(clause)
        return Meaning("completion", base=plan_of(clause), own=False, titled=titled, carried_out=carried_out)
    if prose_words().portion.fullmatch(clause.strip()):
        return Meaning("share", own=False)  # 税收收入60万元、非税收入20万元，比重分别为75%、25%
    share = prose_words().share.search(clause)
    if share and prose_words().share_sign in clause:
        of = noun_phrase(share["of"] or share["within"] or "")
        return Meaning("share", noun_phrase(clause[: share.start()]), of=of or None, own=False)
    return None


def _level(words: str, clause: str, name: str, year: int | None, *, own: bool, reached: bool) -> Meaning:
    """An amount that is what something is; `titled` where only words before a colon name it."""
    base, base_year = _level_of(clause, year)
    share = prose_words().share.search(clause) if clause.lstrip().startswith(prose_words().share_sign) else None
    of = noun_phrase(share["of"] or "") if share else ""
    if of:  # 占教育支出5万元的98%: the whole of a share
        return Meaning("level", of, base=base, base_year=base_year, of=of, own=False)
    titled = noun_phrase(words.rpartition("：")[0].rpartition("。")[2]) if not name else ""
    added = _WORDS.sum.fullmatch(clause.strip())
    return Meaning(
        "level",
        name,
        base=base,
        base_year=base_year,
        own=own,
        reached=reached,
        summed=added[0] if added else "",
        titled=titled,
    )


def named_behind(said: Meaning, behind: str) -> tuple[Meaning, int]:
    """A level that nothing names, by what it is used for (30万元用于项目支出), and where the words for that end."""
    if said.statement == "level" and said.name and prose_words().names.mostly.match(behind):
        return replace(said, use=True), 0
    use = _WORDS.use.match(behind) if said.statement == "level" and not (said.name or said.summed) else None
    return _named_by(replace(said, use=True), use) or (said, 0)


def spent_on(said: Meaning, behind: str) -> tuple[Meaning, int]:
    """Money of a government that is only called that, by what the next clause says that it is spent on, and where that
    ends: 统筹资金30万元，支持老旧小区改造.
    """
    called_money = said.statement == "level" and not said.summed and _WORDS.unnamed_money.fullmatch(said.name)
    use = _WORDS.spent_on.match(behind) if called_money else None
    return _named_by(replace(said, supports=True), use) or (said, 0)


def _named_by(said: Meaning, use: re.Match[str] | None) -> tuple[Meaning, int] | None:
    """A level with the name of its use, and where the words for that end; None where these name nothing."""
    name = noun_phrase(use["name"]) if use else ""
    return (replace(said, name=name, own=False), use.end()) if use and name else None


def _explains(pieces: list[str]) -> bool:
    return any(_WORDS.reason.search(piece) for piece in pieces[-2:])


def _limit(clause: str, behind: str, *, percent: bool) -> str | None:
    words = prose_words()
    if words.threshold_behind.match(behind) or words.threshold_before.search(clause):
        return "threshold"
    priced = not percent and (words.price_behind.match(behind) or words.price_before.search(clause))
    return "price" if priced else None


def _change(
    clause: str,
    turned: re.Match[str] | None,
    compared: re.Match[str] | None,
    *,
    percent: bool,
    year: int | None,
    reason: bool,
    alike: bool,
) -> Meaning:
    """A change: of what stands before the word that says more or less, of what stands behind it, or of the subject."""
    before, behind = _WORDS.no_direction.sub("", clause), ""
    if turned:
        before, behind = clause[: turned.start()], clause[turned.end() :]
    name = noun_phrase(behind) or noun_phrase(before)
    direction = measure_words().directions[turned[0]] if turned else None
    base_year, base = _base(compared, year)
    base = COMPARABLE if alike else base or ("planned" if turned and turned[0] in prose_words().adjusting else None)
    printed = compared and (compared["done"] or PRINTED_YEAR.search(compared["year"] or ""))
    relative = base_year is not None and not printed
    kind = "percent" if percent else "change"
    led = bool(noun_phrase(behind))
    return Meaning(kind, name, direction, base_year, base, own=not (reason or name), relative=relative, led=led)


def _base(compared: re.Match[str] | None, year: int | None) -> tuple[int | None, str | None]:
    if compared is None:
        return None, None
    if compared["done"]:
        return year, "executed"  # 较执行数, of what was counted at the end: of the same year
    printed = PRINTED_YEAR.search(compared["year"] or "")
    what = compared["what"] or ""
    base = next((name for name, word in prose_words().base_words.items() if word in what), None)
    against_plan = compared["plan"] or compared["approved"]
    if against_plan or (compared["year"] or "").startswith(prose_words().planned_years):
        return None, plan_of(compared[0]) or "planned"  # against what was planned: no change against another year
    return (int(printed[1]) if printed else None if year is None else year - 1), base


def _level_of(clause: str, year: int | None) -> tuple[str | None, int | None]:
    """Of which base a level is, and of which year: 上年预算为5万元, 年初预算5万元, 决算数5万元."""
    words = prose_words()
    base = next((name for name in ("final", "executed", "planned") if getattr(words, name).search(clause)), None)
    base = plan_of(clause) or base if base == "planned" else base
    base = COMPARABLE if words.like_for_like.search(clause) else base
    against = last_match(words.compared, clause)
    printed = PRINTED_YEAR.search(against["year"] or "") if against and against.end() == len(clause.rstrip()) else None
    if printed:  # 80万元，较2030年支出预算90万元减少10万元
        return base, int(printed[1])
    earlier = year is not None and _WORDS.earlier.search(clause)
    return base, year - 1 if earlier and year else None


def plan_of(words: str) -> str | None:
    """Which of PLANS words name; None where they only speak of a plan (完成预算)."""
    if _WORDS.adjusted_plan.search(words):
        return "adjusted"
    return "planned" if _WORDS.initial_plan in words else None
