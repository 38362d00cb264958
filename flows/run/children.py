"""What all processes that we start have in common."""

import os


def only_our_modules() -> None:
    """Has Python processes started from here on find modules where they are installed only.

    Without it they look in the folder that the user works in first, and a folder named `flows` or `schemas` there
    would be taken for ours. It is `python -P` for all of them: the server, the fork server of the workers, and the
    processes in which Prefect runs what is scheduled.
    """
    os.environ["PYTHONSAFEPATH"] = "1"
