"""Makes the faces of social cards from Debian's fonts-noto-core.

    apt-get install fonts-noto-core fonttools
    python3 make.py [FOLDER]

Keeps the letters that cards can draw, without hints, and takes glyphs apart that
are made of others turned or scaled, so that every outline is of whole numbers.
"""

import os
import sys

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FOLDER = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/noto"

# Latin of all European, African and Vietnamese spellings, modern Greek, Cyrillic,
# and the punctuation, figures and currencies beside them.
WESTERN = (
    "0020-007E 00A0-024F 0259 02B9-02BC 02C6-02CC 02D8-02DD 0300-0312 031B 0323-0328 0370-03FF 0400-045F 0462-0463 "
    "0472-0475 048A-0513 1E00-1EFF 2000-200F 2010-2015 2018-201E 2020-2022 2026 202F 2030 2032-2033 2039-203A 2044 2070-209C "
    "20A0-20BF 2116 2122 2150-215E 2190-2193 2212 2260 2264-2265"
)

FACES = {
    "serif.ttf": ("NotoSerif-Bold.ttf", WESTERN),
    "sans.ttf": ("NotoSans-Regular.ttf", WESTERN),
    "naskh.ttf": ("NotoNaskhArabic-Bold.ttf", "*"),
    "nastaliq.ttf": ("NotoNastaliqUrdu-Bold.ttf", "*"),
}


def apart(font):
    """Draws glyphs that are made of others, turned or scaled, as outlines of their own."""
    glyphs, table = font.getGlyphSet(), font["glyf"]
    for name in font.getGlyphOrder():
        if table[name].isComposite() and any(hasattr(part, "transform") for part in table[name].components):
            recorded, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
            glyphs[name].draw(recorded)
            recorded.replay(pen)
            table[name] = pen.glyph()


for out, (source, letters) in FACES.items():
    options = subset.Options()
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["FFTM", "DSIG", "meta"]
    options.layout_features = ["ccmp", "locl", "kern", "mark", "mkmk", "liga", "rlig", "calt"] if letters != "*" else ["*"]
    font = TTFont(os.path.join(FOLDER, source), recalcTimestamp=False)
    cut = subset.Subsetter(options)
    if letters == "*":
        cut.populate(unicodes=font.getBestCmap())
    else:
        unicodes = []
        for part in letters.split():
            first, _, last = part.partition("-")
            unicodes += range(int(first, 16), int(last or first, 16) + 1)
        cut.populate(unicodes=unicodes)
    cut.subset(font)
    apart(font)
    font.save(out)
    print(out, os.path.getsize(out))
