"""Which version of yusuan, and by which rules, something was made."""

import hashlib
import importlib.metadata
from functools import cache
from pathlib import Path


@cache
def code_version() -> str:
    """Yusuan's version with a fingerprint of its rules, so that what was made by other rules is made again."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for folder in ("extractors", "schemas"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".yaml", ".csv"):
                digest.update(path.read_bytes())
    return f"{importlib.metadata.version('yusuan')}+{digest.hexdigest()[:8]}"
