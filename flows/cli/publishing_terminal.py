"""What `yusuan snapshots` and `coverage` print."""

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from flows.cli.printed import console, counted, share
from flows.language import language, say
from flows.report.words import Words

if TYPE_CHECKING:
    from flows.desk.coverage import Score
    from flows.publish.snapshots import Listed


def print_snapshots(snapshots: "list[Listed]") -> None:
    """The snapshots by number."""
    table = Table(title=say("snapshots"), title_justify="left")
    for name in ("snapshot", "made (UTC)", "documents", "rows", "MB", "MB of its own", ""):
        right = name.startswith(("documents", "rows", "MB"))
        table.add_column(say(name), justify="right" if right else "left", no_wrap=name == "snapshot")
    for one in snapshots:
        sizes = (f"{size / 1e6:.1f}" for size in (one.size, one.own))
        made = f"{one.made:%Y-%m-%d %H:%M}"
        table.add_row(one.name, made, str(one.documents), str(one.rows), *sizes, say("latest") if one.latest else "")
    console().print(table)


def print_coverage(scores: "list[Score]") -> None:
    """The scoreboard, a document a row; below it which tables are missing and which checks failed in all."""
    table = Table(title=say("coverage"), title_justify="left")
    for name in ("file", "set", "tables", "empty", "missing", "other forms", "unrecognised", "numbers", "checks"):
        table.add_column(say(name), overflow="fold")
    for score in scores:
        expected = len(score.found) + len(score.empty) + len(score.missing)
        table.add_row(
            escape(score.file_name),
            score.table_set or say("none known"),
            say("{claimed} of {found}", claimed=len(score.found), found=expected),
            str(len(score.empty)),
            str(len(score.missing)),
            str(sum(count for _, count in score.others)),
            str(score.unrecognised),
            "—" if score.share is None else share(score.numbers[1], score.numbers[0]),
            counted(score.checks) or say("none"),
        )
    console().print(table)
    for score in scores:
        others = [f"{count} {_called(kind)}" for kind, count in score.others]
        shapes = [
            say("{tables} {shape} of {rows} rows", tables=tables, shape=shape, rows=rows)
            for shape, tables, rows in score.shapes
        ]
        unread = [str(score.unread_labels)] if score.unread_labels else []
        for words, kinds in (
            ("empty", list(map(_called, score.empty))),
            ("missing", list(map(_called, score.missing))),
            ("other forms", others),
            ("shapes", shapes),
            ("labels that nothing knows", unread),
        ):
            if kinds:
                console().print(f"{escape(score.file_name)}: {say(words)}: {', '.join(kinds)}", soft_wrap=True)


def _called(kind: str) -> str:
    """A kind of tables in Chinese; in English its code, which `tables.kind` has."""
    return Words("zh").name(kind) if language() == "zh" else kind
