"""`yusuan publish`, `snapshots`, `rollback`, `prune`, `release`: the published snapshots over years."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.cli.common import OK, SOME_FAILED, Out, Root, unwritable, wrong
from flows.failures import said as in_words
from flows.language import say


def publish(
    *,
    out: Out = Path("output"),
    archive: Root = "raw",
    to: Annotated[str | None, Parameter(help="Put the latest snapshot there too: s3://bucket/folder.")] = None,
) -> int:
    """Publish what was read (staged) but not yet published; after a rollback, publish again.

    Only the year and province of new documents are written; where nothing changed there is no new snapshot. All that
    is published is hashed, and files that were altered (`yusuan verify --out`) are written again.
    """
    problem = unwritable(out)
    if problem:
        return wrong(problem)
    from flows.publish import aside, linking, register
    from flows.publish.mirror import MirrorError, upload
    from flows.publish.snapshots import publish as publish_parts

    try:
        explained, linked = register.entries(archive), linking.decisions(archive)
        healed: list[str] = []
        snapshot, manifest = publish_parts(out, explained, linked, release_hold=True, healed=healed)
        lost = aside.standing(out)
        sys.stderr.write("".join(f"yusuan: {said}\n" for said in (*healed, *map(in_words, lost))))
        if to:
            pointer, uploaded = upload(out, to)
            sys.stdout.write(
                say(
                    "{pointer}: {name}, {uploaded} files uploaded",
                    pointer=pointer,
                    name=snapshot.name,
                    uploaded=uploaded,
                )
                + "\n"
            )
    except (register.RegisterError, MirrorError) as error:
        return wrong(str(error))
    except OSError as error:
        return wrong(say("publishing stopped ({error}); the last snapshot stands, publish again", error=error))
    sys.stdout.write(
        say(
            "{name}: {documents} documents in {path}",
            name=snapshot.name,
            documents=manifest["rows"]["documents"],
            path=out / "latest",
        )
        + "\n"
    )
    return SOME_FAILED if lost else OK


def snapshots(*, out: Out = Path("output")) -> int:
    """List the snapshots: number, time, documents, rows, size, what each takes alone, and which is the latest."""
    from flows.cli.publishing_terminal import print_snapshots
    from flows.publish.snapshots import listing

    found = listing(out)
    if not found:
        return wrong(say("nothing is published in {out}; run: yusuan run PATH --out {out}", out=out))
    print_snapshots(found)
    return OK


def rollback(snapshot: str | None = None, *, out: Out = Path("output")) -> int:
    """Make an earlier snapshot the latest, by default the one before it. Readers see one or the other, never a mixture.

    Later runs read and stage, but publish nothing until `yusuan publish` says so.

    Parameters
    ----------
    snapshot
        Its number or name, as `yusuan snapshots` lists them.

    """
    from flows.publish.snapshots import NoSnapshotError
    from flows.publish.snapshots import rollback as go_back

    try:
        found = go_back(out, snapshot)
    except NoSnapshotError as error:
        return wrong(str(error))
    sys.stdout.write(
        say(
            "{path} is {name}; runs publish nothing until: yusuan publish --out {out}",
            path=out / "latest",
            name=found.name,
            out=out,
        )
        + "\n"
    )
    return OK


def prune(
    *,
    keep: Annotated[
        int, Parameter(validator=Number(gte=1), help="How many of the newest to keep; the latest always stays.")
    ],
    out: Out = Path("output"),
) -> int:
    """Remove old snapshots. Files that they share with later ones stay; the latest is never removed."""
    from flows.publish.snapshots import prune as remove

    if not (out / "snapshots").is_dir():
        return wrong(say("nothing is published in {out}; run: yusuan run PATH --out {out}", out=out))
    removed = [say("removed {name}", name=snapshot.name) for snapshot in remove(out, keep)]
    sys.stdout.write(
        "\n".join(removed or [say("nothing to remove: no more than {count} snapshots", count=keep)]) + "\n"
    )
    return OK


def release(
    folder: Annotated[Path, Parameter(alias="--to")],
    *,
    since: Annotated[Path | None, Parameter(help="An earlier release, to say what changed.")] = None,
    verify: Annotated[bool, Parameter(negative="", help="Check the release in that folder instead.")] = False,
    out: Out = Path("output"),
) -> int:
    """Make a citable dataset of the latest snapshot in a new folder, or check one.

    It contains the Parquet, datapackage.json, checksums, the hashes of the source files, the versions of the software,
    and with --since a changelog. The same snapshot gives the same bytes.
    """
    from flows.release.make import ReleaseError, make
    from flows.release.verify import problems

    try:
        if verify:
            found = list(problems(folder))
            sys.stdout.write(
                "".join(f"{one}\n" for one in found) or say("{folder} matches its description", folder=folder) + "\n"
            )
            return SOME_FAILED if found else OK
        package = make(out, folder, since)
    except ReleaseError as error:
        return wrong(str(error))
    except OSError as error:
        return wrong(say("the release could not be written ({error})", error=error))
    sys.stdout.write(
        say("{folder}: {title}, version {version}", folder=folder, title=package["title"], version=package["version"])
        + "\n"
    )
    return OK
