"""What the tests share: the samples as they are read and extracted, once a session.

Nothing of ours is imported before it is needed: the process that hands out the tests would wait for what it never uses.
"""

import gc
import os
import sys
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from corpora import ReadOnce
    from disclosed import Disclosed

for name in ("LC_ALL", "LC_MESSAGES", "YUSUAN_LANGUAGE"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"  # what is said is compared in English, whatever the machine speaks
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of the many processes would compile all modules anew
sys.dont_write_bytecode = False
gc.set_threshold(50_000, 20, 20)  # as in a worker of a run: documents leave few cycles

LONGEST = (
    "corpus/test_identity_facts.py",
    "crawl/test_watch.py",
    "desk/test_notebooks.py",
    "cli/test_runs.py",
    "run/test_cluster.py",
    "report/test_report_browser.py",
    "run/test_limits.py",
    "corpus/test_corpus.py",
    "run/test_flows.py",
)
"""Files of tests that take longest: they begin first, so that workers end together (`--no-loadscope-reorder`)."""


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One process more than processors: servers, browsers and killed workers are waited for and cost no time."""
    return (yield) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Few examples, the same in each run; of no use to a process that only hands out tests."""
    if hasattr(config, "workerinput") or not getattr(config.option, "numprocesses", None):
        from hypothesis import settings

        settings.register_profile("quick", max_examples=60, deadline=None, database=None, derandomize=True)
        settings.load_profile("quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest first; all others stay in their order."""
    turn = {Path(__file__).parent / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: turn.get(item.path, len(turn)))


def pytest_collection_finish() -> None:
    """What was imported stays: it is not looked through again for garbage."""
    gc.freeze()


@pytest.fixture(scope="session")
def read_once(shared_folder: Path) -> "ReadOnce":
    """Documents, each read once by all workers together."""
    from corpora import ReadOnce

    folder = shared_folder / "read"
    folder.mkdir(exist_ok=True)
    return ReadOnce(folder)


@pytest.fixture(scope="session")
def text_2020(read_once: "ReadOnce") -> "Disclosed":
    return _disclosed("2020年部门预算.txt", read_once)


@pytest.fixture(scope="session")
def pdf_2020(read_once: "ReadOnce") -> "Disclosed":
    return _disclosed("2020年部门预算.pdf", read_once)


@pytest.fixture(scope="session")
def pdf_2021(read_once: "ReadOnce") -> "Disclosed":
    return _disclosed("2021年部门预算.pdf", read_once)


def _disclosed(name: str, read_once: "ReadOnce") -> "Disclosed":
    from disclosed import sample

    return read_once.disclosed(sample(name))


@pytest.fixture(scope="session")
def published(text_2020: "Disclosed", pdf_2021: "Disclosed", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of one publisher, published; only to be read."""
    from disclosed import publish

    out = tmp_path_factory.mktemp("published")
    return publish(out, *((one.common, one.records) for one in (text_2020, pdf_2021)))


@pytest.fixture(scope="session")
def both(text_2020: "Disclosed", pdf_2020: "Disclosed", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One disclosure, published as PDF and as text; only to be read."""
    from disclosed import publish

    return publish(tmp_path_factory.mktemp("both"), *((one.common, one.records) for one in (text_2020, pdf_2020)))


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder for what is made once by all workers of a session together."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="module")
def prefect_home(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new folder of Prefect, with a database that holds nothing yet."""
    from commands import new_home

    return new_home(shared_folder, tmp_path_factory.mktemp("prefect") / "home")
