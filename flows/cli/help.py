"""How `--help` is printed: in the language in force, without defaults that say nothing.

The English stands where a command is declared, the Chinese in `flows/words/help.zh.yaml` by command and option.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyclopts.help import DefaultFormatter, HelpEntry, HelpPanel
from rich.markdown import Markdown
from rich.text import Text

from flows import language
from schemas.yamlfile import load

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions

_FILE = Path(__file__).parents[1] / "words" / "help.zh.yaml"
_NOTHING = ("False", "()", "[]", "None")
"""Defaults that tell nobody anything."""


@cache
def chinese() -> dict[str, Any]:
    """The Chinese help: `about`, `panels`, `meta`, `options` of all commands, `commands` by name."""
    data: dict[str, Any] = load(_FILE)
    return data


def name_of(entry: HelpEntry) -> str:
    """What an entry is called in the Chinese help: its option, or its argument in small letters."""
    return entry.positive_names[0] if entry.positive_names else (entry.positional_label or "").lower()


class Formatter(DefaultFormatter):
    """Prints the help of one command (or, without a name, of the program)."""

    def __init__(self, command: str | None = None) -> None:
        super().__init__()
        self._command = command

    def __call__(self, console: "Console", options: "ConsoleOptions", panel: HelpPanel) -> None:
        """Prints one panel."""
        entries = [self._entry(entry) for entry in panel.entries]
        title = panel.title
        if language.language() == "zh":
            title = chinese()["panels"].get(str(title), title)
        super().__call__(console, options, panel.copy(entries=entries, title=title))

    def render_usage(self, console: "Console", options: "ConsoleOptions", usage: Any) -> None:
        """Prints the line of usage."""
        if language.language() == "zh" and usage:
            usage = Text(f"{chinese()['panels']['Usage']}：{str(usage).removeprefix('Usage: ')}")
            console.print(usage, "\n", sep="", end="")
            return
        super().render_usage(console, options, usage)

    def render_description(self, console: "Console", options: "ConsoleOptions", description: Any) -> None:
        """Prints what the command does."""
        if language.language() == "zh":
            ours = chinese()["commands"][self._command]["help"] if self._command else chinese()["about"]
            console.print(Markdown(ours), "\n", sep="", end="")
            return
        super().render_description(console, options, description)

    def _entry(self, entry: HelpEntry) -> HelpEntry:
        default = None if entry.default in _NOTHING else entry.default
        if language.language() != "zh":
            return entry.copy(default=default)
        described = self._chinese(name_of(entry), entry.description)
        said = [described] if isinstance(described, str) else []
        if not said:
            return entry.copy(default=default)
        for label, value in (
            ("choices", ", ".join(entry.choices or ())),
            ("environment", ", ".join(entry.env_var or ())),
            ("default", default),
        ):
            if value:
                said.append(f"〔{chinese()['meta'][label]} {value}〕")
        said += [f"〔{chinese()['meta']['required']}〕"] if entry.required else []
        return entry.copy(description=" ".join(said), default=None, choices=None, env_var=None, required=False)

    def _chinese(self, name: str, otherwise: Any) -> Any:
        if self._command is None and name in chinese()["commands"]:
            return chinese()["commands"][name]["help"].split("\n\n")[0].strip()
        own = chinese()["commands"].get(self._command, {}).get("options", {})
        return own.get(name) or own.get(name.removeprefix("--")) or chinese()["options"].get(name, otherwise)
