"""Pictures of the sample's report for docs/img: wide, narrow, printed (chromium, Noto CJK fonts).

python tests/samples/screenshots.py
"""

import io
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from browser import browser  # noqa: E402
from disclosed import disclose, sample  # noqa: E402

from flows.publish.register import Entry  # noqa: E402
from flows.report.page import report  # noqa: E402

IMAGES = ROOT / "docs" / "img"


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
        tab.open(page)
        with pdfium.PdfDocument(tab.pdf()) as printed:
            pages = [printed[number] for number in range(3)]
            save("report-printed.png", beside([one.render(scale=1.1).to_pil() for one in pages]))
            for one in pages:
                one.close()


if __name__ == "__main__":
    main()
