"""Which version of yusuan, and by which rules, something was made."""

import hashlib
import importlib.metadata
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[2]


@cache
def code_version() -> str:
    """Yusuan's version with a fingerprint of its rules, so that what was made by other rules is made again."""
    return f"{importlib.metadata.version('yusuan')}+{fingerprint(_ROOT / 'extractors', _ROOT / 'schemas')}"


def fingerprint(*folders: Path) -> str:
    """Eight digits that change with any code or data file of the folders. Raises FileNotFoundError if one has none."""
    digest = hashlib.sha256()
    for folder in folders:
        files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".yaml", ".csv")]
        if not files:
            raise FileNotFoundError(f"there are no rules in {folder}")
        for path in files:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
