"""`yusuan completion`: what a shell completes."""

import sys
from typing import Literal

from flows.cli.common import OK

_PLACES = {
    "bash": "~/.local/share/bash-completion/completions/yusuan",
    "zsh": "~/.zfunc/_yusuan, with `fpath=(~/.zfunc $fpath)` before `compinit` in ~/.zshrc",
    "fish": "~/.config/fish/completions/yusuan.fish",
}
"""Where each shell looks for it."""


def completion(shell: Literal["bash", "zsh", "fish"]) -> int:
    """Print a script by which a shell completes commands and options; its first lines say where to put it."""
    from flows.cli.main import app

    first, _, rest = app.generate_completion(shell=shell).partition("\n")  # zsh knows the script by its first line
    sys.stdout.write(f"{first}\n# Its place: {_PLACES[shell]}\n{rest}\n")
    return OK
