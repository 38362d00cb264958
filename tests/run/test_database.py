"""Prefect's database is looked through for missing migrations once, not at each start.

Prefect is imported where it is asked: all processes of a session collect this file, and one runs it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from flows.run import database


@contextmanager
def kept_at(url: str) -> Iterator[None]:
    """Prefect with its database at an address."""
    from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL, temporary_settings

    with temporary_settings({PREFECT_API_DATABASE_CONNECTION_URL: url}):
        yield


@pytest.fixture
def prefect_db(tmp_path: Path) -> Iterator[Path]:
    """A database of Prefect's at some revision."""
    path = tmp_path / "prefect.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR)")
        connection.execute("INSERT INTO alembic_version VALUES ('a1')")
    with kept_at(f"sqlite+aiosqlite:///{path}"):
        yield path


def migrates() -> bool:
    from prefect.settings import get_current_settings

    with database.as_known():
        return get_current_settings().server.database.migrate_on_start


def test_a_database_is_looked_through_until_it_is_known_to_have_its_newest_form(prefect_db: Path) -> None:
    assert prefect_db.exists() and migrates()
    database.note()
    assert not migrates()


def test_a_database_that_another_version_changed_is_looked_through_again(prefect_db: Path) -> None:
    database.note()
    with closing(sqlite3.connect(prefect_db)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'b2'")
    assert migrates()
    database.note()
    assert not migrates()


def test_a_database_that_was_removed_is_made_again(prefect_db: Path) -> None:
    database.note()
    prefect_db.unlink()
    assert migrates()


def test_a_database_that_is_no_file_is_left_to_prefect() -> None:
    with kept_at("postgresql+asyncpg://a:b@host/prefect"):
        database.note()
        assert migrates()
