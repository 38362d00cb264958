"""Prefect's database has its newest form: once that is known for a version of Prefect, no run looks for it again.

Looking reads all of Prefect's hundred migrations: a third of a second at each start of the private server. What is
known stands in a file beside the database, and holds as long as Prefect and the revision in the database are the same.
"""

import sqlite3
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any


def as_known() -> AbstractContextManager[Any]:
    """Settings with which a server starts: without migrations, where none are missing. Imports Prefect."""
    from prefect.settings import temporary_settings

    path = _path()
    if path is None or not _is_known(path):
        return nullcontext()
    return temporary_settings(set_defaults={"server.database.migrate_on_start": False})


def note() -> None:
    """Notes that the database has its newest form, for the next start; where that cannot be written, it looks again."""
    path = _path()
    with suppress(OSError, sqlite3.Error):
        if path is not None and not _is_known(path):
            _noted(path).write_text(_form(path))


def _path() -> Path | None:
    """The file of Prefect's database; None where it is a server's, or none at all."""
    from prefect.settings import get_current_settings
    from sqlalchemy.engine import make_url

    said = get_current_settings().server.database.connection_url
    if said is None:
        return None
    url = make_url(said.get_secret_value())
    on_disk = url.get_backend_name() == "sqlite" and url.database and ":memory:" not in url.database
    return Path(url.database) if on_disk and url.database else None


def _noted(path: Path) -> Path:
    return path.with_name(f"{path.name}.yusuan")


def _is_known(path: Path) -> bool:
    try:
        return _noted(path).read_text() == _form(path)
    except (OSError, ValueError, sqlite3.Error):
        return False


def _form(path: Path) -> str:
    """The version of Prefect and the revision that a database has."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        revisions = [str(row[0]) for row in database.execute("SELECT version_num FROM alembic_version")]
    return f"{version('prefect')} {' '.join(sorted(revisions))}\n"
