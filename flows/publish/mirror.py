"""The latest snapshot where fsspec writes (s3://…): its files by their content, then a pointer.

    URL/files/<table>/<year>-<province>-<sha256, 16 digits>.parquet
    URL/snapshots/<number>-<hash>.json      the manifest
    URL/latest.json                         which snapshot is the latest, and the files of each table

An object store has neither links nor renames: files that did not change have the same name in each snapshot and are
there already, and `latest.json`, written last, is switched to by one upload. Broken off anywhere, the last one stands,
and the next goes on. Files of old snapshots stay.
"""

import json
from pathlib import Path
from typing import Any

from flows.language import say
from flows.publish import parquet, snapshots
from schemas.tables import tables


class MirrorError(Exception):
    """It cannot be written there; the message says why and what to do."""


def upload(out: Path, url: str) -> tuple[str, int]:
    """Puts the latest snapshot of `out` at `url`; the path of the pointer, and how many files were uploaded.

    Raises MirrorError where the URL cannot be opened or a file is not what was published, OSError where writing fails.
    """
    import fsspec

    try:
        system, root = fsspec.core.url_to_fs(url.rstrip("/"))
    except (ImportError, ValueError) as error:
        raise MirrorError(
            say(
                "{url} cannot be opened ({error}); for s3:// install it with: pip install 'yusuan[s3]'",
                url=url,
                error=error,
            )
        ) from error
    latest, manifest = snapshots.current(out)
    if latest is None:
        raise MirrorError(say("nothing is published in {out}; run: yusuan run PATH --out {out}", out=out))
    known = {file["path"]: file["sha256"] for entry in manifest["partitions"].values() for file in entry["files"]}
    there = {path: info["size"] for path, info in system.find(f"{root}/files", detail=True).items()}
    files: dict[str, list[str]] = {name: [] for name in tables()}
    uploaded = 0
    for name, paths in files.items():
        for source in sorted((latest / name).glob("*.parquet")):
            digest = parquet.sha256(source)
            if known.get(f"{name}/{source.name}", digest) != digest:
                raise MirrorError(say("{source} is not what was published; publish into a new folder", source=source))
            path = f"files/{name}/{source.stem}-{digest[:16]}.parquet"
            paths.append(path)
            if there.get(f"{root}/{path}") != source.stat().st_size:
                system.pipe_file(f"{root}/{path}", source.read_bytes())
                uploaded += 1
    system.pipe_file(f"{root}/snapshots/{latest.name}.json", (latest / "manifest.json").read_bytes())
    pointer: dict[str, Any] = {"snapshot": latest.name, "manifest": f"snapshots/{latest.name}.json", "tables": files}
    system.pipe_file(f"{root}/latest.json", json.dumps(pointer, ensure_ascii=False, indent=1).encode())
    return f"{url.rstrip('/')}/latest.json", uploaded
