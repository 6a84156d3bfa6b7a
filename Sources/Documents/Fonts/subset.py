#!/usr/bin/env python3
"""Makes NotoSans-Regular.ttf of this folder from the full font.

    apt-get install fonts-noto-core   # 20201225-1 was used: Noto Sans 2.004
    pip install fonttools
    ./subset.py [/usr/share/fonts/truetype/noto]

Same input, same bytes: fontTools is told not to touch the date of `head`.
"""
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

# Basic Latin, Latin-1, Latin Extended-A (names come from all Europe), the Romanian comma letters,
# and the signs of French typography: thin and narrow spaces, hyphens, dashes, quotes, bullet, ellipsis,
# per mille, primes, euro, numero.
REPERTOIRE = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C),
    0x2009, 0x200A, 0x202F, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
    0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026, 0x2030,
    0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2116,
]

source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/noto")
here = pathlib.Path(__file__).parent

font = TTFont(source / "NotoSans-Regular.ttf", recalcTimestamp=False)
missing = [f"U+{u:04X}" for u in REPERTOIRE if u not in font.getBestCmap()]
assert not missing, missing
options = subset.Options(
    hinting=False, glyph_names=False, legacy_kern=False, notdef_outline=True,
    layout_features=["kern"], layout_scripts=["latn"], name_IDs=[0, 1, 2, 6, 13, 14], recalc_timestamp=False,
    drop_tables=["GSUB", "GDEF", "STAT", "meta", "DSIG"])
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=REPERTOIRE)
subsetter.subset(font)
font.save(here / "NotoSans-Regular.ttf", reorderTables=True)
print((here / "NotoSans-Regular.ttf").stat().st_size, sorted(font.keys()), font["maxp"].numGlyphs)
