"""The register of accepted findings: a YAML list in the archive's root, written by people and by `yusuan accept`.

    - publisher: 青榆市公共文化服务中心     # with `year`; or `document`: the file's sha256
      year: 2020
      identity: item_amount
      subject: item 53 木骨架为主的椅凳类
      left: "67200"                         # both values, in the unit of the check; null where a side has none
      right: "55200"
      because: 单价为含运费价，按合同金额列示
      by: 王某
      date: 2020-03-02

An entry explains the failed check whose identity, subject and both values are the same. Where either value changes it
explains nothing any more, and the check is an alarm again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from flows.archive.storage import Folder, storage
from flows.publish.files_whole import write_whole
from schemas.rows import FindingRow, PublishedCheck
from schemas.yamlfile import DuplicateKeyError, parse

NAME = "register.yaml"
_FIELDS = ("publisher", "year", "document", "identity", "subject", "left", "right", "because", "by", "date")
_NEEDED = ("identity", "subject", "because", "by", "date")


class RegisterError(Exception):
    """The register cannot be used as it stands; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted finding: whose it is (a publisher's year or one document), what was found, why it is so."""

    publisher: str | None
    year: int | None
    document: str | None
    identity: str
    subject: str
    left: Decimal | None
    right: Decimal | None
    because: str
    by: str
    date: str

    @property
    def key(self) -> tuple[Any, ...]:
        """What may stand in a register once."""
        return (self.publisher, self.year, self.document, self.identity, self.subject, self.left, self.right)

    def about(self, publisher: str | None, year: int | None, document: str | None) -> bool:
        """Whether it speaks of a document of such a publisher and year, or of this one."""
        return document == self.document if self.document else (publisher, year) == (self.publisher, self.year)

    def names(self, check: PublishedCheck) -> bool:
        """Whether it speaks of the finding of such a document, identity and subject, whatever its values."""
        whose = self.about(check["publisher"], check["fiscal_year"], check["document_id"])
        return whose and (check["identity"], check["subject"]) == (self.identity, self.subject)

    def explains(self, check: PublishedCheck) -> bool:
        """Whether it explains a row of `checks` (its common columns included): a failure with both values the same."""
        same = _same(check["left_value"], self.left) and _same(check["right_value"], self.right)
        return check["status"] == "fail" and same and self.names(check)


def _same(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two values are the same to the decimals that are published."""
    return one == other if one is None or other is None else abs(one - other) < _PUBLISHED


_PUBLISHED = Decimal("0.0000005")


def explanation(check: PublishedCheck, entries: Iterable[Entry]) -> Entry | None:
    """The entry that explains a row of `checks`, the first of them; None where none does."""
    return next((entry for entry in entries if entry.explains(check)), None)


def explanation_of(finding: FindingRow, checks: Iterable[PublishedCheck], entries: Sequence[Entry]) -> Entry | None:
    """The entry that explains a finding: one for each check that it explains; None where a check has none.

    `checks` are those of its document.
    """
    if not entries:
        return None
    found = [explanation(check, entries) for check in checks if check["finding"] == finding["seq"]]
    return found[0] if found and None not in found else None


def state(entry: Entry, checks: Iterable[PublishedCheck]) -> str:
    """What became of an entry: `in force`, `values changed`, or `no such finding` among rows of `checks`."""
    named = [check for check in checks if entry.names(check)]
    if any(entry.explains(check) for check in named):
        return "in force"
    return "values changed" if any(check["status"] == "fail" for check in named) else "no such finding"


def entries(archive: str) -> list[Entry]:
    """The entries of an archive's register (a folder or an fsspec URL); none where there is no register.

    Raises RegisterError where it cannot be read, an entry lacks something, or one stands twice.
    """
    found: dict[tuple[Any, ...], int] = {}
    made = []
    path, listed = read_list(archive, NAME)
    for number, given in enumerate(listed, 1):
        entry = _entry(given, f"{path}, entry {number}")
        if entry.key in found:
            raise RegisterError(f"{path}: entries {found[entry.key]} and {number} explain the same; remove one")
        found[entry.key] = number
        made.append(entry)
    return made


def read_list(archive: str, name: str) -> tuple[str, list[Any]]:
    """A YAML list in the archive's root that people write: where it stands, and its entries; none without the file.

    Raises RegisterError where it cannot be read or is no list.
    """
    path = _path(archive, name)
    try:
        data = parse(_text(archive, name))
    except (yaml.YAMLError, DuplicateKeyError, UnicodeDecodeError) as error:
        said = " ".join(str(error).split())
        raise RegisterError(f"{path} is not valid YAML ({said}); correct it") from error
    except OSError as error:
        raise RegisterError(f"{path} cannot be read ({error.strerror or error})") from error
    if not isinstance(data, list | None):
        raise RegisterError(f"{path} is not a list; begin each entry with a dash")
    return path, data or []


def _path(archive: str, name: str = NAME) -> str:
    return f"{archive.rstrip('/')}/{name}"


def _text(archive: str, name: str = NAME) -> str:
    try:
        with storage(archive).open(name) as stream:
            return stream.read().decode("utf-8")
    except FileNotFoundError:
        return ""
    except ValueError as error:
        if isinstance(error, UnicodeDecodeError):
            raise
        raise RegisterError(str(error)) from error


def must_have(given: Any, fields: Sequence[str], needed: Sequence[str], where: str) -> None:
    """Raises RegisterError where an entry is no mapping of these fields, or lacks a needed one."""
    if not isinstance(given, dict):
        raise RegisterError(f"{where} is not a mapping of {', '.join(fields)}")
    unknown = [str(name) for name in given if name not in fields]
    if unknown:
        raise RegisterError(f"{where}: unknown {', '.join(unknown)}; there are {', '.join(fields)}")
    lacking = [name for name in needed if given.get(name) in (None, "")]
    if lacking:
        raise RegisterError(f"{where} lacks {', '.join(lacking)}")


def _entry(given: Any, where: str) -> Entry:
    must_have(given, _FIELDS, _NEEDED, where)
    whose = (given.get("document") is not None, given.get("publisher") is not None and given.get("year") is not None)
    if sum(whose) != 1 or (whose[0] and (given.get("publisher") or given.get("year"))):
        raise RegisterError(f"{where} names neither publisher and year nor document, or both; name one")
    try:
        values = [None if given.get(side) is None else Decimal(str(given[side])) for side in ("left", "right")]
        year = int(given["year"]) if whose[1] else None
    except (InvalidOperation, ValueError) as error:
        raise RegisterError(f"{where}: left, right and year are numbers, without unit or commas") from error
    texts = {name: str(given[name]) for name in _NEEDED}
    return Entry(
        publisher=str(given["publisher"]) if whose[1] else None,
        year=year,
        document=str(given["document"]) if whose[0] else None,
        left=values[0],
        right=values[1],
        **texts,
    )


def accept(archive: str, entry: Entry) -> str:
    """Adds an entry to the register, what stands there left as it is; where it stands.

    Raises RegisterError where an entry explains the same already, or the register cannot be written.
    """
    path = _path(archive)
    place = storage(archive)
    try:
        if isinstance(place, Folder):
            with place.lock():
                write_whole(place.root / NAME, _with(archive, entry).encode())
        else:
            place.replace(NAME, _with(archive, entry).encode())
    except OSError as error:
        raise RegisterError(f"{path} cannot be written ({error.strerror or error})") from error
    return path


def _with(archive: str, entry: Entry) -> str:
    """The text of the register with an entry more."""
    if entry.key in [known.key for known in entries(archive)]:
        raise RegisterError(f"{_path(archive)} explains this finding already; change its entry there")
    before = _text(archive)
    return before + ("" if not before or before.endswith("\n") else "\n") + _yaml(entry)


def _yaml(entry: Entry) -> str:
    whose = {"document": entry.document} if entry.document else {"publisher": entry.publisher, "year": entry.year}
    values = {
        side: None if value is None else f"{value.normalize():f}"
        for side, value in (("left", entry.left), ("right", entry.right))
    }
    rest = {name: getattr(entry, name) for name in ("because", "by", "date")}
    row = {**whose, "identity": entry.identity, "subject": entry.subject, **values, **rest}
    return yaml.safe_dump([row], allow_unicode=True, sort_keys=False, width=1000)
