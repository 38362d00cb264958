"""The blocks of README.md (Chinese) and README.en.md that are made from what they show.

A block stands between `<!-- NAME -->` and `<!-- /NAME -->`: `commands` and `tables` are made from the command line and
`schemas/tables.yaml`, `run` from a run on the samples, which takes a while and is made only when it is asked for.
"""

import contextlib
import io
import os
import re
import tempfile
from pathlib import Path

from flows import language
from flows.cli.help import chinese
from flows.cli.main import COMMANDS, main
from flows.language import Language, row_of
from flows.run.server import session
from schemas.tables import tables

ROOT = Path(__file__).parent.parent
READMES: dict[str, Language] = {"README.md": "zh", "README.en.md": "en"}

GROUPS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("读取与查看", "To read", "", ("run", "show", "checks", "findings", "coverage", "look", "forget")),
    (
        "文件从哪里来", "Where documents come from", "archive, sources",
        ("add", "verify", "diff", "sources", "watch", "alarms", "serve"),
    ),
    ("阅读与判断", "To judge", "report", ("report", "accept", "register")),
    ("分析", "To work on", "desk", ("compare", "export", "duckdb")),
    (
        "历年发布", "What was published, over years", "snapshots",
        ("snapshots", "publish", "rollback", "prune", "release"),
    ),
    ("命令行", "The command line", "", ("completion",)),
)  # fmt: skip
"""Commands by what they are for: the title in Chinese and in English, pages of docs/, the commands."""

_COLUMNS = "150"
_SNAPSHOT = re.compile(r"(\d{5})-[0-9a-f]{12}")


def texts(*, run: bool = False) -> dict[str, str]:
    """The READMEs as they should be, by file name; with `run` the block of the run is made too."""
    made = {}
    shown = runs_shown() if run else {}
    for name, spoken in READMES.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = {"commands": commands(spoken), "tables": table_rows(spoken)}
        if run:
            blocks["run"] = shown[spoken]
        for block, content in blocks.items():
            text = replaced(text, block, content)
        made[name] = text
    return made


def replaced(text: str, block: str, content: str) -> str:
    """A text with the content of a block; raises ValueError where it has no such block, or two."""
    pattern = re.compile(rf"(<!-- {block} -->\n).*?(<!-- /{block} -->)", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise ValueError(f"there must be one block <!-- {block} --> … <!-- /{block} -->")
    return pattern.sub(lambda found: f"{found[1]}{content}{found[2]}", text)


def commands(spoken: Language) -> str:
    """The commands by group, each with what it does in a sentence."""
    listed = {command.__name__: (command.__doc__ or "").split("\n")[0] for command in COMMANDS}
    lacking = listed.keys() - {name for group in GROUPS for name in group[3]}
    if lacking:
        raise ValueError(f"flows/readme.py has no group for {', '.join(sorted(lacking))}")
    lines = []
    for zh, en, pages, names in GROUPS:
        links = ", ".join(f"[docs/{page}.md](docs/{page}.md)" for page in pages.split(", ") if page)
        title = zh if spoken == "zh" else en
        lines += [f"**{title}**" + (f" {links}" if links else "") + "\n", "| | |\n|---|---|"]
        for name in names:
            if name in listed:
                said = chinese()["commands"][name]["help"].split("\n\n")[0] if spoken == "zh" else listed[name]
                lines.append(f"| `yusuan {name}` | {' '.join(said.split()) if spoken == 'en' else said.strip()} |")
        lines.append("")
    return "\n".join(lines)


def table_rows(spoken: Language) -> str:
    """The published tables, each with what one row is."""
    language.use(spoken)
    head = "| 表 | 名称 | 一行是 |" if spoken == "zh" else "| table | 名称 | one row is |"
    rows = [f"| {name} | {table.label} | {row_of(name)} |" for name, table in tables().items()]
    language.use(None)
    return "\n".join([head, "|---|---|---|", *rows]) + "\n"


def runs_shown() -> dict[Language, str]:
    """What a run on the samples prints, shortened: a line a document, the errors, the closing lines.

    Both runs publish into one folder: the second reads nothing again, and prints the same in the other language.
    Both ask one API, whose address Prefect reads when it is imported.
    """
    with session(), tempfile.TemporaryDirectory() as out:
        return {spoken: shortened(_printed(out, spoken).replace(out, "output")) for spoken in READMES.values()}


def _printed(out: str, spoken: Language) -> str:
    printed, columns = io.StringIO(), os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = _COLUMNS
    try:
        with contextlib.chdir(ROOT), contextlib.redirect_stdout(printed):
            main(["run", "raw/samples", "--out", out, "--language", spoken])
    except SystemExit as ended:
        if ended.code:
            raise RuntimeError(f"the run on the samples ended with {ended.code}") from ended
    finally:
        language.use(None)
        os.environ.pop("COLUMNS")
        os.environ.update({"COLUMNS": columns} if columns else {})
    return printed.getvalue()


def shortened(printed: str) -> str:
    """What of a run's output a README shows."""
    lines = [line.rstrip() for line in printed.splitlines()]
    first = next(number for number, line in enumerate(lines) if line.startswith("└"))
    shown = [lines[0], *(line for line in lines[:first] if line.startswith(("┃", "│")))]
    shown += [line for line in lines if line.startswith("✗") and ".pdf: " in line] + lines[-2:]
    return "```text\n" + _SNAPSHOT.sub(r"\1-…", "\n".join(shown)) + "\n```\n"
