"""Cut a Noto CJK face to the characters of a document, with TrueType outlines."""

from importlib import import_module
from pathlib import Path
from typing import Any

SIMPLIFIED = 2  # number of the SC face in the Noto CJK collections
UNUSED = [
    "TwilightPoints",
    "Storage",
    "FunctionDefs",
    "InstructionDefs",
    "StackElements",
    "SizeOfInstructions",
    "ComponentElements",
]


def cut_font(face: Path, text: str, target: Path) -> None:
    """Cut a face to the characters of the text, with TrueType outlines.

    Chromium embeds CFF faces as Type 3 and maps shared glyphs back to Kangxi radicals (⽂ for 文). A TrueType face that
    knows only the characters of the document is embedded as such and extracts correctly.
    """
    subset: Any = import_module("fontTools.subset")
    cu2qu: Any = import_module("fontTools.pens.cu2quPen")
    glyphs: Any = import_module("fontTools.pens.ttGlyphPen")
    tables: Any = import_module("fontTools.ttLib")

    options = subset.Options(layout_features=[], notdef_outline=True, font_number=SIMPLIFIED, recalc_timestamp=False)
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    font = subset.load_font(str(face), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    names, outlines = font.getGlyphOrder(), font.getGlyphSet()
    font["loca"], font["glyf"] = tables.newTable("loca"), tables.newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = names, {}
    for name in names:
        pen = glyphs.TTGlyphPen(None)
        outlines[name].draw(cu2qu.Cu2QuPen(pen, 1.0, reverse_direction=True))
        font["glyf"].glyphs[name] = pen.glyph()
        font["glyf"].glyphs[name].recalcBounds(font["glyf"])
    del font["CFF "]
    limits = font["maxp"]
    limits.tableVersion, limits.maxZones = 0x00010000, 1
    for field in UNUSED:
        setattr(limits, f"max{field}", 0)
    limits.recalc(font)
    font["post"].formatType, font.sfntVersion = 3.0, "\x00\x01\x00\x00"
    font.save(target)
