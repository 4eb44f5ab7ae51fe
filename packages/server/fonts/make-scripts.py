"""Makes the faces of the country's other scripts from Noto (Debian: fonts-noto-core 20201225, fonts-noto-cjk 2.001), as README.md beside this says.

Needs fonttools (Debian: fonttools) and Node.js for its Brotli. Run in this folder:
    python3 make-scripts.py /usr/share/fonts/truetype/noto /usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc
"""
import os
import sys
from fontTools import subset
from fontTools.ttLib import TTFont
from make import compressed, with_truetype_outlines

KOREAN = 1
HANGUL = [(0x1100, 0x11FF), (0x3131, 0x318E), (0xAC00, 0xD7A3)]
FACES = [
    "NotoSerifTibetan-Regular", "NotoNaskhArabic-Regular", "NotoSansMongolian-Regular", "NotoSansYi-Regular", "NotoSansNewTaiLue-Regular",
    "NotoSansTaiLe-Regular", "NotoSansTaiTham-Regular", "NotoSansLisu-Regular", "NotoSansMiao-Regular",
]


def only(font, wanted, features):
    options = subset.Options(layout_features=features, hinting=False, notdef_outline=True, drop_tables=["vhea", "vmtx", "VORG", "BASE", "DSIG"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if wanted(code)])
    subsetter.subset(font)


for name in FACES:
    font = TTFont(os.path.join(sys.argv[1], f"{name}.ttf"), recalcTimestamp=False)
    # Blanks and joiners stand between letters and are shaped with them; Latin letters come from the main face.
    only(font, lambda code: code == 0x20 or code == 0xA0 or code > 0x2FF, ["*"])
    font.save(f"{name}.ttf")
    compressed(f"{name}.ttf")
korean = TTFont(sys.argv[2], fontNumber=KOREAN, recalcTimestamp=False)
only(korean, lambda code: code == 0x20 or any(first <= code <= last for first, last in HANGUL), ["ljmo", "vjmo", "tjmo", "ccmp"])
with_truetype_outlines(korean)
korean.save("NotoSerifKR-Regular.ttf")
compressed("NotoSerifKR-Regular.ttf")
