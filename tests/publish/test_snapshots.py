"""Snapshots over years: publishing asks only what changed and is never stale; going back, pruning, releasing."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from publishing import published_bytes, rows, sound, stage

from flows.cli import main as cli
from flows.publish import aside, columns, files_whole, journal, packed, parquet, parts, snapshots
from flows.publish.errors import DamagedError, OlderPartsError
from flows.release.datapackage import key
from flows.release.make import ReleaseError, make
from flows.release.verify import problems
from flows.run.plan import plan
from schemas.tables import tables


def disclose(folder: Path, name: str, year: int, sentence: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}{year}年部门预算.txt"
    path.write_text(f"{name}{year}年部门预算\n\n{year}年{sentence}\n", encoding="utf-8")
    return path


def renamed(part: Path) -> None:
    """Puts a part in the place of another: the same document as of another body, with as many bytes."""
    whole = packed.unpack(part.read_bytes())
    made = [whole.head(), whole.body().to_pybytes()]
    for old, new in (("云岭县图书馆", "云岭县图书室"), (r"\u9986", r"\u5ba4")):
        made = [data.replace(old.encode(), new.encode()) for data in made]
    files_whole.write_whole(part, packed.pack(made[0], made[1]))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Two years of a body, published; the parts are so old that the journal has them."""
    made = tmp_path / "out"
    for year, sentence in ((2030, "预算收入240万元。"), (2031, "预算收入300万元，比2030年预算增加60万元。")):
        stage(disclose(tmp_path, "云岭县图书馆", year, sentence), made)
    snapshots.publish(made)
    aged(made)
    return made


def aged(out: Path) -> None:
    """Lets the parts be old enough for the journal, without waiting for it."""
    journal_young, journal._YOUNG = journal._YOUNG, -(10**9)
    snapshots.publish(out)
    journal._YOUNG = journal_young


def files_of(out: Path) -> dict[str, int]:
    """The inode of each published Parquet file."""
    latest = out / "latest"
    return {str(path.relative_to(latest)): path.stat().st_ino for path in latest.glob("*/*.parquet")}


def test_a_new_document_rewrites_only_its_own_year_and_province_and_reads_no_other_part(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(out)
    stage(disclose(tmp_path, "河北省松风剧院", 2029, "预算收入80万元。"), out)
    read: list[Path] = []
    look, rows_of = journal.look, parts.own
    monkeypatch.setattr(journal, "look", lambda path: read.append(path) or look(path))
    monkeypatch.setattr(parts, "own", lambda path: read.append(path) or rows_of(path))
    snapshots.publish(out)
    after = files_of(out)
    assert sound(out)["documents"] == 3
    rewritten = {path for path in after if after[path] != before.get(path) and not path.endswith("none.parquet")}
    assert {Path(path).name for path in rewritten} == {"2029-13.parquet"}
    assert {path.parent.name for path in read} == {"2029-13"}


def test_a_year_before_that_comes_later_changes_only_the_checks_of_the_next(out: Path, tmp_path: Path) -> None:
    before = files_of(out)
    stage(disclose(tmp_path, "云岭县图书馆", 2029, "预算收入200万元。"), out)
    stage(disclose(tmp_path, "云岭县图书馆", 2030, "预算收入240万元，比2029年预算增加41万元。"), out)
    snapshots.publish(out)
    after = files_of(out)
    assert sound(out)["documents"] == 4
    changed = {path for path in before if after.get(path) != before[path] and not path.endswith("none.parquet")}
    assert all(Path(path).name != "2031-00.parquet" or path.startswith("checks/") for path in changed)
    assert "figures/2030-00.parquet" in changed


def test_publishing_with_the_journal_gives_what_publishing_without_it_gives(out: Path, tmp_path: Path) -> None:
    stage(disclose(tmp_path, "河北省松风剧院", 2029, "预算收入80万元。"), out)
    snapshots.publish(out)
    other = tmp_path / "other"
    shutil.copytree(out / "parts", other / "parts", ignore=shutil.ignore_patterns("across"))
    snapshots.publish(other)
    assert published_bytes(other) == published_bytes(out)


def test_a_part_that_was_replaced_is_seen_though_size_and_mtime_are_as_before(out: Path) -> None:
    (part,) = (out / "parts" / "2030-00").glob("*.arrows")
    before = part.stat()
    renamed(part)
    os.utime(part, ns=(before.st_atime_ns, before.st_mtime_ns))
    snapshots.publish(out)
    sound(out)
    assert {row["publisher"] for row in rows(out, "documents")} == {"云岭县图书馆", "云岭县图书室"}


def test_a_part_that_is_younger_than_the_clocks_grain_is_not_noted(tmp_path: Path) -> None:
    out = tmp_path / "out"
    stage(disclose(tmp_path, "云岭县图书馆", 2030, "预算收入240万元。"), out)
    journal.read(out)
    assert journal._noted(out / ".journal") == {}


@pytest.mark.parametrize("text", ["", "yusuan journal 1\n[", 'yusuan journal 1\n["a", [1], "b", "{}"]', "else"])
def test_a_journal_that_does_not_read_is_made_again(text: str, out: Path) -> None:
    first, before = (out / "latest").resolve(), journal.read(out)
    (out / ".journal").write_text(text, encoding="utf-8")
    again = journal.read(out)
    assert again == before
    assert [one.facts for one in again.values()] == [one.facts for one in before.values()]
    assert snapshots.publish(out)[0] == first


def test_a_journal_in_which_a_bit_flipped_is_made_again(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_YOUNG", -(10**9))
    before, path = journal.read(out), out / ".journal"
    noted = bytearray(path.read_bytes())
    assert journal._noted(path)
    noted[len(noted) // 2] ^= 1
    path.write_bytes(noted)
    assert journal._noted(path) == {}
    assert journal.read(out) == before
    assert journal._noted(path)


def test_facts_stay_on_the_disk_until_they_are_asked_for(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_YOUNG", -(10**9))
    (out / ".journal").unlink()
    there = {path.name for path in out.iterdir()}
    fresh = journal.read(out)
    before = {path: one.facts for path, one in fresh.items()}
    known = journal.read(out)
    assert not any(isinstance(one.held, bytes) for one in (*fresh.values(), *known.values()))
    assert {path.name for path in out.iterdir()} == there | {".journal"}
    (out / ".journal").unlink()
    assert {path: one.facts for path, one in known.items()} == before, "a journal that is replaced stays readable"


def test_a_part_that_goes_while_publishing_is_tried_again(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (part,) = (out / "parts" / "2030-00").glob("*.arrows")
    renamed(part)
    write = parquet.write

    def moved(*arguments: object) -> object:
        part.unlink(missing_ok=True)  # another run's worker moved the document
        return write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(parquet, "write", moved)
    snapshots.publish(out)
    assert sound(out)["documents"] == 1


def test_a_column_that_came_after_a_part_was_made_is_null_and_one_that_went_is_said(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (part,) = (out / "parts" / "2030-00").glob("*.arrows")
    own, digest = columns.own, columns.digest
    new = pa.field("came", pa.string())
    schema = parts.arrow_schema("documents").append(new)
    monkeypatch.setattr(columns, "own", lambda name: own(name).append(new) if name == "documents" else own(name))
    monkeypatch.setattr(columns, "digest", lambda name: "new" if name == "documents" else digest(name))
    monkeypatch.setattr(parts, "arrow_schema", lambda name: schema)
    _, made = next(parts.read(part))
    assert made["came"].to_pylist() == [None]
    monkeypatch.setattr(columns, "own", lambda name: own(name).remove(0))
    with pytest.raises(DamagedError, match=r"no longer has.*file_name.*read its document again"):
        next(parts.read(part))
    (kept,) = (out / "parts" / "columns").glob(f"{digest('documents')}*")
    kept.unlink()
    columns._earlier.cache_clear()
    with pytest.raises(DamagedError, match=r"does not say which columns it has.*read its document again"):
        next(parts.read(part))


def three(tmp_path: Path) -> tuple[Path, list[Path]]:
    """A folder with three snapshots, a document more in each."""
    out, made = tmp_path / "out", []
    for year in (2029, 2030, 2031):
        stage(disclose(tmp_path, "云岭县图书馆", year, "预算收入240万元。"), out)
        made.append(snapshots.publish(out)[0])
    return out, made


def test_after_a_rollback_runs_publish_nothing_until_somebody_says_so(tmp_path: Path) -> None:
    out, (first, second, third) = three(tmp_path)
    assert snapshots.rollback(out) == second == (out / "latest").resolve()
    assert sound(out)["documents"] == 2
    stage(disclose(tmp_path, "云岭县图书馆", 2032, "预算收入240万元。"), out)
    assert snapshots.publish(out)[0] == second, "a run"
    assert snapshots.rollback(out) == first
    assert snapshots.held(out)
    fourth, _ = snapshots.publish(out, release_hold=True)
    assert not snapshots.held(out)
    assert fourth not in (first, second, third)
    assert sound(out)["documents"] == 4


def test_publishing_what_was_gone_back_from_switches_to_it_and_makes_no_new_snapshot(tmp_path: Path) -> None:
    out, made = three(tmp_path)
    snapshots.rollback(out, "1")
    assert snapshots.publish(out, release_hold=True)[0] == made[-1]
    assert snapshots.all_of(out) == made


def test_killed_between_the_note_and_the_switch_of_a_rollback_nothing_is_held(tmp_path: Path) -> None:
    out, made = three(tmp_path)
    files_whole.write_whole(out / ".held", made[0].name.encode())
    assert not snapshots.held(out)
    stage(disclose(tmp_path, "云岭县图书馆", 2032, "预算收入240万元。"), out)
    assert snapshots.publish(out)[0] not in made


def test_a_snapshot_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(snapshots.NoSnapshotError, match="nothing is published"):
        snapshots.rollback(tmp_path)
    out, made = three(tmp_path)
    with pytest.raises(snapshots.NoSnapshotError, match=made[0].name):
        snapshots.rollback(out, "7")
    snapshots.rollback(out, made[0].name)
    with pytest.raises(snapshots.NoSnapshotError, match="before the latest"):
        snapshots.rollback(out)


def test_pruning_keeps_the_newest_and_the_latest_whole(tmp_path: Path) -> None:
    out, (first, second, third) = three(tmp_path)
    assert snapshots.prune(out, 2) == [first]
    snapshots.rollback(out)
    assert snapshots.prune(out, 1) == []
    assert snapshots.all_of(out) == [second, third]
    assert sound(out)["documents"] == 2
    assert snapshots.publish(out, release_hold=True)[0] == third
    snapshots.prune(out, 1)
    assert sound(out)["documents"] == 3
    assert [path.name for path in (out / "snapshots").iterdir()] == [third.name]


def test_what_a_killed_prune_left_goes_with_the_next(tmp_path: Path) -> None:
    out, (first, *others) = three(tmp_path)
    first.replace(first.with_name(f".removing-{first.name}"))
    snapshots.publish(out)
    assert sorted((out / "snapshots").iterdir()) == others


def test_a_listing_says_what_each_snapshot_has_for_itself(tmp_path: Path) -> None:
    out, _ = three(tmp_path)
    listed = snapshots.listing(out)
    assert [one.documents for one in listed] == [1, 2, 3]
    assert [one.latest for one in listed] == [False, False, True]
    assert all(0 < one.own < one.size for one in listed)


def test_two_releases_of_the_same_documents_are_the_same_bytes(tmp_path: Path) -> None:
    out, _ = three(tmp_path)
    again = tmp_path / "again"
    for path in sorted(tmp_path.glob("*.txt"), reverse=True):
        stage(path, again)
    snapshots.publish(again)
    made = [tmp_path / "one", tmp_path / "two"]
    for folder, source in zip(made, (out, again), strict=True):
        make(source, folder)
        assert list(problems(folder)) == []
    one, two = ({p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in made)
    assert one == two


def test_a_release_says_what_each_column_is(tmp_path: Path) -> None:
    out, _ = three(tmp_path)
    package = make(out, tmp_path / "release")
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert list(resources) == list(tables())
    for name, table in tables().items():
        schema = resources[name]["schema"]
        assert [field["title"] for field in schema["fields"]] == [column.label for column in table.columns]
        assert schema.get("primaryKey") == (key(table) if name != "failures" else None)
        foreign = {other["reference"]["resource"] for other in schema.get("foreignKeys", ())}
        assert ("documents" in foreign) == (name not in ("documents", "failures"))
    (money,) = (field for field in resources["figures"]["schema"]["fields"] if field["name"] == "value_yuan")
    assert (money["type"], money["unit"]) == ("number", "元")
    listed = (tmp_path / "release" / "sources.csv").read_text(encoding="utf-8").splitlines()
    assert len(listed) == 4
    assert any(line.startswith("prefect==") for line in (tmp_path / "release" / "constraints.txt").open())


def test_verifying_a_release_finds_what_was_altered_lost_or_put_in(tmp_path: Path) -> None:
    out, _ = three(tmp_path)
    folder = tmp_path / "release"
    make(out, folder)
    (folder / "README.md").write_text("altered", encoding="utf-8")
    (folder / "data" / "figures" / "2030-00.parquet").unlink()
    (folder / "more.txt").touch()
    said = "\n".join(problems(folder))
    assert "README.md was altered" in said
    assert "data/figures/2030-00.parquet is missing" in said
    assert "more.txt is not in SHA256SUMS" in said


def test_verifying_finds_rows_that_share_a_key_and_rows_of_no_document(tmp_path: Path) -> None:
    out, _ = three(tmp_path)
    folder = tmp_path / "release"
    package = make(out, folder)
    path = folder / "data" / "figures" / "2030-00.parquet"
    made = parquet.pq.read_table(path)
    parquet.pq.write_table(pa.concat_tables([made, made]), path)
    (folder / "data" / "documents" / "2031-00.parquet").unlink()
    shutil.copy(folder / "data" / "documents" / "2030-00.parquet", folder / "data" / "documents" / "2031-00.parquet")
    said = "\n".join(problems(folder))
    assert package["name"] == json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["name"]
    assert f"figures has {len(made)} rows more than keys" in said
    assert "figures has 1 rows whose document_id no row of documents has" in said


def test_the_changelog_says_documents_rows_and_each_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, _ = three(tmp_path)
    make(out, tmp_path / "first")
    (part,) = (out / "parts" / "2030-00").glob("*.arrows")
    renamed(part)
    (gone,) = (out / "parts" / "2029-00").glob("*.arrows")
    gone.unlink()
    stage(disclose(tmp_path, "云岭县图书馆", 2032, "预算收入80万元。"), out)
    snapshots.publish(out)
    make(out, tmp_path / "second", tmp_path / "first")
    said = (tmp_path / "second" / "CHANGES.md").read_text(encoding="utf-8")
    assert "## Schema\n\nThe same." in said
    assert (
        f"Documents added: 1\n\n- 云岭县图书馆2032年部门预算.txt ({rows(out, 'documents')[-1]['document_id']})" in said
    )
    assert f"Documents removed: 1\n\n- 云岭县图书馆2029年部门预算.txt ({gone.stem})" in said
    assert "| figures | 1 | 1 | 1 | publisher 1 |" in said
    cells = (tmp_path / "second" / "changes.csv").read_text(encoding="utf-8")
    assert f"figures,{part.stem},1,changed,publisher,云岭县图书馆,云岭县图书室\n" in cells
    assert list(problems(tmp_path / "second")) == []


def test_a_release_is_made_only_of_what_is_published_and_only_into_a_new_folder(out: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    for source, target, since in (
        (tmp_path / "nothing", tmp_path / "new", None),
        (out, tmp_path / "full", None),
        (out, tmp_path / "new", tmp_path / "full"),
    ):
        with pytest.raises(ReleaseError):
            make(source, target, since)
    path = next((out / "latest" / "figures").glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(ReleaseError, match="is not what was published"):
        make(out, tmp_path / "new")


def test_the_latest_is_never_pruned_wherever_the_folder_is_named_from(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage(disclose(tmp_path, "云岭县图书馆", 2032, "预算收入350万元。"), out)
    snapshots.publish(out)
    monkeypatch.chdir(tmp_path)
    here = Path(out.name)
    first = snapshots.rollback(here)
    assert snapshots.prune(here, 1) == []
    assert (here / "latest").resolve() == first and rows(here, "documents")


def bit_flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize("damage", [bit_flipped, lambda _: b"junk", lambda _: b""], ids=["flipped", "junk", "empty"])
def test_a_damaged_part_is_set_aside_and_said_until_its_document_is_read_again(
    damage: Callable[[bytes], bytes], out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (damaged,) = (out / "parts").glob("2031-*/*.arrows")
    damaged.write_bytes(damage(damaged.read_bytes()))
    source = next(tmp_path.glob("*2031*.txt"))
    assert plan([str(source)], out, "test").todo == [str(source)]
    assert snapshots.publish(out)[1]["rows"]["documents"] == 1
    (failure,) = rows(out, "failures")
    assert (failure["error"], failure["stage"], failure["tried_again"]) == ("damaged_part", "publish", False)
    assert failure["message"].startswith(source.name) and "yusuan run" in failure["message"]
    assert aside.standing(out) == [failure["message"]]
    with pytest.raises(SystemExit, match="3"):
        cli.main(["publish", "--out", str(out), "--archive", str(tmp_path / "raw")])
    assert failure["message"] in capsys.readouterr().err
    stage(source, out)
    snapshots.publish(out)
    assert (sound(out)["documents"], sound(out)["failures"]) == (2, 0)
    assert aside.standing(out) == []


def test_a_damaged_part_that_the_journal_takes_for_whole_is_found_when_it_is_published(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bit flipped on the disk, so that size, times and inode are as they were."""
    (damaged,) = (out / "parts").glob("2031-*/*.arrows")
    whole = journal.look(damaged)
    damaged.write_bytes(bit_flipped(damaged.read_bytes()))
    stage(disclose(tmp_path, "河北省松风剧院", 2031, "预算收入80万元。"), out)
    (fresh,) = set((out / "parts").glob("2031-*/*.arrows")) - {damaged}
    fresh.replace(damaged.parent / fresh.name)  # so that its partition is written anew
    look = journal.look
    monkeypatch.setattr(journal, "look", lambda path: whole if path == damaged else look(path))
    assert snapshots.publish(out)[1]["rows"]["documents"] == 2
    assert [row["error"] for row in rows(out, "failures")] == ["damaged_part"]


def test_a_manifest_that_does_not_read_is_named(out: Path) -> None:
    (out / "latest" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(DamagedError, match=r"manifest\.json does not read"):
        snapshots.listing(out)


def as_an_older_version_wrote_it(part: Path) -> None:
    part.write_bytes(part.read_bytes().replace(b"yusuan part ", b"yusuan part 0", 1))


def test_a_run_of_a_new_version_that_is_given_one_file_keeps_what_an_older_one_published(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for part in (out / "parts").glob("2*/*.arrows"):
        as_an_older_version_wrote_it(part)
    before = published_bytes(out)
    stage(disclose(tmp_path, "云岭县图书馆", 2032, "预算收入310万元。"), out)
    with pytest.raises(OlderPartsError, match="2 documents were read by an older version"):
        snapshots.publish(out)
    asked = ["--out", str(out), "--archive", str(tmp_path), "--because", "x", "--by", "y"]
    with pytest.raises(SystemExit, match="2"):
        cli.main(["forget", "2030", *asked])
    assert "云岭县图书馆2030年部门预算.txt" in capsys.readouterr().err
    assert published_bytes(out) == before


def test_publish_as_a_persons_word_goes_on_without_the_documents_of_an_older_version(out: Path) -> None:
    as_an_older_version_wrote_it(next((out / "parts").glob("2030*/*.arrows")))
    snapshots.publish(out, release_hold=True)
    assert [row["fiscal_year"] for row in rows(out, "documents")] == [2031]
    assert "older version" in aside.standing(out)[0]


def test_documents_of_an_older_version_that_are_read_again_are_published(out: Path, tmp_path: Path) -> None:
    for part in (out / "parts").glob("2*/*.arrows"):
        as_an_older_version_wrote_it(part)
    for path in tmp_path.glob("*.txt"):
        stage(path, out)
    snapshots.publish(out)
    assert len(rows(out, "documents")) == 2
    assert not aside.standing(out)
