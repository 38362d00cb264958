"""Pictures for docs/img of the sample's report (wide, narrow, printed), of the samples' index, and of the terminal.

They need chromium and Noto CJK fonts.

python tests/samples/screenshots.py
"""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from browser import Browser, browser  # noqa: E402
from disclosed import disclose, sample  # noqa: E402

from flows.publish.register import Entry  # noqa: E402
from flows.report.page import report  # noqa: E402

IMAGES = ROOT / "docs" / "img"
YUSUAN = (str(Path(sys.executable).with_name("yusuan")),)
_TERMINAL = """<!doctype html><meta charset="utf-8"><style>{stylesheet} body {{margin: 0; background: #fff}}
pre {{margin: 0; padding: 12px; font: 15px/1.35 "Noto Sans Mono CJK SC", monospace; color: #1c2430}}</style>
<pre>{code}</pre>"""


def save(name: str, image: Image.Image) -> None:
    image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)


def beside(images: list[Image.Image], gap: int = 16) -> Image.Image:
    made = Image.new(
        "RGB",
        (sum(one.width for one in images) + gap * (len(images) - 1), max(one.height for one in images)),
        "#d9dee3",
    )
    left = 0
    for one in images:
        made.paste(one, (left, 0))
        left += one.width + gap
    return made


def terminal(tab: Browser, folder: Path, name: str, command: list[str], lines: int) -> None:
    """What a command prints in Chinese, its first lines, as a terminal of 108 columns shows it."""
    environment = os.environ | {"FORCE_COLOR": "1", "COLUMNS": "108", "YUSUAN_LANGUAGE": "zh"}
    run = subprocess.run([*YUSUAN, *command], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    console = Console(record=True, width=108, file=io.StringIO())
    console.print(f"[bold]$ yusuan {' '.join(command)}[/]", highlight=False)
    console.print(Text.from_ansi("\n".join(run.stdout.splitlines()[:lines])))
    page = folder / "terminal.html"
    page.write_text(console.export_html(inline_styles=True, code_format=_TERMINAL), encoding="utf-8")
    tab.open(page, 920, 200)
    height = int(tab.run("Math.ceil(document.querySelector('pre').getBoundingClientRect().bottom)"))
    tab.open(page, 920, height)
    save(name, Image.open(io.BytesIO(tab.picture())))


def published(tab: Browser, folder: Path) -> None:
    """The samples as they are published: the index of their reports, and what two commands print."""
    for command in (["run", str(ROOT / "raw" / "samples")], ["report", "output", "--to", "report"]):
        subprocess.run([*YUSUAN, *command, "--language", "zh"], cwd=folder, capture_output=True, check=True)
    for width, name in ((1280, "index-wide.png"), (390, "index-narrow.png")):
        tab.open(folder / "report" / "index.html", width, 640)
        save(name, Image.open(io.BytesIO(tab.picture())))
    terminal(tab, folder, "terminal-findings.png", ["findings"], 18)


def main() -> None:
    one = disclose(sample("2020年部门预算.pdf"))
    failed = [check for check in one.records["checks"] if check["status"] == "fail"][-1]
    values = (failed["left_value"], failed["right_value"])
    because = "“显著”为表样固定选项，单位按“显著”执行"
    entry = Entry(
        one.common["publisher"],
        2020,
        None,
        failed["identity"],
        failed["subject"],
        *values,
        because,
        "王某",
        "2020-03-02",
    )
    with tempfile.TemporaryDirectory() as folder, browser() as tab:
        page = Path(folder) / "report.html"
        page.write_text(report(one.common, one.records, data=one.data, entries=[entry]), encoding="utf-8")

        def shot(width: int, height: int, place: str) -> Image.Image:
            tab.open(page, width, height)
            tab.run("document.documentElement.style.scrollBehavior = 'auto'")
            tab.run(f"document.querySelector('{place}').scrollIntoView()")
            return Image.open(io.BytesIO(tab.picture()))

        save("report-wide.png", shot(1280, 1500, "header"))
        save("report-findings.png", shot(1280, 1300, "#findings"))
        save("report-charts.png", shot(1280, 1100, "#charts"))
        save(
            "report-narrow.png",
            beside([shot(360, 760, place) for place in ("header", "#findings", "#charts", "#tables")]),
        )
        published(tab, Path(folder))
        tab.open(page)
        with pdfium.PdfDocument(tab.pdf()) as printed:
            pages = [printed[number] for number in range(3)]
            save("report-printed.png", beside([one.render(scale=1.1).to_pil() for one in pages]))
            for one in pages:
                one.close()


if __name__ == "__main__":
    main()
