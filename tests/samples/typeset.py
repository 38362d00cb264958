"""Typeset the invented sample disclosures: one YAML a document, out come the published text form and the PDF.

python tests/samples/typeset.py            write to raw/samples what the YAMLs name (PDF: Chromium, Noto CJK, fontTools)
python tests/samples/typeset.py --check    write nothing; rebuild the .txt and compare it with the stored one
"""

import argparse
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from content import LEFT, UP, Block, Document, Merge, Row
from fonts import cut_font
from jinja2 import Environment, FileSystemLoader

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "raw" / "samples"
NOTO = Path("/usr/share/fonts/opentype/noto")
FONTS = {"serif": NOTO / "NotoSerifCJK-Regular.ttc", "sans": NOTO / "NotoSansCJK-Regular.ttc"}
CHROMIUM = [
    "/usr/bin/chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-pdf-header-footer",
    "--disable-pdf-tagging",
]
PAGE_BREAK = "␌"  # in a YAML text: the published text broke a page here, inside a sentence
WRAP = {2: 7, 3: 5, 4: 2, 8: 4, 9: 4, 10: 4, 11: 4, 12: 4}  # procurement column: characters on a printed line
WIDTHS = {
    "organisations": (46, 14, 16, 24),
    "performance": (14, 12, 15, 23, 12, 12, 12),
    "procurement": (12.5, 6.5, 12.5, 13.5, 4.5, 7.5, 7, 7, 7, 5.5, 5.5, 5.5, 5.5),
    "assets": (52, 20, 28),
}


def as_text(blocks: list[Block]) -> str:
    """The published text form: tab-separated rows, a blank line between blocks, two before the title."""

    def wrap(column: int, cell: str, row: Row) -> str:
        width = WRAP.get(column, 0)
        spans = column + 1 < len(row) and row[column + 1] is LEFT
        if not width or spans or not re.search("[一-鿿]", cell):
            return cell
        return " ".join(cell[i : i + width] for i in range(0, len(cell), width))

    def line(row: Row, wrapped: bool) -> str:
        cells = ("" if isinstance(c, Merge) else wrap(i, c, row) if wrapped else c for i, c in enumerate(row))
        return "\t".join(cells)

    parts = ["\n".join(line(row, b.wrapped) for row in b.rows) or b.text.replace(PAGE_BREAK, "\n\n") for b in blocks]
    return "\n\n" + "\n\n".join(parts) + "\n"


def as_html(document: Document, blocks: list[Block], fonts: dict[str, Path]) -> str:
    """The page that Chromium prints: merged cells become spans."""

    def spans(rows: tuple[Row, ...]) -> list[list[dict[str, object]]]:
        grid: list[list[dict[str, object]]] = []
        for y, row in enumerate(rows):
            grid.append([])
            for x, cell in enumerate(row):
                if isinstance(cell, Merge):
                    continue
                wide = next((i for i in range(x + 1, len(row)) if row[i] is not LEFT), len(row)) - x
                high = next((i for i in range(y + 1, len(rows)) if rows[i][x] is not UP), len(rows)) - y
                grid[-1].append({"text": cell, "wide": wide, "high": high})
        return grid

    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    shown = [(replace(b, text=b.text.replace(PAGE_BREAK, "")), spans(b.rows)) for b in blocks]
    template = environment.get_template("template.html.j2")
    return template.render(title=document.data["title"], blocks=shown, widths=WIDTHS, fonts=fonts)


def print_pdf(document: Document, blocks: list[Block], target: Path) -> None:
    """Print with Chromium and overwrite the dates, so that a second run gives the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        fonts = {name: work / f"{name}.ttf" for name in FONTS}
        for name, face in FONTS.items():
            cut_font(face, as_text(blocks) + "- 0123456789", fonts[name])
        (work / "page.html").write_text(as_html(document, blocks, fonts), encoding="utf-8")
        places = [f"--user-data-dir={work}/profile", f"--print-to-pdf={work}/page.pdf", f"{work}/page.html"]
        subprocess.run([*CHROMIUM, *places], check=True, capture_output=True, timeout=120)
        printed = (work / "page.pdf").read_bytes()
    date = f"D:{document.year}0210090000+00'00'".encode()
    printed = re.sub(rb"(/(?:CreationDate|ModDate) \()D:\d{14}\+00'00'", rb"\1" + date, printed)
    target.write_bytes(printed)


def main() -> int:
    parser = argparse.ArgumentParser(description="Typeset the sample documents.")
    parser.add_argument(
        "--check", action="store_true", help="compare the stored .txt with a rebuilt one; write nothing"
    )
    check = parser.parse_args().check
    documents = {d.year: d for d in map(Document, sorted(HERE.glob("*.yaml")))}
    problems = []
    for year, document in documents.items():
        problems += [f"{year}: {fault}" for fault in document.faults(documents.get(year - 1))]
        blocks = list(document.blocks())
        for output in document.data["outputs"]:
            target = SAMPLES / output
            if target.suffix == ".txt" and check and target.read_text(encoding="utf-8") != as_text(blocks):
                problems.append(f"{output} is not what its YAML gives")
            elif target.suffix == ".txt" and not check:
                target.write_text(as_text(blocks), encoding="utf-8", newline="\n")
            elif target.suffix == ".pdf" and not check:
                print_pdf(document, blocks, target)
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
