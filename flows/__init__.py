"""What moves data: disk, network, Prefect, the command line. The only code with side effects."""

import os

# Arrow asks once, when it is loaded. Its own pool reserves a gigabyte of what a worker may hold
# (`flows/run/pool.py`) and is no quicker here; so it is set where every process of ours comes by first.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
