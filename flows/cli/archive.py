"""`yusuan add`, `verify`: the raw archive."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.cli.common import OK, SOME_FAILED, Json, Root, print_json, remark, voice, wrong
from flows.language import say
from flows.locks import unable

if TYPE_CHECKING:
    from flows.archive.add import Added


def add(
    *files: Path,
    archive: Root = "raw",
    url: str | None = None,
    publisher: str | None = None,
    note: str | None = None,
) -> int:
    """Archive files that were handed in (of a folder, all the disclosures in it).

    Parameters
    ----------
    url
        Where the file was published; of one file only.
    publisher
        The publisher, if you know it.
    note
        Who handed them in, when, with which letter.

    """
    from flows.archive.add import add as put
    from flows.archive.add import disclosures
    from flows.archive.store import Archive
    from flows.run.files import exists, shown
    from flows.run.progress import Progress

    if problem := unable():
        return wrong(problem)
    missing = [shown(str(file)) for file in files if not exists(file)]
    if missing or not files:
        return wrong(
            say("there is no {value}; check the path", value=missing[0])
            if missing
            else say("name at least one file or folder")
        )
    looked = [disclosures(file) for file in files]
    found = [path for paths, _ in looked for path in paths]
    failed = [added for _, bad in looked for added in bad]
    if url and len(found) != 1:
        return wrong(say("--url is for one file, and these are {count}; add them one by one", count=len(found)))
    counts = dict.fromkeys(_ADDED, 0)
    try:
        with Progress("adding", len(found), shown=not voice.quiet) as progress:
            for added in put(Archive(archive), found, url=url, publisher=publisher, note=note, step=progress.step):
                if added.problem:
                    failed.append(added)
                else:
                    counts[added.state] += 1
                    _say_added(added)
    except (OSError, ValueError) as error:
        return wrong(say("not everything was added ({error}); what was added is kept, add the rest again", error=error))
    for added in failed:
        _say_added(added)
    summary = say("{archive}: {new} new, {known} noted again, {same} already there", archive=archive, **counts)
    sys.stdout.write(summary + "\n")
    return SOME_FAILED if failed else OK


_ADDED = {"new": "new", "known": "same bytes, new capture", "same": "already there"}


def _say_added(added: "Added") -> None:
    """A line for a file that is in the archive now, or on the error channel for one that is not."""
    from flows.failures import said
    from flows.run.files import shown

    path = shown(str(added.path))
    if added.problem:
        sys.stderr.write(
            "yusuan: " + say("not added: {path}: {problem}", path=path, problem=said(added.problem)) + "\n"
        )
    elif not voice.quiet:
        sys.stdout.write(f"{say(_ADDED[added.state])}: {path} {added.sha256}\n")


def verify(
    *,
    archive: Root = "raw",
    rebuild_index: Annotated[bool, Parameter(negative="", help="First rebuild the index and lost sidecars.")] = False,
    out: Annotated[
        Path | None, Parameter(name=["--out", "-o"], help="Verify the snapshots and parts of this folder instead.")
    ] = None,
    as_json: Json = False,
) -> int:
    """Read and hash the archive again (with --out what is published); list what is missing or altered (exit code 3).

    What a killed run left (unfinished files, a sidecar without its line in the index) is listed too, and is no error.
    """
    if out is not None:
        return _verify_published(out, as_json=as_json)
    from flows.archive.store import Archive, is_archive
    from flows.archive.verify import WRONG, listed
    from flows.archive.verify import verify as look
    from flows.run.progress import Progress

    try:
        if not is_archive(archive):
            return wrong(
                say(
                    "there is no archive at {archive}; name one with --archive, or begin one: yusuan add FILE",
                    archive=archive,
                )
            )
        opened = Archive(archive)
        if rebuild_index:
            remark(say("index.jsonl rebuilt: {count} captures", count=opened.rebuild_index()))
        with Progress("verifying", len(listed(opened)), shown=not voice.quiet) as progress:
            found = look(opened, progress.step)
    except (OSError, ValueError) as error:
        return wrong(say("the archive {archive} could not be read completely ({error})", archive=archive, error=error))
    if as_json:
        print_json(
            {
                "archive": archive,
                "sound": found.sound,
                "objects": found.objects,
                "captures": found.captures,
                "findings": [asdict(finding) for finding in found.findings],
            }
        )
        return OK if found.sound else SOME_FAILED
    for finding in sorted(found.findings, key=lambda one: one.kind not in WRONG):
        sys.stdout.write(f"{finding.kind}: {finding.path}: {finding.message}\n")
    wrongs = sum(1 for finding in found.findings if finding.kind in WRONG)
    state = say("all as it was") if found.sound else say("{count} not as they were", count=wrongs)
    counts = say("{files} files, {captures} captures", files=found.objects, captures=found.captures)
    sys.stdout.write(f"{archive}: {counts}; {state}\n")
    return OK if found.sound else SOME_FAILED


def _verify_published(out: Path, *, as_json: bool) -> int:
    """Says what of a folder's snapshots and parts is not as it was; the exit code."""
    from flows.publish.integrity import verify as look
    from flows.publish.snapshots import all_of

    there = all_of(out)
    if not there:
        return wrong(f"nothing is published in {out}; run: yusuan run PATH --out {out}")
    found = list(look(out))
    if as_json:
        data = {"out": str(out), "snapshots": [path.name for path in there], "sound": not found}
        print_json({**data, "findings": [asdict(finding) for finding in found]})
        return SOME_FAILED if found else OK
    for finding in found:
        sys.stdout.write(f"{finding.kind}: {finding.path}: {finding.message}\n")
    state = say("{count} not as they were", count=len(found)) if found else say("all as it was")
    sys.stdout.write(f"{out}: {len(there)} snapshots; {state}\n")
    return SOME_FAILED if found else OK
