"""`yusuan completion`: what a shell completes."""

import sys
from typing import Literal

from flows.cli.common import OK


def completion(shell: Literal["bash", "zsh", "fish"]) -> int:
    """Print a script by which a shell completes commands and options; its first lines say where to put it."""
    from flows.cli.main import app

    sys.stdout.write(app.generate_completion(shell=shell) + "\n")
    return OK
