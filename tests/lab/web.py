"""A composition as a web page, and as PDF by the engines that print one."""

import html
import subprocess
import tempfile
from importlib import import_module
from pathlib import Path

from compose import spans
from content import Block
from style import HEADS, WIDTHS, Style
from typeset import CHROMIUM


def as_html(blocks: list[Block], style: Style | None = None) -> str:
    """A web page; with a style, the page that is printed."""
    css = style.css() if style else ""
    parts = [f"<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'><style>{css}</style></head><body>"]
    if style and style.watermark:
        parts.append("<div class='watermark'>公开样张</div>")
    for block in blocks:
        if block.rows:
            parts.append(_html_table(block))
        else:
            turn = " new-page" if block.new_page else ""
            parts.append(f"<p class='{block.kind}{turn}'>{html.escape(block.text.replace('␌', ''))}</p>")
    return "\n".join([*parts, "</body></html>"])


def _html_table(block: Block) -> str:
    heads = HEADS[block.kind]
    columns = "".join(f"<col style='width:{width}%'>" for width in WIDTHS[block.kind])
    lines = []
    for row in spans(block.rows):
        cells = ""
        for text, wide, high in row:
            prose = " class='prose'" if wide > 4 and block.kind == "performance" else ""
            across = f" colspan='{wide}'" if wide > 1 else ""
            down = f" rowspan='{high}'" if high > 1 else ""
            cells += f"<td{across}{down}{prose}>{html.escape(text)}</td>"
        lines.append(f"<tr>{cells}</tr>")
    head = f"<thead>{''.join(lines[:heads])}</thead>" if heads else ""
    body = f"<tbody>{''.join(lines[heads:])}</tbody>"
    return f"<table class='{block.kind}'><colgroup>{columns}</colgroup>{head}{body}</table>"


def web_page(blocks: list[Block], style: Style) -> bytes:
    """A web page."""
    return as_html(blocks).encode()


def chromium(blocks: list[Block], style: Style) -> bytes:
    """A PDF printed by a browser."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "page.html").write_text(as_html(blocks, style), encoding="utf-8")
        places = [f"--user-data-dir={work}/profile", f"--print-to-pdf={work}/page.pdf", f"{work}/page.html"]
        subprocess.run([*CHROMIUM, *places], check=True, capture_output=True, timeout=180)
        return (work / "page.pdf").read_bytes()


def weasyprint(blocks: list[Block], style: Style) -> bytes:
    """A PDF by WeasyPrint."""
    printed: bytes = import_module("weasyprint").HTML(string=as_html(blocks, style)).write_pdf()
    return printed
