"""The deployments of `prefect.yaml`, one a source: made from the sources, so that they cannot drift.

python -m flows.crawl.deployments            writes prefect.yaml
python -m flows.crawl.deployments --check    exit code 1 where it is not what the sources say
"""

import sys
from pathlib import Path
from typing import Any

import yaml

from flows.crawl.source import Source, read_sources

FILE = Path(__file__).parents[2] / "prefect.yaml"
TIMEZONE = "Asia/Shanghai"
_NOTE = "# Generated from flows/crawl/sources by `python -m flows.crawl.deployments`; edit there.\n"


def deployment(source: Source) -> dict[str, Any]:
    """The deployment of a source: its schedule and parameters.

    It has no limit of concurrent runs: a run that finds another at its source leaves it alone (`manners.py` here),
    while a slot of Prefect's that a killed run held would keep out all that follow.
    """
    return {
        "name": source.name,
        "description": f"{source.who} ({source.region}): {source.index[0]}",
        "tags": ["yusuan", f"region:{source.region}"],
        "entrypoint": "flows/watch.py:watch",
        "parameters": {"sources": [source.name]},
        "schedules": [{"cron": source.cron, "timezone": TIMEZONE, "active": source.active}],
        "work_pool": {"name": "yusuan"},
    }


def text(sources: list[Source]) -> str:
    """The content of prefect.yaml."""
    content = {
        "name": "yusuan",
        "pull": [{"prefect.deployments.steps.set_working_directory": {"directory": "{{ $PWD }}"}}],  # where one deploys
        "deployments": [deployment(source) for source in sources],
    }
    return _NOTE + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def main(arguments: list[str]) -> int:
    """Writes prefect.yaml, or with `--check` compares; the exit code."""
    made = text(read_sources())
    if "--check" not in arguments:
        FILE.write_text(made, encoding="utf-8")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != made:
        sys.stderr.write("prefect.yaml is not what the sources say; run: make docs\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
