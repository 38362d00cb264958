"""What an amount says, as the words around it make it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an amount says: its kind of statement, the name printed for it (empty where the words have none), the
    direction of a change, what it is compared with, and the words that a share is of.
    """

    statement: str
    name: str = ""
    direction: str | None = None
    base_year: int | None = None
    base: str | None = None
    of: str | None = None
    own: bool = True
    """Whether the name is that of a subject that may be spoken of again, not of a part in a reason."""
    year: int | None = None
    """The year printed between the last amount and this one, that of a comparison left out."""
    relative: bool = False
    """Whether `base_year` is the year before the one that the sentence speaks of, and not printed itself."""
    reached: bool = False
    """Whether it is what something has become (增加至237万元)."""
    summed: str = ""
    """The word that says only that amounts before it are added up (合计)."""
    appended: bool = False
    """Whether the name goes behind that of what is spoken of: its 增幅, what it has of a whole (占…)."""
    use: bool = False
    """Whether the words behind it say what it is used for, or mostly (30万元用于…; 9万元，主要用于…)."""
    led: bool = False
    """Whether its name stands behind the word that says more or less, which holds for what is strung to it too."""
    carried_out: str = ""
    """What the clause of a completion names before it: 基本支出完成预算的98%."""
    supports: bool = False
    """Whether the name says what money is spent on that is called nothing but money (统筹资金30万元，支持…)."""
    titled: str = ""
    """What the words before a colon name (某某项目绩效自评综述：全年预算数…), where the clause names nothing."""
