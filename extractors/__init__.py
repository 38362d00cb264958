"""From bytes to `Document` to records. Pure functions: no disk, no network, no Prefect."""
