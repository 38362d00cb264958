"""The command line: which commands there are. Each is a function in `flows/cli/`."""

import importlib.metadata
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

from cyclopts import App, CycloptsError, Group, Parameter
from rich.console import Console

from flows import language as spoken
from flows.cli import archive, completion, crawl, desk, forget, publishing, reading, register, report, run
from flows.cli import diff as comparing
from flows.cli.common import OK, SOME_FAILED, WRONG_USE, failed, voice, wrong
from flows.cli.help import Formatter
from flows.cli.wrong_use import wrong_words

app = App(
    name="yusuan",
    help="""预算: Chinese public bodies' budget disclosures as Parquet, every number proved.

    Exit codes: 0 all is well, 3 some inputs were not read (see the `failures` table) or are not as they were, 2 wrong
    use, 1 an error of yusuan itself, 130 stopped with Ctrl-C.
    """,
    version=lambda: importlib.metadata.version("yusuan"),
    help_formatter=Formatter(),
)

COMMANDS: dict[Callable[..., int], tuple[str, ...]] = {
    run.run: ("run raw/samples --out output", "run 2020.pdf 2021.pdf --out /data/budgets --no-witness", "run raw"),
    reading.show: ("show raw/samples/青榆市公共文化服务中心2020年部门预算.txt", "show 青榆市 --out output --all"),
    reading.findings: ("findings --out output", "findings --first 50 --severity error"),
    reading.checks: ("checks --out output --status fail", "checks --status fail --severity error"),
    reading.coverage: ("coverage --out output",),
    reading.look: (
        "look raw/samples/青榆市公共文化服务中心2020年部门预算.pdf --page 6",
        "look 2020.pdf --page 17 --to page17.png",
    ),
    archive.add: ("add letter.pdf --note '财政局 2031-02-14 来函附件'", "add delivered/ --archive /data/raw"),
    archive.verify: ("verify", "verify --archive s3://bucket/raw", "verify --rebuild-index"),
    crawl.sources: ("sources", "sources --sources my-sources/"),
    crawl.watch: (
        "watch --contact me@archive.example",
        "watch --source qingyu --dry-run",
        "watch --source qingyu --since 2017",
    ),
    crawl.alarms: ("alarms --out output",),
    crawl.serve: ("serve --contact me@archive.example --sources my-sources/",),
    comparing.diff: ("diff old.pdf new.pdf", "diff 3f2a91 --out output", "diff 3f2a91 77c0de --out output --json"),
    publishing.publish: ("publish --out output", "publish --out output --to s3://bucket/budgets"),
    publishing.snapshots: ("snapshots --out output",),
    publishing.rollback: ("rollback --out output", "rollback 3 --out output"),
    publishing.prune: ("prune --keep 12 --out output",),
    publishing.release: (
        "release budgets-2026-11 --out output",
        "release budgets-2026-12 --since budgets-2026-11",
        "release --verify budgets-2026-12",
    ),
    desk.duckdb: ("duckdb", "duckdb /data/budgets.duckdb --out /data/budgets"),
    desk.export: (
        "export excel --to 青榆市 --publisher 青榆市 --year 2020 --year 2021",
        "export csv --table projects --table indicators --region 13",
        "export ocds --year 2021",
    ),
    desk.compare: ("compare 青榆市 2020 2021", "compare 青榆市 2020 2021 --document .pdf --json"),
    report.report: (
        "report raw/samples/青榆市公共文化服务中心2020年部门预算.pdf --to report.html",
        "report 青榆市 --out output --files raw/samples --language en",
        "report output --to report",
    ),
    register.accept: ('accept 2020年部门预算.pdf c91a4d --because "单价不含运费" --by 王某',),
    register.register: ("register --out output",),
    forget.forget: ("forget 3f2a91 --because 公开单位已撤回 --by 王某", "forget 3f2a91 --undo"),
    completion.completion: ("completion bash > ~/.local/share/bash-completion/completions/yusuan",),
}
"""Each command with the examples of its help, in the order of the work."""

for command in COMMANDS:
    app.command(command, help_formatter=Formatter(command.__name__), sort_key=len(list(app)))

app.meta.group_parameters = Group("Options of every command", sort_key=9)
app.meta.help_formatter = Formatter()


@app.meta.default
def launch(
    *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="", help="Show errors only.")] = False,
    verbose: Annotated[
        bool,
        Parameter(name=["--verbose", "-v"], negative="", help="Show Prefect's log too, and where yusuan itself fails."),
    ] = False,
    language: Annotated[str | None, Parameter(help="zh or en; default YUSUAN_LANGUAGE, else the locale.")] = None,
) -> Any:
    """Runs a command with the options that all have."""
    spoken.use(language)
    voice.quiet, voice.verbose = quiet, verbose
    if verbose:
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "INFO")
    return app(tokens, **_CALLED, console=Console(), error_formatter=wrong_words)


_CALLED: dict[str, Any] = {"exit_on_error": False, "print_error": True, "result_action": "return_value"}


def main(arguments: list[str] | None = None) -> None:
    """Runs a command and exits with its code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        spoken.use(_asked_language(given))
        _name_examples()
        code = app.meta(given, **_CALLED, console=Console(), error_formatter=wrong_words)
    except CycloptsError:
        code = WRONG_USE
    except BrokenPipeError:  # such as `yusuan checks | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = SOME_FAILED
    except (OSError, spoken.UnknownLanguageError) as error:
        code = wrong(str(error))
    except Exception as error:
        if voice.verbose:
            raise
        code = wrong(str(error)) if _is_slip(error) else failed(error)
    sys.stdout.flush()
    sys.exit(code if isinstance(code, int) else OK)


def _is_slip(error: Exception) -> bool:
    """Whether a data file has a slip in it, which whoever edits it mends."""
    from schemas.model import DataFileError  # brings pydantic, which `--help` does not need

    return isinstance(error, DataFileError)


def _asked_language(given: list[str]) -> str | None:
    """What `--language` asks for; needed before the command line is read, for help and errors are in it too."""
    for number, token in enumerate(given):
        if token.startswith("--language="):
            return token.partition("=")[2]
        if token == "--language":
            return given[number + 1] if number + 1 < len(given) else None
    return None


def _name_examples() -> None:
    """Puts the examples of each command below its help, under a title in the language in force."""
    title = spoken.say("Examples:")
    for command, examples in COMMANDS.items():
        shown = "\n\n".join(f"    yusuan {example}" for example in examples)
        app[command.__name__].help_epilogue = f"{title}\n\n{shown}\n"


if __name__ == "__main__":
    main()
