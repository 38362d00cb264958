"""Real disclosures beside the repository, where they are there."""

import fcntl
import pickle
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from disclosed import ROOT, Disclosed, disclose

from extractors.document.model import Document
from extractors.pipeline import read_document

SHARED = ROOT.parent / "shared"
CORPUS, GOLDEN = SHARED / "corpus", SHARED / "golden" / "hebei-2020"


class ReadOnce:
    """Disclosures as they are read and extracted, each by whichever process of the session needs it first.

    What is given is only to be read: others get the same. `folder` is one that all processes of the session share.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.document = lru_cache(maxsize=64)(self._document)
        self.disclosed = lru_cache(maxsize=64)(self._disclosed)

    def _document(self, path: Path) -> Document:
        """A file as it is read and assembled."""
        return self._once(path, ".document", lambda: read_document(path.read_bytes()))

    def _disclosed(self, path: Path) -> Disclosed:
        """The same with what is extracted from it."""
        return self._once(path, ".disclosed", lambda: disclose(path, self.document(path)))

    def _once(self, path: Path, what: str, make: Callable[[], Any]) -> Any:
        kept = self._folder / (sha256(str(path).encode()).hexdigest() + what)
        with kept.with_suffix(f"{what}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # another process that needs it now waits for it, and does not read it too
            if kept.exists():
                return pickle.loads(kept.read_bytes())
            made = make()
            unfinished = kept.with_suffix(f"{what}.unfinished")
            unfinished.write_bytes(pickle.dumps(made))
            unfinished.rename(kept)
            return made
