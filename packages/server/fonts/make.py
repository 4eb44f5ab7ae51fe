"""Makes NotoSerifSC-Regular.ttf.br from Noto Serif CJK (version 2.001), as README.md beside this says.

Needs fonttools (Debian: fonttools, fonts-noto-cjk) and Node.js for its Brotli. Run in this folder:
    python3 make.py /usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc
"""
import subprocess
import sys
from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

SIMPLIFIED_CHINESE = 2
# Hangul and what is for private use: no paper of ours has them, and they are a third of the file.
LEFT_OUT = [(0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xE000, 0xF8FF), (0xFFA0, 0xFFDC)]


def only_what_paper_needs(font):
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"], drop_tables=["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if not any(first <= code <= last for first, last in LEFT_OUT)])
    subsetter.subset(font)


def with_truetype_outlines(font):
    """A subset of TrueType outlines is a quarter of one of CFF outlines, and is made ten times as fast."""
    shapes, names = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in names:
        pen = TTGlyphPen(shapes)
        shapes[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = names, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    for key in "TwilightPoints Storage FunctionDefs InstructionDefs StackElements SizeOfInstructions Points Contours CompositePoints CompositeContours ComponentDepth ComponentElements".split():
        setattr(limits, f"max{key}", 0)
    limits.maxZones = 1
    font["post"].formatType = 3.0
    del font["CFF "]
    font.sfntVersion = "\0\1\0\0"


def compressed(file):
    """Leaves `file`.br, which Node reads, in place of `file`."""
    subprocess.run(
        ["node", "-e", """
const { constants: { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT }, brotliCompressSync } = require('node:zlib');
const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const [file] = process.argv.slice(1);
const font = readFileSync(file);
writeFileSync(`${file}.br`, brotliCompressSync(font, { params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: font.length } }));
rmSync(file);
""", file],
        check=True,
    )


if __name__ == "__main__":
    font = TTFont(sys.argv[1], fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
    only_what_paper_needs(font)
    with_truetype_outlines(font)
    font.save("NotoSerifSC-Regular.ttf")
    compressed("NotoSerifSC-Regular.ttf")
