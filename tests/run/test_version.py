"""What was made by other rules is made again: the version of the rules changes with each of their files."""

import hashlib
import shutil
from pathlib import Path

import pytest

import schemas
from flows.run.version import code_version, fingerprint


def test_a_new_form_and_a_new_label_are_other_rules(tmp_path: Path) -> None:
    """The data that ship with the package, with a label more, and with a file more."""
    copied = shutil.copytree(Path(schemas.__file__).parent, tmp_path / "schemas")
    before = fingerprint(copied)
    form = copied / "forms" / "invented_2031.yaml"
    form.write_text(form.read_text(encoding="utf-8").replace("[承诺]", "[承诺, 许诺]"), encoding="utf-8")
    label = fingerprint(copied)
    form.with_name("invented_2032.yaml").write_bytes(form.read_bytes())
    assert len({before, label, fingerprint(copied)}) == 3


def test_the_rules_of_the_package_are_found(tmp_path: Path) -> None:
    """A fingerprint of no file would never change, so there is none."""
    with pytest.raises(FileNotFoundError, match="no rules in"):
        fingerprint(tmp_path)
    assert not code_version().endswith(hashlib.sha256().hexdigest()[:8])
